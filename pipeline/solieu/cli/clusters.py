"""solieu clusters: word clusters from raw news."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def clusters(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Raw articles: text files, JSONL, or folders of them.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file of clusters to write.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at --out.")] = False,
    threads: Annotated[int, typer.Option("--threads", help="Threads; with one the outcome is always the same.")] = 2,
) -> None:
    """Cluster the words of raw articles, for `solieu train --clusters`.

    Example: solieu clusters news.jsonl --out clusters.tsv
    """
    from solieu.cli.raw import raw_texts
    from solieu.clusters import train_clusters

    with raw_texts(paths, out, overwrite) as texts:
        train_clusters(texts, out, threads=threads, say=lambda words: print(words, file=sys.stderr))
