"""The project's own corpus: every article reads, obeys the guidelines, stands in one part only, and copies no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from solieu.corpus.brat import read_folder
from solieu.corpus.check import check
from solieu.corpus.leaks import leaks
from solieu.corpus.stats import near_duplicates
from solieu.schema import QUANTITY, Article

CORPUS = Path(__file__).parents[2] / "corpus"
PARTS = ("train", "dev", "test")


@pytest.fixture(scope="module")
def parts() -> dict[str, list[Article]]:
    return {part: list(read_folder(CORPUS / part)) for part in PARTS}


def test_no_rule_is_broken(parts: dict[str, list[Article]]) -> None:
    errors = [
        (article.id, finding.message) for articles in parts.values() for article in articles for finding in check(article) if finding.level == "error"
    ]
    assert errors == []


def test_size(parts: dict[str, list[Article]]) -> None:
    articles = [article for found in parts.values() for article in found]
    assert len(articles) >= 40
    assert sum(span.label == QUANTITY for article in articles for span in article.spans) >= 15 * len(articles)
    assert len({article.id for article in articles}) == len(articles)


def test_no_article_copies_another(parts: dict[str, list[Article]]) -> None:
    assert near_duplicates(article for articles in parts.values() for article in articles) == []


def test_no_part_leaks_into_another(parts: dict[str, list[Article]]) -> None:
    assert leaks(parts) == []
