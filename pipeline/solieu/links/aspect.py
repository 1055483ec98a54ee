"""What a number says of its indicator: the level (VALUE), a TARGET, a CHANGE, a SHARE, progress against a PLAN, a RANK.

The linked quantities of an article, in order, are one sequence: a number's aspect leans on that of the number before, on its sentence,
and on whether the whole article speaks of results or of rules and plans.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from solieu.columns import columns
from solieu.lexicon import lexicon
from solieu.links.reader import CLAUSE, Sentence
from solieu.links.scenes import Quantity, Scene
from solieu.spans.features import digits_masked

WORDS = lexicon("linking")
CUES = {name: frozenset(words) for name, words in WORDS["aspects"].items()}
MODAL = frozenset(WORDS["modal"])
TELLING = MODAL.union(*CUES.values())
#: How far a cue is looked for, in tokens, and how many tokens of an article are its headline.
REACH, HEADLINE = 25, 25
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Place = tuple[int, int]


class ArticleCues:
    """What an article as a whole says about its numbers, made once for a document."""

    def __init__(self, doc: Doc) -> None:
        words = columns(doc)
        norms = [norm for norm in words.norm if not norm.isspace()]
        years = Counter(YEAR.findall(words.text))
        self.year = years.most_common(1)[0][0] if years else ""
        size = max(1, len(norms))
        targets, modals = (sum(norm in words for norm in norms) for words in (CUES["target"], MODAL))
        self.features = [f"D{min(8, 400 * targets // size)}", f"M{min(6, 400 * modals // size)}"]
        self.features += [f"H{word}" for word in sorted(TELLING.intersection(norms[:HEADLINE]))]

    def of_sentence(self, scene: Scene) -> list[str]:
        """Features that all quantities of a sentence share."""
        norms, tags = scene.sentence.norms, scene.sentence.tags
        row = [*self.features, *(f"S{name}" for name, cues in CUES.items() if cues.intersection(norms))]
        row += [f"P{name}" for name, cues in CUES.items() if cues.intersection(scene.before)]
        row += [f"V{word}" for word in sorted(set(norms)) if len(word) > 2 and not word[0].isdigit()]
        row += [f"has{label}" for label in ("DECREE", "OFFICIAL") if f"B-{label}" in tags]
        years = [year for norm in norms for year in YEAR.findall(norm)]
        if years and self.year:
            row.append("Yfuture" if max(years) > self.year else "Ypast" if max(years) < self.year else "Ysame")
        return row


def scene_features(scene: Scene, linked: Sequence[tuple[Quantity, Sequence[Place]]], article: ArticleCues) -> list[list[str]]:
    """One list of feature strings for each linked quantity of a sentence, given the segments of its indicator."""
    shared = article.of_sentence(scene)
    rows = []
    before: tuple[Quantity, Sequence[Place]] | None = None
    for quantity, segments in linked:
        row = aspect_features(scene.sentence, quantity.place, segments) + shared
        if before is None:
            row.append("first")
        else:
            row.append("next")
            row += [f"bt{word}" for word in scene.sentence.norms[before[0].end : quantity.start][:12]]
            row += ["same"] if list(before[1]) == list(segments) else []
        rows.append(row)
        before = quantity, segments
    return rows


def aspect_features(sentence: Sentence, quantity: Place, segments: Sequence[Place]) -> list[str]:
    """Feature strings of a quantity and the segments of its indicator, within its sentence."""
    start, end = quantity
    norms = [digits_masked(norm)[:30] for norm in sentence.norms]
    before, after = norms[max(0, start - REACH) : start], norms[end : end + REACH]
    percent = "%" if any("%" in word for word in norms[start:end]) else "n"
    row = ["b", f"last{norms[end - 1]}", f"first{norms[start]}", f"n{len(segments)}", percent]
    row += [f"-{at}{word}" for at, word in enumerate(reversed(before[-4:]), 1)] + [f"+{at}{word}" for at, word in enumerate(after[:4], 1)]
    row += [f"b{word}" for word in before[-8:]] + [f"a{word}" for word in after[:6]]
    row += [f"-1{percent}{word}" for word in before[-1:]] + [f"{percent}+{word}" for word in after[:3]]
    for segment in segments:
        row += _segment_features(norms, quantity, segment)
    row += _cues(before, "<") + _cues(after, ">") + _clause(sentence, quantity, norms)
    row += [f"t{tag}" for tag in sentence.tags[max(0, start - 4) : start]] + [f"u{tag}" for tag in sentence.tags[end : end + 4]]
    return row


def _segment_features(norms: Sequence[str], quantity: Place, segment: Place) -> list[str]:
    """The words of a segment, before it, and between it and the number."""
    first, last = segment
    side = "H" if first < quantity[0] else "T"
    gap = norms[last : quantity[0]] if side == "H" else norms[quantity[1] : first]
    row = [f"{side}{word}" for word in norms[first:last]] + [f"{side}0{norms[first]}", f"{side}#{min(len(gap), 6)}"]
    row += [f"{side}g{word}" for word in gap[:8]]
    return row + [f"{side}c{word}" for word in norms[max(0, first - 4) : first]]


def _cues(words: Sequence[str], side: str) -> list[str]:
    return [f"{side}cue{name}" for name, cues in CUES.items() if cues.intersection(words)]


def _clause(sentence: Sentence, quantity: Place, norms: Sequence[str]) -> list[str]:
    """The words between the number and the borders of its clause, and the first words of its sentence."""
    start, end = quantity
    left = start
    while left > 0 and sentence.norms[left - 1] not in CLAUSE:
        left -= 1
    right = end
    while right < len(norms) and sentence.norms[right] not in CLAUSE:
        right += 1
    return [f"in{word}" for word in sorted({*norms[left:start], *norms[end:right]})] + [f"s{word}" for word in norms[:3]]
