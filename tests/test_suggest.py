"""Which articles to annotate next: the doubtful ones, of any length, no two alike, and none like those that are known."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from solieu.cli import app
from solieu.errors import UsageError
from solieu.suggest import Candidate, choose, suggest


def one(id: str, doubts: float, times: int, words: str) -> Candidate:
    """An article that says the same so many times."""
    return Candidate(id, id, doubts, 20, 0, tuple(words.split() * times))


POOL = [
    one("sure", 1, 50, "lúa gạo mùa vụ"),
    one("long", 12, 150, "cầu đường bê tông"),
    one("doubtful", 10, 25, "hộ nghèo việc làm"),
    one("its twin", 9.9, 25, "hộ nghèo việc làm"),
    one("short", 1, 1, "bão lụt đê điều"),
    one("other", 6, 25, "trường học giáo viên"),
    one("nothing", 0, 1, "thơ ca"),
]


@pytest.mark.parametrize(
    ("variety", "known", "chosen"),
    [
        (0.0, [], ["doubtful", "its twin", "other"]),
        (0.5, [], ["doubtful", "other", "short"]),
        (0.5, ["hộ nghèo việc làm"], ["other", "short", "nothing"]),
    ],
)
def test_doubt_and_variety(variety: float, known: list[str], chosen: list[str]) -> None:
    assert [found.id for found in choose(POOL, 3, [words.split() for words in known], variety)] == chosen


def test_all_of_a_small_pool_each_once() -> None:
    assert sorted(found.id for found in choose(POOL, 50)) == sorted(one.id for one in POOL)


@pytest.mark.parametrize("pool", [[one("a", 0, 1, "")], [one("a", 1, 2, "x y"), one("b", 1, 2, "x y")]])
def test_pools_with_nothing_to_tell_apart(pool: list[Candidate]) -> None:
    assert [found.id for found in choose(pool, 2)] == [candidate.id for candidate in pool]


@pytest.fixture
def folder(tmp_path: Path, article: str) -> Path:
    for name, words in (("a", article), ("b", "Thơ ca mùa xuân."), ("c", "Toàn xã hiện có 12 hộ nghèo, giảm 3 hộ.")):
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    return tmp_path


def test_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.txt").write_bytes(b"\xff")
    found, failed = suggest([str(folder)], 2)
    assert (len(found), failed) == (2, 1)
    assert all(suggestion.doubt > 0 and suggestion.words for suggestion in found)
    assert "broken.txt" in capsys.readouterr().err


def test_the_command(folder: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert "doubt" in run(app, ["suggest", str(folder), "-n", "2"]).output
    out = tmp_path / "list.jsonl"
    assert run(app, ["suggest", str(folder), "-n", "2", "--out", str(out)]).exit_code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    for more in (["--out", str(out)], ["--format", "xml"], ["-n", "0"], ["--variety", "2"]):
        assert isinstance(run(app, ["suggest", str(folder), *more]).exception, UsageError)
    assert isinstance(run(app, ["suggest", str(tmp_path / "nowhere")]).exception, UsageError)
