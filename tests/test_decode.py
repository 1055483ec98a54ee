"""Decoding tags from probabilities, against trying every sequence."""

from __future__ import annotations

from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solieu.decode import SURE, TINY, decode

LABELS = ["O", "B-H", "I-H", "B-T", "I-T"]


def allowed(tags: tuple[str, ...]) -> bool:
    return all(tag[0] != "I" or (at and tags[at - 1][0] != "O" and tags[at - 1][2:] == tag[2:]) for at, tag in enumerate(tags))


def gain(tags: tuple[str, ...], rows: list[list[float]], outside: float) -> float:
    return sum(log(max(TINY, row[LABELS.index(tag)])) + (log(outside) if tag == "O" else 0) for tag, row in zip(tags, rows, strict=True))


ROW = st.lists(st.integers(1, 20), min_size=5, max_size=5).map(lambda parts: [part / sum(parts) for part in parts])


@given(st.lists(ROW, min_size=1, max_size=4), st.sampled_from([1.0, 0.5, 0.1]))
def test_the_best_of_all_sequences(rows: list[list[float]], outside: float) -> None:
    if any(row[0] >= SURE for row in rows):
        return
    tags = tuple(decode(np.array(rows), LABELS, outside))
    best = max(gain(other, rows, outside) for other in product(LABELS, repeat=len(rows)) if allowed(other))
    assert allowed(tags)
    assert gain(tags, rows, outside) == pytest.approx(best)


def test_holding_the_outside_down_finds_more() -> None:
    rows = [[0.6, 0.4, 0, 0, 0], [0.55, 0.05, 0.4, 0, 0]]
    assert decode(np.array(rows), LABELS, 1.0) == ["O", "O"]
    assert decode(np.array(rows), LABELS, 0.3) == ["B-H", "I-H"]


def test_what_is_surely_outside_is_never_decoded() -> None:
    assert decode(np.array([[0.999, 0.001, 0, 0, 0]] * 3), LABELS, 1e-9) == ["O"] * 3
    assert decode(np.zeros((0, len(LABELS))), LABELS, 1.0) == []
