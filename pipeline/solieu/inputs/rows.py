"""Rows of a table as articles: which column holds what, and which rows are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from solieu.errors import InputError
from solieu.inputs.source import Source, checked
from solieu.inputs.where import Where

TEXT, ID = "text", "id"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of an input: the columns of text and id, and the rows that an SQL expression (`inputs.where`) chooses.

    Raises UsageError for what is no expression.
    """

    text: str = TEXT
    id: str = ID
    where: str | None = None

    def __post_init__(self) -> None:
        self.chooser()

    def chooser(self) -> Where | None:
        return None if self.where is None else Where(self.where)


class Rows:
    """The rows of one file or kind of file; `name` is what an article without id is called by, with the number of its row."""

    def __init__(self, reading: Reading, name: str) -> None:
        self.reading, self.name = reading, name
        self.where = reading.chooser()
        self._never = set(self.where.columns if self.where else ())

    def columns(self, names: Collection[str], origin: object) -> list[str]:
        """Those of the columns of a file that are needed. Raises InputError where one is missing."""
        there = ", ".join(list(names)[:12])
        if self.reading.text not in names:
            raise InputError(origin, f"no column {self.reading.text!r} (its columns: {there}); name the column of the articles with --text-column")
        if self.reading.id not in names and self.reading.id != ID:
            raise InputError(origin, f"no column {self.reading.id!r} (its columns: {there}); name another with --id-column, or none")
        return [name for name in dict.fromkeys((self.reading.id, self.reading.text, *self._asked(names, origin))) if name in names]

    def _asked(self, names: Collection[str], origin: object) -> tuple[str, ...]:
        """The columns that --where uses. Raises InputError where one is not among `names`."""
        asked = self.where.columns if self.where else ()
        for name in asked:
            if name not in names:
                there = ", ".join(list(names)[:12])
                raise InputError(origin, f"no column {name!r}, which --where asks for (its columns: {there})")
        return asked

    def articles(self, number: int, row: Mapping[str, Any], origin: str) -> Iterator[Source | InputError]:
        """The article of a row, or what is wrong with it; nothing for a row that is not wanted."""
        try:
            if self._never:
                self._never.difference_update(row)
            if self.where is not None and not self.where(row, origin):
                return
            text = row.get(self.reading.text)
            if text is None:
                raise InputError(origin, f"no text in this row: {self.reading.text!r} is missing or empty")
            if not isinstance(text, str):
                raise InputError(origin, f"no text in this row: {self.reading.text!r} holds a {type(text).__name__}")
            id = row.get(self.reading.id)
            yield checked(Source(f"{self.name}-{number}" if id is None or id == "" else str(id), text, None, origin))
        except InputError as error:
            yield error

    def missed(self, origin: object) -> Iterator[InputError]:
        """After the last row: what --where asks for and no row had, most likely a slip of the pen."""
        if self._never:
            yield InputError(origin, f"no row has {', '.join(map(repr, sorted(self._never)))}, which --where asks for")

    def wanted(self, source: Source) -> bool:
        """Whether --where wants an article that is a file of its own and has no columns but `id` and `text`."""
        if self.where is None:
            return True
        self._asked((ID, TEXT), source.origin)
        return self.where({ID: source.id, TEXT: source.text}, source.origin)
