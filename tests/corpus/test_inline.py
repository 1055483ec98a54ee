"""Inline annotation: both ways, and errors with their line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solieu.corpus.inline import format_inline, parse_inline
from solieu.errors import AnnotationError
from solieu.schema import INDICATOR, LABELS, QUANTITY, Article, Link, Span


def test_parse() -> None:
    article = parse_inline("{A UBND tỉnh} {I1 tạo việc làm} cho {Q VALUE=I1 120 người}.", "a")
    assert article.text == "UBND tỉnh tạo việc làm cho 120 người."
    assert [(s.label, article.surface(s)) for s in article.spans] == [
        ("AGENCY", "UBND tỉnh"),
        ("INDICATOR", "tạo việc làm"),
        ("QUANTITY", "120 người"),
    ]
    assert article.links == [Link("VALUE", "T3", "T2")]


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        ("một\n{A UBND", ":2: a brace"),
        ("{Q VALUE=I9 5 xã}", "points to I9"),
        ("{A1 UBND} {A1 HĐND}", "A1 is there twice"),
        ("{O1 An} {Q VALUE=O1 5 xã}", "joins QUANTITY and INDICATOR"),
        ("{X lạ}", "a brace"),
    ],
)
def test_refused(marked: str, part: str) -> None:
    with pytest.raises(AnnotationError, match=re.escape(part)):
        parse_inline(marked, "a")


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.text("abc ạđ\n", min_size=1, max_size=8)), max_size=12), st.randoms())
def test_round_trip(parts: list[tuple[str, str]], random: object) -> None:
    text, spans = "", []
    for at, (label, words) in enumerate(parts, 1):
        spans.append(Span(f"T{at}", label, len(text) + 1, len(text) + 1 + len(words)))
        text += " " + words
    quantities = [span.id for span in spans if span.label == QUANTITY]
    indicators = [span.id for span in spans if span.label == INDICATOR]
    links = [Link("VALUE", q, i) for q in quantities for i in indicators]
    article = Article("a", text, spans, links)
    assert parse_inline(format_inline(article), "a") == article
