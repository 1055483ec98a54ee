"""solieu tag as a user runs it: formats, inputs, and what goes wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from solieu.corpus.brat import read_article

COMMAND = [sys.executable, "-m", "solieu"]


def solieu(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, env=environment, check=False)


@pytest.fixture
def folder(tmp_path: Path, article: str) -> Path:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "một.txt").write_bytes(article.replace("\n", "\r\n").encode())
    (folder / "sub" / "hai.txt").write_text("Toàn xã có 12 hộ nghèo.", encoding="utf-8")
    return folder


def test_brat_is_byte_for_byte_the_input(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = solieu("tag", folder, "--format", "brat", "--out", out)
    assert (run.returncode, run.stderr) == (0, b"")
    assert (out / "một.txt").read_bytes() == (folder / "một.txt").read_bytes()
    assert len(read_article(out / "một.txt").links) > 3
    assert read_article(out / "sub" / "hai.txt").spans


def test_jsonl_in_and_out(tmp_path: Path, article: str) -> None:
    source = tmp_path / "a.jsonl"
    rows = [json.dumps({"id": "x", "text": article}), "{broken", "[]", json.dumps({"text": "Có 5 xã."}), '{"id": 7}']
    source.write_text("\n".join(rows), encoding="utf-8")
    run = solieu("tag", source)
    assert run.returncode == 1
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["x", "a-4"]
    errors = run.stderr.decode()
    assert all(f"a.jsonl:{line}:" in errors for line in (2, 3, 5))
    assert "Traceback" not in errors


def test_columns_and_rows_that_are_chosen(tmp_path: Path, article: str) -> None:
    source = tmp_path / "a.jsonl"
    rows = [{"ma": f"a{year}", "bai": article, "nam": year} for year in (2019, 2021)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    chosen = ["--text-column", "bai", "--id-column", "ma", "--where", "nam >= 2020"]
    run = solieu("tag", source, *chosen, "--columns", "facts,id")
    [record] = [json.loads(line) for line in run.stdout.splitlines()]
    assert (list(record), record["id"]) == (["facts", "id"], "a2021")
    run = solieu("tag", source, *chosen, "--format", "csv", "--columns", "id, value")
    assert run.stdout.decode().splitlines()[0] == "id,value"
    assert {line.split(",")[0] for line in run.stdout.decode().splitlines()[1:]} == {"a2021"}


def test_standard_input_and_csv(article: str) -> None:
    run = solieu("tag", "-", "--format", "csv", stdin=article.encode())
    rows = list(csv.DictReader(io.StringIO(run.stdout.decode())))
    assert run.returncode == 0
    assert {"indicator", "value", "unit", "place", "period", "start"} <= rows[0].keys()
    assert {row["value"] for row in rows} >= {"1210", "14500000000"}


def test_table_for_people(article: str) -> None:
    run = solieu("tag", "-", "--format", "table", stdin=article.encode())
    assert "14500000000" in run.stdout.decode()
    assert "[1.210 người]QUANTITY" in run.stdout.decode()


def test_one_bad_article_never_stops_a_run(folder: Path, tmp_path: Path) -> None:
    (folder / "ba.txt").write_bytes("Tỉnh có 5 xã".encode("utf-16"))
    run = solieu("tag", folder, tmp_path / "none.txt", "--format", "jsonl")
    assert run.returncode == 1
    assert len(run.stdout.splitlines()) == 2
    errors = run.stderr.decode()
    assert "ba.txt: not UTF-8" in errors
    assert "none.txt: no such file" in errors
    assert "2 articles done, 2 failed" in errors


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["tag", "EMPTY"], 1, "no articles in this folder"),
        (["tag", "FILE", "--format", "xml"], 2, "unknown format 'xml'"),
        (["tag", "FILE", "--format", "brat"], 2, "--out DIR"),
        (["tag", "FILE", "--model", "nowhere"], 1, "nowhere: no such model"),
        (["tag", "FILE", "--model", "OLD"], 1, "made by solieu 0.0.1"),
        (["tag", "FILE", "--model", "BROKEN"], 1, "cannot be"),
        (["tag", "FILE", "--out", "FILE"], 2, "is there already"),
        (["tag", "IMAGE"], 1, "unknown kind of file .png"),
        (["tag", "-", "-"], 2, "once only"),
        (["tag", "FILE", "--where", "year >="], 2, "--where 'year >='"),
        (["tag", "FILE", "--where", "year > 1"], 1, "no column 'year', which --where asks for"),
        (["tag", "FILE", "--format", "jsonl", "--columns", "id,no"], 2, "no column 'no' to write"),
        (["tag", "FILE", "--format", "brat", "--out", "new", "--columns", "id"], 2, "brat has none"),
        (["tag", "FILE", "--engine", "ray"], 2, "go with --format parquet"),
        (["tag", "FILE", "--format", "parquet", "--out", "new", "--engine", "dask"], 2, "unknown engine 'dask'"),
        (["tag", "FILE", "--format", "parquet", "--out", "nosuch://bucket/out"], 2, "nosuch"),
        (["tag"], 2, "PATH"),
        (["tag", "FILE", "--frmat", "csv"], 2, "--frmat"),
        (["evaluate", "vi_solieu", "EMPTY"], 2, "no annotated articles"),
        (["train", "EMPTY", "--out", "new"], 2, "no annotated articles"),
    ],
)
def test_errors_are_one_clear_line(tmp_path: Path, arguments: list[str], code: int, part: str) -> None:
    places = {
        "EMPTY": tmp_path / "empty",
        "FILE": tmp_path / "a.txt",
        "OLD": tmp_path / "old",
        "BROKEN": tmp_path / "broken",
        "IMAGE": tmp_path / "a.png",
    }
    places["EMPTY"].mkdir()
    places["FILE"].write_text("Có 5 xã.", encoding="utf-8")
    places["IMAGE"].write_bytes(b"\x89PNG")
    for name, meta in (("OLD", '{"solieu": {"version": "0.0.1"}}'), ("BROKEN", "{")):
        places[name].mkdir()
        (places[name] / "config.cfg").write_text("[nlp]\n")
        (places[name] / "meta.json").write_text(meta)
    run = solieu(*(places.get(argument, argument) for argument in arguments), cwd=tmp_path)
    assert run.returncode == code
    assert part in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()


def test_nothing_is_overwritten_without_asking(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.csv"
    out.write_text("mine")
    assert solieu("tag", folder, "--format", "csv", "--out", out).returncode == 2
    assert out.read_text() == "mine"
    assert solieu("tag", folder, "--format", "csv", "--out", out, "--overwrite").returncode == 0
    assert out.read_text(encoding="utf-8").startswith("id,indicator")


def test_cells_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    from solieu.outputs.cells import cell

    assert cell("indicator", "=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert cell("id", "@x") == "'@x"
    assert cell("comparator", "=") == "="


def test_names_cannot_leave_the_output_folder(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"id": "../../up", "text": "Có 5 xã."}), encoding="utf-8")
    out = tmp_path / "deep" / "out"
    assert solieu("tag", source, "--format", "brat", "--out", out).returncode == 0
    assert (out / "up.txt").exists()
