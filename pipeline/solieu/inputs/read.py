"""All articles of paths: files of every kind, folders that mix them, standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from solieu.errors import InputError, UsageError
from solieu.inputs.columns import ARROW, PARQUET, left_over, read_table
from solieu.inputs.lines import JSONL, read_jsonl
from solieu.inputs.pages import HTML, read_page
from solieu.inputs.rows import Reading, Rows
from solieu.inputs.source import MAX_BYTES, Counted, Source, guarded, too_long
from solieu.storage import RemotePath, below, expanded, reason, size_of
from solieu.text import decode, read_bytes

STDIN = "-"
TEXT = ".txt"
SUFFIXES = (TEXT, *HTML, *JSONL, PARQUET, ARROW)


def read_sources(
    paths: Iterable[str | Path],
    counted: Counted = lambda read: None,
    reading: Reading = Reading(),  # noqa: B008 - frozen
) -> Iterator[Source | InputError]:
    """All articles of these paths and URLs, in order; what cannot be read comes as the error itself, and reading goes on.

    `reading` names the columns of tables and chooses among their rows. `counted` is told how many bytes of the files have been read.
    """
    seen: set[int] = set()
    for path in paths:
        for source in _read_path(path, reading, counted):
            if isinstance(source, Source):
                key = int.from_bytes(blake2b(source.id.encode(), digest_size=8).digest())  # millions of ids need their room
                if key in seen:
                    yield InputError(source.origin, f"a second article named {source.id!r}; rename one of them")
                    continue
                seen.add(key)
            yield source


def read_texts(paths: Iterable[str], failed: Callable[[InputError], None]) -> Iterator[str]:
    """The texts alone, where their names do not matter, of paths that are there (`expect_paths`); `failed` is told what cannot be read."""
    for path in expect_paths(paths):
        for source in _read_path(path, Reading(), lambda read: None):
            if isinstance(source, Source):
                yield source.text
            else:
                failed(source)


def input_files(paths: Iterable[str | Path]) -> list[tuple[str, Path | RemotePath]]:
    """The files of these paths in the order in which they are read, each with its name below its path."""
    files: list[tuple[str, Path | RemotePath]] = []
    for path in chain.from_iterable(map(expanded, paths)):
        files += _articles(path) if path.is_dir() else [(path.name, path)]
    return files


def _read_path(path: str | Path, reading: Reading, counted: Counted) -> Iterator[Source | InputError]:
    if str(path) == STDIN:
        yield from _one(_standard_input, Rows(reading, STDIN))
        return
    try:
        places = expanded(path)
    except OSError as error:
        yield InputError(path, f"cannot be listed: {reason(error)}; check the address and its keys")
        return
    for place in places:
        yield from _read_place(place, reading, counted)


def _read_place(path: Path | RemotePath, reading: Reading, counted: Counted) -> Iterator[Source | InputError]:
    try:
        files = _articles(path) if path.is_dir() else [(path.name, path)]
        known = path.name.lower().endswith(SUFFIXES) or path.is_dir() or not path.exists()
    except OSError as error:
        yield InputError(path, f"cannot be read: {reason(error)}; check the address and its keys")
        return
    if not files:
        yield InputError(path, f"no articles in this folder; they end in {', '.join(SUFFIXES)}")
    elif not known:
        yield InputError(
            path,
            f"unknown kind of file {path.suffix or '(no ending)'}; articles are {', '.join(SUFFIXES)}, a folder of them, or - for standard input",
        )
    else:
        for name, file in files:
            yield from _read_file(file, Rows(reading, _name(name)), counted)


def _articles(folder: Path | RemotePath) -> list[tuple[str, Path | RemotePath]]:
    """The files of a folder that can hold articles, each with its name below it."""
    files = below(folder)
    extra = left_over(files)
    return [(name, file) for name, file in files if name.lower().endswith(SUFFIXES) and not file.name.startswith(".") and name not in extra]


def _name(file: str) -> str:
    """The name of a file without its ending, of which `.jsonl.xz` is one."""
    return next((file[: -len(suffix)] for suffix in SUFFIXES if file.lower().endswith(suffix)), file)


def _read_file(path: Path | RemotePath, rows: Rows, counted: Counted) -> Iterator[Source | InputError]:
    name = path.name.lower()
    if name.endswith(JSONL):
        yield from read_jsonl(path, rows, counted)
    elif name.endswith((PARQUET, ARROW)):
        yield from read_table(path, rows, counted)
    else:
        yield from _one(partial(read_page if name.endswith(HTML) else _read_text, path, rows.name), rows)
        counted(size_of(path))


def _one(read: Callable[[], Source], rows: Rows) -> Iterator[Source | InputError]:
    """The article of a file of its own, if it is wanted."""
    for source in guarded(read):
        try:
            if isinstance(source, InputError) or rows.wanted(source):
                yield source
        except InputError as error:
            yield error


def _read_text(path: Path | RemotePath, id: str) -> Source:
    if size_of(path) > MAX_BYTES:
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
