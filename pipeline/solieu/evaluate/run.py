"""Tag annotated articles with a model and measure everything: accuracy, calibration, speed, memory."""

from __future__ import annotations

import hashlib
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solieu.corpus.brat import format_ann
from solieu.corpus.read import read_corpora
from solieu.evaluate.alignment import confusion
from solieu.evaluate.calibration import Calibration, calibrations
from solieu.evaluate.errors import Error, errors
from solieu.evaluate.figures import Estimate, estimates, totals
from solieu.evaluate.outcome import Outcome, outcomes
from solieu.model import load, model_path, read_meta
from solieu.progress import progress
from solieu.schema import Article
from solieu.scoring import Table

if TYPE_CHECKING:
    from spacy.language import Language

#: Tagged before the clock starts, so that what is loaded late is not timed.
WARM_UP = "Năm 2024, toàn huyện có 12 hộ nghèo."


@dataclass(frozen=True, slots=True)
class Cost:
    """What tagging took, on one core: words of the tokenizer a second, seconds of the median article, seconds to load the model, and the most memory
    that the process has held, in megabytes (None where the system does not say).
    """

    words: int
    words_per_second: float
    seconds_per_article: float
    seconds_to_load: float
    peak_megabytes: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """How accurate a model is. `tables` holds the counts of each article by (mode, label) in the order of `names`, `table` their sums."""

    model: str
    meta: dict[str, Any]
    corpus: str
    sha256: str
    names: tuple[str, ...]
    tables: tuple[Table, ...]
    table: Table
    figures: dict[str, Estimate]
    calibrations: dict[str, Calibration]
    confusion: dict[str, dict[str, int]]
    errors: tuple[Error, ...]
    cost: Cost

    @property
    def articles(self) -> int:
        return len(self.names)

    @property
    def words_per_second(self) -> float:
        return self.cost.words_per_second


def evaluate(model: str | Path, corpus: str | Path) -> Report:
    """Tag the articles of a corpus folder and hold them against their annotation.

    Raises UsageError where the folder holds no annotated article, AnnotationError for a broken one, ModelError for a model that cannot be loaded.
    """
    articles = read_corpus(corpus)
    begun = time.perf_counter()
    nlp = load(model)
    nlp(WARM_UP)
    loaded = time.perf_counter() - begun
    return assess(nlp, articles, model=str(model), meta=read_meta(model_path(model)), corpus=str(corpus), seconds_to_load=loaded)


def read_corpus(corpus: str | Path) -> list[Article]:
    """The annotated articles of a folder or file. Raises UsageError where there are none."""
    return read_corpora([corpus])[0].articles


def assess(
    nlp: Language,
    articles: Sequence[Article],
    *,
    model: str = "",
    meta: dict[str, Any] | None = None,
    corpus: str = "",
    seconds_to_load: float = 0.0,
) -> Report:
    """Measure a pipeline that is loaded already."""
    done = list(progress(outcomes(nlp, articles), "evaluate", len(articles)))
    tables = tuple(outcome.table() for outcome in done)
    return Report(
        model=model,
        meta=meta or {},
        corpus=corpus,
        sha256=digest(articles),
        names=tuple(article.id for article in articles),
        tables=tables,
        table=totals(tables),
        figures=estimates(tables),
        calibrations=calibrations(done),
        confusion=confusion((outcome.gold.article, outcome.predicted.article) for outcome in done),
        errors=tuple(errors(done)),
        cost=_cost(done, seconds_to_load),
    )


def _cost(done: Sequence[Outcome], seconds_to_load: float) -> Cost:
    words = sum(outcome.words for outcome in done)
    times = [outcome.seconds for outcome in done]
    return Cost(words, words / max(sum(times), 1e-9), statistics.median(times), seconds_to_load, peak_megabytes())


def peak_megabytes() -> float | None:
    """The most memory that this process has held, in units of a million bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def digest(articles: Sequence[Article]) -> str:
    """SHA-256 over texts and annotation: two reports with the same one are on the same articles."""
    hashed = hashlib.sha256()
    for article in articles:
        for part in (article.id, article.text, format_ann(article)):
            hashed.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return hashed.hexdigest()
