"""What a place is: its kind, its official name and codes, and what it became on 2025-07-01.

    parse_place("tỉnh Bắc Kạn")           province 06, now in Tỉnh Thái Nguyên, 19
    parse_place("xã Kim Lư", "Bắc Kạn")   commune 02158 of district 066, now in 02155
    parse_place("H. Chợ Mới", "Bắc Kạn")  district 065; without the province it stays open, for An Giang has one too

Rules:

- A type word decides the kind. A register name with another type of the same level is the same unit, for towns become cities: `thị xã Phổ Yên` is
  `Thành phố Phổ Yên`.
- Of units that share a name the one in the place's own text (`xã Tân Lập, huyện Chợ Đồn`) counts, then one of the article's province, then a
  single one anywhere; else the name stays open. A commune is not looked for outside the article's province: its namesake in it may have been
  merged before 2025.
- A name alone is a country, a region or a province before it is a district, and a commune only in the article's own province.
  `Huế` and `thành phố Huế` are the province (46), as since 2025-01-01.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from solieu.lexicon import MOST_READ
from solieu.places.register import COMMUNE, DISTRICT, PROVINCE, Province, Unit, register
from solieu.places.spelling import ADMINISTRATIVE, Typed, clean, key, places, typed, written

#: No name of a place is longer.
LONGEST = 160
#: Parts of an address that are read.
PARTS = 5

_LEVELS = {"province": (PROVINCE,), "city": (PROVINCE, DISTRICT), "district": (DISTRICT,), "commune": (COMMUNE,)}
_BREAK = re.compile(r"[ ]*(?:,(?!\d)|[;()])[ ]*|[ ]+-[ ]+(?=(?:huyện|tỉnh|thành phố|thị xã|quận|TP\.?|TX\.?)[ ])")


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `name` is official where the register has it, else as written.

    `kind`: province, district, commune, village, road, country or other; None where nothing says. `code`: of two digits for one of the 63
    provinces, three for a district, five for a commune, all as until 2025-06-30, or the ISO code of a country. `code_new`, `name_new`: what the
    unit is or belongs to as a whole since 2025-07-01; None for a district (there are none now; `successors` has its communes) and for a commune
    that was divided. A commune that is new since then, and has the name of none in it, has these alone. `district`, `district_code`, `province`,
    `province_code`, `province_code_new`: where it lies. `ambiguous`: several units fit, and nothing decides.
    """

    text: str
    name: str
    kind: str | None = None
    code: str | None = None
    code_new: str | None = None
    name_new: str | None = None
    ambiguous: bool = False
    district: str | None = None
    district_code: str | None = None
    province: str | None = None
    province_code: str | None = None
    province_code_new: str | None = None


def find_province(name: str) -> Province | None:
    """The province of a name, with or without type word, old or new: `TP HCM`, `tỉnh Bắc Kạn`."""
    name = clean(name)
    found = typed(name)
    return register().provinces.get(key(name)) or (register().provinces.get(key(found.name)) if found else None)


@lru_cache(maxsize=MOST_READ)
def parse_place(text: str, province: str | None = None) -> Place:
    """What the words of a PLACE stand for. `province`: the one that the article is about, by any of its names. Never raises on any text."""
    parts = [part for part in _BREAK.split(clean(text[: LONGEST + 1])) if part][:PARTS]
    if not parts or len(text) > LONGEST:
        return Place(text, " ".join(text.split()))
    own = find_province(province) if province else None
    around: list[str] = []
    for part in parts[1:]:
        if named := _province_named(part):
            own = named
        else:
            around.append(key(found.name) if (found := typed(part)) else key(part))
    return _place(text, parts[0], own, around)


def _province_named(part: str) -> Province | None:
    """The province that a part of an address names; `huyện X` and `thành phố Bắc Kạn` name none."""
    found = typed(part)
    if found is None:
        return register().provinces.get(key(part))
    if found.kind not in ("province", "city"):
        return None
    units = [unit for unit in register().units.get(key(found.name), ()) if unit.kind == PROVINCE and unit.type == found.type]
    return units[0].province if units else None


def _place(text: str, name: str, own: Province | None, around: Sequence[str]) -> Place:
    found = typed(name)
    if found is None:
        return _country(text, name) or _region(text, name) or _bare(text, name, own, around)
    if found.kind == "country":
        return _country(text, name) or _country(text, found.name) or Place(text, written(name), "country")
    if found.kind in ADMINISTRATIVE:
        return _administrative(text, name, found, own, around)
    if name[0].isupper() and (whole := _named_like_a_type(text, name, found.kind, own, around)):
        return whole
    return _country(text, name) or Place(text, written(name), found.kind)


