"""Errors by how bad they are."""

from __future__ import annotations

import pytest
import worst

from solieu.evaluate.outcome import outcomes
from solieu.schema import Article
from tests.evaluate.fakes import PARTS, TEXT, Fake, article

LINKS = [("VALUE", 1, 0), ("HOLDS", 2, 3), ("SERVES", 2, 4)]


def kinds(spans: tuple[tuple[str, str], ...], links: list[tuple[str, int, int]]) -> list[str]:
    """What is wrong with this annotation, the worst first."""
    gold = article(TEXT, PARTS, LINKS)
    predicted: Article = article(TEXT, spans, links)
    (outcome,) = outcomes(Fake([predicted]), [gold])  # type: ignore[arg-type]
    return [fault.kind for fault in worst.ranked(list(worst.faults(outcome)))]


def other(label: str, words: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, words if name == label else part) for name, part in PARTS)


@pytest.mark.parametrize(
    ("spans", "links", "expected"),
    [
        (PARTS, LINKS, []),
        (other("QUANTITY", "120 hộ"), LINKS, ["wrong comparator"]),
        (other("QUANTITY", "hơn 12"), LINKS, ["wrong value"]),
        (other("INDICATOR", "Toàn xã"), LINKS, ["wrong indicator"]),
        (PARTS, [("TARGET", 1, 0), *LINKS[1:]], ["wrong aspect"]),
        (PARTS, LINKS[1:], ["missed fact, indicator missed"]),
        (other("INDICATOR", "hộ nghèo"), LINKS, ["part of the indicator"]),
        (PARTS, LINKS[:2], ["wrong office or body"]),
    ],
)
def test_the_worst_comes_first(spans: tuple[tuple[str, str], ...], links: list[tuple[str, int, int]], expected: list[str]) -> None:
    assert kinds(spans, links) == expected
