"""JSONL, plain or compressed, line by line: no line longer than an article is ever held in memory, however far it unpacks."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from solieu.errors import InputError
from solieu.inputs.rows import Rows
from solieu.inputs.source import MAX_BYTES, Counted, Source, too_long
from solieu.storage import RemotePath, reason
from solieu.text import decode

JSONL = (".jsonl", ".jsonl.gz", ".jsonl.xz", ".jsonl.zst")
#: Bytes without a line break after which the rest of a file is given up: it unpacks to nothing but junk.
HOPELESS = 1 << 30
PIECE = 1 << 20


def read_jsonl(path: Path | RemotePath, rows: Rows, counted: Counted) -> Iterator[Source | InputError]:
    """One JSON object a line."""
    number = 0
    try:
        with path.open("rb") as raw:
            at = 0
            with _unpacked(raw, path.suffix.lower()) as file:
                for number, line in enumerate(_lines(file), 1):
                    if line is None:
                        yield too_long(f"{path}:{number}")
                    elif line.strip():
                        yield from _articles(rows, number, line, f"{path}:{number}")
                    counted(raw.tell() - at)
                    at = raw.tell()
        if number:
            yield from rows.missed(path)
    except InputError as error:
        yield error
    except FileNotFoundError:
        yield InputError(path, "no such file; check the path")
    except (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError) as error:
        said = reason(error) if isinstance(error, OSError) else str(error)
        yield InputError(f"{path}:{number + 1}", f"cannot be read from here on: {said}; check or fetch the file again")


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


def _articles(rows: Rows, number: int, line: bytes, origin: str) -> Iterator[Source | InputError]:
    try:
        row = json.loads(decode(line, origin))
    except InputError as error:
        yield error
        return
    except (ValueError, RecursionError) as error:
        yield InputError(origin, f"not a JSON object: {error}")
        return
    if isinstance(row, dict):
        yield from rows.articles(number, row, origin)
    else:
        yield InputError(origin, 'no text: each line is an object such as {"id": "a1", "text": "..."}')
