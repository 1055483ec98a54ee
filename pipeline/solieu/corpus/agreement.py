"""How well two annotations of the same articles agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from solieu.corpus.brat import read_article
from solieu.errors import UsageError
from solieu.schema import Article
from solieu.scoring import Table, score


class Disagreement(NamedTuple):
    """Something that stands in one annotation only: `side` is A or B."""

    article: str
    side: str
    start: int
    what: str


def read_both(a: Path, b: Path) -> list[tuple[Article, Article]]:
    """The articles that both folders hold. Raises UsageError where there are none, or a text is not the same."""
    first, second = _read_below(a), _read_below(b)
    both = sorted(first.keys() & second.keys())
    if not both:
        raise UsageError(f"{a} and {b} have no annotated article in common; the names must be the same")
    for id in both:
        if first[id].text != second[id].text:
            raise UsageError(f"{id}: the texts in {a} and {b} differ; agreement needs the same text")
    return [(first[id], second[id]) for id in both]


def _read_below(folder: Path) -> dict[str, Article]:
    """The annotated articles of a folder and those below it, by their path there."""
    articles = {}
    for ann in sorted(folder.rglob("*.ann")):
        article = read_article(ann.with_suffix(".txt"))
        article.id = ann.relative_to(folder).with_suffix("").as_posix()
        articles[article.id] = article
    return articles


def agreement(pairs: list[tuple[Article, Article]]) -> Table:
    """F1 of one annotation against the other; it is the same both ways."""
    return score(pairs)


def disagreements(pairs: list[tuple[Article, Article]]) -> Iterator[Disagreement]:
    """What only one of two annotators has, in text order."""
    for a, b in pairs:
        ours, theirs = _facts_of(a), _facts_of(b)
        rows = [Disagreement(a.id, side, start, what) for side, found in (("A", ours - theirs), ("B", theirs - ours)) for start, what in found]
        yield from sorted(rows, key=lambda row: (row.start, row.side, row.what))


def _facts_of(article: Article) -> set[tuple[int, str]]:
    spans = {span.id: span for span in article.spans}
    found = {(span.start, f"{span.label} {article.surface(span)!r}") for span in article.spans}
    for link in article.links:
        source, target = spans[link.source], spans[link.target]
        found.add((source.start, f"{link.label} {article.surface(source)!r} -> {article.surface(target)!r}"))
    return found
