"""Officials as records: who holds which offices in which bodies."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from solieu.docs import span_index
from solieu.schema import HOLDS, OFFICIAL, SERVES


@dataclass(frozen=True, slots=True)
class Office:
    """An office and the body in which it is held, in the article's words; None where the text does not say."""

    position: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Official:
    """A person and the offices that the article names."""

    name: str
    positions: tuple[Office, ...]


def officials(doc: Doc) -> list[Official]:
    """One record a person, in the order in which they are first named."""
    found: dict[str, dict[Office, None]] = {}
    for at, ent in enumerate(doc.ents):
        if ent.label_ == OFFICIAL:
            offices = found.setdefault(" ".join(ent.text.split()), {})
            offices.update(dict.fromkeys(_offices(doc, at)))
    return [Official(name, tuple(offices)) for name, offices in found.items()]


def _offices(doc: Doc, official: int) -> list[Office]:
    """Each position of an official with the body named nearest after it, as the links say."""
    linked = [(link.label, span_index(link.target)) for link in doc._.links if span_index(link.source) == official]
    agencies = sorted(at for label, at in linked if label == SERVES)
    positions = sorted(at for label, at in linked if label == HOLDS)
    offices = []
    for place, position in enumerate(positions):
        limit = positions[place + 1] if place + 1 < len(positions) else len(doc.ents)
        agency = next((at for at in agencies if position < at < limit), None)
        if agency is not None:
            agencies.remove(agency)
        offices.append(Office(_words(doc, position), None if agency is None else _words(doc, agency)))
    return [*offices, *(Office(None, _words(doc, agency)) for agency in agencies)]


def _words(doc: Doc, at: int) -> str:
    return " ".join(doc.ents[at].text.split())
