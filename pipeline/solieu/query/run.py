"""Run a query and write its result as a table for people, or as CSV, JSONL or Parquet for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from solieu.errors import SolieuError, UsageError
from solieu.outputs.cells import cell
from solieu.plain import decimal_text
from solieu.query.database import open_database
from solieu.text import visible, writing

FORMATS = ("table", "csv", "jsonl", "parquet")
#: Rows and characters of a cell that a person is shown.
MOST_ROWS, MOST_CHARACTERS = 200, 200
WIDTH = 160


def query(folder: str | Path, sql: str, format: str = "table", out: Path | None = None, *, overwrite: bool = False) -> int:
    """Run one SELECT over the views of a tagged folder and write its rows, to standard output where there is no `out`. Returns their number.

    Raises UsageError for an unknown format, a file in the way, and what is no SELECT.
    """
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; the formats are {', '.join(FORMATS)}")
    if format == "parquet" and out is None:
        raise UsageError("parquet is no text: say where to write it with --out FILE")
    if out is not None and out.exists() and not overwrite:
        raise UsageError(f"{out} is there already; give another --out, or --overwrite to replace it")
    with open_database(folder, provinces="provinces" in sql.lower()) as database:
        reader = database.read(sql)
        if out is None:
            return _write(_batches(reader), reader.schema, format, sys.stdout)
        with writing(out) as file:
            return _write_file(_batches(reader), reader.schema, format, file)


def _batches(reader: Any) -> Iterator[Any]:
    """The batches of a result; what breaks while it is made is an error of ours."""
    import duckdb
    from pyarrow import ArrowException

    try:
        yield from reader
    except (duckdb.Error, ArrowException, OSError) as error:
        raise SolieuError(f"the query ended early: {' '.join(str(error).split())}") from None


def _write_file(batches: Iterator[Any], schema: Any, format: str, file: IO[bytes]) -> int:
    import io

    if format == "parquet":
        from pyarrow import parquet

        rows = 0
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
                rows += len(batch)
        return rows
    words = io.TextIOWrapper(file, encoding="utf-8", newline="")
    rows = _write(batches, schema, format, words)
    words.flush()
    words.detach()
    return rows


def _write(batches: Iterator[Any], schema: Any, format: str, file: IO[str]) -> int:
    if format == "table":
        return _print(batches, schema, file)
    rows = csv.writer(file)
    if format == "csv":
        rows.writerow(schema.names)
    count = 0
    for batch in batches:
        for row in batch.to_pylist():
            count += 1
            values = {name: _plain(value) for name, value in row.items()}
            if format == "csv":
                rows.writerow([cell(name, _flat(value)) for name, value in values.items()])
            else:
                file.write(json.dumps(values, ensure_ascii=False) + "\n")
    file.flush()
    return count


def _print(batches: Iterator[Any], schema: Any, file: IO[str]) -> int:
    """The first rows as a table; how many more there are is said below it."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table, count = Table(), 0
    for field in schema:
        table.add_column(escape(field.name), justify="right" if _is_number(field.type) else "left", overflow="fold")
    for batch in batches:
        if count < MOST_ROWS:
            for row in batch.slice(0, MOST_ROWS - count).to_pylist():
                table.add_row(*(escape(_shown(_flat(_plain(value)))) for value in row.values()))
        count += len(batch)
    console = Console(file=file)
    (console if console.is_terminal else Console(file=file, width=WIDTH)).print(table)
    if count > MOST_ROWS:
        print(f"solieu: {count} rows, the first {MOST_ROWS} shown; --format csv gives all", file=sys.stderr)
    return count


def _is_number(type: Any) -> bool:
    from pyarrow import types

    return bool(types.is_integer(type) or types.is_floating(type) or types.is_decimal(type))


def _shown(value: Any) -> str:
    words = "" if value is None else visible(" ".join(str(value).split()))
    return words if len(words) <= MOST_CHARACTERS else f"{words[:MOST_CHARACTERS]}…"


def _plain(value: Any) -> Any:
    """A value in plain JSON types: decimals as strings, days in ISO form, as in the record."""
    if isinstance(value, Decimal):
        return decimal_text(value.normalize())
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value != value:
        return None
    return value if value is None or isinstance(value, str | int | float | bool) else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _flat(value: Any) -> Any:
    """A value for one cell: lists as words, objects as JSON."""
    if isinstance(value, list) and all(isinstance(inner, str) for inner in value):
        return " ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
