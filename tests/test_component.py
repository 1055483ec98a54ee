"""What the trained components share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from solieu.crf import Crf

if TYPE_CHECKING:
    from spacy.language import Language


def test_another_crf_answers_for_itself(nlp: Language) -> None:
    linker: Any = nlp.get_pipe("solieu_linker")
    ours, words, tags = linker.crf, ["toàn", "huyện"], ["O", "B-AGENCY"]
    known = linker.words(words), linker.tags(tags)
    try:
        linker.crf = Crf(ours.labels, [], np.zeros((0, len(ours.labels)), np.float32), ours.transitions)
        assert not linker.words(words).any()
        assert not linker.tags(tags).any()
    finally:
        linker.crf = ours
    for before, after in zip(known, (linker.words(words), linker.tags(tags)), strict=True):
        assert before.any()
        assert before.tolist() == after.tolist()
