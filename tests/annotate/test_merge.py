"""Two versions merge without loss: what both have is kept, and the answers of one side give that side to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solieu.annotate.merge import SIDES, Side, agreed, merge, settle
from solieu.corpus.inline import format_inline, parse_inline
from solieu.errors import UsageError
from solieu.schema import LABELS, LINKS, Article, Link, Span
from solieu.scoring import joined, place

HEADS = ("{I1 tạo việc làm} mới cho {Q VALUE=I1 120 người}", "{I1 tạo việc làm mới} cho {Q VALUE=I1 120 người}")


def merged_inline(a: str, b: str, *answers: Side) -> str:
    found = merge(parse_inline(a, "x"), parse_inline(b, "x"))
    return format_inline(settle(found, dict(enumerate(answers, 1))))


@pytest.mark.parametrize(
    ("a", "b", "answers", "wanted"),
    [
        # the same: no question
        ("{A UBND tỉnh} họp", "{A UBND tỉnh} họp", [], "{A UBND tỉnh} họp"),
        # borders: the link of both stays, whichever stand
        (*HEADS, ["A"], HEADS[0]),
        (*HEADS, ["B"], HEADS[1]),
        (*HEADS, ["none"], "tạo việc làm mới cho {Q 120 người}"),
        # both ends have other borders, and the answers mix
        (
            "{I1 thu} ngân sách {Q VALUE=I1 5 tỷ} đồng",
            "{I1 thu ngân sách} {Q VALUE=I1 5 tỷ đồng}",
            ["B", "A"],
            "{I1 thu ngân sách} {Q VALUE=I1 5 tỷ} đồng",
        ),
        # a span of one alone, its link with it
        ("{I1 thu} {Q VALUE=I1 5 tỷ}", "thu {Q 5 tỷ}", ["A"], "{I1 thu} {Q VALUE=I1 5 tỷ}"),
        ("{I1 thu} {Q VALUE=I1 5 tỷ}", "thu {Q 5 tỷ}", ["B"], "thu {Q 5 tỷ}"),
        # another label
        ("{A Sở Y tế}", "{L Sở Y tế}", ["A"], "{A Sở Y tế}"),
        ("{A Sở Y tế}", "{L Sở Y tế}", ["B"], "{L Sở Y tế}"),
        # one span against two
        ("{A UBND tỉnh, huyện}", "{A UBND tỉnh}, {A huyện}", ["B"], "{A UBND tỉnh}, {A huyện}"),
        # the aspect of a link; a tail that one has
        ("{I1 thu} {Q VALUE=I1 5 tỷ}", "{I1 thu} {Q TARGET=I1 5 tỷ}", ["B"], "{I1 thu} {Q TARGET=I1 5 tỷ}"),
        ("{I1 thu} {Q VALUE=I1 5 tỷ}", "{I1 thu} {Q TARGET=I1 5 tỷ}", ["none"], "{I thu} {Q 5 tỷ}"),
        # both have spans, each has another head: both are right
        (
            "{I1 xây} {I2 nhà} {Q VALUE=I1 5 căn} rồi {Q VALUE=I2 3 căn}",
            "{I1 xây} {I2 nhà} {Q VALUE=I2 5 căn} rồi {Q VALUE=I2 3 căn}",
            ["both"],
            "{I1 xây} {I2 nhà} {Q VALUE=I1,I2 5 căn} rồi {Q VALUE=I2 3 căn}",
        ),
    ],
)
def test_settled(a: str, b: str, answers: list[Side], wanted: str) -> None:
    assert merged_inline(a, b, *answers) == wanted


@pytest.mark.parametrize(
    ("a", "b", "kinds", "kept"),
    [
        (*HEADS, ["borders"], "tạo việc làm mới cho {Q 120 người}"),
        ("{I1 thu} {Q VALUE=I1 5 tỷ}", "{I1 thu} {Q TARGET=I1 5 tỷ}", ["links"], "{I thu} {Q 5 tỷ}"),
        ("{A Sở Y tế} ở {L Huế}", "{A Sở Y tế} ở Huế", ["borders"], "{A Sở Y tế} ở Huế"),
    ],
)
def test_questions_and_what_is_agreed(a: str, b: str, kinds: list[str], kept: str) -> None:
    found = merge(parse_inline(a, "x"), parse_inline(b, "x"))
    assert [question.kind for question in found.questions] == kinds
    assert format_inline(agreed(found)) == kept


@pytest.mark.parametrize(("answers", "part"), [([], "question 1 has no answer"), (["both"], "overlap at offset 0; answer A, B or none")])
def test_refused(answers: list[Side], part: str) -> None:
    with pytest.raises(UsageError, match=part):
        merged_inline(*HEADS, *answers)


def test_other_texts_are_not_merged() -> None:
    with pytest.raises(UsageError, match="different texts"):
        merge(Article("x", "a"), Article("x", "b"))


WORDS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"]
TEXT = " ".join(WORDS)
STARTS = [TEXT.index(word) for word in WORDS]


@st.composite
def versions(draw: st.DrawFn) -> Article:
    """An annotation of one text, made of whole words, with any links that can join."""
    spans: list[Span] = []
    at = 0
    while at < len(WORDS):
        length = draw(st.integers(0, 3))
        end = min(at + max(1, length), len(WORDS))
        if length:
            label = draw(st.sampled_from(("QUANTITY", "INDICATOR", "INDICATOR", *LABELS)))
            spans.append(Span(f"T{len(spans) + 1}", label, STARTS[at], STARTS[end - 1] + len(WORDS[end - 1])))
        at = end
    possible = [Link(label, a.id, b.id) for label, ends in LINKS.items() for a in spans for b in spans if (a.label, b.label) == ends]
    links = draw(st.lists(st.sampled_from(possible), unique=True, max_size=5)) if possible else []
    return Article("x", TEXT, spans, links)


def said(article: Article) -> tuple[object, object]:
    return [place(span) for span in article.spans], sorted(joined(article))


@settings(max_examples=400, deadline=None)
@given(a=versions(), b=versions())
def test_nothing_is_lost(a: Article, b: Article) -> None:
    found = merge(a, b)
    for side, version in (("A", a), ("B", b)):
        assert said(settle(found, dict.fromkeys((one.number for one in found.questions), side))) == said(version)  # type: ignore[arg-type]
    kept = agreed(found)
    assert set(said(kept)[0]) <= {*said(a)[0]} & {*said(b)[0]}  # type: ignore[misc, call-overload]
    assert set(said(kept)[1]) <= {*said(a)[1]} & {*said(b)[1]}  # type: ignore[misc, call-overload]
    if said(a) == said(b):
        assert found.questions == []


@settings(max_examples=200, deadline=None)
@given(a=versions(), b=versions(), choice=st.randoms(use_true_random=False))
def test_any_answers_give_an_article_of_their_spans(a: Article, b: Article, choice: object) -> None:
    found = merge(a, b)
    answers = {one.number: choice.choice([side for side in SIDES if side != "both"]) for one in found.questions}  # type: ignore[attr-defined]
    article = settle(found, answers)
    ends = {span.id for span in article.spans}
    assert {place(span) for span in article.spans} <= {place(span) for version in (a, b) for span in version.spans}
    assert all(link.source in ends and link.target in ends for link in article.links)
    assert replace(article, links=[]).spans == sorted(article.spans, key=lambda span: span.start)
