"""For which place and period a statement holds: of its sentence, else of the nearest heading or sentence before, else of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from solieu.lexicon import lexicon
from solieu.schema import PERIOD, PLACE, QUANTITY

#: Before a PERIOD these say that it is what the number is compared with, or when something is due: `so với năm 2016`.
COMPARING = frozenset(lexicon("linking")["comparing"])
#: How many tokens before a span are looked at for such a word.
REACH = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when, in the article's words."""

    place: str | None
    period: str | None


def settings(doc: Doc) -> dict[int, Setting]:
    """For each QUANTITY (its place in `doc.ents`) its place and period."""
    ents = doc.ents  # made anew at each access
    bounds = [sentence.end for sentence in doc.sents]
    found: dict[int, Setting] = {}
    carried: dict[str, Span | None] = {PLACE: None, PERIOD: None}
    opening = {label: next((e for e in ents if e.label_ == label and not _compares(doc, e)), None) for label in (PLACE, PERIOD)}
    following = 0
    for end in bounds:
        inside = []
        while following < len(ents) and ents[following].start < end:
            inside.append(following)
            following += 1
        for label in (PLACE, PERIOD):
            carried[label] = carried[label] or opening[label]
        for at in inside:
            if ents[at].label_ == QUANTITY:
                place, period = (_nearest(doc, ents, at, inside, label) or carried[label] for label in (PLACE, PERIOD))
                found[at] = Setting(place.text if place else None, period.text if period else None)
        for label in (PLACE, PERIOD):
            last = [ents[at] for at in inside if ents[at].label_ == label and not _compares(doc, ents[at])]
            carried[label] = last[0] if last else carried[label]
    return found


def _nearest(doc: Doc, ents: Sequence[Span], quantity: int, sentence: Sequence[int], label: str) -> Span | None:
    """The last span before the quantity in its sentence, else the first after it."""
    spans = [at for at in sentence if ents[at].label_ == label and not _compares(doc, ents[at])]
    before = [at for at in spans if at < quantity]
    chosen = before[-1:] or spans[:1]
    return ents[chosen[0]] if chosen else None


def _compares(doc: Doc, span: Span) -> bool:
    """Whether a span is what a number is held against, not what it is about: `so với cùng kỳ năm 2016`."""
    words = [token.norm_ for token in doc[max(0, span.start - REACH) : span.start]]
    return any(word in COMPARING for word in words) or span.text.lower().startswith("cùng kỳ")
