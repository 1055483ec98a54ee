"""The Parquet columns hold all that a record holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from solieu.outputs.columns import ARTICLES, FACTS, fact_rows

if TYPE_CHECKING:
    from spacy.language import Language

CORPUS = Path(__file__).parent.parent.parent / "corpus" / "dev"


def bare(value: Any) -> Any:
    """Without nulls, and tuples as lists: how a record and a row compare."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if inner is not None}
    return [bare(inner) for inner in value] if isinstance(value, list | tuple) else value


@pytest.fixture(scope="module")
def records(nlp: Language, article: str) -> list[dict[str, Any]]:
    texts = [article, "", *(file.read_text(encoding="utf-8") for file in sorted(CORPUS.glob("*.txt"))[:8])]
    return [nlp(text)._.record for text in texts]


def test_a_row_is_the_record(records: list[dict[str, Any]]) -> None:
    rows = pa.Table.from_pylist(records, ARTICLES).to_pylist()
    assert [bare(row) for row in rows] == [bare(record) for record in records]


def test_facts_are_flat(records: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(fact_rows(records), FACTS)
    assert table.num_rows == sum(len(record["facts"]) for record in records) > 5
    names = {name for record in records for fact in record["facts"] for name in fact}
    assert set(table.column_names) == {"id", *names}
    assert {type(day) for day in table["period_start"].to_pylist()} <= {date, type(None)}


def test_the_version_goes_with_every_table() -> None:
    assert ARTICLES.metadata[b"solieu.schema"] == FACTS.metadata[b"solieu.schema"] == b"2"
