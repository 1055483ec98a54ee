"""Facts of a corpus as charts: grouped, cut to a page, and each with its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from solieu.errors import InputError, UsageError
from solieu.view import charts
from solieu.view.charts import charts_page, quote, read_charts
from tests.view.fakes import HOSTILE, hostile, tagged_corpus, yearly
from tests.view.markup import check_page


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    records = [yearly(f"a{year}", "xã Hoa Trung", year, 100 - year % 100) for year in range(2018, 2024)]
    records += [yearly("b", "xã Bản Lầu", 2020, 45, "Số  hộ nghèo"), yearly("c", "xã Bản Lầu", 2020, 7, "số trường học")]
    return tagged_corpus(tmp_path / "tagged", records)


def data_of(page: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(check_page(page).raw["script"][0])
    return data


def test_one_chart_an_indicator_and_unit(corpus: Path) -> None:
    found = read_charts(corpus)
    assert {tuple(key): len(facts) for key, facts in found.groups.items()} == {("số hộ nghèo hộ", "hộ"): 7, ("số trường học hộ", "hộ"): 1}
    assert (found.articles_in_all, found.facts_in_all, found.charts_in_all) == (8, 8, 2)
    assert found.articles[:2] == ["a2018", "a2019"]


def test_the_page_holds_the_facts_with_their_words_and_ways(corpus: Path) -> None:
    data = data_of(charts_page(read_charts(corpus), {"a2018": "articles/a 1.html"}))
    group = data["groups"][0]
    assert (group["name"], group["unit"], group["all"]) == ("số hộ nghèo hộ", "hộ", 7)
    article, aspect, value, amount, place, first, last, period, _, mark, words = group["facts"][0]
    assert (aspect, value, amount, first, last, period, mark) == (0, "82", "82", "2018-01-01", "2018-12-31", "năm 2018", "4")
    assert words == ["xã Hoa Trung năm 2018: ", "số hộ nghèo là 82 hộ", "."]
    assert data["places"][place] == "xã Hoa Trung"
    assert data["articles"][article] == ["a2018", "articles/a%201.html"]
    assert data["articles"][1] == ["a2019", None]


@pytest.mark.parametrize(("limit", "value", "facts"), [("MAX_FACTS", 7, [7]), ("MAX_OF_ONE", 3, [3, 1]), ("MAX_BYTES", 1100, [7])])
def test_a_page_has_limits(corpus: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, facts: list[int]) -> None:
    monkeypatch.setattr(charts, limit, value)
    page = charts_page(read_charts(corpus), {})
    assert [len(group["facts"]) for group in data_of(page)["groups"]] == facts
    assert ('<p class="note">The page holds the indicators' in page) == (len(facts) < 2)


def test_the_page_stays_small(tmp_path: Path) -> None:
    one = yearly("a", "xã Hoa Trung", 2020, 5, "số hộ nghèo " + "rất dài " * 30)
    facts = [[{**one["facts"][0], "indicator": f"số hộ nghèo loại {at % 50}"}] * 40 for at in range(400)]
    made = [{**one, "id": f"bài {at} " + "x" * 100, "facts": facts[at]} for at in range(400)]
    page = charts_page(read_charts(tagged_corpus(tmp_path / "t", made)), {})
    assert 3_000_000 < len(page.encode()) < 5_000_000


def test_hostile_words_are_words(tmp_path: Path) -> None:
    made = hostile()
    made["facts"] = [{**made["facts"][0], "indicator_spans": [], "period_start": None, "period_end": None, "start": 0, "end": 30}]
    page = charts_page(read_charts(tagged_corpus(tmp_path / "t", [made])), {HOSTILE: "articles/x.html"})
    assert check_page(page).names.count("script") == 2


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("Có 5 hộ.", 3, 7, ["Có ", "5 hộ", "."]),
        ("Dòng một\nCó 5\n hộ nhé\nDòng ba", 12, 17, ["Có ", "5 hộ", " nhé"]),
        ("từ " * 60 + "5" + " từ" * 60, 180, 181, ["…" + "từ " * 29, "5", " từ" * 29 + "…"]),
    ],
)
def test_quote(text: str, start: int, end: int, expected: list[str]) -> None:
    assert quote(text, start, end) == expected


def test_a_folder_without_facts(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="solieu tag PATH --format parquet"):
        read_charts(tagged_corpus(tmp_path / "t", []))


def test_a_broken_shard_is_named(corpus: Path) -> None:
    (corpus / "facts" / "part-00000.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(InputError, match=r"part-00000\.parquet: cannot be read .* mends"):
        read_charts(corpus)
