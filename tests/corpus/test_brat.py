"""brat standoff: what is written is read back, and what does not fit is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from solieu.corpus.brat import format_ann, parse_ann, read_article, write_article
from solieu.errors import AnnotationError
from solieu.schema import Article, Link, Span

TEXT = "UBND tỉnh tạo việc làm cho 120 người."
SPANS = [Span("T1", "AGENCY", 0, 9), Span("T2", "INDICATOR", 10, 22), Span("T3", "QUANTITY", 27, 36)]
ANN = "T1\tAGENCY 0 9\tUBND tỉnh\nT2\tINDICATOR 10 22\ttạo việc làm\nT3\tQUANTITY 27 36\t120 người\nR1\tVALUE Arg1:T3 Arg2:T2\n"


def test_round_trip(tmp_path: Path) -> None:
    article = Article("a", TEXT, SPANS, [Link("VALUE", "T3", "T2")])
    assert format_ann(article) == ANN
    write_article(article, tmp_path)
    assert read_article(tmp_path / "a.txt") == article


def test_the_text_is_the_input_to_the_byte(tmp_path: Path) -> None:
    raw = "\ufeffMột\r\nhai\r".encode()
    write_article(Article("a", raw.decode()), tmp_path, raw)
    assert (tmp_path / "a.txt").read_bytes() == raw
    assert read_article(tmp_path / "a.txt").text == raw.decode()


@pytest.mark.parametrize(
    ("ann", "line", "part"),
    [
        ("T1\tAGENCY 0 9\tUBND huyện\n", 1, "the text has 'UBND tỉnh'"),
        ("T1\tBODY 0 9\tUBND tỉnh\n", 1, "unknown label BODY"),
        ("T1\tAGENCY 0 99\tUBND tỉnh\n", 1, "the text has"),
        ("nonsense\n", 1, "not a brat span or link"),
        (ANN + "R2\tVALUE Arg1:T3 Arg2:T1\n", 5, "needs a span INDICATOR"),
        (ANN + "R2\tMEANS Arg1:T3 Arg2:T2\n", 5, "unknown link MEANS"),
        ("T1\tAGENCY 0 9\tUBND tỉnh\nT2\tPLACE 5 9\ttỉnh\n", None, "overlap"),
    ],
)
def test_refused(ann: str, line: int | None, part: str) -> None:
    with pytest.raises(AnnotationError) as error:
        parse_ann(ann, TEXT, "x.ann")
    assert error.value.line == line
    assert part in str(error.value)
    assert str(error.value).startswith("x.ann")


def test_notes_and_attributes_of_brat_are_passed_over() -> None:
    spans, links = parse_ann(ANN + "#1\tAnnotatorNotes T1\tsure?\nA1\tNegation T1\n", TEXT)
    assert (len(spans), len(links)) == (3, 1)
