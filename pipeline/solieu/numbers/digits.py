"""What digits with points, commas and blanks mean.

Vietnamese documents write a point (or a blank) between thousands and a comma before decimals; others write the reverse. The rules, first that fits:

1. Both signs, the second once and last: the last is the decimal sign. `1.234,5` and `1,234.5` are 1234.5.
2. Points before groups of three digits divide thousands: `6.700`, `12.000.000`. A point before one, two, four or more digits is a decimal
   sign: `1.4`, `12.5`. So is any sign after a leading zero: `0.125`, `0,125`.
3. A comma is a decimal sign: `5,2`, `36,72`. Commas before two groups or more of three digits divide thousands: `1,200,000`.
4. One comma before three digits, `1,200`, is unknowable by itself: 1.2 by rule 3, flagged, with 1200 as its other reading. What it counts may decide.
5. Blanks between groups of three digits divide thousands: `1 200`, `12 500,5`.
6. Sloppy forms are read and flagged: `1000.000` (1000000), `3,415,6` and `3.415.6` (3415.6). Anything else (`30.6.2020`, `1.23.456`) is no number.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import NamedTuple

from solieu.atoms import DIGITS

#: No figure has more characters than this; longer runs of digits are no number.
LONGEST = 40

#: Exact arithmetic whatever the caller's decimal context: the longest figure times the largest scale fits.
EXACT = Context(prec=100)

#: "1 200", "12 500,5": groups of three behind blanks, or what `atoms.DIGITS` finds.
SPACED_DIGITS = rf"(?:[1-9]\d{{0,2}}(?:[ \u00a0\u202f]\d{{3}}(?![\d.]))++(?:,\d++)?|{DIGITS})"

FORM = re.compile(
    r"""
    (?P<whole>        \d+ )                                       # "2115", "05"
  | (?P<points>       [1-9]\d{0,2} (?:\.\d{3})+ (?:,\d+)? )       # "6.700", "12.000.000", "1.234,5"
  | (?P<either>       [1-9]\d{0,2} ,\d{3} )                       # "1,200"
  | (?P<comma>        \d+ ,\d+ )                                  # "5,2", "0,125", "1234,567"
  | (?P<commas>       [1-9]\d{0,2} (?:,\d{3})+ (?:\.\d+)? )       # "1,200,000", "1,234.5"
  | (?P<point>        0+ \.\d+ | \d+ \.(?!\d{3}$)\d+ )            # "0.5", "0.125", "1.4", "12.5"
  | (?P<loose_points> \d+ (?:\.\d{3})+ (?:[.,]\d{1,2})? )         # "1000.000", "3.415.6"
  | (?P<loose_commas> \d+ (?:,\d{3})+ ,\d{1,2} )                  # "3,415,6"
  | (?P<blanks>       \d{1,3} (?:[ \u00a0\u202f]\d{3})+ (?:,\d+)? )  # "1 200", "12 500,5"
    """,
    re.VERBOSE,
)


class Reading(NamedTuple):
    """The value of digits; `other` is the second reading where a sign may divide thousands or decimals."""

    value: Decimal
    ambiguous: bool = False
    other: Decimal | None = None


def read_digits(text: str) -> Reading | None:
    """What digits mean, by the rules above; None where they are no number. `"1.234,5"` -> 1234.5"""
    if len(text) > LONGEST:
        return None
    if text.isdecimal():
        return Reading(Decimal(text))
    head, comma, tail = text.partition(",")
    if comma and len(tail) < 3 and head.isdecimal() and tail.isdecimal() and tail[-1] != "0":
        return Reading(Decimal(f"{head}.{tail}"))
    found = FORM.fullmatch(text)
    if not found:
        return None
    form = found.lastgroup
    if form == "points":
        return Reading(plain(Decimal(text.replace(".", "").replace(",", "."))))
    if form == "comma":
        return Reading(plain(Decimal(text.replace(",", "."))))
    if form == "either":
        return Reading(plain(Decimal(text.replace(",", "."))), True, Decimal(text.replace(",", "")))
    if form == "commas":
        return Reading(plain(Decimal(text.replace(",", ""))))
    if form == "point":
        return Reading(plain(Decimal(text)))
    if form == "blanks":
        return Reading(plain(Decimal(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))))
    return _read_loose(text)


def _read_loose(text: str) -> Reading:
    """`"1000.000"` -> 1000000, `"3,415,6"` -> 3415.6, both flagged."""
    whole, tail = text, ""
    if not re.search(r"[.,]\d{3}$", text):
        cut = max(text.rfind("."), text.rfind(","))
        whole, tail = text[:cut], "." + text[cut + 1 :]
    return Reading(plain(Decimal(re.sub(r"[.,]", "", whole) + tail)), True)


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent: `53.0` -> 53, `1.4E+9` -> 1400000000."""
    exponent = value.as_tuple().exponent
    if exponent == 0 or not value.is_finite():
        return value
    value = value.normalize(EXACT)
    return value.quantize(Decimal(1), context=EXACT) if value == value.to_integral_value() else value


def times(value: Decimal, factor: Decimal | int) -> Decimal:
    """The exact product, plain."""
    return plain(EXACT.multiply(value, Decimal(factor)))
