"""Annotated articles: forms of them, checks, counts, splits.

import solieu.corpus
solieu.corpus.load("corpus")["train"][0]["spans"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solieu.corpus.dataset import load

__all__ = ["load"]


def __getattr__(name: str) -> object:
    # datasets and pyarrow take a second to import; only who loads a dataset waits for them.
    if name == "load":
        from solieu.corpus.dataset import load

        return load
    raise AttributeError(f"module 'solieu.corpus' has no attribute {name!r}")
