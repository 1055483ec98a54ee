"""Two folders become what both have, questions and tasks; the answers make one folder of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from solieu.annotate.adjudicate import QUESTIONS, adjudicate, write_questions, write_settled
from solieu.annotate.ingest import import_export
from solieu.cli import app
from solieu.corpus.brat import read_article, write_article
from solieu.corpus.inline import format_inline, parse_inline
from solieu.errors import AnnotationError, UsageError

A = "{A UBND tỉnh} 😀 {I1 tạo việc làm} mới cho {Q VALUE=I1 120 người}, {I2 thu} {Q VALUE=I2 5 tỷ}."
B = "{A UBND tỉnh} 😀 {I1 tạo việc làm mới} cho {Q VALUE=I1 120 người}, {I2 thu} {Q TARGET=I2 5 tỷ}."
Fill = Callable[[dict[str, str]], str]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, marked in (("lan", A), ("minh", B)):
        write_article(parse_inline(marked, "x/a"), tmp_path / name)
        write_article(parse_inline("{A UBND tỉnh} họp", "same"), tmp_path / name)
    return tmp_path / "lan", tmp_path / "minh"


def answer(table: Path, fill: Fill, out: Path) -> Path:
    rows = list(csv.DictReader(table.open(encoding="utf-8", newline=""), dialect="excel-tab"))
    with out.open("w", encoding="utf-8-sig", newline="") as file:  # as a spreadsheet saves it
        writer = csv.DictWriter(file, rows[0], dialect="excel-tab")
        writer.writeheader()
        writer.writerows({**row, "answer": fill(row)} for row in rows)
    return out


def test_the_table_says_what_each_version_has(folders: tuple[Path, Path], tmp_path: Path) -> None:
    write_questions(adjudicate(*folders), tmp_path / "open")
    rows = list(csv.DictReader((tmp_path / "open" / QUESTIONS).open(encoding="utf-8", newline=""), dialect="excel-tab"))
    assert [(row["article"], row["kind"], row["A"], row["B"]) for row in rows] == [
        ("x/a", "borders", "INDICATOR [tạo việc làm]", "INDICATOR [tạo việc làm mới]"),
        ("x/a", "links", "[5 tỷ] VALUE -> [thu]", "[5 tỷ] TARGET -> [thu]"),
    ]
    assert rows[0]["text"].startswith("…UBND tỉnh 😀 tạo việc làm mới cho")
    agreed = read_article(tmp_path / "open" / "agreed" / "x" / "a.txt")
    assert format_inline(agreed) == "{A UBND tỉnh} 😀 tạo việc làm mới cho {Q 120 người}, {I thu} {Q 5 tỷ}."


@pytest.mark.parametrize(
    ("fill", "wanted"),
    [
        (lambda row: "A", A),
        (lambda row: "b", B),
        (lambda row: "B" if row["kind"] == "borders" else "A", B.replace("TARGET", "VALUE")),
        (lambda row: " none ", "{A UBND tỉnh} 😀 tạo việc làm mới cho {Q 120 người}, {I thu} {Q 5 tỷ}."),
    ],
)
def test_the_answers_settle_it(fill: Fill, wanted: str, folders: tuple[Path, Path], tmp_path: Path) -> None:
    write_questions(adjudicate(*folders), tmp_path / "open")
    answered = answer(tmp_path / "open" / QUESTIONS, fill, tmp_path / "answered.tsv")
    assert write_settled(adjudicate(*folders), answered, tmp_path / "settled") == 2
    assert format_inline(read_article(tmp_path / "settled" / "x" / "a.txt")) == wanted
    assert (tmp_path / "settled" / "same.ann").exists()


def test_the_third_can_settle_it_in_label_studio(folders: tuple[Path, Path], tmp_path: Path) -> None:
    write_questions(adjudicate(*folders), tmp_path / "open")
    tasks = json.loads((tmp_path / "open" / "tasks.json").read_text(encoding="utf-8"))
    assert [task["data"]["id"] for task in tasks] == ["x/a"]
    regions = tasks[0]["predictions"][0]["result"]
    notes = {item["value"]["text"]: item["meta"]["text"][0] for item in regions if "meta" in item}
    assert notes == {
        "tạo việc làm": "to settle: only A",
        "tạo việc làm mới": "to settle: only B",
        "5 tỷ": "to settle: only A: [5 tỷ] VALUE -> [thu]; only B: [5 tỷ] TARGET -> [thu]",
    }
    gone = next(item["id"] for item in regions if item["type"] == "labels" and item["value"]["text"] == "tạo việc làm")
    kept = [item for item in regions if gone not in (item.get("id"), item.get("to_id")) and item.get("labels") != ["TARGET"]]
    (tmp_path / "e.json").write_text(json.dumps([{**tasks[0], "annotations": [{"result": kept, "completed_by": 3}]}]), encoding="utf-8")
    assert import_export(tmp_path / "e.json", tmp_path / "settled").remarks == []
    assert format_inline(read_article(tmp_path / "settled" / "x" / "a.txt")) == B.replace("TARGET", "VALUE")


def test_what_the_third_forgot_does_not_come_in(folders: tuple[Path, Path], tmp_path: Path) -> None:
    write_questions(adjudicate(*folders), tmp_path / "open")
    task = json.loads((tmp_path / "open" / "tasks.json").read_text(encoding="utf-8"))[0]
    (tmp_path / "e.json").write_text(json.dumps([{**task, "annotations": [{"result": task["predictions"][0]["result"]}]}]), encoding="utf-8")
    taken = import_export(tmp_path / "e.json", tmp_path / "settled")
    assert (taken.refused, taken.folders) == (1, {})
    assert "overlap" in taken.remarks[-1].what


@pytest.mark.parametrize(
    ("change", "error", "part"),
    [
        (lambda text: text, UsageError, "question 1 has no answer"),
        (lambda text: text.replace("\t\n", "\tC\n"), AnnotationError, "the answer 'C'"),
        (lambda text: text.replace("tạo việc làm]", "tạo việc]"), AnnotationError, "no question of these two versions"),
        (lambda text: text.replace("\t", ";"), AnnotationError, "no column 'article'"),
        (lambda text: "", AnnotationError, "no column 'article'"),
    ],
)
def test_a_table_that_is_not_theirs_is_refused(
    change: Callable[[str], str], error: type[Exception], part: str, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    write_questions(adjudicate(*folders), tmp_path / "open")
    table = tmp_path / "open" / QUESTIONS
    table.write_text(change(table.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(error, match=part):
        write_settled(adjudicate(*folders), table, tmp_path / "settled")
    assert not (tmp_path / "settled").exists()


def test_command(folders: tuple[Path, Path], tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["annotate", "merge", *map(str, folders), "--out", str(tmp_path / "open")])
    assert run.exit_code == 0, run.output
    assert "2 questions in" in run.output
    assert "TARGET" in run.output
    answered = answer(tmp_path / "open" / QUESTIONS, lambda row: "A", tmp_path / "answered.tsv")
    run = CliRunner().invoke(app, ["annotate", "merge", *map(str, folders), "--settle", str(answered), "--out", str(tmp_path / "settled")])
    assert run.exit_code == 0, run.output
    assert "2 articles written" in run.output
