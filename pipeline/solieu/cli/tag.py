"""solieu tag: articles to annotated text, records, facts or standoff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = """Tag articles: officials, agencies, decrees, quantities and what they measure.

PATH is a text file, JSONL (an object with id and text a line; also .gz .xz .zst), Parquet or Arrow (columns id and text; a data set that datasets
saved to disk is a folder of Arrow files), HTML, a folder of them, or - for standard input. With --format parquet, PATH and --out can also be URLs of
any storage that fsspec knows, e.g. s3://bucket/news.

Examples:

  solieu tag article.txt

  solieu tag articles/ --format jsonl --out records.jsonl

  solieu tag articles/*.txt --format brat --out annotated/

  solieu tag corpus.jsonl.xz --format parquet --out tagged/ --workers 8

  solieu tag news.parquet --text-column body --where "year >= 2020 AND province = 'Bắc Kạn'" --columns id,facts

Parquet is a folder of shards; after a kill, the same command goes on where it was.
"""

WHERE = """Read only the rows for which this SQL expression (SQLite's) over the columns of the input is true. Text stands in 'single quotes', a
column whose name has blanks in [brackets]; a number that the input has in quotes is text: CAST(year AS INTEGER) >= 2020. Text files have id and
text only."""
COLUMNS = "Write only these columns, comma-separated: of the record for jsonl and parquet, of the facts for csv. [all]"


def tag(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")],
    format: Annotated[str | None, typer.Option("--format", "-f", help="table, jsonl, csv, brat, parquet. [table on a terminal, else jsonl]")] = None,
    out: Annotated[str | None, typer.Option("--out", "-o", help="Where to write: a file, for brat and parquet a folder. [standard output]")] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="A model's folder. [the shipped model]")] = None,
    where: Annotated[str | None, typer.Option("--where", metavar="SQL", help=WHERE)] = None,
    columns: Annotated[str | None, typer.Option("--columns", metavar="NAMES", help=COLUMNS)] = None,
    text_column: Annotated[str, typer.Option("--text-column", help="The column of the articles, in JSONL, Parquet and Arrow.")] = "text",
    id_column: Annotated[str, typer.Option("--id-column", help="The column of their ids; where there is none, file and row are the id.")] = "id",
    workers: Annotated[int | None, typer.Option("--workers", "-w", min=1, help="Processes that tag; parquet only. [1; with Ray, all cores]")] = None,
    engine: Annotated[str, typer.Option("--engine", help="local, or ray for a cluster (extra ray); parquet only.")] = "local",
    shard: Annotated[int | None, typer.Option("--articles-per-shard", min=1, help="Parquet only; the same in every run. [1000]")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
) -> None:
    from solieu.errors import UsageError
    from solieu.inputs import Reading
    from solieu.tagging import ARTICLES_PER_SHARD, Settings, tag_corpus, tag_paths

    reading = Reading(text_column, id_column, where)
    names = None if columns is None else tuple(name.strip() for name in columns.split(","))
    if format == "parquet":
        if out is None or overwrite:
            raise UsageError("parquet is a folder of shards that runs add to: say where with --out DIR (remove it yourself to begin anew)")
        failed = tag_corpus(paths, out, model, Settings(reading, names, shard or ARTICLES_PER_SHARD, workers, engine))
    else:
        if workers or shard or engine != "local":
            raise UsageError("--workers, --engine and --articles-per-shard go with --format parquet")
        terminal = out is None and sys.stdout.isatty()
        format = format or ("table" if terminal else "jsonl")
        failed = tag_paths(paths, format, None if out is None else Path(out), model, reading=reading, columns=names, overwrite=overwrite)
    if failed:
        raise typer.Exit(1)


tag.__doc__ = EXAMPLE
