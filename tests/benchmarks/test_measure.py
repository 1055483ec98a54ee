"""A run goes on where it was stopped, runs again what has changed, and its table says what was measured."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from trials import measure
from trials.measure import read_results, run
from trials.rows import Row
from trials.table import curve, markdown, points

from solieu.errors import InputError

ROWS = [Row("one", "first"), Row("two", "second"), Row("three", "third")]


class Bench(SimpleNamespace):
    """Stands for a workshop: a row's inputs are its own settings and `inputs`."""

    inputs = "same"

    def key(self, row: Row) -> str:
        return f"{row} {self.inputs}"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the rows measured, in order."""
    names: list[str] = []

    def fake(row: Row, workshop: Any, dev: Any) -> dict[str, Any]:
        if row.name == "three" and names.count("two") == 1:
            raise KeyboardInterrupt
        names.append(row.name)
        return result(row.name, row.about)

    monkeypatch.setattr(measure, "measure", fake)
    return names


def result(name: str, about: str = "", articles: int = 10, value: float = 0.5, curve: bool = False) -> dict[str, Any]:
    figures = {f"{mode} {label}": [value, value - 0.1, value + 0.1] for mode in ("exact", "overlap") for label in ("ALL", "NUMBER->INDICATOR")}
    cost = {"cpu_seconds": 12.3, "words_per_second": 9000, "megabytes": 2.5}
    return {"name": name, "about": about, "articles": articles, "dev": {"news": figures}, "curve": curve, **cost}


def test_a_stopped_run_goes_on(tmp_path: Path, made: list[str]) -> None:
    out = tmp_path / "results.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run(ROWS, Bench(), {}, out, lambda _: None)
    assert [found["name"] for found in read_results(out)] == ["one", "two"]
    made.clear()
    assert [found["name"] for found in run(ROWS, Bench(), {}, out, lambda _: None)] == ["one", "two", "three"]
    assert made == ["three"]


def test_what_has_changed_is_run_again(tmp_path: Path, made: list[str]) -> None:
    out = tmp_path / "results.jsonl"
    run(ROWS[:2], Bench(), {}, out, lambda _: None)
    run([Row("one", "first", seed=1), ROWS[1]], Bench(), {}, out, lambda _: None)
    assert made == ["one", "two", "one"]
    run(ROWS[:1], Bench(inputs="other"), {}, out, lambda _: None)
    assert made[3:] == ["one"]
    assert len(read_results(out)) == 2


def test_a_broken_file_of_results_is_named(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_text('{"name": "one"}\n{"name"', encoding="utf-8")
    with pytest.raises(InputError, match=r"results.jsonl:2"):
        read_results(tmp_path / "results.jsonl")


def test_the_table_has_a_line_a_row() -> None:
    lines = markdown([result("one", "first"), result("two", "second", value=0.25)]).splitlines()
    assert lines[0] == "| row | articles | news: spans | news: links | training, CPU s | words/s | MB |"
    assert lines[3] == "| **two**: second | 10 | 0.250 (0.150-0.350) / 0.250 | 0.250 (0.150-0.350) / 0.250 | 12 | 9,000 | 2.5 |"


def test_the_curve_is_the_mean_over_seeds() -> None:
    results = [result("a", articles=5, value=0.2, curve=True), result("b", articles=5, value=0.4, curve=True), result("default", articles=20)]
    results.append(result("not of the curve", articles=7))
    assert points(results, "news", "exact ALL") == [(5, pytest.approx(0.3)), (20, 0.5)]


def test_the_curve_is_drawn() -> None:
    pytest.importorskip("matplotlib")
    results = [result("a", articles=5, curve=True), result("default", articles=20, value=0.7)]
    assert "</svg>" in curve(results)
    assert curve(results) == curve(results)
