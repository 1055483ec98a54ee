"""Settling proposals: flat, without marks at the ends, numbers in quantities, names found again."""

from __future__ import annotations

import pytest

from solieu.spans.reconcile import Candidate, reconcile, trim
from solieu.spans.repeats import repeats
from solieu.tokens import Vietnamese

NLP = Vietnamese()


def words(doc, spans):  # type: ignore[no-untyped-def]
    return [(span.label, doc[span.start : span.end].text) for span in spans]


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("“ Sở Y tế ”", 0, 4, "Sở Y tế"),
        ("Công an (tỉnh)", 0, 4, "Công an (tỉnh)"),
        ("Công an (tỉnh", 0, 3, "Công an (tỉnh"),
        ("( UBND tỉnh", 0, 3, "UBND tỉnh"),
        ("- , .", 0, 3, ""),
    ],
)
def test_trim(text: str, start: int, end: int, expected: str) -> None:
    doc = NLP(text)
    span = trim(doc, Candidate("AGENCY", start, min(end, len(doc)), 1.0))
    assert doc[span.start : span.end].text == expected


def test_certain_wins_then_the_more_probable() -> None:
    doc = NLP("một hai ba bốn năm")
    settled = reconcile(
        doc, [Candidate("PLACE", 0, 2, 0.5), Candidate("AGENCY", 1, 3, 0.9), Candidate("PERIOD", 3, 5, 0.99)], [Candidate("DECREE", 3, 4, 1.0)]
    )
    assert words(doc, settled) == [("AGENCY", "hai ba"), ("DECREE", "bốn")]


@pytest.mark.parametrize(
    ("text", "kept"), [("hơn 120 hộ", True), ("ba hộ", True), ("trên nghìn tỷ đồng", True), ("trên lĩnh vực", False), ("nhiều hộ", False)]
)
def test_a_quantity_has_a_number(text: str, kept: bool) -> None:
    doc = NLP(text)
    assert bool(reconcile(doc, [Candidate("QUANTITY", 0, len(doc), 0.9)], [])) is kept


@pytest.mark.parametrize(
    ("text", "number", "kept"),
    [
        ("vốn của Chương trình 135 đã về xã", "135", False),
        ("theo Nghị quyết 19 của Chính phủ", "19", False),
        ("tổng cộng 135 trong năm", "135", True),
        ("toàn xã 135 hộ nghèo", "135", True),
    ],
)
def test_a_name_is_no_quantity(text: str, number: str, kept: bool) -> None:
    doc = NLP(text)
    at = next(token.i for token in doc if token.text == number)
    for end in (at + 1, at + 2):
        assert bool(reconcile(doc, [Candidate("QUANTITY", at, end, 0.9)], [])) is kept


def test_names_are_found_again() -> None:
    doc = NLP("Kho bạc Nhà nước (KBVN) cho biết. Theo KBVN, số thu tăng. UNICEF hỗ trợ.")
    at = next(token.i for token in doc if token.text == "KBVN")
    found = list(repeats(doc, [Candidate("AGENCY", at, at + 1, 0.9)]))
    assert words(doc, found) == [("AGENCY", "KBVN"), ("AGENCY", "UNICEF")]
    assert next(repeats(doc, [Candidate("AGENCY", at, at + 1, 0.3)])).start > at + 10


def test_a_bare_word_is_no_name() -> None:
    doc = NLP("Ban chỉ đạo. Ban họp.")
    assert list(repeats(doc, [Candidate("AGENCY", 0, 1, 0.99)])) == []
