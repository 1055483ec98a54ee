"""Rows of experiments as a file of settings tells them: each a model, and what decides its figures as one hash."""

from __future__ import annotations

import hashlib
import json
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import solieu
from solieu.errors import UsageError
from solieu.schema import Article
from solieu.text import read_bytes, read_text

PACKAGE, HERE = Path(solieu.__file__).parent, Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """A model to train and measure; `configs/experiments.toml` says what each setting means."""

    name: str
    about: str = ""
    train: tuple[str, ...] = ()
    articles: int = 0
    seed: int = 0
    config: Mapping[str, Any] = field(default_factory=dict)
    clusters: bool = True
    language_model: bool = True
    drop: Mapping[str, list[str]] = field(default_factory=dict)
    marks: str = ""
    tagger: str = ""
    reader: str = ""
    members: int = 1
    vectors: bool = False
    pretrain: bool = False
    curve: bool = False


def read_rows(path: str | Path) -> list[Row]:
    """The rows of a file, with its defaults. Raises UsageError that names the row and the setting that is wrong."""
    try:
        told = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: no valid TOML: {error}") from None
    rows = [_row(path, {**told.get("default", {}), **settings}) for settings in told.get("row", [])]
    names = [row.name for row in rows]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{path}: two rows are named {name!r}; give each a name of its own")
    return rows


def _row(path: str | Path, settings: dict[str, Any]) -> Row:
    known = {each.name for each in fields(Row)}
    name = settings.get("name")
    if not isinstance(name, str) or not name:
        raise UsageError(f"{path}: a row without a name")
    for setting in settings:
        if setting not in known:
            raise UsageError(f"{path}: row {name!r}: unknown setting {setting!r}; known are {', '.join(sorted(known))}")
    if settings.get("pretrain") and (settings.get("vectors") or settings.get("tagger") not in ("cnn", "cnn_crf")):
        raise UsageError(f"{path}: row {name!r}: pretrain is for the taggers cnn and cnn_crf, without vectors")
    for patterns in settings.get("drop", {}).values():
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise UsageError(f"{path}: row {name!r}: {pattern!r} is no regular expression: {error}") from None
    return Row(**{**settings, "train": tuple(settings.get("train", ()))})


def chosen(row: Row, sets: Mapping[str, Sequence[Article]]) -> list[Article]:
    """The articles that a row trains on. Raises UsageError for a set that was not given."""
    for name in row.train:
        if name not in sets:
            raise UsageError(f"row {row.name!r} trains on the set {name!r}: say where it is with --set {name}=FOLDER")
    articles = [article for name in row.train for article in sets[name]]
    if not row.articles:
        return articles
    if row.articles > len(articles):
        raise UsageError(f"row {row.name!r} wants {row.articles} articles of {len(articles)}")
    return random.Random(row.seed).sample(articles, row.articles)


def fingerprint(*parts: Any) -> str:
    """SHA-256 of anything that JSON can tell; articles by their text and annotation."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(thing: Any) -> Any:
    return asdict(thing) if hasattr(thing, "__dataclass_fields__") else str(thing)


@cache
def code(*designs: str) -> str:
    """A hash of the package's code and data, and of these designs: a row is run again when what it runs has changed."""
    files = sorted(file for kind in ("*.py", "*.toml") for file in PACKAGE.rglob(kind))
    files += [HERE / f"{design}.py" for design in designs if design]
    return hashlib.sha256(b"\0".join(read_bytes(file) for file in files)).hexdigest()
