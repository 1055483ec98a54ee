"""Annotated articles as JSONL, with the names of the record (`solieu.records`): one object a line.

{"id": "a", "text": "...", "entities": [{"id": "T1", "label": "AGENCY", "start": 0, "end": 9, "text": "UBND tỉnh"}],
 "links": [{"label": "VALUE", "from": "T3", "to": "T2"}]}

A corpus that says what a word is has `words` too: for each sentence the start and end of each word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from solieu.corpus.loss import Loss
from solieu.corpus.prodigy import is_task, read_prodigy
from solieu.corpus.valid import Known, check_words, valid
from solieu.errors import AnnotationError
from solieu.schema import LABELS, Article, Link, Span
from solieu.text import decode, read_bytes

#: What a line, an entity and a link say of the annotation; a record of `solieu tag` says more, all of it derived.
FIELDS = {"": ("id", "text", "entities", "links", "words"), "entities": ("id", "label", "start", "end", "text"), "links": ("label", "from", "to")}


def format_jsonl(articles: Iterable[Article], _: list[Loss]) -> bytes:
    """One line an article; nothing is lost."""
    return "".join(json.dumps(_row(article), ensure_ascii=False) + "\n" for article in articles).encode()


def _row(article: Article) -> dict[str, Any]:
    row = {
        "id": article.id,
        "text": article.text,
        "entities": [{**span._asdict(), "text": article.surface(span)} for span in article.spans],
        "links": [{"label": link.label, "from": link.source, "to": link.target} for link in article.links],
    }
    return row if article.words is None else row | {"words": article.words}


def read_jsonl(path: Path, losses: list[Loss], known: Known = LABELS, broken: Callable[[AnnotationError], None] | None = None) -> list[Article]:
    """The articles of a file. Labels must be `known`; None takes any.

    Raises AnnotationError, with the line, for what is no record, or an annotation that does not fit its text; with `broken` it is handed there.
    """
    text = decode(read_bytes(path), path)
    if tasks_of_prodigy(text.split("\n")):
        return read_prodigy(path, losses)
    return parse_jsonl(text, path, losses, known, broken)


def parse_jsonl(
    text: str, path: Path, losses: list[Loss], known: Known = LABELS, broken: Callable[[AnnotationError], None] | None = None
) -> list[Article]:
    """The articles of what such a file holds; `path` is told in errors."""
    articles = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            articles.append(_article(line, path, number, losses, known))
        except AnnotationError as error:
            if broken is None:
                raise
            broken(error)
    return articles


def tasks_of_prodigy(lines: Iterable[str]) -> bool:
    """Whether the first line is a task of Prodigy: its files end in .jsonl, too."""
    first = next((line for line in lines if line.strip()), "")
    try:
        return is_task(json.loads(first))
    except (ValueError, RecursionError):
        return False


def _article(line: str, path: Path, number: int, losses: list[Loss], known: Known) -> Article:
    try:
        row = json.loads(line)
        id, text, entities, links = str(row.get("id") or f"{path.stem}-{number}"), row["text"], row.get("entities", []), row.get("links", [])
        spans = [Span(str(one["id"]), one["label"], int(one["start"]), int(one["end"])) for one in entities]
        given = row.get("words")
        places = None if given is None else [[(int(start), int(end)) for start, end in sentence] for sentence in given]
        article = Article(id, text, spans, [Link(one["label"], one["from"], one["to"]) for one in links], places)
        words = [one["text"] for one in entities]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AnnotationError(path, number, f"no annotated article ({error!r}); a line is an object with {', '.join(FIELDS[''])}") from None
    article = valid(article, path, number, known)
    for span, said in zip(spans, words, strict=True):
        check_words(span, article.surface(span), said, path, number)
    if more := _more(row):
        losses.append(Loss(id, f"what is derived: {', '.join(more)}"))
    return article


def _more(row: Mapping[str, Any]) -> list[str]:
    """The names of what stands in a record beside its annotation."""
    found = {key for key in row if key not in FIELDS[""]}
    for name in ("entities", "links"):
        found |= {f"{name}.{key}" for one in row.get(name, []) for key in one if key not in FIELDS[name]}
    return sorted(found)
