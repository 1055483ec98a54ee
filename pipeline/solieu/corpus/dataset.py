"""A corpus as Hugging Face `datasets`: a row an article, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from datasets import Dataset, DatasetDict, Features, Value

from solieu.corpus.brat import read_folder
from solieu.corpus.split import PARTS
from solieu.errors import UsageError
from solieu.schema import Article, Link, Span

TEXT, OFFSET = Value("string"), Value("int32")
#: The columns; offsets are Unicode code points into `text`, end exclusive.
FEATURES = Features(
    {
        "id": TEXT,
        "text": TEXT,
        "spans": [{"id": TEXT, "label": TEXT, "start": OFFSET, "end": OFFSET, "text": TEXT}],
        "links": [{"label": TEXT, "source": TEXT, "target": TEXT}],
    }
)


def load(folder: str | Path) -> DatasetDict:
    """The parts `train`, `dev` and `test` of a corpus folder, those that are there. Raises UsageError where none is."""
    folder = Path(folder)
    parts = {part: list(read_folder(folder / part)) for part in PARTS}
    found = {part: to_dataset(articles) for part, articles in parts.items() if articles}
    if not found:
        raise UsageError(f"{folder} has no annotated articles in {', '.join(f'{part}/' for part in PARTS)}; give the folder that holds them")
    return DatasetDict(found)


def to_dataset(articles: Iterable[Article]) -> Dataset:
    """Articles as a dataset in memory."""
    return Dataset.from_list([_row(article) for article in articles], features=FEATURES)


def _row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "text": article.text,
        "spans": [{**span._asdict(), "text": article.surface(span)} for span in article.spans],
        "links": [link._asdict() for link in article.links],
    }


def to_articles(rows: Iterable[dict[str, Any]]) -> Iterator[Article]:
    """The articles of a dataset, or of other rows with its columns."""
    for row in rows:
        spans = [Span(one["id"], one["label"], one["start"], one["end"]) for one in row["spans"]]
        yield Article(row["id"], row["text"], spans, [Link(**one) for one in row["links"]])
