"""What every form of an annotated article must hold: known labels, words that are the text's, flat spans, links that can join."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from solieu.errors import AnnotationError
from solieu.schema import LABELS, LINKS, Article, Link, Span


def check_label(span: Span, path: str | Path, line: int | None = None) -> None:
    """Raise AnnotationError for a label that the guidelines do not have."""
    if span.label not in LABELS:
        raise AnnotationError(path, line, f"unknown label {span.label}; the labels are {', '.join(LABELS)}")


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


def valid(article: Article, path: str | Path, line: int | None = None) -> Article:
    """The article, its spans in text order. Raises AnnotationError for whatever is wrong with them or its links."""
    if not isinstance(article.text, str) or re.search("[\ud800-\udfff]", article.text):
        raise AnnotationError(path, line, f"{article.id}: the text is no Unicode string")
    spans = {span.id: span for span in article.spans}
    if len(spans) < len(article.spans):
        raise AnnotationError(path, line, f"{article.id}: two spans have the same id; each needs its own")
    for span in article.spans:
        check_label(span, path, line)
        if not 0 <= span.start < span.end <= len(article.text):
            raise AnnotationError(path, line, f"{span.id} is at {span.start}-{span.end}; the text has the offsets 0-{len(article.text)}")
    for link in article.links:
        check_link(link, spans, path, line)
    return Article(article.id, article.text, in_order(article.spans, path, line), article.links)
