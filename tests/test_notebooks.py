"""Every notebook runs from top to bottom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
#: What must have come out, by notebook, so that none runs to no end.
OUTCOMES: dict[str, Any] = {
    "first-article": lambda names: names["record"]["facts"],
    "corpus-at-a-glance": lambda names: names["counts"].articles > 200 and len(names["provinces"]) > 50 and names["heads"],
    "error-analysis": lambda names: names["report"].errors and names["borders"],
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert all(cell.get("outputs", []) == [] for cell in cells), "clear the outputs before committing"
    if any("matplotlib" in source for source in code):
        pytest.importorskip("matplotlib", reason="needs matplotlib: pip install 'solieu[notebooks]'").use("agg")
    monkeypatch.chdir(FOLDER)
    names: dict[str, Any] = {}
    for number, source in enumerate(code):
        exec(compile(source, f"{path.name}:{number}", "exec"), names)
    assert path.stem not in OUTCOMES or OUTCOMES[path.stem](names)


def test_there_are_some() -> None:
    assert {path.stem for path in NOTEBOOKS} >= set(OUTCOMES)
