"""The administrative units of Viet Nam: 63 provinces with their districts and communes until 2025-06-30, 34 with their communes since 2025-07-01.

Source: `data/register.tsv.gz`, which `scripts/make_register.py` makes from the package vietnamadminunits 1.0.4 (MIT licence,
`data/register.LICENSE`): names and codes of the General Statistics Office (those since 2025-07-01 by Decision 19/2025/QĐ-TTg), with what each
commune became. Districts that were merged from 2019 to 2025 are in `data/places.toml`; communes that were merged before 2025 are not in it.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from solieu.errors import ModelError
from solieu.places.spelling import key, keys, places

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"


class Province(NamedTuple):
    """A province of the 63, and the one of the 34 that it is in now; `short` is the name alone."""

    name: str
    short: str
    code: str
    name_new: str
    short_new: str
    code_new: str


class District(NamedTuple):
    """The district that a commune lay in until 2025-06-30."""

    name: str
    short: str
    code: str


class Unit(NamedTuple):
    """A province, district or commune. `code` and `province` are None for a commune that is new since 2025-07-01, `name_new` and `code_new` for
    what is no one unit now: a district, a commune that was divided."""

    kind: str
    type: str
    name: str
    code: str | None
    province: Province | None
    district: District | None
    province_new: str
    name_new: str | None
    code_new: str | None


class Register(NamedTuple):
    """Units and provinces by the key of their short name."""

    units: dict[str, list[Unit]]
    provinces: dict[str, Province]


class Row(NamedTuple):
    """A line of the file (see `scripts/make_register.py`)."""

    code: str
    parent: str
    name: str
    new: str


def _rows() -> dict[str, list[Row]]:
    """The lines of the file by their level."""
    file = files("solieu").joinpath("data", "register.tsv.gz")
    try:
        lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
        rows: dict[str, list[Row]] = {level: [] for level in "PDCpc"}
        for line in lines:
            if not line.startswith("#"):
                level, *fields = line.split("\t")
                rows[level].append(Row(*fields))
        if not all(rows.values()):
            raise ValueError("a level is missing")
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{file}: the register of places cannot be read ({error}); install solieu again") from None
    return rows


@cache
def register() -> Register:
    """All units, loaded when first needed (about 0.1 seconds)."""
    rows = _rows()
    now = {row.code: row for level in "pc" for row in rows[level]}
    provinces = {row.code: _province(row, now) for row in rows["P"]}
    former = [Row(code, parent, name, "") for name, (code, parent) in places()["former"].items()]
    districts = {row.code: District(row.name, _split(row.name)[1], row.code) for row in rows["D"]}
    of_district = {row.code: provinces[row.parent] for row in rows["D"]}
    units = [_province_unit(province) for province in provinces.values()]
    units += [_old_unit(DISTRICT, row, provinces[row.parent], None, now) for row in (*rows["D"], *former)]
    units += [_old_unit(COMMUNE, row, of_district[row.parent], districts[row.parent], now) for row in rows["C"]]
    units += _new_communes(rows, now)
    by_key: dict[str, list[Unit]] = defaultdict(list)
    for name, unit in zip(keys(unit.name[len(unit.type) + 1 :] for unit in units), units, strict=True):
        by_key[name].append(unit)
    by_name = {key(province.short): province for province in provinces.values()}
    for alias, name in places()["aliases"].items():
        by_key[key(alias)] = by_key[key(name)]
        if key(name) in by_name:
            by_name[key(alias)] = by_name[key(name)]
    return Register(dict(by_key), by_name)


def _province(row: Row, now: dict[str, Row]) -> Province:
    new = now[row.new]
    return Province(row.name, _split(row.name)[1], row.code, new.name, _split(new.name)[1], new.code)


def _province_unit(province: Province) -> Unit:
    type = _split(province.name)[0]
    return Unit(PROVINCE, type, province.name, province.code, province, None, province.short_new, province.name_new, province.code_new)


def _old_unit(kind: str, row: Row, province: Province, district: District | None, now: dict[str, Row]) -> Unit:
    """A district or commune until 2025; one that is now in several communes has no one new name and code."""
    new = now.get(row.new)
    name_new, code_new = (new.name, new.code) if new else (None, None)
    return Unit(kind, _split(row.name)[0], row.name, row.code, province, district, province.short_new, name_new, code_new)


def _new_communes(rows: dict[str, list[Row]], now: dict[str, Row]) -> Iterator[Unit]:
    """Communes since 2025 whose name and type none of the old ones in them had."""
    members = {(code, row.name) for row in (*rows["D"], *rows["C"]) for code in row.new.split()}
    for row in rows["c"]:
        if (row.code, row.name) not in members:
            yield Unit(COMMUNE, _split(row.name)[0], row.name, None, None, None, _split(now[row.parent].name)[1], row.name, row.code)


@cache
def _successors() -> dict[str, tuple[str, ...]]:
    """Code of a district or commune until 2025 -> codes of the communes that it is in now."""
    rows = _rows()
    found: dict[str, set[str]] = defaultdict(set)
    for row in (*rows["D"], *rows["C"]):
        found[row.code].update(row.new.split())
    for row in rows["C"]:
        found[row.parent].update(row.new.split())
    return {code: tuple(sorted(new)) for code, new in found.items()}


def successors(code: str) -> tuple[str, ...]:
    """The codes of the communes that a district or commune of before 2025-07-01 is in now, wholly or in parts; none for any other code.

    `"066"` (Huyện Na Rì) became six communes, `"02137"` (Xã Văn Vũ) is in `"02152"`.
    """
    return _successors().get(code, ())


#: Types of two words; all others are one.
_LONG = frozenset({"Thành", "Thị", "Đặc"})


def _split(name: str) -> tuple[str, str]:
    """Type and short name: `Thị trấn Chợ Rã` is `Thị trấn`, `Chợ Rã`."""
    first, _, rest = name.partition(" ")
    if first not in _LONG:
        return first, rest
    second, _, rest = rest.partition(" ")
    return f"{first} {second.lower()}", rest
