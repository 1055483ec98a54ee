"""Check annotated articles against what the annotation guidelines say in so many words.

An *error* breaks a rule; a *warning* is a place to look at again, and may be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from solieu.lexicon import alternatives, lexicon
from solieu.schema import ASPECTS, DECREE, HOLDS, INDICATOR, LINKS, OFFICIAL, PERIOD, POSITION, QUANTITY, SERVES, Article, Link, Span

NUMBERS = lexicon("numbers")
NUMBER_WORD = alternatives(word for group in ("digits", "scales") for words in NUMBERS[group].values() for word in words)

#: What may stand at neither end of a span: white space and the punctuation around it. A closing bracket is held against its opening.
EDGE = re.compile(r"^[\s.,;:!?\"'“”‘’«»(–/-]|[\s,;:!?\"'“”‘’«»(–/-]$|(?<!TP)(?<!Q)(?<!\.\.)\.$")
HAS_NUMBER = re.compile(rf"\d|\b{NUMBER_WORD}\b", re.IGNORECASE)

#: Words that the guidelines keep out of the start or the end of a span.
WRONG_START = {
    OFFICIAL: r"ông|bà|đồng chí|đ/c|anh|chị",
    POSITION: r"nguyên|ông|bà|đồng chí",
    INDICATOR: r"đã|đang|cho(?! vay| thuê| ra)|của"
    r"|về(?! nước| đích)|đối với|với|là(?! cán)|đạt(?! chuẩn| nông| tiêu| danh)|chiếm|phấn đấu|kịp thời|tiếp tục",
    PERIOD: r"đến(?= (?:năm|ngày|tháng|nay|quý))|kể từ|tính đến|trước|trong|vào",
}
WRONG_END = {
    INDICATOR: r"cho|với|được|gồm|đạt|là|còn|chiếm|tăng|(?<!cắt )(?<!tinh )giảm|của|cả|đã|trên|tại|từ|về|đến|khoảng|hơn|gần|ước|ước đạt",
    QUANTITY: r"cho|của|trên|tại|được|bị|có|là|và|với",
    DECREE: r"của|về|ngày",
}
LEFT_OUT = re.compile(r"(?:^|[\s(“])(hơn|gần|khoảng|xấp xỉ|tối thiểu|tối đa|ít nhất|ước|chừng|ngót)\s*$", re.IGNORECASE)


class Finding(NamedTuple):
    """One remark on an article: where (offset into its text), how serious, and what."""

    level: Literal["error", "warning"]
    start: int
    message: str


def check(article: Article) -> list[Finding]:
    """All findings on an article, in text order."""
    findings = [*_check_spans(article), *_check_links(article), *_check_numbers(article)]
    return sorted(findings, key=lambda finding: (finding.start, finding.message))


def _check_spans(article: Article) -> Iterator[Finding]:
    for span in article.spans:
        words = article.surface(span)
        if EDGE.search(words) or words.count("(") != words.count(")"):
            yield Finding("error", span.start, f"{span.label} {words!r} begins or ends with punctuation or white space")
        if "\n" in words:
            yield Finding("error", span.start, f"{span.label} {words!r} runs over a line break")
        for side, pattern in (("begins", WRONG_START), ("ends", WRONG_END)):
            rule = rf"(?:{pattern.get(span.label, '(?!)')})"
            found = re.match(rf"{rule}\b", words, re.I) if side == "begins" else re.search(rf"\b{rule}$", words, re.I)
            if found:
                yield Finding("error", span.start, f"{span.label} {words!r} {side} with {found[0]!r}, which the guidelines leave out")
        yield from _check_one(article, span, words)


def _check_one(article: Article, span: Span, words: str) -> Iterator[Finding]:
    before = article.text[max(0, span.start - 20) : span.start]
    if span.label == QUANTITY:
        if not HAS_NUMBER.search(words):
            yield Finding("error", span.start, f"QUANTITY {words!r} has no number")
        if found := LEFT_OUT.search(before):
            yield Finding("warning", span.start, f"QUANTITY {words!r} leaves out {found[1]!r}, which touches it")
        if len(words.split()) > 9:
            yield Finding("warning", span.start, f"QUANTITY {words!r} is long; phrases are tight")
    if span.label == DECREE and " của " in words:
        yield Finding("warning", span.start, f"DECREE {words!r} may hold its issuer, which stays out")
    if span.label == OFFICIAL and not words[0].isupper():
        yield Finding("error", span.start, f"OFFICIAL {words!r} is no name")


def _check_links(article: Article) -> Iterator[Finding]:
    spans = {span.id: span for span in article.spans}
    aspects: dict[str, list[Link]] = {}
    linked: set[str] = set()
    for link in article.links:
        source, target = spans[link.source], spans[link.target]
        linked |= {link.source, link.target}
        between = article.text[min(source.end, target.end) : max(source.start, target.start)]
        if LINKS[link.label] != (source.label, target.label):
            yield Finding("error", source.start, f"{link.label} cannot join {source.label} and {target.label}")
        if "\n" in between:
            yield Finding("error", source.start, f"{link.label} of {article.surface(source)!r} crosses a line; links stay within a sentence")
        if link.label in ASPECTS:
            aspects.setdefault(link.source, []).append(link)
    for id, links in aspects.items():
        words, targets, labels = article.surface(spans[id]), {link.target for link in links}, [link.label for link in links]
        if len(targets) > 2:
            yield Finding("error", spans[id].start, f"QUANTITY {words!r} has {len(targets)} indicators; one head and one tail are the most")
        if len(targets) < len(links):
            yield Finding("error", spans[id].start, f"QUANTITY {words!r} is linked to one INDICATOR twice")
        if len(set(labels)) > 1:
            yield Finding("error", spans[id].start, f"QUANTITY {words!r} has links of different labels: {', '.join(labels)}")
    for span in article.spans:
        if span.label == INDICATOR and span.id not in linked:
            yield Finding("error", span.start, f"INDICATOR {article.surface(span)!r} measures nothing; link a quantity to it or drop it")
    yield from _check_officials(article)


def _check_officials(article: Article) -> Iterator[Finding]:
    """An official right beside an office should hold it."""
    holds = {link.source for link in article.links if link.label in (HOLDS, SERVES)}
    for left, right in pairwise(article.spans):
        if {left.label, right.label} == {OFFICIAL, POSITION}:
            official = left if left.label == OFFICIAL else right
            if right.start - left.end <= 3 and official.id not in holds:
                yield Finding("warning", official.start, f"OFFICIAL {article.surface(official)!r} stands beside an office and has no link")


def _check_numbers(article: Article) -> Iterator[Finding]:
    """Digits that no span covers: forgotten quantities, or numbers that do not count."""
    covered = [False] * len(article.text)
    for span in article.spans:
        covered[span.start : span.end] = [True] * (span.end - span.start)
    for found in re.finditer(r"\d[\d.,/]*", article.text):
        if not covered[found.start()]:
            context = article.text[max(0, found.start() - 20) : found.end() + 20].replace("\n", " ")
            yield Finding("warning", found.start(), f"no span covers {found[0]!r} in {context!r}; does it count?")
