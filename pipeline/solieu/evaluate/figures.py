"""Precision, recall and F1 as named figures with intervals: `exact INDICATOR f1`, `overlap NUMBER->INDICATOR recall`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from solieu.evaluate.bootstrap import Floats, Interval, intervals
from solieu.evaluate.facts import FACTS, NUMBERS
from solieu.evaluate.offices import COMPLETE, TRIPLE
from solieu.schema import LABELS, LINKS
from solieu.scoring import ALL, MEASURES, MODES, OFFICES, Counts, Table

MEASUREMENTS = ("precision", "recall", "f1")
#: All labels that figures are named by, in the order in which they are shown.
SPAN_KEYS = (*LABELS, ALL)
LINK_KEYS = (*LINKS, MEASURES, OFFICES)
END_KEYS = (*NUMBERS, *FACTS, TRIPLE, COMPLETE)
KEYS = (*SPAN_KEYS, *LINK_KEYS, *END_KEYS)

Key = tuple[str, str]


class Estimate(NamedTuple):
    """A figure and the interval that it may lie in; None where there are too few articles or cases for one."""

    value: float
    interval: Interval | None


def figure_name(key: Key, measurement: str) -> str:
    """`exact FACT f1`."""
    return f"{key[0]} {key[1]} {measurement}"


def ordered(keys: Iterable[Key]) -> list[Key]:
    """(mode, label) in the order in which they are shown; labels that this project does not know come last."""
    place = {key: at for at, key in enumerate(KEYS)}
    return sorted(set(keys), key=lambda key: (place.get(key[1], len(place)), key[1], MODES.index(key[0])))


def totals(tables: Iterable[Table]) -> Table:
    """The counts of a corpus from those of its articles."""
    total: Table = {}
    for table in tables:
        for key, counts in table.items():
            total.setdefault(key, Counts()).add(counts.right, counts.gold, counts.predicted)
    return {key: total[key] for key in ordered(total)}


def matrix(tables: Sequence[Table], keys: Sequence[Key]) -> Floats:
    """Counts as (articles, 3 * keys): right, gold, predicted of each key in turn."""
    rows = [[number for key in keys for number in _numbers(table.get(key))] for table in tables]
    return np.array(rows, dtype=np.float64).reshape(len(tables), 3 * len(keys))


def _numbers(counts: Counts | None) -> tuple[int, int, int]:
    return (counts.right, counts.gold, counts.predicted) if counts else (0, 0, 0)


def prf(sums: Floats) -> Floats:
    """Precision, recall and F1 of each key in turn, from sums (..., 3 * keys). NaN where nothing is in the gold and nothing predicted."""
    right, gold, predicted = (sums[..., at::3] for at in range(3))
    nothing = gold + predicted == 0
    parts = [
        np.where(nothing, np.nan, np.divide(top, under, out=np.zeros_like(top), where=under > 0))
        for top, under in ((right, predicted), (right, gold), (2 * right, gold + predicted))
    ]
    return np.stack(parts, axis=-1).reshape(*sums.shape[:-1], sums.shape[-1])


def estimates(tables: Sequence[Table]) -> dict[str, Estimate]:
    """Every figure by its name, with its interval over articles. Where there is nothing to measure a figure is 0 and has no interval."""
    total = totals(tables)
    keys = list(total)
    bounds = intervals(matrix(tables, keys), prf)
    names = [(key, measurement) for key in keys for measurement in MEASUREMENTS]
    return {
        figure_name(key, measurement): Estimate(float(getattr(total[key], measurement)), bound)
        for (key, measurement), bound in zip(names, bounds, strict=True)
    }
