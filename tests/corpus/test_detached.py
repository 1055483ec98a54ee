"""Annotation goes away from its articles and comes back to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solieu.corpus.brat import read_folder, write_article
from solieu.corpus.detached import attach, attach_folder, detach, read_offsets
from solieu.errors import AnnotationError, UsageError
from solieu.inputs import read_sources
from solieu.schema import Article, Link, Span

ARTICLES = [
    Article("a", "Tỉnh đã tặng 120 suất quà. 🌾", [Span("T1", "INDICATOR", 8, 12), Span("T2", "QUANTITY", 13, 25)], [Link("VALUE", "T2", "T1")]),
    Article("b", "UBND tỉnh họp.\r\n", [Span("T1", "AGENCY", 0, 9)], []),
]


@pytest.fixture
def offsets(tmp_path: Path) -> Path:
    path = tmp_path / "offsets.jsonl"
    path.write_bytes(detach(ARTICLES))
    return path


def texts(folder: Path, articles: list[Article]) -> list[Path]:
    """The texts under other names, with one more that nobody annotated."""
    folder.mkdir()
    lines = [json.dumps({"id": f"other-{article.id}", "text": article.text}) for article in [*articles, Article("c", "Khác.")]]
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return [folder / "news.jsonl"]


def test_comes_back_whole(offsets: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert attach_folder(offsets, read_sources(texts(tmp_path / "in", ARTICLES)), out) == (2, 0)
    assert list(read_folder(out)) == ARTICLES


def test_no_word_of_the_text_is_in_it(offsets: Path) -> None:
    content = offsets.read_text(encoding="utf-8")
    assert not any(word in content for article in ARTICLES for word in article.text.split())


def test_missing_and_changed_texts_are_not_found(offsets: Path, tmp_path: Path) -> None:
    changed = Article("a", ARTICLES[0].text.replace("120", "130"))
    assert attach_folder(offsets, read_sources(texts(tmp_path / "in", [changed, ARTICLES[1]])), tmp_path / "out") == (1, 1)


def test_spans_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    wrong = Article("a", ARTICLES[1].text, [Span("T1", "AGENCY", 0, 99)], [])
    (tmp_path / "offsets.jsonl").write_bytes(detach([wrong]))
    with pytest.raises(AnnotationError, match=r"offsets\.jsonl:1"):
        list(attach(tmp_path / "offsets.jsonl", read_sources(texts(tmp_path / "in", ARTICLES))))


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "sha256": "0", "entities": [["AGENCY", "x", 1]], "links": []}'])
def test_other_files_are_refused_with_their_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "offsets.jsonl"
    path.write_bytes(detach(ARTICLES) + line.encode())
    with pytest.raises(AnnotationError, match=r"offsets\.jsonl:3"):
        read_offsets(path)


def test_nothing_is_overwritten(offsets: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_article(ARTICLES[0], out)
    with pytest.raises(UsageError, match="not empty"):
        attach_folder(offsets, [], out)
