"""The lattice of a linear-chain CRF: probabilities by forward-backward over many sequences at a time, the best path by Viterbi."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Probabilities = NDArray[np.float64]

#: Cells (sequences times the longest one's places) that go through at a time, so that one endless sentence among short ones costs no memory.
MOST_CELLS = 20_000


def marginals(sequences: Sequence[Scores], transitions: Scores) -> list[Probabilities]:
    """For each sequence of label scores (places x labels) each label's probability at each place, the same shape."""
    found: list[Probabilities] = [np.zeros((0, len(transitions)))] * len(sequences)
    step = np.exp(transitions.astype(np.float64))
    for batch in _batches([len(scores) for scores in sequences]):
        shares = _forward_backward([sequences[at] for at in batch], step)
        for column, at in enumerate(batch):
            found[at] = shares[: len(sequences[at]), column]
    return found


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Sequences that are not empty, long ones first, in batches of bounded size."""
    batch: list[int] = []
    for at in sorted((at for at, length in enumerate(lengths) if length), key=lambda at: -lengths[at]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > MOST_CELLS:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _forward_backward(sequences: Sequence[Scores], step: Probabilities) -> Probabilities:
    """Probabilities as places x sequences x labels; sequences are sorted, the longest first."""
    longest, size = len(sequences[0]), len(sequences)
    here = np.zeros((longest, size, len(step)))
    for column, scores in enumerate(sequences):
        here[: len(scores), column] = np.exp(scores - scores.max(axis=1, keepdims=True))
    lengths = np.array([len(scores) for scores in sequences])
    active = [int((lengths > at).sum()) for at in range(longest)]
    forward, backward = here.copy(), np.ones_like(here)
    forward[0] /= forward[0].sum(axis=1, keepdims=True)
    for at in range(1, longest):
        row = forward[at, : active[at]]
        row *= forward[at - 1, : active[at]] @ step
        row /= row.sum(axis=1, keepdims=True)
    for at in range(longest - 2, -1, -1):
        count = active[at + 1]
        row = (here[at + 1, :count] * backward[at + 1, :count]) @ step.T
        backward[at, :count] = row / row.sum(axis=1, keepdims=True)
    forward *= backward
    total = forward.sum(axis=2, keepdims=True)
    total[total == 0] = 1  # the padding
    shares: Probabilities = forward / total
    return shares


def best_path(scores: Scores, transitions: Scores) -> list[int]:
    """The labels, as columns, of the sequence with the greatest sum of scores and transitions."""
    if not len(scores):
        return []
    best = scores[0].astype(np.float64)
    back = []
    for row in scores[1:]:
        reached = best[:, None] + transitions
        back.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    path = [int(best.argmax())]
    for chosen in reversed(back):
        path.append(int(chosen[path[-1]]))
    return path[::-1]
