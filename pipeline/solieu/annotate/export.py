"""Articles for an annotation tool, with the model's predictions to correct or, for annotated ones, with the annotation that they have."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from solieu.annotate.brat_tool import brat_settings
from solieu.corpus.convert import FORMS, Files, read_path, write_new
from solieu.corpus.labelstudio import NAMES, Names, config, data, format_tasks, result
from solieu.corpus.loss import Loss
from solieu.corpus.prodigy import format_prodigy
from solieu.docs import to_article
from solieu.engine import local
from solieu.engine.local import Tagged
from solieu.errors import InputError, UsageError
from solieu.inputs import expect_paths, read_sources
from solieu.model import DEFAULT_MODEL, load
from solieu.progress import progress
from solieu.records import DIGITS
from solieu.schema import Article
from solieu.text import safe_name


@dataclass(frozen=True, slots=True)
class Guess:
    """What a model says of an article, with its scores in the order of its spans and links."""

    article: Article
    scores: Sequence[float] = ()
    link_scores: Sequence[float] = ()
    model: str = ""


@dataclass(slots=True)
class Exported:
    """How many articles were written, what could not be carried over, and which articles could not be read."""

    number: int
    losses: list[Loss] = field(default_factory=list)
    failed: list[InputError] = field(default_factory=list)


def export(paths: Sequence[str], to: str, out: Path, model: str | Path | None = None, *, gold: bool = False, overwrite: bool = False) -> Exported:
    """Write the articles of `paths` for an annotation tool into the folder `out`, with a model's predictions.

    With `gold` the paths hold annotated articles, of any form that `solieu corpus convert` reads, and their annotation goes instead.
    Raises UsageError for an unknown tool or files in the way; nothing is written then.
    """
    if to not in TOOLS:
        raise UsageError(f"unknown tool {to!r}; the tools are {', '.join(TOOLS)}")
    done = Exported(0)
    if gold:
        articles = [article for path in paths for _, article in read_path(Path(path), "", done.losses)]
        files = TOOLS[to](_unique(articles), None)
    else:
        guesses = list(_guesses(paths, model, done.failed))
        articles = [guess.article for guess in guesses]
        files = TOOLS[to](articles, guesses)
    if articles:
        write_new(files, out, overwrite=overwrite)
    done.number = len(articles)
    return done


def _unique(articles: Iterable[Article]) -> list[Article]:
    found: dict[str, Article] = {}
    for article in articles:
        if article.id in found:
            raise UsageError(f"two articles are named {article.id!r}; rename one of them, or give the folder above both")
        found[article.id] = article
    return list(found.values())


def _guesses(paths: Sequence[str], model: str | Path | None, failed: list[InputError]) -> Iterator[Guess]:
    nlp = load(model or DEFAULT_MODEL)
    for tagged in local.tag(nlp, progress(read_sources(expect_paths(paths)), "articles")):
        if isinstance(tagged, Tagged):
            yield guess(tagged)
        else:
            failed.append(tagged)


def guess(tagged: Tagged) -> Guess:
    """What the pipeline says of an article."""
    doc, article = tagged.doc, to_article(tagged.doc)
    scores = [round(score, DIGITS) for score in doc._.span_scores or [1.0] * len(article.spans)]
    link_scores = [round(score, DIGITS) for score in doc._.link_scores or [1.0] * len(article.links)]
    return Guess(article, scores, link_scores, doc.user_data["model"])


def prediction(guess: Guess, names: Names = NAMES) -> dict[str, Any]:
    """A guess as a prediction of Label Studio; its score is that of what is least sure, so that tasks can be put in that order."""
    regions = result(guess.article, guess.scores, guess.link_scores, names)
    return {"model_version": guess.model, "score": min([*guess.scores, *guess.link_scores], default=0.0), "result": regions}


def _labelstudio(articles: Sequence[Article], guesses: Sequence[Guess] | None) -> Files:
    if guesses is None:
        tasks = FORMS["labelstudio"].pack("tasks", list(articles), [])["tasks.json"]
    else:
        tasks = format_tasks({**data(guess.article), "predictions": [prediction(guess)]} for guess in guesses)
    return {"tasks.json": tasks, "config.xml": config().encode()}


def _brat(articles: Sequence[Article], _: Sequence[Guess] | None) -> Files:
    for article in articles:
        article.id = safe_name(article.id)
    return FORMS["brat"].pack("", list(articles), []) | brat_settings()


def _prodigy(articles: Sequence[Article], guesses: Sequence[Guess] | None) -> Files:
    """Tasks; a model's are named for it, and say how sure it is of each span and link."""
    lines = format_prodigy(articles, [])
    if guesses is not None:
        lines = b"".join(_scored(json.loads(line), guess) for line, guess in zip(lines.splitlines(), guesses, strict=True))
    return {"tasks.jsonl": lines}


def _scored(task: dict[str, Any], guess: Guess) -> bytes:
    for items, scores in ((task["spans"], guess.scores), (task["relations"], guess.link_scores)):
        for item, score in zip(items, scores, strict=True):
            item["score"] = score
    task["meta"]["model"] = guess.model
    return (json.dumps(task, ensure_ascii=False) + "\n").encode()


#: Name of a tool -> its files for articles, with a model's guesses of them or (None) the annotation that they have.
TOOLS: Mapping[str, Callable[[Sequence[Article], Sequence[Guess] | None], Files]] = {"labelstudio": _labelstudio, "brat": _brat, "prodigy": _prodigy}
