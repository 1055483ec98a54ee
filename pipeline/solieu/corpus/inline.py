"""Inline annotation: an article and its spans and links in one text, for people who write or proofread annotation by hand.

    Năm 2024, {A UBND tỉnh} đã {I1 tạo việc làm mới} cho {Q VALUE=I1 hơn 4.210 người}.

A span is `{`, a letter for its label (and a number where a link needs to name it), its links, and its words up to `}`.
O official, P position, A agency, D decree, Q quantity, I indicator, L place, T period.
"""

from __future__ import annotations

import re
from pathlib import Path

from solieu.errors import AnnotationError
from solieu.schema import AGENCY, DECREE, INDICATOR, LABELS, LINKS, OFFICIAL, PERIOD, PLACE, POSITION, QUANTITY, Article, Link, Span

LETTERS = {"O": OFFICIAL, "P": POSITION, "A": AGENCY, "D": DECREE, "Q": QUANTITY, "I": INDICATOR, "L": PLACE, "T": PERIOD}
LETTER_OF = {label: letter for letter, label in LETTERS.items()}

LINK_LIST = rf"(?:(?:{'|'.join(LINKS)})=[A-Z]\d+(?:,[A-Z]\d+)* )*"
SPAN = re.compile(rf"\{{(?P<letter>[{''.join(LETTERS)}])(?P<number>\d*) (?P<links>{LINK_LIST})(?P<surface>[^{{}}]+)\}}")


def parse_inline(marked: str, id: str, path: str | Path = "<inline>") -> Article:
    """The article whose text is `marked` without its marks. Raises AnnotationError, with the line, for marks that cannot be read."""
    parts: list[str] = []
    spans: list[Span] = []
    named: dict[str, Span] = {}
    wanted: list[tuple[int, str, str, str]] = []
    at = length = 0
    for number, found in enumerate(SPAN.finditer(marked), 1):
        line = marked.count("\n", 0, found.start()) + 1
        parts += _plain(marked[at : found.start()], path, line), found["surface"]
        start = length + len(parts[-2])
        length = start + len(parts[-1])
        span = Span(f"T{number}", LETTERS[found["letter"]], start, length)
        spans.append(span)
        if found["number"]:
            name = found["letter"] + found["number"]
            if name in named:
                raise AnnotationError(path, line, f"{name} is there twice; give each span its own number")
            named[name] = span
        for item in found["links"].split():
            label, _, targets = item.partition("=")
            wanted += [(line, label, span.id, target) for target in targets.split(",")]
        at = found.end()
    parts.append(_plain(marked[at:], path, marked.count("\n", 0, at) + 1))
    return Article(id, "".join(parts), spans, [_link(*link, spans, named, path) for link in wanted])


def _plain(text: str, path: str | Path, line: int) -> str:
    if stray := re.search(r"[{}]", text):
        context = text[max(0, stray.start() - 20) : stray.end() + 30]
        raise AnnotationError(path, line + text.count("\n", 0, stray.start()), f"a brace that opens or closes no span: {context!r}")
    return text


def _link(line: int, label: str, source: str, target: str, spans: list[Span], named: dict[str, Span], path: str | Path) -> Link:
    if target not in named:
        raise AnnotationError(path, line, f"{label} points to {target}, and no span has that number")
    joined = (next(span.label for span in spans if span.id == source), named[target].label)
    if LINKS[label] != joined:
        raise AnnotationError(path, line, f"{label} joins {' and '.join(LINKS[label])}, not {' and '.join(joined)}")
    return Link(label, source, named[target].id)


def format_inline(article: Article) -> str:
    """The inline form of an article; `parse_inline` gives it back. Raises AnnotationError for a text with braces of its own."""
    _plain(article.text, article.id, 1)
    counts = dict.fromkeys(LABELS, 0)
    names: dict[str, str] = {}
    targets = {link.target for link in article.links}
    for span in article.spans:
        if span.id in targets:
            counts[span.label] += 1
            names[span.id] = f"{LETTER_OF[span.label]}{counts[span.label]}"
    parts: list[str] = []
    at = 0
    for span in article.spans:
        grouped: dict[str, list[str]] = {}
        for link in article.links:
            if link.source == span.id:
                grouped.setdefault(link.label, []).append(names[link.target])
        links = "".join(f"{label}={','.join(group)} " for label, group in grouped.items())
        parts += article.text[at : span.start], "{", names.get(span.id, LETTER_OF[span.label]), " ", links, article.surface(span), "}"
        at = span.end
    return "".join([*parts, article.text[at:]])
