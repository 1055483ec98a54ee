"""The checker finds what the guidelines forbid, and passes what they ask for."""

from __future__ import annotations

import pytest

from solieu.corpus.check import check
from solieu.corpus.inline import parse_inline


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        ("{A UBND tỉnh,} họp", "begins or ends with punctuation"),
        ("{O ông Nguyễn Văn An} nói", "begins with 'ông'"),
        ("{P nguyên Chủ tịch}", "begins with 'nguyên'"),
        ("{I1 đã tạo việc làm} cho {Q VALUE=I1 5 người}", "begins with 'đã'"),
        ("{I1 tạo việc làm cho} {Q VALUE=I1 5 người}", "ends with 'cho'"),
        ("{I tạo việc làm} cho 5 người", "measures nothing"),
        ("{Q nhiều người}", "has no number"),
        ("{I1 thu} {Q VALUE=I1 TARGET=I1 5 tỷ}", "different labels"),
        ("{I1 thu} {Q VALUE=I1,I1 5 tỷ}", "linked to one INDICATOR twice"),
        ("{I1 thu}, {I2 nộp} {Q VALUE=I1,I2,I3 5 tỷ} {I3 tiền phạt}", "has 3 indicators; one head and one tail"),
        ("{I1 thu}\n{Q VALUE=I1 5 tỷ}", "crosses a line"),
        ("{A UBND\ntỉnh}", "line break"),
    ],
)
def test_errors(marked: str, part: str) -> None:
    findings = check(parse_inline(marked, "a"))
    assert any(part in finding.message and finding.level == "error" for finding in findings), findings


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        ("có hơn {Q 120 hộ}", "leaves out 'hơn'"),
        ("bão số 3", "no span covers '3'"),
        ("{D Quyết định số 5 của UBND}", "issuer"),
        ("{P Giám đốc} {O Lê Văn B}", "has no link"),
    ],
)
def test_warnings(marked: str, part: str) -> None:
    findings = check(parse_inline(marked, "a"))
    assert any(part in finding.message and finding.level == "warning" for finding in findings), findings


@pytest.mark.parametrize(
    "marked",
    [
        "{T Năm 2024}, {A UBND tỉnh} đã {I1 tạo việc làm mới} cho {Q VALUE=I1 hơn 4.210 người}.",
        "{P1 Giám đốc} {A1 Sở Y tế} {O HOLDS=P1 SERVES=A1 Lê Văn B} cho biết {I1 tỷ lệ hộ nghèo} còn {Q VALUE=I1 5,2%}.",
        "{A Hội đồng (khối A)} họp",
    ],
)
def test_clean(marked: str) -> None:
    assert check(parse_inline(marked, "a")) == []
