"""What the taggers see of a token: words, shapes, clusters and lists in a window, as strings.

Strings of a word at a place in the window are made once and kept, so that most of the work for a token is joining lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from solieu.folding import fold
from solieu.lexicon import lexicon

WINDOW = 3
#: Words whose strings are kept, a few kilobytes each.
MOST_WORDS = 30_000

OFFICES = lexicon("offices")
LISTS = {name: frozenset(word.replace(" ", "_") for word in words) for name, words in OFFICES.items()}


def shape(word: str) -> str:
    """`UBND` X, `Nguyễn Văn` Xx+, `tỉnh` x, `1.234` d.d, `118/QĐ-UBND` d/X-X: the kinds of characters, runs told once."""
    kinds: list[str] = []
    for character in word[:24]:
        kind = "d" if character.isdigit() else "X" if character.isupper() else "x" if character.isalpha() else character
        if not kinds or kinds[-1] != kind:
            kinds.append(kind)
    return "".join(kinds)


def digits_masked(norm: str) -> str:
    """The norm with every digit as 0, so that numbers of one form are one word."""
    return re.sub(r"\d", "0", norm) if norm[:1].isdigit() else norm


class WordFeatures:
    """The strings of a word by its place in the window, each made once. `clusters` maps a norm to the numbers of its clusters, coarse to fine."""

    def __init__(self, clusters: Mapping[str, Sequence[int]]) -> None:
        self.clusters = clusters
        self._known: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}

    def __call__(self, word: str, norm: str) -> tuple[tuple[str, ...], ...]:
        """One tuple of strings for each offset from -WINDOW to WINDOW."""
        key = (word, norm)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_WORDS:
                self._known.clear()
            word = word if word.isascii() else fold(word).text
            near = self._near(word, norm)
            far = self._far(word, norm)
            found = self._known[key] = tuple(
                tuple(f"{offset}{feature}" for feature in (near if abs(offset) <= 1 else far)) for offset in range(-WINDOW, WINDOW + 1)
            )
        return found

    def _far(self, word: str, norm: str) -> list[str]:
        features = ["w" + digits_masked(norm)[:40], "s" + shape(word)]
        features += [f"k{level}{cluster}" for level, cluster in enumerate(self.clusters.get(digits_masked(norm), ()))]
        return features

    def _near(self, word: str, norm: str) -> list[str]:
        features = self._far(word, norm)
        first, _, rest = norm.partition("_")
        features += ["f" + first[:20], "l" + (rest.rpartition("_")[2] or first)[:20]]
        features += ["n" + str(min(4, norm.count("_")))]
        features += [f"in:{name}" for name, words in LISTS.items() if norm in words or first in words]
        if word[:1].isupper():
            features.append("up")
        return features


def token_features(words: Sequence[str], norms: Sequence[str], extra: Sequence[Sequence[str]], known: WordFeatures) -> list[list[str]]:
    """For each token of a sentence the strings that describe it. `extra` adds strings of its own to each token."""
    size = len(words)
    rows = [known(word, norm) for word, norm in zip(words, norms, strict=True)]
    masked = ["<s>", *(digits_masked(norm)[:40] for norm in norms), "</s>"]
    features = []
    for at in range(size):
        row = ["b"]
        for offset in range(-WINDOW, WINDOW + 1):
            there = at + offset
            if 0 <= there < size:
                row += rows[there][offset + WINDOW]
            elif offset in (-1, 1):
                row.append(f"{offset}edge")
        before, here, after = masked[at], masked[at + 1], masked[at + 2]
        row += (f"-1|0{before}|{here}", f"0|1{here}|{after}", f"-1|1{before}|{after}")
        for offset in (-1, 0, 1):
            if 0 <= at + offset < size:
                row += [f"{offset}x{name}" for name in extra[at + offset]]
        features.append(row)
    return features
