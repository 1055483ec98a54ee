"""Scores become probabilities: monotone, within bounds, and right on average."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solieu.calibrate import GROUPS, HIGHEST, LOWEST, ScoreCalibrator, apply_sigmoid, fit_sigmoid
from solieu.errors import ModelError
from solieu.schema import Article, Link, Span

RANDOM = random.Random(0)
#: Scores of 0.9 that are right every second time, and of 0.3 that are right one time in ten.
SCORED = [(0.9, at % 2 == 0) for at in range(200)] + [(0.3, at % 10 == 0) for at in range(200)]


def test_the_share_of_right_ones() -> None:
    sigmoids = fit_sigmoid(SCORED)
    assert apply_sigmoid(sigmoids, 0.9) == pytest.approx(0.5, abs=0.01)
    assert apply_sigmoid(sigmoids, 0.3) == pytest.approx(0.1, abs=0.01)


@given(st.floats(0, 1), st.floats(0, 1))
def test_monotone_and_within_bounds(a: float, b: float) -> None:
    sigmoids = fit_sigmoid(SCORED)
    low, high = (apply_sigmoid(sigmoids, score) for score in sorted((a, b)))
    assert LOWEST <= low <= high <= HIGHEST


def test_too_little_teaches_nothing() -> None:
    assert fit_sigmoid(SCORED[:10]) is None
    assert apply_sigmoid(None, 0.42) == 0.42


def test_fit_and_round_trip() -> None:
    gold = Article("a", "x" * 100, [Span("T1", "QUANTITY", 0, 5), Span("T2", "INDICATOR", 6, 9)], [Link("VALUE", "T1", "T2")])
    wrong = Article("a", "x" * 100, [Span("T1", "QUANTITY", 0, 4), Span("T2", "INDICATOR", 6, 9)], [Link("VALUE", "T1", "T2")])
    calibrator = ScoreCalibrator("scores")
    calibrator.fit_scores([(gold, gold, [0.9, 0.9], [0.9])] * 60 + [(gold, wrong, [0.9, 0.9], [0.9])] * 20)
    again = ScoreCalibrator("scores").from_bytes(calibrator.to_bytes())
    assert again.sigmoids == calibrator.sigmoids
    assert [round(apply_sigmoid(again.sigmoids[group], 0.9), 2) for group in GROUPS[:3]] == [0.75, 0.99, 0.75]
    assert again.sigmoids["offices"] is None


def test_a_broken_file_is_refused() -> None:
    with pytest.raises(ModelError):
        ScoreCalibrator("scores").from_bytes(b"{}")
