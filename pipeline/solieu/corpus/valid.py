"""What every form of an annotated article must hold: known labels, words that are the text's, flat spans, links that can join."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from solieu.errors import AnnotationError
from solieu.schema import LABELS, LINKS, Article, Link, Span

#: The labels that a reader takes; None takes any.
Known = Collection[str] | None


def check_label(span: Span, path: str | Path, line: int | None = None, known: Known = LABELS) -> None:
    """Raise AnnotationError for a label that is not known: one that the guidelines do not have, unless told otherwise."""
    if known is not None and span.label not in known:
        raise AnnotationError(path, line, f"unknown label {span.label}; the labels are {', '.join(known)}")
    if not isinstance(span.label, str) or not span.label or not span.label.isprintable():
        raise AnnotationError(path, line, f"a label must be a word, not {span.label!r}")


def check_words(span: Span, there: str, words: str, path: str | Path, line: int | None = None) -> None:
    """Raise AnnotationError where a span is empty, or its `words` are not what stands `there` in the text."""
    if not there or there != words:
        raise AnnotationError(path, line, f"{span.id} says {words!r}, the text has {there!r} at {span.start}-{span.end}")


def check_link(link: Link, spans: Mapping[str, Span], path: str | Path, line: int | None = None) -> None:
    """Raise AnnotationError for an unknown link, or one that joins what it cannot."""
    if link.label not in LINKS:
        raise AnnotationError(path, line, f"unknown link {link.label}; the links are {', '.join(LINKS)}")
    for id, label in zip((link.source, link.target), LINKS[link.label], strict=True):
        if id not in spans or spans[id].label != label:
            raise AnnotationError(path, line, f"{link.label} needs a span {label}, and {id} is none")


def in_order(spans: Iterable[Span], path: str | Path, line: int | None = None) -> list[Span]:
    """The spans in text order. Raises AnnotationError where two overlap."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    for left, right in pairwise(ordered):
        if right.start < left.end:
            raise AnnotationError(path, line, f"{left.id} and {right.id} overlap at offset {right.start}; spans must be flat")
    return ordered


def check_places(article: Article, path: str | Path, line: int | None = None) -> None:
    """Raise AnnotationError where the words of an article are not in text order, overlap, or do not hold all of it but white space."""
    places = [place for sentence in article.words or () for place in sentence]
    at = 0
    for start, end in [*places, (len(article.text), len(article.text) + 1)]:
        if not at <= start < end or article.text[at:start].strip():
            raise AnnotationError(path, line, f"{article.id}: the word at {start}-{end} does not follow the one that ends at {at}")
        at = end


def valid(article: Article, path: str | Path, line: int | None = None, known: Known = LABELS) -> Article:
    """The article, its spans in text order. Raises AnnotationError for whatever is wrong with them or its links."""
    if not isinstance(article.text, str) or re.search("[\ud800-\udfff]", article.text):
        raise AnnotationError(path, line, f"{article.id}: the text is no Unicode string")
    spans = {span.id: span for span in article.spans}
    if len(spans) < len(article.spans):
        raise AnnotationError(path, line, f"{article.id}: two spans have the same id; each needs its own")
    for span in article.spans:
        check_label(span, path, line, known)
        if not 0 <= span.start < span.end <= len(article.text):
            raise AnnotationError(path, line, f"{span.id} is at {span.start}-{span.end}; the text has the offsets 0-{len(article.text)}")
    for link in article.links:
        check_link(link, spans, path, line)
    if article.words is not None:
        check_places(article, path, line)
    return Article(article.id, article.text, in_order(article.spans, path, line), article.links, article.words)
