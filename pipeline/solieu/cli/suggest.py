"""solieu suggest: which articles to annotate next."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


def suggest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Articles without annotation: text files, JSONL, or folders of them.")],
    number: Annotated[int, typer.Option("-n", "--number", help="How many articles.")] = 20,
    model: Annotated[str | None, typer.Option("--model", "-m", help="The model whose doubts count. [the shipped one]")] = None,
    variety: Annotated[float, typer.Option("--variety", help="How much variety counts against doubt, 0 to 1.")] = 0.5,
    format: Annotated[str, typer.Option("--format", "-f", help="table or jsonl.")] = "table",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file for the list, as JSONL. [standard output]")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
) -> None:
    """Rank articles by what the model is unsure of, with variety: the best to annotate come first.

    Example: solieu suggest articles/ -n 20 --out next.jsonl
    """
    from solieu.errors import UsageError
    from solieu.suggest import suggest as run
    from solieu.text import write_bytes

    if format not in ("table", "jsonl"):
        raise UsageError(f"unknown format {format!r}; the formats are table and jsonl")
    if out and out.exists() and not overwrite:
        raise UsageError(f"{out} is there already; give another --out, or --overwrite to replace it")
    found, failed = run(paths, number, model, variety=variety)
    lines = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in found)
    if out:
        write_bytes(out, lines.encode())
        typer.echo(f"{len(found)} articles listed in {out}", err=True)
    elif format == "jsonl":
        typer.echo(lines, nl=False)
    else:
        from solieu.cli.tables import print_suggestions

        print_suggestions(found)
    if failed:
        raise typer.Exit(1)
