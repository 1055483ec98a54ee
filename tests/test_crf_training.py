"""Training of a CRF: its gradients are those of the likelihood, it comes to the least of the penalised loss, and penalties make it small."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import check_grad, minimize

from solieu.crf_training import Batch, Penalties, Sequences, fit
from solieu.lattice import beliefs

ROWS = [[["a", "x"], ["b"], ["a", "y"]], [["b", "x"], ["a"]], [], [["c"]], [["a", "x"], ["b"], ["c", "y"], ["a"]]]
LABELS = [["N", "O", "N"], ["O", "O"], [], ["N"], ["O", "N", "N", "O"]]


@pytest.fixture
def data() -> Sequences:
    return Sequences(ROWS, LABELS, 1)


class Likelihood:
    """The negative log-likelihood as a function of one vector, for scipy."""

    def __init__(self, data: Sequences, l2: float = 0.0) -> None:
        self.batch, self.l2 = Batch(data, np.arange(len(ROWS))), l2
        self.shapes = (len(self.batch.known), data.width), (data.width, data.width)

    def split(self, vector: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        rows = int(np.prod(self.shapes[0]))
        return vector[:rows].reshape(self.shapes[0]), vector[rows:].reshape(self.shapes[1])

    def value(self, vector: np.ndarray) -> float:
        weights, moves = self.split(vector)
        scores = self.batch._holds @ weights
        gold = scores[np.arange(len(scores)), self.batch.labels].sum() + (self.batch._moves * moves).sum()
        return float(beliefs(scores, moves, self.batch.layout).log_sum - gold + self.l2 * (vector**2).sum())

    def gradient(self, vector: np.ndarray) -> np.ndarray:
        by_weights, by_moves = self.batch.gradients(*self.split(vector))
        return np.concatenate([by_weights.ravel(), by_moves.ravel()]) + 2 * self.l2 * vector

    @property
    def size(self) -> int:
        return sum(int(np.prod(shape)) for shape in self.shapes)


def test_the_gradient_is_that_of_the_likelihood(data: Sequences) -> None:
    likelihood = Likelihood(data)
    start = np.random.default_rng(0).normal(size=likelihood.size)
    assert check_grad(likelihood.value, likelihood.gradient, start) < 1e-4


def test_it_comes_to_the_least_loss(data: Sequences) -> None:
    loss = Likelihood(data, l2=0.1)
    least = minimize(loss.value, np.zeros(loss.size), jac=loss.gradient, method="L-BFGS-B").fun
    weights, moves = fit(data, Penalties(0.0, 0.1), 300)
    at = Batch(data, np.arange(len(ROWS))).known
    assert loss.value(np.concatenate([weights[at].ravel(), moves.ravel()]).astype(float)) == pytest.approx(least, rel=0.01)


def test_the_first_penalty_makes_weights_none(data: Sequences) -> None:
    sizes = [int((fit(data, Penalties(l1, 0.01), 50)[0] != 0).sum()) for l1 in (0.0, 0.5, 100.0)]
    assert sizes[0] > sizes[1] > sizes[2] == 0


def test_rare_features_go_before_training() -> None:
    kept = Sequences(ROWS, LABELS, 3)
    assert [kept.names[at] for at in kept.features] == ["a", "x", "b", "a", "b", "x", "a", "a", "x", "b", "a"]
    assert kept.starts.tolist() == [0, 2, 3, 4, 6, 7, 7, 9, 10, 10, 11]


def test_batches_hold_every_sequence_once(data: Sequences, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solieu.crf_training.BATCH", 3)
    batches = list(data.batches(np.random.default_rng(0)))
    assert len(batches) > 1
    assert sum(len(batch.labels) for batch in batches) == sum(map(len, ROWS))


def test_noise_overlooks_its_share_and_makes_up_for_it(data: Sequences) -> None:
    batch = Batch(data, np.arange(len(ROWS)))
    seen = [batch.noise(0.25, np.random.default_rng(seed)) for seed in range(500)]
    assert np.unique(seen) == pytest.approx([0, 4 / 3])
    assert np.mean(seen) == pytest.approx(1, abs=0.05)
    assert batch.noise(0.0, np.random.default_rng(0)) is None


def test_noise_spreads_what_is_known_over_more_features(data: Sequences) -> None:
    plain, noisy = (fit(data, Penalties(0.2, 0.0), 100, noise)[0] for noise in (0.0, 0.4))
    assert (noisy != 0).sum() >= (plain != 0).sum()
