"""Read what a number measures, given the number: for one quantity, which words of its sentence are the head of its indicator, which the tail.

đã [tạo việc làm mới]HEAD cho [4.210 người], trao [120 căn nhà] cho ...
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from solieu.lexicon import lexicon
from solieu.spans.features import WordFeatures, digits_masked

#: How far a word may stand from its number, in tokens.
BEFORE, AFTER = 60, 40

WORDS = lexicon("linking")
BETWEEN = frozenset(WORDS["between"])
CLAUSE = frozenset(WORDS["clause"])
DISTANCES = (1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the reader needs it: words, their norms and the BIO tags of the spans found so far; quantities as token ranges, end exclusive."""

    words: Sequence[str]
    norms: Sequence[str]
    tags: Sequence[str]
    quantities: Sequence[tuple[int, int]]


def window(sentence: Sentence, quantity: tuple[int, int]) -> range:
    """The tokens that are read for a quantity."""
    return range(max(0, quantity[0] - BEFORE), min(len(sentence.words), quantity[1] + AFTER))


def reader_features(sentence: Sentence, quantity: tuple[int, int], known: WordFeatures) -> list[list[str]]:
    """For each token of the quantity's window the strings that describe it, seen from that quantity."""
    span = window(sentence, quantity)
    around = _number_features(sentence, quantity)
    relations = _relations(sentence, quantity, span)
    rows = []
    for at in span:
        side, relation = relations[at - span.start]
        row = [*_word_features(sentence, at, span, known), *relation]
        row += [f"{side}{feature}" for feature in around]
        masked = digits_masked(sentence.norms[at])[:40]
        row += (f"{side}w{masked}", f"{side}t{sentence.tags[at]}")
        rows.append(row)
    return rows


def _word_features(sentence: Sentence, at: int, span: range, known: WordFeatures) -> list[str]:
    row = ["b"]
    for offset in (-2, -1, 0, 1, 2):
        there = at + offset
        if span.start <= there < span.stop:
            row += known(sentence.words[there], sentence.norms[there])[offset + 3]
            row.append(f"{offset}t{sentence.tags[there]}")
        else:
            row.append(f"{offset}edge")
    if at > span.start:
        row.append(f"-1|0{digits_masked(sentence.norms[at - 1])[:30]}|{digits_masked(sentence.norms[at])[:30]}")
    if at + 1 < span.stop:
        row.append(f"0|1{digits_masked(sentence.norms[at])[:30]}|{digits_masked(sentence.norms[at + 1])[:30]}")
    return row


def _number_features(sentence: Sentence, quantity: tuple[int, int]) -> list[str]:
    """The quantity itself and the words that touch it."""
    start, end = quantity
    first = next((norm for norm in sentence.norms[start:end] if norm[:1].isdigit()), sentence.norms[start])
    kind = "%" if "%" in first or "%" in sentence.norms[start:end] else "đ" if any("đồng" in norm for norm in sentence.norms[start:end]) else "n"
    before = digits_masked(sentence.norms[start - 1]) if start else "<s>"
    earlier = digits_masked(sentence.norms[start - 2]) if start > 1 else "<s>"
    after = digits_masked(sentence.norms[end]) if end < len(sentence.norms) else "</s>"
    return [
        f"qk{kind}",
        f"q-{before[:30]}",
        f"q--{earlier[:30]}|{before[:30]}",
        f"q+{after[:30]}",
        f"ql{sentence.norms[end - 1][:30]}",
        f"qk{kind}|{before[:20]}|{after[:20]}",
    ]


def _relations(sentence: Sentence, quantity: tuple[int, int], span: range) -> list[tuple[str, list[str]]]:
    """For each token its side of the quantity (`<`, `=`, `>`) and what lies between the two."""
    start, end = quantity
    before = _walk(sentence, range(start - 1, span.start - 1, -1))
    after = _walk(sentence, range(end, span.stop))
    found: list[tuple[str, list[str]]] = [("<", [f"<{item}" for item in row]) for row in reversed(before)]
    found += [("=", ["="]) for _ in range(start, end)]
    found += [(">", [f">{item}" for item in row]) for row in after]
    return found


def _walk(sentence: Sentence, path: range) -> list[list[str]]:
    """Going away from the number: distance, quantities and clause borders passed, words passed."""
    rows = []
    quantities = commas = semicolons = brackets = 0
    passed: list[str] = []
    since = 0
    for steps, at in enumerate(path, 1):
        row = [f"d{bisect_left(DISTANCES, steps)}", f"q{min(quantities, 3)}", f"c{min(commas, 3)}", f"s{min(semicolons, 2)}", f"p{min(brackets, 2)}"]
        row += [f"q{min(quantities, 2)}c{min(commas, 2)}s{min(semicolons, 1)}", f"e{bisect_left(DISTANCES, since)}c{min(commas, 1)}"]
        row += [f"m{word}" for word in passed[-8:]]
        rows.append(row)
        norm, tag = sentence.norms[at], sentence.tags[at]
        since += 1
        if tag == "B-QUANTITY" or (tag == "I-QUANTITY" and path.step < 0 and sentence.tags[at - 1][2:] != "QUANTITY"):
            quantities += 1
        if norm in CLAUSE:
            commas += norm == ","
            semicolons += norm in (";", ".", ":")
            brackets += norm in ("(", ")")
            since = 0
        if norm in BETWEEN and norm not in passed:
            passed.append(norm)
    return rows
