"""Labels, links and the annotated article that every other module passes around.

The names and their meaning are those of the annotation guidelines; a label or a link is spelled out here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

OFFICIAL = "OFFICIAL"
POSITION = "POSITION"
AGENCY = "AGENCY"
DECREE = "DECREE"
QUANTITY = "QUANTITY"
INDICATOR = "INDICATOR"
PLACE = "PLACE"
PERIOD = "PERIOD"

LABELS = (OFFICIAL, POSITION, AGENCY, DECREE, QUANTITY, INDICATOR, PLACE, PERIOD)

#: The colour of each label where people annotate.
COLOURS = {
    OFFICIAL: "#d6336c",
    POSITION: "#e8590c",
    AGENCY: "#1971c2",
    DECREE: "#e6a700",
    QUANTITY: "#2f9e44",
    INDICATOR: "#0c8599",
    PLACE: "#868e96",
    PERIOD: "#7048e8",
}

#: Links from a QUANTITY to the INDICATOR that it measures; the name is the *aspect* of a fact.
ASPECTS = ("VALUE", "TARGET", "CHANGE", "SHARE", "PLAN", "RANK")
HOLDS = "HOLDS"
SERVES = "SERVES"

#: Link label -> (label of its source, label of its target).
LINKS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(ASPECTS, (QUANTITY, INDICATOR)),
    HOLDS: (OFFICIAL, POSITION),
    SERVES: (OFFICIAL, AGENCY),
}


class Span(NamedTuple):
    """A labelled stretch of the text; offsets in Unicode code points, end exclusive."""

    id: str
    label: str
    start: int
    end: int


class Link(NamedTuple):
    """A labelled link between two spans, named by their ids."""

    label: str
    source: str
    target: str


@dataclass(slots=True)
class Article:
    """A text with its annotation. `spans` are flat (no overlap) and in text order; `links` join their ids.

    `words` holds, for each sentence, the start and end of each word, where the corpus itself says what a word is; else words are made from the text.
    """

    id: str
    text: str
    spans: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    words: list[list[tuple[int, int]]] | None = field(default=None, compare=False, repr=False)

    def span(self, id: str) -> Span:
        """The span with this id; KeyError where there is none."""
        for span in self.spans:
            if span.id == id:
                return span
        raise KeyError(id)

    def surface(self, span: Span) -> str:
        """The words of a span, as they stand in the text."""
        return self.text[span.start : span.end]
