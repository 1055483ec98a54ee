"""One amount of a phrase: a numeral with its unit and what it counts. `quantity` joins amounts to ranges and ratios."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from solieu.lexicon import alternatives, lexicon
from solieu.numbers.comparators import compared_after
from solieu.numbers.digits import EXACT, plain, times
from solieu.numbers.numerals import Numeral, compose, numeral_at, parse_numeral
from solieu.numbers.units import PER, PER_WORDS, Kind, match_unit

INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")
BLANKS = re.compile(r"\s+")
UNCLEAN = re.compile(rf"{INVISIBLE.pattern}|[\u0300-\u036f]|[^\S ]|\s\s|^\s|\s$")

#: "5 (năm) hộ", "2.000.000 đồng (hai triệu đồng)": said again in brackets.
AGAIN = re.compile(r"\s?\((?P<words>[^()]*)\)?")

#: "112/112 xã" is a ratio, no unit.
PER_NUMBER = re.compile(r"\s?/\s?\d")

#: "22.700 đồng/USD", "9.000 đồng/CP"
CAPITALS = re.compile(r"[A-ZĐ]{2,4}(?!\w)")

#: A counted noun phrase ends at punctuation.
NOUN = re.compile(r"\s?(?P<noun>[^\W\d_][^,;:()\n]*)")


#: "4 triệu/tháng", "2 tỷ/ha" without a unit are money; "2 vạn/tháng" may be anything.
MILLION = 10**6


class Amount(NamedTuple):
    """A numeral with what follows it. `kind` is None where no unit follows; `item` is the noun phrase that is counted or measured."""

    numeral: Numeral
    end: int
    kind: Kind | None = None
    unit: str | None = None
    item: str | None = None
    half: bool = False


class Patterns(NamedTuple):
    """The compiled patterns of this module."""

    short: re.Pattern[str]
    cut: re.Pattern[str]
    half: re.Pattern[str]
    no_noun: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns, compiled once from `data/numbers.toml`."""
    numbers = lexicon("numbers")
    joined = alternatives(word for name in ("range", "whole", "other") for word in numbers["around"][name])
    words = alternatives(word for words in numbers["comparators"].values() for word in words)
    digit = alternatives(word for group in ("digits", "scales") for words in numbers[group].values() for word in words)
    return Patterns(
        short=re.compile(rf"(?<=\d)[ \u00a0]?{alternatives(numbers['abbreviations'])}(?!\w)", re.IGNORECASE),
        cut=re.compile(rf"\s(?:{joined}\s(?:{words}\s)*+|[-–—]\s?)(?=[-−]?\d|{digit}(?!\w))", re.IGNORECASE),
        half=re.compile(rf"\s{alternatives(numbers['forms']['half'])}(?!\w)", re.IGNORECASE),
        no_noun=re.compile(rf"{alternatives(numbers['around']['no_noun'])}(?!\w)", re.IGNORECASE),
    )


def clean(text: str) -> str:
    """A phrase as the grammar reads it: NFC, single blanks, nothing invisible, abbreviations in full (`"5 trđ"` -> `"5 triệu đồng"`)."""
    if UNCLEAN.search(text):
        composed, _ = compose(INVISIBLE.sub("", text))
        text = BLANKS.sub(" ", composed).strip()
    return patterns().short.sub(_in_full, text)


def _in_full(found: re.Match[str]) -> str:
    return " " + str(lexicon("numbers")["abbreviations"][found[0].strip().lower()])


def amount_at(text: str, start: int) -> Amount | None:
    """The amount whose numeral starts at this offset of a clean text: `"5 năm rưỡi"`, `"12.500 kg gạo"`, `"6 bác sĩ/1 vạn dân"`."""
    numeral = numeral_at(text, start)
    return with_unit(text, numeral) if numeral else None


def with_unit(text: str, numeral: Numeral) -> Amount:
    """The amount of a numeral that was found in a clean text: its unit and what it counts."""
    at = numeral.end
    again = AGAIN.match(text, at)
    if again and parse_numeral(again["words"]):
        at = again.end()
    at += text.startswith(" ", at)
    unit = match_unit(text, at)
    if unit is None or unit.kind == "counted":
        if not PER_NUMBER.match(text, at) and (per := _per(text, at, words=False)):
            money = bool(numeral.scales) and max(numeral.scales) >= MILLION
            return Amount(numeral, per[1], "money" if money else None, f"đồng{per[0]}" if money else per[0], None)
        return _counted(text, numeral, at, unit.end if unit else None)
    end, name = unit.end, unit.name
    if half := patterns().half.match(text, end):
        end = half.end()
    if per := _per(text, end, words=unit.kind != "percent", capitals=unit.kind == "money"):
        name, end = name + per[0], per[1]
    amount = Amount(numeral, end, unit.kind, name, None, half is not None)
    return _with_item(text, amount)


