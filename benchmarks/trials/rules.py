"""Spans by grammar alone: citations, periods, and numerals with a comparator before and a unit behind. Nothing is learned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from solieu.decrees import find_decrees
from solieu.lexicon import alternatives, lexicon
from solieu.numbers import find_numerals
from solieu.numbers.units import match_unit
from solieu.periods import find_periods
from solieu.schema import DECREE, PERIOD, QUANTITY, Article
from solieu.spans.reconcile import Candidate, reconcile

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row


def make(workshop: Workshop, row: Row, name: str, articles: Sequence[Article]) -> tuple[object, float]:
    """The component; it is not trained."""
    return tag, 0.0


def tag(doc: Doc) -> Doc:
    """Citations win over periods, periods over quantities."""
    text = doc.text
    decrees = find_decrees(text)
    found = [(DECREE, start, end, 0.9) for start, end in decrees]
    found += [(PERIOD, start, end, 0.8) for start, end in find_periods(text, decrees)]
    found += [(QUANTITY, start, end, 0.7) for start, end in _quantities(text)]
    candidates = []
    for label, start, end, score in found:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            candidates.append(Candidate(label, span.start, span.end, score))
    settled = reconcile(doc, candidates, [])
    doc.ents = tuple(Span(doc, span.start, span.end, label=span.label) for span in settled)
    doc._.span_scores = [span.score for span in settled]
    return doc


@cache
def _before() -> re.Pattern[str]:
    words = alternatives(word for words in lexicon("numbers")["comparators"].values() for word in words)
    return re.compile(rf"(?<!\w){words}\s$", re.IGNORECASE)


def _quantities(text: str) -> list[tuple[int, int]]:
    """`"hơn 120 hộ"`: a numeral with its unit, or with the word behind it where the units do not know it."""
    found = []
    for numeral in find_numerals(text):
        start = max(0, numeral.start - 20)
        compared = _before().search(text[start : numeral.start])
        at = numeral.end + text.startswith(" ", numeral.end)
        unit = match_unit(text, at)
        word = re.compile(r"[^\W\d_]+").match(text, at) if at > numeral.end else None
        end = unit.end if unit else word.end() if word else numeral.end
        found.append((start + compared.start() if compared else numeral.start, end))
    return found
