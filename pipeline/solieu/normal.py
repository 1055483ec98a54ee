"""The normal form of what a span says, by its label, in plain JSON types: what a record gives of an entity, and `solieu explain` of a phrase."""

from __future__ import annotations

from datetime import date
from typing import Any

from solieu.agencies import canonical
from solieu.decrees import Decree, parse_decree
from solieu.numbers import Quantity, parse_quantity
from solieu.periods import Period, parse_period
from solieu.places.parse import Place, parse_place
from solieu.plain import fields_of, plain
from solieu.schema import AGENCY, DECREE, PERIOD, PLACE, QUANTITY


def normal_form(label: str, text: str, province: str | None = None, published: date | None = None) -> dict[str, Any]:
    """The fields of a label's normal form; none for a label that has no normaliser.

    `province`: the one that the article is about; `published`: its date.
    """
    if label == QUANTITY:
        return fields(parse_quantity(text))
    if label == DECREE:
        return fields(parse_decree(text))
    if label == PERIOD:
        return fields(parse_period(text, published))
    if label == PLACE:
        return fields(parse_place(text, province))
    return fields(canonical(text, province)) if label == AGENCY else {}


def fields(said: Quantity | Decree | Period | Place | str) -> dict[str, Any]:
    """What a normaliser has read as the fields of a record; a body's name is `canonical`. The text itself is left out: a record has it already."""
    if isinstance(said, str):
        return {"canonical": said}
    if isinstance(said, Period):
        return plain({"period_start": said.start, "period_end": said.end, "problem": said.problem})
    return {key: value for key, value in plain(fields_of(said)).items() if key != "text"}
