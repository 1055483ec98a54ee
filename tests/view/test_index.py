"""The list of articles, and the names of their pages."""

from __future__ import annotations

import pytest

from solieu.view.index import PageNames, entry, index_page, way_back
from tests.view.fakes import hostile, reading
from tests.view.markup import check_page


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (["a", "b"], ["articles/a.html", "articles/b.html"]),
        (["a", "A", "a"], ["articles/a.html", "articles/A-2.html", "articles/a-3.html"]),
        (["../../etc/x"], ["articles/etc/x.html"]),
        (["tỉnh/bài 1"], ["articles/tỉnh/bài 1.html"]),
        ([".", "a."], ["articles/article.html", "articles/a.html"]),
        (["a:b", "a?b"], ["articles/a_b.html", "articles/a_b-2.html"]),
        (["ế" * 300], ["articles/" + "ế" * 40 + ".html"]),
    ],
)
def test_page_names(ids: list[str], names: list[str]) -> None:
    made = PageNames()
    assert [made.name(id) for id in ids] == names


@pytest.mark.parametrize(("page", "back"), [("a/a.html", "../index.html"), ("a/b/c.html", "../../index.html"), ("a.html", "index.html")])
def test_way_back(page: str, back: str) -> None:
    assert way_back(page) == back


def test_entries_hold_what_they_are_found_by() -> None:
    page = check_page(index_page([entry(reading(), "articles/bài 1#.html")]))
    assert "articles/b%C3%A0i%201%23.html" in page.values("href")
    assert page.values("data-find") == ["Lò Văn Minh Xã Hoa Trung số hộ nghèo hộ số hộ nghèo"]
    assert "Xã Hoa Trung sơ kết công tác năm 2024" in page.words


def test_a_long_list_says_less_of_each() -> None:
    one = entry(reading(), "articles/a.html")
    page = index_page([one] * 6000)
    assert one.beginning not in page
    assert len(page.encode()) < 5_000_000


def test_hostile_words_are_words() -> None:
    page = check_page(index_page([entry(reading(hostile()), "articles/x.html")], "vi"))
    assert page.names.count("script") == 2
