"""What an annotation tool is given: the model's guesses with how sure it is, or the annotation that articles have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from solieu.annotate.export import export
from solieu.annotate.ingest import import_export
from solieu.cli import app
from solieu.corpus.brat import read_article, write_article
from solieu.corpus.inline import parse_inline
from solieu.corpus.prodigy import read_prodigy
from solieu.errors import UsageError
from solieu.schema import LABELS, LINKS
from solieu.scoring import joined

MARKED = "😀 {A UBND tỉnh}\r\nđã {I1 tạo việc làm} cho {Q VALUE=I1 120 người}."


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory, article: str) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    (folder / "sub").mkdir()
    (folder / "sub" / "một.txt").write_bytes(article.replace("\n", "\r\n").encode())
    (folder / "hai.txt").write_bytes("\ufeff😀 Toàn xã có 12 hộ nghèo.".encode())
    return folder


def test_label_studio_gets_predictions_with_scores(raw: Path, tmp_path: Path) -> None:
    assert export([str(raw)], "labelstudio", tmp_path / "out").number == 2
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))
    assert [task["data"]["id"] for task in tasks] == ["hai", "sub/một"]
    assert tasks[1]["data"]["text"].encode() == (raw / "sub" / "một.txt").read_bytes()
    for task in tasks:
        guess = task["predictions"][0]
        assert guess["model_version"].startswith("vi_solieu ")
        assert all(0 <= item["score"] <= 1 for item in guess["result"])
        assert guess["score"] == min(item["score"] for item in guess["result"])
    assert "annotations" not in tasks[0]
    assert any(item["type"] == "relation" for item in tasks[1]["predictions"][0]["result"])
    assert "<Relations>" in (tmp_path / "out" / "config.xml").read_text(encoding="utf-8")


def test_gold_goes_as_annotation_and_comes_back(tmp_path: Path) -> None:
    write_article(parse_inline(MARKED, "a"), tmp_path / "gold")
    assert export([str(tmp_path / "gold")], "labelstudio", tmp_path / "out", gold=True).number == 1
    task = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))[0]
    assert "predictions" not in task
    import_export(tmp_path / "out" / "tasks.json", tmp_path / "back")
    for name in ("a.txt", "a.ann"):
        assert (tmp_path / "back" / name).read_bytes() == (tmp_path / "gold" / name).read_bytes()


def test_brat_gets_its_settings(raw: Path, tmp_path: Path) -> None:
    export([str(raw)], "brat", tmp_path / "out")
    assert (tmp_path / "out" / "hai.txt").read_bytes() == (raw / "hai.txt").read_bytes()
    assert read_article(tmp_path / "out" / "sub" / "một.txt").links
    settings = (tmp_path / "out" / "annotation.conf").read_text(encoding="utf-8").splitlines()
    assert set(LABELS) < set(settings)
    assert {line.split("\t")[0] for line in settings if "Arg1" in line} == set(LINKS)
    assert "bgColor:#" in (tmp_path / "out" / "visual.conf").read_text(encoding="utf-8")


def test_prodigy_gets_tasks_that_are_read_back(raw: Path, tmp_path: Path) -> None:
    export([str(raw)], "prodigy", tmp_path / "out")
    export([str(raw)], "brat", tmp_path / "brat")
    tasks = [json.loads(line) for line in (tmp_path / "out" / "tasks.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(0 <= span["score"] <= 1 for task in tasks for span in (*task["spans"], *task["relations"]))
    found = {article.id: article for article in read_prodigy(tmp_path / "out" / "tasks.jsonl", [])}
    for id, article in found.items():
        wanted = read_article(tmp_path / "brat" / f"{id}.txt")
        assert (article.text, article.spans, joined(article)) == (wanted.text, wanted.spans, joined(wanted))


@pytest.mark.parametrize("to", ["labelstudio", "brat", "prodigy"])
def test_nothing_is_replaced_unasked(to: str, tmp_path: Path) -> None:
    write_article(parse_inline(MARKED, "a"), tmp_path / "gold")
    export([str(tmp_path / "gold")], to, tmp_path / "out", gold=True)
    with pytest.raises(UsageError, match="is there already"):
        export([str(tmp_path / "gold")], to, tmp_path / "out", gold=True)
    export([str(tmp_path / "gold")], to, tmp_path / "out", gold=True, overwrite=True)


def test_two_articles_of_one_name_are_refused(tmp_path: Path) -> None:
    for part in ("one", "two"):
        write_article(parse_inline(MARKED, "a"), tmp_path / part)
    with pytest.raises(UsageError, match="two articles are named 'a'"):
        export([str(tmp_path / "one"), str(tmp_path / "two")], "labelstudio", tmp_path / "out", gold=True)


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [(["PATH", "--to", "doccano"], 2, "unknown tool 'doccano'"), (["nowhere.txt"], 1, "no such file"), (["PATH", "--gold"], 1, "0 articles")],
)
def test_command(arguments: list[str], code: int, part: str, raw: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["annotate", "export", *(str(raw) if one == "PATH" else one for one in arguments), "--out", str(tmp_path / "out")])
    shown = run.output + str(run.exception)
    assert run.exit_code == code or (code == 2 and isinstance(run.exception, UsageError)), shown
    assert part in shown or isinstance(run.exception, UsageError)
