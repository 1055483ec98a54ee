"""Training of a linear-chain CRF on arrays: stochastic gradient steps over batches of sequences, a step size of its own for each weight (AdaGrad).

The loss is the negative log-likelihood of the labels, plus `l1` times the sum of the weights' sizes, plus `l2` times that of their squares. The
penalties are applied in closed form after each step (the composite mirror descent of Duchi, Hazan and Singer, "Adaptive Subgradient Methods",
JMLR 12, 2011), to the weights of a batch only and for all steps since their last one, so that a step costs what its batch holds. It finds as good a
model as L-BFGS over all sequences (CRFsuite) in a fraction of the time.

Each time a batch is seen, some features are overlooked at random (Wang and others, "Feature Noising for Log-linear Structured Prediction", EMNLP
2013), so that the model does not lean on a rare word where more common ones say the same. The weights that are kept are the mean of those after
each of the last passes (Polyak and Juditsky 1992), which steadies what the last batches happened to say.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from solieu.lattice import Floats, Layout, Scores, beliefs

#: What describes a place in a sequence: strings, and bundles of strings that occur together.
Feature: TypeAlias = "str | tuple[Feature, ...]"
Rows: TypeAlias = "Sequence[Sequence[Feature]]"
#: Told how many passes of a training are done, and of how many.
Told = Callable[[int, int], None]
Indices: TypeAlias = NDArray[np.int64]

#: Places in a batch.
BATCH = 2000
#: Step size of a weight before its first step; then it falls with the root of the sum of its squared gradients.
RATE = 0.3
#: Sequences of about the same length, give or take so many places, are drawn into a batch: that makes few steps of the lattice.
BLUR = 4
#: For the order of sequences and batches.
SEED = 1
#: The last passes, as a share of all, whose weights are averaged; a mean weight below `SMALL` is none.
AVERAGED, SMALL = 1 / 3, 0.01


@dataclass(frozen=True, slots=True)
class Penalties:
    l1: float
    l2: float


class Table:
    """Weights, some columns for each row, and what AdaGrad remembers of them."""

    def __init__(self, rows: int, columns: int, penalties: Penalties, batches: int) -> None:
        self.weights = np.zeros((rows, columns), np.float32)
        self._squares = np.full((rows, columns), 1e-8, np.float32)
        self._last = np.zeros(rows, np.int32)
        self._penalties, self._batches = penalties, batches

    def step(self, rows: Any, gradient: Scores, now: int) -> None:
        """Go against a gradient at these rows; `now` counts the batches so far."""
        squares = self._squares[rows] + gradient * gradient
        self._squares[rows] = squares
        rate = RATE / np.sqrt(squares)
        passed = ((now - self._last[rows]) / self._batches).astype(np.float32)[:, None]
        self._last[rows] = now
        weights = (self.weights[rows] - rate * gradient) / (1 + rate * passed * np.float32(2 * self._penalties.l2))
        shrunk = np.abs(weights) - rate * passed * np.float32(self._penalties.l1)
        self.weights[rows] = np.sign(weights) * np.maximum(shrunk, 0)


class Batch:
    """Some sequences: which features hold at their places, in the order of the lattice, and their labels."""

    def __init__(self, data: Sequences, chosen: Indices) -> None:
        from scipy.sparse import csr_matrix

        self.layout = Layout(data.lengths[chosen])
        places = np.concatenate([np.arange(data.begin[at], data.begin[at] + data.lengths[at]) for at in chosen])[self.layout.order]
        self.labels = data.labels[places]
        features = np.concatenate([data.features[data.starts[at] : data.starts[at + 1]] for at in places])
        self.known, columns = np.unique(features, return_inverse=True)
        ends = np.concatenate([[0], np.cumsum(data.starts[places + 1] - data.starts[places])])
        shape = (len(places), len(self.known))
        self._holds = csr_matrix((data.ones(len(columns)), columns.astype(np.int32), ends.astype(np.int32)), shape=shape)
        self._moves = np.zeros((data.width, data.width), np.float32)
        for before, now in self.layout.steps():
            np.add.at(self._moves, (self.labels[before], self.labels[now]), 1)

    def gradients(self, weights: Scores, transitions: Scores, seen: Scores | None = None) -> tuple[Scores, Scores]:
        """Of the negative log-likelihood: by the weights of the features that are known here, and by the transitions. `seen` says how much each
        occurrence of a feature counts (default: 1).
        """
        holds = self._holds if seen is None else type(self._holds)((seen, self._holds.indices, self._holds.indptr), shape=self._holds.shape)
        believed = beliefs(holds @ weights, transitions, self.layout)
        surplus: Floats = believed.shares
        surplus[np.arange(len(surplus)), self.labels] -= 1
        return holds.T @ surplus, believed.moves - self._moves

    def noise(self, share: float, random: np.random.Generator) -> Scores | None:
        """Overlook this share of the features' occurrences, and count the others for them."""
        if not share:
            return None
        kept: Scores = (random.random(self._holds.nnz, np.float32) >= share) * np.float32(1 / (1 - share))
        return kept


