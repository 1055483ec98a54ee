"""No indicators, no links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from solieu.schema import Article

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row


def make(workshop: Workshop, row: Row, name: str, articles: Sequence[Article]) -> tuple[object, float]:
    """A component that leaves the document as it is."""
    return _same, 0.0


def _same(doc: Doc) -> Doc:
    return doc
