"""What `Windows` scores at prediction is what `window_rows` describes at training."""

from __future__ import annotations

import numpy as np
import pytest

from solieu import windows
from solieu.crf import Crf
from solieu.windows import Windows, window_rows

REACH = 2
WORDS = ["tỉnh", "Hà Nam", "có", "12", "xã", "tỉnh", "có"]


def describe(word: str | None) -> list[tuple[str, ...]]:
    return [(f"{offset}{word}", f"{offset}n{len(word or '')}") for offset in range(-REACH, REACH + 1)]


@pytest.fixture
def crf() -> Crf:
    features = sorted({feature for word in (*WORDS[:4], None) for row in describe(word) for feature in row})
    weights = np.random.default_rng(1).normal(size=(len(features), 3)).astype(np.float32)
    return Crf(["O", "B-X", "I-X"], features, weights, np.zeros((3, 3), np.float32))


@pytest.mark.parametrize("size", range(len(WORDS) + 1))
def test_scored_as_described(crf: Crf, size: int) -> None:
    words = WORDS[:size]
    near = Windows(crf, REACH, describe)
    for _ in range(2):  # the second time from what was kept
        assert near(words) == pytest.approx(crf.scores(window_rows(words, REACH, describe)), abs=1e-5)


def test_forgets_when_full(crf: Crf, monkeypatch: pytest.MonkeyPatch) -> None:
    near = Windows(crf, REACH, describe)
    expected = near(WORDS)
    monkeypatch.setattr(windows, "MOST_KNOWN", 2)
    for _ in range(3):
        assert near(WORDS) == pytest.approx(expected)


def test_common_things_are_scored_once(crf: Crf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "MOST_KNOWN", 3)
    scored: list[str | None] = []

    def note(word: str | None) -> list[tuple[str, ...]]:
        scored.append(word)
        return describe(word)

    near = Windows(crf, REACH, note)
    for number in range(20):
        near(["tỉnh", "có", f"w{number}"])
    assert scored.count("tỉnh") == scored.count(None) == 1
    assert len(near._at) <= 3 + 3


def test_grows(crf: Crf) -> None:
    many = [f"w{number}" for number in range(3000)]
    assert Windows(crf, REACH, describe)(many).shape == (3000, 3)
