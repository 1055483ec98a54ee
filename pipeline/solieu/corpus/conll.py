"""Spans in the column form of CoNLL: a word and its BIO tag a line, a blank line after a sentence, the blanks within a word as `_`.

    # newdoc id = bac-kan-001
    UBND<TAB>B-AGENCY
    tỉnh<TAB>I-AGENCY
    tổ_chức<TAB>O

It holds spans that begin and end with a word of one sentence. Links, other spans and the white space of the text are not carried over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain
from pathlib import Path

from spacy.tokens import Doc

from solieu.corpus.loss import Loss
from solieu.corpus.valid import Known, valid
from solieu.docs import O, chunks, sentences
from solieu.errors import AnnotationError, UsageError
from solieu.schema import LABELS, Article, Span
from solieu.text import decode, read_bytes
from solieu.tokens import Vietnamese

HEADER = "# newdoc id = "
#: What some corpora put in place of a header, with or without further columns.
DOCSTART = "-DOCSTART-"
TAG = re.compile(r"O|[BI]-(?P<label>\S+)")


def format_conll(articles: Iterable[Article], losses: list[Loss]) -> bytes:
    """The articles one after another; adds to `losses` what the form has no place for."""
    nlp = Vietnamese()
    return "".join(chain.from_iterable(_lines(article, nlp.make_doc(article.text), losses) for article in articles)).encode()


def _lines(article: Article, doc: Doc, losses: list[Loss]) -> Iterator[str]:
    if len(article.id.splitlines()) != 1:
        raise UsageError(f"the id {article.id!r} is not one line; CoNLL names an article in one")
    found = sentences(doc)
    tags = _tags(article, doc, found, losses)
    links = Counter(link.label for link in article.links)
    what = [f"{number} {label} links" for label, number in links.items()] + ["the white space of the text"]
    losses.append(Loss(article.id, ", ".join(what)))
    yield f"{HEADER}{article.id}\n"
    for tokens in found:
        for token in tokens:
            word = "_".join(doc[token].text.split())
            if word.replace("_", " ") != doc[token].text:
                losses.append(Loss(article.id, f"the spelling of {doc[token].text!r}, which is read back as {word.replace('_', ' ')!r}"))
            yield f"{word}\t{tags.get(token, O)}\n"
        yield "\n"


def _tags(article: Article, doc: Doc, found: list[list[int]], losses: list[Loss]) -> dict[int, str]:
    """BIO tags of the tokens in spans; a span that is not made of whole words of one sentence is a loss."""
    tags: dict[int, str] = {}
    places = [(number, at, doc[token]) for number, tokens in enumerate(found) for at, token in enumerate(tokens)]
    starts = {token.idx: (number, at) for number, at, token in places}
    ends = {token.idx + len(token): (number, at) for number, at, token in places}
    for span in article.spans:
        first, last = starts.get(span.start), ends.get(span.end)
        if first and last and first[0] == last[0]:
            start, *rest = found[first[0]][first[1] : last[1] + 1]
            tags |= {start: f"B-{span.label}"} | dict.fromkeys(rest, f"I-{span.label}")
        else:
            losses.append(Loss(article.id, f"{span.id} {span.label} {article.surface(span)!r}, which is not whole words of one sentence"))
    return tags


def read_conll(path: Path, losses: list[Loss], known: Known = LABELS, broken: Callable[[AnnotationError], None] | None = None) -> list[Article]:
    """The articles of a file; a text is its words, a blank between them, a line a sentence. Labels must be `known`; None takes any.

    `# newdoc id = ` and `-DOCSTART-` begin an article. Raises AnnotationError with the line of a wrong tag; with `broken` it is handed there, and
    the sentence is left out.
    """
    articles: list[tuple[str, list[list[tuple[str, str]]]]] = []
    others, spoilt = 0, False
    for number, line in enumerate(decode(read_bytes(path), path).split("\n"), 1):
        line = line.removesuffix("\r")
        if line.startswith((HEADER, DOCSTART)):
            articles.append((line.removeprefix(HEADER) if line.startswith(HEADER) else f"{path.stem}-{len(articles) + 1}", [[]]))
            spoilt = False
        elif line.startswith("# ") and "\t" not in line:
            continue
        elif not line.strip():
            if articles:
                articles[-1][1].append([])
            spoilt = False
        elif not spoilt:
            if not articles:
                articles.append((path.stem, [[]]))
            try:
                word, tag, columns = _line(line, path, number, known)
            except AnnotationError as error:
                if broken is None:
                    raise
                broken(error)
                articles[-1][1][-1], spoilt = [], True
                continue
            others = max(others, columns - 2)
            articles[-1][1][-1].append((word, tag))
    if others:
        losses.append(Loss(path.stem, f"{others} columns between the word and its tag"))
    return [valid(_article(id, [words for words in found if words]), path, known=known) for id, found in articles]


def _line(line: str, path: Path, number: int, known: Known) -> tuple[str, str, int]:
    """The word of a line, its tag, and how many columns it has."""
    word, *columns = re.split(r"[\t ]+", line.strip())
    found = TAG.fullmatch(columns[-1]) if columns else None
    label = found["label"] if found else None
    if found is None or (label and known is not None and label not in known):
        labels = f"; the labels are {', '.join(known)}" if known is not None else ""
        raise AnnotationError(path, number, f"not a word and a BIO tag: {line[:80]!r}{labels}")
    return word, columns[-1], len(columns) + 1


def _article(id: str, found: list[list[tuple[str, str]]]) -> Article:
    spans: list[Span] = []
    lines: list[str] = []
    places: list[list[tuple[int, int]]] = []
    at = 0
    for sentence in found:
        words = [word.replace("_", " ").strip() or word for word, _ in sentence]
        ends = list(accumulate((len(word) + 1 for word in words), initial=at))
        places.append([(start, start + len(word)) for start, word in zip(ends, words, strict=False)])
        for label, first, end in chunks([tag for _, tag in sentence]):
            spans.append(Span(f"T{len(spans) + 1}", label, places[-1][first][0], places[-1][end - 1][1]))
        lines.append(" ".join(words))
        at = ends[-1]
    return Article(id, "\n".join(lines), spans, words=places)
