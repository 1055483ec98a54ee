"""Parquet files with the columns `text` and, if there is one, `id`, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from solieu.errors import InputError
from solieu.inputs.source import Counted, Source, guarded

#: Rows that are in memory at once.
ROWS = 32


def read_parquet(path: Path, counted: Counted) -> Iterator[Source | InputError]:
    """One article a row."""
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as file:
            columns = _columns(path, file.schema_arrow)
            size, rows = path.stat().st_size, max(1, file.metadata.num_rows)
            for batch in file.iter_batches(ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield from guarded(partial(_parse_row, path, number, row))
                counted(size * number // rows - size * (number - len(batch)) // rows)
    except InputError as error:
        yield error
    except (OSError, pyarrow.ArrowException, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield InputError(f"{path}:{number + 1}", f"cannot be read from this row on: {first}; check or fetch the file again")


def _columns(path: Path, schema: Any) -> list[str]:
    """The columns to read. Raises InputError where there is no text among them."""
    if "text" not in schema.names or str(schema.field("text").type) not in ("string", "large_string", "string_view"):
        raise InputError(path, f"no column of strings named text (its columns: {', '.join(schema.names[:8])}); name the column of the articles so")
    return [name for name in ("id", "text") if name in schema.names]


def _parse_row(path: Path, number: int, row: dict[str, Any]) -> Source:
    where = f"{path}:{number}"
    if row["text"] is None:
        raise InputError(where, "no text in this row")
    id = row.get("id")
    return Source(f"{path.stem}-{number}" if id is None else str(id), row["text"], None, where)
