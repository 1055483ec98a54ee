"""The CRF: learns, gives probabilities, is the same twice, and survives a round trip; a broken file is refused."""

from __future__ import annotations

import pytest

from solieu.crf import MIXED, Crf, CrfConfig, Mixture
from solieu.errors import ModelError

CONFIG = CrfConfig(l1=0.0, l2=0.01, passes=50, noise=0.0, min_count=1)
X = [[["w=năm", "first"], ["w=2024"], ["w=đạt"]], [["w=tỉnh", "first"], ["w=năm"], ["w=2023"]]]
Y = [["B-PERIOD", "I-PERIOD", "O"], ["O", "B-PERIOD", "I-PERIOD"]]


@pytest.fixture(scope="module")
def crf() -> Crf:
    return Crf.train(X, Y, CONFIG)


def test_learns(crf: Crf) -> None:
    assert [crf.tag(crf.scores(x)) for x in X] == Y
    assert crf.confidence(crf.scores(X[0]), Y[0]) == pytest.approx([1, 1, 1], abs=0.2)


def test_marginals_are_probabilities(crf: Crf) -> None:
    (shares,) = crf.marginals([crf.scores(X[0])])
    assert shares.shape == (3, len(crf.labels))
    assert shares.sum(axis=1) == pytest.approx(1)


def test_a_bundle_is_its_features(crf: Crf) -> None:
    bundled = [[("w=năm", ("first", "unknown")), "never seen"], ["w=2024"], []]
    plain = [["w=năm", "first"], ["w=2024"], []]
    for _ in range(2):  # the second time from what was kept
        assert crf.scores(bundled) == pytest.approx(crf.scores(plain))
    assert Crf.train([[[tuple(row)] for row in x] for x in X], Y, CONFIG).to_bytes() == crf.to_bytes()


def test_many_bundles_are_forgotten(crf: Crf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solieu.crf.MOST_BUNDLES", 3)
    rows = [[("w=năm", f"b{number}")] for number in range(10_000)]
    assert crf.scores(rows)[-1] == pytest.approx(crf.scores([["w=năm"]])[0])


def test_same_input_same_model(crf: Crf) -> None:
    assert Crf.train(X, Y, CONFIG).to_bytes() == crf.to_bytes()


def test_round_trip(crf: Crf) -> None:
    again = Crf.from_bytes(crf.to_bytes())
    assert again.scores(X[1]).tolist() == crf.scores(X[1]).tolist()
    assert again.tag(again.scores(X[1])) == Y[1]
    assert again._pack() == again.to_bytes() == crf.to_bytes()  # packed anew, too, not only as it was read


@pytest.mark.parametrize("data", [b"", b"nonsense", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_broken_files_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        Crf.from_bytes(data)


def test_rare_features_are_left_out() -> None:
    once = Crf.train(X, Y, CrfConfig(0.0, 0.01, 50, 0.0, 1))
    often = Crf.train(X, Y, CrfConfig(0.0, 0.01, 50, 0.0, 2))
    assert len(often.to_bytes()) < len(once.to_bytes())


@pytest.fixture(scope="module")
def mixture(crf: Crf) -> Mixture:
    return Mixture([crf, Crf.train(X, [["O", "B-PLACE", "O"], ["O", "O", "O"]], CONFIG)], [3, 1])


def test_a_mixture_is_the_weighted_mean(crf: Crf, mixture: Mixture) -> None:
    assert mixture.labels == ["B-PERIOD", "B-PLACE", "I-PERIOD", "O"]
    (mixed,), (single,) = mixture.marginals([mixture.scores(X[0])]), crf.marginals([crf.scores(X[0])])
    for row, own in zip(mixed, single, strict=True):
        assert sum(row) == pytest.approx(1)
        assert row[mixture.labels.index("B-PERIOD")] == pytest.approx(0.75 * own[crf.labels.index("B-PERIOD")])
    assert mixture.tag(mixture.scores(X[0])) == Y[0]
    assert mixture.marginals([]) == []


def test_a_mixture_survives_a_round_trip(mixture: Mixture) -> None:
    again = Crf.from_bytes(mixture.to_bytes())
    assert isinstance(again, Mixture)
    assert again.to_bytes() == mixture.to_bytes()
    assert again.scores(X[1]).tolist() == mixture.scores(X[1]).tolist()


@pytest.mark.parametrize("data", [MIXED, MIXED + b"nonsense", MIXED + b"\x80", MIXED + b"\x82\xa7weights\x90\xa7members\x90"])
def test_broken_mixtures_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        Crf.from_bytes(data)


def test_training_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    Crf.train(X, Y, CONFIG, lambda done, of: told.append((done, of)))
    assert told == [(done, 50) for done in range(1, 51)]


def test_a_configuration_names_what_it_lacks() -> None:
    with pytest.raises(ModelError, match="lacks passes, noise;"):
        CrfConfig.of({"l1": 0.1, "l2": 0.1, "min_count": 1})
