"""The columns of the Parquet output, here and nowhere else. A change to them is a new VERSION and a line in the changelog."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from solieu.outputs.choice import RECORD, chosen

#: In the metadata of every file and in the manifest.
VERSION = "2"

TEXT, WHOLE, REAL, FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()


def _struct(**types: Any) -> Any:
    return pa.struct([pa.field(name, type) for name, type in types.items()])


_QUANTITY = {"comparator": TEXT, "value": TEXT, "value_high": TEXT, "of": TEXT, "unit": TEXT, "item": TEXT, "ambiguous": FLAG}
_DECREE = {"kind": TEXT, "number": TEXT, "year": WHOLE, "symbol": TEXT, "issuer": TEXT, "date": TEXT, "party": FLAG, "resolved": TEXT}
_PERIOD = {"period_start": TEXT, "period_end": TEXT, "problem": TEXT}
_INSIDE = {"district": TEXT, "district_code": TEXT, "province": TEXT, "province_code": TEXT, "province_code_new": TEXT}
_PLACE = {"name": TEXT, "code": TEXT, "code_new": TEXT, "name_new": TEXT, **_INSIDE}

#: The fields of all labels; null where a label has none of that name. Decimals are strings with a point, dates ISO strings, as in the record.
ENTITY = _struct(id=TEXT, label=TEXT, start=WHOLE, end=WHOLE, text=TEXT, score=REAL, **_QUANTITY, **_DECREE, **_PERIOD, **_PLACE, canonical=TEXT)
LINK = _struct(**{"label": TEXT, "from": TEXT, "to": TEXT, "score": REAL})
_CODES = {"place_code": TEXT, "place_code_new": TEXT, "province_code": TEXT, "province_code_new": TEXT}
_MEASURED = {"indicator": TEXT, "aspect": TEXT, **_QUANTITY, "place": TEXT, "period": TEXT, **_CODES}
_FOUND = {"start": WHOLE, "end": WHOLE, "quantity": TEXT, "indicator_spans": pa.list_(TEXT), "score": REAL}
FACT = _struct(**_MEASURED, period_start=TEXT, period_end=TEXT, **_FOUND)
OFFICE = _struct(position=TEXT, agency=TEXT, agency_canonical=TEXT)
OFFICIAL = _struct(name=TEXT, positions=pa.list_(OFFICE))
MENTION = _struct(start=WHOLE, end=WHOLE, text=TEXT)
DECREE = _struct(entity=TEXT, text=TEXT, ambiguous=FLAG, **_DECREE, mentions=pa.list_(MENTION))


def _schema(fields: list[tuple[str, Any]]) -> Any:
    return pa.schema(fields, metadata={"solieu.schema": VERSION})


_LISTS = {"entities": ENTITY, "links": LINK, "facts": FACT, "officials": OFFICIAL, "decrees": DECREE}
#: One row an article: the record.
ARTICLES = _schema([(name, pa.list_(_LISTS[name]) if name in _LISTS else TEXT) for name in RECORD])
#: One row a fact, the article's id first; first and last day are dates.
FACTS = _schema([("id", TEXT), *_MEASURED.items(), ("period_start", pa.date32()), ("period_end", pa.date32()), *_FOUND.items()])
#: One row an article that could not be done; `id` is null where it could not even be read.
ERRORS = _schema([("id", TEXT), ("origin", TEXT), ("reason", TEXT)])


def articles_schema(columns: Sequence[str] | None) -> Any:
    """ARTICLES with the columns that are asked for."""
    return pa.schema([ARTICLES.field(name) for name in chosen(columns, ARTICLES.names)], metadata=ARTICLES.metadata)


def fact_rows(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the table of facts."""
    return [
        {"id": record["id"], **fact, "period_start": _day(fact["period_start"]), "period_end": _day(fact["period_end"])}
        for record in records
        for fact in record["facts"]
    ]


def _day(words: str | None) -> date | None:
    return None if words is None else date.fromisoformat(words)
