"""Vietnamese word segmentation: underthesea's CRF over our own pieces, so that offsets hold without any alignment.

underthesea's `word_tokenize` rewrites characters and cuts document numbers; its model alone does neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from solieu.folding import fold_article, old_tone
from solieu.lexicon import lexicon
from solieu.tokens.segmenter import segmenter
from solieu.tokens.syllables import Piece, cut

#: Between the syllables of a word there is nothing but blanks.
BLANK = frozenset(" ")
#: Pieces a batch: the segmenter's memory grows with it, and no word depends on what stands so far away.
CHUNK = 2000
#: A longer piece is no Vietnamese syllable; the segmenter sees a stand-in.
LONGEST = 40

#: After figures these end their word: `80 tỷ | lặn`.
SCALES = frozenset(word for words in lexicon("numbers")["scales"].values() for word in words)

LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")

#: "đầu tư công | giai đoạn 2016-2020", "Đền Trần | năm 2017": here a period opens, and with it a word.
PERIOD_OPENS = re.compile(r"(?:giai đoạn|nhiệm kỳ|năm|tháng|quý|ngày)[ \u00a0]+(?=\d|[IVX]+\b)", re.IGNORECASE)


def segment(text: str) -> list[tuple[int, int]]:
    """The words of a text as (start, end). White space and characters without width between words belong to none."""
    folded = fold_article(text)
    seen = old_tone(folded.text)
    words: list[tuple[int, int]] = []
    for line in LINE.finditer(folded.text):
        pieces = cut(folded.text, line.start(), line.end())
        opens = frozenset(found.start() for found in PERIOD_OPENS.finditer(folded.text, line.start(), line.end()))
        for at in range(0, len(pieces), CHUNK):
            words += _join(seen, pieces[at : at + CHUNK], opens)
    return _apart(folded.span(start, end) for start, end in words)


def _apart(words: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words that share no character: a letter and its mark may have come apart in folding (`0\u0300`), and then go with the first."""
    found: list[tuple[int, int]] = []
    for start, end in words:
        start = max(start, found[-1][1]) if found else start
        if start < end:
            found.append((start, end))
    return found


def _join(text: str, pieces: list[Piece], opens: frozenset[int]) -> list[tuple[int, int]]:
    forms = ["x" if end - start > LONGEST else text[start:end] for start, end, _ in pieces]
    words: list[tuple[int, int]] = []
    joinable, several = False, False
    previous = ""
    for (start, end, alone), goes_on, form in zip(pieces, segmenter()(forms), forms, strict=True):
        if (
            joinable
            and not alone
            and goes_on
            and start not in opens
            and BLANK.issuperset(text[words[-1][1] : start])
            and _fits(previous, form, several)
        ):
            words[-1] = (words[-1][0], end)
            several = True
        else:
            words.append((start, end))
            several = False
        joinable = not alone and not (form in SCALES and previous[:1].isdigit())
        previous = form
    return words


def _fits(left: str, right: str, several: bool) -> bool:
    """Whether the case of two syllables lets them be one word: no `UBND tỉnh`, no `Nguyễn Bình thăm`."""
    if left.isupper() != right.isupper() and len(left) > 1 and len(right) > 1:
        return False
    return not (several and left[0].isupper() and right[0].islower())
