"""Articles for people to look at: those of any input, and with them the record where a line or row is one that `solieu tag` wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from solieu.errors import InputError
from solieu.inputs.columns import ROWS
from solieu.inputs.lines import JSONL, read_jsonl
from solieu.inputs.read import STDIN, input_files, read_sources
from solieu.inputs.rows import Reading, Rows
from solieu.inputs.source import Counted, Source, guarded

PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class Recorded(Source):
    """An article with its record."""

    record: dict[str, Any]


def read_tagged(paths: Iterable[str | Path], counted: Counted = lambda read: None) -> Iterator[Source | InputError]:
    """All articles of these paths, in order, those that are tagged as `Recorded`; what cannot be read comes as the error itself."""
    for path in paths:
        files = [] if str(path) == STDIN or not Path(path).exists() else input_files([path])
        if not files:
            yield from read_sources([path], counted)
        for name, file in files:
            if not isinstance(file, Path):
                yield InputError(file, "pages are made of files on this machine; copy it here")
                continue
            yield from _read_file(file, Path(name).with_suffix("").as_posix(), counted)


def _read_file(file: Path, id: str, counted: Counted) -> Iterator[Source | InputError]:
    if file.name.lower().endswith(JSONL):
        yield from read_jsonl(file, Records(Reading(), id.removesuffix(".jsonl")), counted)
    elif file.suffix.lower() == PARQUET and _holds_records(file):
        yield from read_records(file)
    else:
        whole = file.suffix.lower() != PARQUET
        for source in read_sources([file], counted):
            yield replace(source, id=id) if whole and isinstance(source, Source) else source


class Records(Rows):
    """Rows of which some are records."""

    def articles(self, number: int, row: Mapping[str, Any], origin: str) -> Iterator[Source | InputError]:
        for source in super().articles(number, row, origin):
            yield _recorded(source, dict(row)) if isinstance(source, Source) and "entities" in row else source


def _recorded(source: Source, record: dict[str, Any]) -> Recorded:
    return Recorded(source.id, source.text, source.raw, source.origin, record)


def _holds_records(file: Path) -> bool:
    from pyarrow import ArrowException, parquet

    try:
        return "entities" in parquet.read_schema(file).names
    except (OSError, ArrowException):
        return False  # read_sources says what is wrong with it


def read_records(file: Path, ids: Collection[str] | None = None) -> Iterator[Source | InputError]:
    """The records of a shard that `solieu tag --format parquet` wrote, or those of them with one of these ids."""
    from pyarrow import ArrowException, array, compute, parquet, string

    number = 0
    wanted = None if ids is None else array(sorted(ids), string())
    try:
        with parquet.ParquetFile(file, pre_buffer=False) as opened:
            for batch in opened.iter_batches(ROWS):
                if wanted is not None:
                    batch = batch.filter(compute.is_in(batch["id"], value_set=wanted))
                for row in batch.to_pylist():
                    number += 1
                    yield from guarded(partial(_row, row, f"{file}:{number}"))
    except (OSError, ArrowException, UnicodeDecodeError) as error:
        yield InputError(f"{file}:{number + 1}", f"cannot be read from this row on: {str(error)[:200]}; tag the corpus again")


def _row(row: dict[str, Any], where: str) -> Source:
    return _recorded(Source(str(row["id"]), str(row["text"]), None, where), row)
