"""The CRF: learns, gives probabilities, is the same twice, and survives a round trip; a broken file is refused."""

from __future__ import annotations

import pytest

from solieu.crf import MIXED, Crf, CrfConfig, Mixture
from solieu.errors import ModelError

CONFIG = CrfConfig(l1=0.0, l2=0.01, iterations=50, min_count=1)
X = [[["w=năm", "first"], ["w=2024"], ["w=đạt"]], [["w=tỉnh", "first"], ["w=năm"], ["w=2023"]]]
Y = [["B-PERIOD", "I-PERIOD", "O"], ["O", "B-PERIOD", "I-PERIOD"]]


@pytest.fixture(scope="module")
def crf() -> Crf:
    return Crf.train(X, Y, CONFIG)


def test_learns(crf: Crf) -> None:
    assert [crf.tag(x) for x in X] == Y
    assert crf.confidence(X[0], Y[0]) == pytest.approx([1, 1, 1], abs=0.2)


def test_marginals_are_probabilities(crf: Crf) -> None:
    for row in crf.marginals(X[0]):
        assert sum(row) == pytest.approx(1)
        assert len(row) == len(crf.labels)


def test_same_input_same_model(crf: Crf) -> None:
    assert Crf.train(X, Y, CONFIG).to_bytes() == crf.to_bytes()


def test_round_trip(crf: Crf) -> None:
    assert Crf.from_bytes(crf.to_bytes()).marginals(X[1]) == crf.marginals(X[1])


@pytest.mark.parametrize("data", [b"", b"nonsense", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_broken_files_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        Crf.from_bytes(data)


def test_rare_features_are_left_out() -> None:
    once = Crf.train(X, Y, CrfConfig(0.0, 0.01, 50, 1))
    often = Crf.train(X, Y, CrfConfig(0.0, 0.01, 50, 2))
    assert len(often.to_bytes()) < len(once.to_bytes())


@pytest.fixture(scope="module")
def mixture(crf: Crf) -> Mixture:
    return Mixture([crf, Crf.train(X, [["O", "B-PLACE", "O"], ["O", "O", "O"]], CONFIG)], [3, 1])


def test_a_mixture_is_the_weighted_mean(crf: Crf, mixture: Mixture) -> None:
    assert mixture.labels == ["B-PERIOD", "B-PLACE", "I-PERIOD", "O"]
    for row, own in zip(mixture.marginals(X[0]), crf.marginals(X[0]), strict=True):
        assert sum(row) == pytest.approx(1)
        assert row[mixture.labels.index("B-PERIOD")] == pytest.approx(0.75 * own[crf.labels.index("B-PERIOD")])
    assert mixture.tag(X[0]) == Y[0]
    assert mixture.marginals([]) == []


def test_a_mixture_survives_a_round_trip(mixture: Mixture) -> None:
    again = Crf.from_bytes(mixture.to_bytes())
    assert isinstance(again, Mixture)
    assert again.to_bytes() == mixture.to_bytes()
    assert again.marginals(X[1]) == mixture.marginals(X[1])


@pytest.mark.parametrize("data", [MIXED, MIXED + b"nonsense", MIXED + b"\x80", MIXED + b"\x82\xa7weights\x90\xa7members\x90"])
def test_broken_mixtures_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        Crf.from_bytes(data)


def test_training_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    Crf.train(X, Y, CONFIG, lambda done, of: told.append((done, of)))
    assert told[0] == (1, 50)
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
