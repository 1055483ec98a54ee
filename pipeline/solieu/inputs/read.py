"""All articles of paths: files of every kind, folders that mix them, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path

from solieu.errors import InputError, UsageError
from solieu.inputs.columns import read_parquet
from solieu.inputs.lines import JSONL, read_jsonl
from solieu.inputs.pages import HTML, read_page
from solieu.inputs.source import MAX_BYTES, Counted, Source, guarded, too_long
from solieu.text import decode, read_bytes

STDIN = "-"
TEXT, PARQUET = ".txt", ".parquet"
SUFFIXES = (TEXT, *HTML, *JSONL, PARQUET)


def read_sources(paths: Iterable[str | Path], counted: Counted = lambda read: None) -> Iterator[Source | InputError]:
    """All articles of these paths, in order; what cannot be read comes as the error itself, and reading goes on.

    `counted` is told how many bytes of the files have been read, for a progress bar.
    """
    seen: set[int] = set()
    for path in paths:
        for source in _read_path(path, counted):
            if isinstance(source, Source):
                key = int.from_bytes(blake2b(source.id.encode(), digest_size=8).digest())  # millions of ids need their room
                if key in seen:
                    yield InputError(source.origin, f"a second article named {source.id!r}; rename one of them")
                    continue
                seen.add(key)
            yield source


def input_files(paths: Iterable[str | Path]) -> list[tuple[str, Path]]:
    """The files of these paths in the order in which they are read, each with its name below its path."""
    files = []
    for path in map(Path, paths):
        files += [(file.relative_to(path).as_posix(), file) for file in _articles(path)] if path.is_dir() else [(path.name, path)]
    return files


def _read_path(path: str | Path, counted: Counted) -> Iterator[Source | InputError]:
    if str(path) == STDIN:
        yield from guarded(_standard_input)
        return
    path = Path(path)
    if path.is_dir():
        files = _articles(path)
        if not files:
            yield InputError(path, f"no articles in this folder; they end in {', '.join(SUFFIXES)}")
        for file in files:
            yield from _read_file(file, _name(file.relative_to(path)), counted)
    elif path.exists() and not path.name.lower().endswith(SUFFIXES):
        yield InputError(
            path,
            f"unknown kind of file {path.suffix or '(no ending)'}; articles are {', '.join(SUFFIXES)}, a folder of them, or - for standard input",
        )
    else:
        yield from _read_file(path, _name(Path(path.name)), counted)


def _articles(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.name.lower().endswith(SUFFIXES) and not file.name.startswith(".") and file.is_file())


def _name(path: Path) -> str:
    return path.with_suffix("").as_posix()


def _read_file(path: Path, id: str, counted: Counted) -> Iterator[Source | InputError]:
    name = path.name.lower()
    if name.endswith(JSONL):
        yield from read_jsonl(path, counted)
    elif name.endswith(PARQUET):
        yield from read_parquet(path, counted)
    else:
        yield from guarded(partial(read_page if name.endswith(HTML) else _read_text, path, id))
        counted(path.stat().st_size if path.exists() else 0)


def _read_text(path: Path, id: str) -> Source:
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise too_long(path)
    raw = read_bytes(path)
    return Source(id, decode(raw, path), raw, str(path))


def _standard_input() -> Source:
    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise too_long("standard input")
    return Source("stdin", decode(raw, "standard input"), raw, "standard input")


def expect_paths(paths: Iterable[str]) -> list[str]:
    """The paths, refused where standard input is read twice."""
    paths = list(paths)
    if paths.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read once only")
    return paths
