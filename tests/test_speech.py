"""Parts of speech: underthesea's own tags for words as our tokenizer cuts them, whatever they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.tokens import speech
from solieu.tokens.speech import parts_of_speech


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], []),
        (["Ông", "Lê Văn An", "thăm", "huyện", "Mèo Vạc", "."], ["Nc", "Np", "V", "N", "Np", "CH"]),
        (["tỉnh", "xây_dựng", "12", "cây", "cầu"], ["N", "V", "M", "Nc", "N"]),
    ],
)
def test_tags(words: list[str], expected: list[str]) -> None:
    assert parts_of_speech(words) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=6), max_size=8))
def test_any_words_get_one_each(words: list[str]) -> None:
    assert len(parts_of_speech(words)) == len(words)


def test_long_sentences_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "CHUNK", 2)
    assert len(parts_of_speech(["tỉnh"] * 5)) == 5
