"""The words of a document, read out once."""

from __future__ import annotations

import pytest

from solieu.columns import columns
from solieu.tokens import Vietnamese

NLP = Vietnamese()


@pytest.mark.parametrize("text", ["", " ", "Tỉnh có 05 huyện.", "Hoà  Bình\n\n giải quyết\u200b việc làm \t"])
def test_columns_are_what_spacy_says(text: str) -> None:
    doc = NLP(text)
    found = columns(doc)
    assert (found.text, found.words, found.norm) == (doc.text, [token.text for token in doc], [token.norm_ for token in doc])
    assert columns(doc) is found


def test_a_document_that_was_cut_anew_is_read_anew() -> None:
    doc = NLP("Tỉnh có 5 huyện")
    assert columns(doc).words == ["Tỉnh", "có", "5", "huyện"]
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[2:4])
    assert columns(doc).words == ["Tỉnh", "có", "5 huyện"]
