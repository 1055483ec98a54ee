"""What stands in two parts of a corpus is found; a split puts nothing there."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from solieu.cli import app
from solieu.corpus.brat import read_folder, write_article
from solieu.corpus.inline import parse_inline
from solieu.corpus.leaks import leaks
from solieu.corpus.split import split, split_folder
from solieu.errors import UsageError
from solieu.schema import Article

WORDS = " ".join(f"từ{n}" for n in range(60))
OTHERS = " ".join(f"chữ{n}" for n in range(60))


@pytest.mark.parametrize(
    ("train", "test", "why"),
    [
        ([Article("a", "một")], [Article("a", "hai")], "the same id"),
        ([Article("a", "một hai")], [Article("b", "một\n hai ")], "the same text"),
        ([Article("a", WORDS)], [Article("b", f"{WORDS} thêm")], "100% of their 8-word shingles"),
        ([Article("a", f"{WORDS} {OTHERS}")], [Article("b", OTHERS)], "100% of their 8-word shingles"),
    ],
)
def test_leaks(train: list[Article], test: list[Article], why: str) -> None:
    (leak,) = leaks({"train": train, "test": test})
    assert str(leak).startswith(f"train/a and test/{test[0].id}: {why}")


def test_no_leaks() -> None:
    assert leaks({"train": [Article("a", WORDS), Article("b", WORDS)], "test": [Article("c", OTHERS)]}) == []


def test_check_refuses_a_leak(tmp_path: Path) -> None:
    for part in ("train", "test"):
        write_article(parse_inline("{A UBND tỉnh} họp.", "a"), tmp_path / part)
    run = CliRunner().invoke(app, ["corpus", "check", str(tmp_path)])
    assert run.exit_code == 1
    assert "test/a and " in run.output
    assert "the same id; keep them in one part" in run.output
    assert CliRunner().invoke(app, ["corpus", "check", str(tmp_path / "train"), str(tmp_path / "train")]).exit_code == 0


def test_split_is_the_same_every_time_and_when_articles_are_added() -> None:
    articles = [Article(f"a{n}", f"bài số {n}") for n in range(300)]
    parts = split(articles, 0.1, 0.2)
    assert split(articles[:100][::-1], 0.1, 0.2) == {id: part for id, part in parts.items() if int(id[1:]) < 100}
    assert 15 <= sum(part == "dev" for part in parts.values()) <= 45
    assert 40 <= sum(part == "test" for part in parts.values()) <= 80
    assert parts["a0"] == "train"


def test_split_keeps_near_duplicates_together() -> None:
    articles = [Article(f"a{n}", f"{WORDS} lần {n}") for n in range(40)]
    assert len(set(split(articles, 0.3, 0.3).values())) == 1


@pytest.mark.parametrize(("dev", "test"), [(0.5, 0.5), (-0.1, 0.1)])
def test_shares_that_cannot_be(dev: float, test: float) -> None:
    with pytest.raises(UsageError, match="leave something for train"):
        split([], dev, test)


def test_split_folder(tmp_path: Path) -> None:
    for n in range(30):
        write_article(parse_inline(f"{{A UBND tỉnh}} họp lần {n}.", f"a{n}"), tmp_path / "all")
    out = tmp_path / "out"
    numbers = split_folder(tmp_path / "all", out, dev=0.2, test=0.2)
    assert sum(numbers.values()) == 30
    assert leaks({part: list(read_folder(out / part)) for part in numbers}) == []
    assert (next((out / "train").glob("*.txt"))).read_bytes() == (tmp_path / "all" / next((out / "train").glob("*.txt")).name).read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        split_folder(tmp_path / "all", out, dev=0.2, test=0.2)
    with pytest.raises(UsageError, match="in another part"):
        split_folder(tmp_path / "all", out, dev=0.0, test=0.0)
    assert split_folder(tmp_path / "all", out, dev=0.0, test=0.0, overwrite=True) == {"train": 30, "dev": 0, "test": 0}
    assert list((out / "test").iterdir()) == []
    with pytest.raises(UsageError, match="is itself a part"):
        split_folder(out / "train", out, dev=0.1, test=0.1)
    (tmp_path / "none").mkdir()
    with pytest.raises(UsageError, match="no annotated articles"):
        split_folder(tmp_path / "none", out, dev=0.1, test=0.1)
