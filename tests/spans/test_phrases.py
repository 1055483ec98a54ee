"""Phrases of the training data found again, never from the place that is learned from."""

from __future__ import annotations

import pytest

from solieu.errors import ModelError
from solieu.spans.phrases import Others, best, count, pack, phrase_features, unpack

FOUND = [(("tàu", "sao_biển"), "SHIP"), (("sao_biển",), "STAR"), (("sao_biển",), "SHIP"), (("sao_biển",), "STAR")]


def test_the_longest_wins() -> None:
    rows = phrase_features(["hai", "tàu", "sao_biển", "và", "sao_biển"], best(count(FOUND)))
    assert rows == [[], ["gBSHIP", "glSHIP2"], ["gISHIP"], [], ["gBSTAR", "glSTAR1"]]


@pytest.mark.parametrize(
    ("own", "label"),
    [
        ([], "STAR"),
        ([(("sao_biển",), "STAR")], "SHIP"),  # one against one: the first in the alphabet
        ([(("sao_biển",), "STAR")] * 2, "SHIP"),
        ([(("sao_biển",), "STAR"), (("sao_biển",), "STAR"), (("sao_biển",), "SHIP")], None),
    ],
)
def test_what_an_article_says_itself_is_taken_off(own: list[tuple[tuple[str, ...], str]], label: str | None) -> None:
    counts = count(FOUND)
    others = Others(counts, best(counts), count(own))
    assert others.get(("sao_biển",)) == label
    assert others.get(("tàu", "sao_biển")) == "SHIP"
    assert others.get(("lạ",)) is None


def test_round_trip_and_broken_files() -> None:
    known = best(count(FOUND))
    assert unpack(pack(known)) == known
    for data in (b"", b"nonsense", b"x\x9c\x03\x00\x00\x00\x00\x01"):
        with pytest.raises(ModelError, match="phrases is broken"):
            unpack(data)
