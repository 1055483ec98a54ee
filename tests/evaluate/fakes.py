"""Articles written in one line, and a model that answers what it is told: no training, no files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import spacy
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from solieu.docs import annotate_exactly
from solieu.evaluate import Report, assess
from solieu.schema import LABELS, LINKS, Article, Link, Span


def article(text: str, spans: Iterable[tuple[str, str]] = (), links: Iterable[tuple[str, int, int]] = (), id: str = "a") -> Article:
    """Spans as (label, words), found in the text one after the other; links as (label, source, target) with the places of spans in that list."""
    found, at = [], 0
    for number, (label, words) in enumerate(spans, 1):
        start = text.index(words, at)
        at = start + len(words)
        found.append(Span(f"T{number}", label, start, at))
    return Article(id, text, found, [Link(label, f"T{source + 1}", f"T{target + 1}") for label, source, target in links])


@cache
def blank() -> Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    return nlp


class Fake:
    """A pipeline that gives each text the annotation it was made with; a text that it does not know has none."""

    def __init__(self, answers: Iterable[Article], scores: Mapping[str, float] | None = None) -> None:
        self.answers = {answer.text: answer for answer in answers}
        self.scores = scores or {}

    def make_doc(self, text: str) -> Doc:
        return blank()(text)

    def __call__(self, text: str) -> Doc:
        doc = annotate_exactly(self, self.answers.get(text, Article("", text)))  # type: ignore[arg-type]
        doc._.span_scores = [self.scores.get(ent.text, 1.0) for ent in doc.ents]
        doc._.link_scores = [1.0] * len(doc._.links)
        return doc


def measured(gold: Iterable[Article], predicted: Iterable[Article], **known: Any) -> Report:
    """The report of a model that predicts this."""
    return assess(Fake(predicted), list(gold), **known)  # type: ignore[arg-type]


PARTS = (("INDICATOR", "số hộ nghèo"), ("QUANTITY", "hơn 120 hộ"), ("OFFICIAL", "Vũ An"), ("POSITION", "Chủ tịch"), ("AGENCY", "UBND xã"))
TEXT = "Toàn xã có số hộ nghèo là hơn 120 hộ. Ông Vũ An, Chủ tịch UBND xã."
GOLD = article(TEXT, PARTS, [("VALUE", 1, 0), ("HOLDS", 2, 3), ("SERVES", 2, 4)])


def corpus(number: int) -> list[Article]:
    """Articles that differ by a last sentence only."""
    return [Article(f"a{n:02}", f"{TEXT} Bài {n}.", list(GOLD.spans), list(GOLD.links)) for n in range(number)]


def without(articles: Iterable[Article], label: str) -> list[Article]:
    """The same articles without the spans of a label, and their links."""
    found = []
    for one in articles:
        spans = [span for span in one.spans if span.label != label]
        ids = {span.id for span in spans}
        found.append(Article(one.id, one.text, spans, [link for link in one.links if {link.source, link.target} <= ids]))
    return found


@st.composite
def flat_articles(draw: st.DrawFn) -> Article:
    """Any flat annotation of one text of 40 letters, in text order, with no space at the ends of a span."""
    borders = sorted(draw(st.sets(st.integers(0, 40), max_size=14)))
    text = "ab cd efg. " * 3 + "ab cd e"
    places = [pair for pair in pairwise(borders) if draw(st.booleans()) and " " not in (text[pair[0]], text[pair[1] - 1])]
    spans = [Span(f"T{n}", draw(st.sampled_from(LABELS)), start, end) for n, (start, end) in enumerate(places, 1)]
    ends = [(label, a.id, b.id) for label, (left, right) in LINKS.items() for a in spans for b in spans if (a.label, b.label) == (left, right)]
    links = draw(st.lists(st.sampled_from(ends), unique=True, max_size=6)) if ends else []
    return Article("a", text, spans, [Link(*end) for end in links])
