"""Phrases that were annotated in training, found again in a sentence: the longest wins, as feature strings for its words.

In training a phrase must not be known from the very place that is learned from, or the tagger would trust phrases too much: what an article says
itself is taken off (`Others`).
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from solieu.errors import ModelError

#: Words of the longest phrase.
LONGEST = 8

Phrase = tuple[str, ...]
Counts = dict[Phrase, Counter[str]]


def count(found: Iterable[tuple[Phrase, str]]) -> Counts:
    """How often each phrase has which label."""
    counts: Counts = {}
    for phrase, label in found:
        if len(phrase) <= LONGEST:
            counts.setdefault(phrase, Counter())[label] += 1
    return counts


def best(counts: Counts, without: Mapping[Phrase, Counter[str]] | None = None) -> dict[Phrase, str]:
    """The label of each phrase, the most frequent one; `without` is taken off first."""
    found = {}
    for phrase, labels in counts.items():
        rest = labels - without.get(phrase, Counter()) if without else labels
        if rest:
            found[phrase] = min(rest, key=lambda label: (-rest[label], label))
    return found


class Dictionary(Protocol):
    """Answers with the label of a phrase, or None."""

    def get(self, phrase: Phrase, /) -> str | None: ...


def phrase_features(norms: Sequence[str], known: Dictionary) -> list[list[str]]:
    """For each word the label of the phrase that it stands in, and how the phrase begins."""
    rows: list[list[str]] = [[] for _ in norms]
    at = 0
    while at < len(norms):
        for size in range(min(LONGEST, len(norms) - at), 0, -1):
            if label := known.get(tuple(norms[at : at + size])):
                for place in range(at, at + size):
                    rows[place].append(f"g{'B' if place == at else 'I'}{label}")
                rows[at].append(f"gl{label}{min(size, 4)}")
                break
        else:
            size = 1
        at += size
    return rows


class Others:
    """The phrases of all articles but one, seen from that one; made without a copy of them all."""

    def __init__(self, counts: Counts, labels: Mapping[Phrase, str], own: Counts) -> None:
        self._labels, self._own, self._rest = labels, own, best({phrase: counts[phrase] for phrase in own}, own)

    def get(self, phrase: Phrase) -> str | None:
        return self._rest.get(phrase) if phrase in self._own else self._labels.get(phrase)


def pack(labels: Mapping[Phrase, str]) -> bytes:
    rows = sorted([list(phrase), label] for phrase, label in labels.items())
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 9)


def unpack(data: bytes) -> dict[Phrase, str]:
    """Raises ModelError for other bytes."""
    try:
        return {tuple(phrase): str(label) for phrase, label in json.loads(zlib.decompress(data))}
    except (zlib.error, ValueError, TypeError) as error:
        raise ModelError(f"a file of phrases is broken ({error}); install the model again") from None
