"""Offsets in any units are found out by the words, and a span that fits in none is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from solieu.corpus.offsets import COUNTS, Said, fits, settle
from solieu.schema import Article
from tests.corpus.strategies import articles

EMOJI = "😀 Huế 😀 có 5 xã"
BREAKS = "Một\r\nHuế\r\ncó 5 xã"
BOTH = "😀\r\nHuế"
NFD = "Thừa Thiên Hue\u0302\u0301 có 5 xã"


@pytest.mark.parametrize(
    ("text", "start", "end", "words", "count", "place"),
    [
        (EMOJI, 2, 5, "Huế", "code points", (2, 5)),
        (EMOJI, 3, 6, "Huế", "UTF-16 units", (2, 5)),
        (EMOJI, 13, 17, "5 xã", "UTF-16 units", (11, 15)),
        (BREAKS, 5, 8, "Huế", "code points", (5, 8)),
        (BREAKS, 4, 7, "Huế", "code points with CR LF as one", (5, 8)),
        (BREAKS, 11, 15, "5 xã", "code points with CR LF as one", (13, 17)),
        (BOTH, 3, 6, "Huế", "code points", (3, 6)),
        (BOTH, 4, 7, "Huế", "UTF-16 units", (3, 6)),
        (BOTH, 2, 5, "Huế", "code points with CR LF as one", (3, 6)),
        (NFD, 11, 16, "Hue\u0302\u0301", "code points", (11, 16)),
        (EMOJI, 2, 5, None, "code points", (2, 5)),
    ],
)
def test_found(text: str, start: int, end: int, words: str | None, count: str, place: tuple[int, int]) -> None:
    assert settle(text, [Said("x", start, end, words)]) == (count, [place])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EMOJI, [Said("x", 4, 7, "Huế")]),
        (EMOJI, [Said("x", 2, 5, "Huế"), Said("y", 13, 17, "5 xã")]),  # one counts so, the other so
        (EMOJI, [Said("x", 2, 99, None)]),
        (EMOJI, [Said("x", 5, 5, None)]),
        (EMOJI, [Said("x", -3, 2, None)]),
        (NFD, [Said("x", 11, 14, "Huế")]),  # composed words for a decomposed text: another text
    ],
)
def test_refused(text: str, said: list[Said]) -> None:
    assert settle(text, said) is None


@pytest.mark.parametrize(
    ("there", "words", "right"),
    [
        ("UBND\ntỉnh", "UBND\\ntỉnh", True),
        ("UBND\r\ntỉnh", "UBND tỉnh", True),
        ("UBND  tỉnh", "UBND tỉnh", True),
        ("C:\\new", "C:\\new", True),
        ("UBND ", "UBND", False),
        (" UBND", "UBND", False),
        ("UBND", "UBNĐ", False),
    ],
)
def test_words(there: str, words: str, right: bool) -> None:
    assert fits(there, words) is right


@settings(max_examples=100, deadline=None)
@given(article=articles())
def test_any_count_comes_back_with_the_same_words(article: Article) -> None:
    for width in COUNTS.values():
        at = [sum(width(article.text, place) for place in range(end)) for end in range(len(article.text) + 1)]
        found = settle(article.text, [Said(span.id, at[span.start], at[span.end], article.surface(span)) for span in article.spans])
        # A count in which a border falls within a CR LF cannot say where it is; nothing is guessed then.
        if found is not None:
            for span, (start, end) in zip(article.spans, found[1], strict=True):
                assert fits(article.text[start:end], article.surface(span))