def _with_item(text: str, amount: Amount) -> Amount:
    """`"12.500 kg gạo"` has the item `gạo`, `"hai kg gạo/khẩu"` too."""
    noun, end = _noun(text, amount.end)
    if not noun:
        return amount
    per = _per(text, end, words=False)
    unit = f"{amount.unit}{per[0]}" if per else amount.unit
    return amount._replace(end=per[1] if per else end, unit=unit, item=noun)


def _counted(text: str, numeral: Numeral, at: int, known: int | None) -> Amount:
    """`"950 hộ nghèo"`: unit `hộ`, item `hộ nghèo`. An unknown noun gives its first two syllables as the unit: most nouns have two."""
    noun, end = _noun(text, at)
    if not noun:
        return Amount(numeral, numeral.end)
    syllables = noun.split(" ")
    unit = noun[: known - at] if known and known - at <= len(noun) else " ".join(syllables[: 1 if syllables[0].isupper() else 2])
    if not unit.isupper():
        unit = unit.lower()
    if per := _per(text, end, words=False):
        unit, end = unit + per[0], per[1]
    return Amount(numeral, end, "counted", unit, noun)


def _noun(text: str, at: int) -> tuple[str, int]:
    """The noun phrase at an offset and where it ends: before punctuation, a unit behind a slash, a second number, `"trở lên"`."""
    found = NOUN.match(text, at)
    if not found:
        return "", at
    start, end = found.span("noun")
    words = text[start:end]
    if patterns().no_noun.match(words) and match_unit(text, start) is None:
        return "", at
    if cut := patterns().cut.search(text, max(at - 1, 0), end + 8):
        words = words[: max(0, cut.start() - start)]
    words = words[: compared_after(words)[1]]
    slash = words.find("/")
    while slash >= 0:
        if _per(text, start + slash, words=False):
            words = words[:slash]
        slash = words.find("/", slash + 1)
    words = words.rstrip(" .\"'”’»–—-?!")
    return words, start + len(words)


def _per(text: str, at: int, words: bool, capitals: bool = False) -> tuple[str, int] | None:
    """What a unit is per: (`"/người/năm"`, end). `"/1 vạn dân"` becomes `/10.000 dân`, `"/1 phụ nữ"` becomes `/phụ nữ`."""
    name, found = "", PER.match(text, at)
    if not found and words and (found := PER_WORDS.match(text, at)):
        known = match_unit(text, found.start("per"))
        if not known or known.kind not in ("measure", "counted"):
            return None
        return f"/{known.name}", known.end
    while found and (part := _per_part(text, *found.span("per"), capitals)):
        name, at = f"{name}/{part[0]}", part[1]
        found = PER.match(text, at)
    return (name, at) if name else None


def _per_part(text: str, start: int, end: int, capitals: bool) -> tuple[str, int] | None:
    """One part of a unit behind a slash: a measure, or words in lower case up to a range, `"trở lên"` or the end. `C/O` has none, `đồng/CP` has."""
    unit = match_unit(text, start)
    if unit and unit.kind == "measure":
        return unit.name, unit.end
    many = None if unit else numeral_at(text, start)
    if many:
        start = many.end + text.startswith(" ", many.end)
        unit = match_unit(text, start)
    elif capitals and (short := CAPITALS.match(text, start)):
        return short[0], short.end()
    elif not text[start].islower():
        return None
    cut = patterns().cut.search(text, start, end + 8)
    words = text[start : min(cut.start(), end) if cut else end]
    words = unit.name if unit and unit.kind == "measure" else words[: compared_after(words)[1]].strip()
    if not words or words[0].isdigit():
        return None
    stop = unit.end if unit and unit.kind == "measure" else start + len(words)
    return per_so_many(many.value, words) if many else words, stop


def per_so_many(value: Decimal, words: str) -> str:
    """`"10.000 dân"`, the number as Vietnamese documents write it; one is left out."""
    return words if value == 1 else f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".") + f" {words}"


def exact_value(amount: Amount, value: Decimal) -> Decimal:
    """The value with a half said after the unit: `"2 năm rưỡi"` is 2.5, `"2 triệu đồng rưỡi"` 2500000."""
    if not amount.half:
        return value
    scale = Decimal(1)
    for factor in amount.numeral.scales:
        scale = times(scale, factor)
    return plain(EXACT.add(value, times(scale, Decimal("0.5"))))
