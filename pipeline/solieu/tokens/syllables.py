"""Cut a text into syllables, numbers, symbols: the pieces that word segmentation joins to words.

A piece never holds white space but in a date such as "04 - 3 - 2022"; every other character belongs to exactly one piece.
"""

from __future__ import annotations

import re

from solieu.atoms import DOCUMENT_NUMBER, FIGURE, FULL_DATE, PERCENT, UPPER
from solieu.lexicon import alternatives, lexicon

#: A letter, a digit or a mark that combines with them (text in NFD has marks of its own).
LETTER = r"[^\W\d_]"
MARK = "[\u0300-\u036f]"
#: What takes no place of its own on paper; a run of it is one piece.
UNSEEN = "[\u0300-\u036f\u200b-\u200f\u2060\ufeff]"
WORD = rf"{LETTER}(?:\w|{MARK})*"

ABBREVIATIONS = lexicon("abbreviations")

#: "TP.", "Đ/c.", "ThS.": the full stop belongs to the word.
ABBREVIATED = rf"{alternatives([*ABBREVIATIONS['titles'], *ABBREVIATIONS['other']])}\."

#: "LĐ-TB&XH", "VH-TT&DL", "KT-XH", "T.Ư", "BCH-MTTQ", "Covid-19": capitals joined by signs.
COMPOUND = rf"[{UPPER}][{UPPER}\w]*(?:&[{UPPER}]\w*)+|[{UPPER}]{{1,8}}(?:[-.–&][{UPPER}]{{1,8}})+(?![\w{UPPER}])|[A-Za-z]{{2,12}}-\d{{1,3}}(?!\w)"

ADDRESS = (
    r"(?:https?://|www\.)[^\s<>\"]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|\w{1,64}(?:\.\w{1,64}){0,3}\.(?:vn|com|org|net|info|gov|edu)\b"
)

#: Kept whole, never joined to their neighbours.
FIXED = rf"(?:{FULL_DATE})|{DOCUMENT_NUMBER}|{PERCENT}|{FIGURE}|{ADDRESS}"

PIECE = re.compile(
    rf"(?P<fixed>(?<![\w])(?:{FIXED}))|(?P<abbreviation>(?<!\w){ABBREVIATED}|đ/c\b|Đ/c\b)|(?P<compound>{COMPOUND})"
    rf"|(?P<word>{WORD})|(?P<digits>\d+(?:[.,]\d+)*)|(?P<dots>\.{{2,}}|…)|(?P<unseen>{UNSEEN}+)|(?P<mark>\S)",
)

Piece = tuple[int, int, bool]


def cut(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """The pieces of `text[start:end]` as (start, end, whether the piece stands alone), offsets into `text`."""
    return [
        (found.start(), found.end(), found.lastgroup not in ("word", "abbreviation"))
        for found in PIECE.finditer(text, start, len(text) if end is None else end)
    ]
