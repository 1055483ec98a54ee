"""Two folders are compared by the names of their articles, folders below them included."""

from __future__ import annotations

from pathlib import Path

import pytest

from solieu.corpus.agreement import disagreements, read_both
from solieu.corpus.brat import write_article
from solieu.corpus.inline import parse_inline
from solieu.errors import UsageError


def write(folder: Path, **marked: str) -> Path:
    for name, text in marked.items():
        write_article(parse_inline(text, name.replace("_", "/")), folder)
    return folder


def test_articles_of_both(tmp_path: Path) -> None:
    a = write(tmp_path / "a", train_x="{A UBND tỉnh} họp", only="họp")
    b = write(tmp_path / "b", train_x="{L UBND tỉnh} họp")
    pairs = read_both(a, b)
    assert [(first.id, second.id) for first, second in pairs] == [("train/x", "train/x")]
    assert [(row.side, row.what) for row in disagreements(pairs)] == [("A", "AGENCY 'UBND tỉnh'"), ("B", "PLACE 'UBND tỉnh'")]


@pytest.mark.parametrize(("other", "part"), [({"y": "họp"}, "no annotated article in common"), ({"x": "họp bàn"}, "the texts in .* differ")])
def test_refused(other: dict[str, str], part: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=part):
        read_both(write(tmp_path / "a", x="họp"), write(tmp_path / "b", **other))
