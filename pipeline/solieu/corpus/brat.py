"""brat standoff: `NAME.txt`, never edited, and `NAME.ann` with one span or link a line.

T1<TAB>AGENCY 120 134<TAB>UBND tỉnh Bắc A
R1<TAB>VALUE Arg1:T7 Arg2:T6
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from solieu.corpus.valid import Known, check_label, check_link, check_words, in_order
from solieu.errors import AnnotationError
from solieu.schema import LABELS, Article, Link, Span
from solieu.text import read_text, write_bytes

SPAN_LINE = re.compile(r"(?P<id>T\d+)\t(?P<label>\w+) (?P<start>\d+) (?P<end>\d+)\t(?P<surface>.*)")
LINK_LINE = re.compile(r"R\d+\t(?P<label>\w+) Arg1:(?P<source>T\d+) Arg2:(?P<target>T\d+)\s*")
#: Lines that brat writes and this project does not use: notes, attributes, normalisations, equivalences.
OTHER_LINE = re.compile(r"[#AMN*E]")


def parse_ann(ann: str, text: str, path: str | Path = "<ann>", known: Known = LABELS) -> tuple[list[Span], list[Link]]:
    """Spans in text order and links of a standoff file, each held against the text that it stands off from. Labels must be `known`; None takes any.

    Raises AnnotationError, with the line, for a line that cannot be read, a span whose words are not those of the text,
    two spans that overlap, or a link between labels that it cannot join.
    """
    spans: dict[str, Span] = {}
    links: list[tuple[int, Link]] = []
    # Not splitlines: the words of a span may hold other separators, such as U+2028.
    for number, line in enumerate(ann.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip() or OTHER_LINE.match(line):
            continue
        if found := SPAN_LINE.fullmatch(line):
            spans[found["id"]] = _span(found, text, path, number, known)
        elif found := LINK_LINE.fullmatch(line):
            links.append((number, Link(found["label"], found["source"], found["target"])))
        else:
            raise AnnotationError(path, number, f"not a brat span or link: {line[:80]!r}")
    for number, link in links:
        check_link(link, spans, path, number)
    return in_order(spans.values(), path), [link for _, link in links]


def passed_over(ann: str) -> list[str]:
    """The lines of a standoff file that hold neither a span nor a link: notes, attributes, normalisations, equivalences."""
    return [line for line in ann.split("\n") if OTHER_LINE.match(line)]


def _span(found: re.Match[str], text: str, path: str | Path, number: int, known: Known) -> Span:
    span = Span(found["id"], found["label"], int(found["start"]), int(found["end"]))
    check_label(span, path, number, known)
    check_words(span, re.sub(r"[\r\n]", " ", text[span.start : span.end]), found["surface"], path, number)
    return span


def read_article(txt: str | Path, known: Known = LABELS) -> Article:
    """The article `NAME.txt` with the annotation `NAME.ann` beside it (none, if that is not there). Labels must be `known`; None takes any."""
    txt = Path(txt)
    text = read_text(txt)
    ann = txt.with_suffix(".ann")
    if not ann.exists():
        return Article(txt.stem, text)
    spans, links = parse_ann(read_text(ann), text, ann, known)
    return Article(txt.stem, text, spans, links)


def read_folder(folder: str | Path) -> Iterator[Article]:
    """All annotated articles right under a folder, by name."""
    for ann in sorted(Path(folder).glob("*.ann")):
        yield read_article(ann.with_suffix(".txt"))


def format_ann(article: Article) -> str:
    """The standoff file of an article; spans are numbered in text order."""
    ids = {span.id: f"T{n}" for n, span in enumerate(article.spans, 1)}
    lines = []
    for span in article.spans:
        surface = re.sub(r"[\r\n]", " ", article.surface(span))
        lines.append(f"{ids[span.id]}\t{span.label} {span.start} {span.end}\t{surface}\n")
    for n, link in enumerate(article.links, 1):
        lines.append(f"R{n}\t{link.label} Arg1:{ids[link.source]} Arg2:{ids[link.target]}\n")
    return "".join(lines)


def write_article(article: Article, folder: str | Path, raw: bytes | None = None) -> None:
    """Write `ID.txt` (the bytes `raw` where they are known, so that the file is the input to the byte) and `ID.ann`."""
    folder = Path(folder)
    write_bytes(folder / f"{article.id}.txt", article.text.encode() if raw is None else raw)
    write_bytes(folder / f"{article.id}.ann", format_ann(article).encode())
