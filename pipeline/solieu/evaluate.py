"""How accurate a model is on annotated articles: what `solieu evaluate` does, for Python users too."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from solieu.corpus.brat import read_folder
from solieu.docs import to_article
from solieu.errors import UsageError
from solieu.model import load
from solieu.schema import Article
from solieu.scoring import Table, score

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Report:
    """Counts by (mode, label), and how fast the whole pipeline was (words of the tokenizer a second, one core)."""

    table: Table
    articles: int
    words_per_second: float


def predictions(nlp: Language, articles: Iterable[Article]) -> Iterator[tuple[Article, Article, int]]:
    """Each article with what the model makes of its text, and its number of words."""
    for article in articles:
        doc = nlp(article.text)
        doc._.name = article.id
        yield article, to_article(doc), len(doc)


def evaluate(model: str | Path, corpus: str | Path) -> Report:
    """Tag the articles of a corpus folder and score them against their annotation."""
    articles = list(read_folder(corpus))
    if not articles:
        raise UsageError(f"{corpus}: no annotated articles here (NAME.txt with NAME.ann)")
    nlp = load(model)
    nlp("Khởi động.")  # load what is loaded late, so that it is not timed
    begun = time.perf_counter()
    done = list(predictions(nlp, articles))
    seconds = time.perf_counter() - begun
    return Report(score((gold, predicted) for gold, predicted, _ in done), len(done), sum(words for *_, words in done) / seconds)
