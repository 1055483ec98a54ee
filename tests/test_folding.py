"""The one form that the grammars read, and the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solieu.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("hoà bình", "hòa bình"),
        ("Uỷ ban", "Ủy ban"),
        ("khoẻ", "khỏe"),
        ("HOÀ", "HÒA"),
        ("quý III", "quý III"),
        ("quỹ", "quỹ"),
        ("hoàn toàn", "hoàn toàn"),
        ("118/QÐ–UBND", "118/QĐ-UBND"),
        ("ngày\u00a05", "ngày 5"),
        ("Nghị\u200b định", "Nghị định"),
        (unicodedata.normalize("NFD", "Nghị quyết số 5"), "Nghị quyết số 5"),
        ("một\nhai", "một\nhai"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text(alphabet="aoeuyOUQqạàìđÐ\u0301\u0323\u0302\u200b–\u00a0 1/\n", max_size=60))
def test_offsets_lead_back(text: str) -> None:
    folded = fold(text)
    for i in range(len(folded.text)):
        start, end = folded.span(i, i + 1)
        assert 0 <= start < end <= len(text)
    if folded.text:
        assert folded.span(0, len(folded.text))[1] <= len(text)
