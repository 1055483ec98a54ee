"""Calibration by cases that can be worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from solieu.evaluate.calibration import BINS, calibration
from tests.evaluate.fakes import GOLD, Fake, article, measured

assessments = st.lists(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=6), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("scored", "error"),
    [
        ([], 0.0),
        ([(1.0, True)], 0.0),
        ([(1.0, False)], 1.0),
        ([(0.5, True), (0.5, False)], 0.0),
        ([(0.85, True), (0.85, True), (0.25, False), (0.25, False)], 0.2),
        ([(0.9, False), (0.1, True)], 0.9),
    ],
)
def test_expected_error(scored: list[tuple[float, bool]], error: float) -> None:
    assert calibration([scored]).error == pytest.approx(error)


def test_bins() -> None:
    found = calibration([[(1.0, True), (0.95, False)], [(0.05, False)]]).bins
    assert [(cell.low, cell.high, cell.number, cell.score, cell.right) for cell in found] == [
        (0.0, 0.1, 1, 0.05, 0.0),
        (0.9, 1.0, 2, pytest.approx(0.975), 0.5),
    ]


@limits(max_examples=50, deadline=None)
@given(assessments)
def test_bins_hold_every_prediction_once(articles: list[list[tuple[float, bool]]]) -> None:
    found = calibration(articles)
    assert sum(cell.number for cell in found.bins) == sum(map(len, articles))
    assert len(found.bins) <= BINS
    assert 0 <= found.error <= 1
    assert all(cell.low - 1e-9 <= cell.score <= cell.high + 1e-9 and 0 <= cell.right <= 1 for cell in found.bins)


def test_scores_of_a_model() -> None:
    """A span with the score 0.3 is right, one with 0.6 is wrong; the links and the fact are sure and right."""
    text = f"{GOLD.text} Xã A, xã B."
    parts = [(span.label, GOLD.surface(span)) for span in GOLD.spans]
    links = [("VALUE", 1, 0)]
    gold, predicted = article(text, [*parts, ("PLACE", "Xã A")], links), article(text, [*parts, ("PLACE", "Xã A"), ("PLACE", "xã B")], links)
    from solieu.evaluate import assess

    report = assess(Fake([predicted], {"Xã A": 0.3, "xã B": 0.6}), [gold])  # type: ignore[arg-type]
    assert report.calibrations["spans"].error == pytest.approx((0.7 + 0.6) / 7)
    assert (report.calibrations["links"].error, report.calibrations["facts"].error) == (0.0, 0.0)
    assert measured([gold], [gold]).calibrations["spans"].error == 0.0
