"""The article as it was read, and what every kind of file has to hold to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from solieu.errors import InputError

#: Bytes of an article (in UTF-8; of a line, in JSONL). A longer one is a broken file or several articles in one.
MAX_BYTES = 1_000_000

#: Told how many bytes of the input files were read since it was last told.
Counted = Callable[[int], None]

#: What no article holds and no output can.
UNFIT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was read: `raw` are the bytes of its file where it has one of its own, `origin` says where it came from."""

    id: str
    text: str
    raw: bytes | None
    origin: str


def guarded(read: Callable[[], Source]) -> Iterator[Source | InputError]:
    """What `read` gives if it can be an article, else the error."""
    try:
        yield checked(read())
    except InputError as error:
        yield error


def checked(source: Source) -> Source:
    """The source. Raises InputError where it is too long or holds what is no text."""
    for words, what in ((source.text, "text"), (source.id, "id")):
        if found := UNFIT.search(words):
            raise InputError(
                source.origin,
                f"no text: character U+{ord(found[0]):04X} at offset {found.start()} of its {what}; is it a binary file, or cut within a character?",
            )
    if len(source.text) > MAX_BYTES // 4 and len(source.text.encode()) > MAX_BYTES:
        raise too_long(source.origin)
    return source


def too_long(origin: object) -> InputError:
    return InputError(origin, f"longer than {MAX_BYTES:,} bytes; is it several articles in one? split it first")
