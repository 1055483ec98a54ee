"""Each kind of error, and that none is lost or counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as limits

from solieu.evaluate.alignment import NONE, align, confusion
from solieu.evaluate.errors import BORDER, LABEL, LINK, LONGEST_EXCERPT, MISSED, SPURIOUS, VALUE, Error, counts, excerpt
from solieu.schema import LABELS, Article
from solieu.scoring import Counts, score
from tests.evaluate.fakes import GOLD, PARTS, TEXT, article, flat_articles, measured

LINKS = [("VALUE", 1, 0), ("HOLDS", 2, 3), ("SERVES", 2, 4)]


def found(predicted: Article, gold: Article = GOLD) -> list[Error]:
    return list(measured([gold], [predicted]).errors)


def parts(place: int, *new: tuple[str, str]) -> list[tuple[str, str]]:
    return [*PARTS[:place], *new, *PARTS[place + 1 :]]


NO_SERVES = LINKS[:2]


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (GOLD, []),
        (article(TEXT, parts(4), NO_SERVES), [(MISSED, "AGENCY", ""), (LINK, "SERVES", "missed, for an end was not found")]),
        (article(TEXT, [("PLACE", "Toàn xã"), *PARTS], [(label, a + 1, b + 1) for label, a, b in LINKS]), [(SPURIOUS, "PLACE", "")]),
        (article(TEXT, parts(4, ("AGENCY", "UBND")), LINKS), [(BORDER, "AGENCY", "too short")]),
        (article(TEXT, parts(2, ("OFFICIAL", "Ông Vũ An")), LINKS), [(BORDER, "OFFICIAL", "too long")]),
        (article(TEXT, parts(2, ("OFFICIAL", "Ông Vũ")), LINKS), [(BORDER, "OFFICIAL", "shifted")]),
        (
            article(TEXT, parts(4, ("PLACE", "UBND xã")), NO_SERVES),
            [(LABEL, "AGENCY", "as PLACE"), (LINK, "SERVES", "missed, for an end was not found")],
        ),
        (article(TEXT, PARTS, NO_SERVES), [(LINK, "SERVES", "missed")]),
        (article(TEXT, PARTS, [("PLAN", 1, 0), *LINKS[1:]]), [(LINK, "VALUE", "other label")]),
        (article(TEXT, parts(1, ("QUANTITY", "120 hộ")), LINKS), [(BORDER, "QUANTITY", "too short"), (VALUE, "QUANTITY", "value")]),
    ],
)
def test_kinds(predicted: Article, expected: list[tuple[str, str, str]]) -> None:
    assert [(error.kind, error.label, error.detail) for error in found(predicted)] == expected


def test_a_link_to_the_wrong_end() -> None:
    text = "Thu ngân sách và chi đầu tư đạt 5 tỷ đồng."
    spans = [("INDICATOR", "Thu ngân sách"), ("INDICATOR", "chi đầu tư"), ("QUANTITY", "5 tỷ đồng")]
    (error,) = found(article(text, spans, [("VALUE", 2, 1)]), article(text, spans, [("VALUE", 2, 0)]))
    assert (error.kind, error.detail, error.said) == (LINK, "other end", ("VALUE", "VALUE"))
    assert [text[start:end] for _, start, end in (*error.gold, *error.predicted)] == ["Thu ngân sách", "5 tỷ đồng", "chi đầu tư", "5 tỷ đồng"]


def test_a_spurious_link_and_one_with_a_spurious_end() -> None:
    bare = article(TEXT, PARTS[:2])
    assert [(e.kind, e.detail) for e in found(article(TEXT, PARTS[:2], [("VALUE", 1, 0)]), bare)] == [(LINK, "spurious")]
    assert [(e.kind, e.detail) for e in found(article(TEXT, PARTS[:2], [("VALUE", 1, 0)]), article(TEXT, PARTS[1:2]))] == [
        (SPURIOUS, ""),
        (LINK, "spurious, as an end is"),
    ]


def test_the_sentence_and_its_offsets() -> None:
    (error,) = found(article(TEXT, PARTS, NO_SERVES))
    assert error.sentence == "Ông Vũ An, Chủ tịch UBND xã."
    assert TEXT[error.start : error.end] == error.sentence


@pytest.mark.parametrize(
    ("sentences", "place", "expected"),
    [
        ([(0, 10), (10, 20)], (2, 4), (0, 10)),
        ([(0, 10), (10, 20)], (8, 12), (0, 20)),
        ([(0, 10), (11, 20)], (10, 11), (10, 11)),
        ([], (3, 5), (3, 5)),
        ([(0, 9000)], (5000, 5010), (5000 - (LONGEST_EXCERPT - 10) // 2, 5010 + (LONGEST_EXCERPT - 10) // 2)),
        ([(0, 9000)], (0, 8000), (0, 8000)),
    ],
)
def test_excerpts(sentences: list[tuple[int, int]], place: tuple[int, int], expected: tuple[int, int]) -> None:
    assert excerpt(sentences, *place) == expected


@limits(max_examples=60, deadline=None)
@given(flat_articles(), flat_articles())
def test_right_and_wrong_are_all(gold: Article, predicted: Article) -> None:
    """Of each label: what is right, missed, or has the wrong border or label is the gold; the same with spurious ones is the prediction."""
    table, report = score([(gold, predicted)]), measured([gold], [predicted])
    by_kind = counts(report.errors)
    for label in LABELS:
        counted = table.get(("exact", label), Counts())
        wrong = [by_kind[kind].get(label, 0) for kind in (MISSED, BORDER, LABEL)]
        assert counted.right + sum(wrong) == counted.gold
        as_this = sum(error.kind == LABEL and error.predicted[0][0] == label for error in report.errors)
        assert counted.right + by_kind[SPURIOUS].get(label, 0) + by_kind[BORDER].get(label, 0) + as_this == counted.predicted
    for error in report.errors:
        assert gold.text[error.start : error.end] == error.sentence
        assert all(error.start <= start < end <= error.end for _, start, end in (*error.gold, *error.predicted))


@limits(max_examples=60, deadline=None)
@given(flat_articles(), flat_articles())
def test_alignment_is_one_to_one_and_keeps_what_is_exact(gold: Article, predicted: Article) -> None:
    pairs = align(gold, predicted)
    assert sorted(left for left, _ in pairs if left) == sorted(gold.spans)
    assert sorted(right for _, right in pairs if right) == sorted(predicted.spans)
    exact = {span[1:] for span in gold.spans} & {span[1:] for span in predicted.spans}
    assert {left[1:] for left, right in pairs if left and right and left[1:] == right[1:]} == exact
    table = confusion([(gold, predicted)])
    assert sum(sum(row.values()) for row in table.values()) == len(pairs)
    assert table[NONE][NONE] == 0


@limits(max_examples=40, deadline=None)
@given(flat_articles())
def test_the_gold_itself_is_without_error(gold: Article) -> None:
    report = measured([gold], [gold])
    assert report.errors == ()
    assert all(counts.right == counts.gold == counts.predicted for counts in report.table.values())


def test_labels_that_the_project_does_not_know() -> None:
    gold = article("Sông Hồng", [("RIVER", "Sông Hồng")])
    assert confusion([(gold, Article("a", gold.text))])["RIVER"][NONE] == 1
    assert measured([gold], [gold]).figures["exact RIVER f1"].value == 1.0
