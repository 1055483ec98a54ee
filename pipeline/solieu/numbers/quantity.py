"""What a QUANTITY span says: value, bound, unit and what is counted.

Rules, beside those of `digits` and `words`:

- Money is scaled to its unit: `"1,4 tỷ đồng"` is 1400000000 `đồng`. A scale word alone (`"139 triệu"`) scales and has no unit. Other units keep
  their value; only scale words multiply.
- `1,200`: before a scale word the comma is a decimal sign (flagged where a zero ends it); before a bare currency or a counted noun it divides
  thousands, for there are no thousandths of a household; with everything else (`ha`, `%`, `lần`, nothing) it is read as a decimal sign and flagged.
  A point in a percentage (`1.234%`) divides thousands by rule 2 of `digits` up to 10000, is a decimal sign above (`12.345%`), and is flagged.
- A range shares the scale and the unit of its upper end: `"từ 5 đến 7 triệu đồng"`. Where that would turn it upside down (`"500 đến 1 triệu"`) the
  lower end takes the scale below and is flagged. `value_high` is the upper end. `từ` before a range compares nothing, a bound does:
  `"tối đa 5-7 ngày"` is `<=`. `"hai ba xã"` is 2 to 3, flagged.
- `"112/112 xã"`, `"45 trong số 73 trường"`, `"1:3"`: `value` of `of`. A slash before a word divides units: `đồng/người/năm`; per so many is written
  in digits (`bác sĩ/10.000 dân`).
- Things counted: `unit` is their classifier or first noun, `item` the whole noun phrase (`hộ`, `hộ nghèo`). After a measure, money or a percentage
  `item` is what follows (`kg`, `gạo`).
- `"hàng trăm hộ"`, `"một số xã"`, dates (`12/5/2020`) and texts without a number have no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from solieu.lexicon import MOST_READ, alternatives, lexicon
from solieu.numbers import comparators
from solieu.numbers.digits import EXACT, plain, times
from solieu.numbers.numerals import LETTERED, Numeral, find_numerals, numeral_at
from solieu.numbers.phrase import Amount, amount_at, clean, exact_value, per_so_many, with_unit
from solieu.numbers.units import tables

#: Longer spans are cut here before they are read: no quantity is that long.
LONGEST_PHRASE = 400

RATIO = re.compile(r"\s?[/:]\s?(?=\d)")
DASH = re.compile(r"\s?[-–—~÷]\s?(?=[\d$])")
NEGATIVE = re.compile(r"(?:^|\s)(?:[-−–]|âm\s)$", re.IGNORECASE)
PAIR = re.compile(r",\s(?=\d)")
FROM = re.compile(r"(?<!\w)từ\s", re.IGNORECASE)
SIGN = re.compile(r"(?:[-−–]|âm )(?=[^\s-])", re.IGNORECASE)
YEAR = range(1900, 2100)
#: "phần ba", "phần tư" after a number: "hai phần ba dân số".
PARTS = re.compile(r"\sphần\s(?!trăm|nghìn|ngàn)", re.IGNORECASE)
FOUR = re.compile(r"tư(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """The meaning of a QUANTITY; see the module for the rules. `value` is None where no number could be read."""

    value: Decimal | None
    value_high: Decimal | None = None
    of: Decimal | None = None
    comparator: str = "="
    unit: str | None = None
    item: str | None = None
    ambiguous: bool = False


@cache
def _joins() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words between the ends of a range, and between a part and its whole."""
    around = lexicon("numbers")["around"]
    return re.compile(rf"\s{alternatives(around['range'])}\s", re.IGNORECASE), re.compile(rf"\s{alternatives(around['whole'])}\s", re.IGNORECASE)


def parse_quantity(text: str) -> Quantity:
    """What the words of a QUANTITY span say. `"hơn 120 căn"` -> 120, `>`, `căn`. Never raises."""
    return _parse(text[:LONGEST_PHRASE])


@lru_cache(maxsize=MOST_READ)
def _parse(text: str) -> Quantity:
    words = clean(text)
    numeral = _first(words)
    if numeral is None:
        return Quantity(None, ambiguous=any(letter.isdigit() for letter in words))
    start, first = numeral.start, with_unit(words, numeral)
    sign = comparators.compared(words[:start])
    unit = _leading_money(words[:start])
    if unit and not first.unit:
        first = first._replace(kind="money", unit=unit)
    after, _ = comparators.compared_after(words[first.end :])
    quantity = _joined(words, first)
    if quantity.value_high is not None:
        sign = "=" if sign != "~" and FROM.search(words[:start]) else sign
    elif after:
        sign = after
    value, high = quantity.value, quantity.value_high
    doubtful = quantity.ambiguous
    if value is not None and NEGATIVE.search(words[:start]):
        value = -value
    if value is not None and high is not None and high < value:
        value, high, doubtful = high, value, doubtful or high >= 0
    return Quantity(value, high, quantity.of, sign, quantity.unit, quantity.item, doubtful)


