"""Number words: how a run of them (and of digits) is read.

A numeral is read from left to right as a falling list of parts, each with its level: `hai triệu ba trăm` is (2000000, 10^6), (300, 100).
A scale word multiplies the lower parts before it: `một nghìn hai trăm tỷ` is (1000 + 200) * 10^9. What follows a scale without one of its own
is short for the next lower one: `hai triệu tư` is 2.4 million, `trăm hai` 120, `1 triệu 200` 1.2 million. Unless the form of the word shows it
(`mốt`, `tư`, `lăm`) that is flagged, for `một triệu hai trăm` is also 1000200. `linh`, `lẻ` and `không trăm` say that nothing is left out.
`năm` after a number is a year, not a five, unless a scale word follows (`hai mươi năm`, but `một nghìn năm trăm`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from solieu.lexicon import lexicon
from solieu.numbers.digits import EXACT, LONGEST, plain, read_digits, times


class Word(NamedTuple):
    """A token of a numeral. `kind` is digits, unit, bound, ten, tens, scale, link, half, semi or point; `value` is a unit's or a scale's."""

    kind: str
    value: int
    start: int
    end: int
    text: str


class Part(NamedTuple):
    """A summand of a numeral and the scale that it was read at (1 for units and digits)."""

    value: Decimal
    level: int


@cache
def vocabulary() -> dict[str, tuple[str, int]]:
    """Number word -> (kind, value), NFC and lower case."""
    numbers = lexicon("numbers")
    forms = numbers["forms"]
    table = {word: ("unit", int(digit)) for digit, words in numbers["digits"].items() for word in words}
    table |= {word: ("scale", int(scale)) for scale, words in numbers["scales"].items() for word in words}
    for kind in ("link", "half", "semi", "point"):
        table |= dict.fromkeys(forms[kind], (kind, 0))
    table |= {word: ("bound", table[word][1]) for word in forms["bound"]}
    table |= dict.fromkeys(forms["ten"], ("ten", 10)) | dict.fromkeys(forms["tens"], ("tens", 10))
    return {unicodedata.normalize("NFC", word): entry for word, entry in table.items()}


@dataclass(slots=True)
class Reader:
    """Reads one numeral from `words[at:]`. After `read`, `at` is the first word that is no part of it."""

    words: Sequence[Word]
    at: int = 0
    parts: list[Part] = field(default_factory=list)
    ambiguous: bool = False
    explicit: bool = False
    other: Decimal | None = None
    scales: list[int] = field(default_factory=list)

    def read(self) -> Decimal | None:
        """The value, or None where no numeral starts here (then `at` has not moved)."""
        start = self.at
        while self.at < len(self.words) and self._take(self.words[self.at]):
            pass
        return plain(self._fold(self.parts)) if self.at > start else None

    def _take(self, word: Word) -> bool:
        """Take the word into the numeral; False where it ends before it."""
        taken: bool = getattr(self, f"_{word.kind}")(word)
        return taken

    def _kind(self, offset: int = 1) -> str:
        """The kind of a word ahead (or behind), `""` beyond the ends."""
        at = self.at + offset
        return self.words[at].kind if 0 <= at < len(self.words) else ""

    def _again(self, level: int) -> bool:
        """Whether the next word is the scale that was just read: a new numeral starts then, `"hai triệu | ba triệu"`."""
        return self._kind() == "scale" and self.words[self.at + 1].value == level

    def _push(self, value: Decimal, level: int) -> bool:
        if self.parts:
            self.scales = []
        self.parts.append(Part(value, level))
        self.at += 1
        return True

    def _digits(self, word: Word) -> bool:
        """`"1,2"` at the start, or lower digits after a scale: `"1 triệu 200"`."""
        reading = read_digits(word.text)
        if reading is None:
            return False
        if self.parts:
            last = self.parts[-1]
            if last.level < 1000 or self._kind(-1) != "scale" or reading.value >= last.level or reading.value % 1:
                return False
            if reading.ambiguous or self._again(last.level):
                return False
        self.ambiguous |= reading.ambiguous
        self.other = reading.other if not self.parts else None
        return self._push(reading.value, 1)

    def _unit(self, word: Word) -> bool:
        """A digit in words. `không` and `năm` are other words too and need company."""
        ahead, value = self._kind(), Decimal(word.value)
        multiplied = ahead in ("scale", "tens")
        if word.value == 0 and self.parts and not multiplied:
            return False
        if not self.parts:
            return not (word.text == "năm" and ahead == "digits") and self._push(value, 1)
        if word.text == "năm" and not multiplied:
            return False
        last = self.parts[-1]
        if last.level > 1:
            return not self._again(last.level) and self._push(value, 1)
        if self._kind(-1) != "unit" or multiplied or word.value == last.value + 1 or last.value == 0 or last.value == 5:
            return False
        self.ambiguous = True
        return self._shorten(value)

    def _bound(self, word: Word) -> bool:
        """`"mốt"`, `"tư"`, `"lăm"`: only after another part, `"hai mốt"`, `"triệu tư"`."""
        if not self.parts:
            return False
        if self.parts[-1].level > 1:
            return self._push(Decimal(word.value), 1)
        return self._kind(-1) == "unit" and 1 < self.parts[-1].value < 10 and self._shorten(Decimal(word.value))

    def _shorten(self, value: Decimal) -> bool:
        """`"bốn tư"` -> 44"""
        if len(self.parts) > 1 and self.parts[-2].level < 100:
            return False
        self.parts[-1] = Part(self.parts[-1].value * 10, 10)
        return self._push(value, 1)

    def _ten(self, word: Word) -> bool:
        return (not self.parts or self.parts[-1].level >= 100) and self._push(Decimal(10), 10)

    def _tens(self, word: Word) -> bool:
        """`"ba mươi"`; bare at the start it is "some ten"."""
        if not self.parts:
            return self._push(Decimal(10), 10)
        last = self.parts[-1]
        if last.level != 1 or self._kind(-1) != "unit" or last.value < 2:
            return False
        self.parts[-1] = Part(last.value * 10, 10)
        self.at += 1
        return True

    def _scale(self, word: Word) -> bool:
        """Multiply the lower parts: `"ba mươi lăm nghìn"`, `"1,2 nghìn tỷ"`; bare at the start it is one: `"trăm người"`."""
        scale, cut = word.value, len(self.parts)
        while cut and self.parts[cut - 1].level < scale:
            cut -= 1
        lower = self.parts[cut:]
        if not lower:
            if self.parts:
                return False
            lower = [Part(Decimal(1), 1)]
        elif cut and self.parts[cut - 1].level <= scale:
            return False
        whole = self._fold(lower)
        self.explicit = whole == 0
        self.scales = [*self.scales, scale] if not cut and len(lower) == 1 else []
        if self.other is not None:
            self.other = times(self.other, scale) if not cut else None
        self.parts[cut:] = [Part(times(whole, scale), scale)]
        self.at += 1
        return True

    def _link(self, word: Word) -> bool:
        """`"một trăm linh năm"`, `"lẻ"`: a unit follows."""
        ahead = self.words[self.at + 1] if self.at + 1 < len(self.words) else None
        if not self.parts or self.parts[-1].level < 100 or ahead is None or ahead.kind not in ("unit", "bound") or not ahead.value:
            return False
        self.at += 1
        self.explicit = True
        return self._push(Decimal(ahead.value), 1)

    def _half(self, word: Word) -> bool:
        """`"hai triệu rưỡi"`, `"trăm rưỡi"`, `"hai rưỡi"`: half of the scale before it; after two scales it may be of either."""
        if not self.parts or self._kind(-1) == "half":
            return False
        stacked = [word.value for word in self.words[max(0, self.at - 2) : self.at] if word.kind == "scale"]
        if self._kind(-1) != "scale":
            stacked = []
        self.ambiguous |= len(stacked) > 1
        unit = Decimal(stacked[0] if len(stacked) == 1 else stacked[0] * stacked[1] if stacked else 1)
        self.parts[-1] = Part(EXACT.add(self.parts[-1].value, times(unit, Decimal("0.5"))), self.parts[-1].level)
        self.explicit, self.scales = True, []
        self.at += 1
        return True

    def _semi(self, word: Word) -> bool:
        """`"nửa triệu"`, `"một nửa"`"""
        if self.parts and (len(self.parts) > 1 or self.parts[0] != Part(Decimal(1), 1) or self._kind(-1) != "unit"):
            return False
        self.parts = []
        return self._push(Decimal("0.5"), 1)

    def _point(self, word: Word) -> bool:
        """`"hai phẩy năm"`, `"không phẩy không năm"`, `"ba phẩy mười bốn"`: digits one by one, or a number below 100."""
        whole = self._fold(self.parts)
        if not self.parts or self._kind(-1) not in ("unit", "bound", "ten", "tens", "scale") or whole != whole.to_integral_value():
            return False
        ahead = self.at + 1
        while ahead < len(self.words) and self.words[ahead].kind == "unit":
            ahead += 1
        decimals = "".join(str(word.value) for word in self.words[self.at + 1 : ahead])
        if not decimals or (ahead < len(self.words) and self.words[ahead].kind in ("tens", "bound")):
            compound = Reader(self.words[self.at + 1 : self.at + 5])
            value = compound.read()
            if value is None or not 10 <= value < 100:
                return False
            decimals, ahead = str(value), self.at + 1 + compound.at
        if len(decimals) > LONGEST // 2:
            return False
        self.ambiguous |= len(decimals) > 1 and decimals[-2] != "0" and self.words[ahead - 1].text == "năm"
        self.parts, self.explicit, self.at = [Part(Decimal(f"{whole:f}.{decimals}"), 1)], True, ahead
        return True

    def _fold(self, parts: Sequence[Part]) -> Decimal:
        """The sum of parts, with what is said short lengthened: `"trăm hai"` -> 120, `"1 triệu 200"` -> 1200000."""
        total = Decimal(0)
        for part in parts:
            total = EXACT.add(total, part.value)
        if self.explicit or len(parts) < 2:
            return total
        last, before = parts[-1], parts[-2]
        if last.level == 1 and before.level >= 100 and 0 < last.value < 10:
            self.ambiguous |= self.words[self.at - 1].kind != "bound"
            return EXACT.add(total, times(last.value, before.level // 10 - 1))
        high = [part.level for part in parts if part.level >= 1000]
        rest = sum(int(part.value) for part in parts if part.level < 1000)
        if high and high[-1] >= 10**6 and 10 <= rest < 1000:
            self.ambiguous = True
            return EXACT.add(total, Decimal(rest * (high[-1] // 1000 - 1)))
        return total
