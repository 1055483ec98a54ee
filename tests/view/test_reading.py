"""What a page makes of a record, and which records it refuses."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from solieu.errors import InputError
from solieu.view.reading import read_record
from tests.view.fakes import TEXT, reading, record_of, sample


def test_lines_are_the_text_cut_at_the_marks() -> None:
    found = reading()
    assert ["".join(piece.words for piece in line) for line in found.lines] == [line for line in TEXT.split("\n") if line]
    marked = [(piece.mark.label, piece.words) for line in found.lines for piece in line if piece.mark]
    assert marked[:3] == [("PLACE", "Xã Hoa Trung"), ("PERIOD", "năm 2024"), ("OFFICIAL", "Lò Văn Minh")]
    assert all(piece.first for line in found.lines for piece in line if piece.mark)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Sở Y\ntế tỉnh họp.", "Sở Y\ntế tỉnh", [["Sở Y*"], ["tế tỉnh", " họp."]]),
        ("Gặp Sở\n\nY tế", "Sở\n\nY tế", [["Gặp ", "Sở*"], ["Y tế"]]),
        ("Sở Y tế", "Sở Y tế", [["Sở Y tế*"]]),
        ("\r\nSở Y tế\r\n", "Sở Y tế", [["Sở Y tế*", "\r"]]),
    ],
)
def test_a_mark_across_lines(text: str, words: str, expected: list[list[str]]) -> None:
    found = reading(record_of(text, [("AGENCY", words)]))
    assert [[piece.words + "*" * piece.first for piece in line] for line in found.lines] == expected


def test_each_mark_leads_to_what_tells_of_it() -> None:
    found = reading()
    rows = {mark.entity["text"]: mark.row for mark in found.marks}
    assert rows["120 hộ"] == rows["số hộ nghèo"] == "fact-1"
    assert (rows["95%"], rows["90 hộ"]) == ("fact-2", "fact-3")
    assert rows["Lò Văn Minh"] == rows["Chủ tịch"] == rows["UBND xã"] == "official-1"
    assert rows["Quyết định số 12"] == rows["Quyết định số 12/QĐ-UBND ngày 04/3/2024"] == "decree-1"
    assert rows["Xã Hoa Trung"] is None


def test_a_short_citation_stands_with_the_full_one() -> None:
    assert [[mark.entity["text"] for mark in citation.marks] for citation in reading().citations] == [
        ["Quyết định số 12/QĐ-UBND ngày 04/3/2024", "Quyết định số 12"]
    ]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("\n  Xã Hoa Trung họp \nhai", "Xã Hoa Trung họp"),
        ("Trang chủ | Tin tức\nTin xã  Tin huyện\nXã Hoa Trung họp\n", "Xã Hoa Trung họp"),
        ("Tin\nXã Hoa Trung họp", "Xã Hoa Trung họp"),
        ("x" * 500, "hoa-trung"),
        ("Tin\n" * 9 + "Xã Hoa Trung họp", "hoa-trung"),
        ("", "hoa-trung"),
    ],
)
def test_headline(text: str, headline: str) -> None:
    assert reading(record_of(text)).headline == headline


def test_what_parquet_gives_for_nothing_is_nothing() -> None:
    made = sample()
    for row in (*made["entities"], *made["links"]):
        row["score"] = None
    assert {mark.score for mark in reading(made).marks} == {1.0}


BROKEN: dict[str, Any] = {
    "no entities": lambda made: made.pop("entities"),
    "offset past the text": lambda made: made["entities"][0].update(end=9999),
    "overlap": lambda made: made["entities"][1].update(start=0),
    "unknown label": lambda made: made["entities"][0].update(label="X<b>"),
    "link to nothing": lambda made: made["links"][0].update(to="T99"),
    "unknown link": lambda made: made["links"][0].update(label="LOVES"),
    "fact of nothing": lambda made: made["facts"][0].update(quantity="T99"),
    "score of words": lambda made: made["facts"][0].update(score="much"),
    "score that is no number": lambda made: made["entities"][0].update(score=float("nan")),
    "entities that are none": lambda made: made.update(entities=[7]),
    "facts that are none": lambda made: made.update(facts=None),
    "two of one id": lambda made: made["entities"].append(copy.deepcopy(made["entities"][0])),
    "text that is none": lambda made: made.update(text=None),
    "decree without an entity": lambda made: made["decrees"][0].pop("entity"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_refused_by_name(name: str) -> None:
    made = copy.deepcopy(sample())
    BROKEN[name](made)
    with pytest.raises(InputError, match=r"^r\.jsonl:3: no .*record.*tag the article again"):
        read_record(made, "r.jsonl:3")
