"""The command of the experiments: it starts, and says what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import experiments
import pytest

from solieu.errors import UsageError
from tests.conftest import ROOT

DEV = f"dev={ROOT / 'corpus' / 'dev'}"


def called(monkeypatch: pytest.MonkeyPatch, *told: object) -> None:
    monkeypatch.setattr(sys, "argv", ["experiments.py", *map(str, told)])
    experiments.main()


def test_rows_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    called(monkeypatch, "--out", tmp_path, "--list")
    assert "CNN, pretrained" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (["--only", "CNN, pretraind"], "no row is named 'CNN, pretraind'"),
        ([], "give --dev"),
        (["--only", "vectors", "--dev", DEV], "'vectors' needs --vectors FILE"),
        (["--only", "pretrained", "--dev", DEV], "'pretrained' needs --raw FILE"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str], said: str) -> None:
    rows = tmp_path / "rows.toml"
    rows.write_text('[[row]]\nname = "vectors"\ntagger = "cnn"\nvectors = true\n[[row]]\nname = "pretrained"\ntagger = "cnn"\npretrain = true\n')
    with pytest.raises(UsageError, match=said):
        called(monkeypatch, "--rows", rows, "--out", tmp_path / "out", *told)
