"""solieu train: annotated articles to a model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def train(
    corpora: Annotated[list[Path], typer.Argument(metavar="CORPUS...", help="Folders or files of annotated articles: brat, JSONL, CoNLL.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder of the new model.")],
    base: Annotated[str | None, typer.Option("--base", help="A model to go on from: what it knows is kept. [none]")] = None,
    dev: Annotated[Path | None, typer.Option("--dev", help="Other annotated articles, to calibrate scores on. [none]")] = None,
    config: Annotated[Path | None, typer.Option("--config", "-c", help="A training configuration. [the base's, or configs/default.cfg]")] = None,
    clusters: Annotated[
        str | None, typer.Option("--clusters", help="Word clusters: a file, a model, or none. [the base's or shipped model's]")
    ] = None,
    pretrained: Annotated[
        str | None,
        typer.Option(
            "--pretrained", help="A pretrained network: a file, a model, or none. [with --clusters none, else the base's or shipped model's]"
        ),
    ] = None,
    no_carry: Annotated[
        list[Path] | None, typer.Option("--no-carry", help="Train on what is below this path, but keep its articles out of the model.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
    skip_broken: Annotated[bool, typer.Option("--skip-broken", help="Leave broken articles out and name them, instead of stopping.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew where an earlier run was stopped, instead of going on.")] = False,
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="Processes that train at a time; there are three parts of about the same size.")
    ] = 3,
) -> None:
    """Train the tagger and the linker on annotated articles; stopped at any moment, the same command goes on.

    The model carries its training articles, for whoever goes on from it, but for those below a --no-carry path or a file NO-REDISTRIBUTION.
    Where nothing is linked and the labels are not those of the guidelines, a tagger for the labels of the data is trained.

    Example: solieu train new-articles/ --base vi_solieu --dev corpus/dev --out my-model
    """
    from solieu.train import train as run

    def say(words: str) -> None:
        print(words, file=sys.stderr)

    run(
        corpora,
        out,
        config,
        base=base,
        dev=dev,
        clusters=clusters,
        pretrained=pretrained,
        no_carry=no_carry or (),
        overwrite=overwrite,
        skip_broken=skip_broken,
        restart=restart,
        workers=workers,
        say=say,
    )
