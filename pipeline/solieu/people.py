"""Officials as records: who holds which offices in which bodies.

A person who is named twice is one record: `TRẦN VĂN DŨNG` and `Trần Văn Dũng`, and a later `Dũng` or `ông Dũng` where no other name before it
ends so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from solieu.agencies import canonical
from solieu.docs import span_index
from solieu.folding import fold
from solieu.lexicon import alternatives, lexicon
from solieu.normalisers import province_of
from solieu.schema import HOLDS, OFFICIAL, SERVES


@dataclass(frozen=True, slots=True)
class Office:
    """An office and the body in which it is held, in the article's words; None where the text does not say. `agency_canonical`: its one form."""

    position: str | None
    agency: str | None
    agency_canonical: str | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """A person, by the first full name, and the offices that the article names."""

    name: str
    positions: tuple[Office, ...]


def officials(doc: Doc) -> list[Official]:
    """One record a person, in the order in which they are first named."""
    province = province_of(doc)
    people = _People()
    words = [" ".join(ent.text.split()) for ent in doc.ents]
    links: dict[int, list[tuple[str, int]]] = {}
    for link in doc._.links:
        links.setdefault(span_index(link.source), []).append((link.label, span_index(link.target)))
    for at, ent in enumerate(doc.ents):
        if ent.label_ == OFFICIAL:
            people.add(words[at], _offices(words, links.get(at, []), province))
    return [Official(name, tuple(offices.values())) for name, offices in people.found.values()]


class _People:
    """The people named so far, by their names in lower case, with their offices, and who of them a name may end like."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, ...], tuple[str, dict[tuple[str, str], Office]]] = {}
        self._endings: dict[tuple[str, ...], list[tuple[str, ...]]] = {}

    def add(self, name: str, offices: list[Office]) -> None:
        """A name as it stands in the text, with the offices that its links give."""
        person = self._known(_syllables(name))
        if person not in self.found:
            self.found[person] = (name, {})
            for start in range(1, len(person)):
                self._endings.setdefault(person[start:], []).append(person)
        for office in offices:
            self.found[person][1].setdefault((_lower(office.position), _lower(office.agency_canonical)), office)

    def _known(self, person: tuple[str, ...]) -> tuple[str, ...]:
        """The one earlier full name that a short one ends like; else the name itself."""
        fits = self._endings.get(person, ())
        return fits[0] if len(fits) == 1 and person not in self.found else person


def _lower(words: str | None) -> str:
    return fold(words or "").text.lower()


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(lexicon('offices')['honorifics'])}\.?[ ]+(?=\S)")


#: Syllables of a name that are compared: "Công Tằng Tôn Nữ Thị Ngọc Anh" has eight.
LONGEST_NAME = 12


def _syllables(name: str) -> tuple[str, ...]:
    """A name to compare by: without `ông`, `đồng chí`, in lower case."""
    return tuple(_honorific().sub("", _lower(name), count=1).split()[-LONGEST_NAME:]) if name else ()


def _offices(words: Sequence[str], linked: Sequence[tuple[str, int]], province: str | None) -> list[Office]:
    """Each position of an official with the body named nearest after it. `words`: those of each entity; `linked`: links of the official."""
    agencies = sorted(at for label, at in linked if label == SERVES)
    positions = sorted(at for label, at in linked if label == HOLDS)
    offices = []
    for place, position in enumerate(positions):
        limit = positions[place + 1] if place + 1 < len(positions) else len(words)
        agency = next((at for at in agencies if position < at < limit), None)
        if agency is not None:
            agencies.remove(agency)
        offices.append(_office(words, position, agency, province))
    return [*offices, *(_office(words, None, agency, province) for agency in agencies)]


def _office(words: Sequence[str], position: int | None, agency: int | None, province: str | None) -> Office:
    body = None if agency is None else words[agency]
    return Office(None if position is None else words[position], body, canonical(body, province) if body else None)
