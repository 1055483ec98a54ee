"""Settling readings: a head and a tail at most, other spans win, and indicators never overlap."""

from __future__ import annotations

from solieu.links.reader import Sentence, number_rows, window
from solieu.links.scenes import Quantity
from solieu.links.settle import HEAD, TAIL, Reading, Segment, settle

WORDS = ["đã", "tạo", "việc", "làm", "mới", "cho", "UBND", "120", "người", "nghèo", "và", "30", "hộ"]
TAGS = ["O"] * 6 + ["B-AGENCY", "B-QUANTITY", "I-QUANTITY", "O", "O", "B-QUANTITY", "I-QUANTITY"]
SENTENCE = Sentence(WORDS, WORDS, TAGS, [(7, 9), (11, 13)])
FIRST, SECOND = Quantity(0, 7, 9), Quantity(1, 11, 13)


def spans(readings: list[Reading]) -> list[list[tuple[str, int, int]]]:
    return [[segment[:3] for segment in reading.segments] for reading in readings]


def test_the_most_probable_of_each_side() -> None:
    reading = Reading(FIRST, [Segment(HEAD, 1, 3, 0.4), Segment(HEAD, 4, 5, 0.6), Segment(TAIL, 9, 10, 0.5)])
    assert spans(settle([reading], SENTENCE)) == [[(HEAD, 4, 5), (TAIL, 9, 10)]]


def test_a_head_that_another_span_interrupts_is_the_piece_nearest_the_number() -> None:
    sentence = Sentence(WORDS, WORDS, ["O", "O", "B-PLACE", "O", "O", "O", *TAGS[6:]], [(7, 9)])
    assert spans(settle([Reading(FIRST, [Segment(HEAD, 1, 5, 0.9)])], sentence)) == [[(HEAD, 3, 5)]]


def test_overlapping_heads_become_one() -> None:
    readings = [Reading(FIRST, [Segment(HEAD, 1, 5, 0.9)]), Reading(SECOND, [Segment(HEAD, 2, 5, 0.7)])]
    assert spans(settle(readings, SENTENCE)) == [[(HEAD, 1, 5)], [(HEAD, 1, 5)]]


def test_a_quantity_without_segments_measures_nothing() -> None:
    assert settle([Reading(FIRST, [])], SENTENCE) == []


def test_features_fit_the_window_and_see_the_side() -> None:
    rows = number_rows(SENTENCE, (7, 9))
    assert len(rows) == len(window(SENTENCE, (7, 9))) == len(WORDS)
    assert "<wtạo" in rows[1]
    assert "=" in rows[7]
    assert ">wnghèo" in rows[9]


def test_a_long_sentence_is_read_in_a_window() -> None:
    words = ["xã"] * 5000
    sentence = Sentence(words, words, ["O"] * 5000, [(2500, 2501)])
    assert len(number_rows(sentence, (2500, 2501))) < 200
