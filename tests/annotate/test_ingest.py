"""Exports come into a corpus whole, with who made them; what does not fit is named and left; nothing is replaced unasked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from solieu.annotate.ingest import Remark, import_export, read_side_file
from solieu.cli import app
from solieu.corpus.brat import read_article
from solieu.corpus.inline import parse_inline
from solieu.corpus.labelstudio import data, result
from solieu.corpus.prodigy import row
from solieu.errors import AnnotationError, UsageError

MARKED = "😀 {A UBND tỉnh}\r\nđã {I1 tạo việc làm} cho {Q VALUE=I1 120 người}."
OTHER = "😀 {A UBND tỉnh}\r\nđã tạo {I1 việc làm} cho {Q TARGET=I1 120 người}."


def annotation(marked: str, by: Any = 1, at: str = "2026-03-01T08:00:00Z", **more: Any) -> dict[str, Any]:
    return {"completed_by": by, "updated_at": at, "lead_time": 61.5, "result": result(parse_inline(marked, "a")), **more}


def task(id: str, *annotations: dict[str, Any]) -> dict[str, Any]:
    return {**data(parse_inline(MARKED, id)), "annotations": list(annotations), "predictions": [3]}


def export(folder: Path, *tasks: dict[str, Any]) -> Path:
    path = folder / "e.json"
    path.write_text(json.dumps(list(tasks)), encoding="utf-8")
    return path


def test_an_article_comes_in_with_its_annotator_and_time(tmp_path: Path) -> None:
    taken = import_export(export(tmp_path, task("x/a", annotation(MARKED, {"id": 4, "email": "lan@example.org"}))), tmp_path / "in")
    assert taken == ({tmp_path / "in": 1}, [])
    article = read_article(tmp_path / "in" / "x" / "a.txt")
    wanted = parse_inline(MARKED, "a")
    assert (article.text, article.spans, article.links) == (wanted.text, wanted.spans, wanted.links)
    row = {"id": "x/a", "annotator": "lan@example.org", "completed": "2026-03-01T08:00:00Z", "seconds": "61.5"}
    assert read_side_file(tmp_path / "in") == {"x/a": row}


def test_several_annotators_get_a_folder_each(tmp_path: Path) -> None:
    file = export(tmp_path, task("a", annotation(MARKED, 1), annotation(OTHER, 2)), task("b", annotation(MARKED, 2)))
    taken = import_export(file, tmp_path / "in", {"2": "minh"})
    assert taken.folders == {tmp_path / "in" / "1": 1, tmp_path / "in" / "minh": 2}
    assert [link.label for link in read_article(tmp_path / "in" / "minh" / "a.txt").links] == ["TARGET"]


def test_people_who_shared_the_work_fill_one_folder(tmp_path: Path) -> None:
    taken = import_export(export(tmp_path, task("a", annotation(MARKED, 1)), task("b", annotation(MARKED, 2))), tmp_path / "in")
    assert taken.folders == {tmp_path / "in": 2}
    assert [row["annotator"] for row in read_side_file(tmp_path / "in").values()] == ["1", "2"]


def test_the_last_version_of_a_person_is_taken(tmp_path: Path) -> None:
    newer, older = annotation(OTHER, at="2026-03-02"), annotation(MARKED, at="2026-03-01")
    taken = import_export(export(tmp_path, task("a", newer, older)), tmp_path / "in")
    assert [link.label for link in read_article(tmp_path / "in" / "a.txt").links] == ["TARGET"]
    assert taken.remarks == [Remark("a", "several versions by 1; the one finished last is taken")]


def moved(by: int) -> dict[str, Any]:
    found = annotation(MARKED)
    for item in found["result"][:3]:
        item["value"] = {**item["value"], "start": item["value"]["start"] + by, "end": item["value"]["end"] + by}
    return found


@pytest.mark.parametrize(
    ("one", "part", "refused"),
    [
        (task("bad", moved(3)), "says 'UBND tỉnh'", True),
        (task("bad", moved(1)), "UTF-16 units", False),
        (task("bad"), "not annotated yet", False),
        (task("bad", annotation(MARKED, was_cancelled=True)), "skipped by 1", False),
        (task("../bad", annotation(MARKED)), "its id cannot be a file name", True),
        ({"data": {"id": "bad"}, "annotations": []}, "no 'text'", True),
        (task("bad", {"completed_by": 1, "result": None}), "no annotation of Label Studio", True),
        (task("good", annotation(MARKED, 1)), "several versions by 1", False),
    ],
)
def test_what_does_not_fit_is_named_and_the_others_are_taken(one: dict[str, Any], part: str, refused: bool, tmp_path: Path) -> None:
    taken = import_export(export(tmp_path, task("good", annotation(MARKED)), one), tmp_path / "in")
    assert any(part in remark.what and remark.refused is refused for remark in taken.remarks), taken.remarks
    assert (tmp_path / "in" / "good.ann").exists()
    assert not refused or len(list(tmp_path.rglob("*.ann"))) == 1


def test_nothing_is_replaced_unasked_and_the_same_again_is_no_change(tmp_path: Path) -> None:
    first = export(tmp_path, task("a", annotation(MARKED)))
    import_export(first, tmp_path / "in")
    assert import_export(first, tmp_path / "in").folders == {tmp_path / "in": 1}
    second = export(tmp_path, task("a", annotation(OTHER)), task("b", annotation(MARKED)))
    with pytest.raises(UsageError, match="would be replaced"):
        import_export(second, tmp_path / "in")
    assert not (tmp_path / "in" / "b.txt").exists()
    import_export(second, tmp_path / "in", overwrite=True)
    assert [link.label for link in read_article(tmp_path / "in" / "a.txt").links] == ["TARGET"]


def test_another_text_of_the_same_name_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("mine", encoding="utf-8")
    taken = import_export(export(tmp_path, task("a", annotation(MARKED))), tmp_path / "in", overwrite=True)
    assert taken.refused == 1
    assert "has another text" in taken.remarks[0].what
    assert (tmp_path / "in" / "a.txt").read_text(encoding="utf-8") == "mine"


def test_the_side_file_keeps_the_rows_of_others(tmp_path: Path) -> None:
    import_export(export(tmp_path, task("a", annotation(MARKED))), tmp_path / "in")
    import_export(export(tmp_path, task("b", annotation(MARKED, "tab\there"))), tmp_path / "in")
    assert {id: row["annotator"] for id, row in read_side_file(tmp_path / "in").items()} == {"a": "1", "b": "tab\there"}


def test_prodigy(tmp_path: Path) -> None:
    article = parse_inline(MARKED, "a")
    accepted = {**row(article, []), "answer": "accept", "_annotator_id": "lan", "_timestamp": 1767225600}
    file = tmp_path / "e.jsonl"
    file.write_text(json.dumps(accepted) + "\n" + json.dumps({**row(parse_inline(MARKED, "b"), []), "answer": "ignore"}) + "\n", encoding="utf-8")
    taken = import_export(file, tmp_path / "in")
    assert taken.remarks == [Remark("b", "answered 'ignore' by unknown")]
    assert read_article(tmp_path / "in" / "a.txt").links == article.links
    assert read_side_file(tmp_path / "in")["a"]["completed"] == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [("e.csv", "x", UsageError), ("e.json", "{}", AnnotationError), ("e.json", "nonsense", AnnotationError), ("e.jsonl", "[]\n", AnnotationError)],
)
def test_what_is_no_export(name: str, content: str, error: type[Exception], tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(error):
        import_export(tmp_path / name, tmp_path / "in")


def test_command(tmp_path: Path) -> None:
    file = export(tmp_path, task("a", annotation(MARKED)), task("bad", moved(3)))
    run = CliRunner().invoke(app, ["annotate", "import", str(file), "--into", str(tmp_path / "in"), "--who", "1=lan"])
    assert run.exit_code == 1
    assert "bad: refused: " in run.output
    assert "1 articles refused" in run.output
    assert read_side_file(tmp_path / "in")["a"]["annotator"] == "lan"
