"""Text to facts, end to end, with the shipped model."""

from __future__ import annotations

import json
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solieu.schema import ASPECTS, LINKS

if TYPE_CHECKING:
    from spacy.language import Language


def test_text_to_facts(nlp: Language, article: str) -> None:
    found = {(fact.aspect, fact.value, fact.unit) for fact in nlp(article)._.facts}
    assert ("VALUE", Decimal(1210), "người") in found
    assert ("VALUE", Decimal(14_500_000_000), "đồng") in found
    assert ("VALUE", Decimal("12.5"), "%") in found
    assert ("CHANGE", Decimal("2.1"), "%") in found


def test_record_is_json_and_offsets_hold(nlp: Language, article: str) -> None:
    record = json.loads(json.dumps(nlp(article)._.record))
    assert record["text"] == article
    ids = {entity["id"]: entity for entity in record["entities"]}
    for entity in record["entities"]:
        assert article[entity["start"] : entity["end"]] == entity["text"]
        assert 0 <= entity["score"] <= 1
    for link in record["links"]:
        assert (ids[link["from"]]["label"], ids[link["to"]]["label"]) == LINKS[link["label"]]
    for fact in record["facts"]:
        assert fact["aspect"] in ASPECTS
        assert 0 <= fact["start"] < fact["end"] <= len(article)


def test_officials_and_decrees(nlp: Language, article: str) -> None:
    record = nlp(article)._.record
    office = {"position": "Chủ tịch", "agency": "UBND huyện", "agency_canonical": "UBND huyện"}
    assert record["officials"] == [{"name": "Hoàng Văn Thái", "positions": (office,)}]
    (decree,) = record["decrees"]
    assert (decree["kind"], decree["number"], decree["symbol"], decree["date"]) == ("Quyết định", "118", "QĐ-UBND", "2024-03-04")


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_decomposed_text_gives_the_same_facts(nlp: Language, article: str, form: str) -> None:
    text = unicodedata.normalize(form, article)
    doc = nlp(text)
    assert doc.text == text
    assert [fact.value for fact in doc._.facts] == [fact.value for fact in nlp(article)._.facts]


def test_same_text_same_record(nlp: Language, article: str) -> None:
    assert nlp(article)._.record == nlp(article)._.record


HOSTILE = st.lists(
    st.sampled_from(
        ["đạt 5,2%", "số 118/QĐ-UBND ngày", " \n", "\x00", "tỷ đồng", "ông A", "năm 2024", "🙂", "((", "\u200b", "1/2/3/4", "̣", ";", "tăng", "\r"]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(HOSTILE, st.text(max_size=80)))
def test_any_text_gives_a_record(nlp: Language, text: str) -> None:
    record = nlp(text)._.record
    assert record["text"] == text
    assert all(text[entity["start"] : entity["end"]] == entity["text"] for entity in record["entities"])
    json.dumps(record)
