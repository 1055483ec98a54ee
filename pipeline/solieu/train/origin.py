"""What a model says of its making, in its `meta.json`: what it was trained on, with what, when, how long, and what came of it."""

from __future__ import annotations

import datetime
import json
import platform
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from solieu.__about__ import __version__
from solieu.corpus.read import Corpus
from solieu.schema import Article
from solieu.text import read_bytes

#: What decides the bytes of a model, besides its input.
LIBRARIES = ("spacy", "underthesea", "underthesea_core", "scikit-learn", "scipy", "numpy")


def describe(corpora: Sequence[Corpus], carried: Sequence[Sequence[bool]] | None = None) -> list[dict[str, Any]]:
    """Each path as a row: the last two parts of its name, the hash of its files, counts, and how many of its articles the model carries."""
    rows = []
    for at, corpus in enumerate(corpora):
        row: dict[str, Any] = {"name": "/".join(corpus.path.resolve().parts[-2:]), "sha256": corpus.sha256, **counts(corpus.articles)}
        rows.append(row if carried is None else row | {"carried": sum(carried[at])})
    return rows


def counts(articles: Sequence[Article]) -> dict[str, int]:
    """How many articles, spans and links."""
    return {
        "articles": len(articles),
        "spans": sum(len(article.spans) for article in articles),
        "links": sum(len(article.links) for article in articles),
    }


def libraries() -> dict[str, str]:
    """The versions that decide the bytes of a model."""
    return {"solieu": __version__, "python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def digest(articles: Sequence[Article]) -> str:
    """SHA-256 over texts and annotation, in order."""
    found = sha256()
    for article in articles:
        found.update(json.dumps([article.text, article.spans, article.links, article.words], ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def folder_digest(path: Path | None) -> str:
    """SHA-256 over names and bytes of a file, or of the files of a folder but for a model's own metadata; empty for none."""
    if path is None:
        return ""
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file() and file.name != "meta.json")
    found = sha256()
    for file in files:
        content = read_bytes(file)
        found.update(f"{file.relative_to(path).as_posix()}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()
