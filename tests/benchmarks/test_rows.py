"""Rows of experiments: what is refused, and which articles are drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from trials.rows import Row, chosen, fingerprint, read_rows

from solieu.errors import UsageError
from solieu.schema import Article
from tests.conftest import ROOT

ARTICLES = [Article(f"a{n}", f"Bài {n}.") for n in range(10)]

WRONG = [
    ("[[row]]\nabout = 'x'", "without a name"),
    ("[[row]]\nname = 'a'\n[[row]]\nname = 'a'", "two rows are named 'a'"),
    ("[[row]]\nname = 'a'\nclusers = false", "unknown setting 'clusers'"),
    ("[[row]]\nname = 'a'\ndrop.solieu_tagger = ['(']", "no regular expression"),
    ("[[row]]\nname = 'a'\npretrain = true", "for the taggers cnn"),
    ("[[row]]\nname = 'a'\ntagger = 'cnn'\npretrain = true\nvectors = true", "without vectors"),
    ("[[row]\n", "no valid TOML"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "rows.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_rows(path)


def test_the_shipped_rows_name_designs_that_are_there() -> None:
    rows = read_rows(ROOT / "configs" / "experiments.toml")
    designs = {design for row in rows for design in (row.tagger, row.reader) if design}
    assert len(rows) > 20
    assert [design for design in designs if not (ROOT / "benchmarks" / "trials" / f"{design}.py").is_file()] == []


@pytest.mark.parametrize(
    ("row", "number"),
    [(Row("a", train=("x",)), 10), (Row("a", train=("x", "y")), 12), (Row("a", train=("x",), articles=4), 4), (Row("a"), 0)],
)
def test_articles_are_drawn(row: Row, number: int) -> None:
    sets = {"x": ARTICLES, "y": [Article("b0", "Tin."), Article("b1", "Tin khác.")]}
    drawn = chosen(row, sets)
    assert len(drawn) == number
    assert drawn == chosen(row, sets)


def test_seeds_draw_other_articles() -> None:
    drawn = [chosen(Row("a", train=("x",), articles=5, seed=seed), {"x": ARTICLES}) for seed in range(4)]
    assert len({tuple(article.id for article in articles) for articles in drawn}) > 1


@pytest.mark.parametrize(
    ("row", "said"), [(Row("a", train=("y",)), "--set y=FOLDER"), (Row("a", train=("x",), articles=11), "wants 11 articles of 10")]
)
def test_what_cannot_be_drawn_is_said(row: Row, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        chosen(row, {"x": ARTICLES})


def test_a_fingerprint_sees_text_and_annotation() -> None:
    assert fingerprint(ARTICLES[0]) == fingerprint(Article("a0", "Bài 0."))
    assert fingerprint(ARTICLES[0]) != fingerprint(Article("a0", "Bài 0!"))
