"""How a place is written: the key under which names are compared, and the type word before a name (`TP.`, `huyện đảo`, `QL3`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from solieu.folding import fold
from solieu.lexicon import MOST_READ, alternatives, lexicon

#: Kinds of the administrative type words; a city is a province or a district.
ADMINISTRATIVE = frozenset({"province", "city", "district", "commune"})

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
#: "Mỹ" and "Mĩ", "Quy" and "Qui": one vowel, two letters.
_I_OR_Y = re.compile(r"(?<=[bcdđghklmnpqrstvx])[yỳýỷỹỵ]|(?<=qu)[yỳýỷỹỵ]")
_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_ZERO = re.compile(r"(?<!\d)0+(?=\d)")


class Typed(NamedTuple):
    """A name apart from the type word before it: `H. Na Rì` is `Huyện`, `district`, `Na Rì`."""

    type: str
    kind: str
    name: str


def places() -> dict[str, Any]:
    """The word list `data/places.toml`."""
    return lexicon("places")


def clean(text: str) -> str:
    """Folded, on one line, without punctuation around it."""
    return " ".join(fold(text).text.split()).strip(" .,;:-\"'“”")


@lru_cache(maxsize=MOST_READ)
def key(name: str) -> str:
    """What two spellings of a name share: `Đăk Lăk` and `Đắc Lắc`, `Bà Rịa-Vũng Tàu` and `BÀ RỊA - VŨNG TÀU`, `Phường 05` and `phường 5`."""
    return keys([" ".join(name.split())])[0]


def keys(names: Iterable[str]) -> list[str]:
    """The keys of many names, none of them with a line break, at once: ten times as fast as one by one."""
    folded = _APOSTROPHES.sub("", fold("\n".join(names)).text.lower()).replace("-", " ").replace(".", " ")
    spellings = places()["spellings"]
    joined = "\n".join("".join([spellings.get(word, word) for word in line.split()]) for line in folded.split("\n"))
    return _ZERO.sub("", _I_OR_Y.sub(lambda found: found.group().translate(_TO_I), joined)).split("\n")


@cache
def _type_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for any type word before a name, and the type that each stands for, by its lower-case form."""
    words: list[str] = []
    short: list[str] = []
    dotted: list[str] = []
    types: dict[str, str] = {}
    for type, row in places()["types"].items():
        words += row["words"]
        short += row.get("short", [])
        dotted += row.get("dotted", [])
        types |= {word.lower(): type for word in (*row["words"], *row.get("short", []), *row.get("dotted", []))}
    pattern = (
        rf"(?P<word>{alternatives(words)})[ ]+(?=\S)"
        rf"|(?P<short>{alternatives(short)})(?:\.[ ]?|[ ]|(?=\d|HCM))(?=\S)"
        rf"|(?P<dotted>{alternatives(dotted)})(?:\.[ ]?(?=\S)|(?=\d))"
    )
    return re.compile(pattern, re.IGNORECASE), types


@cache
def _qualifiers() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(places()['qualifiers']['words'])}[ ]+(?=\S)")


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(places()['other']['words'])}[ ]+\S", re.IGNORECASE)


def typed(text: str) -> Typed | None:
    """The type word and the name of a place, as `clean` leaves it; None where no type word stands first."""
    pattern, types = _type_words()
    if found := pattern.match(text):
        type = types[" ".join((found["word"] or found["short"] or found["dotted"]).lower().split())]
        kind = places()["types"][type]["kind"]
        name = text[found.end() :]
        if kind in ADMINISTRATIVE and (qualifier := _qualifiers().match(name)):
            name = name[qualifier.end() :]
        return Typed(type, kind, name)
    if _other().match(text):
        return Typed("", "other", text)
    return None


def written(text: str) -> str:
    """A place as the text has it, its type word in full: `TP. HCM` as `Thành phố Hồ Chí Minh`, `QL3` as `Quốc lộ 3`."""
    text = clean(text)
    found = typed(text)
    if found and found.type and found.kind != "country":
        name = places()["aliases"].get(found.name, found.name) if found.name.isupper() else found.name
        return f"{found.type} {name}"
    return text[:1].upper() + text[1:]
