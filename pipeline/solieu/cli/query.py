"""solieu query: SQL over a tagged folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = """Ask a folder that `solieu tag --format parquet` made, in SQL (DuckDB, extra query).

The views are articles, entities, links, facts, officials, decrees and errors, each with the article's id first, and provinces (code, name, ...).
One SELECT; nothing can be written, and no other file read.

Examples:

  solieu query tagged/ "SELECT indicator, value, unit, place FROM facts WHERE unit = '%' ORDER BY value DESC LIMIT 20"

  solieu query tagged/ "DESCRIBE facts"

  solieu query tagged/ --example jobs --out jobs.csv

  solieu query --example decrees --show
"""

FORMAT = "table, csv, jsonl, parquet. [by the ending of --out; else table on a terminal, csv in a pipe]"
FILE = "A file instead of standard output."
WORKED = "Run a worked example: jobs, targets, officials, decrees, contradictions."


def query(
    folder: Annotated[str | None, typer.Argument(metavar="DIR", help="The folder of shards, or its URL.")] = None,
    sql: Annotated[str | None, typer.Argument(metavar="SQL", help="One SELECT; - reads it from standard input.")] = None,
    example: Annotated[str | None, typer.Option("--example", "-e", metavar="NAME", help=WORKED)] = None,
    show: Annotated[bool, typer.Option("--show", help="With --example: print its SQL instead of running it.")] = False,
    format: Annotated[str | None, typer.Option("--format", "-f", help=FORMAT)] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help=FILE)] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
) -> None:
    from solieu.errors import UsageError
    from solieu.query.examples import example as worked

    if example and sql:
        raise UsageError("either a query or --example, not both")
    asked = worked(example) if example else sys.stdin.read() if sql == "-" else sql
    if asked and show:
        typer.echo(asked, nl=False)
        return
    if not asked or folder is None:
        raise UsageError('say what to ask: solieu query DIR "SELECT ...", or solieu query DIR --example jobs')
    from solieu.query import query as run

    if format is None:
        ending = out.suffix.removeprefix(".") if out else ""
        format = ending if ending in ("jsonl", "parquet") else "table" if out is None and sys.stdout.isatty() else "csv"
    run(folder, asked, format, out, overwrite=overwrite)


query.__doc__ = EXAMPLE
