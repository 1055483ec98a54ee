"""Annotated articles as Label Studio tasks: a JSON list to import, and what Label Studio exports.

Labels and relations have our names; `config()` gives the labelling configuration that goes with them.
Offsets are code points there, too (label-studio pull request 1559); one that counts otherwise is found out by its words (`solieu.corpus.offsets`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from solieu.corpus.loss import Loss
from solieu.corpus.offsets import OURS, Said, settle
from solieu.corpus.valid import valid
from solieu.errors import AnnotationError
from solieu.schema import COLOURS, LABELS, LINKS, Article, Link, Span
from solieu.text import decode, read_bytes


class Names(NamedTuple):
    """What a labelling configuration calls its parts: the tag of the labels, that of the text, and the field of a task that holds the text."""

    labels: str = "label"
    text: str = "text"
    field: str = "text"


NAMES = Names()
#: How a note begins that says what two annotators do not agree on; it is for the third who settles it, and no part of the annotation.
OPEN_NOTE = "to settle: "


def config() -> str:
    """The labelling configuration of a Label Studio project for our labels and links."""
    labels = [f'    <Label value="{label}" background="{COLOURS[label]}" hotkey="{key}"/>' for key, label in enumerate(LABELS, 1)]
    lines = [
        "<View>",
        '  <Header value="$id" size="5"/>',
        "  <Relations>",
        *(f'    <Relation value="{link}"/>' for link in LINKS),
        "  </Relations>",
        f'  <Labels name="{NAMES.labels}" toName="{NAMES.text}">',
        *labels,
        "  </Labels>",
        f'  <Text name="{NAMES.text}" value="${NAMES.field}" valueType="text"/>',
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def format_labelstudio(articles: Iterable[Article], _: list[Loss]) -> bytes:
    """A JSON list of tasks; nothing is lost."""
    return format_tasks({**data(article), "annotations": [{"result": result(article)}]} for article in articles)


def format_tasks(tasks: Iterable[Mapping[str, Any]]) -> bytes:
    """Tasks as a file that Label Studio imports."""
    return (json.dumps(list(tasks), ensure_ascii=False, indent=1) + "\n").encode()


def data(article: Article) -> dict[str, Any]:
    """A task without annotation."""
    return {"data": {"id": article.id, "text": article.text}}


def result(
    article: Article, scores: Sequence[float] | None = None, link_scores: Sequence[float] | None = None, names: Names = NAMES
) -> list[dict[str, Any]]:
    """The spans and links of an article as regions and relations, with their scores where they are known."""
    regions: list[dict[str, Any]] = [
        {
            "id": span.id,
            "from_name": names.labels,
            "to_name": names.text,
            "type": "labels",
            "value": {"start": span.start, "end": span.end, "text": article.surface(span), "labels": [span.label]},
        }
        for span in article.spans
    ]
    relations: list[dict[str, Any]] = [
        {"type": "relation", "from_id": link.source, "to_id": link.target, "direction": "right", "labels": [link.label]} for link in article.links
    ]
    for items, known in ((regions, scores), (relations, link_scores)):
        if known:
            for item, score in zip(items, known, strict=True):
                item["score"] = score
    return [*regions, *relations]


def read_tasks(path: Path) -> list[dict[str, Any]]:
    """The tasks of a file. Raises AnnotationError where it is no list of them."""
    try:
        tasks = json.loads(decode(read_bytes(path), path))
        if not isinstance(tasks, list):
            raise TypeError("no list")
        for task in tasks:
            task["data"].get("id")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AnnotationError(path, None, f"no list of Label Studio tasks ({error!r}); export it as JSON, not JSON-MIN") from None
    return tasks


def read_labelstudio(path: Path, losses: list[Loss]) -> list[Article]:
    """The articles of a list of tasks, each with its first annotation. Raises AnnotationError for what is none or does not fit its text."""
    return [_article(task, f"{path.stem}-{number}", path, losses) for number, task in enumerate(read_tasks(path), 1)]


def _article(task: Mapping[str, Any], name: str, path: Path, losses: list[Loss]) -> Article:
    id, text = task_text(task, name, path)
    done = [one for one in task.get("annotations") or [] if not one.get("was_cancelled")]
    others = len(task.get("annotations") or []) - min(1, len(done))
    for what, number in (("annotations", others), ("predictions", len(task.get("predictions") or []))):
        if number:
            losses.append(Loss(id, f"{number} {what} of the task; the first annotation alone is read"))
    return parse_result(Article(id, text), done[0].get("result") if done else [], path, losses)


def task_text(task: Mapping[str, Any], name: str, path: Path) -> tuple[str, str]:
    """The id of a task's article (`name` where it has none) and its text. Raises AnnotationError for a task without text."""
    found = task["data"].get(NAMES.field)
    if not isinstance(found, str):
        fields = ", ".join(map(repr, task["data"])) or "nothing"
        raise AnnotationError(path, None, f"{name}: its data has {fields}, no {NAMES.field!r} with the article; export tasks made by solieu")
    return str(task["data"].get("id") or name), found