class Ids:
    """Strings numbered as they come. A bundle is a stretch of numbers, put together once."""

    def __init__(self) -> None:
        self.strings: dict[str, int] = {}
        self._bundles: dict[Feature, list[int]] = {}

    def of(self, feature: Feature) -> Sequence[int]:
        if isinstance(feature, str):
            return (self.strings.setdefault(feature, len(self.strings)),)
        found = self._bundles.get(feature)
        if found is None:
            found = self._bundles[feature] = [number for part in feature for number in self.of(part)]
        return found


class Sequences:
    """Sequences as integers: the features of all places one after another, `starts` where those of a place begin, the label of each place."""

    def __init__(self, rows: Iterable[Rows], labels: Sequence[Sequence[str]], min_count: int) -> None:
        self.tags = sorted({label for sequence in labels for label in sequence})
        self.width = len(self.tags)
        column = {tag: at for at, tag in enumerate(self.tags)}
        self.labels = np.array([column[label] for sequence in labels for label in sequence], np.int64)
        self.lengths: Indices = np.array([len(sequence) for sequence in labels], np.int64)
        self.begin: Indices = np.cumsum(self.lengths) - self.lengths
        flat, ends, ids = array("i"), array("q", [0]), Ids()
        for place in (place for sequence in rows for place in sequence):
            for feature in place:
                flat.extend(ids.of(feature))
            ends.append(len(flat))
        self.features, self.starts = np.frombuffer(flat, np.int32), np.frombuffer(ends, np.int64)
        self.names = list(ids.strings)
        if min_count > 1:
            self._leave_out(min_count)
        self._ones = np.ones(0, np.float32)

    def _leave_out(self, min_count: int) -> None:
        counts = np.bincount(self.features, minlength=len(self.names))
        kept = counts >= min_count
        stays = kept[self.features]
        self.starts = np.concatenate([[0], np.cumsum(stays)])[self.starts]
        self.features = (np.cumsum(kept) - 1).astype(np.int32)[self.features[stays]]
        self.names = [name for name, keep in zip(self.names, kept, strict=True) if keep]

    def ones(self, size: int) -> Scores:
        """So many ones: one array for all batches."""
        if size > len(self._ones):
            self._ones = np.ones(2 * size, np.float32)
        return self._ones[:size]

    def batches(self, random: np.random.Generator) -> Iterator[Batch]:
        order = np.argsort(-self.lengths + BLUR * random.random(len(self.lengths)), kind="stable")
        order = order[self.lengths[order] > 0]
        for chosen in np.split(order, np.flatnonzero(np.diff(np.cumsum(self.lengths[order]) // BATCH)) + 1):
            if len(chosen):
                yield Batch(self, chosen)


def fit(data: Sequences, penalties: Penalties, passes: int, noise: float = 0.0, told: Told | None = None) -> tuple[Scores, Scores]:
    """The weights (features x labels) and the transitions (labels x labels). The same input gives the same weights."""
    random = np.random.default_rng(SEED)
    batches = list(data.batches(random))
    weights = Table(len(data.names), data.width, penalties, len(batches))
    moves = Table(data.width, data.width, Penalties(0, penalties.l2), len(batches))
    now, last = 0, max(1, round(passes * AVERAGED))
    mean, mean_moves = np.zeros_like(weights.weights), np.zeros_like(moves.weights)
    for done in range(passes):
        for at in random.permutation(len(batches)):
            batch, now = batches[at], now + 1
            by_weights, by_moves = batch.gradients(weights.weights[batch.known], moves.weights, batch.noise(noise, random))
            weights.step(batch.known, by_weights, now)
            moves.step(slice(None), by_moves, now)
        if done >= passes - last:
            mean += weights.weights / last
            mean_moves += moves.weights / last
        if told:
            told(done + 1, passes)
    mean[np.abs(mean) < SMALL] = 0
    return mean, mean_moves
