"""The spans of the CRF, and where it finds none those of spaCy's CNN."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

from solieu.schema import Article
from solieu.spans.reconcile import Candidate
from trials import cnn

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row


class Both:
    """The CRF tags first; what the CNN finds beside it is added."""

    def __init__(self, crf: Any, net: cnn.Cnn) -> None:
        self.crf, self.net = crf, net

    def __call__(self, doc: Doc) -> Doc:
        found = self.net.candidates(doc)
        doc = self.crf(doc)
        first = [Candidate(ent.label_, ent.start, ent.end, 1.0) for ent in doc.ents]
        return cnn.settle(doc, [*first, *found])

    def to_disk(self, path: str | Path) -> None:
        self.crf.to_disk(Path(path) / "crf")
        self.net.to_disk(Path(path) / "cnn")


def make(workshop: Workshop, row: Row, name: str, articles: Sequence[Article]) -> tuple[Both, float]:
    """Both taggers."""
    crf, seconds = workshop.parts(row, name, articles)
    net, more = cnn.make(workshop, row, name, articles)
    return Both(crf, net), seconds + more
