"""The formats of `solieu tag`, each a writer with `write` and `close`. Files appear whole, when the run ends."""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from solieu.corpus.brat import write_article
from solieu.docs import to_article
from solieu.engine.local import Tagged
from solieu.errors import UsageError
from solieu.facts import Fact, facts
from solieu.outputs.cells import cell
from solieu.outputs.choice import RECORD, chosen
from solieu.records import fact_record, record
from solieu.text import safe_name


class Writer(Protocol):
    """Takes tagged articles; a context manager that leaves whole files or, after an error, none."""

    def write(self, tagged: Tagged) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


class _Stream:
    """A text stream to standard output, or aside to be renamed to `out` at the end."""

    def __init__(self, out: Path | None, columns: Sequence[str] | None = None) -> None:
        self.out = out
        self.aside: str | None = None
        self.file: IO[str] = sys.stdout
        if out is not None:
            out.parent.mkdir(parents=True, exist_ok=True)
            handle, self.aside = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
            self.file = os.fdopen(handle, "w", encoding="utf-8", newline="")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.out is None or self.aside is None:
            self.file.flush()
            return
        self.file.close()
        if kind is None:
            Path(self.aside).chmod(0o644)
            Path(self.aside).replace(self.out)
        else:
            Path(self.aside).unlink()


class JsonlWriter(_Stream):
    """One record a line, with the `columns` that are asked for."""

    def __init__(self, out: Path | None, columns: Sequence[str] | None = None) -> None:
        self.columns = chosen(columns, RECORD)
        super().__init__(out)

    def write(self, tagged: Tagged) -> None:
        found = record(tagged.doc)
        self.file.write(json.dumps({name: found[name] for name in self.columns}, ensure_ascii=False) + "\n")


class CsvWriter(_Stream):
    """One fact a row, the article's id first."""

    def __init__(self, out: Path | None, columns: Sequence[str] | None = None) -> None:
        self.columns = chosen(columns, ["id", *(field.name for field in fields(Fact))])
        super().__init__(out)
        self.rows = csv.writer(self.file)
        self.rows.writerow(self.columns)

    def write(self, tagged: Tagged) -> None:
        for fact in facts(tagged.doc):
            row = {"id": tagged.source.id, **fact_record(fact)}
            row["indicator_spans"] = " ".join(row["indicator_spans"])
            self.rows.writerow([cell(name, row[name]) for name in self.columns])


class TableWriter(_Stream):
    """For people: the annotated text and the table of facts."""

    def write(self, tagged: Tagged) -> None:
        from solieu.view.terminal import print_doc

        print_doc(tagged.doc, self.file)


class BratWriter:
    """`DIR/NAME.txt`, byte for byte the input, and `DIR/NAME.ann`."""

    def __init__(self, out: Path | None, columns: Sequence[str] | None = None) -> None:
        if out is None:
            raise UsageError("brat standoff is two files an article: say where with --out DIR")
        if out.is_file():
            raise UsageError(f"{out} is a file; brat standoff needs a folder")
        self.out = out

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def write(self, tagged: Tagged) -> None:
        article = to_article(tagged.doc)
        article.id = safe_name(article.id)
        write_article(article, self.out, tagged.source.raw)


FORMATS: dict[str, type[Writer]] = {"table": TableWriter, "jsonl": JsonlWriter, "csv": CsvWriter, "brat": BratWriter}
#: Those with columns to choose from.
COLUMNAR = ("jsonl", "csv")


def open_writer(name: str, out: Path | None, columns: Sequence[str] | None = None, *, overwrite: bool = False) -> Writer:
    """The writer of a format. Raises UsageError for an unknown one or its columns, or where a file would be overwritten without asking."""
    if name not in FORMATS:
        raise UsageError(f"unknown format {name!r}; the formats are {', '.join(FORMATS)}")
    if columns is not None and name not in COLUMNAR:
        raise UsageError(f"--columns goes with {', '.join(COLUMNAR)} and parquet; {name} has none")
    if out is not None and not overwrite:
        taken = (any(out.iterdir()) if out.is_dir() else True) if out.exists() else False
        if taken:
            raise UsageError(f"{out} is there already; give another --out, or --overwrite to replace what is in it")
    return FORMATS[name](out, columns)  # type: ignore[call-arg]
