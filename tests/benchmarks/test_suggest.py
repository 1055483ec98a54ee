"""The simulation of choosing articles: it learns, both ways start alike, and nothing is chosen twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import suggest

from tests.conftest import ROOT


def test_both_ways_from_one_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in sorted((ROOT / "corpus" / "dev").glob("*"))[:12]:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    trial = suggest.Trial(tmp_path, [tmp_path], passes=2)
    rows = suggest.simulate(trial, seed=0, start=2, add=1, rounds=1)
    assert [(row["way"], row["articles"]) for row in rows] == [("suggest", 2), ("suggest", 3), ("random", 2), ("random", 3)]
    assert rows[0]["exact ALL"] == rows[2]["exact ALL"] > 0.2
    assert rows[0]["words"] < rows[1]["words"]
    suggest.table(rows)
    assert "exact NUMBER->INDICATOR" in capsys.readouterr().out
