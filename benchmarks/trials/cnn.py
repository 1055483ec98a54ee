"""spaCy's ner (HashEmbedCNN, transitions) in place of the tagger's CRF, with what the grammars are certain of settled in the same place."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import fix_random_seed

from solieu.docs import sentences
from solieu.errors import UsageError
from solieu.schema import INDICATOR, Article
from solieu.spans.features import digits_masked
from solieu.spans.grammar import grammar_marks
from solieu.spans.reconcile import Candidate, reconcile
from solieu.spans.repeats import repeats
from trials.pretrained import pretrained
from trials.rows import code

if TYPE_CHECKING:
    from trials.fit import Workshop
    from trials.rows import Row

#: Training ends after so many CPU seconds, at the end of a pass over the articles; the transitions have no probabilities, so one stands for all.
CPU_SECONDS, DROPOUT, BATCH, SCORE = 240, 0.2, 16, 0.7
TOK2VEC: dict[str, Any] = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 2500],
        "include_static_vectors": False,
    },
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1, "maxout_pieces": 3},
}


class Cnn:
    """The tagger: sentences are documents of a pipeline of its own, so that nothing of it meets the article's vocabulary."""

    def __init__(self, vectors: Path | None, seed: int) -> None:
        fix_random_seed(seed)
        self.nlp = spacy.blank("xx")
        self.seed = seed
        self.rows: dict[str, int] = {}
        if vectors:
            with np.load(vectors, allow_pickle=False) as stored:
                self.rows = {str(word): at for at, word in enumerate(stored["w"])}
                self.nlp.vocab.vectors = spacy.vectors.Vectors(data=stored["V"])
        tok2vec = {**TOK2VEC, "embed": {**TOK2VEC["embed"], "include_static_vectors": bool(vectors)}}
        self.nlp.add_pipe("ner", config={"model": {"tok2vec": tok2vec}})

    def _copy(self, doc: Doc, tokens: Sequence[int]) -> Doc:
        """A sentence as a document of our own; a word takes the vector of its NORM."""
        words = [doc[at].text for at in tokens]
        copy = Doc(self.nlp.vocab, words=words)
        for token, at in zip(copy, tokens, strict=True):
            norm = doc[at].norm_
            token.norm_ = norm
            row = self.rows.get(digits_masked(norm))
            if row is not None and token.orth not in self.nlp.vocab.vectors:
                self.nlp.vocab.vectors.add(token.orth, row=row)
        return copy

    def fit(self, docs: Sequence[Doc], say: Callable[[str], None], weights: bytes = b"") -> None:
        """Train; the tok2vec begins with these weights."""
        examples = []
        for doc in docs:
            for tokens in sentences(doc):
                place = {token: at for at, token in enumerate(tokens)}
                gold = self._copy(doc, tokens)
                inside = [e for e in doc.ents if e.label_ != INDICATOR and e.start in place and e.end - 1 in place]
                gold.ents = [Span(gold, place[e.start], place[e.end - 1] + 1, label=e.label_) for e in inside]
                examples.append(Example(self._copy(doc, tokens), gold))
        begun = time.process_time()
        optimizer: Any = self.nlp.initialize(lambda: examples)
        if weights:  # what the parser calls its tok2vec is ours and a layer that fits it to the parser
            self.nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0].from_bytes(weights)
        draw = random.Random(self.seed)
        passes = 0
        while time.process_time() - begun < CPU_SECONDS:
            draw.shuffle(examples)
            losses: dict[str, float] = {}
            for at in range(0, len(examples), BATCH):
                self.nlp.update(examples[at : at + BATCH], sgd=optimizer, drop=DROPOUT, losses=losses)
                if time.process_time() - begun >= CPU_SECONDS:
                    break
            passes += 1
            say(f"  pass {passes}: loss {losses['ner']:.0f}, {time.process_time() - begun:.0f} CPU s")

    def candidates(self, doc: Doc) -> list[Candidate]:
        """The spans of a document; they do not overlap."""
        found = []
        read = sentences(doc)
        for tokens, copy in zip(read, self.nlp.pipe(self._copy(doc, tokens) for tokens in read), strict=True):
            found += [Candidate(ent.label_, tokens[ent.start], tokens[ent.end - 1] + 1, SCORE) for ent in copy.ents]
        return found

    def __call__(self, doc: Doc) -> Doc:
        return settle(doc, self.candidates(doc))

    def to_disk(self, path: str | Path) -> None:
        self.nlp.to_disk(path)

    def from_disk(self, path: str | Path) -> None:
        self.nlp.from_disk(path)


def settle(doc: Doc, candidates: Sequence[Candidate]) -> Doc:
    """The document with these spans, settled and repeated as those of the CRF are."""
    settled = reconcile(doc, candidates, grammar_marks(doc).certain)
    settled = sorted([*settled, *repeats(doc, settled)], key=lambda span: span.start)
    doc.ents = tuple(Span(doc, span.start, span.end, label=span.label) for span in settled)
    doc._.span_scores = [span.score for span in settled]
    return doc


def make(workshop: Workshop, row: Row, name: str, articles: Sequence[Article]) -> tuple[Cnn, float]:
    """The trained tagger; one that was trained for this seed, with the same vectors and pretraining, is taken again."""
    if row.vectors and not workshop.vectors:
        raise UsageError(f"row {row.name!r} needs --vectors FILE")
    weights, before = pretrained(workshop, row, TOK2VEC)
    component = Cnn(workshop.vectors if row.vectors else None, row.seed)
    decided = ("cnn", row.seed, workshop.vectors_hash if row.vectors else "", hashlib.sha256(weights).hexdigest(), code("cnn"))
    return component, before + workshop.fitted(component, articles, lambda docs: component.fit(docs, workshop.say, weights), *decided)
