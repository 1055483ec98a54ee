"""solieu evaluate: how accurate a model is on annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    model: Annotated[str, typer.Argument(help="A model's folder, or vi_solieu for the shipped one.")],
    corpus: Annotated[Path, typer.Argument(help="A folder of annotated articles (brat standoff).")],
) -> None:
    """Precision, recall and F1 of each label and link, exact and overlapping.

    Example: solieu evaluate vi_solieu corpus/test
    """
    from solieu.cli.tables import print_scores
    from solieu.evaluate import evaluate as run

    report = run(model, corpus)
    print_scores(report.table, f"{report.articles} articles, {report.words_per_second:,.0f} words a second")
