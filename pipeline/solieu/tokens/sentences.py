"""Where a reader would end a sentence: at a line break, a list item, and a full stop that is none of an abbreviation or number."""

from __future__ import annotations

import re

CLOSING = frozenset("\"”’»')]")
STOPS = frozenset([".", "!", "?", "…", "./.", ";."])
#: "1.", "2.3.", "a)", "IV.": the number of an item, which its full stop does not end.
ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})$")


def sentence_starts(words: list[str]) -> list[bool]:
    """For each token whether a sentence starts there; tokens of white space are among them, and belong to the sentence before."""
    starts = [False] * len(words)
    fresh, ended, count = False, False, 0
    for at, word in enumerate(words):
        if word.isspace():
            fresh = fresh or (count > 0 and _breaks(word))
            continue
        if fresh or (ended and word not in CLOSING and _opens(word)):
            starts[at] = True
            count = 0
        fresh = False
        if word[0] == "." or word in STOPS:
            ended = not _is_item_number(words, at, count)
        elif word not in CLOSING:
            ended = False
        count += 1
    if words:
        starts[0] = True
    return starts


def _breaks(blank: str) -> bool:
    return any(character in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" for character in blank)


def _opens(word: str) -> bool:
    """Whether a sentence can open with this word: no lower case letter and no comma."""
    return not word[0].islower() and word[0] not in ",;:.%"


def _is_item_number(words: list[str], at: int, count: int) -> bool:
    """Whether the stop at `at` belongs to the number of a list item, right at the start of its sentence."""
    return count == 1 and words[at] == "." and at > 0 and ITEM.match(words[at - 1]) is not None
