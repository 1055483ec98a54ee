"""The component that reads indicators given their numbers, names the aspect, and links officials to their offices and bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from solieu.classify import Classifier
from solieu.component import CrfComponent
from solieu.crf import Crf, CrfConfig
from solieu.docs import bio_tags, chunks, sentences, span_id, span_index
from solieu.links.aspect import aspect_features
from solieu.links.officials import pairs
from solieu.links.reader import Sentence, reader_features, window
from solieu.links.settle import HEAD, TAIL, Reading, Segment, settle
from solieu.schema import ASPECTS, INDICATOR, OFFICIAL, QUANTITY, Link
from solieu.spans.reconcile import Candidate, trim
from solieu.spans.tagger import TAGGED


class Quantity(NamedTuple):
    """A quantity in its sentence: its place in `doc.ents`, and its tokens as places in the sentence."""

    ent: int
    start: int
    end: int


@dataclass(slots=True)
class Scene:
    """A sentence with quantities: what the reader sees, and which tokens of the document its words are."""

    sentence: Sentence
    tokens: list[int]
    quantities: list[Quantity] = field(default_factory=list)


def scenes(doc: Doc) -> Iterator[Scene]:
    """The sentences of a document that hold quantities. INDICATOR spans are not seen."""
    tags = bio_tags(doc, TAGGED)
    quantities = [(at, ent) for at, ent in enumerate(doc.ents) if ent.label_ == QUANTITY]
    following = 0
    for tokens in sentences(doc):
        place = {token: at for at, token in enumerate(tokens)}
        found = []
        while following < len(quantities) and quantities[following][1].start <= tokens[-1]:
            at, ent = quantities[following]
            following += 1
            if ent.start in place and ent.end - 1 in place:
                found.append(Quantity(at, place[ent.start], place[ent.end - 1] + 1))
        if found:
            words = [doc[token] for token in tokens]
            sentence = Sentence(
                [word.text for word in words], [word.norm_ for word in words], [tags[token] for token in tokens], [(q.start, q.end) for q in found]
            )
            yield Scene(sentence, tokens, found)


class Linker(CrfComponent):
    """Indicators and links of a document whose other spans are there."""

    def __init__(self, vocab: Vocab, name: str, config: CrfConfig, strength: float, threshold: float) -> None:
        super().__init__(vocab, name, config)
        self.strength, self.threshold = strength, threshold
        self.aspects: Classifier | None = None
        self.offices: Classifier | None = None

    def __call__(self, doc: Doc) -> Doc:
        readings = [reading for scene in scenes(doc) for reading in self.read(doc, scene)]
        links = [(link, score) for link, score in self._office_links(doc)]
        self._assign(doc, readings, links)
        return doc

    def read(self, doc: Doc, scene: Scene) -> list[Reading]:
        """For each quantity of a sentence its segments, settled so that no two overlap, and its aspect."""
        found = []
        for quantity in scene.quantities:
            place = (quantity.start, quantity.end)
            features = reader_features(scene.sentence, place, self.known)
            tags = self.crf.tag(features)
            segments = chunks(tags)
            shift = window(scene.sentence, place).start
            scores = self.crf.confidence(features, tags) if segments else []
            read = [Segment(side, start + shift, end + shift, min(scores[start:end])) for side, start, end in segments]
            found.append(Reading(quantity.ent, place, read))
        settled = settle(found, scene.sentence)
        assert self.aspects is not None
        for reading in settled:
            shares = self.aspects.probabilities(aspect_features(scene.sentence, reading.place, [(s.start, s.end) for s in reading.segments]))
            reading.aspect, reading.score = self.aspects.labels[int(shares.argmax())], float(shares.max())
            reading.segments = [s._replace(start=scene.tokens[s.start], end=scene.tokens[s.end - 1] + 1) for s in reading.segments]
        return settled

    def _office_links(self, doc: Doc) -> Iterator[tuple[Link, float]]:
        assert self.offices is not None
        for sentence in _official_sentences(doc):
            for pair in pairs(doc, sentence):
                probability = float(self.offices.probabilities(pair.features)[1])
                if probability >= self.threshold:
                    yield Link(pair.label, span_id(pair.source), span_id(pair.target)), probability

    def _assign(self, doc: Doc, readings: Sequence[Reading], links: Sequence[tuple[Link, float]]) -> None:
        """Put the indicators among the entities; ids move with them."""
        scored = [(ent, score) for ent, score in zip(doc.ents, doc._.span_scores, strict=True)]
        before = [ent.start for ent in doc.ents]
        indicators = {}
        for segment in (segment for reading in readings for segment in reading.segments):
            span = trim(doc, Candidate(INDICATOR, segment.start, segment.end, segment.score))
            if span.start < span.end:
                indicators[segment.start, segment.end] = span
        for span in {(s.start, s.end): s for s in indicators.values()}.values():
            scored.append((Span(doc, span.start, span.end, label=INDICATOR), span.score))
        scored.sort(key=lambda pair: pair[0].start)
        doc.ents = tuple(ent for ent, _ in scored)
        doc._.span_scores = [score for _, score in scored]
        ids = {ent.start: span_id(at) for at, ent in enumerate(doc.ents)}
        found = [(Link(link.label, ids[before[span_index(link.source)]], ids[before[span_index(link.target)]]), score) for link, score in links]
        for reading in readings:
            for segment in reading.segments:
                indicator = indicators.get((segment.start, segment.end))
                if indicator:
                    link = Link(reading.aspect, ids[before[reading.ent]], ids[indicator.start])
                    found.append((link, segment.score * reading.score))
        found.sort(key=lambda pair: (span_index(pair[0].source), span_index(pair[0].target)))
        doc._.links = [link for link, _ in found]
        doc._.link_scores = [score for _, score in found]

    def fit(self, docs: Sequence[Doc]) -> None:
        """Train the reader, the aspects and the offices on gold documents."""
        sequences, labels, rows, aspects = [], [], [], []
        for doc in docs:
            gold = _gold_indicators(doc)
            for scene in scenes(doc):
                for quantity in scene.quantities:
                    place = (quantity.start, quantity.end)
                    aspect, segments = gold.get(quantity.ent, ("", []))
                    inside = _places(scene.tokens, segments)
                    span = window(scene.sentence, place)
                    sequences.append(reader_features(scene.sentence, place, self.known))
                    labels.append(_segment_tags(inside, place, span))
                    if inside:
                        rows.append(aspect_features(scene.sentence, place, inside))
                        aspects.append(aspect)
        self.crf = Crf.train(sequences, labels, self.config)
        self.aspects = Classifier.train(rows, aspects, strength=self.strength, min_count=2)
        self._fit_offices(docs)

    def _fit_offices(self, docs: Sequence[Doc]) -> None:
        rows, answers = [], []
        for doc in docs:
            gold = {(link.label, span_index(link.source), span_index(link.target)) for link in doc._.links if link.label not in ASPECTS}
            for sentence in _official_sentences(doc):
                for pair in pairs(doc, sentence):
                    rows.append(pair.features)
                    answers.append("yes" if (pair.label, pair.source, pair.target) in gold else "no")
        self.offices = Classifier.train(rows, answers, strength=self.strength, min_count=2)

    def parts(self) -> dict[str, bytes]:
        assert self.aspects is not None and self.offices is not None
        return {**super().parts(), "aspects": self.aspects.to_bytes(), "offices": self.offices.to_bytes()}

    def set_parts(self, parts: dict[str, bytes]) -> None:
        super().set_parts(parts)
        self.aspects = Classifier.from_bytes(parts["aspects"])
        self.offices = Classifier.from_bytes(parts["offices"])


def _official_sentences(doc: Doc) -> Iterator[list[int]]:
    """For each sentence with an official, the places in `doc.ents` of its entities."""
    following = 0
    for sentence in doc.sents:
        inside = []
        while following < len(doc.ents) and doc.ents[following].start < sentence.end:
            inside.append(following)
            following += 1
        inside = [at for at in inside if doc.ents[at].label_ != INDICATOR]
        if any(doc.ents[at].label_ == OFFICIAL for at in inside):
            yield inside


def _gold_indicators(doc: Doc) -> dict[int, tuple[str, list[Span]]]:
    """For each quantity (its place in `doc.ents`) its aspect and the segments of its indicator."""
    found: dict[int, tuple[str, list[Span]]] = {}
    for link in doc._.links:
        if link.label in ASPECTS:
            found.setdefault(span_index(link.source), (link.label, []))[1].append(doc.ents[span_index(link.target)])
    return found


def _places(tokens: Sequence[int], segments: Sequence[Span]) -> list[tuple[int, int]]:
    """Segments as places in a sentence; those outside it are left out."""
    place = {token: at for at, token in enumerate(tokens)}
    return sorted((place[s.start], place[s.end - 1] + 1) for s in segments if s.start in place and s.end - 1 in place)


def _segment_tags(segments: Sequence[tuple[int, int]], quantity: tuple[int, int], span: range) -> list[str]:
    """BIO tags of head and tail over a quantity's window."""
    tags = ["O"] * len(span)
    for start, end in segments:
        side = HEAD if start < quantity[0] else TAIL
        for at in range(max(start, span.start), min(end, span.stop)):
            tags[at - span.start] = f"{'B' if at == start else 'I'}-{side}"
    return tags


@Language.factory("solieu_linker", requires=["doc.ents"], assigns=["doc.ents", "doc._.links", "doc._.span_scores", "doc._.link_scores"])
def make_linker(nlp: Language, name: str, l1: float, l2: float, iterations: int, min_count: int, strength: float, threshold: float) -> Linker:
    return Linker(nlp.vocab, name, CrfConfig(l1, l2, iterations, min_count), strength, threshold)
