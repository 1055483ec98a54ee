"""Scores by hand-made cases, where each count can be seen."""

from __future__ import annotations

import pytest

from solieu.schema import Article, Link, Span
from solieu.scoring import ALL, MEASURES, OFFICES, Counts, score

GOLD = Article(
    "a",
    "x" * 100,
    [
        Span("T1", "INDICATOR", 0, 10),
        Span("T2", "QUANTITY", 12, 20),
        Span("T3", "QUANTITY", 30, 40),
        Span("T4", "OFFICIAL", 50, 60),
        Span("T5", "POSITION", 62, 70),
    ],
    [Link("VALUE", "T2", "T1"), Link("TARGET", "T3", "T1"), Link("HOLDS", "T4", "T5")],
)


def test_perfect() -> None:
    table = score([(GOLD, GOLD)])
    assert all(counts.f1 == 1.0 for counts in table.values())
    assert (table["exact", ALL].gold, table["exact", MEASURES].gold, table["exact", OFFICES].gold) == (5, 2, 1)


def test_borders_and_labels() -> None:
    predicted = Article(
        "a",
        GOLD.text,
        [Span("T1", "INDICATOR", 2, 10), Span("T2", "QUANTITY", 12, 20), Span("T3", "QUANTITY", 29, 40), Span("T4", "PLACE", 50, 60)],
        [Link("VALUE", "T2", "T1"), Link("VALUE", "T3", "T1")],
    )
    table = score([(GOLD, predicted)])
    assert (table["exact", "QUANTITY"].right, table["overlap", "QUANTITY"].right) == (1, 2)
    assert (table["exact", "INDICATOR"].right, table["overlap", "INDICATOR"].right) == (0, 1)
    assert (table["exact", ALL].right, table["exact", ALL].gold, table["exact", ALL].predicted) == (1, 5, 4)
    assert [table[mode, MEASURES].right for mode in ("exact", "overlap", "unlabelled")] == [0, 1, 2]
    assert table["exact", OFFICES].recall == 0.0


def test_a_gold_span_is_matched_once() -> None:
    predicted = Article("a", GOLD.text, [Span("T1", "QUANTITY", 12, 15), Span("T2", "QUANTITY", 16, 20)])
    assert score([(GOLD, predicted)])["overlap", "QUANTITY"].right == 1


@pytest.mark.parametrize(("counts", "expected"), [(Counts(), (0, 0, 0)), (Counts(1, 2, 4), (0.25, 0.5, 1 / 3))])
def test_figures(counts: Counts, expected: tuple[float, float, float]) -> None:
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx(expected)
