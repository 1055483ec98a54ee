"""Officials: one record a person, offices with bodies. And what a document says of itself: its date, its province, its citations."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

import solieu.pipeline  # noqa: F401 - registers the extensions
from solieu.dateline import published
from solieu.facts import facts
from solieu.people import Office, Official, officials
from solieu.records import record
from solieu.schema import HOLDS, SERVES, Link

VOCAB = spacy.blank("xx").vocab


def doc(*words: tuple[str, str], links: list[tuple[str, int, int]] | None = None) -> Doc:
    """A document of words with labels (`""` for none), one sentence; links join entities by their number."""
    made = Doc(VOCAB, [word for word, _ in words], sent_starts=[at == 0 for at in range(len(words))])
    made.ents = tuple(Span(made, at, at + 1, label) for at, (_, label) in enumerate(words) if label)
    made._.links = [Link(label, f"T{source}", f"T{target}") for label, source, target in links or []]
    return made


# The names of an article in its order -> the people.
NAMES = [
    (["Trần Văn Dũng", "Dũng"], ["Trần Văn Dũng"]),
    (["Trần Văn Dũng", "ông Dũng", "Văn Dũng", "đồng chí Trần Văn Dũng"], ["Trần Văn Dũng"]),
    (["TRẦN VĂN DŨNG", "Trần Văn Dũng"], ["TRẦN VĂN DŨNG"]),
    (["Trần Văn Hoà", "Trần Văn Hòa"], ["Trần Văn Hoà"]),
    (["Trần Văn Dũng", "Lê Anh Dũng", "Dũng", "Anh Dũng"], ["Trần Văn Dũng", "Lê Anh Dũng", "Dũng"]),
    (["Dũng", "Trần Văn Dũng"], ["Dũng", "Trần Văn Dũng"]),
    (["Trần Văn Dũng", "Trần"], ["Trần Văn Dũng", "Trần"]),
    (["Donald Trump", "Trump"], ["Donald Trump"]),
    ([], []),
]


@pytest.mark.parametrize(("names", "people"), NAMES)
def test_a_person_is_one_record(names: list[str], people: list[str]) -> None:
    assert [official.name for official in officials(doc(*((name, "OFFICIAL") for name in names)))] == people


def test_offices_of_both_mentions_join() -> None:
    words = [
        ("Bắc Kạn", "PLACE"),
        ("Trần Văn Dũng", "OFFICIAL"),
        ("Chủ tịch", "POSITION"),
        ("UBND tỉnh", "AGENCY"),
        ("Dũng", "OFFICIAL"),
        ("chủ tịch", "POSITION"),
        ("Uỷ ban nhân dân tỉnh Bắc Kạn", "AGENCY"),
        ("Trưởng ban", "POSITION"),
    ]
    links = [(HOLDS, 2, 3), (SERVES, 2, 4), (HOLDS, 5, 6), (SERVES, 5, 7), (HOLDS, 5, 8)]
    offices = (Office("Chủ tịch", "UBND tỉnh", "UBND tỉnh Bắc Kạn"), Office("Trưởng ban", None))
    assert officials(doc(*words, links=links)) == [Official("Trần Văn Dũng", offices)]


def test_many_people_take_no_time() -> None:
    names = [(" ".join(["Văn"] * 200), "OFFICIAL"), *((f"Trần Văn {at}", "OFFICIAL") for at in range(2000))]
    assert len(officials(doc(*names))) == 2001


DATES: list[tuple[list[tuple[str, str]], date | None]] = [
    ([("Tiêu đề\n\n", ""), ("14/05/2024", "PERIOD")], date(2024, 5, 14)),
    ([("năm 2020", "PERIOD"), ("Sáng 12/7/2024", "PERIOD")], date(2024, 7, 12)),
    ([("trước", ""), ("ngày 31/12/2025", "PERIOD")], None),
    ([("2/9/1945", "PERIOD")], None),
    ([("ngày 5/7", "PERIOD")], None),
    ([("a\nb\nc\n", ""), ("14/05/2024", "PERIOD")], None),
    ([("a", "")], None),
]


@pytest.mark.parametrize(("words", "day"), DATES)
def test_published(words: list[tuple[str, str]], day: date | None) -> None:
    assert published(doc(*words)) == day


def article() -> Doc:
    words = [
        ("14/05/2024", "PERIOD"),
        ("Bắc Kạn", "PLACE"),
        ("Quyết định số 118/QĐ-UBND ngày 04-3-2022", "DECREE"),
        ("UBND tỉnh", "AGENCY"),
        ("từ đầu năm đến nay", "PERIOD"),
        ("hỗ trợ", "INDICATOR"),
        ("45 hộ", "QUANTITY"),
        ("Quyết định số 118", "DECREE"),
        ("Nghị định 67", "DECREE"),
    ]
    return doc(*words, links=[("VALUE", 7, 6)])


def test_facts_say_where_and_when() -> None:
    (fact,) = facts(article())
    assert (fact.place_code, fact.place_code_new, fact.province_code, fact.province_code_new) == ("06", "19", "06", "19")
    assert (fact.period_start, fact.period_end) == (date(2024, 1, 1), date(2024, 5, 14))


def test_entities_have_normal_forms() -> None:
    found: dict[str, Any] = json.loads(json.dumps(record(article())))
    by_id = {entity["id"]: entity for entity in found["entities"]}
    assert (by_id["T2"]["code"], by_id["T2"]["code_new"], by_id["T2"]["kind"], by_id["T2"]["text"]) == ("06", "19", "province", "Bắc Kạn")
    assert by_id["T4"]["canonical"] == "UBND tỉnh Bắc Kạn"
    assert (by_id["T5"]["period_start"], by_id["T5"]["period_end"], by_id["T5"]["problem"]) == ("2024-01-01", "2024-05-14", None)
    assert (by_id["T3"]["number"], by_id["T3"]["resolved"], by_id["T8"]["resolved"]) == ("118", None, "T3")
    assert [decree["resolved"] for decree in found["decrees"]] == [None, "T3", None]
    assert found["facts"][0]["period_end"] == "2024-05-14"
    assert (by_id["T1"]["start"], by_id["T1"]["end"]) == (0, 10)
