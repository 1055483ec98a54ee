"""Numerals in digits, in words or both: `"1.234,5"`, `"1,2 nghìn tỷ"`, `"ba mươi lăm nghìn"`, `"4 tỷ rưỡi"`.

What digits mean is said in `digits`, what words mean in `words`. Text may be NFC or NFD; offsets are those of the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from solieu.lexicon import MOST_READ, alternatives, lexicon
from solieu.numbers.digits import LONGEST, SPACED_DIGITS, read_digits
from solieu.numbers.units import match_unit
from solieu.numbers.words import Reader, Word, vocabulary

#: A letter and the marks that NFD splits from it; more marks than four are no Vietnamese letter.
SPLIT_LETTER = re.compile(r"[^\W\d_][\u0300-\u036f]{1,4}+")

SPLIT_MARK = re.compile(r"[\u0300-\u036f]")

#: Longer texts are no single numeral: the longest number in words has fewer characters.
LONGEST_NUMERAL = 400


class Numeral(NamedTuple):
    """A number and where it stands. `other` is the second reading of digits that may be thousands or decimals (`1,200`); `scales` are the scale
    words behind a single coefficient (`(1000, 1000000000)` for `1,2 nghìn tỷ`), which a range may share."""

    start: int
    end: int
    value: Decimal
    ambiguous: bool = False
    other: Decimal | None = None
    scales: tuple[int, ...] = ()


class Grammar(NamedTuple):
    """The compiled patterns of this module."""

    token: re.Pattern[str]
    named: re.Pattern[str]
    programme: re.Pattern[str]
    last_words: frozenset[str]
    bare: re.Pattern[str]
    compared: re.Pattern[str]
    wrapped: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """The patterns, compiled once from the word lists."""
    numbers = lexicon("numbers")
    compared = alternatives(word for words in numbers["comparators"].values() for word in words)
    words = alternatives(vocabulary())
    scales = alternatives(word for words in numbers["scales"].values() for word in words)
    flags = re.IGNORECASE
    names = numbers["names"]
    return Grammar(
        last_words=frozenset({"số", *(name.split()[-1] for part in ("documents", "kinds") for name in names[part])}),
        named=re.compile(rf"(?<!\w){alternatives(names['documents'])}\s+(?:số\s+)?$", flags),
        programme=re.compile(rf"(?<!\w){alternatives(names['kinds'])}\s+(?:số\s+)?{alternatives(names['programmes'])}(?![\w%]|[.,]\d)", flags),
        token=re.compile(rf"(?<!\w)(?P<digits>{SPACED_DIGITS})|(?<![^\W\d_])(?P<word>{words})(?!\w)", flags),
        bare=re.compile(rf"{scales}(?!\w)", flags),
        compared=re.compile(rf"(?:^|[^\w])(?:{compared}|cả)\s+$", flags),
        wrapped=re.compile(rf"\s*(?:{compared}\s+)*(?P<numeral>[^\s%].*?)\s*%?\s*", flags | re.DOTALL),
    )


def compose(text: str) -> tuple[str, list[int] | None]:
    """NFC of the letters, and for each offset of it the offset in `text`; None where they are the same. Linear, whatever the marks."""
    if text.isascii() or not SPLIT_MARK.search(text):
        return text, None
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for found in SPLIT_LETTER.finditer(text):
        letter = unicodedata.normalize("NFC", found[0])
        parts += text[at : found.start()], letter
        offsets += range(at, found.start())
        offsets += [found.start()] * len(letter)
        at = found.end()
    parts.append(text[at:])
    offsets += range(at, len(text) + 1)
    return "".join(parts), offsets


def parse_numeral(text: str) -> Numeral | None:
    """The number that the whole of `text` writes, or None. A comparator before it and a % behind it are passed over: `"hơn chục"`, `"0,5%"`."""
    if text[:1].isdecimal() and len(text) <= LONGEST and (reading := read_digits(text)):
        value, ambiguous, other = reading
        return Numeral(0, len(text), value, ambiguous, other)
    return _parse(text) if len(text) <= LONGEST_NUMERAL else None


@lru_cache(maxsize=MOST_READ)
def _parse(text: str) -> Numeral | None:
    composed, offsets = compose(text)
    found = grammar().wrapped.fullmatch(composed)
    if not found:
        return None
    start, end = found.span("numeral")
    numeral = numeral_at(composed, start)
    if numeral is None or numeral.end != end:
        return None
    return numeral if offsets is None else numeral._replace(start=offsets[start], end=offsets[end])


def numeral_at(text: str, start: int) -> Numeral | None:
    """The longest numeral that starts at this offset of an NFC text, or None. A bare scale word is one: `"trăm"`."""
    words: list[Word] = []
    token, at = grammar().token, start
    while found := token.match(text, at):
        words.append(_word(found))
        at = _skip_blanks(text, found.end())
    return _read(words, 0)[0] if words else None


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of a running text, in order. Words that are rarely numbers are left out where nothing speaks for them (`năm học`, `đầu tư`,
    `tỷ lệ`, `hàng trăm`); what remains of `năm` alone is flagged. Digits inside a word (`U23`, `m2`) are none."""
    composed, offsets = compose(text)
    run: list[Word] = []
    for found in grammar().token.finditer(composed):
        word = _word(found)
        if run and _skip_blanks(composed, run[-1].end) != word.start:
            yield from _split(run, composed, offsets)
            run = []
        run.append(word)
    yield from _split(run, composed, offsets)


