"""One form of a text for the grammars to read, with the way back to the text as it was read.

NFD becomes NFC, `hoà` and `uỷ` become `hòa` and `ủy`, every dash becomes `-`, every blank ` `, the Icelandic `Ð` that keyboards
leave behind becomes `Đ`; zero-width characters go. Line breaks stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SAME_LENGTH = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "Ð": "Đ", "ð": "đ", "Ɖ": "Đ"}
)
_LOOSE = re.compile("[\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad]")
_CLUSTER = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]|.[\u0300-\u036f]{0,4}", re.DOTALL)
_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")

#: "hoà", "khoẻ", "uỷ", "thuỷ": the mark on the last vowel of an open syllable; not "quý", "quỹ".
_OLD_TONE = re.compile(r"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\w)")
#: The same syllables with the mark on the first vowel: "hòa", "khỏe", "ủy", "thủy".
_NEW_TONE = re.compile(r"(?:[òóỏõọÒÓỎÕỌ][aeAE]|(?<![qQ])[ùúủũụÙÚỦŨỤ][yY])(?!\w)")
_PAIRS = [
    ("o", "òóỏõọ", "a", "àáảãạ"),
    ("o", "òóỏõọ", "e", "èéẻẽẹ"),
    ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
]
#: "oà" to "òa", lower case, and back.
_TO_NEW = {
    first + second_marked: first_marked + second
    for first, firsts, second, seconds in _PAIRS
    for first_marked, second_marked in zip(firsts, seconds, strict=True)
}
_TO_OLD = {new: old for old, new in _TO_NEW.items()}


class Folded(NamedTuple):
    """`text` to read; its character `i` comes from `starts[i]:ends[i]` of the text as it was (None: they are the same)."""

    text: str
    starts: list[int] | None
    ends: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of a stretch (not empty) of the folded text, in the text as it was."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def _moved(found: re.Match[str]) -> str:
    """The two vowels with the mark on the other one, each in its own case."""
    pair = found.group()
    low = pair.lower()
    moved = _TO_NEW.get(low) or _TO_OLD[low]
    return "".join(new.upper() if was.isupper() else new for was, new in zip(pair, moved, strict=True))


def old_tone(text: str) -> str:
    """`hòa`, `ủy` as `hoà`, `uỷ`, the placement that underthesea's word segmentation learned; every offset stays."""
    return _NEW_TONE.sub(_moved, text)


def fold(text: str) -> Folded:
    """The text in the one form, in linear time."""
    if not _LOOSE.search(text):
        return Folded(_OLD_TONE.sub(_moved, text.translate(_SAME_LENGTH)), None, None)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        if cluster.group() in _ZERO_WIDTH:
            continue
        piece = unicodedata.normalize("NFC", cluster.group())
        pieces.append(piece)
        starts += [cluster.start()] * len(piece)
        ends += [cluster.end()] * len(piece)
    return Folded(_OLD_TONE.sub(_moved, "".join(pieces).translate(_SAME_LENGTH)), starts, ends)


#: The same for an article, which several steps read one after another: the last one is kept.
fold_article = lru_cache(maxsize=1)(fold)
