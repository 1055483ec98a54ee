"""The articles that a model carries: there and back, small, none that must not be passed on, and no broken file taken for one."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from solieu.corpus.read import read_corpora
from solieu.errors import ModelError, UsageError
from solieu.schema import Article, Link, Span
from solieu.train import sample
from solieu.train.sample import FILE, MARKER, may_carry, merge, pack_sample, read_sample
from tests.train.articles import write_corpus

ARTICLES = [
    Article("a", "Hai xã có 3 cầu.", [Span("T1", "INDICATOR", 0, 6), Span("T2", "QUANTITY", 10, 15)], [Link("VALUE", "T2", "T1")]),
    Article("b", "Đội Sao\nra khơi", [Span("T1", "CREW", 0, 7)], words=[[(0, 3), (4, 7)], [(8, 10), (11, 15)]]),
]


def test_there_and_back(tmp_path: Path) -> None:
    packed, number = pack_sample(ARTICLES)
    (tmp_path / FILE).write_bytes(packed)
    assert number == 2
    assert read_sample(tmp_path) == ARTICLES
    assert [article.words for article in read_sample(tmp_path)] == [None, ARTICLES[1].words]
    assert pack_sample(ARTICLES)[0] == packed


def test_a_model_without_articles(tmp_path: Path) -> None:
    assert read_sample(tmp_path) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nonsense",
        lzma.compress(b"{"),
        lzma.compress(b'{"id": "a", "text": "x", "entities": [{}]}'),
        lzma.compress(b"\xff"),
        lzma.compress(b'{"text": "x y", "words": [[[0, 3], [2, 3]]]}'),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    with pytest.raises(ModelError, match="cannot be read"):
        read_sample(tmp_path)


def test_a_file_that_unfolds_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "MOST", 10_000)
    (tmp_path / FILE).write_bytes(lzma.compress(b" " * 20_000))
    with pytest.raises(ModelError, match="unfolds to more than"):
        read_sample(tmp_path)


def test_of_too_many_as_many_as_fit_whatever_their_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sample, "LARGEST", 1_200)
    many = [Article(str(n), f"Bài số {n}: {n * 7919 % 10007} {n * 104729 % 1000003} hộ.") for n in range(200)]
    packed, number = pack_sample(many)
    assert 20 < number < 200
    assert len(packed) <= 1_200
    (tmp_path / FILE).write_bytes(packed)
    kept = {article.id for article in read_sample(tmp_path)}
    (tmp_path / FILE).write_bytes(pack_sample(many[::-1])[0])
    assert len(kept & {article.id for article in read_sample(tmp_path)}) > 0.8 * number


def test_an_article_annotated_anew_counts_once() -> None:
    again = Article("a2", "Hai  xã có 3 cầu.\n")
    assert merge(ARTICLES, [again]) == [ARTICLES[1], again]


def test_what_may_be_carried(tmp_path: Path) -> None:
    free, shut = write_corpus(tmp_path / "free"), write_corpus(tmp_path / "shut" / "deep", name="s")
    corpora = read_corpora([free, tmp_path / "shut"])
    assert [sum(row) for row in may_carry(corpora, [])] == [8, 8]
    assert [sum(row) for row in may_carry(corpora, [shut])] == [8, 0]
    assert [sum(row) for row in may_carry(corpora, [shut / "s0.ann"])] == [8, 7]
    with pytest.raises(UsageError, match="no article is read from there"):
        may_carry(corpora, [tmp_path / "elsewhere"])
    (shut / MARKER).write_text("")
    assert [sum(row) for row in may_carry(corpora, [])] == [8, 0]
    alone = read_corpora([shut / "s0.txt"])
    assert may_carry(alone, []) == [[False]]


def test_what_stands_in_the_file_is_plain_jsonl() -> None:
    rows = [json.loads(line) for line in lzma.decompress(pack_sample(ARTICLES)[0]).splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
