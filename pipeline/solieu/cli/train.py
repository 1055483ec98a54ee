"""solieu train: annotated articles to a model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def train(
    corpora: Annotated[list[Path], typer.Argument(metavar="CORPUS...", help="Folders of annotated articles (brat standoff).")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder of the new model.")],
    dev: Annotated[Path | None, typer.Option("--dev", help="Other annotated articles, to calibrate scores on. [none]")] = None,
    config: Annotated[Path | None, typer.Option("--config", "-c", help="A training configuration. [configs/default.cfg]")] = None,
    clusters: Annotated[str | None, typer.Option("--clusters", help="Word clusters: a file, a model, or none. [the shipped model's]")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
    skip_broken: Annotated[bool, typer.Option("--skip-broken", help="Leave broken articles out and name them, instead of stopping.")] = False,
) -> None:
    """Train the tagger and the linker on annotated articles.

    Example: solieu train corpus/train --out my-model
    """
    from solieu.train import train as run

    def say(words: str) -> None:
        print(words, file=sys.stderr)

    run(corpora, out, config, dev=dev, clusters=clusters, overwrite=overwrite, skip_broken=skip_broken, say=say)
