"""solieu tag: articles to annotated text, records, facts or standoff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = """Tag articles: officials, agencies, decrees, quantities and what they measure.

PATH is a text file, JSONL (an object with id and text a line), a folder of them, or - for standard input.

Examples:

  solieu tag article.txt

  solieu tag articles/ --format jsonl --out records.jsonl

  solieu tag articles/*.txt --format brat --out annotated/
"""


def tag(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")],
    format: Annotated[str | None, typer.Option("--format", "-f", help="table, jsonl, csv or brat. [table on a terminal, else jsonl]")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to write: a file, for brat a folder. [standard output]")] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="A model's folder. [the shipped model]")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
) -> None:
    from solieu.tagging import tag_paths

    terminal = out is None and sys.stdout.isatty()
    failed = tag_paths(paths, format or ("table" if terminal else "jsonl"), out, model, overwrite=overwrite)
    if failed:
        raise typer.Exit(1)


tag.__doc__ = EXAMPLE
