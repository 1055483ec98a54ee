"""The normalisers as spaCy components: what spans say (`span._.quantity`), read in the light of what the article says as a whole (`doc._.province`).

    nlp.add_pipe("solieu_places")     doc._.province, and of a PLACE or AGENCY span._.place, span._.agency
    nlp.add_pipe("solieu_periods")    doc._.published, and of a PERIOD span._.period
    nlp.add_pipe("solieu_quantities") of a QUANTITY span._.quantity
    nlp.add_pipe("solieu_decrees")    doc._.citations, and of a DECREE span._.decree

A span is read when it is asked for, by a pure function that keeps what it has read: so nothing is done for those who need only the spans, and a
document holds nothing that `doc.to_bytes` could not write. What needs a look at the whole article is found once, by the component, and noted in
`doc.user_data`; without the component it is found at each access.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from solieu.agencies import canonical
from solieu.columns import columns
from solieu.dateline import published
from solieu.decrees import Citation, Decree, citations, parse_decree
from solieu.numbers import Quantity, parse_quantity
from solieu.periods import Period, parse_period, same_period
from solieu.places import Place, article_province, parse_place
from solieu.schema import AGENCY, DECREE, PERIOD, PLACE, QUANTITY

#: The keys of `doc.user_data` under which the components note what they found.
PROVINCE, PUBLISHED = "solieu.province", "solieu.published"


def province_of(doc: Doc) -> str | None:
    """The short name of the province that an article is about."""
    if PROVINCE in doc.user_data:
        found: str | None = doc.user_data[PROVINCE]
        return found
    return article_province(doc)


def published_on(doc: Doc) -> date | None:
    """The day on which an article was published."""
    if PUBLISHED in doc.user_data:
        noted = doc.user_data[PUBLISHED]
        return None if noted is None else date.fromisoformat(noted)
    return published(doc)


def quantity_of(span: Span) -> Quantity:
    return parse_quantity(span.text)


def decree_of(span: Span) -> Decree:
    return parse_decree(span.text)


def place_of(span: Span) -> Place:
    return parse_place(span.text, province_of(span.doc))


def agency_of(span: Span) -> str:
    return canonical(span.text, province_of(span.doc))


def period_of(span: Span) -> Period:
    """The period; `cùng kỳ năm 2016` is held against the periods of its sentence, then against those before."""
    day = published_on(span.doc)
    period = parse_period(span.text, day)
    return same_period(period, (parse_period(other.text, day) for other in _neighbours(span))) if period.same else period


#: So many periods before a sentence are looked at for the one that `cùng kỳ` goes back to.
EARLIER = 8


def _neighbours(span: Span) -> Iterator[Span]:
    """The other periods of a span's sentence, nearest before it first, then those after it, then the last ones before the sentence."""
    sentence, others = span.sent, [ent for ent in span.doc.ents if ent.label_ == PERIOD]
    before = [ent for ent in others if ent.end <= span.start]
    inside = [ent for ent in before if ent.start >= sentence.start]
    yield from reversed(inside)
    yield from (ent for ent in others if span.end <= ent.start < sentence.end)
    yield from list(reversed(before))[len(inside) : len(inside) + EARLIER]


def citations_of(doc: Doc) -> list[Citation]:
    """The cited documents, one for each DECREE."""
    return citations(columns(doc).text, [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == DECREE])


GETTERS: dict[type, dict[str, Callable[..., Any]]] = {
    Doc: {"province": province_of, "published": published_on, "citations": citations_of},
    Span: {"quantity": quantity_of, "decree": decree_of, "period": period_of, "place": place_of, "agency": agency_of},
}


#: The extension that says what a span with this label means.
SAID = {QUANTITY: "quantity", DECREE: "decree", PERIOD: "period", PLACE: "place", AGENCY: "agency"}


def register() -> None:
    """Set the extensions, once; importing this module does it."""
    for owner, getters in GETTERS.items():
        for name, getter in getters.items():
            if not owner.has_extension(name):  # type: ignore[attr-defined]
                owner.set_extension(name, getter=getter)  # type: ignore[attr-defined]


register()


class Normaliser:
    """The component of one normaliser: it notes what has to be known of the whole article, if anything."""

    def __init__(self, key: str | None = None, find: Callable[[Doc], str | None] | None = None) -> None:
        self.key, self.find = key, find

    def __call__(self, doc: Doc) -> Doc:
        if self.key and self.find:
            doc.user_data[self.key] = self.find(doc)
        return doc


def _published_text(doc: Doc) -> str | None:
    day = published(doc)
    return None if day is None else day.isoformat()


@Language.factory("solieu_places", requires=["doc.ents"], assigns=["doc._.province", "span._.place", "span._.agency"])
def make_places(nlp: Language, name: str) -> Normaliser:
    return Normaliser(PROVINCE, article_province)


@Language.factory("solieu_periods", requires=["doc.ents"], assigns=["doc._.published", "span._.period"])
def make_periods(nlp: Language, name: str) -> Normaliser:
    return Normaliser(PUBLISHED, _published_text)


@Language.factory("solieu_quantities", requires=["doc.ents"], assigns=["span._.quantity"])
def make_quantities(nlp: Language, name: str) -> Normaliser:
    return Normaliser()


@Language.factory("solieu_decrees", requires=["doc.ents"], assigns=["doc._.citations", "span._.decree"])
def make_decrees(nlp: Language, name: str) -> Normaliser:
    return Normaliser()
