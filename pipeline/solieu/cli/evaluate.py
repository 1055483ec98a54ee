"""solieu evaluate: how accurate a model is on annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    model: Annotated[str, typer.Argument(help="A model's folder, or vi_solieu for the shipped one.")],
    corpus: Annotated[Path, typer.Argument(help="A folder or file of annotated articles: brat, JSONL, CoNLL.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A folder for report.html, with every error, and report.json. [none]")] = None,
    against: Annotated[str | None, typer.Option("--against", help="Another model to compare with on the same articles. [none]")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the report that is at --out.")] = False,
) -> None:
    """Precision, recall and F1 of each label and link, exact and overlapping, and of facts end to end, with 95 % intervals.

    Example: solieu evaluate vi_solieu corpus/test --out report
    """
    from solieu.cli.reports import print_comparison, print_report
    from solieu.evaluate import compare, write_report
    from solieu.evaluate import evaluate as run
    from solieu.evaluate.report import check_out
    from solieu.model import model_path

    if out:
        check_out(out, overwrite)
    if against:
        model_path(against)
    report = run(model, corpus)
    comparison = compare(report, run(against, corpus)) if against else None
    print_report(report)
    if comparison:
        print_comparison(report, comparison)
    if out:
        typer.echo(f"{write_report(report, out, comparison, overwrite=overwrite)}: written", err=True)
