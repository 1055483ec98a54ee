"""solieu tag: articles to annotated text, records, facts or standoff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = """Tag articles: officials, agencies, decrees, quantities and what they measure.

PATH is a text file, JSONL (an object with id and text a line; also .gz .xz .zst), Parquet (columns id and text), HTML, a folder of them, or - for
standard input.

Examples:

  solieu tag article.txt

  solieu tag articles/ --format jsonl --out records.jsonl

  solieu tag articles/*.txt --format brat --out annotated/

  solieu tag corpus.jsonl.xz --format parquet --out tagged/ --workers 8

Parquet is a folder of shards; after a kill, the same command goes on where it was.
"""


def tag(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")],
    format: Annotated[str | None, typer.Option("--format", "-f", help="table, jsonl, csv, brat, parquet. [table on a terminal, else jsonl]")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to write: a file, for brat and parquet a folder. [standard output]")] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="A model's folder. [the shipped model]")] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes that tag; parquet only.")] = 1,
    shard: Annotated[int | None, typer.Option("--articles-per-shard", min=1, help="Parquet only; the same in every run. [1000]")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
) -> None:
    from solieu.errors import UsageError
    from solieu.tagging import ARTICLES_PER_SHARD, tag_corpus, tag_paths

    if format == "parquet":
        if out is None or overwrite:
            raise UsageError("parquet is a folder of shards that runs add to: say where with --out DIR (remove it yourself to begin anew)")
        failed = tag_corpus(paths, out, model, workers=workers, articles_per_shard=shard or ARTICLES_PER_SHARD)
    else:
        if workers > 1 or shard:
            raise UsageError("--workers and --articles-per-shard go with --format parquet")
        terminal = out is None and sys.stdout.isatty()
        failed = tag_paths(paths, format or ("table" if terminal else "jsonl"), out, model, overwrite=overwrite)
    if failed:
        raise typer.Exit(1)


tag.__doc__ = EXAMPLE
