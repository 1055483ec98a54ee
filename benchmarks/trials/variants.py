"""Changes to what a CRF sees, made from outside: the components of the package have no switches for features that are always on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

from spacy.tokens import Doc

from solieu.columns import columns
from solieu.crf import Crf, CrfConfig, Feature, Rows
from solieu.crf_training import Told
from solieu.docs import sentences
from solieu.spans.borrowed import borrowed_features
from solieu.spans.grammar import Marks, grammar_marks


@contextmanager
def without(patterns: Sequence[str]) -> Iterator[None]:
    """CRFs trained meanwhile never see the features that match one of these; a feature without weight changes nothing when tagging."""
    if not patterns:
        yield
        return
    unwanted = re.compile("|".join(patterns))
    train = Crf.train

    def filtered(sequences: Sequence[Rows], labels: Sequence[Sequence[str]], config: CrfConfig, told: Told | None = None) -> Crf:
        return train([[_kept(row, unwanted) for row in rows] for rows in sequences], labels, config, told)

    with patch.object(Crf, "train", filtered):
        yield


def _kept(row: Sequence[Feature], unwanted: re.Pattern[str]) -> list[Feature]:
    return [f if isinstance(f, str) else tuple(_kept(f, unwanted)) for f in row if not (isinstance(f, str) and unwanted.search(f))]


@contextmanager
def marked(name: str) -> Iterator[None]:
    """Meanwhile the tagger sees what this source says of each word beside what the grammars found."""
    if not name:
        yield
        return
    with patch("solieu.spans.tagger.grammar_marks", MARKS[name]):
        yield


def _name_marks(doc: Doc) -> Marks:
    marks, words = grammar_marks(doc), columns(doc)
    for tokens in sentences(doc):
        for at, features in zip(tokens, borrowed_features(words.texts(tokens)), strict=True):
            marks.features[at].append(features[-1])
    return marks


MARKS = {"names": _name_marks}
