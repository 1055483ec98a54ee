"""Precision, recall and F1 of spans and links, exact and overlapping, over annotated articles.

*Exact*: same label and same borders. *Overlap*: same label, matched one to one, largest common stretch first. A link is right when its label and both
its spans are; an overlapping one when both spans overlap; an unlabelled one whatever its label. Every gold link counts, also one never proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from solieu.schema import ASPECTS, LINKS, Article, Span

ALL = "ALL"
MEASURES = "NUMBER->INDICATOR"
OFFICES = "OFFICIAL->"
MODES = ("exact", "overlap", "unlabelled")

Place = tuple[str, int, int]
JoinedLink = tuple[str, Place, Place]


@dataclass(slots=True)
class Counts:
    """How many were right, how many are in the gold, how many were predicted."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, right: int, gold: int, predicted: int) -> None:
        self.right += right
        self.gold += gold
        self.predicted += predicted

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.gold + self.predicted
        return 2 * self.right / total if total else 0.0


Table = dict[tuple[str, str], Counts]


def score(pairs: Iterable[tuple[Article, Article]]) -> Table:
    """Counts by (mode, label) over pairs of a gold and a predicted article. Labels of links are those of `LINKS` and the two groups."""
    table: Table = {}
    for gold, predicted in pairs:
        _score_spans(table, gold, predicted)
        _score_links(table, gold, predicted)
    return table


def add_counts(table: Table, mode: str, key: str, right: int, gold: int, predicted: int) -> None:
    """Add to the counts of a mode and a label."""
    table.setdefault((mode, key), Counts()).add(right, gold, predicted)


def _score_spans(table: Table, gold: Article, predicted: Article) -> None:
    for label in sorted({span.label for span in (*gold.spans, *predicted.spans)}):
        wanted = [place(span) for span in gold.spans if span.label == label]
        found = [place(span) for span in predicted.spans if span.label == label]
        for mode, right in (("exact", len(set(wanted) & set(found))), ("overlap", matched(wanted, found))):
            for key in (label, ALL):
                add_counts(table, mode, key, right, len(wanted), len(found))


def _score_links(table: Table, gold: Article, predicted: Article) -> None:
    wanted, found = joined(gold), joined(predicted)
    groups = {MEASURES: ASPECTS, OFFICES: tuple(label for label in LINKS if label not in ASPECTS), **{label: (label,) for label in LINKS}}
    for key, labels in groups.items():
        ours = [link for link in wanted if link[0] in labels]
        theirs = [link for link in found if link[0] in labels]
        if ours or theirs or key in (MEASURES, OFFICES):
            add_counts(table, "exact", key, len(set(ours) & set(theirs)), len(ours), len(theirs))
            add_counts(table, "overlap", key, _pair_up(ours, theirs, lambda a, b: a[0] == b[0] and _both_overlap(a, b)), len(ours), len(theirs))
            add_counts(table, "unlabelled", key, _pair_up(ours, theirs, _both_overlap), len(ours), len(theirs))


def place(span: Span) -> Place:
    """Label and borders of a span, without its id."""
    return span.label, span.start, span.end


def joined(article: Article) -> list[JoinedLink]:
    """The links of an article with the places of their spans for the ids."""
    spans = {span.id: place(span) for span in article.spans}
    return [(link.label, spans[link.source], spans[link.target]) for link in article.links]


def common(a: Place, b: Place) -> int:
    """Characters that two spans share."""
    return max(0, min(a[2], b[2]) - max(a[1], b[1]))


def matched(wanted: Sequence[Place], found: Sequence[Place]) -> int:
    """How many spans can be matched one to one, largest common stretch first."""
    return len(match(wanted, found))


def match(wanted: Sequence[Place], found: Sequence[Place]) -> list[tuple[int, int]]:
    """The matched pairs as places in both lists, largest common stretch first; among equal ones the earlier in the lists first.

    Where neither list overlaps itself, two spans with the same borders always find each other.
    """
    pairs = [(common(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found) if common(a, b)]
    pairs.sort(key=lambda pair: -pair[0])
    left: set[int] = set()
    right: set[int] = set()
    chosen = []
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((i, j))
    return chosen


def _both_overlap(a: JoinedLink, b: JoinedLink) -> bool:
    return bool(common(a[1], b[1]) and common(a[2], b[2]))


def _pair_up(wanted: Sequence[JoinedLink], found: Sequence[JoinedLink], fits: Callable[[JoinedLink, JoinedLink], bool]) -> int:
    """How many links find a partner of their own, in the order of the gold."""
    used: set[int] = set()
    for link in wanted:
        partner = next((j for j, other in enumerate(found) if j not in used and fits(link, other)), None)
        if partner is not None:
            used.add(partner)
    return len(used)
