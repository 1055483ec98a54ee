"""One CRF for all labels, INDICATOR too, whatever the number; then a classifier over pairs of a number and an indicator of its sentence."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from spacy.tokens import Doc

from solieu.classify import Classifier
from solieu.docs import span_id
from solieu.links.reader import CLAUSE, DISTANCES, Sentence
from solieu.links.scenes import Quantity, Scene, gold_indicators, scenes
from solieu.links.settle import Reading, Segment
from solieu.schema import INDICATOR, LABELS, Article, Link
from solieu.text import write_bytes
from trials.readers import trained_linker
from trials.rows import code

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row

#: A pair is linked from this probability on; a number takes two indicators at most.
THRESHOLD, MOST = 0.5, 2

Place = tuple[int, int]


class Pairs:
    """Links numbers to INDICATOR spans that are there. Aspects and offices are those of a trained linker."""

    def __init__(self, linker: Any) -> None:
        self.linker = linker
        self.pairs: Classifier

    def __call__(self, doc: Doc) -> Doc:
        scored = list(self.linker._office_links(doc))
        read = []
        for scene in scenes(doc):
            near = list(_indicators(doc, scene))
            read.append((scene, [reading for quantity in scene.quantities if (reading := self._linked(scene.sentence, quantity, near)).segments]))
        self.linker._name_aspects(doc, read)
        for scene, found in read:
            place = {token: at for at, token in enumerate(scene.tokens)}
            ids = {(place[ent.start], place[ent.end - 1] + 1): span_id(at) for at, ent in enumerate(doc.ents) if ent.start in place}
            for reading in found:
                source = span_id(reading.quantity.ent)
                scored += [(Link(reading.aspect, source, ids[s.start, s.end]), s.score * reading.score) for s in reading.segments]
        doc._.links = [link for link, _ in scored]
        doc._.link_scores = [score for _, score in scored]
        return doc

    def _linked(self, sentence: Sentence, quantity: Quantity, near: Sequence[tuple[int, Place]]) -> Reading:
        found = []
        for _, (start, end) in near:
            share = float(self.pairs.probabilities(describe(sentence, quantity, (start, end), [at for _, at in near]))[1])
            if share >= THRESHOLD:
                found.append(Segment("H" if start < quantity.start else "T", start, end, share))
        return Reading(quantity, sorted(sorted(found, key=lambda s: -s.score)[:MOST], key=lambda s: s.start))

    def fit(self, docs: Sequence[Doc]) -> None:
        rows, answers = [], []
        for doc in docs:
            gold = {(ent, segment.start) for ent, (_, segments) in gold_indicators(doc).items() for segment in segments}
            for scene in scenes(doc):
                near = list(_indicators(doc, scene))
                for quantity in scene.quantities:
                    for token, place in near:
                        rows.append(describe(scene.sentence, quantity, place, [at for _, at in near]))
                        answers.append("yes" if (quantity.ent, token) in gold else "no")
        self.pairs = Classifier.train(rows, answers, strength=1.0, min_count=2)

    def to_disk(self, path: str | Path) -> None:
        self.linker.to_disk(path)
        write_bytes(Path(path) / "pairs", self.pairs.to_bytes())


def _indicators(doc: Doc, scene: Scene) -> Iterator[tuple[int, Place]]:
    """The INDICATOR spans of a sentence: first token in the document, place in the sentence."""
    place = {token: at for at, token in enumerate(scene.tokens)}
    for ent in doc.ents:
        if ent.label_ == INDICATOR and ent.start in place and ent.end - 1 in place:
            yield ent.start, (place[ent.start], place[ent.end - 1] + 1)


def describe(sentence: Sentence, quantity: Quantity, segment: Place, others: Sequence[Place]) -> list[str]:
    """What lies between a number and an indicator, and what touches them."""
    side = "<" if segment[0] < quantity.start else ">"
    left, right = (segment[1], quantity.start) if side == "<" else (quantity.end, segment[0])
    between = sentence.norms[left:right]
    passed = sum(left <= start < right for start, _ in sentence.quantities)
    nearer = sum(left <= start < right for start, _ in others)
    commas = sum(norm in CLAUSE for norm in between)
    row = [f"d{bisect_left(DISTANCES, len(between))}", f"q{min(passed, 3)}", f"i{min(nearer, 3)}", f"c{min(commas, 3)}"]
    row += [
        f"q{min(passed, 2)}i{min(nearer, 2)}c{min(commas, 2)}",
        *(f"w{word}" for word in between[:8]),
        *(f"t{tag}" for tag in sentence.tags[left:right]),
    ]
    row += [f"b{norm}" for norm in sentence.norms[max(0, quantity.start - 1) : quantity.start]]
    row += [f"n{norm}" for norm in (sentence.norms[segment[0]], sentence.norms[segment[1] - 1])]
    return ["b", side, *(side + feature for feature in row)]


def make(workshop: Workshop, row: Row, name: str, articles: Sequence[Article]) -> tuple[Any, float]:
    """The tagger of all labels, or what links numbers to its indicators."""
    if name == "solieu_linker":
        pairs = Pairs(trained_linker(workshop, row, articles))
        docs, begun = workshop.docs(articles), time.process_time()
        pairs.fit(docs)
        return pairs, time.process_time() - begun
    component: Any = workshop.untrained(row).get_pipe(name)

    def fit(docs: Sequence[Doc]) -> None:
        with patch("solieu.spans.tagger.TAGGED", LABELS):
            component.fit(docs)

    clusters = workshop.tables_hash(row)
    return component, workshop.fitted(component, articles, fit, "once", dict(row.config), clusters, code("once"))
