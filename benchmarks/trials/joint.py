"""The reader says the aspect, too: one CRF with the tags `B-H:VALUE`, `I-T:TARGET`, ... in place of reader and aspects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from spacy.tokens import Doc

from solieu.crf import Crf, Probabilities
from solieu.decode import decode
from solieu.docs import chunks
from solieu.links.reader import number_rows, window
from solieu.links.scenes import Quantity, Scene
from solieu.links.settle import Reading, Segment
from solieu.schema import Article
from trials.readers import Reader, answers, trained_linker
from trials.rows import code

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row

SIDES = ("O", "B-H", "I-H", "B-T", "I-T")


class Joint(Reader):
    """Segments are decoded from the probabilities summed over aspects; the aspect is the most probable one over all segments of a number."""

    def fit(self, docs: Sequence[Doc]) -> None:
        sequences, labels = [], []
        known = cache(self.known)
        for doc in docs:
            for answer in answers(doc):
                span = window(answer.scene.sentence, answer.quantity.place)
                words = self._word_rows(answer.scene.sentence, known)[span.start : span.stop]
                seen = number_rows(answer.scene.sentence, answer.quantity.place)
                sequences.append([[*word, *number] for word, number in zip(words, seen, strict=True)])
                labels.append([tag if tag == "O" else f"{tag}:{answer.aspect}" for tag in answer.tags])
        self.crf = Crf.train(sequences, labels, self.config)

    def set_part(self, name: str, data: bytes) -> None:
        """The network stays as it was: it has other tags, and no say."""
        if name != "net":
            super().set_part(name, data)

    def shares(self, scenes: Sequence[Scene]) -> list[Probabilities]:
        return self.crf_shares(scenes)

    def _reading(self, scene: Scene, quantity: Quantity, marginals: Probabilities) -> Reading:
        sides = [label.partition(":")[0] for label in self.crf.labels]
        summed = np.stack([marginals[:, [at for at, side in enumerate(sides) if side == wanted]].sum(axis=1) for wanted in SIDES], axis=1)
        tags = decode(summed, SIDES, self.outside)
        if not any(tag != "O" for tag in tags):
            tags = decode(summed, SIDES, self.outside_alone)
        shift = window(scene.sentence, quantity.place).start
        shares = [float(row[SIDES.index(tag)]) for row, tag in zip(summed, tags, strict=True)]
        segments = [Segment(side, start + shift, end + shift, min(shares[start:end])) for side, start, end in chunks(tags)]
        mass: dict[str, float] = {}
        inside = [at for at, tag in enumerate(tags) if tag != "O"]
        for column, label in enumerate(self.crf.labels):
            aspect = label.partition(":")[2]
            if aspect:
                mass[aspect] = mass.get(aspect, 0.0) + float(marginals[inside, column].sum())
        return Reading(quantity, segments, max(mass, key=lambda aspect: mass[aspect]), 1.0)

    def _name_aspects(self, doc: Doc, read: Sequence[tuple[Scene, list[Reading]]]) -> None:
        """They are named already."""


def make(workshop: Workshop, row: Row, name: str, articles: Sequence[Article]) -> tuple[Joint, float]:
    """The linker, and the CPU seconds of the joint CRF alone."""
    linker = Joint.of(trained_linker(workshop, row, articles))
    clusters = workshop.tables_hash(row)
    return linker, workshop.fitted(linker, articles, linker.fit, "joint", dict(row.config), clusters, code("joint"))
