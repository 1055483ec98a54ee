"""The sentences of a document that hold quantities, as the reader and the aspects see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc, Span

from solieu.columns import columns
from solieu.docs import bio_tags, sentences, span_index
from solieu.links.reader import Sentence
from solieu.schema import ASPECTS, QUANTITY
from solieu.spans.tagger import TAGGED


class Quantity(NamedTuple):
    """A quantity in its sentence: its place in `doc.ents`, and its tokens as places in the sentence, end exclusive."""

    ent: int
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        return self.start, self.end


@dataclass(slots=True)
class Scene:
    """A sentence with quantities, which tokens of the document its words are, and the norms of the sentence before it."""

    sentence: Sentence
    tokens: list[int]
    before: list[str]
    quantities: list[Quantity] = field(default_factory=list)


def scenes(doc: Doc) -> Iterator[Scene]:
    """The sentences with quantities, in order. INDICATOR spans are not seen."""
    tags = bio_tags(doc, TAGGED)
    quantities = [(at, ent) for at, ent in enumerate(doc.ents) if ent.label_ == QUANTITY]
    following = 0
    before: list[str] = []
    words = columns(doc)
    for tokens in sentences(doc):
        place = {token: at for at, token in enumerate(tokens)}
        found = []
        while following < len(quantities) and quantities[following][1].start <= tokens[-1]:
            at, ent = quantities[following]
            following += 1
            if ent.start in place and ent.end - 1 in place:
                found.append(Quantity(at, place[ent.start], place[ent.end - 1] + 1))
        norms = words.norms(tokens)
        if found:
            sentence = Sentence(words.texts(tokens), norms, [tags[token] for token in tokens], [q.place for q in found])
            yield Scene(sentence, tokens, before, found)
        before = norms


def gold_indicators(doc: Doc) -> dict[int, tuple[str, list[Span]]]:
    """For each quantity (its place in `doc.ents`) its aspect and the segments of its indicator."""
    ents = doc.ents
    found: dict[int, tuple[str, list[Span]]] = {}
    for link in doc._.links:
        if link.label in ASPECTS:
            found.setdefault(span_index(link.source), (link.label, []))[1].append(ents[span_index(link.target)])
    return found


def places(tokens: Sequence[int], segments: Sequence[Span]) -> list[tuple[int, int]]:
    """Segments as places in a sentence; those outside it are left out."""
    place = {token: at for at, token in enumerate(tokens)}
    return sorted((place[s.start], place[s.end - 1] + 1) for s in segments if s.start in place and s.end - 1 in place)
