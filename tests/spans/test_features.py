"""The strings that describe a word."""

from __future__ import annotations

import pytest
from spacy.vocab import Vocab

from solieu.spans.features import WordFeatures, mark_row, pair_rows, shape
from solieu.tokens import Vietnamese


@pytest.mark.parametrize(
    ("word", "expected"),
    [("UBND", "X"), ("Nguyễn Văn", "Xx Xx"), ("tỉnh", "x"), ("1.234", "d.d"), ("118/QĐ-UBND", "d/X-X"), ("", "")],
)
def test_shape(word: str, expected: str) -> None:
    assert shape(word) == expected


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return Vietnamese().vocab


def test_a_word_is_described_for_each_offset(vocab: Vocab) -> None:
    known = WordFeatures(vocab, {"giảm_nghèo": [7, 70]}, 2)
    rows = known("Giảm nghèo")
    assert len(rows) == 5
    for offset, row in zip(range(-2, 3), rows, strict=True):
        assert {f"{offset}wgiảm_nghèo", f"{offset}sXx x", f"{offset}k07", f"{offset}k170"} <= set(row)
        assert (f"{offset}up" in row) == (abs(offset) <= 1)
    assert known(None) == [(f"{offset}edge",) for offset in range(-2, 3)]


def test_numbers_of_one_form_are_one_word(vocab: Vocab) -> None:
    known = WordFeatures(vocab, {}, 0)
    assert known("1.234") == known("5.678") != known("56.78")


def test_neighbours_are_told_in_pairs() -> None:
    assert pair_rows(["tỉnh", "12"]) == [
        ["b", "-1|0<s>|tỉnh", "0|1tỉnh|00", "-1|1<s>|00"],
        ["b", "-1|0tỉnh|00", "0|100|</s>", "-1|1tỉnh|</s>"],
    ]
    assert pair_rows([]) == []


def test_marks_are_seen_from_the_side() -> None:
    marks = [["BDECREE"], ["IDECREE"], []]
    assert [mark_row(marks, at) for at in range(3)] == [["0xBDECREE", "1xIDECREE"], ["-1xBDECREE", "0xIDECREE"], ["-1xIDECREE"]]
