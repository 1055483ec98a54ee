"""One form for each public body: abbreviations in full, official names of departments, the province that goes without saying.

    canonical("Sở LĐ TB&XH", None)      "Sở Lao động - Thương binh và Xã hội"
    canonical("UBND tỉnh", "Bắc Kạn")   "UBND tỉnh Bắc Kạn"
    canonical("Uỷ ban nhân dân TP. HCM", None)  "UBND thành phố Hồ Chí Minh"

Names that the lists in `data/agencies.toml` do not have stay as written, in one spelling.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from solieu.atoms import UPPER
from solieu.lexicon import MOST_READ, alternatives, lexicon
from solieu.places.parse import find_province, parse_place
from solieu.places.register import register
from solieu.places.spelling import clean, key, written

#: Longer texts are no names and stay as they are.
LONGEST = 300
#: Words of a field of government that are looked at behind `Sở`: "Lao động - Thương binh và Xã hội" has eight.
WORDS = 10
VOWELS = "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴ"
#: Words of a province's name: "Bà Rịa - Vũng Tàu".
PROVINCE_WORDS = 5

_SKIPPED = re.compile(r"(?<!\w)và(?!\w)|[\s&.,-]")
_BRACKET = re.compile(r"[ ]*\([^()]{1,20}\)")
#: "tỉnh Bắc Kạn", "TP.HCM", "H. Na Rì": a type word before a name; not "Xã hội".
_UNIT = re.compile(
    r"(?<!\w)(?!(?i:xã hội))(?i:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|T\.?P|TX|H\.|Q\.)"
    rf"(?:\.?[ ]?(?=HCM)|\.[ ]?|[ ]|(?<=\.))(?=[{UPPER}\d])"
)
_END = re.compile(r"[ ]*[,;(]|[ ]-[ ]")
#: A syllable of a headline in capitals, not an abbreviation: it has a vowel.
_SHOUTED = re.compile(rf"(?<!\w)(?!UBND|HĐND|XI|[IVX]+(?!\w))(?=[{UPPER}]*[{VOWELS}])[{UPPER}]{{2,}}(?!\w)")
#: "BCH QS huyện": in a district a Ban Chỉ huy, in a province a Bộ Chỉ huy.
_COMMAND = re.compile(r"Bộ Chỉ huy(?= Quân sự (?:huyện|quận|thị xã|xã|phường))")


def _lists() -> dict[str, Any]:
    return lexicon("agencies")


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for any abbreviation or wording, and what each stands for: as written in the list, or wholly in capitals."""
    full: dict[str, str] = {}
    for short, long in _lists()["words"].items():
        full |= {short: long, short.upper(): long, short[:1].lower() + short[1:]: long}
    return re.compile(rf"(?<![\w&]){alternatives(full)}(?![\w&])"), full


def _field_key(words: str) -> str:
    return _SKIPPED.sub("", words.lower())


@cache
def _fields() -> dict[str, str]:
    """The official name of a field by the key of each wording."""
    return {_field_key(wording): name for name, others in _lists()["fields"].items() for wording in (name, *others)}


@cache
def _heads() -> re.Pattern[str]:
    heads = _lists()["heads"]
    first = "".join(rf"(?<!{word} )" for word in heads["not_after"])
    return re.compile(rf"(?<!\w){first}{alternatives(heads['words'])}[ ]+(?=\w)", re.IGNORECASE)


@lru_cache(maxsize=MOST_READ)
def canonical(text: str, province: str | None = None) -> str:
    """The one form of a body's name. `province`: the one that the article is about, by any of its names. Never raises on any text."""
    if len(text) > LONGEST:
        return " ".join(text.split())
    name = _BRACKET.sub("", clean(text)) or clean(text)
    pattern, full = _words()
    name = pattern.sub(lambda found: full[" ".join(found.group().split())], _with_fields(name))
    name = _COMMAND.sub("Ban Chỉ huy", _with_unit(name))
    if text.isupper() and " " in text:
        quiet = _SHOUTED.sub(lambda found: found.group().lower(), name)
        name = pattern.sub(lambda found: full[" ".join(found.group().split())], quiet)
    name = _with_province(name, province)
    return name[:1].upper() + name[1:]


def _with_fields(name: str) -> str:
    """ "Phòng GD - ĐT huyện" with the field's official name."""
    done, at = "", 0
    while found := _heads().search(name, at):
        head = name[found.start() : found.end()].strip().capitalize()
        field, end = _field(name, found.end(), head)
        done += name[at : found.start()] + (f"{head} {field}" if field else name[found.start() : end])
        at = end
    return done + name[at:]


def _field(name: str, start: int, head: str) -> tuple[str | None, int]:
    """The field that begins at `start`, and where it ends; the longest of those that the list has."""
    ends = [found.end() for _, found in zip(range(WORDS), re.finditer(r"[^ ]+", name[start:]), strict=False)]
    own = _lists()["fields_of"].get(head, {})
    for end in reversed(ends):
        words = name[start : start + end].rstrip(",")
        found = own.get(_field_key(words).upper()) or _fields().get(_field_key(words))
        if found:
            return found, start + len(words)
    return None, start


def _with_unit(name: str) -> str:
    """ "UBND TP.HCM", "UBND TỈNH BẮC KẠN", "Công an H. Na Rì", "SỞ Y TẾ GIA LAI": the unit at the end in its usual spelling."""
    units = list(_UNIT.finditer(name))
    if not units:
        return _with_bare_province(name)
    start = units[0].start()
    stop = _END.search(name, start)
    end = min(stop.start() if stop else len(name), units[1].start() if len(units) > 1 else len(name))
    words = name[start:end].rstrip()
    full, official = written(words), parse_place(words).name
    full = official if key(official) == key(full) else full
    return f"{name[:start]}{full[:1].lower()}{full[1:]}{name[start + len(words) :]}"


def _with_bare_province(name: str) -> str:
    """ "Sở Y tế Đăk Lăk" as "Sở Y tế Đắk Lắk"."""
    words = name.split(" ")
    for count in range(min(PROVINCE_WORDS, len(words) - 1), 1, -1):
        tail = " ".join(words[-count:])
        known = register().provinces.get(key(tail))
        if known and key(known.short) == key(tail):
            return name.removesuffix(tail) + known.short
    return name


def _with_province(name: str, province: str | None) -> str:
    """ "UBND tỉnh" in an article on Bắc Kạn: "UBND tỉnh Bắc Kạn"."""
    lists = _lists()["open"]
    name = re.sub(r"(?<= )(?:TP\.?|T\.P)$", "thành phố", name)
    own = find_province(province) if province else None
    if own is None:
        return name
    municipal = own.name.startswith("Thành phố")
    ends = lists["municipal"] if municipal else lists["provincial"]
    found = re.search(rf"(?<!\w)(?P<last>{alternatives(ends)})(?P<term>(?: khóa| nhiệm kỳ) .*)?$", name, re.IGNORECASE)
    if found is None:
        return name
    last = next(word for word in ends if word.lower() == found["last"].lower())
    return f"{name[: found.start()]}{last} {own.short}{found['term'] or ''}"
