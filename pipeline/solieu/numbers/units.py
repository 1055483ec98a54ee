"""What stands after a number: percent, money, measures and counted nouns, by the tables of `data/units.toml`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from solieu.lexicon import MOST_READ, alternatives, lexicon

if TYPE_CHECKING:
    import pint

Kind = Literal["percent", "money", "measure", "counted"]

#: "/người/năm": what follows a slash, up to the next sign that parts.
PER = re.compile(r"\s?/\s?(?P<per>[^/,;:()\n]+)")

#: "một lượt", "mỗi người", "trên 1 ha": the same in words, after money and measures.
PER_WORDS = re.compile(r"\s(?:một|mỗi|trên (?:một|1|mỗi|đầu))\s(?P<per>[^/,;:()\n]+)", re.IGNORECASE)


class Unit(NamedTuple):
    """A unit as it was found: its canonical name, where its words end, and what kind it is."""

    kind: Kind
    name: str
    end: int


class Tables(NamedTuple):
    """Compiled patterns of the kinds, in the order in which they are tried, and name in lower case -> canonical name."""

    patterns: dict[Kind, re.Pattern[str]]
    names: dict[Kind, dict[str, str]]


def _fold(name: str) -> str:
    """A name as it is looked up: NFC, lower case."""
    return unicodedata.normalize("NFC", name).lower()


@cache
def tables() -> Tables:
    """The tables of `data/units.toml`, compiled once."""
    units = lexicon("units")
    counted = [*units["counted"]["classifiers"], *units["counted"]["nouns"]]
    listed: dict[Kind, dict[str, list[str]]] = {
        "percent": units["percent"],
        "money": units["money"],
        "measure": {unit: entry["names"] for unit, entry in units["measures"].items()},
        "counted": {word: [word] for word in counted},
    }
    names: dict[Kind, dict[str, str]] = {}
    patterns: dict[Kind, re.Pattern[str]] = {}
    for kind, entries in listed.items():
        names[kind] = {_fold(name): unit for unit, aliases in entries.items() for name in aliases}
        border = "" if kind == "percent" else r"(?!\w)"
        patterns[kind] = re.compile(alternatives(names[kind]) + border, re.IGNORECASE)
    return Tables(patterns, names)


def match_unit(text: str, start: int) -> Unit | None:
    """The unit at this offset of a clean text (single blanks): the longest name of any kind; of two as long the first of percent, money,
    measure, counted. None for other words."""
    best: Unit | None = None
    for kind, pattern in tables().patterns.items():
        found = pattern.match(text, start)
        if found and (best is None or found.end() > best.end):
            best = Unit(kind, tables().names[kind][_fold(found[0])], found.end())
    return best


@cache
def registry() -> Any:
    """A pint registry that also knows the units of `data/units.toml`. Made at first use, for it takes a moment."""
    import pint

    units: pint.UnitRegistry[Any] = pint.UnitRegistry()
    for entry in lexicon("units")["measures"].values():
        if "define" in entry:
            units.define(entry["define"])
    return units


@lru_cache(maxsize=MOST_READ)
def unit_definition(unit: str | None) -> pint.Unit | None:
    """The pint unit of a canonical unit, None where it has none (money, counted things). `"tấn/ha"` -> metric_ton / hectare"""
    if not unit:
        return None
    measures = lexicon("units")["measures"]
    defined: pint.Unit | None = None
    for number, part in enumerate([unit] if unit in measures else unit.split("/")):
        if part not in measures and part != "%":
            return None
        factor = registry().Unit("percent" if part == "%" else measures[part]["pint"])
        defined = factor if number == 0 else defined / factor
    return defined