def parse_result(article: Article, result: Any, path: Path, losses: list[Loss]) -> Article:
    """The article with the regions and relations of an annotation or prediction. Raises AnnotationError for whatever does not fit its text.

    What is mended is added to `losses`: offsets in other units, a relation that points the wrong way round.
    """
    try:
        regions = [item for item in result if item["type"] == "labels"]
        article.spans = _spans(article, regions, path, losses)
        spans = {span.id: span for span in article.spans}
        for item in result:
            if item["type"] == "relation":
                article.links += _links(item, spans, article.id, losses)
            elif item["type"] != "labels":
                losses.append(Loss(article.id, f"a result of the type {item['type']!r}"))
            losses += [Loss(article.id, f"a note: {note}") for note in _notes(item)]
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise AnnotationError(path, None, f"{article.id}: no annotation of Label Studio ({error!r}); export it as JSON, not JSON-MIN") from None
    return valid(article, path)


def _notes(item: Mapping[str, Any]) -> list[str]:
    notes = (item.get("meta") or {}).get("text") or []
    return [str(note) for note in ([notes] if isinstance(notes, str) else notes) if not str(note).startswith(OPEN_NOTE)]


def _spans(article: Article, regions: Sequence[Mapping[str, Any]], path: Path, losses: list[Loss]) -> list[Span]:
    for item in regions:
        if len(item["value"]["labels"]) != 1:
            raise AnnotationError(path, None, f"{article.id}: the region {item['id']} has the labels {item['value']['labels']}; give it one")
    said = [Said(item["id"], item["value"]["start"], item["value"]["end"], item["value"].get("text")) for item in regions]
    settled = settle(article.text, said)
    if settled is None:
        raise AnnotationError(path, None, f"{article.id}: {'; '.join(_misfits(article.text, said))}")
    count, places = settled
    if count != OURS:
        losses.append(Loss(article.id, f"the offsets in {count}; they are code points now"))
    return [Span(item["id"], item["value"]["labels"][0], *place) for item, place in zip(regions, places, strict=True)]


def _misfits(text: str, said: Iterable[Said]) -> list[str]:
    """Each region that does not fit on its own."""
    wrong = [one for one in said if settle(text, [one]) is None]
    found = [f"{one.id} says {one.words!r}, the text has {text[max(0, one.start) : one.end]!r} at {one.start}-{one.end}" for one in wrong]
    return found or ["no way to count fits the offsets of all its regions"]


def _links(item: Mapping[str, Any], spans: Mapping[str, Span], id: str, losses: list[Loss]) -> list[Link]:
    """A relation may have several labels, and an arrow may be drawn from either end: the labels of its ends say which way it goes."""
    source, target = item["from_id"], item["to_id"]
    if item.get("direction") == "left":
        source, target = target, source
    if not item.get("labels"):
        losses.append(Loss(id, f"a relation of {source} and {target} without a label"))
    links = []
    for label in item.get("labels") or []:
        ends = tuple(spans[end].label if end in spans else None for end in (source, target))
        if label in LINKS and ends == LINKS[label][::-1] != LINKS[label]:
            if item.get("direction") != "bi":
                losses.append(Loss(id, f"the direction of {label}, drawn from {ends[0]} to {ends[1]}; it is turned round"))
            links.append(Link(label, target, source))
        else:
            links.append(Link(label, source, target))
    return links
