"""The lattice of a linear-chain CRF: probabilities by forward-backward over many sequences at a time, the best path by Viterbi."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: A score for each place and label, float32; single or double precision where a lattice goes on with either.
Scores: TypeAlias = NDArray[np.float32]
Probabilities: TypeAlias = NDArray[np.float64]
Floats: TypeAlias = NDArray[Any]


class Layout:
    """Sequences side by side, without padding: the first place of every sequence, then the second of all that have one, and so on, the longest
    on top. `order` gives for each row of that layout its row in the sequences one after another.
    """

    def __init__(self, lengths: Sequence[int] | NDArray[np.int64]) -> None:
        sizes = np.asarray(lengths, np.int64)
        ranked = np.argsort(-sizes, kind="stable")
        begin = (np.cumsum(sizes) - sizes)[ranked]
        longest = int(sizes.max(initial=0))
        #: How many sequences have a first place, a second one, ...
        self.widths = [int(width) for width in len(sizes) - np.searchsorted(np.sort(sizes), np.arange(longest), side="right")]
        self.starts = [0, *np.cumsum(self.widths).tolist()]
        parts = [begin[:width] + place for place, width in enumerate(self.widths)]
        self.order = np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def steps(self) -> list[tuple[slice, slice]]:
        """For each place but the first, the rows before it that go on and its own rows."""
        pairs = zip(self.starts, self.starts[1:], self.widths[1:], strict=False)
        return [(slice(before, before + width), slice(here, here + width)) for before, here, width in pairs]


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What a CRF believes of sequences in a layout: the probability of each label at each place, how often it expects to go from label
    to label, and the logarithm of the sum over all paths.
    """

    shares: Floats
    moves: Floats
    log_sum: float


def beliefs(scores: Floats, transitions: Floats, layout: Layout, *, count_moves: bool = True) -> Beliefs:
    """Forward-backward over all sequences of a layout at once; `scores` are rows of it x labels, in whose precision it calculates.

    Without `count_moves`, which only training needs, the moves are left at 0.
    """
    step = np.exp(transitions.astype(scores.dtype))
    top = scores.max(axis=1, keepdims=True, initial=-np.inf)
    here = np.exp(scores - top)
    norms, forward, steps = np.ones_like(top), here.copy(), layout.steps()
    first = slice(0, layout.widths[0] if layout.widths else 0)
    norms[first] = forward[first].sum(axis=1, keepdims=True)
    forward[first] /= norms[first]
    for before, now in steps:
        row = forward[now]
        row *= forward[before] @ step
        norms[now] = row.sum(axis=1, keepdims=True)
        row /= norms[now]
    backward, moves = np.ones_like(here), np.zeros_like(step)
    for before, now in reversed(steps):
        after = here[now] * backward[now]
        row = after @ step.T
        if count_moves:
            moves += (forward[before] / (forward[before] * row).sum(axis=1, keepdims=True)).T @ after
        backward[before] = row / row.sum(axis=1, keepdims=True)
    shares = forward * backward
    shares /= shares.sum(axis=1, keepdims=True)
    return Beliefs(shares, moves * step, float(top.sum(dtype=np.float64) + np.log(norms).sum(dtype=np.float64)))


def marginals(sequences: Sequence[Scores], transitions: Scores) -> list[Probabilities]:
    """For each sequence of label scores (places x labels) each label's probability at each place, the same shape."""
    lengths = [len(scores) for scores in sequences]
    if not sum(lengths):
        return [np.zeros((0, len(transitions)))] * len(sequences)
    layout = Layout(lengths)
    rows = np.concatenate(sequences).astype(np.float64)
    shares = np.empty_like(rows)
    shares[layout.order] = beliefs(rows[layout.order], transitions, layout, count_moves=False).shares
    return np.split(shares, np.cumsum(lengths)[:-1])


def best_paths(rows: Floats, lengths: Sequence[int], transitions: Floats) -> list[int]:
    """The labels, as columns, of the sequences with the greatest sums of scores and transitions: Viterbi over all of them at once.

    `rows` are the label scores of the sequences one after another. Of labels that come to the same the first is taken.
    """
    layout = Layout(lengths)
    best, steps = rows[layout.order].astype(np.float64), layout.steps()
    for before, now in steps:
        best[now] += (best[before][:, :, None] + transitions).max(axis=1)
    # Where a place came from is asked of its best label alone; so the forward pass keeps no pointers.
    for before, now in reversed(steps):
        best[before] += transitions.T[best[now].argmax(axis=1)]
    path = np.empty(len(best), np.int64)
    path[layout.order] = best.argmax(axis=1)
    return path.tolist()
