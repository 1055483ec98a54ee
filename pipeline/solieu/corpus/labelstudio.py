"""Annotated articles as Label Studio tasks: a JSON list to import, and what Label Studio exports.

Labels and relations have our names. The labelling configuration that goes with them has `<Labels name="label" toName="text">`,
`<Relations>` and `<Text name="text" value="$text"/>`; `config()` gives it whole. Offsets are code points there, too (label-studio pull request 1559).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from solieu.corpus.loss import Loss
from solieu.corpus.valid import valid
from solieu.errors import AnnotationError
from solieu.schema import LABELS, LINKS, Article, Link, Span
from solieu.text import decode, read_bytes

NAMES = {"from_name": "label", "to_name": "text"}


def config() -> str:
    """The labelling configuration of a Label Studio project for our labels and links."""
    relations = "".join(f'<Relation value="{link}"/>' for link in LINKS)
    labels = "".join(f'<Label value="{label}"/>' for label in LABELS)
    parts = f'<Relations>{relations}</Relations><Labels name="label" toName="text">{labels}</Labels><Text name="text" value="$text"/>'
    return f"<View>{parts}</View>\n"


def format_labelstudio(articles: Iterable[Article], _: list[Loss]) -> bytes:
    """A JSON list of tasks; nothing is lost."""
    return (json.dumps([_task(article) for article in articles], ensure_ascii=False, indent=1) + "\n").encode()


def _task(article: Article) -> dict[str, Any]:
    regions = [
        {
            "id": span.id,
            **NAMES,
            "type": "labels",
            "value": {"start": span.start, "end": span.end, "text": article.surface(span), "labels": [span.label]},
        }
        for span in article.spans
    ]
    relations = [
        {"type": "relation", "from_id": link.source, "to_id": link.target, "direction": "right", "labels": [link.label]} for link in article.links
    ]
    return {"data": {"id": article.id, "text": article.text}, "annotations": [{"result": [*regions, *relations]}]}


def read_labelstudio(path: Path, losses: list[Loss]) -> list[Article]:
    """The articles of a list of tasks, each with its first annotation. Raises AnnotationError for what is none or does not fit its text."""
    try:
        tasks = json.loads(decode(read_bytes(path), path))
        return [valid(_article(task, f"{path.stem}-{number}", path, losses), path) for number, task in enumerate(tasks, 1)]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise AnnotationError(path, None, f"no list of Label Studio tasks ({error!r}); export it as JSON, not JSON-MIN") from None


def _article(task: dict[str, Any], name: str, path: Path, losses: list[Loss]) -> Article:
    article = Article(str(task["data"].get("id") or name), task["data"]["text"])
    done = [one for one in task.get("annotations", []) if not one.get("was_cancelled")]
    for what, number in (("annotations", len(task.get("annotations", [])) - min(1, len(done))), ("predictions", len(task.get("predictions") or []))):
        if number:
            losses.append(Loss(article.id, f"{number} {what} of the task; the first annotation alone is read"))
    for item in done[0]["result"] if done else []:
        if item["type"] == "labels":
            _add_span(item, article, path)
        elif item["type"] == "relation":
            _add_link(item, article, losses)
        else:
            losses.append(Loss(article.id, f"a result of the type {item['type']!r}"))
    return article


def _add_span(item: dict[str, Any], article: Article, path: Path) -> None:
    value = item["value"]
    if len(value["labels"]) != 1:
        raise AnnotationError(path, None, f"{article.id}: the region {item['id']} has the labels {value['labels']}; give it one")
    span = Span(item["id"], value["labels"][0], value["start"], value["end"])
    there = article.surface(span)
    # Label Studio writes line breaks within a region in several ways; the words must be the same.
    if "text" in value and "".join(there.split()) != "".join(value["text"].replace("\\n", " ").split()):
        raise AnnotationError(path, None, f"{article.id}: {span.id} says {value['text']!r}, the text has {there!r} at {span.start}-{span.end}")
    article.spans.append(span)


def _add_link(item: dict[str, Any], article: Article, losses: list[Loss]) -> None:
    source, target = item["from_id"], item["to_id"]
    if item.get("direction") == "left":
        source, target = target, source
    labels = item.get("labels") or []
    if not labels:
        losses.append(Loss(article.id, f"a relation of {source} and {target} without a label"))
    article.links += [Link(label, source, target) for label in labels]
