"""The component that reads indicators given their numbers, names the aspect, and links officials to their offices and bodies.

What a number measures is read twice, by a CRF and by a network, which err in different places; their opinions are taken together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import ClassVar

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from solieu.classify import Classifier
from solieu.component import CrfComponent, Trainer
from solieu.crf import Crf, CrfConfig, Probabilities
from solieu.crf_training import Feature, Told
from solieu.decode import decode
from solieu.docs import chunks, span_id, span_index
from solieu.errors import ModelError
from solieu.links.aspect import ArticleCues, scene_features
from solieu.links.officials import pairs, sentences_with_officials
from solieu.links.reader import REACH, Sentence, describe_tag, number_rows, window
from solieu.links.scenes import Quantity, Scene, gold_indicators, places, scenes
from solieu.links.seen import COLUMNS, NEAR, as_seen
from solieu.links.settle import HEAD, TAIL, Reading, Segment, settle
from solieu.net import Net, agreed
from solieu.net_training import Lesson, NetConfig
from solieu.net_training import train as train_net
from solieu.pretrained import pretrained
from solieu.schema import ASPECTS, INDICATOR, Link
from solieu.spans.features import pair_rows
from solieu.spans.reconcile import Candidate, trim
from solieu.windows import Windows, window_rows


class Linker(CrfComponent):
    """Indicators and links of a document whose other spans are there.

    `crf` and `net` read the segments of each number's indicator, `aspects` labels the linked numbers of an article, `offices` decides on pairs.
    """

    reach = REACH
    apart: ClassVar[tuple[str, ...]] = ("crf",)

    def __init__(
        self,
        vocab: Vocab,
        name: str,
        config: CrfConfig,
        *,
        net_config: NetConfig,
        net_share: float,
        outside: float,
        outside_alone: float,
        aspect_config: CrfConfig,
        strength: float,
        threshold: float,
    ) -> None:
        super().__init__(vocab, name, config)
        self.net_config, self.net_share = net_config, net_share
        self.outside, self.outside_alone = outside, outside_alone
        self.aspect_config, self.strength, self.threshold = aspect_config, strength, threshold
        self._tags: Windows[str] | None = None
        self.net: Net
        self.aspects: Crf
        self.offices: Classifier

    def __call__(self, doc: Doc) -> Doc:
        links = list(self._office_links(doc))
        read = self._read(list(scenes(doc)))
        self._name_aspects(doc, read)
        readings = []
        for scene, found in read:
            for reading in found:
                reading.segments = [s._replace(start=scene.tokens[s.start], end=scene.tokens[s.end - 1] + 1) for s in reading.segments]
                readings.append(reading)
        _assign(doc, readings, links)
        return doc

    def _read(self, scenes: Sequence[Scene]) -> list[tuple[Scene, list[Reading]]]:
        """For each sentence the quantities that measure something, with their segments as places in the sentence, none overlapping another."""
        shares = iter(self.shares(scenes))
        return [(scene, settle([self._reading(scene, quantity, next(shares)) for quantity in scene.quantities], scene.sentence)) for scene in scenes]

    def shares(self, scenes: Sequence[Scene]) -> list[Probabilities]:
        """The probability of each tag at each place of each quantity's window (window x `crf.labels`), quantities in the order of the scenes."""
        texts = [as_seen(scene.sentence, [quantity.place for quantity in scene.quantities], self.clusters) for scene in scenes]
        return [agreed(first, second, self.net_share) for first, second in zip(self.crf_shares(scenes), self.net.shares(texts), strict=True)]

    def crf_shares(self, scenes: Sequence[Scene]) -> list[Probabilities]:
        """Those of the CRF alone."""
        scores = []
        for scene in scenes:
            words = self.words(scene.sentence.words) + self.tags(scene.sentence.tags) + self.crf.scores(pair_rows(scene.sentence.norms))
            for quantity in scene.quantities:
                span = window(scene.sentence, quantity.place)
                scores.append(words[span.start : span.stop] + self.crf.scores(number_rows(scene.sentence, quantity.place)))
        return self.crf.marginals(scores)

    @property
    def tags(self) -> Windows[str]:
        """The scores of the tags near a word, made when first needed."""
        if self._tags is None:
            self._tags = Windows(self.crf, REACH, describe_tag)
        return self._tags

    def forget(self) -> None:
        super().forget()
        self._tags = None

    def _word_rows(self, sentence: Sentence, known: Callable[[str | None], Sequence[Feature]]) -> list[list[Feature]]:
        """What describes each word of a sentence whichever number is read, for training. `known` describes a word."""
        words = window_rows(sentence.words, REACH, known)
        tags = window_rows(sentence.tags, REACH, describe_tag)
        return [[*word, *tag, *pair] for word, tag, pair in zip(words, tags, pair_rows(sentence.norms), strict=True)]

    def _reading(self, scene: Scene, quantity: Quantity, marginals: Probabilities) -> Reading:
        tags = decode(marginals, self.crf.labels, self.outside)
        if not any(tag != "O" for tag in tags):  # few quantities measure nothing
            tags = decode(marginals, self.crf.labels, self.outside_alone)
        shift = window(scene.sentence, quantity.place).start
        shares = [float(row[self.crf.labels.index(tag)]) for row, tag in zip(marginals, tags, strict=True)]
        segments = [Segment(side, start + shift, end + shift, min(shares[start:end])) for side, start, end in chunks(tags)]
        return Reading(quantity, segments)

    def _name_aspects(self, doc: Doc, read: Sequence[tuple[Scene, list[Reading]]]) -> None:
        """Label all linked quantities of the article as one sequence."""
        readings = [reading for _, found in read for reading in found]
        if not readings:
            return
        article = ArticleCues(doc)
        rows = [
            row
            for scene, found in read
            for row in scene_features(scene, [(r.quantity, [(s.start, s.end) for s in r.segments]) for r in found], article)
        ]
        scores = self.aspects.scores(rows)
        tags = self.aspects.tag(scores)
        for reading, aspect, score in zip(readings, tags, self.aspects.confidence(scores, tags), strict=True):
            reading.aspect, reading.score = aspect, score

    def _office_links(self, doc: Doc) -> Iterator[tuple[Link, float]]:
        for sentence in sentences_with_officials(doc):
            for pair in pairs(doc, sentence):
                probability = float(self.offices.probabilities(pair.features)[1])
                if probability >= self.threshold:
                    yield Link(pair.label, span_id(pair.source), span_id(pair.target)), probability

    def trainers(self) -> dict[str, Trainer]:
        return {"crf": self._train_reader, "net": self._train_net, "aspects": self._train_aspects, "offices": self._train_offices}

    def _train_reader(self, docs: Sequence[Doc], told: Told | None) -> bytes:
        sequences, tags = [], []
        known = cache(self.known)
        for scene, answers in _answers(docs):
            words = self._word_rows(scene.sentence, known)
            for quantity in scene.quantities:
                span = window(scene.sentence, quantity.place)
                seen = number_rows(scene.sentence, quantity.place)
                sequences.append([[*word, *number] for word, number in zip(words[span.start : span.stop], seen, strict=True)])
            tags += answers
        return Crf.train(sequences, tags, self.config, told).to_bytes()

    def _train_net(self, docs: Sequence[Doc], told: Told | None) -> bytes:
        clusters = self.clusters
        lessons = [Lesson(as_seen(scene.sentence, [q.place for q in scene.quantities], clusters), answers) for scene, answers in _answers(docs)]
        return train_net(lessons, COLUMNS, NEAR, self.net_config, told, pretrained(self.vocab)).to_bytes()

    def _train_aspects(self, docs: Sequence[Doc], told: Told | None) -> bytes:
        rows, aspects = [], []
        for doc in docs:
            gold, article = gold_indicators(doc), ArticleCues(doc)
            answers: list[str] = []
            features: list[list[str]] = []
            for scene in scenes(doc):
                linked = []
                for quantity in scene.quantities:
                    aspect, segments = gold.get(quantity.ent, ("", []))
                    inside = places(scene.tokens, segments)
                    if inside:
                        linked.append((quantity, inside))
                        answers.append(aspect)
                features += scene_features(scene, linked, article)
            if features:
                rows.append(features)
                aspects.append(answers)
        return Crf.train(rows, aspects, self.aspect_config, told).to_bytes()

    def _train_offices(self, docs: Sequence[Doc], told: Told | None) -> bytes:
        rows, answers = [], []
        for doc in docs:
            gold = {(link.label, span_index(link.source), span_index(link.target)) for link in doc._.links if link.label not in ASPECTS}
            for sentence in sentences_with_officials(doc):
                for pair in pairs(doc, sentence):
                    rows.append(pair.features)
                    answers.append("yes" if (pair.label, pair.source, pair.target) in gold else "no")
        return Classifier.train(rows, answers, strength=self.strength, min_count=2).to_bytes()

    def parts(self) -> dict[str, bytes]:
        return {**super().parts(), "net": self.net.to_bytes(), "aspects": self.aspects.to_bytes(), "offices": self.offices.to_bytes()}

    def set_part(self, name: str, data: bytes) -> None:
        if name == "net":
            self.net = Net.from_bytes(data)
            if self.net.labels != self.crf.labels:
                raise ModelError(f"the parts crf and net of {self.name} are of different trainings; train or install the model again")
        elif name == "aspects":
            self.aspects = Crf.from_bytes(data)
        elif name == "offices":
            self.offices = Classifier.from_bytes(data)
        else:
            super().set_part(name, data)


