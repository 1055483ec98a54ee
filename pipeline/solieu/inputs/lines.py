"""JSONL, plain or compressed, line by line: no line longer than an article is ever held in memory, however far it unpacks."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from solieu.errors import InputError
from solieu.inputs.source import MAX_BYTES, Counted, Source, guarded, too_long
from solieu.text import decode

JSONL = (".jsonl", ".jsonl.gz", ".jsonl.xz", ".jsonl.zst")
#: Bytes without a line break after which the rest of a file is given up: it unpacks to nothing but junk.
HOPELESS = 1 << 30
PIECE = 1 << 20


def read_jsonl(path: Path, counted: Counted, parse: Callable[[Path, int, bytes], Source] | None = None) -> Iterator[Source | InputError]:
    """One JSON object a line with `text` and, if it has one, `id`; `parse` makes more of a line."""
    number = 0
    try:
        with path.open("rb") as raw:
            at = 0
            with _unpacked(raw, path.suffix.lower()) as file:
                for number, line in enumerate(_lines(file), 1):
                    if line is None:
                        yield too_long(f"{path}:{number}")
                    elif line.strip():
                        yield from guarded(partial(parse or _parse_line, path, number, line))
                    counted(raw.tell() - at)
                    at = raw.tell()
    except InputError as error:
        yield error
    except FileNotFoundError:
        yield InputError(path, "no such file; check the path")
    except (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield InputError(f"{path}:{number + 1}", f"cannot be read from here on: {reason}; check or fetch the file again")


def _unpacked(raw: IO[bytes], suffix: str) -> IO[bytes]:
    if suffix == ".gz":
        return cast(IO[bytes], gzip.open(raw))
    if suffix == ".xz":
        return lzma.open(raw)
    if suffix == ".zst":
        import pyarrow

        stream: Any = pyarrow.CompressedInputStream(raw, "zstd")
        return cast(IO[bytes], io.BufferedReader(stream, PIECE))
    return raw


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a file; None for one that is too long for an article."""
    while line := file.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES or line.endswith(b"\n"):
            yield line
            continue
        skipped = len(line)
        while (piece := file.readline(PIECE)) and not piece.endswith(b"\n"):
            skipped += len(piece)
            if skipped > HOPELESS:
                raise ValueError(f"no line break in {HOPELESS >> 20} MiB")
        yield None


def _parse_line(path: Path, number: int, line: bytes) -> Source:
    return parse_object(path, number, line)[0]


def parse_object(path: Path, number: int, line: bytes) -> tuple[Source, dict[str, Any]]:
    """The article of a line, and the object that it stands in. Raises InputError where there is none."""
    where = f"{path}:{number}"
    try:
        row = json.loads(decode(line, where))
    except (ValueError, RecursionError) as error:
        raise InputError(where, f"not a JSON object: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(where, 'no text: each line is an object such as {"id": "a1", "text": "..."}')
    return Source(str(row.get("id") or f"{_stem(path)}-{number}"), row["text"], None, where), row


def _stem(path: Path) -> str:
    return path.name[: path.name.lower().rindex(".jsonl")]
