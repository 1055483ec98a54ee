"""Intervals and tests against what is known of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from solieu.evaluate.bootstrap import Floats, differences, intervals
from solieu.evaluate.figures import prf


def mean(sums: Floats) -> Floats:
    return sums[..., :1] / sums[..., 1:2]


def with_ones(values: list[float]) -> Floats:
    return np.array([[value, 1.0] for value in values])


def test_interval_of_a_mean_is_that_of_theory() -> None:
    values = np.random.default_rng(1).normal(5, 2, 400)
    (found,) = intervals(with_ones(list(values)), mean)
    assert found
    reach = 1.96 * values.std() / 20
    assert (found.low, found.high) == pytest.approx((values.mean() - reach, values.mean() + reach), abs=0.03)


def test_same_articles_same_interval() -> None:
    sums = with_ones([1.0, 2.0, 4.0, 8.0])
    assert intervals(sums, mean) == intervals(sums, mean)
    assert intervals(with_ones([3.0] * 5), mean) == [(3.0, 3.0)]


@pytest.mark.parametrize("articles", [0, 1])
def test_too_few_articles_have_no_interval(articles: int) -> None:
    sums = np.ones((articles, 3))
    assert intervals(sums, prf) == [None] * 3
    assert all(gap.interval is None and gap.p is None for gap in differences(sums, sums, prf))


def test_what_is_never_there_has_no_interval() -> None:
    assert intervals(np.array([[0.0, 0.0, 0.0]] * 9), prf) == [None] * 3


def test_what_is_in_one_article_of_many_has_none_either() -> None:
    seen = np.array([[1.0, 1.0, 1.0]] + [[0.0, 0.0, 0.0]] * 30)
    assert intervals(seen, prf)[2] == (1.0, 1.0)  # in 1 - 1/e of the resamples
    assert intervals(np.zeros((31, 3)), prf)[2] is None


def test_the_same_model_differs_by_nothing() -> None:
    sums = np.random.default_rng(2).integers(1, 9, (20, 3)).astype(float)
    assert {(gap.value, gap.interval, gap.p) for gap in differences(sums, sums, prf)} == {(0.0, (0.0, 0.0), 1.0)}


@pytest.mark.parametrize(("articles", "p"), [(2, 0.5), (5, 2 / 32), (10, 2 / 1024)])
def test_p_is_exact_for_few_articles(articles: int, p: float) -> None:
    """Better in each article: only all swapped, or none, differ as much."""
    (gap,) = differences(with_ones([1.0] * articles), with_ones([0.0] * articles), mean)
    assert (gap.value, gap.p) == (1.0, pytest.approx(p))


def test_p_is_uniform_where_nothing_differs() -> None:
    random = np.random.default_rng(3)
    found = [differences(with_ones(list(random.normal(0, 1, 10))), with_ones(list(random.normal(0, 1, 10))), mean)[0] for _ in range(200)]
    assert 0.01 <= np.mean([gap.p is not None and gap.p < 0.05 for gap in found]) <= 0.1


def test_other_way_round() -> None:
    random = np.random.default_rng(4)
    a, b = (random.integers(1, 9, (15, 3)).astype(float) for _ in range(2))
    for left, right in zip(differences(a, b, prf), differences(b, a, prf), strict=True):
        assert left.interval and right.interval
        assert (left.value, left.interval.low, left.p) == pytest.approx((-right.value, -right.interval.high, right.p))


def test_not_the_same_articles() -> None:
    with pytest.raises(ValueError, match="not the same articles"):
        differences(np.ones((3, 3)), np.ones((4, 3)), prf)


COUNTS = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(lambda c: (min(c), c[1], c[2]))


@limits(max_examples=30, deadline=None)
@given(st.lists(COUNTS, min_size=2, max_size=12))
def test_figures_and_intervals_lie_between_0_and_1(rows: list[tuple[int, int, int]]) -> None:
    for found in intervals(np.array(rows, dtype=float), prf):
        assert found is None or 0 <= found.low <= found.high <= 1
