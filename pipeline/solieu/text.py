"""Read and write articles. Text is sacred: what is read is passed on unchanged, offsets are code points into it."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from solieu.errors import InputError
from solieu.storage import RemotePath, located, reason

#: What steers a terminal or has no place in HTML: control characters but tab and line feed, changes of direction, halves of pairs, non-characters.
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def visible(words: str) -> str:
    """Words that can be shown on a terminal and in HTML, character for character: what cannot is U+FFFD."""
    return UNSHOWN.sub("\ufffd", words)


def decode(raw: bytes, path: str | Path | RemotePath = "<bytes>") -> str:
    """UTF-8 bytes as text, line ends as they are. Raises InputError that names the byte where it is no UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            path, f"not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}; convert it first, e.g. with iconv -t UTF-8"
        ) from None


def read_bytes(path: str | Path | RemotePath) -> bytes:
    """A file's bytes. Raises InputError where it is not there or cannot be read."""
    try:
        return located(path).read_bytes()
    except FileNotFoundError:
        raise InputError(path, "no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(path, "a folder, where a file is needed") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {reason(error)}") from None


def read_text(path: str | Path) -> str:
    """A file's text, unchanged."""
    return decode(read_bytes(path), path)


def safe_name(id: str) -> str:
    """An id as a file name below the output folder: no way up or out of it."""
    parts = [re.sub(r"[\x00-\x1f\\:*?\"<>|]", "_", part) for part in id.split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "article"


def write_bytes(path: str | Path | RemotePath, content: bytes) -> None:
    """Write a file whole or not at all: aside first, then renamed. Makes the folder where it is missing."""
    path = located(path)
    if isinstance(path, RemotePath):
        path.write_bytes(content)
        return
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """A file aside that takes the place of `path` when the block ends, and goes when it fails. Makes the folder where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink()
        raise
