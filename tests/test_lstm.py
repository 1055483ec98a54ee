"""The gradients of the LSTM are those of what it says, and no sequence hears another."""

from __future__ import annotations

import numpy as np
import pytest

from solieu.lattice import Layout
from solieu.lstm import gradients, run
from tests.networks import slope

LENGTHS, WIDTH = [3, 1, 5, 3], 2


@pytest.fixture
def weights() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    return (
        random.normal(size=(sum(LENGTHS), 4 * WIDTH)).astype(np.float32),
        random.normal(size=(WIDTH, 4 * WIDTH)).astype(np.float32),
        random.normal(size=(sum(LENGTHS), WIDTH)).astype(np.float32),
    )


@pytest.mark.parametrize("backwards", [False, True])
def test_gradients_are_slopes(weights: tuple[np.ndarray, ...], backwards: bool) -> None:
    given, again, wanted = weights
    layout = Layout(LENGTHS)

    def loss() -> float:
        return float((run(given.copy(), again, layout, backwards=backwards).said.astype(np.float64) * wanted).sum())

    by_given, by_again = gradients(run(given.copy(), again, layout, backwards=backwards), again, layout, wanted.copy(), backwards=backwards)
    for array, slopes in ((given, by_given), (again, by_again)):
        for at in np.ndindex(array.shape):
            assert slopes[at] == pytest.approx(slope(loss, array, at), abs=2e-3)


@pytest.mark.parametrize("backwards", [False, True])
def test_each_sequence_is_read_alone(weights: tuple[np.ndarray, ...], backwards: bool) -> None:
    given, again, _ = weights
    layout = Layout(LENGTHS)
    together = np.empty((len(given), WIDTH), np.float32)
    together[layout.order] = run(given[layout.order], again, layout, backwards=backwards).said
    start = 0
    for length in LENGTHS:
        alone = run(given[start : start + length].copy(), again, Layout([length]), backwards=backwards).said
        assert together[start : start + length] == pytest.approx(alone, abs=1e-6)
        start += length


@pytest.mark.parametrize("backwards", [False, True])
def test_a_sequence_backwards_is_the_reversed_one(weights: tuple[np.ndarray, ...], backwards: bool) -> None:
    given, again, _ = weights
    layout = Layout([len(given)])
    there = run(given.copy(), again, layout, backwards=backwards).said
    back = run(given[::-1].copy(), again, layout, backwards=not backwards).said[::-1]
    assert there == pytest.approx(back, abs=1e-6)
