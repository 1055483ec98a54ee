"""Counting a corpus and comparing two annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from solieu.corpus.agreement import agreement, disagreements, read_both
from solieu.corpus.brat import write_article
from solieu.corpus.inline import parse_inline
from solieu.corpus.stats import near_duplicates, stats
from solieu.errors import UsageError
from solieu.schema import Article
from solieu.scoring import ALL, MEASURES

FIRST = "{A UBND tỉnh} {I1 tạo việc làm} cho {Q VALUE=I1 120 người}."
SECOND = "UBND tỉnh {I1 tạo việc làm} cho {Q VALUE=I1 120} người."


def test_stats() -> None:
    found = stats([parse_inline(FIRST, "a"), parse_inline(FIRST, "b")])
    assert (found.articles, found.words, found.spans["AGENCY"], found.surfaces["AGENCY"], found.links["VALUE"]) == (2, 16, 2, 1, 2)
    assert found.heads == {"tạo việc làm"}


def test_near_duplicates() -> None:
    text = " ".join(f"từ{n}" for n in range(100))
    other = " ".join(f"chữ{n}" for n in range(100))
    pairs = near_duplicates([Article("a", text), Article("b", text + " thêm"), Article("c", other)])
    assert [(a, b) for a, b, _ in pairs] == [("a", "b")]
    assert pairs[0][2] == pytest.approx(1.0)


def test_agreement(tmp_path: Path) -> None:
    for name, marked in (("a", FIRST), ("b", SECOND)):
        write_article(parse_inline(marked, "x"), tmp_path / name)
    pairs = read_both(tmp_path / "a", tmp_path / "b")
    table = agreement(pairs)
    assert table["exact", ALL].f1 == pytest.approx(2 / 5)
    assert table["overlap", MEASURES].f1 == 1.0
    assert {(row.side, row.what) for row in disagreements(pairs)} >= {("A", "AGENCY 'UBND tỉnh'"), ("B", "QUANTITY '120'")}


def test_nothing_in_common(tmp_path: Path) -> None:
    write_article(parse_inline(FIRST, "x"), tmp_path / "a")
    write_article(parse_inline(FIRST, "y"), tmp_path / "b")
    with pytest.raises(UsageError, match="no annotated article in common"):
        read_both(tmp_path / "a", tmp_path / "b")
