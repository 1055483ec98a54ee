"""What the grammars of citations, periods and numerals find in a document, as features for the tagger and as spans that need no learning."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Doc

from solieu.columns import columns
from solieu.decrees import find_decrees
from solieu.periods import find_periods
from solieu.schema import DECREE, PERIOD
from solieu.spans.reconcile import Candidate

#: A citation with a number needs no learning; where the name of a law ends does.
NUMBERED = re.compile(r"\d")
#: The raw score of what a grammar is certain of.
CERTAIN = 0.99


class Marks(NamedTuple):
    """Feature strings for each token, and the spans that the grammars are certain of."""

    features: list[list[str]]
    certain: list[Candidate]


def grammar_marks(doc: Doc) -> Marks:
    """Run each grammar once over the text."""
    features: list[list[str]] = [[] for _ in range(len(doc))]
    certain = []
    text = columns(doc).text
    decrees = find_decrees(text)
    for label, found in ((DECREE, decrees), (PERIOD, find_periods(text, decrees))):
        for start, end in found:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                features[span.start].append(f"B{label}")
                for at in range(span.start + 1, span.end):
                    features[at].append(f"I{label}")
                if label == DECREE and NUMBERED.search(text, start, end):
                    certain.append(Candidate(DECREE, span.start, span.end, CERTAIN))
    return Marks(features, certain)
