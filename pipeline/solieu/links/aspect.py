"""What a number says of its indicator: the level (VALUE), a TARGET, a CHANGE, a SHARE, progress against a PLAN, a RANK."""

from __future__ import annotations

from collections.abc import Sequence

from solieu.lexicon import lexicon
from solieu.links.reader import CLAUSE, Sentence
from solieu.spans.features import digits_masked

CUES = {name: frozenset(words) for name, words in lexicon("linking")["aspects"].items()}
#: How far a cue is looked for, in tokens.
REACH = 25


def aspect_features(sentence: Sentence, quantity: tuple[int, int], segments: Sequence[tuple[int, int]]) -> list[str]:
    """Feature strings of a quantity and the segments of its indicator (token ranges, end exclusive)."""
    start, end = quantity
    norms = [digits_masked(norm)[:30] for norm in sentence.norms]
    before, after = norms[max(0, start - REACH) : start], norms[end : end + REACH]
    row = ["b", f"last{norms[end - 1]}", f"first{norms[start]}", f"n{len(segments)}"]
    row += [f"-{at}{word}" for at, word in enumerate(reversed(before[-4:]), 1)] + [f"+{at}{word}" for at, word in enumerate(after[:4], 1)]
    row += [f"b{word}" for word in before[-8:]] + [f"a{word}" for word in after[:6]]
    row += ["%"] if any("%" in word for word in norms[start:end]) else []
    row += [f"-1|{'%' if '%' in norms[end - 1] else 'n'}|{before[-1]}"] if before else []
    row += [f"%{'%' in ''.join(norms[start:end])}+{word}" for word in after[:3]]
    for first, last in segments:
        side = "H" if first < start else "T"
        row += [f"{side}{word}" for word in norms[first:last]] + [f"{side}0{norms[first]}"]
        gap = norms[last:start] if last <= start else norms[end:first]
        row += [f"{side}g{word}" for word in gap[:8]] + [f"{side}#{min(len(gap), 6)}"]
        row += [f"{side}c{word}" for word in norms[max(0, first - 4) : first]]
    row += _cues(before, "<") + _cues(after, ">") + _clause(sentence, quantity, norms)
    row += [f"t{tag}" for tag in sentence.tags[max(0, start - 4) : start]] + [f"u{tag}" for tag in sentence.tags[end : end + 4]]
    return row


def _cues(words: Sequence[str], side: str) -> list[str]:
    return [f"{side}cue{name}" for name, cues in CUES.items() if cues.intersection(words)]


def _clause(sentence: Sentence, quantity: tuple[int, int], norms: Sequence[str]) -> list[str]:
    """The words between the number and the borders of its clause, and the first words of its sentence."""
    start, end = quantity
    left = start
    while left > 0 and sentence.norms[left - 1] not in CLAUSE:
        left -= 1
    right = end
    while right < len(norms) and sentence.norms[right] not in CLAUSE:
        right += 1
    return [f"in{word}" for word in {*norms[left:start], *norms[end:right]}] + [f"s{word}" for word in norms[:3]]
