"""What the taggers see of a token: words, shapes, clusters and lists near it, as strings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.vocab import Vocab

from solieu.folding import fold
from solieu.lexicon import lexicon

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
    """The strings of a word for each offset at which it may stand. `clusters` maps a norm to the numbers of its clusters, coarse to fine."""

    def __init__(self, vocab: Vocab, clusters: Mapping[str, Sequence[int]], reach: int) -> None:
        self.vocab, self.clusters, self.reach = vocab, clusters, reach

    def __call__(self, word: str | None) -> list[tuple[str, ...]]:
        """One bundle of strings for each offset from -reach to reach; None stands for what is beyond the sentence."""
        offsets = range(-self.reach, self.reach + 1)
        if word is None:
            return [(f"{offset}edge",) for offset in offsets]
        norm = self.vocab[word].norm_
        word = word if word.isascii() else fold(word).text
        near, far = self._near(word, norm), self._far(word, norm)
        return [tuple(f"{offset}{feature}" for feature in (near if abs(offset) <= 1 else far)) for offset in offsets]

    def _far(self, word: str, norm: str) -> list[str]:
        features = ["w" + digits_masked(norm)[:40], "s" + shape(word)]
        features += [f"k{level}{cluster}" for level, cluster in enumerate(self.clusters.get(digits_masked(norm), ()))]
        return features

    def _near(self, word: str, norm: str) -> list[str]:
        features = self._far(word, norm)
        first, _, rest = digits_masked(norm).partition("_")
        features += ["f" + first[:20], "l" + (rest.rpartition("_")[2] or first)[:20]]
        features += ["n" + str(min(4, norm.count("_")))]
        features += [f"in:{name}" for name, words in LISTS.items() if norm in words or first in words]
        if word[:1].isupper():
            features.append("up")
        return features


def pair_rows(norms: Sequence[str]) -> list[list[str]]:
    """For each token of a sentence the strings of neighbouring words taken together."""
    masked = ["<s>", *(digits_masked(norm)[:40] for norm in norms), "</s>"]
    return [
        ["b", f"-1|0{before}|{here}", f"0|1{here}|{after}", f"-1|1{before}|{after}"]
        for before, here, after in zip(masked, masked[1:], masked[2:], strict=False)
    ]


@cache
def speech_features(before: str, here: str, after: str) -> tuple[str, ...]:
    """The strings of a token's part of speech and its neighbours'; there are some thirty parts, and so not many of these."""
    return f"P{here}", f"-1P{before}", f"1P{after}", f"P-1|0{before}|{here}", f"P0|1{here}|{after}"


def mark_row(marks: Sequence[Sequence[str]], at: int) -> list[str]:
    """The strings of what the grammars found at a token and beside it."""
    return [f"{offset}x{name}" for offset in (-1, 0, 1) if 0 <= at + offset < len(marks) for name in marks[at + offset]]
