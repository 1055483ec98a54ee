"""Which predicted span stands for which gold span: the pairs that errors are sorted by and the confusion table counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from solieu.schema import LABELS, Article, Span
from solieu.scoring import match, place

#: In the confusion table: nothing there.
NONE = "none"

Pair = tuple[Span | None, Span | None]


def align(gold: Article, predicted: Article) -> list[Pair]:
    """Each span with its partner or None, in text order.

    The same borders come first, whatever the label; then spans of one label that overlap; then any that overlap. The largest common stretch wins.
    """
    wanted, found = list(gold.spans), list(predicted.spans)
    pairs: list[Pair] = []
    for step in (_same_borders, _same_label, _any_overlap):
        chosen = step(wanted, found)
        pairs += [(wanted[i], found[j]) for i, j in chosen]
        left, right = {i for i, _ in chosen}, {j for _, j in chosen}
        wanted = [span for i, span in enumerate(wanted) if i not in left]
        found = [span for j, span in enumerate(found) if j not in right]
    pairs += [(span, None) for span in wanted] + [(None, span) for span in found]
    return sorted(pairs, key=_first)


def _first(pair: Pair) -> tuple[int, int, int]:
    starts = [(span.start, span.end) for span in pair if span]
    return (*min(starts), pair[0] is None)


def _same_borders(wanted: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    places = {(span.start, span.end): j for j, span in enumerate(found)}
    return [(i, places[span.start, span.end]) for i, span in enumerate(wanted) if (span.start, span.end) in places]


def _same_label(wanted: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    chosen = []
    for label in sorted({span.label for span in wanted}):
        left = [i for i, span in enumerate(wanted) if span.label == label]
        right = [j for j, span in enumerate(found) if span.label == label]
        chosen += [(left[i], right[j]) for i, j in match([place(wanted[i]) for i in left], [place(found[j]) for j in right])]
    return chosen


def _any_overlap(wanted: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    return match([place(span) for span in wanted], [place(span) for span in found])


def confusion(articles: Iterable[tuple[Article, Article]]) -> dict[str, dict[str, int]]:
    """Gold label -> predicted label -> how many spans; `none` for missed and spurious ones. Every label is there, also where it is never seen."""
    counts = Counter(
        (left.label if left else NONE, right.label if right else NONE) for gold, predicted in articles for left, right in align(gold, predicted)
    )
    labels = [*LABELS, *sorted({label for pair in counts for label in pair} - {*LABELS, NONE}), NONE]
    return {left: {right: counts[left, right] for right in labels} for left in labels}
