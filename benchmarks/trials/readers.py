"""What the designs of readers share: they stand in for the reader of a trained linker, and keep its aspects and offices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from spacy.tokens import Doc

from solieu.links.linker import Linker, _segment_tags
from solieu.links.reader import window
from solieu.links.scenes import Quantity, Scene, gold_indicators, places, scenes
from solieu.schema import Article

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row


class Answer(NamedTuple):
    """A quantity of a gold document as a reader learns it: its sentence, what it measures as BIO tags over its window, and the aspect."""

    scene: Scene
    quantity: Quantity
    aspect: str
    tags: list[str]


def answers(doc: Doc) -> Iterator[Answer]:
    """All quantities of a gold document, also those that measure nothing."""
    gold = gold_indicators(doc)
    for scene in scenes(doc):
        for quantity in scene.quantities:
            aspect, segments = gold.get(quantity.ent, ("", []))
            inside = places(scene.tokens, segments)
            yield Answer(scene, quantity, aspect, _segment_tags(inside, quantity.place, window(scene.sentence, quantity.place)))


class Reader(Linker):
    """A linker that reads by other means: `shares` gives each quantity the probability of each tag, in the order of `crf.labels`."""

    @classmethod
    def of(cls, linker: Any) -> Self:
        """With the parts of a trained linker."""
        made = cls.__new__(cls)
        made.__dict__.update(linker.__dict__)
        return made


def trained_linker(workshop: Workshop, row: Row, articles: Sequence[Article]) -> Any:
    """The linker as it is trained otherwise."""
    return workshop.parts(row, "solieu_linker", articles)[0]
