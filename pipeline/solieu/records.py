"""The record: one JSON object an article. Its names and types are the public interface (`docs` in `README.md`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from spacy.tokens import Doc

from solieu.columns import columns
from solieu.decrees import Citation
from solieu.docs import span_id
from solieu.facts import Fact, facts
from solieu.normal import fields
from solieu.normalisers import SAID
from solieu.people import officials
from solieu.plain import fields_of, plain
from solieu.schema import DECREE

#: Digits of every score in a record.
DIGITS = 4


def record(doc: Doc) -> dict[str, Any]:
    """The record of a document, in plain JSON types."""
    cited = doc._.citations
    return {
        "id": doc._.name,
        "text": columns(doc).text,
        "entities": _entities(doc, cited),
        "links": [
            {"label": link.label, "from": link.source, "to": link.target, "score": round(score, DIGITS)}
            for link, score in zip(doc._.links, doc._.link_scores or [1.0] * len(doc._.links), strict=True)
        ],
        "facts": [fact_record(fact) for fact in facts(doc)],
        "officials": [asdict(official) for official in officials(doc)],
        "decrees": _decrees(doc, cited),
        "model": doc.user_data.get("model", ""),
    }


def _entities(doc: Doc, cited: Sequence[Citation]) -> list[dict[str, Any]]:
    """Each entity with the normal form of its label; a repeated citation names the entity that it repeats."""
    ids = _decree_ids(doc)
    remaining = iter(cited)
    rows = []
    for at, (ent, score) in enumerate(zip(doc.ents, doc._.span_scores or [1.0] * len(doc.ents), strict=True)):
        row: dict[str, Any] = {"id": span_id(at), "label": ent.label_, "start": ent.start_char, "end": ent.end_char, "text": ent.text}
        row["score"] = round(score, DIGITS)
        if ent.label_ == DECREE:
            citation = next(remaining)
            row |= fields(citation.decree)
            row["resolved"] = None if citation.resolved is None else ids[citation.resolved]
        elif ent.label_ in SAID:
            row |= fields(getattr(ent._, SAID[ent.label_]))
        rows.append(row)
    return rows


def _decree_ids(doc: Doc) -> list[str]:
    return [span_id(at) for at, ent in enumerate(doc.ents) if ent.label_ == DECREE]


def _decrees(doc: Doc, cited: Sequence[Citation]) -> list[dict[str, Any]]:
    """Each citation; `resolved` is the id of the entity that a short one repeats, `mentions` are the places where `Nghị quyết này` stands for it."""
    ids, text = _decree_ids(doc), columns(doc).text
    return [
        {
            "entity": id,
            **plain(fields_of(citation.decree)),
            "resolved": None if citation.resolved is None else ids[citation.resolved],
            "mentions": [{"start": start, "end": end, "text": text[start:end]} for start, end in citation.mentions],
        }
        for id, citation in zip(ids, cited, strict=True)
    ]


def fact_record(fact: Fact) -> dict[str, Any]:
    """A fact in plain JSON types."""
    return {**plain(fields_of(fact)), "indicator_spans": list(fact.indicator_spans)}
