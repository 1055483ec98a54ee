"""Two models on the same articles."""

from __future__ import annotations

import pytest

from solieu.errors import UsageError
from solieu.evaluate import compare
from solieu.schema import Article
from tests.evaluate.fakes import corpus, measured, without


def test_better_in_every_article() -> None:
    gold = corpus(12)
    found = compare(measured(gold, gold), measured(gold, without(gold, "QUANTITY")))
    gap = found.differences["exact QUANTITY f1"]
    assert (gap.value, gap.interval, gap.p) == (1.0, (1.0, 1.0), pytest.approx(2 / 4096))
    assert found.differences["exact FACT f1"].value == 1.0
    assert found.differences["exact AGENCY f1"].value == 0.0
    assert [change.fewer for change in found.changes] == [2] * 12


def test_the_article_that_changed_most_comes_first() -> None:
    gold = corpus(4)
    other = [gold[0], without(gold, "AGENCY")[1], Article(gold[2].id, gold[2].text), gold[3]]
    found = compare(measured(gold, gold), measured(gold, other))
    assert [(change.article, change.wrong, change.wrong_other, change.fewer) for change in found.changes] == [("a02", 0, 8, 8), ("a01", 0, 2, 2)]
    assert [change.fewer for change in compare(measured(gold, other), measured(gold, gold)).changes] == [-8, -2]


@pytest.mark.parametrize("other", [corpus(3), without(corpus(4), "AGENCY")])
def test_other_articles_or_other_annotation_cannot_be_compared(other: list[Article]) -> None:
    gold = corpus(4)
    with pytest.raises(UsageError, match="same articles"):
        compare(measured(gold, gold), measured(other, gold))
