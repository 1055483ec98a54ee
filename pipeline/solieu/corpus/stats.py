"""What is in a corpus: counts, variety, and how much articles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from solieu.schema import ASPECTS, INDICATOR, Article

#: Words of a shingle: two articles that share one have copied a phrase.
SHINGLE = 8
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts over a corpus; `heads` are the distinct first segments of indicators, lower case."""

    articles: int
    words: int
    spans: Counter[str]
    surfaces: dict[str, int]
    links: Counter[str]
    heads: frozenset[str]


def stats(articles: Iterable[Article]) -> Stats:
    """Count a corpus. Words are separated by white space."""
    number = words = 0
    spans: Counter[str] = Counter()
    links: Counter[str] = Counter()
    forms: dict[str, set[str]] = {}
    heads: set[str] = set()
    for article in articles:
        number += 1
        words += len(article.text.split())
        for span in article.spans:
            spans[span.label] += 1
            forms.setdefault(span.label, set()).add(article.surface(span).lower())
        links.update(link.label for link in article.links)
        heads |= set(indicator_heads(article))
    return Stats(number, words, spans, {label: len(found) for label, found in forms.items()}, links, frozenset(heads))


def indicator_heads(article: Article) -> Iterator[str]:
    """The words of each INDICATOR that stands before a quantity it is linked to, lower case."""
    spans = {span.id: span for span in article.spans}
    for link in article.links:
        source, target = spans[link.source], spans[link.target]
        if link.label in ASPECTS and target.label == INDICATOR and target.start < source.start:
            yield article.surface(target).lower()


def shingles(text: str) -> set[str]:
    """The runs of eight words of a text, lower case, without punctuation."""
    words = WORD.findall(text.lower())
    return {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def near_duplicates(articles: Iterable[Article], share: float = 0.05) -> list[tuple[str, str, float]]:
    """Pairs of articles that share more than this part of the smaller one's shingles."""
    sets = {article.id: shingles(article.text) for article in articles}
    places: dict[str, list[str]] = {}
    for id, own in sets.items():
        for shingle in own:
            places.setdefault(shingle, []).append(id)
    common = Counter(pair for ids in places.values() if len(ids) > 1 for pair in combinations(sorted(ids), 2))
    found = ((a, b, count / max(1, min(len(sets[a]), len(sets[b])))) for (a, b), count in common.items())
    return sorted((pair for pair in found if pair[2] > share), key=lambda pair: -pair[2])
