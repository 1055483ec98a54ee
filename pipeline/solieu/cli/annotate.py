"""solieu annotate: the loop through people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Give articles to an annotation tool with predictions, take them back corrected, settle two annotators.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files that are there.")]
Model = Annotated[str | None, typer.Option("--model", "-m", help="A model's folder. [the shipped model]")]


@app.command()
def export(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Articles, as solieu tag reads them; with --gold annotated ones.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")],
    to: Annotated[str, typer.Option("--to", help="labelstudio, brat or prodigy.")] = "labelstudio",
    model: Model = None,
    gold: Annotated[bool, typer.Option("--gold", help="Give the annotation that the articles have instead of the model's.")] = False,
    overwrite: Overwrite = False,
) -> None:
    """Write articles for an annotation tool, with the model's spans and links and how sure it is of each.

    labelstudio: config.xml, the labelling interface of a project, and tasks.json to import; brat: a folder to open; prodigy: tasks.jsonl.

    Example: solieu annotate export articles/ --to labelstudio --out for-people
    """
    import sys

    from solieu.annotate.export import export as run

    done = run(paths, to, out, model, gold=gold, overwrite=overwrite)
    for remark in (*done.losses, *done.failed):
        print(f"solieu: {remark}", file=sys.stderr)
    print(f"{done.number} articles written to {out}", file=sys.stderr)
    if done.failed or not done.number:
        raise typer.Exit(1)


def _names(who: list[str]) -> dict[str, str]:
    from solieu.errors import UsageError

    pairs = [one.partition("=") for one in who]
    if wrong := [number for number, sign, name in pairs if not (number and sign and name)]:
        raise UsageError(f"--who {wrong[0]}: give what the export calls an annotator and a name, e.g. --who 1=lan")
    return {number: name for number, _, name in pairs}


@app.command("import")
def import_(
    exported: Annotated[Path, typer.Argument(metavar="EXPORT", help="Label Studio's export (JSON, not JSON-MIN), or Prodigy's (JSONL).")],
    into: Annotated[Path, typer.Option("--into", help="The folder of annotated articles.")],
    who: Annotated[list[str] | None, typer.Option("--who", help="A name for an annotator whom the export numbers: 1=lan.")] = None,
    overwrite: Overwrite = False,
) -> None:
    """Take annotation into a corpus (brat standoff), with who made it and when in annotators.tsv; what does not fit its text is named, and left.

    Where articles have several annotators, each gets a folder; `solieu annotate merge` makes them one.

    Example: solieu annotate import project-1.json --into corpus/train
    """
    from solieu.annotate.ingest import import_export

    taken = import_export(exported, into, _names(who or []), overwrite=overwrite)
    for remark in taken.remarks:
        typer.echo(str(remark), err=True)
    for folder, number in taken.folders.items():
        typer.echo(f"{number} articles in {folder}; next: solieu corpus check {folder}", err=True)
    if taken.refused:
        typer.echo(f"{taken.refused} articles refused (named above)", err=True)
    elif not taken.folders:
        typer.echo(f"{exported} holds no finished annotation", err=True)
    if taken.refused or not taken.folders:
        raise typer.Exit(1)


@app.command()
def serve(
    model: Model = None,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; it asks for no password, so leave it to this machine.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0 takes a free one.")] = 9090,
) -> None:
    """Be a machine-learning backend of Label Studio, so that predictions appear while one annotates.

    In the project: Settings, Model, Connect Model. Label Studio asks an address of its own machine only when it is started with
    ML_BLOCK_LOCAL_IP=false and SSRF_PROTECTION_ENABLED=false.

    Example: solieu annotate serve --port 9090
    """
    from solieu.annotate.backend import serve as run

    run(model, host, port, lambda url: typer.echo(f"serving predictions at {url} (Ctrl-C ends)", err=True))


@app.command()
def merge(
    a: Annotated[Path, typer.Argument(help="One annotator's folder.")],
    b: Annotated[Path, typer.Argument(help="The other's, with the same articles.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")],
    answers: Annotated[
        Path | None, typer.Option("--settle", help="The table of questions with its last column filled in: A, B, both or none.")
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """How well two annotators agree, and what they do not agree on for a third: questions.tsv, and tasks.json for Label Studio.

    What both have is in agreed/. With --settle, the third's answers make the articles of both whole.

    Example: solieu annotate merge lan/ minh/ --out open; solieu annotate merge lan/ minh/ --settle open/questions.tsv --out settled
    """
    from solieu.annotate.adjudicate import QUESTIONS, adjudicate, write_questions, write_settled

    found = adjudicate(a, b)
    if answers is not None:
        typer.echo(f"{write_settled(found, answers, out, overwrite=overwrite)} articles written to {out}", err=True)
        return
    from solieu.cli.tables import print_scores

    write_questions(found, out, overwrite=overwrite)
    print_scores(found.agreement, f"{len(found.pairs)} articles annotated twice")
    typer.echo(f"{found.questions} questions in {out / QUESTIONS}", err=True)
