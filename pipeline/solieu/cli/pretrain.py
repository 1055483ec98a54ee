"""solieu pretrain: a network that knows raw news, for training to begin from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def pretrain(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Raw articles: text files, JSONL, or folders of them.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file of the network to write.")],
    clusters: Annotated[str | None, typer.Option("--clusters", help="Word clusters: a file, a model, or none. [the shipped model's]")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
    config: Annotated[Path | None, typer.Option("--config", "-c", help="The training configuration that it is for. [configs/default.cfg]")] = None,
) -> None:
    """Let the network that reads indicators guess the words of raw articles, for `solieu train --pretrained`.

    Example: solieu pretrain news.jsonl --out news.net
    """
    from solieu.cli.raw import raw_texts
    from solieu.errors import UsageError
    from solieu.pretraining import pretrain as run
    from solieu.train.recipe import LINKER, NONE, build

    nlp = build(config, clusters, NONE)
    if LINKER not in nlp.pipe_names:
        raise UsageError(f"{config}: without {LINKER} there is no network to pretrain; give another configuration")
    width = nlp.get_pipe(LINKER).net_config.width
    with raw_texts(paths, out, overwrite) as texts:
        run(texts, out, nlp.vocab, width, lambda words: print(words, file=sys.stderr))
