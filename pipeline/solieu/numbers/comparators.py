"""Comparators and bounds on both sides of a number: `"hơn"`, `"khoảng trên"`, `"tối đa"`, `"trở lên"`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from solieu.lexicon import alternatives, lexicon

#: A prefix is looked at this far back; comparators are short.
REACH = 80

#: What may stand between a comparator and its number: a sign, a currency.
BETWEEN = re.compile(r"\s+|âm(?=\s)|[-−–]|US\$|\$|[A-Z]{3}")


class Patterns(NamedTuple):
    """The compiled patterns of this module; `before` and `after` give the comparator of their words."""

    lead: re.Pattern[str]
    word: re.Pattern[str]
    before: dict[str, str]
    trail: re.Pattern[str]
    after: dict[str, str]
    weak: frozenset[str]
    indefinite: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns, compiled once from `data/numbers.toml`."""
    numbers = lexicon("numbers")
    around = numbers["around"]
    before = {word: sign for sign, words in numbers["comparators"].items() for word in words}
    after = {word: sign for sign, words in numbers["comparators_after"].items() for word in words}
    signs = alternatives(word for word in before if not word[0].isalpha())
    words = alternatives([*(word for word in before if word[0].isalpha()), *around["fillers"]])
    one = rf"(?:(?<!\w){words}(?!\w)|{signs})"
    flags = re.IGNORECASE
    return Patterns(
        lead=re.compile(rf"(?:\s*+{one})++\s*+", flags),
        word=re.compile(one, flags),
        before=before,
        trail=re.compile(rf"(?<!\w){alternatives(after)}(?!\w)", flags),
        after=after,
        weak=frozenset(around["weak"]),
        indefinite=re.compile(rf"\s*{alternatives(around['indefinite'])}(?!\w)", flags),
    )


def lead_end(text: str) -> int:
    """Where the comparators and fillers at the start of a phrase end: before the number."""
    found = patterns().lead.match(text)
    return found.end() if found else 0


def compared(prefix: str) -> str:
    """The comparator of the words before a number, `=` where there is none.

    Of several the last decides (`"từ trên"` is `>`), but an approximation keeps to be one (`"khoảng hơn"` is `~`) unless it is only an estimate
    (`"ước hơn"` is `>`). Words that do not touch the number compare nothing: `"trên địa bàn xã 5 hộ"`.
    """
    known, prefix = patterns(), prefix[-REACH:]
    sign, approximate, end = "=", False, 0
    for found in known.word.finditer(prefix):
        if prefix[end : found.start()].strip():
            sign, approximate = "=", False
        end = found.end()
        word = found[0].lower()
        if word in known.before:
            approximate |= known.before[word] == "~" and word not in known.weak
            sign = known.before[word]
    if BETWEEN.sub("", prefix[end:]):
        return "="
    return "~" if approximate else sign


def compared_after(text: str) -> tuple[str | None, int]:
    """The comparator among the words after a number and where it starts; None and the length of `text` where there is none."""
    found = patterns().trail.search(text)
    return (patterns().after[found[0].lower()], found.start()) if found else (None, len(text))