def _skip_blanks(text: str, at: int) -> int:
    """Past up to two blanks: more, or a line break, part two numerals."""
    for _ in range(2):
        if at < len(text) and text[at] in " \u00a0\u202f\t":
            at += 1
    return at


def _word(found: re.Match[str]) -> Word:
    text = found[0]
    if found.lastgroup == "digits":
        return Word("digits", 0, found.start(), found.end(), text)
    text = text.lower()
    return Word(*vocabulary()[text], found.start(), found.end(), text)


def _read(words: list[Word], at: int) -> tuple[Numeral | None, int]:
    """The numeral that starts at a word, and the word after it."""
    first = words[at]
    if first.kind == "digits" and (len(words) == at + 1 or words[at + 1].kind not in ("scale", "half")):
        reading = read_digits(first.text)
        return (Numeral(first.start, first.end, *reading) if reading else None), at + 1
    reader = Reader(words, at)
    value = reader.read()
    if value is None:
        return None, at + 1
    ambiguous = reader.ambiguous and not (reader.other and _is_decimal(first.text, reader.scales))
    return Numeral(first.start, words[reader.at - 1].end, value, ambiguous, reader.other, tuple(reader.scales)), reader.at


def _is_decimal(digits: str, scales: list[int]) -> bool:
    """Whether scale words make the comma of `"1,234"` a decimal sign beyond doubt: `"102,457 tỷ"`, `"141,350 nghìn tỷ"`; not `"1,200 tỷ"`, for
    nobody writes the last zero of a decimal unless all have three."""
    return len(scales) > 1 or (len(scales) == 1 and not digits.endswith("0"))


def _split(run: list[Word], text: str, offsets: list[int] | None) -> Iterator[Numeral]:
    """The numerals of a run of number words with nothing but blanks between."""
    at = 0
    while at < len(run):
        first = run[at]
        numeral, after = _read(run, at)
        if numeral is not None and (not is_name(text, first.start, first.end) if first.kind == "digits" else _counts(text, run[at:after])):
            if after == at + 1 and first.text == "năm":
                numeral = numeral._replace(ambiguous=True)
            yield numeral if offsets is None else numeral._replace(start=offsets[numeral.start], end=offsets[numeral.end])
        at = after


#: So far back a word is looked for that makes a name of a number.
REACH = 32
#: "30a", "67B": a letter that no unit and no word is, right behind digits; "8h50".
LETTERED = re.compile(r"\d{1,2}[hg]\d\d(?!\d)|\d+(?:[a-eA-E](?!\w|[.²³]\w)|[a-eA-E](?=/\d))")


def is_name(text: str, start: int, end: int) -> bool:
    """Whether the digits at a place of a running text name something and count nothing: `"huyện 30a"`, `"chương trình 135"`, `"Nghị quyết 19"`;
    not `"nguồn 135 tỷ đồng"`, `"xã 135 hộ"`."""
    if text[end : end + 1].isalpha() and LETTERED.match(text, start):
        return True
    before = text[max(0, start - REACH) : start]
    last = before.rsplit(None, 1)[-1:]
    if not last or last[0].lower() not in grammar().last_words:
        return False
    after = text[end : end + REACH].lstrip()
    if grammar().bare.match(after) or match_unit(after, 0):
        return False
    if grammar().named.search(before):
        return True
    found = grammar().programme.search(text, max(0, start - REACH), end + 2)
    return found is not None and found.end() >= end


def _counts(text: str, words: list[Word]) -> bool:
    """Whether words in a running text are a number there: not in `"hàng trăm"`, `"tỷ lệ"`, `"năm học"`, `"một số"`."""
    first, last = words[0], words[-1]
    before = text[max(0, first.start - 24) : first.start].lower()
    if first.kind in ("scale", "tens"):
        return grammar().compared.search(before) is not None
    if len(words) > 1:
        return True
    if first.text == "không":
        return False
    lists = lexicon("numbers")["scanner"].get(first.text, {"before": (), "after": ()})
    previous = re.search(r"(\w+)\s+$", before)
    following = re.match(r"\s*(\w+)", text[last.end : last.end + 24].lower())
    if previous and (previous[1] in lists["before"] or (first.text == "năm" and (previous[1].isdecimal() or previous[1] in vocabulary()))):
        return False
    return following is None or not (following[1] in lists["after"] or (first.text == "năm" and following[1].isdecimal()))
