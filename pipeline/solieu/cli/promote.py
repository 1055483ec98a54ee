"""solieu promote: a new model in the place of another, if it is no worse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def promote(
    candidate: Annotated[Path | None, typer.Argument(help="The folder of the new model.")] = None,
    over: Annotated[Path | None, typer.Option("--over", help="The folder of the model to replace.")] = None,
    on: Annotated[Path | None, typer.Option("--on", help="Annotated articles to compare them on: brat, JSONL, CoNLL.")] = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="Which figures must not be worse. [configs/promote.toml]")] = None,
    back: Annotated[Path | None, typer.Option("--back", metavar="CURRENT", help="Put the model back that this one replaced.")] = None,
) -> None:
    """Replace a model by a new one unless a figure is worse beyond its interval; exit 1 and say why if one is. The old model is kept.

    Example: solieu promote new-model --over models/vi_solieu --on corpus/test
    """
    from solieu.errors import UsageError
    from solieu.promote import back as go_back

    if back:
        if candidate or over or on or policy:
            raise UsageError("--back stands alone: solieu promote --back models/vi_solieu")
        last, kept = go_back(back)
        typer.echo(f"{back}: is {last.name} again" + (f"; what stood there is kept as {kept}" if kept else ""))
        return
    if not (candidate and over and on):
        raise UsageError("needs CANDIDATE --over CURRENT --on CORPUS, or --back CURRENT")
    _decide(candidate, over, on, policy)


def _decide(candidate: Path, over: Path, on: Path, policy: Path | None) -> None:
    from solieu.cli.reports import print_comparison
    from solieu.promote import promote as run
    from solieu.promote import read_policy

    decision = run(candidate, over, on, policy)
    print_comparison(decision.report, decision.comparison, read_policy(policy).figures)
    if decision.reasons:
        typer.echo(f"{over}: not replaced")
        for reason in decision.reasons:
            typer.echo(f"  {reason}")
        raise typer.Exit(1)
    typer.echo(f"{over}: replaced by {candidate}; the old model is kept as {decision.kept}; solieu promote --back {over} goes back")
