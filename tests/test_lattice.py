"""The lattice against plain enumeration of all paths, for one sequence and for many side by side."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu import lattice

WEIGHTS = st.floats(-8, 8, width=32)


def arrays(rows: int, columns: int) -> st.SearchStrategy[np.ndarray]:
    return st.lists(st.lists(WEIGHTS, min_size=columns, max_size=columns), min_size=rows, max_size=rows).map(
        lambda values: np.array(values, np.float32).reshape(rows, columns)
    )


def enumerated(scores: np.ndarray, transitions: np.ndarray) -> tuple[np.ndarray, float]:
    """Probabilities, and the weight of the best path, by going through every path."""
    shares = np.zeros(scores.shape)
    total, best = 0.0, -np.inf
    for path in product(range(len(transitions)), repeat=len(scores)):
        weight = path_weight(path, scores, transitions)
        best = max(best, weight)
        total += np.exp(weight)
        for at, label in enumerate(path):
            shares[at, label] += np.exp(weight)
    return shares / total, best


def path_weight(path: tuple[int, ...] | list[int], scores: np.ndarray, transitions: np.ndarray) -> float:
    steps = sum(float(transitions[a, b]) for a, b in pairwise(path))
    return steps + sum(float(scores[at, label]) for at, label in enumerate(path))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 4), max_size=5), st.integers(2, 3), st.data())
def test_marginals_and_best_path_agree_with_enumeration(lengths: list[int], labels: int, data: st.DataObject) -> None:
    transitions = data.draw(arrays(labels, labels))
    sequences = [data.draw(arrays(length, labels)) for length in lengths]
    for scores, shares in zip(sequences, lattice.marginals(sequences, transitions), strict=True):
        assert shares.shape == scores.shape
        if len(scores):
            expected, best = enumerated(scores, transitions)
            assert shares == pytest.approx(expected, abs=1e-5)
            assert path_weight(lattice.best_path(scores, transitions), scores, transitions) == pytest.approx(best, abs=1e-3)
    assert lattice.best_path(np.zeros((0, labels), np.float32), transitions) == []


def test_long_and_short_sequences_do_not_pad_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    transitions = rng.normal(size=(3, 3)).astype(np.float32)
    sequences = [rng.normal(size=(length, 3)).astype(np.float32) for length in (40, 1, 7, 0, 33, 2)]
    together = lattice.marginals(sequences, transitions)
    monkeypatch.setattr(lattice, "MOST_CELLS", 10)
    for one, other in zip(together, lattice.marginals(sequences, transitions), strict=True):
        assert one == pytest.approx(other)
    assert max(len(batch) for batch in lattice._batches([40, 1, 7, 0, 33, 2])) < 5


def test_extreme_weights_stay_probabilities() -> None:
    scores = np.array([[5000, -5000], [-5000, 5000], [0, 0]], np.float32)
    (shares,) = lattice.marginals([scores], np.zeros((2, 2), np.float32))
    assert shares.sum(axis=1) == pytest.approx(1)
    assert shares[0, 0] == pytest.approx(1)
