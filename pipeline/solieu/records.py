"""The record: one JSON object an article. Its names and types are the public interface (`docs` in `README.md`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from spacy.tokens import Doc

from solieu.dateline import published
from solieu.decrees import parse_decree, resolve
from solieu.docs import span_id
from solieu.facts import Fact, facts
from solieu.normal import normal_form
from solieu.people import officials
from solieu.places import article_province
from solieu.plain import plain
from solieu.schema import DECREE

#: Digits of every score in a record.
DIGITS = 4


def record(doc: Doc) -> dict[str, Any]:
    """The record of a document, in plain JSON types."""
    decrees = _decrees(doc)
    return {
        "id": doc._.name,
        "text": doc.text,
        "entities": _entities(doc, article_province(doc), decrees),
        "links": [
            {"label": link.label, "from": link.source, "to": link.target, "score": round(score, DIGITS)}
            for link, score in zip(doc._.links, doc._.link_scores or [1.0] * len(doc._.links), strict=True)
        ],
        "facts": [fact_record(fact) for fact in facts(doc)],
        "officials": [asdict(official) for official in officials(doc)],
        "decrees": decrees,
        "model": doc.user_data.get("model", ""),
    }


def _entities(doc: Doc, province: str | None, decrees: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each entity with the normal form of its label; a repeated citation names the entity that it repeats."""
    day = published(doc)
    resolved = {decree["entity"]: decree["resolved"] for decree in decrees}
    rows = []
    for at, (ent, score) in enumerate(zip(doc.ents, doc._.span_scores or [1.0] * len(doc.ents), strict=True)):
        row: dict[str, Any] = {"id": span_id(at), "label": ent.label_, "start": ent.start_char, "end": ent.end_char, "text": ent.text}
        row["score"] = round(score, DIGITS)
        row |= normal_form(ent.label_, ent.text, province, day)
        if ent.label_ == DECREE:
            row["resolved"] = resolved[span_id(at)]
        rows.append(row)
    return rows


def _decrees(doc: Doc) -> list[dict[str, Any]]:
    """Each citation; `resolved` is the id of the entity that a short one repeats."""
    ents = doc.ents
    cited = [at for at, ent in enumerate(ents) if ent.label_ == DECREE]
    decrees = [parse_decree(ents[at].text) for at in cited]
    return [
        {"entity": span_id(at), **plain(asdict(decree)), "text": ents[at].text, "resolved": None if first is None else span_id(cited[first])}
        for at, decree, first in zip(cited, decrees, resolve(decrees), strict=True)
    ]


def fact_record(fact: Fact) -> dict[str, Any]:
    """A fact in plain JSON types."""
    return {**plain(asdict(fact)), "indicator_spans": list(fact.indicator_spans)}
