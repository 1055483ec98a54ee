"""The page and the JSON: complete, self-contained, and nothing in them that the articles say is taken for markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from solieu.errors import UsageError
from solieu.evaluate import Report, compare, write_report
from solieu.evaluate.errors import Error
from solieu.evaluate.report import as_html, as_json, pieces
from solieu.schema import Article
from tests.evaluate.fakes import article, corpus, measured, without

HOSTILE = "</p><script>alert('x')</script> <img src=x onerror=y> {{ 7*7 }} & \x00\x1b[31m\u202e &amp;"
VOID = {"meta"}


class Page(HTMLParser):
    """Tags that are open, words, and every element by name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def hostile() -> tuple[Report, Report]:
    gold = [article(f"Có 5 hộ {HOSTILE} tại xã A.", [("QUANTITY", "5 hộ"), ("PLACE", "xã A")], id=f"{HOSTILE}{n}") for n in range(3)]
    report = measured(gold, [Article(a.id, a.text, a.spans[:1]) for a in gold], model=HOSTILE, corpus=HOSTILE, meta={"note": HOSTILE})
    return report, measured(gold, gold, model=HOSTILE)


def test_everything_is_escaped() -> None:
    report, other = hostile()
    page = Page(as_html(report, compare(report, other)))
    assert page.open == []
    assert not {"script", "img", "link", "iframe", "object"} & set(page.names)
    assert not [name for name in page.attributes if name.startswith("on") or name in ("src", "href")]
    shown = "".join(page.words)
    assert "<script>alert('x')</script>" in shown
    assert "{{ 7*7 }}" in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", shown)


def test_the_page_needs_nothing_else() -> None:
    gold = corpus(3)
    page = as_html(measured(gold, without(gold, "AGENCY")))
    assert not re.search(r"https?://|@import|url\(", page)
    assert "color-scheme: light dark" in page
    assert page.count("<svg") == 4


def test_each_error_is_on_the_page_with_its_words() -> None:
    gold = corpus(2)
    page = as_html(measured(gold, without(gold, "AGENCY")))
    assert page.count('<div class="error">') == 4
    assert page.count("<mark>UBND xã<small>AGENCY</small></mark>") == 4
    assert Page(page).open == []


def test_no_error_and_one_article() -> None:
    gold = corpus(1)
    report = measured(gold, gold)
    page = Page(as_html(report, compare(report, report)))
    assert page.open == []
    assert as_json(report)["figures"]["exact ALL f1"] == {"value": 1.0, "interval": None}


def test_articles_without_annotation() -> None:
    report = measured([Article("a", "Không có gì."), Article("b", "")], [])
    assert Page(as_html(report)).open == []
    assert report.calibrations["spans"].interval is None


def test_both_files(tmp_path: Path) -> None:
    gold = corpus(3)
    report = measured(gold, without(gold, "AGENCY"))
    page = write_report(report, tmp_path / "new" / "report", compare(report, measured(gold, gold)))
    rows = json.loads((page.parent / "report.json").read_text(encoding="utf-8"))
    assert sorted(file.name for file in page.parent.iterdir()) == ["report.html", "report.json"]
    assert rows["counts"]["exact AGENCY"] == [0, 3, 0]
    assert rows["error_counts"]["missed"] == {"AGENCY": 3}
    assert rows["errors"][0]["gold"] == [{"label": "AGENCY", "start": 58, "end": 65}]
    assert rows["against"]["differences"]["exact AGENCY f1"]["value"] == -1.0
    assert rows["cost"]["words"] > 0


def test_the_same_but_for_time() -> None:
    gold = corpus(3)
    first, second = (as_json(measured(gold, without(gold, "PLACE"))) for _ in range(2))
    assert {**first, "cost": 0} == {**second, "cost": 0}


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    gold = corpus(2)
    report = measured(gold, gold)
    (tmp_path / "mine.txt").write_text("x")
    write_report(report, tmp_path)
    before = (tmp_path / "report.json").read_bytes()
    with pytest.raises(UsageError, match="--overwrite"):
        write_report(measured(gold, []), tmp_path)
    assert (tmp_path / "report.json").read_bytes() == before
    write_report(measured(gold, []), tmp_path, overwrite=True)
    assert (tmp_path / "report.json").read_bytes() != before
    assert (tmp_path / "mine.txt").read_text() == "x"
    with pytest.raises(UsageError, match="is a file"):
        write_report(report, tmp_path / "mine.txt", overwrite=True)


def test_pieces_join_to_the_sentence() -> None:
    error = Error("wrong link", "VALUE", "", "a", 10, 20, "0123456789", (("A", 12, 14), ("B", 14, 15), ("C", 18, 20)))
    found = pieces(error, error.gold)
    assert "".join(piece.words for piece in found) == error.sentence
    assert [(piece.words, piece.label) for piece in found if piece.label] == [("23", "A"), ("4", "B"), ("89", "C")]
    assert "".join(piece.words for piece in pieces(error, ())) == error.sentence