def _first(words: str) -> Numeral | None:
    """The number: behind comparators, else the first numeral at all. None for `"hàng trăm"`."""
    start = comparators.lead_end(words)
    if comparators.patterns().indefinite.match(words, start):
        return None
    if signed := SIGN.match(words, start):
        start = signed.end()
    numeral = None if LETTERED.match(words, start) else numeral_at(words, start)
    if numeral and (numeral.end == len(words) or words[start : numeral.end].lower() != "không"):
        return numeral
    return next(find_numerals(words), None)


def _leading_money(prefix: str) -> str | None:
    """`"$5 triệu"`, `"USD 5 triệu"`"""
    found = re.search(r"(?:^|\s)(\S+)\s?$", prefix)
    return tables().names["money"].get(found[1].lower()) if found else None


def _joined(words: str, first: Amount) -> Quantity:
    """The amount, with a second one where the words go on with a ratio, a range, a pair or a smaller unit."""
    if couple := _couple(words, first):
        return couple
    if fraction := _fraction(words, first):
        return fraction
    ranged, whole = _joins()
    bare = first.unit is None
    if bare and (found := RATIO.match(words, first.end)) and (second := amount_at(words, found.end())):
        return _ratio(words, first, second)
    if found := whole.match(words, first.end):
        second = amount_at(words, found.end())
        if second and first.item and second.item and first.item != second.item and found[0].strip().lower() == "trên":
            return _single(first._replace(end=second.end, unit=f"{first.unit}/{per_so_many(second.numeral.value, second.item)}"))
        if second and (bare or first.kind == "counted"):
            return _ratio(words, first, second)
    if found := DASH.match(words, first.end) or ranged.match(words, first.end):
        at = found.end()
        at += comparators.lead_end(words[at:])
        negative = words.startswith(("-", "−"), at)
        if second := amount_at(words, at + negative):
            return _range(first, second, negative)
    if bare and (found := PAIR.match(words, first.end)) and (second := amount_at(words, found.end())):
        return _pair(first, second)
    if smaller := _smaller(words, first):
        return smaller
    single = _single(first)
    return replace(single, ambiguous=True) if any(letter.isdigit() for letter in words[first.end :]) else single


def _fraction(words: str, first: Amount) -> Quantity | None:
    """`"một phần tư thế kỷ"` is 1 of 4 `thế kỷ`, as `"1/4 thế kỷ"` is."""
    found = PARTS.match(words, first.numeral.end)
    if found and (four := FOUR.match(words, found.end())):  # "tư" is a number only behind another one
        words = f"{words[: four.start()]}bốn{words[four.end() :]}"
    whole = amount_at(words, found.end()) if found else None
    return None if whole is None else _ratio(words, Amount(first.numeral, first.numeral.end), whole)


def _single(amount: Amount) -> Quantity:
    value, doubtful = reading(amount)
    return Quantity(exact_value(amount, value), None, None, "=", amount.unit, amount.item, doubtful)


def reading(amount: Amount) -> tuple[Decimal, bool]:
    """The value of an amount's numeral, and whether it is in doubt, now that the unit is known."""
    numeral = amount.numeral
    whole = amount.kind == "money" or (amount.kind == "counted" and amount.unit != "điểm")
    if whole and numeral.other is not None and not numeral.scales:
        return numeral.other, False
    parted = numeral.end - numeral.start > len(str(numeral.value)) and not numeral.scales
    if parted and amount.unit == "%" and 1000 <= numeral.value < 10**6:
        return (times(numeral.value, Decimal("0.001")) if numeral.value >= 10000 else numeral.value), numeral.value % 1 == 0
    return numeral.value, numeral.ambiguous


def _ratio(words: str, part: Amount, whole: Amount) -> Quantity:
    """`"16/19 tiêu chí"`, `"12 xã trên 15 xã"`. Three numbers are a date or nothing known."""
    if RATIO.match(words, whole.numeral.end):
        return Quantity(None, ambiguous=True)
    unit, item, kind = whole.unit or part.unit, whole.item or part.item, whole.kind or part.kind
    value, first = reading(part._replace(kind=kind, unit=unit))
    total, second = reading(whole)
    month = kind is None and int(total) in YEAR and value <= 12
    day = kind is None and value > total and value <= 31 and total <= 12
    return Quantity(value, None, total, "=", unit, item, first or second or month or day or kind == "percent")