def _administrative(text: str, name: str, found: Typed, own: Province | None, around: Sequence[str]) -> Place:
    """ "huyện Na Rì", "TP. HCM", "phường 5" """
    levels = _LEVELS[found.kind]
    units = [unit for unit in register().units.get(key(found.name), ()) if unit.kind in levels]
    units = [unit for unit in units if unit.type == found.type] or [unit for unit in units if unit.kind != PROVINCE]
    if not units and PROVINCE in levels:
        units = [unit for unit in register().units.get(key(found.name), ()) if unit.kind == PROVINCE]
    chosen = _chosen(units, own, around)
    if own and levels == (COMMUNE,) and not _inside(chosen, own):
        return Place(text, written(name), COMMUNE, ambiguous=bool(units))
    if not chosen:
        return Place(text, written(name), DISTRICT if found.kind == "city" else found.kind)
    return _resolved(text, name, chosen)


def _bare(text: str, name: str, own: Province | None, around: Sequence[str]) -> Place:
    """ "Bắc Kạn", "Na Rì" """
    units = register().units.get(key(name), [])
    if not units or not name[0].isupper():
        return Place(text, written(name))
    if provinces := [unit for unit in units if unit.kind == PROVINCE]:
        return _resolved(text, name, provinces)
    near = _inside(units, own) if own else []
    for level in (DISTRICT, COMMUNE):
        if chosen := _chosen([unit for unit in near if unit.kind == level], own, around):
            return _resolved(text, name, chosen)
    if districts := [unit for unit in units if unit.kind == DISTRICT]:
        alone = len(districts) == 1 and all(unit.province_new == districts[0].province_new for unit in units)
        return _resolved(text, name, districts if alone else units)
    return _resolved(text, name, _chosen(units, own, around) if around else units, surely=bool(around))


def _named_like_a_type(text: str, name: str, kind: str, own: Province | None, around: Sequence[str]) -> Place | None:
    """ "Hồ Chí Minh", "Buôn Đôn", "Cầu Giấy": a name that begins like a lake, a village or a bridge. A district or a bridge may be meant."""
    units = register().units.get(key(name), [])
    if any(unit.kind == PROVINCE for unit in units) or (own and _inside(units, own)):
        return _bare(text, name, own, around)
    if not any(unit.kind == DISTRICT for unit in units):
        return None
    return Place(text, written(name), ambiguous=True) if kind == "other" else _bare(text, name, own, around)


def _inside(units: Sequence[Unit], own: Province) -> list[Unit]:
    """The units of a province: of the old one, else of the new one that it is in."""
    return [unit for unit in units if unit.province == own] or [unit for unit in units if unit.province_new == own.short_new]


def _chosen(units: Sequence[Unit], own: Province | None, around: Sequence[str]) -> list[Unit]:
    """The units that the address or the article's province leaves; all where neither has one."""
    named = [unit for unit in units if around and unit.district and key(unit.district.short) in around]
    units = named or list(units)
    return (_inside(units, own) if own else []) or units


def _resolved(text: str, name: str, units: Sequence[Unit], *, surely: bool = True) -> Place:
    """The one unit, or what all that fit have in common. `surely` False: even one is only a possibility."""
    first = units[0]
    kinds, provinces, names = {unit.kind for unit in units}, {unit.province for unit in units}, {unit.name for unit in units}
    kind = first.kind if len(kinds) == 1 else None
    official = first.name if len(names) == 1 and first.name else written(name)
    if len(units) > 1 or not surely:
        lies = first.province if len(provinces) == 1 and surely else None
        return _in_province(Place(text, official, kind, ambiguous=True), lies)
    place = Place(text, official, kind, first.code, first.code_new, first.name_new)
    if first.district:
        place = replace(place, district=first.district.name, district_code=first.district.code)
    return _in_province(place, first.province, first.province_new)


def _in_province(place: Place, province: Province | None, new: str = "") -> Place:
    """The place with the province in which it lies; a commune that is new since 2025 lies in none of the old ones."""
    if province is not None:
        return replace(place, province=province.short, province_code=province.code, province_code_new=province.code_new)
    now = register().provinces.get(key(new)) if new else None
    return replace(place, province=now.short_new, province_code_new=now.code_new) if now else place


@cache
def _countries() -> dict[str, tuple[str, str]]:
    """Usual name and ISO code by the key of each name."""
    return {key(name): (names[0], code) for code, names in places()["countries"].items() for name in names}


def _country(text: str, name: str) -> Place | None:
    known = _countries().get(key(name)) if name[0].isupper() else None
    return Place(text, known[0], "country", code=known[1]) if known else None


@cache
def _regions() -> frozenset[str]:
    return frozenset(key(region) for region in places()["other"]["regions"])


def _region(text: str, name: str) -> Place | None:
    return Place(text, name, "other") if key(name) in _regions() and name[0].isupper() else None
