"""What the verbs that learn from raw articles share."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer


@contextmanager
def raw_texts(paths: Sequence[str], out: Path, overwrite: bool) -> Iterator[Iterator[str]]:
    """The texts of raw articles, for a file `out` that is made from them. What cannot be read is named, and makes the exit code 1 in the end.

    Raises UsageError, before anything is read, where `out` is there already and is not to be replaced, or cannot be a file.
    """
    from solieu.errors import InputError, UsageError
    from solieu.inputs import read_texts
    from solieu.progress import progress

    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(f"{out}: a file in a folder that is there is wanted; give another --out")
    if out.exists() and not overwrite:
        raise UsageError(f"{out} is there already; give another --out, or --overwrite to replace it")
    failed: list[InputError] = []

    def tell(error: InputError) -> None:
        print(f"solieu: {error}", file=sys.stderr)
        failed.append(error)

    yield progress(read_texts(paths, tell), "articles")
    if failed:
        raise typer.Exit(1)
