"""The command line: one file a verb; each parses its arguments and calls one function that a Python user can call too."""

from __future__ import annotations

import os
import sys

import typer

from solieu.__about__ import __version__
from solieu.cli import annotate, clusters, corpus, evaluate, explain, pretrain, promote, query, suggest, tag, train, view
from solieu.errors import SolieuError, UsageError

#: Exit codes: done with items that failed, wrong usage.
FAILED, USAGE = 1, 2

app = typer.Typer(
    name="solieu",
    help="Vietnamese government and provincial news as data.\n\nExample: solieu tag article.txt",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"solieu {__version__}")
        raise typer.Exit


@app.callback()
def options(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and exit.")) -> None:
    """Vietnamese government and provincial news as data."""


app.command("tag")(tag.tag)
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate)
app.command("clusters")(clusters.clusters)
app.command("pretrain")(pretrain.pretrain)
app.command("explain")(explain.explain)
app.command("promote")(promote.promote)
app.command("view")(view.view)
app.command("suggest")(suggest.suggest)
app.command("query")(query.query)
app.add_typer(corpus.app, name="corpus")
app.add_typer(annotate.app, name="annotate")


def main() -> None:
    """Run the command line; errors that a user can mend are one line, without a traceback."""
    try:
        app()
    except SolieuError as error:
        print(f"solieu: {error}", file=sys.stderr)
        sys.exit(USAGE if isinstance(error, UsageError) else FAILED)
    except KeyboardInterrupt:
        print("solieu: interrupted; files in the making were removed, whole ones are kept", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"solieu: {place}{error.strerror or error}; check the path, its rights and the room on its disk", file=sys.stderr)
        sys.exit(FAILED)
