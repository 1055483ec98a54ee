"""The component that finds all spans but indicators: a CRF over words, with the grammars' findings among its features."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from solieu.component import CrfComponent, Trainer
from solieu.crf import Crf, CrfConfig, Told
from solieu.decode import decode
from solieu.docs import bio_tags, chunks, sentences
from solieu.schema import INDICATOR, LABELS
from solieu.spans.features import token_features
from solieu.spans.grammar import grammar_marks
from solieu.spans.reconcile import Candidate, reconcile
from solieu.spans.repeats import repeats

#: Indicators are read given their number, by `solieu.links`.
TAGGED = tuple(label for label in LABELS if label != INDICATOR)


class SpanTagger(CrfComponent):
    """Officials, positions, agencies, decrees, quantities, places and periods of a document."""

    def __init__(self, vocab: Vocab, name: str, config: CrfConfig, *, outside: float) -> None:
        super().__init__(vocab, name, config)
        self.outside = outside

    def __call__(self, doc: Doc) -> Doc:
        marks = grammar_marks(doc)
        candidates = []
        index = {label: at for at, label in enumerate(self.crf.labels)}
        for tokens in sentences(doc):
            features = self.features(doc, tokens, marks.features)
            marginals = self.crf.marginals(features)
            tags = decode(marginals, self.crf.labels, self.outside)
            found = chunks(tags)
            if found:
                scores = [row[index[tag]] for row, tag in zip(marginals, tags, strict=True)]
                candidates += [Candidate(label, tokens[start], tokens[end - 1] + 1, min(scores[start:end])) for label, start, end in found]
        settled = reconcile(doc, candidates, marks.certain)
        settled = sorted([*settled, *repeats(doc, settled)], key=lambda span: span.start)
        doc.ents = tuple(Span(doc, span.start, span.end, label=span.label) for span in settled)
        doc._.span_scores = [span.score for span in settled]
        return doc

    def features(self, doc: Doc, tokens: Sequence[int], marks: Sequence[Sequence[str]]) -> list[list[str]]:
        """The feature strings of a sentence's tokens."""
        words = [doc[at] for at in tokens]
        return token_features([word.text for word in words], [word.norm_ for word in words], [marks[at] for at in tokens], self.known)

    def trainers(self) -> dict[str, Trainer]:
        return {"crf": self._train}

    def _train(self, docs: Sequence[Doc], told: Told | None) -> bytes:
        sequences, labels = [], []
        for doc in docs:
            marks = grammar_marks(doc)
            tags = bio_tags(doc, TAGGED)
            for tokens in sentences(doc):
                sequences.append(self.features(doc, tokens, marks.features))
                labels.append([tags[at] for at in tokens])
        return Crf.train(sequences, labels, self.config, told).to_bytes()


@Language.factory("solieu_tagger", assigns=["doc.ents", "doc._.span_scores"])
def make_tagger(nlp: Language, name: str, crf: dict[str, float], outside: float) -> SpanTagger:
    return SpanTagger(nlp.vocab, name, CrfConfig.of(crf), outside=outside)
