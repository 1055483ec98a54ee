"""What lies between the words of a sentence and a number in it."""

from __future__ import annotations

import numpy as np

from solieu.links.reader import AFTER, BEFORE, Sentence
from solieu.links.seen import COLUMNS, DISTANT, NEAR, PASSED, as_seen

WORDS = ["tỉnh", "có", "12", "xã", ",", "5", "phường", "và", "7", "hộ"]
SENTENCE = Sentence(WORDS, WORDS, ["O"] * len(WORDS), [(2, 4), (5, 7), (8, 10)])


def test_what_is_said_of_words() -> None:
    read = as_seen(SENTENCE, [], {"xã": (3, 40, 7), "00": (1, 2, 3)})
    assert read.windows == []
    assert {len(place) for place in read.places} == {len(COLUMNS)}
    assert read.places[2] == ("00", 1, 2, 3, "O", "d")
    assert read.places[3] == ("xã", 3, 40, 7, "O", "x")
    assert read.places[0] == ("tỉnh", None, None, None, "O", "x")


def test_what_lies_between() -> None:
    ((span, near),) = as_seen(SENTENCE, [(5, 7)], {}).windows
    assert span == range(10)
    quantities, borders = 2 * DISTANT, 2 * (DISTANT + PASSED)
    # tỉnh and 12 xã before the number, the comma next to it; the number itself; và and 7 hộ after it
    assert near[:, 0].tolist() == [5, 4, 3, 2, 1, 0, 0, 1 + DISTANT, 2 + DISTANT, 3 + DISTANT]
    assert (near[:, 1] - quantities).tolist() == [1, 1, 1, 0, 0, 0, 0, PASSED, 1 + PASSED, 1 + PASSED]
    assert (near[:, 2] - borders)[:5].tolist() == [1] * 5
    assert near.max() < NEAR


def test_far_words_are_left_out() -> None:
    words = ["xã"] * 300
    ((span, near),) = as_seen(Sentence(words, words, ["O"] * 300, [(at, at + 1) for at in range(0, 300, 2)]), [(150, 151)], {}).windows
    assert (span.start, span.stop) == (150 - BEFORE, 151 + AFTER)
    assert near.shape == (len(span), 3)
    assert 0 <= near.min() <= near.max() < NEAR
    assert np.unique(near[:, 1]).size == 2 * PASSED
