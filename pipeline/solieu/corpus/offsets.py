"""Offsets as others count them. Ours are Unicode code points into the text as it was read; a program may count UTF-16 units, or a CR LF as one.

Which way an annotation counts is found by its words: the first way in which every span has the words that it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple


class Said(NamedTuple):
    """A stretch as it was said: offsets by whatever count, and the words that it should have (None where they are not said)."""

    id: str
    start: int
    end: int
    words: str | None


def _utf16(text: str, at: int) -> int:
    return 2 if text[at] > "\uffff" else 1


def _one_break(text: str, at: int) -> int:
    return 0 if text[at : at + 2] == "\r\n" else 1


#: Name of a way to count -> how many units the character at an offset takes.
COUNTS: Mapping[str, Callable[[str, int], int]] = {
    "code points": lambda text, at: 1,
    "UTF-16 units": _utf16,
    "code points with CR LF as one": _one_break,
    "UTF-16 units with CR LF as one": lambda text, at: min(_utf16(text, at), 2 * _one_break(text, at)),
}
OURS = "code points"


def settle(text: str, said: Iterable[Said]) -> tuple[str, list[tuple[int, int]]] | None:
    """The way to count by which every stretch has its words, and all stretches in code points; None where no way does."""
    said = list(said)
    for name, width in COUNTS.items():
        places = _places(text, width)
        found = [(places[one.start], places[one.end]) for one in said if one.start in places and one.end in places]
        if len(found) == len(said) and all(start < end and fits(text[start:end], one.words) for (start, end), one in zip(found, said, strict=True)):
            return name, found
    return None


def _places(text: str, width: Callable[[str, int], int]) -> dict[int, int]:
    """Offset by this count -> code points. Of two places with one offset, before and after what counts for nothing, the first is taken."""
    sums = accumulate((width(text, at) for at in range(len(text))), initial=0)
    places: dict[int, int] = {}
    for at, sum in enumerate(sums):
        places.setdefault(sum, at)
    return places


def fits(there: str, words: str | None) -> bool:
    """Whether words are those that stand there. White space within them may be written in another way, as a line break is; at the ends it counts."""
    if words is None or words == there:
        return True
    # Label Studio writes a line break as the two characters \ and n.
    unbroken = words.replace("\\n", "\n")
    edges = (there[:1].isspace(), there[-1:].isspace()) == (unbroken[:1].isspace(), unbroken[-1:].isspace())
    return edges and "".join(there.split()) == "".join(unbroken.split())
