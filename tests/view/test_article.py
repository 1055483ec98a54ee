"""The page of an article: complete, self-contained, and what the article says is never markup."""

from __future__ import annotations

import json
import re

import pytest

from solieu.view.article import article_page
from tests.view.fakes import TEXT, hostile, reading, record_of
from tests.view.markup import check_page


def test_all_of_the_record_is_on_the_page() -> None:
    page = check_page(article_page(reading()))
    shown = "".join(page.words)
    assert all(line in shown for line in TEXT.split("\n"))
    assert page.values("data-label").count("QUANTITY") == 3 + 1  # and its filter
    assert {"fact-1", "fact-2", "fact-3", "official-1", "decree-1", "m1", "m13"} <= set(page.values("id"))
    assert "Chủ tịch, UBND xã" in shown
    data = json.loads(page.raw["script"][0])
    assert sorted(link[:3] for link in data["links"]) == [[3, 4, "HOLDS"], [3, 5, "SERVES"], [7, 6, "VALUE"], [8, 6, "PLAN"], [10, 6, "TARGET"]]


def test_links_lead_to_what_is_there() -> None:
    page = check_page(article_page(reading()))
    assert {value[1:] for value in page.values("href")} <= set(page.values("id"))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_hostile_words_are_words(language: str) -> None:
    source = article_page(reading(hostile()), language, "../index.html")
    page = check_page(source)
    assert page.names.count("script") == 2
    assert "<script>alert(1)</script>" in "".join(page.words)
    assert "{{ 7*7 }}" in "".join(page.words)
    assert "</script" not in page.raw["script"][0]
    assert page.values("lang") == [language]


def test_an_article_without_anything() -> None:
    page = check_page(article_page(reading(record_of(""))))
    assert "hoa-trung" in "".join(page.words)
    assert "None found." in "".join(page.words)


def test_words_in_vietnamese() -> None:
    shown = "".join(check_page(article_page(reading(), "vi")).words)
    assert "Số liệu" in shown
    assert not re.search(r"\b(Facts|Officials|Score|value|Dark)\b", shown)


def test_the_same_bytes_twice() -> None:
    assert article_page(reading()) == article_page(reading())
