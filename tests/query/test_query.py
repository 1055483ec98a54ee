"""SQL over a tagged folder: what its views hold, what the examples find, and that nothing else can be reached."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from solieu.errors import SolieuError, UsageError
from solieu.query import EXAMPLES, example, query
from tests.query.tagged import tagged_folder

pytest.importorskip("duckdb", reason="needs the extra query")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tagged_folder(tmp_path_factory.mktemp("tagged") / "it's")


def rows(folder: Path, sql: str, tmp_path: Path) -> list[dict[str, Any]]:
    out = tmp_path / "rows.jsonl"
    count = query(folder, sql, "jsonl", out, overwrite=True)
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(found) == count
    return found


VIEWS = [
    ("SELECT count(*) AS n FROM articles", [{"n": 3}]),
    ("SELECT id, entity, label, value FROM entities ORDER BY id LIMIT 1", [{"id": "a", "entity": "T1", "label": "QUANTITY", "value": "1210.5"}]),
    ('SELECT id, label, "from", "to" FROM links ORDER BY id LIMIT 1', [{"id": "a", "label": "VALUE", "from": "T1", "to": "T2"}]),
    ("SELECT sum(value) AS total FROM facts WHERE unit = 'hộ'", [{"total": "2750"}]),
    ("SELECT period_end FROM facts ORDER BY ALL LIMIT 1", [{"period_end": "2024-06-30"}]),
    ("SELECT id, position FROM officials WHERE name = 'Lý Thị Mai'", [{"id": "b", "position": None}]),
    ("SELECT count(*) AS n, count(resolved) AS short FROM decrees", [{"n": 4, "short": 1}]),
    ("SELECT id, origin, reason FROM errors", [{"id": None, "origin": "n:4", "reason": "broken"}]),
    ("SELECT code, name FROM provinces WHERE short = 'Bắc Kạn'", [{"code": "06", "name": "Tỉnh Bắc Kạn"}]),
    ("WITH x AS (SELECT 1 AS a) SELECT a, 'b; c' AS b FROM x -- none", [{"a": 1, "b": "b; c"}]),
]


@pytest.mark.parametrize(("sql", "expected"), VIEWS)
def test_views(folder: Path, tmp_path: Path, sql: str, expected: list[dict[str, Any]]) -> None:
    assert rows(folder, sql, tmp_path) == expected


PROVINCE = "Tỉnh Bắc Kạn"
FOUND: dict[str, list[dict[str, Any]]] = {
    "jobs": [{"province": PROVINCE, "year": 2024, "jobs": "5200", "articles": 2}],
    "targets": [{"indicator": "giải quyết việc làm", "place": PROVINCE, "year": 2024, "target": "5000", "result": "5200", "percent": 104.0}],
    "officials": [{"agency": "UBND tỉnh Bắc Kạn", "official": "Hoàng Văn Thái", "position": "Chủ tịch", "articles": 2}],
    "decrees": [{"kind": "Quyết định", "number": "118", "articles": 2}, {"kind": "Quyết định", "number": "7", "articles": 1}],
    "contradictions": [{"indicator": "hộ nghèo", "place": PROVINCE, "lowest": "900", "highest": "950", "articles": ["a", "b"]}],
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(folder: Path, tmp_path: Path, name: str) -> None:
    sql = example(name)
    assert sql.startswith("-- ")
    found = rows(folder, sql, tmp_path)
    assert len(found) == len(FOUND[name])
    for row, expected in zip(found, FOUND[name], strict=True):
        assert row | expected == row


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("", "this is nothing"),
        ("SELECT 1; SELECT 2", "this is SELECT; SELECT"),
        ("COPY (SELECT 1) TO 'OUT/a.csv'", "this is COPY"),
        ("EXPLAIN ANALYZE SELECT 1", "this is EXPLAIN"),
        ("DROP VIEW facts", "this is DROP"),
        ("SET enable_external_access = true", "this is SET"),
        ("ATTACH 'OUT/b.db'", "this is ATTACH"),
        ("INSTALL httpfs", "this is LOAD"),
        ("SELECT * FROM read_text('OUT/secret.csv')", "Cannot access file"),
        ("SELECT * FROM 'OUT/secret.csv'", "can read nothing but the views"),
        ("SELECT * FROM glob('OUT/*')", "Cannot access"),
        ("SELECT * FROM folder", "folder does not exist"),
        ("SELEC 1", "syntax error"),
        ("SELECT no FROM facts", "DESCRIBE facts"),
        ("SELECT value + text FROM articles", "articles"),
    ],
)
def test_a_query_reads_the_views_and_nothing_else(folder: Path, tmp_path: Path, sql: str, part: str) -> None:
    (tmp_path / "secret.csv").write_text("secret")
    with pytest.raises(UsageError) as told:
        query(folder, sql.replace("OUT", str(tmp_path)), "jsonl", tmp_path / "rows.jsonl")
    assert part in str(told.value)
    assert "\n" not in str(told.value)
    assert [file.name for file in tmp_path.iterdir()] == ["secret.csv"]


def test_formats(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "SELECT id, text, value, indicator_spans AS spans FROM articles JOIN facts USING (id) ORDER BY id, value LIMIT 2"
    assert query(folder, sql, "csv") == 2
    first = next(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert first == {"id": "a", "text": "'=1+1 [red]\x1b[2J", "value": "900", "spans": "T2"}
    assert query(folder, sql) == 2
    shown = capsys.readouterr().out
    assert "[red]" in shown
    assert "\x1b" not in shown
    assert query(folder, sql, "parquet", tmp_path / "a.parquet") == 2
    assert parquet.read_table(tmp_path / "a.parquet").column_names == ["id", "text", "value", "spans"]
    assert query(folder, "SELECT range AS n FROM range(1000)") == 1000
    told = capsys.readouterr()
    assert "1000 rows, the first 200 shown" in told.err
    assert query(folder, "SELECT * FROM facts WHERE false", "csv") == 0
    assert capsys.readouterr().out.startswith("id,indicator")


def test_nothing_is_overwritten_and_nothing_half_is_left(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        query(folder, "SELECT 1", "csv", out)
    with pytest.raises(SolieuError):
        query(folder, "SELECT error('stop') FROM facts", "csv", out, overwrite=True)
    assert (out.read_text(), len(list(tmp_path.iterdir()))) == ("mine", 1)
    for format, part in (("xml", "the formats are"), ("parquet", "--out FILE")):
        with pytest.raises(UsageError, match=part):
            query(folder, "SELECT 1", format)


def test_folders_that_cannot_be_asked(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no manifest\.json"):
        query(tmp_path, "SELECT 1")
    (tmp_path / "manifest.json").write_text('{"schema": "0"}')
    with pytest.raises(UsageError, match="schema 0"):
        query(tmp_path, "SELECT 1")
    (tmp_path / "manifest.json").write_text('{"schema": "2"}')
    with pytest.raises(UsageError, match="no shard is whole yet"):
        query(tmp_path, "SELECT 1")
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(UsageError, match="cannot be read"):
        query(tmp_path, "SELECT 1")
    narrow = tagged_folder(tmp_path / "narrow", ("id", "facts"))
    assert query(narrow, "SELECT * FROM facts", "csv", tmp_path / "a.csv") == 6
    with pytest.raises(UsageError, match=r"no view officials: .* was tagged with --columns id,facts"):
        query(narrow, "SELECT * FROM officials")
    broken = tagged_folder(tmp_path / "broken")
    shard = broken / "facts" / "part-00001.parquet"
    shard.write_bytes(shard.read_bytes()[:-9])
    with pytest.raises(SolieuError, match=r"run the same `solieu tag` again|the query ended early"):
        query(broken, "SELECT * FROM facts", "csv", tmp_path / "b.csv")


def test_a_folder_elsewhere(tmp_path: Path) -> None:
    folder = tagged_folder(tmp_path / "tagged")
    assert query(f"local://{folder}", "SELECT * FROM facts", "csv", tmp_path / "a.csv") == 6


def test_without_duckdb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError, match=r"pip install 'solieu\[query\]'"):
        query(folder, "SELECT 1")


def test_what_is_no_example() -> None:
    with pytest.raises(UsageError, match="there are jobs, targets"):
        example("../jobs")
