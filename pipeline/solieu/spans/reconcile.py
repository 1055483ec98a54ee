"""One place that settles what is learned against what a grammar is certain of, and keeps spans flat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc

from solieu.numbers import is_name, parse_quantity
from solieu.schema import QUANTITY


class Candidate(NamedTuple):
    """A span that somebody proposes: tokens `start` to `end` (exclusive), with the probability that it is right."""

    label: str
    start: int
    end: int
    score: float


#: How many words around a bare number are looked at for what it names.
NAMING = 4
#: Marks that a span neither begins nor ends with (annotation guidelines, "Spans").
EDGES = frozenset(".,;:!?\"'“”‘’«»–-/…")


def reconcile(doc: Doc, learned: Iterable[Candidate], certain: Iterable[Candidate]) -> list[Candidate]:
    """Flat spans in text order. A certain span wins over all that it overlaps; between learned ones the more probable wins."""
    settled: list[Candidate] = []
    taken = [False] * len(doc)
    for candidate in [*certain, *sorted(learned, key=lambda span: (-span.score, span.start))]:
        span = trim(doc, candidate)
        if span.start < span.end and _possible(doc, span) and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = [True] * (span.end - span.start)
            settled.append(span)
    return sorted(settled, key=lambda span: span.start)


def _possible(doc: Doc, span: Candidate) -> bool:
    """Whether the grammar of numbers allows the span: a QUANTITY has a number, which is not that of `chương trình 135`."""
    if span.label != QUANTITY:
        return True
    return parse_quantity(doc[span.start : span.end].text).value is not None and not _names(doc, span.start)


def _names(doc: Doc, at: int) -> bool:
    """Whether the digits at a token name something."""
    number = doc[at].text
    if not number.isdecimal() or not at:
        return False
    before = doc[max(0, at - NAMING) : at].text_with_ws
    return is_name(before + doc[at : at + NAMING].text, len(before), len(before) + len(number))


def trim(doc: Doc, span: Candidate) -> Candidate:
    """The span without white space and marks at its ends, and without a bracket that nothing closes."""
    start, end = span.start, span.end
    while start < end and _is_edge(doc, start, start, end):
        start += 1
    while start < end and _is_edge(doc, end - 1, start, end):
        end -= 1
    return span._replace(start=start, end=end)


def _is_edge(doc: Doc, at: int, start: int, end: int) -> bool:
    word = doc[at].text
    if word in ("(", ")"):
        inside = [doc[i].text for i in range(start, end)]
        return inside.count("(") != inside.count(")")
    return doc[at].is_space or word in EDGES
