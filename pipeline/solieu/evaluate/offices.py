"""Official-position-agency triples: who holds which office in which body, in the article's words."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from spacy.tokens import Doc

from solieu.people import officials
from solieu.scoring import Table, add_counts

TRIPLE = "TRIPLE"
#: Triples with both an office and a body.
COMPLETE = "TRIPLE.complete"


class Triple(NamedTuple):
    """A person with one office; the position or the agency is None where the article does not say it."""

    official: str
    position: str | None
    agency: str | None


def triples(doc: Doc) -> frozenset[Triple]:
    """The offices of the people of a document, each once however often the article names it."""
    return frozenset(Triple(person.name, office.position, office.agency) for person in officials(doc) for office in person.positions)


def score_triples(table: Table, gold: Set[Triple], predicted: Set[Triple]) -> None:
    """Add the counts of an article: all its triples, and those with both an office and a body."""
    for key, whole in ((TRIPLE, False), (COMPLETE, True)):
        wanted, found = ({t for t in side if not whole or (t.position and t.agency)} for side in (gold, predicted))
        add_counts(table, "exact", key, len(wanted & found), len(wanted), len(found))
