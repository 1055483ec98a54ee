"""Read articles from files, folders, JSONL and standard input, one at a time, each broken one as an error of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from solieu.errors import InputError, UsageError
from solieu.text import decode, read_bytes

STDIN = "-"
TEXT, JSONL = ".txt", ".jsonl"
SUFFIXES = (TEXT, JSONL)


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was read: `raw` are the bytes of its file where it has one of its own, `origin` says where it came from."""

    id: str
    text: str
    raw: bytes | None
    origin: str


def read_sources(paths: Iterable[str | Path]) -> Iterator[Source | InputError]:
    """All articles of these paths, in order; what cannot be read comes as the error itself, and reading goes on."""
    seen: dict[str, str] = {}
    for path in paths:
        for source in _read_path(path):
            if isinstance(source, Source):
                if source.id in seen:
                    yield InputError(source.origin, f"a second article named {source.id!r} (the first is {seen[source.id]}); rename one of them")
                    continue
                seen[source.id] = source.origin
            yield source


def _read_path(path: str | Path) -> Iterator[Source | InputError]:
    if str(path) == STDIN:
        yield from _guarded(_standard_input)
        return
    path = Path(path)
    if path.is_dir():
        yield from _read_folder(path)
    elif path.suffix == JSONL:
        yield from _read_jsonl(path)
    elif path.exists() and path.suffix != TEXT:
        yield InputError(
            path,
            f"unknown kind of file {path.suffix or '(no ending)'}; articles are {', '.join(SUFFIXES)}, a folder of them, or - for standard input",
        )
    else:
        yield from _guarded(partial(_read_file, path, path.stem))


def _read_folder(folder: Path) -> Iterator[Source | InputError]:
    files = sorted(file for file in folder.rglob("*") if file.suffix in SUFFIXES and not file.name.startswith("."))
    if not files:
        yield InputError(folder, f"no articles in this folder; they end in {' or '.join(SUFFIXES)}")
    for file in files:
        if file.suffix == JSONL:
            yield from _read_jsonl(file)
        else:
            name = file.relative_to(folder).with_suffix("").as_posix()
            yield from _guarded(partial(_read_file, file, name))


def _read_file(path: Path, id: str) -> Source:
    raw = read_bytes(path)
    return Source(id, decode(raw, path), raw, str(path))


def _standard_input() -> Source:
    raw = sys.stdin.buffer.read()
    return Source("stdin", decode(raw, "standard input"), raw, "standard input")


def _read_jsonl(path: Path) -> Iterator[Source | InputError]:
    """One JSON object a line with `text` and, if it has one, `id`."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield from _guarded(partial(_parse_line, path, number, line))
    except OSError as error:
        yield InputError(path, f"cannot be read: {error.strerror}; check the path")


def _parse_line(path: Path, number: int, line: bytes) -> Source:
    where = f"{path}:{number}"
    try:
        row = json.loads(decode(line, where))
    except (ValueError, RecursionError) as error:
        raise InputError(where, f"not a JSON object: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(where, 'no text: each line is an object such as {"id": "a1", "text": "..."}')
    return Source(str(row.get("id") or f"{path.stem}-{number}"), row["text"], None, where)


def _guarded(read: Callable[[], Source]) -> Iterator[Source | InputError]:
    try:
        yield read()
    except InputError as error:
        yield error


def expect_paths(paths: Iterable[str]) -> list[str]:
    """The paths, refused where standard input is read twice."""
    paths = list(paths)
    if paths.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read once only")
    return paths