def _range(low: Amount, high: Amount, negative: bool) -> Quantity:
    """`"10-15%"`, `"từ 5 đến 7 triệu đồng"`, `"300.000 đồng đến 450.000 đồng/m3"`, `"6 tháng đến 1 năm"` (6 to 12 months)."""
    if low.kind == high.kind == "measure" and low.unit != high.unit and low.unit and "/" not in f"{high.unit}":
        factor = lexicon("units")["compound"].get(high.unit, {}).get(low.unit)
        if factor is None:
            return replace(_single(low), ambiguous=True)
        high = high._replace(unit=low.unit, numeral=high.numeral._replace(value=times(high.numeral.value, factor)))
    kind, unit = high.kind or low.kind, high.unit or low.unit
    top, doubtful = reading(high._replace(kind=kind, unit=unit))
    shared = low.unit is None and high.numeral.scales and not low.numeral.scales and low.numeral.other is not None
    bottom, also = (low.numeral.value, False) if shared else reading(low._replace(kind=kind, unit=unit))
    doubtful |= also
    if doubtful and (low.numeral.other is None) != (high.numeral.other is None):
        doubtful = not EXACT.multiply(bottom, Decimal(100)) > top
    doubtful |= kind is None and int(bottom) in YEAR and int(top) in YEAR
    if high.unit is None and low.numeral.scales and not high.numeral.scales and top < bottom:
        top, doubtful = _scaled(top, low.numeral.scales), True
    elif low.unit is None:
        bottom, shared = _share(bottom, low, high)
        doubtful |= shared
    bottom, top = exact_value(low, bottom), exact_value(high, top)
    return Quantity(bottom, -top if negative else top, None, "=", unit, high.item or low.item, doubtful)


def _share(bottom: Decimal, low: Amount, high: Amount) -> tuple[Decimal, bool]:
    """The lower end of a range with the scale of the upper one, and whether that is in doubt."""
    scales, top = high.numeral.scales, high.numeral.value
    if low.numeral.scales or (scales and scales[-1] < 1000 and bottom <= top):
        return bottom, False
    if not scales:
        grouped = bottom < 1000 <= top and top % 1000 == 0 and bottom % 1 == 0 and bottom * 1000 <= top and bottom * 10**6 > top
        return (times(bottom, 1000), True) if grouped and high.unit != "%" else (bottom, False)
    for skip in (0, 1):
        shared = _scaled(bottom, scales[skip:])
        if scales[skip:] and shared <= top:
            return shared, scales[skip] < 1000 and not skip
    if bottom >= 1000 and bottom <= top:
        return bottom, False
    lower = times(bottom, _scaled(Decimal("0.001"), scales))
    return (lower, True) if lower <= top else (bottom, True)


def _scaled(value: Decimal, scales: tuple[int, ...]) -> Decimal:
    for scale in scales:
        value = times(value, scale)
    return value


def _pair(first: Amount, second: Amount) -> Quantity:
    """`"117, 118 học viên"` is 117 to 118; `"32, 415 tỷ"` was meant as a decimal. Both are flagged."""
    bottom, top = first.numeral.value, second.numeral.value
    if top > bottom and top <= bottom + 2:
        return Quantity(bottom, top, None, "=", second.unit, second.item, True)
    coefficient = top
    for scale in second.numeral.scales:
        coefficient = plain(EXACT.divide(coefficient, Decimal(scale)))
    joined = plain(Decimal(f"{bottom:f}.{coefficient:f}")) if bottom % 1 == 0 and coefficient % 1 == 0 else bottom
    return Quantity(_scaled(joined, second.numeral.scales), None, None, "=", second.unit, second.item, True)


@cache
def _neighbours() -> re.Pattern[str]:
    """`"hai ba"`, `"năm, sáu"`, `"năm bảy"`: two digits in words, the second one more; not `"bốn năm"`, four years."""
    forms = {int(digit): words[0] for digit, words in lexicon("numbers")["digits"].items()}
    couples = [(low, low + 1) for low in range(1, 9)] + [(5, 7)]
    names = "|".join(rf"(?P<low{low}{high}>{forms[low]}){',' if low == 4 else ',?'} (?={forms[high]}(?!\w))" for low, high in couples)
    return re.compile(names, re.IGNORECASE)


def _couple(words: str, amount: Amount) -> Quantity | None:
    """`"hai ba xã"`, `"năm sáu trăm hộ"`: two neighbours, said for "two to three"; flagged."""
    found = _neighbours().match(words, amount.numeral.start)
    second = amount_at(words, found.end()) if found else None
    if not found or second is None:
        return None
    couple = str(found.lastgroup)
    bottom = plain(EXACT.divide(times(second.numeral.value, int(couple[-2])), Decimal(couple[-1])))
    return Quantity(bottom, second.numeral.value, None, "=", second.unit, second.item, True)


def _smaller(words: str, first: Amount) -> Quantity | None:
    """`"3 năm 8 tháng"` is 44 tháng: a measure goes on in its smaller one."""
    parts = lexicon("units")["compound"].get(first.unit, {})
    if not parts or first.half or not words.startswith(" ", first.end):
        return None
    second = amount_at(words, first.end + 1)
    if second is None or second.unit not in parts or second.numeral.value >= parts[second.unit]:
        return None
    value = EXACT.add(times(first.numeral.value, parts[second.unit]), second.numeral.value)
    return Quantity(plain(value), None, None, "=", second.unit, second.item, first.numeral.ambiguous or second.numeral.ambiguous)
