"""Spans from probabilities: the best sequence of BIO tags, with the outside tag held down a little.

A CRF trained on few articles is cautious: most words are outside, so the single most probable sequence leaves out many spans that are
more likely there than not. Weighing the outside tag down finds more of them (figures in `models/README.md`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

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
    for run in np.split(unsure, np.flatnonzero(np.diff(unsure) > 1) + 1):
        if len(run):
            start, end = int(run[0]), int(run[-1]) + 1
            tags[start:end] = _viterbi(marginals[start:end].tolist(), labels, o, outside)
    return tags


def _viterbi(rows: Sequence[Sequence[float]], labels: Sequence[str], o: int, outside: float) -> list[str]:
    numbers = range(len(labels))
    own = [[i for i in numbers if labels[i][0] != "O" and labels[i][2:] == label[2:]] if label[0] == "I" else None for label in labels]
    best: list[float] = []
    back: list[list[int]] = []
    for row in rows:
        gain = [math.log(share) if share > TINY else math.log(TINY) for share in row]
        gain[o] += math.log(outside)
        if best:
            anything = max(numbers, key=best.__getitem__)
            chosen = [anything if before is None else max(before, key=best.__getitem__) for before in own]
            back.append(chosen)
            best = [best[i] + gain[j] for j, i in enumerate(chosen)]
        else:
            best = [gain[j] + (math.log(TINY) if own[j] else 0.0) for j in numbers]
    at = max(numbers, key=best.__getitem__)
    path = [at]
    for chosen in reversed(back):
        at = chosen[at]
        path.append(at)
    return [labels[j] for j in reversed(path)]
