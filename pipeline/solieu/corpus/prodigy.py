"""Annotated articles as Prodigy-style JSONL, a task a line: `text`, `tokens`, `spans`, `relations` with head and child, `meta`.

A link goes from the head to the child. Offsets are code points, `token_end` and `head` name the last token of a span.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from solieu.corpus.loss import Loss
from solieu.corpus.valid import check_words, valid
from solieu.errors import AnnotationError
from solieu.schema import COLOURS, Article, Link, Span
from solieu.text import decode, read_bytes
from solieu.tokens import Vietnamese

#: What only a task of Prodigy has, and no record of ours.
MARKS = ("spans", "relations", "tokens", "_task_hash")
#: An answer that takes the annotation as right.
ACCEPT = "accept"


def format_prodigy(articles: Iterable[Article], _: list[Loss]) -> bytes:
    """One line an article; nothing is lost."""
    nlp = Vietnamese()
    rows = (row(article, [(token.idx, token.idx + len(token)) for token in nlp.make_doc(article.text)]) for article in articles)
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows).encode()


def row(article: Article, words: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """The task of an article, given where the words of its text are; a word is cut where a span begins or ends within it."""
    tokens = list(_tokens(article, words))
    starts = {token["start"]: token["id"] for token in tokens}
    ends = {token["end"]: token["id"] for token in tokens}
    spans = {
        span.id: {"start": span.start, "end": span.end, "token_start": starts[span.start], "token_end": ends[span.end], "label": span.label}
        for span in article.spans
    }
    relations = [
        {
            "head": spans[link.source]["token_end"],
            "child": spans[link.target]["token_end"],
            "head_span": spans[link.source],
            "child_span": spans[link.target],
            "label": link.label,
        }
        for link in article.links
    ]
    shown = [{**spans[span.id], "text": article.surface(span), "color": COLOURS[span.label]} for span in article.spans]
    return {"text": article.text, "meta": {"id": article.id}, "tokens": tokens, "spans": shown, "relations": relations}


def _tokens(article: Article, words: Iterable[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    """Tokens that begin and end where words and spans do; a single blank between two is no token, as in spaCy."""
    starts, ends = {span.start for span in article.spans}, {span.end for span in article.spans}
    borders = sorted({0, len(article.text), *starts, *ends, *(at for word in words for at in word)})
    pieces = [(a, b) for a, b in pairwise(borders) if article.text[a:b] != " " or a in starts or b in ends or a == 0]
    for number, (start, end) in enumerate(pieces):
        following = pieces[number + 1][0] if number + 1 < len(pieces) else len(article.text)
        yield {"text": article.text[start:end], "start": start, "end": end, "id": number, "ws": following > end}


def is_task(row: Any) -> bool:
    """Whether a line of JSONL is a task of Prodigy, not a record of ours."""
    return isinstance(row, Mapping) and "entities" not in row and any(mark in row for mark in MARKS)


def read_prodigy(path: Path, losses: list[Loss]) -> list[Article]:
    """The accepted articles of a file. Raises AnnotationError, with the line, for what is no task or does not fit its text."""
    articles = []
    for number, task in read_rows(path):
        if task.get("answer", ACCEPT) == ACCEPT:
            articles.append(parse_task(task, path, number, losses))
        else:
            losses.append(Loss(task_id(task, path, number), f"the task of line {number}, whose answer is {task['answer']!r}"))
    return articles


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a file and their numbers. Raises AnnotationError for what is no JSON object."""
    for number, line in enumerate(decode(read_bytes(path), path).split("\n"), 1):
        if line.strip():
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise AnnotationError(path, number, f"no JSON: {error}") from None
            if not isinstance(found, dict):
                raise AnnotationError(path, number, "no task of Prodigy; a line is an object with text, spans and relations")
            yield number, found


def task_id(task: Mapping[str, Any], path: Path, number: int) -> str:
    """The id of a task's article; made of the file and the line where it has none."""
    meta = task.get("meta")
    return str((meta.get("id") if isinstance(meta, Mapping) else None) or task.get("id") or f"{path.stem}-{number}")


def parse_task(task: Mapping[str, Any], path: Path, number: int, losses: list[Loss]) -> Article:
    """The article of a task. Raises AnnotationError where its annotation does not fit its text."""
    id = task_id(task, path, number)
    try:
        rows = task.get("spans") or []
        spans = [Span(f"T{at}", one["label"], int(one["start"]), int(one["end"])) for at, one in enumerate(rows, 1)]
        article = Article(id, task["text"], spans, [_link(one, spans, rows) for one in task.get("relations") or []])
        said = [one.get("text") for one in rows]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        problem = f"no task of Prodigy ({error!r}); a line is an object with text, spans and relations"
        raise AnnotationError(path, number, f"{id}: {problem}") from None
    valid(article, path, number)
    for span, words in zip(spans, said, strict=True):
        if words is not None:
            check_words(span, article.surface(span), words, path, number)
    return valid(article, path, number)


def _link(one: Mapping[str, Any], spans: list[Span], rows: list[Mapping[str, Any]]) -> Link:
    return Link(one["label"], _end(one, "head", spans, rows), _end(one, "child", spans, rows))


def _end(one: Mapping[str, Any], side: str, spans: list[Span], rows: list[Mapping[str, Any]]) -> str:
    """The span at an end of a relation: by its borders where they are said, else by the token. Raises ValueError where there is none."""
    borders, token = one.get(f"{side}_span"), one.get(side)
    for span, row in zip(spans, rows, strict=True):
        if borders and (span.start, span.end) == (borders["start"], borders["end"]):
            return span.id
        if not borders and isinstance(token, int) and row.get("token_start", token + 1) <= token <= row.get("token_end", token - 1):
            return span.id
    raise ValueError(f"the {side} of {one['label']} is no span")
