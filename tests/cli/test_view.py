"""solieu view as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.view.fakes import sample
from tests.view.markup import check_page


def solieu(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "solieu", "view", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False)


def test_standard_input_to_a_page(tmp_path: Path) -> None:
    run = solieu("-", "--out", tmp_path / "p.html", "--lang", "vi", stdin="Toàn xã có 12 hộ nghèo.".encode())
    assert (run.returncode, run.stdout) == (0, b"")
    assert run.stderr.decode().endswith("p.html: written\n")
    assert "vi" in check_page((tmp_path / "p.html").read_text(encoding="utf-8")).values("lang")


def test_exit_codes(tmp_path: Path) -> None:
    records = tmp_path / "r.jsonl"
    records.write_text(json.dumps(sample()) + "\n{broken\n", encoding="utf-8")
    done = solieu(records, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "r.jsonl:2" in done.stderr.decode()
    again = solieu(records, "--out", tmp_path / "out")
    assert (again.returncode, "--overwrite" in again.stderr.decode()) == (2, True)
    none = solieu(tmp_path / "no.txt", "--out", tmp_path / "p.html")
    assert (none.returncode, none.stderr.decode().count("\n")) == (1, 1)


def test_help_has_an_example() -> None:
    run = solieu("--help")
    assert "solieu view article.txt --out page.html" in run.stdout.decode()
