"""The views over a tagged folder, as SQL over its three tables `_articles`, `_facts` and `_errors`.

Every view begins with `id`, the article. Numbers are decimals there, days are dates, and the lists of an article are rows of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from solieu.outputs import columns

#: Digits before and behind the point that a number keeps; one with more is null.
NUMBER = "DECIMAL(38, 10)"
NUMBERS = ("value", "value_high", "of")
DAYS = ("period_start", "period_end", "date")

#: The column of the articles that a view needs besides `id`.
NEEDS = {"articles": None, "entities": "entities", "links": "links", "officials": "officials", "decrees": "decrees"}
NAMES = (*NEEDS, "facts", "errors", "provinces")


def views(there: Collection[str]) -> Iterator[tuple[str, str]]:
    """Name and SELECT of each view that can be made of articles with these columns."""
    yield "articles", "SELECT * FROM _articles"
    yield "facts", f"SELECT {_listed(columns.FACTS)} FROM _facts"
    yield "errors", "SELECT * FROM _errors"
    if "id" not in there:
        return
    if "entities" in there:
        yield "entities", f"SELECT id, e.id AS entity, {_listed(columns.ENTITY, 'e', skip=('id',))} FROM {_rows('entities', 'e')}"
    if "links" in there:
        yield "links", f"SELECT id, {_listed(columns.LINK, 'l')} FROM {_rows('links', 'l')}"
    if "decrees" in there:
        yield "decrees", f"SELECT id, {_listed(columns.DECREE, 'd')} FROM {_rows('decrees', 'd')}"
    if "officials" in there:
        each = "unnest(CASE WHEN len(o.positions) > 0 THEN o.positions ELSE [NULL] END) AS p"  # a person without office has a row, too
        offices = f"(SELECT id, o.name AS name, {each} FROM {_rows('officials', 'o')})"
        yield "officials", f"SELECT id, name, {_listed(columns.OFFICE, 'p')} FROM {offices}"


def _rows(column: str, alias: str) -> str:
    return f"(SELECT id, unnest({column}) AS {alias} FROM _articles)"


def _listed(fields: Any, alias: str | None = None, skip: Sequence[str] = ()) -> str:
    """The fields of a schema or struct, texts of numbers and days as what they are."""
    return ", ".join(f"{_cast(alias, field)} AS {_quoted(field.name)}" for field in fields if field.name not in skip)


def _cast(alias: str | None, field: Any) -> str:
    source = _quoted(field.name) if alias is None else f"{alias}.{_quoted(field.name)}"
    if str(field.type) != "string":
        return source
    if field.name in NUMBERS:
        return f"TRY_CAST({source} AS {NUMBER})"
    return f"TRY_CAST({source} AS DATE)" if field.name in DAYS else source


def _quoted(name: str) -> str:
    return f'"{name}"'  # `from`, `to` and `end` are words of SQL