def _assign(doc: Doc, readings: Sequence[Reading], links: Sequence[tuple[Link, float]]) -> None:
    """Put the indicators (segments as tokens of the document) among the entities; ids move with them."""
    before = [ent.start for ent in doc.ents]
    indicators = {
        (segment.start, segment.end): trim(doc, Candidate(INDICATOR, segment.start, segment.end, segment.score))
        for reading in readings
        for segment in reading.segments
    }
    scored = list(zip(doc.ents, doc._.span_scores, strict=True))
    for span in {(s.start, s.end): s for s in indicators.values() if s.start < s.end}.values():
        scored.append((Span(doc, span.start, span.end, label=INDICATOR), span.score))
    scored.sort(key=lambda pair: pair[0].start)
    doc.ents = tuple(ent for ent, _ in scored)
    doc._.span_scores = [score for _, score in scored]
    ids = {ent.start: span_id(at) for at, ent in enumerate(doc.ents)}
    found = [(Link(link.label, ids[before[span_index(link.source)]], ids[before[span_index(link.target)]]), score) for link, score in links]
    for reading in readings:
        for segment in reading.segments:
            indicator = indicators[segment.start, segment.end]
            if indicator.start < indicator.end:
                link = Link(reading.aspect, ids[before[reading.quantity.ent]], ids[indicator.start])
                found.append((link, segment.score * reading.score))
    found.sort(key=lambda pair: (span_index(pair[0].source), span_index(pair[0].target)))
    doc._.links = [link for link, _ in found]
    doc._.link_scores = [score for _, score in found]


