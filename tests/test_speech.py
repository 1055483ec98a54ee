"""Parts of speech on tables: word by word underthesea's own tags, whatever the words are made of, alone and among other sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

from solieu.errors import ModelError
from solieu.tokens import speech
from solieu.tokens.crfsuite import read_crfsuite
from solieu.tokens.speech import MODEL, Tagger, parts_of_speech
from solieu.tokens.underthesea import model_file
from tests.conftest import library_tagger

SENTENCES = [
    "Hợp_tác_xã nông_nghiệp Bình_Minh đã bàn_giao 120 căn nhà cho hộ nghèo .",
    "UBND tỉnh ban_hành Quyết_định số 15/QĐ-UBND ngày 03/4/2021 về việc giao chỉ_tiêu .",
    "BOS EOS",
    "Ông",
    "Lê_Văn_Tám , Bí_thư",
    "iPhone - 12 + 5 -7 2147483648 007 ½ ² ١ %",
    "ß İ ǅ 中 ª 🙂 ( ) “ ” …",
]


@pytest.fixture(scope="module")
def theirs() -> FastCRFSequenceTagger:
    return library_tagger(MODEL)


def their_parts(tagger: FastCRFSequenceTagger, words: list[str]) -> list[str]:
    return [tag.removeprefix("B-") for tag in tagger.predict([[word.replace("_", " ")] for word in words])] if words else []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_same_tags_as_underthesea(theirs: FastCRFSequenceTagger, sentence: str) -> None:
    assert parts_of_speech([sentence.split()]) == [their_parts(theirs, sentence.split())]


WORDS = st.sampled_from([*" ".join(SENTENCES).split(), "04 - 3 - 2022", "x" * 40])


@settings(max_examples=200, deadline=None)
@given(sentences=st.lists(st.lists(WORDS, max_size=20), max_size=6))
def test_the_same_tags_as_underthesea_in_any_order_and_company(theirs: FastCRFSequenceTagger, sentences: list[list[str]]) -> None:
    assert parts_of_speech(sentences) == [their_parts(theirs, words) for words in sentences]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Ông", "Lê Văn An", "thăm", "huyện", "Mèo Vạc", "."], ["Nc", "Np", "V", "N", "Np", "CH"]),
        (["tỉnh", "xây_dựng", "12", "cây", "cầu"], ["N", "V", "M", "Nc", "N"]),
        (["Ngày", "__", "tháng", "_"], ["N", "CH", "N", "CH"]),
    ],
)
def test_tags(words: list[str], expected: list[str]) -> None:
    assert parts_of_speech([words]) == [expected]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=6), max_size=8), max_size=3))
def test_any_words_get_one_each(sentences: list[list[str]]) -> None:
    assert [len(parts) for parts in parts_of_speech(sentences)] == [len(words) for words in sentences]


def test_sentences_are_tagged_in_batches_and_long_ones_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [["tỉnh"] * size for size in (5, 0, 1, 1, 2, 1)]
    monkeypatch.setattr(speech, "CHUNK", 2)
    assert [[len(words) for words in batch] for batch in speech._batches(sentences)] == [[2], [2], [1, 1], [1], [2], [1]]
    assert [len(parts) for parts in parts_of_speech(sentences)] == [5, 0, 1, 1, 2, 1]


def test_a_model_of_another_kind_is_refused() -> None:
    stored = read_crfsuite(model_file(MODEL, "models.bin").read_bytes())
    with pytest.raises(ModelError, match="unknown feature 'U"):
        Tagger(stored._replace(names=["U[0]=nhà"]))
