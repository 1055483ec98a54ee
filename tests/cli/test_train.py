"""`solieu train` on the command line: what it says, where, and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from solieu.cli import app
from solieu.errors import AnnotationError, ModelError, UsageError


@pytest.mark.parametrize(
    ("arguments", "error", "problem"),
    [
        (["nowhere"], UsageError, "no such file or folder"),
        (["corpus.conll", "--base", "nowhere"], ModelError, "no such model"),
        (["corpus.conll", "--config", "nowhere.cfg"], UsageError, "no such configuration"),
        (["corpus.conll", "--no-carry", "nowhere"], UsageError, "no article is read from there"),
        (["corpus.conll", "--dev", "corpus.conll"], UsageError, "must not be trained on"),
        (["corpus.conll", "--dev", "broken.conll"], AnnotationError, r"broken\.conll:1"),
        (["broken.conll"], AnnotationError, r"broken\.conll:1"),
    ],
)
def test_wrong_usage_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], error: type[Exception], problem: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("corpus.conll").write_text("Đội B-CREW\nnghỉ O\n", encoding="utf-8")
    Path("broken.conll").write_text("Đội\n", encoding="utf-8")
    found = CliRunner().invoke(app, ["train", *arguments, "--out", "m"]).exception
    assert isinstance(found, error)
    with pytest.raises(error, match=problem):
        raise found
    assert not Path("m").exists()


def test_help_has_an_example() -> None:
    shown = CliRunner().invoke(app, ["train", "--help"]).output
    assert "Example: solieu train" in shown
    for option in ("--base", "--dev", "--no-carry", "--restart", "--workers"):
        assert option in shown
