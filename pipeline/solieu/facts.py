"""Links to facts: which indicator, which value and unit, for which place and period, at which offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from solieu.context import Setting, settings
from solieu.docs import span_id, span_index
from solieu.normalisers import province_of, published_on
from solieu.numbers import Quantity
from solieu.periods import parse_period
from solieu.places import parse_place
from solieu.schema import ASPECTS, QUANTITY

#: A tail that stands right after its number is read with the words between ("cho", "của"), up to this many tokens.
JOINING = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One number and what it measures. Offsets are code points into the text; `quantity` and `indicator_spans` are ids of entities.

    `place` and `period` are words of the article: of the sentence, else of the nearest sentence or heading before, else of the article.
    `place_code` is the official code of the place itself (province, district or commune), `province_code` that of the province it lies in, both as
    until 2025-06-30; those with `_new` as since then.
    `period_start` and `period_end` are the first and last day, None where the words leave them open.
    """

    indicator: str
    aspect: str
    comparator: str
    value: Decimal | None
    value_high: Decimal | None
    of: Decimal | None
    unit: str | None
    item: str | None
    ambiguous: bool
    place: str | None
    period: str | None
    place_code: str | None
    place_code_new: str | None
    province_code: str | None
    province_code_new: str | None
    period_start: date | None
    period_end: date | None
    start: int
    end: int
    quantity: str
    indicator_spans: tuple[str, ...]
    score: float


class _About(NamedTuple):
    """What an article as a whole says: the province that it is about, and when it was published."""

    province: str | None
    published: date | None


def facts(doc: Doc) -> list[Fact]:
    """The facts of a document with spans and links, in text order."""
    around, article = settings(doc), _About(province_of(doc), published_on(doc))
    linked: dict[int, tuple[str, list[int], float]] = {}
    for link, score in zip(doc._.links, doc._.link_scores or [1.0] * len(doc._.links), strict=True):
        if link.label in ASPECTS:
            _, segments, best = linked.setdefault(span_index(link.source), (link.label, [], 1.0))
            segments.append(span_index(link.target))
            linked[span_index(link.source)] = (link.label, segments, min(best, score))
    ents = doc.ents  # made anew at each access
    return [_fact(ents, at, *linked[at], around[at], article) for at in sorted(linked)]


def _fact(ents: Sequence[Span], at: int, aspect: str, segments: Sequence[int], score: float, setting: Setting, article: _About) -> Fact:
    span = ents[at]
    quantity: Quantity = span._.quantity
    place = parse_place(setting.place, article.province) if setting.place else None
    period = parse_period(setting.period, article.published) if setting.period else None
    dated = period if period and period.problem is None else None
    joined = [ents[segment] for segment in sorted(segments)]
    parts = [span, *joined]
    return Fact(
        indicator=_indicator(span, quantity, joined),
        aspect=aspect,
        comparator=quantity.comparator,
        value=quantity.value,
        value_high=quantity.value_high,
        of=quantity.of,
        unit=quantity.unit,
        item=quantity.item,
        ambiguous=quantity.ambiguous,
        place=setting.place,
        period=setting.period,
        place_code=place.code if place else None,
        place_code_new=place.code_new if place else None,
        province_code=place.province_code if place else None,
        province_code_new=place.province_code_new if place else None,
        period_start=dated.start if dated else None,
        period_end=dated.end if dated else None,
        start=min(part.start_char for part in parts),
        end=max(part.end_char for part in parts),
        quantity=span_id(at),
        indicator_spans=tuple(span_id(segment) for segment in sorted(segments)),
        score=round(score, 4),
    )


def _indicator(span: Span, quantity: Quantity, segments: Sequence[Span]) -> str:
    """Head, counted thing and tail in reading order: `trao suất quà cho gia đình thương binh`."""
    return " ".join(part for part in _indicator_parts(span, quantity, segments) if part)


def _indicator_parts(span: Span, quantity: Quantity, segments: Sequence[Span]) -> Iterator[str]:
    heads = [segment for segment in segments if segment.start < span.start]
    tails = [segment for segment in segments if segment.start >= span.end]
    for head in heads:
        yield _words(head)
    yield quantity.item or ""
    for tail in tails:
        between = span.doc[span.end : tail.start]
        if len(between) <= JOINING and not any(token.is_punct or token.ent_type_ for token in between):
            yield _words(between)
        yield _words(tail)


def _words(span: Span) -> str:
    return " ".join(span.text.split())


def quantities(doc: Doc) -> dict[str, Quantity]:
    """What each QUANTITY of a document says, by id."""
    return {span_id(at): ent._.quantity for at, ent in enumerate(doc.ents) if ent.label_ == QUANTITY}


def register() -> None:
    """Set the extensions `doc._.facts` and `doc._.record`, both made when asked for."""
    if not Doc.has_extension("facts"):
        Doc.set_extension("facts", getter=facts)
        Doc.set_extension("record", getter=_record)


def _record(doc: Doc) -> dict[str, Any]:
    from solieu.records import record  # which needs facts first

    return record(doc)


register()


@Language.factory("solieu_facts", requires=["doc.ents", "doc._.links"], assigns=["doc._.facts", "doc._.record"])
def make_facts(nlp: Language, name: str) -> FactsComponent:
    return FactsComponent()


class FactsComponent:
    """The last step of the pipeline. It changes nothing: that it is named in a model makes spaCy import this module, which sets `doc._.facts`."""

    def __call__(self, doc: Doc) -> Doc:
        return doc
