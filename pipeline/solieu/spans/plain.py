"""The component that tags whatever labels a corpus has: two CRFs over words, whose probabilities are averaged. No grammar of ours has a say.

Both see words, shapes, clusters and word lists in a window, and what underthesea's taggers say; one also the phrases that were annotated elsewhere in
training, the other pairs of neighbours by cluster and shape. Figures are in `models/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from solieu.component import CrfComponent, Trainer
from solieu.crf import Crf, CrfConfig, Mixture
from solieu.crf_training import Feature, Told
from solieu.decode import decode
from solieu.docs import bio_tags, chunks, sentences
from solieu.spans.borrowed import borrowed_features
from solieu.spans.features import WordFeatures, digits_masked, mark_row, pair_rows, shape
from solieu.spans.phrases import Dictionary, Others, Phrase, best, count, pack, phrase_features, unpack
from solieu.tokens import norm
from solieu.windows import window_rows

#: The stored parts: the phrases, the CRF that sees them, the CRF that sees pairs.
PHRASES, BY_PHRASE, BY_PAIR = "phrases", "crf", "pairs"
#: With fewer articles than this, a phrase is kept from its own sentence rather than from its article.
FEW = 10

Words = list[str]


class PlainTagger(CrfComponent):
    """Spans with the labels of the training data, in `doc.ents`."""

    apart = (PHRASES, BY_PHRASE, BY_PAIR)
    reach = 3

    def __init__(self, vocab: Vocab, name: str, config: CrfConfig, *, outside: float) -> None:
        super().__init__(vocab, name, config)
        self.outside = outside
        self._phrases: dict[Phrase, str] = {}
        self._members: dict[str, Crf] = {}

    def __call__(self, doc: Doc) -> Doc:
        ents, scores = [], []
        index = {label: at for at, label in enumerate(self.crf.labels)}
        for tokens in sentences(doc):
            words = _words(doc, tokens)
            rows = self.rows(words, self._phrases, BY_PHRASE)
            for row, more in zip(rows, pair_features(words, self.known), strict=True):
                row += more
            (marginals,) = self.crf.marginals([self.crf.scores(rows)])
            tags = decode(marginals, self.crf.labels, self.outside)
            for label, start, end in chunks(tags):
                ents.append(Span(doc, tokens[start], tokens[end - 1] + 1, label=label))
                scores.append(min(float(row[index[tag]]) for row, tag in zip(marginals[start:end], tags[start:end], strict=True)))
        doc.ents = tuple(ents)
        doc._.span_scores = scores
        return doc

    def rows(self, words: Words, phrases: Dictionary, part: str) -> list[list[Feature]]:
        """What describes the words of a sentence for one of the two CRFs."""
        norms = [norm(word) for word in words]
        extra = borrowed_features(words)
        if part == BY_PHRASE:
            extra = [row + more for row, more in zip(extra, phrase_features(norms, phrases), strict=True)]
        near = window_rows(words, self.reach, self.known)
        rows = [row + pairs + mark_row(extra, at) for at, (row, pairs) in enumerate(zip(near, pair_rows(norms), strict=True))]
        if part == BY_PAIR:
            rows = [row + more for row, more in zip(rows, pair_features(words, self.known), strict=True)]
        return rows

    def trainers(self) -> dict[str, Trainer]:
        return {PHRASES: self._collect, BY_PHRASE: partial(self._train, BY_PHRASE), BY_PAIR: partial(self._train, BY_PAIR)}

    def _collect(self, docs: Sequence[Doc], _: Told | None) -> bytes:
        return pack(best(count(phrase for doc in docs for _, phrases in _annotated(doc) for phrase in phrases)))

    def _train(self, part: str, docs: Sequence[Doc], told: Told | None) -> bytes:
        counts = count(phrase for doc in docs for _, phrases in _annotated(doc) for phrase in phrases)
        labels = best(counts)
        sequences, tags = [], []
        for doc in docs:
            answers = bio_tags(doc, {ent.label_ for ent in doc.ents})
            own = count(phrase for _, phrases in _annotated(doc) for phrase in phrases) if len(docs) >= FEW else None
            for tokens, phrases in _annotated(doc):
                others = Others(counts, labels, count(phrases) if own is None else own)
                sequences.append(self.rows(_words(doc, tokens), others, part))
                tags.append([answers[at] for at in tokens])
        return Crf.train(sequences, tags, self.config, told).to_bytes()

    def parts(self) -> dict[str, bytes]:
        return {PHRASES: pack(self._phrases), **{name: member.to_bytes() for name, member in self._members.items()}}

    def set_part(self, name: str, data: bytes) -> None:
        if name == PHRASES:
            self._phrases = unpack(data)
            return
        self._members[name] = Crf.from_bytes(data)
        self.crf = Mixture(list(self._members.values()), [1.0] * len(self._members))


def _words(doc: Doc, tokens: Sequence[int]) -> Words:
    """The words of a sentence in one form, whether their syllables are joined by blanks or by `_`."""
    return ["_".join(doc[at].text.split()) for at in tokens]


def _annotated(doc: Doc) -> Iterator[tuple[list[int], list[tuple[Phrase, str]]]]:
    """Each sentence with the phrases that are annotated in it, by their norms."""
    tags = bio_tags(doc, {ent.label_ for ent in doc.ents})
    for tokens in sentences(doc):
        norms = [norm(word) for word in _words(doc, tokens)]
        yield tokens, [(tuple(norms[start:end]), label) for label, start, end in chunks([tags[at] for at in tokens])]


def pair_features(words: Words, known: WordFeatures) -> list[list[str]]:
    """For each word the coarse clusters and the shapes of it and its neighbours, two by two."""
    clusters = ["<s>", *(_coarse(word, known) for word in words), "</s>"]
    shapes = ["<s>", *(shape(word) for word in words), "</s>"]
    rows = []
    for at in range(1, len(words) + 1):
        before, here, after = clusters[at - 1 : at + 2]
        rows.append([f"kk-{before}|{here}", f"kk+{here}|{after}", f"kk0{before}|{after}"])
        rows[-1] += [f"ss-{shapes[at - 1]}|{shapes[at]}", f"ss+{shapes[at]}|{shapes[at + 1]}"]
    return rows


def _coarse(word: str, known: WordFeatures) -> str:
    found = known.clusters.get(digits_masked(norm(word)))
    return str(found[0]) if found else "-"


@Language.factory("solieu_plain_tagger", assigns=["doc.ents", "doc._.span_scores"])
def make_plain_tagger(nlp: Language, name: str, crf: dict[str, float], outside: float) -> PlainTagger:
    return PlainTagger(nlp.vocab, name, CrfConfig.of(crf), outside=outside)
