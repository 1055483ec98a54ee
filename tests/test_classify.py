"""The logistic classifier: as scikit-learn says, and the same after a round trip."""

from __future__ import annotations

import numpy as np
import pytest

from solieu.classify import Classifier
from solieu.errors import ModelError

ROWS = [["a", "x"], ["a"], ["a", "y"], ["b", "x"], ["b"], ["b", "y"]]
LABELS = ["yes", "yes", "yes", "no", "no", "no"]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.train(ROWS, LABELS, strength=10.0, min_count=1)


def test_learns(classifier: Classifier) -> None:
    assert classifier.labels == ("no", "yes")
    assert classifier.probabilities(["a"])[1] > 0.8
    assert classifier.probabilities(["b", "never seen"])[1] < 0.2
    assert classifier.probabilities([]).sum() == pytest.approx(1)


def test_several_labels() -> None:
    found = Classifier.train([["a"], ["b"], ["c"]] * 3, ["1", "2", "3"] * 3, strength=10.0, min_count=1)
    assert [found.labels[int(found.probabilities([f]).argmax())] for f in "abc"] == ["1", "2", "3"]


def test_round_trip(classifier: Classifier) -> None:
    again = Classifier.from_bytes(classifier.to_bytes())
    assert np.allclose(again.probabilities(["a", "x"]), classifier.probabilities(["a", "x"]), atol=1e-3)


def test_one_label_only_is_always_given() -> None:
    only = Classifier.train([["a"]], ["no"], strength=1.0, min_count=1)
    assert only.probabilities(["a"])[0] == pytest.approx(1)


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\x80"])
def test_broken_files_are_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        Classifier.from_bytes(data)


def test_blend_lies_between_the_two() -> None:
    one = Classifier.train([["a"], ["b"]] * 5, ["yes", "no"] * 5, strength=10, min_count=1)
    other = Classifier.train([["a"], ["c"]] * 5, ["no", "yes"] * 5, strength=10, min_count=1)
    shares = [one.blend(other, share).probabilities(["a"])[one.labels.index("yes")] for share in (1.0, 0.7, 0.3, 0.0)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == pytest.approx(one.probabilities(["a"])[one.labels.index("yes")])
    assert shares[3] == pytest.approx(other.probabilities(["a"])[one.labels.index("yes")])
    three = Classifier.train([["a"], ["b"], ["c"]] * 5, ["x", "y", "z"] * 5, strength=10, min_count=1)
    assert one.blend(three, 0.5) is three
