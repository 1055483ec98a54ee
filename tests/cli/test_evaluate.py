"""solieu evaluate and solieu promote as a user runs them, with models that answer from a table."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from solieu.cli import main
from solieu.corpus.brat import write_article
from solieu.schema import Article
from tests.evaluate.fakes import Fake, corpus, without

GOLD = corpus(12)
MODELS = {"good": GOLD, "same": GOLD, "poor": without(GOLD, "QUANTITY")}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the models `good`, `same` and `poor` and annotated articles in `gold`; the current directory."""
    for name in MODELS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.cfg").write_text("")
        (tmp_path / name / "meta.json").write_text(json.dumps({"name": name}))
        (tmp_path / name / "README.md").write_text(f"# {name}")
    for article in GOLD:
        write_article(article, tmp_path / "gold")
    monkeypatch.setattr("solieu.evaluate.run.load", load)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(name: str | Path) -> Fake:
    meta = json.loads((Path(name) / "meta.json").read_text())
    return Fake([Article(article.id, article.text, article.spans, article.links) for article in MODELS[meta["name"]]])


def run(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["solieu", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


def test_tables(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", "poor", "gold", monkeypatch=monkeypatch) == 0
    shown = capsys.readouterr().out
    assert "12 articles" in shown
    assert "0.000 0.000-0.000" in next(line for line in shown.splitlines() if "QUANTITY " in line)
    assert "1.000 1.000-1.000" in next(line for line in shown.splitlines() if "AGENCY" in line)
    assert "12 missed, 0 spurious, 0 wrong border, 0 wrong label, 12 wrong link, 0 wrong value" in shown
    assert "words a second" in shown
    assert all(len(line) <= 120 for line in shown.splitlines())


def test_against_and_out(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", "good", "gold", "--against", "poor", "--out", "report", monkeypatch=monkeypatch) == 0
    shown = capsys.readouterr()
    assert "good against poor" in shown.out
    assert "+1.000" in next(line for line in shown.out.splitlines() if "exact QUANTITY f1" in line)
    assert "a00: 0 wrong spans and links, 2 with the other" in shown.out
    assert "report.html" in shown.err
    assert json.loads((place / "report" / "report.json").read_text(encoding="utf-8"))["against"]["model"] == "poor"
    assert run("evaluate", "good", "gold", "--out", "report", monkeypatch=monkeypatch) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert run("evaluate", "good", "gold", "--out", "report", "--overwrite", monkeypatch=monkeypatch) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["evaluate", "good", "nowhere"], 2, "nowhere: no such file or folder"),
        (["evaluate", "good", "gold", "--against", "nowhere"], 1, "nowhere: no such model"),
        (["evaluate", "good", "gold", "--out", "good/README.md"], 2, "is a file"),
        (["promote"], 2, "CANDIDATE --over CURRENT --on CORPUS"),
        (["promote", "good", "--over", "poor"], 2, "CANDIDATE --over CURRENT --on CORPUS"),
        (["promote", "good", "--back", "poor"], 2, "--back stands alone"),
        (["promote", "--back", "good"], 1, "nothing to go back to"),
        (["promote", "good", "--over", "good", "--on", "gold"], 2, "same model"),
    ],
)
def test_errors_are_one_clear_line(
    place: Path, arguments: list[str], code: int, part: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, monkeypatch=monkeypatch) == code
    error = capsys.readouterr().err
    assert part in error
    assert error.count("\n") == 1


def test_promote_and_back(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("promote", "poor", "--over", "good", "--on", "gold", monkeypatch=monkeypatch) == 1
    shown = capsys.readouterr().out
    assert "good: not replaced" in shown
    assert "exact QUANTITY f1 is worse: -1.000 [-1.000, -1.000]" in shown
    assert run("promote", "good", "--over", "poor", "--on", "gold", monkeypatch=monkeypatch) == 0
    assert "poor.previous-1" in capsys.readouterr().out
    assert (place / "poor" / "README.md").read_text() == "# good"
    assert (place / "poor.previous-1" / "README.md").read_text() == "# poor"
    assert run("promote", "--back", "poor", monkeypatch=monkeypatch) == 0
    assert (place / "poor" / "README.md").read_text() == "# poor"
    assert (place / "poor.withdrawn-1" / "README.md").read_text() == "# good"
