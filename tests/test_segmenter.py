"""Word segmentation on tables: piece by piece what underthesea's own tagger says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

from solieu.errors import ModelError
from solieu.tokens.crfsuite import read_crfsuite
from solieu.tokens.segmenter import MODEL, Segmenter, segmenter
from solieu.tokens.underthesea import model_file
from tests.conftest import library_tagger

LINES = [
    "Hợp tác xã nông nghiệp Bình Minh đã bàn giao 120 căn nhà cho hộ nghèo .",
    "UBND tỉnh ban hành Quyết định số 15/QĐ-UBND ngày 03/4/2021 về việc giao chỉ tiêu .",
    "BOS EOS",
    "Ông",
    "đ/c Lê Văn Tám , Bí thư Huyện uỷ",
    "iPhone - 12 + 5 -7 2147483648 007 ½ ² ١",
    "ß İ ǅ 中 ª 🙂 ( ) “ ” …",
]


@pytest.fixture(scope="module")
def theirs() -> FastCRFSequenceTagger:
    return library_tagger(MODEL)


def goes_on(tagger: Any, pieces: list[str]) -> list[bool]:
    return [tag == "I-W" for tag in tagger.predict([[piece] for piece in pieces])]


@pytest.mark.parametrize("line", LINES)
def test_the_same_words_as_underthesea(theirs: FastCRFSequenceTagger, line: str) -> None:
    assert segmenter()(line.split()) == goes_on(theirs, line.split())


PIECES = st.sampled_from([*" ".join(LINES).split(), "04 - 3 - 2022", "x" * 40])


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, min_size=1, max_size=40))
def test_the_same_words_as_underthesea_in_any_order(theirs: FastCRFSequenceTagger, pieces: list[str]) -> None:
    assert segmenter()(pieces) == goes_on(theirs, pieces)


def test_nothing_is_no_word() -> None:
    assert segmenter()([]) == []


@pytest.mark.parametrize(
    "data", [b"", b"lCRF", b"no model" * 10, model_file(MODEL, "models.bin").read_bytes()[:100_000]], ids=["empty", "short", "other", "cut"]
)
def test_other_bytes_are_no_model(data: bytes) -> None:
    with pytest.raises(ModelError, match="CRFsuite model is broken"):
        read_crfsuite(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [({"labels": ["B", "I"]}, "has the labels B, I"), ({"names": ["U[0]=nhà"]}, "unknown feature 'U"), ({"names": ["T[0].upper=A"]}, "upper")],
)
def test_a_model_of_another_kind_is_refused(change: dict[str, list[str]], message: str) -> None:
    stored = read_crfsuite(model_file(MODEL, "models.bin").read_bytes())
    with pytest.raises(ModelError, match=message):
        Segmenter(stored._replace(**change), ())
