"""A sentence as the network reads it for its numbers: what is said of its words, and what lies between each word and a number."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np

from solieu.links.reader import CLAUSE, DISTANCES, Sentence, window
from solieu.net import Column, Indices, Text
from solieu.spans.features import digits_masked, shape

#: How many clusters a word has, from coarse to fine to the parts of speech it mostly has; none where there are none.
CLUSTERS = 3
#: The word itself, its clusters, the span that it is in, its shape. A word that stands once in training is unknown, so that something is known of
#: unknown ones.
COLUMNS = (Column(48, 2), Column(12), Column(24), Column(8), Column(24), Column(8))

#: Rows of the table of what lies between a word and the number: its distance, and how many quantities and clause borders are passed; each before and
#: after the number.
DISTANT, PASSED = len(DISTANCES) + 2, 4
NEAR = 2 * (DISTANT + 2 * PASSED)


def as_seen(sentence: Sentence, quantities: Sequence[tuple[int, int]], clusters: Mapping[str, Sequence[int]]) -> Text:
    """A sentence with a window for each of these quantities."""
    places = said_of(sentence.words, sentence.norms, sentence.tags, clusters)
    starts = _before(len(places), (start for start, _ in sentence.quantities))
    borders = _before(len(places), (at for at, norm in enumerate(sentence.norms) if norm in CLAUSE))
    windows = []
    for quantity in quantities:
        span = window(sentence, quantity)
        windows.append((span, _between(quantity, span, starts, borders)))
    return Text(places, windows)


def said_of(
    words: Sequence[str], norms: Sequence[str], tags: Sequence[str | None], clusters: Mapping[str, Sequence[int]]
) -> list[tuple[Hashable, ...]]:
    """What is said of each word, a thing for each of `COLUMNS`."""
    places: list[tuple[Hashable, ...]] = []
    for word, norm, tag in zip(words, norms, tags, strict=True):
        masked = digits_masked(norm)
        known = (*clusters.get(masked, ()), None, None, None)
        places.append((masked, *known[:CLUSTERS], tag, shape(word)))
    return places


def _before(length: int, places: Iterable[int]) -> Indices:
    """How many of the places lie before each, and before the end."""
    found = np.zeros(length + 1, np.int64)
    found[[place + 1 for place in places]] = 1
    return np.cumsum(found)


def _between(quantity: tuple[int, int], span: range, starts: Indices, borders: Indices) -> Indices:
    """For each word of a window its rows of the table; the number's own words have the first row of each kind."""
    at = np.arange(span.start, span.stop)
    after, inside = at >= quantity[1], (at >= quantity[0]) & (at < quantity[1])
    low, high = np.where(after, quantity[1], at), np.where(after, at + 1, quantity[0])
    columns = [np.where(inside, 0, 1 + np.searchsorted(DISTANCES, high - low)) + DISTANT * after]
    for first, counts in ((2 * DISTANT, starts), (2 * (DISTANT + PASSED), borders)):
        columns.append(first + np.where(inside, 0, np.minimum(counts[high] - counts[low], PASSED - 1)) + PASSED * after)
    return np.stack(columns, axis=1)
