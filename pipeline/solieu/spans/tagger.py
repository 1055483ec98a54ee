"""The component that finds all spans but indicators: a CRF over words, with the grammars' findings and parts of speech among its features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from solieu.columns import Columns, columns
from solieu.component import CrfComponent, Trainer
from solieu.crf import Crf, CrfConfig
from solieu.crf_training import Feature, Told
from solieu.decode import decode
from solieu.docs import bio_tags, chunks, sentences
from solieu.schema import INDICATOR, LABELS
from solieu.spans.features import mark_row, pair_rows, speech_features
from solieu.spans.grammar import grammar_marks
from solieu.spans.reconcile import Candidate, reconcile
from solieu.spans.repeats import repeats
from solieu.tokens.speech import parts_of_speech
from solieu.windows import window_rows

#: Indicators are read given their number, by `solieu.links`.
TAGGED = tuple(label for label in LABELS if label != INDICATOR)


class SpanTagger(CrfComponent):
    """Officials, positions, agencies, decrees, quantities, places and periods of a document."""

    reach = 3

    def __init__(self, vocab: Vocab, name: str, config: CrfConfig, *, outside: float) -> None:
        super().__init__(vocab, name, config)
        self.outside = outside

    def __call__(self, doc: Doc) -> Doc:
        marks = grammar_marks(doc)
        candidates = []
        index = {label: at for at, label in enumerate(self.crf.labels)}
        words = columns(doc)
        read = sentences(doc)
        texts = [words.texts(tokens) for tokens in read]
        rows = _rows(words, read, texts, marks.features)
        scores = [self.words(near) + self.crf.scores(own) for near, own in zip(texts, rows, strict=True)]
        for tokens, marginals in zip(read, self.crf.marginals(scores), strict=True):
            tags = decode(marginals, self.crf.labels, self.outside)
            found = chunks(tags)
            if found:
                shares = [float(row[index[tag]]) for row, tag in zip(marginals, tags, strict=True)]
                candidates += [Candidate(label, tokens[start], tokens[end - 1] + 1, min(shares[start:end])) for label, start, end in found]
        settled = reconcile(doc, candidates, marks.certain)
        settled = sorted([*settled, *repeats(doc, settled)], key=lambda span: span.start)
        doc.ents = tuple(Span(doc, span.start, span.end, label=span.label) for span in settled)
        doc._.span_scores = [span.score for span in settled]
        return doc

    def trainers(self) -> dict[str, Trainer]:
        return {"crf": self._train}

    def _train(self, docs: Sequence[Doc], told: Told | None) -> bytes:
        sequences, labels = [], []
        known = cache(self.known)
        for doc in docs:
            marks = grammar_marks(doc)
            tags = bio_tags(doc, TAGGED)
            words = columns(doc)
            read = sentences(doc)
            texts = [words.texts(tokens) for tokens in read]
            for near, own in zip(texts, _rows(words, read, texts, marks.features), strict=True):
                around = window_rows(near, self.reach, known)
                sequences.append([[*word, *row] for word, row in zip(around, own, strict=True)])
            labels += [[tags[at] for at in tokens] for tokens in read]
        return Crf.train(sequences, labels, self.config, told).to_bytes()


def _rows(
    words: Columns, read: Sequence[Sequence[int]], texts: Sequence[Sequence[str]], marks: Sequence[Sequence[str]]
) -> Iterator[list[list[Feature]]]:
    """For each sentence what describes its tokens beside the words near them; `read` are its tokens, `texts` their words."""
    for tokens, found in zip(read, parts_of_speech(texts), strict=True):
        near = [marks[at] for at in tokens]
        parts = ["<s>", *found, "</s>"]
        speech = [speech_features(*three) for three in zip(parts, parts[1:], parts[2:], strict=False)]
        yield [[*pairs, *mark_row(near, at), speech[at]] for at, pairs in enumerate(pair_rows(words.norms(tokens)))]


@Language.factory("solieu_tagger", assigns=["doc.ents", "doc._.span_scores"])
def make_tagger(nlp: Language, name: str, crf: dict[str, float], outside: float) -> SpanTagger:
    return SpanTagger(nlp.vocab, name, CrfConfig.of(crf), outside=outside)
