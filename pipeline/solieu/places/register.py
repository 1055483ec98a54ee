"""The administrative units of Viet Nam: 63 provinces with their districts and communes until 2025-06-30, 34 with their communes since 2025-07-01.

Source: the mapping of old to new units that underthesea ships (`underthesea/address/data/mapping.json`, made from vietnamadminunits 1.0.4, the
register as of June 2025). It has the official codes of provinces only: districts and communes have names, types and what they became, but
no code. Units that were merged before 2025 are not in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from solieu.errors import ModelError
from solieu.places.spelling import key, places

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"


class Province(NamedTuple):
    """A province of the 63, and the one of the 34 that it is in now; `short` is the name alone."""

    name: str
    short: str
    code: str
    name_new: str
    short_new: str
    code_new: str


class Unit(NamedTuple):
    """A province, district or commune. `name` is empty where the source has lost it; `province` is None for a commune that is new since 2025."""

    kind: str
    type: str
    name: str
    province: Province | None
    district: str
    province_new: str
    name_new: str | None


class Register(NamedTuple):
    """Units and provinces by the key of their short name."""

    units: dict[str, list[Unit]]
    provinces: dict[str, Province]


def _mapping() -> dict[str, Any]:
    """underthesea's data, read without importing underthesea (a second)."""
    spec = find_spec("underthesea")
    root = Path(spec.origin).parent if spec and spec.origin else Path("underthesea")
    path = root / "address" / "data" / "mapping.json"
    try:
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: the register of places cannot be read ({error}); install underthesea>=9.5 again") from None
    return loaded


@cache
def register() -> Register:
    """All units, loaded when first needed (about 0.3 seconds)."""
    data = _mapping()
    provinces = _provinces(data)
    units: dict[str, list[Unit]] = defaultdict(list)
    for province in provinces.values():
        type = province.name.removesuffix(province.short).strip()
        units[key(province.short)].append(Unit(PROVINCE, type, province.name, province, "", province.short_new, province.name_new))
    for name, unit in (*_districts(data, provinces), *_communes(data, provinces), *_new_communes(data)):
        units[key(name)].append(unit)
    by_name = {key(province.short): province for province in provinces.values()}
    for alias, name in places()["aliases"].items():
        if key(name) in units:
            units[key(alias)] = units[key(name)]
        if key(name) in by_name:
            by_name[key(alias)] = by_name[key(name)]
    return Register(dict(units), by_name)


def _provinces(data: dict[str, Any]) -> dict[str, Province]:
    """By the source's own keys (`tinhbackan`)."""
    found = {}
    for old, row in data["old_province_names"].items():
        new = data["province_names"][data["province_mapping"][old]]
        found[old] = Province(row["name"], row["short"], row["code"], new["name"], new["short"], new["code"])
    return found


def _districts(data: dict[str, Any], provinces: dict[str, Province]) -> list[tuple[str, Unit]]:
    """Districts are no more: only those that became one commune as they were (`Huyện Côn Đảo`, `Đặc khu Côn Đảo`) have a new name."""
    rows = {(row["old_province_key"], row["old_district"]): row for row in data["ward_mapping"] if row["old_district"]}
    found = []
    for (old, name), row in rows.items():
        type, short = _split(name)
        became = row["new_ward"] or None if not row["old_ward"] and not row["old_ward_key"] else None
        found.append((short, Unit(DISTRICT, type, f"{type} {short}", provinces[old], "", provinces[old].short_new, became)))
    return found


def _communes(data: dict[str, Any], provinces: dict[str, Province]) -> list[tuple[str, Unit]]:
    """Communes until 2025; one that was divided has no one new name."""
    became: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for row in data["ward_mapping"]:
        if row["old_ward_key"]:
            became[row["old_province_key"], row["old_district"], row["old_ward"], row["old_ward_key"]].add(row["new_ward"])
    found = []
    for (old, district, name, source_key), names in became.items():
        type, short = _split(name or source_key)
        name_new = next(iter(names)) or None if len(names) == 1 else None
        official = f"{type} {short}" if name else ""
        found.append((short, Unit(COMMUNE, type, official, provinces[old], key(_split(district)[1]), provinces[old].short_new, name_new)))
    return found


def _new_communes(data: dict[str, Any]) -> list[tuple[str, Unit]]:
    """Communes since 2025 whose name and type none of the old ones in them had."""
    members: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in data["ward_mapping"]:
        if row["new_ward"]:
            members[row["new_province_key"], row["new_ward"]].add(row["old_ward"] or row["old_district"])
    found = []
    for (new, name), old in members.items():
        if name not in old:
            type, short = _split(name)
            found.append((short, Unit(COMMUNE, type, name, None, "", data["province_names"][new]["short"], name)))
    return found


#: Longest first; the source writes keys without blanks (`xãtamđàn`) where it has lost a name.
_TYPES = ("Thành phố", "Thị trấn", "Đặc khu", "Thị xã", "Phường", "Huyện", "Quận", "Xã")


def _split(name: str) -> tuple[str, str]:
    """Type and short name: `Thị trấn Chợ Rã` is `Thị trấn`, `Chợ Rã`."""
    for type in _TYPES:
        for prefix in (f"{type} ".lower(), type.replace(" ", "").lower()):
            if name.lower().startswith(prefix):
                return type, name[len(prefix) :]
    return "", name