def _answers(docs: Sequence[Doc]) -> Iterator[tuple[Scene, list[list[str]]]]:
    """All sentences with quantities, and for each quantity the tags of its window."""
    for doc in docs:
        gold = gold_indicators(doc)
        for scene in scenes(doc):
            segments = [places(scene.tokens, gold.get(quantity.ent, ("", []))[1]) for quantity in scene.quantities]
            windows = [window(scene.sentence, quantity.place) for quantity in scene.quantities]
            yield scene, [_segment_tags(*found) for found in zip(segments, (q.place for q in scene.quantities), windows, strict=True)]


def _segment_tags(segments: Sequence[tuple[int, int]], quantity: tuple[int, int], span: range) -> list[str]:
    """BIO tags of head and tail over a quantity's window."""
    tags = ["O"] * len(span)
    for start, end in segments:
        side = HEAD if start < quantity[0] else TAIL
        for at in range(max(start, span.start), min(end, span.stop)):
            tags[at - span.start] = f"{'B' if at == start else 'I'}-{side}"
    return tags


@Language.factory("solieu_linker", requires=["doc.ents"], assigns=["doc.ents", "doc._.links", "doc._.span_scores", "doc._.link_scores"])
def make_linker(
    nlp: Language,
    name: str,
    reader: dict[str, float],
    net: dict[str, float],
    net_share: float,
    outside: float,
    outside_alone: float,
    aspects: dict[str, float],
    strength: float,
    threshold: float,
) -> Linker:
    return Linker(
        nlp.vocab,
        name,
        CrfConfig.of(reader),
        net_config=NetConfig.of(net),
        net_share=net_share,
        outside=outside,
        outside_alone=outside_alone,
        aspect_config=CrfConfig.of(aspects),
        strength=strength,
        threshold=threshold,
    )
