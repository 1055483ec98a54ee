"""Read what a number measures, given the number: for one quantity, which words of its sentence are the head of its indicator, which the tail.

đã [tạo việc làm mới]HEAD cho [4.210 người], trao [120 căn nhà] cho ...
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from solieu.crf_training import Feature
from solieu.lexicon import lexicon
from solieu.spans.features import digits_masked

#: How far a word may stand from its number, in tokens.
BEFORE, AFTER = 60, 40
#: How many words and tags to either side describe a word.
REACH = 2

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


@cache
def describe_tag(tag: str | None) -> list[tuple[str, ...]]:
    """The strings of a tag for each offset at which it may stand."""
    return [(f"{offset}t{tag}",) if tag else () for offset in range(-REACH, REACH + 1)]


def number_rows(sentence: Sentence, quantity: tuple[int, int]) -> list[list[Feature]]:
    """For each token of the quantity's window what describes it as seen from that quantity."""
    span = window(sentence, quantity)
    around = _number_features(sentence, quantity)
    start, end = quantity
    sides: list[tuple[str, Iterable[list[Feature]]]] = [
        ("<", reversed(_walk(sentence, range(start - 1, span.start - 1, -1), "<"))),
        ("=", [["="] for _ in range(start, end)]),
        (">", _walk(sentence, range(end, span.stop), ">")),
    ]
    rows = []
    places = iter(span)
    for side, relations in sides:
        seen = tuple(f"{side}{feature}" for feature in around)
        for relation in relations:
            at = next(places)
            rows.append([*relation, seen, f"{side}w{digits_masked(sentence.norms[at])[:40]}", f"{side}t{sentence.tags[at]}"])
    return rows


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


def _walk(sentence: Sentence, path: range, side: str) -> list[list[Feature]]:
    """Going away from the number: distance, quantities and clause borders passed, words passed."""
    rows: list[list[Feature]] = []
    quantities = commas = semicolons = brackets = 0
    passed: list[str] = []
    told: tuple[Feature, ...] = ()
    since = 0
    for steps, at in enumerate(path, 1):
        way = _way(side, bisect_left(DISTANCES, steps), quantities, commas, semicolons, brackets, bisect_left(DISTANCES, since))
        rows.append([way, told])
        norm, tag = sentence.norms[at], sentence.tags[at]
        since += 1
        if tag == "B-QUANTITY" or (tag == "I-QUANTITY" and path.step < 0 and sentence.tags[at - 1][2:] != "QUANTITY"):
            quantities = min(quantities + 1, 3)
        if norm in CLAUSE:
            commas = min(commas + (norm == ","), 3)
            semicolons = min(semicolons + (norm in (";", ".", ":")), 2)
            brackets = min(brackets + (norm in ("(", ")")), 2)
            since = 0
        if norm in BETWEEN and norm not in passed:
            passed.append(norm)
            told = tuple(f"{side}m{word}" for word in passed[-8:])
    return rows


@cache
def _way(side: str, distance: int, quantities: int, commas: int, semicolons: int, brackets: int, since: int) -> tuple[str, ...]:
    """The strings of one combination of what lies between a word and the number; there are 41,000 at most, of few strings."""
    row = [f"d{distance}", f"q{quantities}", f"c{commas}", f"s{semicolons}", f"p{brackets}"]
    row += [f"q{min(quantities, 2)}c{min(commas, 2)}s{min(semicolons, 1)}", f"e{since}c{min(commas, 1)}"]
    return tuple(sys.intern(side + item) for item in row)
