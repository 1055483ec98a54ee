"""Articles that stand in two parts of a corpus, as they are or nearly: what is trained on must not be tested on."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from solieu.corpus.stats import near_duplicates
from solieu.schema import Article


class Leak(NamedTuple):
    """Two articles of different parts that are the same, or share part of their shingles."""

    part: str
    article: str
    other_part: str
    other: str
    why: str

    def __str__(self) -> str:
        return f"{self.part}/{self.article} and {self.other_part}/{self.other}: {self.why}; keep them in one part"


def leaks(parts: Mapping[str, Sequence[Article]]) -> list[Leak]:
    """The pairs of articles that two parts share, each with its strongest reason."""
    keys = [(part, article) for part, articles in parts.items() for article in articles]
    found: dict[tuple[int, int], Leak] = {}
    for a, b, why in twins([article for _, article in keys]):
        (part, article), (other_part, other) = keys[a], keys[b]
        if part != other_part:
            found.setdefault((a, b), Leak(part, article.id, other_part, other.id, why))
    return list(found.values())


def twins(articles: Sequence[Article]) -> Iterator[tuple[int, int, str]]:
    """Pairs of articles, by their places, that are the same or nearly, and why; the strongest reasons first."""
    for why, key in (("the same id", lambda article: article.id), ("the same text", lambda article: " ".join(article.text.split()))):
        first: dict[Hashable, int] = {}
        for at, article in enumerate(articles):
            if (there := first.setdefault(key(article), at)) != at:
                yield there, at, why
    # By its place, not its id: two parts may hold the same id.
    numbered = [Article(str(at), article.text) for at, article in enumerate(articles)]
    for one, other, share in near_duplicates(numbered):
        a, b = sorted((int(one), int(other)))
        yield a, b, f"{share:.0%} of their 8-word shingles are the same"
