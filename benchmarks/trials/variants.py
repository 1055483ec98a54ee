"""Changes to what a CRF sees, made from outside: the components of the package have no switches for features that are always on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from spacy.tokens import Doc

from solieu.columns import Columns
from solieu.crf import Crf, CrfConfig, Feature, Rows
from solieu.crf_training import Told
from solieu.docs import sentences
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


def _pos_marks(doc: Doc) -> Marks:
    marks = grammar_marks(doc)
    columns = Columns(doc)
    for tokens in sentences(doc):
        for at, tag in zip(tokens, _pos_tagger()(columns.texts(tokens)), strict=True):
            marks.features[at].append(f"pos{tag}")
    return marks


@cache
def _pos_tagger() -> Callable[[list[str]], list[str]]:
    """underthesea's part-of-speech model, on our words: its words have blanks within, as ours."""
    from pathlib import Path

    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline import pos_tag

    tagger: Any = FastCRFSequenceTagger()
    tagger.load(str(Path(pos_tag.__file__).parent / "models" / "pos_crf_vlsp2013_20230303"))

    def tag(words: list[str]) -> list[str]:
        try:
            return [found[2:] for found in tagger.predict([[word] for word in words])]
        except BaseException as error:  # the library's Rust panics on some words, and its PanicException is no Exception
            if type(error).__name__ != "PanicException":
                raise
            return [found for word in words for found in tag([word])] if len(words) > 1 else [UNTAGGED]

    return tag


#: The tag of a word that the model cannot take.
UNTAGGED = "X"

MARKS = {"pos": _pos_marks}
