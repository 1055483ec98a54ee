"""solieu query as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from solieu.cli import app
from solieu.errors import UsageError
from tests.query.tagged import tagged_folder

pytest.importorskip("duckdb", reason="needs the extra query")


def test_query_example_and_standard_input(tmp_path: Path) -> None:
    folder = str(tagged_folder(tmp_path / "tagged"))
    run = CliRunner()
    assert run.invoke(app, ["query", folder, "SELECT id FROM articles ORDER BY id", "--format", "csv"]).stdout.split() == ["id", "a", "b", "c"]
    assert "Hoàng Văn Thái" in run.invoke(app, ["query", folder, "--example", "officials"]).stdout
    assert run.invoke(app, ["query", "--example", "jobs", "--show"]).stdout.startswith("-- Jobs created")
    run.invoke(app, ["query", folder, "SELECT 1 AS a", "--out", str(tmp_path / "a.jsonl")])
    assert (tmp_path / "a.jsonl").read_text() == '{"a": 1}\n'
    assert run.invoke(app, ["query", folder, "-", "-f", "jsonl"], input="SELECT 1 AS a").stdout == '{"a": 1}\n'


@pytest.mark.parametrize("arguments", [[], ["DIR"], ["--example", "jobs"], ["DIR", "SELECT 1", "--example", "jobs"], ["--example", "none", "DIR"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert isinstance(CliRunner().invoke(app, ["query", *arguments]).exception, UsageError)
