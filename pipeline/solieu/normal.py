"""The normal form of what a span says, by its label, in plain JSON types: what a record gives of an entity, and `solieu explain` of a phrase."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from solieu.agencies import canonical
from solieu.decrees import parse_decree
from solieu.numbers import parse_quantity
from solieu.periods import parse_period
from solieu.places.parse import parse_place
from solieu.plain import plain
from solieu.schema import AGENCY, DECREE, PERIOD, PLACE, QUANTITY


def normal_form(label: str, text: str, province: str | None = None, published: date | None = None) -> dict[str, Any]:
    """The fields of a label's normal form; none for a label that has no normaliser.

    `province`: the one that the article is about; `published`: its date. The text itself is left out: a record has it already.
    """
    if label == QUANTITY:
        return plain(asdict(parse_quantity(text)))
    if label == DECREE:
        return _without_text(plain(asdict(parse_decree(text))))
    if label == PERIOD:
        period = parse_period(text, published)
        return plain({"period_start": period.start, "period_end": period.end, "problem": period.problem})
    if label == PLACE:
        return _without_text(asdict(parse_place(text, province)))
    if label == AGENCY:
        return {"canonical": canonical(text, province)}
    return {}


def _without_text(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "text"}
