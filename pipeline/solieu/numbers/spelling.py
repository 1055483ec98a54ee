"""How a number is written in words, in the northern and the southern habit."""

from __future__ import annotations

from decimal import Decimal

from solieu.numbers.digits import plain

BILLION = 10**9
LARGEST = 10**18

DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spell(number: int | Decimal, north: bool = True) -> str:
    """A number in words, in full, as cheques write it: 1005 is `"một nghìn không trăm linh năm"`, southern `"một ngàn không trăm lẻ năm"`.

    Decimals are read digit by digit (`"hai phẩy năm"`). Raises ValueError from 10^18 on and for what is no finite number.
    """
    value = Decimal(number)
    if not value.is_finite() or abs(value) >= LARGEST:
        raise ValueError(f"cannot spell {number}: only finite numbers below 10^18 can be written in words")
    whole, _, decimals = f"{plain(abs(value)):f}".partition(".")
    words = _spell_whole(int(whole), north)
    if decimals:
        words += " phẩy " + " ".join(DIGIT_WORDS[int(digit)] for digit in decimals)
    return f"âm {words}" if value < 0 else words


def _spell_whole(number: int, north: bool) -> str:
    if number == 0:
        return DIGIT_WORDS[0]
    words: list[str] = []
    if number >= BILLION:
        words = [_spell_whole(number // BILLION, north), "tỷ"]
    millions, thousands, rest = number // 10**6 % 1000, number // 1000 % 1000, number % 1000
    thousand = "nghìn" if north else "ngàn"
    if millions:
        words += [_spell_group(millions, bool(words), north), "triệu"]
    if thousands:
        words += [_spell_group(thousands, bool(words), north), thousand]
    elif rest and words and rest >= 10:
        words += ["không", thousand]
    if rest:
        words.append(_spell_group(rest, bool(words), north))
    return " ".join(words)


def _spell_group(group: int, full: bool, north: bool) -> str:
    """1 to 999 in words; `full` after a higher group: then the hundreds are named even where they are zero."""
    hundreds, tens, units = group // 100, group // 10 % 10, group % 10
    words = [DIGIT_WORDS[hundreds], "trăm"] if hundreds or full else []
    if tens:
        words += ["mười"] if tens == 1 else [DIGIT_WORDS[tens], "mươi"]
    elif words and units:
        words.append("linh" if north else "lẻ")
    if units == 1 and tens > 1:
        words.append("mốt")
    elif units == 4 and tens > 1 and north:
        words.append("tư")
    elif units == 5 and tens:
        words.append("lăm")
    elif units:
        words.append(DIGIT_WORDS[units])
    return " ".join(words)
