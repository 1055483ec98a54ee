"""Annotated articles as JSONL, with the names of the record (`solieu.records`): one object a line.

{"id": "a", "text": "...", "entities": [{"id": "T1", "label": "AGENCY", "start": 0, "end": 9, "text": "UBND tỉnh"}],
 "links": [{"label": "VALUE", "from": "T3", "to": "T2"}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from solieu.corpus.loss import Loss
from solieu.corpus.prodigy import is_task, read_prodigy
from solieu.corpus.valid import check_words, valid
from solieu.errors import AnnotationError
from solieu.schema import Article, Link, Span
from solieu.text import decode, read_bytes

#: What a line, an entity and a link say of the annotation; a record of `solieu tag` says more, all of it derived.
FIELDS = {"": ("id", "text", "entities", "links"), "entities": ("id", "label", "start", "end", "text"), "links": ("label", "from", "to")}


def format_jsonl(articles: Iterable[Article], _: list[Loss]) -> bytes:
    """One line an article; nothing is lost."""
    return "".join(json.dumps(_row(article), ensure_ascii=False) + "\n" for article in articles).encode()


def _row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "text": article.text,
        "entities": [{**span._asdict(), "text": article.surface(span)} for span in article.spans],
        "links": [{"label": link.label, "from": link.source, "to": link.target} for link in article.links],
    }


def read_jsonl(path: Path, losses: list[Loss]) -> list[Article]:
    """The articles of a file. Raises AnnotationError, with the line, for what is no record, or an annotation that does not fit its text."""
    lines = decode(read_bytes(path), path).split("\n")
    if tasks_of_prodigy(lines):
        return read_prodigy(path, losses)
    return [_article(line, path, number, losses) for number, line in enumerate(lines, 1) if line.strip()]


def tasks_of_prodigy(lines: Iterable[str]) -> bool:
    """Whether the first line is a task of Prodigy: its files end in .jsonl, too."""
    first = next((line for line in lines if line.strip()), "")
    try:
        return is_task(json.loads(first))
    except (ValueError, RecursionError):
        return False


def _article(line: str, path: Path, number: int, losses: list[Loss]) -> Article:
    try:
        row = json.loads(line)
        id, text, entities, links = str(row.get("id") or f"{path.stem}-{number}"), row["text"], row.get("entities", []), row.get("links", [])
        spans = [Span(str(one["id"]), one["label"], int(one["start"]), int(one["end"])) for one in entities]
        article = Article(id, text, spans, [Link(one["label"], one["from"], one["to"]) for one in links])
        words = [one["text"] for one in entities]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AnnotationError(path, number, f"no annotated article ({error!r}); a line is an object with {', '.join(FIELDS[''])}") from None
    article = valid(article, path, number)
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
