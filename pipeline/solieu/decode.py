"""Spans from probabilities: the best sequence of BIO tags, with the outside tag held down a little.

A CRF trained on few articles is cautious: most words are outside, so the single most probable sequence leaves out many spans that are
more likely there than not. Weighing the outside tag down finds more of them (figures in `models/README.md`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

#: Where the outside tag is surer than this, nothing is decoded.
SURE = 0.99
TINY = 1e-9


def decode(marginals: NDArray[np.float64], labels: Sequence[str], outside: float) -> list[str]:
    """BIO tags that maximise the product of their probabilities, that of `O` times `outside`; an I follows only its own B or I.

    `marginals` has a row a token and a probability a label, in the order of `labels`.
    """
    o = labels.index("O")
    tags = ["O"] * len(marginals)
    unsure = np.flatnonzero(marginals[:, o] < SURE)
    gains = np.log(np.maximum(marginals[unsure], TINY))
    gains[:, o] += math.log(outside)
    places, rows, begin = unsure.tolist(), gains.tolist(), 0
    for end, place in enumerate(places, 1):
        if end == len(places) or places[end] > place + 1:
            tags[places[begin] : place + 1] = [labels[at] for at in _viterbi(rows[begin:end], _followers(tuple(labels)))]
            begin = end
    return tags


@cache
def _followers(labels: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """Each I with the first and the last label that it may follow: its own B and I, or itself alone."""
    own = [
        (at, [i for i, other in enumerate(labels) if other[0] != "O" and other[2:] == label[2:]])
        for at, label in enumerate(labels)
        if label[0] == "I"
    ]
    return [(at, before[0], before[-1]) for at, before in own]


def _viterbi(rows: Sequence[Sequence[float]], followers: Sequence[tuple[int, int, int]]) -> list[int]:
    """The labels, as columns, of the rows with the greatest sum."""
    best = list(rows[0])
    for label, _, _ in followers:
        best[label] += math.log(TINY)
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(best)
        chosen, reached = [best.index(top)] * len(row), [top + gain for gain in row]
        for label, first, last in followers:
            chosen[label] = first if best[first] >= best[last] else last
            reached[label] = best[chosen[label]] + row[label]
        back.append(chosen)
        best = reached
    path = [best.index(max(best))]
    for chosen in reversed(back):
        path.append(chosen[path[-1]])
    return path[::-1]
