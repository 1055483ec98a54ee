"""Facts and triples end to end, by what is changed in the prediction."""

from __future__ import annotations

import pytest

from solieu.evaluate.facts import statement_text
from solieu.evaluate.outcome import Outcome, outcomes
from solieu.schema import Article
from solieu.scoring import Table
from tests.evaluate.fakes import GOLD, PARTS, TEXT, Fake, article

LINKS = [("VALUE", 1, 0), ("HOLDS", 2, 3), ("SERVES", 2, 4)]


def outcome(predicted: Article, gold: Article = GOLD) -> Outcome:
    (found,) = outcomes(Fake([predicted]), [gold])  # type: ignore[arg-type]
    return found


def changed(place: int, label: str, words: str) -> Article:
    parts = list(PARTS)
    parts[place] = (label, words)
    return article(TEXT, parts, LINKS)


def right(table: Table, mode: str = "exact") -> set[str]:
    return {key for (found, key), counts in table.items() if found == mode and counts.right == counts.gold == counts.predicted and counts.gold}


ENDS = {"QUANTITY.value", "QUANTITY.unit", "FACT.value", "FACT.unit", "FACT.aspect", "FACT.indicator", "FACT"}


@pytest.mark.parametrize(
    ("predicted", "wrong", "wrong_overlap"),
    [
        (GOLD, set(), set()),
        (changed(1, "QUANTITY", "120 hộ"), {"QUANTITY.value", "FACT.value", "FACT"}, {"FACT"}),
        (changed(1, "QUANTITY", "hơn 120"), {"QUANTITY.unit", "FACT.unit", "FACT.indicator", "FACT"}, {"FACT"}),
        (changed(0, "INDICATOR", "hộ nghèo"), {"FACT.indicator", "FACT"}, set()),
        (changed(0, "INDICATOR", "Toàn xã"), {"FACT.indicator", "FACT"}, {"FACT.indicator", "FACT"}),
        (article(TEXT, PARTS, [("TARGET", 1, 0), *LINKS[1:]]), {"FACT.aspect", "FACT"}, {"FACT"}),
        (article(TEXT, PARTS, LINKS[1:]), ENDS - {"QUANTITY.value", "QUANTITY.unit"}, {"FACT", "FACT.indicator"}),
        (article(TEXT, PARTS[2:], [("HOLDS", 0, 1), ("SERVES", 0, 2)]), ENDS, {"FACT", "FACT.indicator"}),
    ],
)
def test_what_is_right(predicted: Article, wrong: set[str], wrong_overlap: set[str]) -> None:
    table = outcome(predicted).table()
    assert ENDS - right(table) == wrong
    assert {"FACT", "FACT.indicator"} - right(table, "overlap") == wrong_overlap


def test_a_fact_never_proposed_counts() -> None:
    table = outcome(Article("a", TEXT)).table()
    assert (table["exact", "FACT"].right, table["exact", "FACT"].gold, table["exact", "FACT"].predicted) == (0, 1, 0)


@pytest.mark.parametrize(
    ("links", "triple", "complete"),
    [(LINKS, (1, 1, 1), (1, 1, 1)), (LINKS[:2], (0, 1, 1), (0, 1, 0)), (LINKS[:1], (0, 1, 0), (0, 1, 0))],
)
def test_triples(links: list[tuple[str, int, int]], triple: tuple[int, ...], complete: tuple[int, ...]) -> None:
    table = outcome(article(TEXT, PARTS, links)).table()
    for key, expected in (("TRIPLE", triple), ("TRIPLE.complete", complete)):
        counts = table["exact", key]
        assert (counts.right, counts.gold, counts.predicted) == expected


def test_gold_is_read_to_the_letter() -> None:
    """A gold span that ends within a token is read as it was annotated, not as the tokenizer would have it."""
    text = "Xã có số hộ nghèox120hộ nay."
    gold = article(text, [("INDICATOR", "hộ nghèo"), ("QUANTITY", "120hộ")], [("VALUE", 1, 0)])
    found = outcome(gold, gold)
    assert found.gold.statements == found.predicted.statements
    (said,) = found.gold.statements
    assert (said.place, said.indicator.split()[:2]) == (gold.spans[1][1:], ["hộ", "nghèo"])


@pytest.mark.parametrize(
    ("words", "text"), [("hơn 120 hộ", "> 120 hộ"), ("từ 5 đến 7 ha", "5-7 ha"), ("12/15 xã", "12/15 xã"), ("nhiều", "no number")]
)
def test_statements_in_words(words: str, text: str) -> None:
    gold = article(f"Có {words}.", [("QUANTITY", words)])
    (said,) = outcome(gold, gold).gold.statements
    assert statement_text(said).startswith(text)
