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
            assert path_weight(lattice.best_paths(scores, [len(scores)], transitions), scores, transitions) == pytest.approx(best, abs=1e-3)
    assert lattice.best_paths(np.zeros((0, labels), np.float32), [], transitions) == []


def test_sequences_of_all_lengths_stand_side_by_side() -> None:
    rng = np.random.default_rng(0)
    transitions = rng.normal(size=(3, 3)).astype(np.float32)
    sequences = [rng.normal(size=(length, 3)).astype(np.float32) for length in (40, 1, 7, 0, 33, 2)]
    for sequence, together in zip(sequences, lattice.marginals(sequences, transitions), strict=True):
        assert together == pytest.approx(lattice.marginals([sequence], transitions)[0])


def test_best_paths_of_all_lengths_stand_side_by_side() -> None:
    rng = np.random.default_rng(0)
    transitions = rng.normal(size=(3, 3)).astype(np.float32)
    sequences = [rng.normal(size=(length, 3)).astype(np.float32) for length in (40, 1, 7, 0, 33, 2)]
    lengths = [len(scores) for scores in sequences]
    alone = [label for scores in sequences for label in lattice.best_paths(scores, [len(scores)], transitions)]
    assert lattice.best_paths(np.concatenate(sequences), lengths, transitions) == alone


@given(st.lists(st.integers(0, 5), max_size=5))
def test_a_layout_has_every_place_once_and_in_order(lengths: list[int]) -> None:
    layout = lattice.Layout(lengths)
    assert sorted(layout.order) == list(range(sum(lengths)))
    for before, now in layout.steps():
        assert (layout.order[before] + 1 == layout.order[now]).all()


def test_extreme_weights_stay_probabilities() -> None:
    scores = np.array([[5000, -5000], [-5000, 5000], [0, 0]], np.float32)
    (shares,) = lattice.marginals([scores], np.zeros((2, 2), np.float32))
    assert shares.sum(axis=1) == pytest.approx(1)
    assert shares[0, 0] == pytest.approx(1)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(1, 3), st.data())
def test_moves_and_sum_agree_with_enumeration(lengths: list[int], labels: int, data: st.DataObject) -> None:
    transitions = data.draw(arrays(labels, labels))
    sequences = [data.draw(arrays(length, labels)) for length in lengths]
    moves, log_sum = np.zeros((labels, labels)), 0.0
    for scores in sequences:
        paths = list(product(range(labels), repeat=len(scores)))
        weights = np.exp([path_weight(path, scores, transitions) for path in paths])
        for path, weight in zip(paths, weights / weights.sum(), strict=True):
            np.add.at(moves, (list(path[:-1]), list(path[1:])), weight)
        log_sum += np.log(weights.sum())
    layout = lattice.Layout(lengths)
    found = lattice.beliefs(np.concatenate(sequences).astype(np.float64)[layout.order], transitions, layout)
    assert found.moves == pytest.approx(moves, abs=1e-5)
    assert found.log_sum == pytest.approx(log_sum, abs=1e-4)
