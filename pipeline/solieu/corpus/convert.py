"""Turn inline annotation into brat standoff and back."""

from __future__ import annotations

from pathlib import Path

from solieu.corpus.brat import read_article, write_article
from solieu.corpus.inline import format_inline, parse_inline
from solieu.errors import UsageError
from solieu.text import read_text, write_bytes

INLINE = ".inline"


def to_brat(path: Path, out: Path) -> None:
    """`NAME.inline` as `OUT/NAME.txt` and `OUT/NAME.ann`."""
    write_article(parse_inline(read_text(path), path.stem, path), out)


def to_inline(path: Path, out: Path) -> None:
    """`NAME.txt` with `NAME.ann` as `OUT/NAME.inline`."""
    write_bytes(out / f"{path.stem}{INLINE}", format_inline(read_article(path)).encode())


def convert(paths: list[Path], to: str, out: Path) -> int:
    """Convert files, or all of a folder. Returns how many."""
    ending, one = {"brat": (INLINE, to_brat), "inline": (".txt", to_inline)}.get(to, ("", None))
    if one is None:
        raise UsageError(f"unknown form {to!r}; give brat or inline")
    files = [file for path in paths for file in (sorted(path.glob(f"*{ending}")) if path.is_dir() else [path])]
    for file in files:
        one(file, out)
    return len(files)
