"""The record: one JSON object an article. Its names and types are the public interface (`docs` in `README.md`)."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from spacy.tokens import Doc

from solieu.decrees import parse_decree
from solieu.docs import span_id
from solieu.facts import Fact, facts, quantities
from solieu.people import officials
from solieu.schema import DECREE, QUANTITY

#: Digits of every score in a record.
DIGITS = 4


def record(doc: Doc) -> dict[str, Any]:
    """The record of a document, in plain JSON types."""
    return {
        "id": doc._.name,
        "text": doc.text,
        "entities": _entities(doc),
        "links": [
            {"label": link.label, "from": link.source, "to": link.target, "score": round(score, DIGITS)}
            for link, score in zip(doc._.links, doc._.link_scores or [1.0] * len(doc._.links), strict=True)
        ],
        "facts": [fact_record(fact) for fact in facts(doc)],
        "officials": [asdict(official) for official in officials(doc)],
        "decrees": _decrees(doc),
        "model": doc.user_data.get("model", ""),
    }


def _entities(doc: Doc) -> list[dict[str, Any]]:
    values = quantities(doc)
    rows = []
    for at, (ent, score) in enumerate(zip(doc.ents, doc._.span_scores or [1.0] * len(doc.ents), strict=True)):
        row: dict[str, Any] = {"id": span_id(at), "label": ent.label_, "start": ent.start_char, "end": ent.end_char, "text": ent.text}
        row["score"] = round(score, DIGITS)
        if ent.label_ == QUANTITY:
            row |= _plain(asdict(values[span_id(at)]))
        rows.append(row)
    return rows


def _decrees(doc: Doc) -> list[dict[str, Any]]:
    rows = []
    for at, ent in enumerate(doc.ents):
        if ent.label_ == DECREE:
            decree = asdict(parse_decree(ent.text))
            rows.append({"entity": span_id(at), **_plain(decree), "text": ent.text})
    return rows


def fact_record(fact: Fact) -> dict[str, Any]:
    """A fact in plain JSON types."""
    return {**_plain(asdict(fact)), "indicator_spans": list(fact.indicator_spans)}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Decimals as strings with a point, dates as ISO strings."""
    return {
        key: decimal_text(value) if isinstance(value, Decimal) else value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in values.items()
    }


def decimal_text(value: Decimal) -> str:
    """`Decimal("1.40E+9")` as `1400000000`: never with an exponent."""
    return f"{value:f}"
