"""Parquet and Arrow files (a data set that `datasets` saved to disk is a folder of these), a few rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from solieu.errors import InputError
from solieu.inputs.rows import Rows
from solieu.inputs.source import Counted, Source
from solieu.storage import RemotePath, size_of

PARQUET, ARROW = ".parquet", ".arrow"
#: Rows that are in memory at once as Python objects.
ROWS = 32
#: An Arrow file begins so; a stream of batches, which `datasets` writes, does not.
MAGIC = b"ARROW1"
#: In a folder that `datasets` saved: which of its Arrow files are the data set, and not left by some later step.
STATE = "state.json"

STRINGS = ("string", "large_string", "string_view")


def read_table(path: Path | RemotePath, rows: Rows, counted: Counted) -> Iterator[Source | InputError]:
    """One article a row."""
    import pyarrow

    number = 0
    try:
        with path.open("rb") as file:
            batches = (_parquet if path.suffix.lower() == PARQUET else _arrow)(path, file, rows)
            at = 0
            for batch, read in batches:
                for row in batch.to_pylist():
                    number += 1
                    yield from rows.articles(number, row, f"{path}:{number}")
                counted(read - at)
                at = read
    except InputError as error:
        yield error
    except FileNotFoundError:
        yield InputError(path, "no such file; check the path")
    except (OSError, pyarrow.ArrowException, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield InputError(f"{path}:{number + 1}", f"cannot be read from this row on: {first}; check or fetch the file again")


def _parquet(path: Path | RemotePath, file: IO[bytes], rows: Rows) -> Iterator[tuple[Any, int]]:
    """Batches of rows, each with the bytes of the file that have been read by then, about."""
    from pyarrow import parquet

    with parquet.ParquetFile(file, pre_buffer=False) as opened:
        size, total, done = size_of(path), max(1, opened.metadata.num_rows), 0
        for batch in opened.iter_batches(ROWS, columns=_columns(path, opened.schema_arrow, rows)):
            done += len(batch)
            yield batch, size * done // total


def _arrow(path: Path | RemotePath, file: IO[bytes], rows: Rows) -> Iterator[tuple[Any, int]]:
    """The same for an Arrow file."""
    with _batches(file) as (schema, batches):
        columns = _columns(path, schema, rows)
        for batch in batches:
            narrow, read = batch.select(columns), file.tell()
            for start in range(0, len(narrow), ROWS):
                yield narrow.slice(start, ROWS), read


@contextmanager
def _batches(file: IO[bytes]) -> Iterator[tuple[Any, Iterator[Any]]]:
    """Schema and batches of an Arrow file or stream, one batch in memory."""
    from pyarrow import ipc

    whole = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    if whole:
        with ipc.open_file(file) as opened:
            yield opened.schema, (opened.get_batch(at) for at in range(opened.num_record_batches))
    else:
        with ipc.open_stream(file) as stream:
            yield stream.schema, iter(stream)


def _columns(path: Path | RemotePath, schema: Any, rows: Rows) -> list[str]:
    """The columns to read. Raises InputError where one that is needed is missing, or the text is none."""
    from pyarrow import types

    columns = rows.columns(schema.names, path)
    type = schema.field(rows.reading.text).type
    if str(type.value_type if types.is_dictionary(type) else type) not in STRINGS:
        raise InputError(path, f"the column {rows.reading.text!r} holds {type}, not text; name the column of the articles with --text-column")
    return columns


def left_over(files: list[tuple[str, Path | RemotePath]]) -> set[str]:
    """The names of Arrow files that lie in the folder of a saved data set but are no part of it (caches of `map` and `filter`)."""
    extra = set()
    for name, state in files:
        folder = name.removesuffix(STATE)
        if name == f"{folder}{STATE}" and (own := _data_files(state)) is not None:
            extra |= {other for other, _ in files if other.startswith(folder) and other.endswith(ARROW) and "/" not in other[len(folder) :]} - {
                f"{folder}{file}" for file in own
            }
    return extra


def _data_files(state: Path | RemotePath) -> list[str] | None:
    """The files that a `state.json` names; None where it is not of `datasets`."""
    try:
        return [str(file["filename"]) for file in json.loads(state.read_bytes())["_data_files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
