"""What people made of articles, as annotation tools export it: one version for each annotator of an article, with who made it, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from solieu.corpus.labelstudio import parse_result, read_tasks, task_text
from solieu.corpus.loss import Loss
from solieu.corpus.prodigy import ACCEPT, parse_task, read_rows, task_id
from solieu.errors import AnnotationError, UsageError
from solieu.schema import Article

#: Who made an annotation that does not say so.
UNKNOWN = "unknown"


@dataclass(slots=True)
class Version:
    """An article as one person annotated it; `article` is None where that does not fit, and `problem` says why."""

    id: str
    article: Article | None
    annotator: str = UNKNOWN
    #: When it was finished, ISO 8601, and how many seconds it took, where the export says so.
    completed: str = ""
    seconds: str = ""
    problem: str = ""
    #: What was mended or left behind.
    notes: list[str] = field(default_factory=list)


def read_versions(path: Path, names: Mapping[str, str] | None = None) -> Iterator[Version]:
    """All versions of an export: `.json` of Label Studio, `.jsonl` of Prodigy. `names` calls an annotator otherwise than the export does.

    Raises AnnotationError where the file is no export, UsageError for another kind of file.
    """
    names = names or {}
    if path.suffix not in (".json", ".jsonl"):
        raise UsageError(f"{path}: unknown kind of export; give the .json of Label Studio or the .jsonl of Prodigy")
    read = _read_labelstudio if path.suffix == ".json" else _read_prodigy
    for version in read(path):
        version.annotator = names.get(version.annotator, version.annotator)
        yield version


def _read_labelstudio(path: Path) -> Iterator[Version]:
    for number, task in enumerate(read_tasks(path), 1):
        name = f"{path.stem}-{number}"
        try:
            id, text = task_text(task, name, path)
        except AnnotationError as error:
            yield Version(name, None, problem=error.problem)
            continue
        done = [one for one in task.get("annotations") or [] if isinstance(one, Mapping)]
        skipped = [one for one in done if one.get("was_cancelled")]
        notes = [f"skipped by {_who(one)}" for one in skipped] + ([] if done else ["not annotated yet"])
        if len(skipped) == len(done):
            yield Version(id, None, notes=notes)
        for one in done:
            if not one.get("was_cancelled"):
                yield _version(Article(id, text), one, path, notes)
                notes = []


def _version(article: Article, annotation: Mapping[str, Any], path: Path, notes: list[str]) -> Version:
    seconds = annotation.get("lead_time")
    completed = str(annotation.get("updated_at") or annotation.get("created_at") or "")
    version = Version(article.id, None, _who(annotation), completed, "" if seconds is None else str(seconds), notes=[*notes])
    losses: list[Loss] = []
    try:
        version.article = parse_result(article, annotation.get("result"), path, losses)
    except AnnotationError as error:
        version.problem = error.problem
    version.notes += [loss.what for loss in losses]
    return version


def _who(annotation: Mapping[str, Any]) -> str:
    """The address or the number of the annotator."""
    who = annotation.get("completed_by")
    if isinstance(who, Mapping):
        who = who.get("email") or who.get("id")
    return UNKNOWN if who is None else str(who)


def _read_prodigy(path: Path) -> Iterator[Version]:
    for number, task in read_rows(path):
        who = str(task.get("_annotator_id") or task.get("_session_id") or UNKNOWN)
        version = Version(task_id(task, path, number), None, who, _time(task.get("_timestamp")))
        if task.get("answer", ACCEPT) != ACCEPT:
            version.notes.append(f"answered {task['answer']!r} by {who}")
        else:
            losses: list[Loss] = []
            try:
                version.article = parse_task(task, path, number, losses)
            except AnnotationError as error:
                version.problem = error.problem
        yield version


def _time(seconds: Any) -> str:
    try:
        return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (TypeError, ValueError, OverflowError, OSError):
        return ""
