"""Which rows of the input are read: an SQL expression over their columns, evaluated by SQLite.

SQLite comes with Python and needs no types in advance, so one expression serves JSONL, Parquet and data sets alike, row by row.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from solieu.errors import InputError, UsageError

UNKNOWN = re.compile(r"no such column: (.+)")
#: What stands between single quotes; two of them are one within.
QUOTED = re.compile(r"'(?:[^']|'')*'")
#: Two runs over the same input have to choose the same rows; nothing is read but the row itself.
ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
RANDOM = frozenset({"random", "randomblob", "load_extension"})


class Where:
    """An expression such as `year >= 2020 AND province = 'Bắc Kạn'`; called with a row it says whether to read it.

    `columns` are the names that it uses. Raises UsageError where it is no SQL expression.
    """

    def __init__(self, expression: str) -> None:
        if '"' in QUOTED.sub("", expression):  # a column's name to SQL, but text to some builds of SQLite
            raise UsageError(f"--where {expression!r}: text stands in 'single quotes', a column whose name has blanks in [brackets]")
        self.expression = expression
        self._database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._database.create_function("lower", 1, _folded(str.lower), deterministic=True)  # SQLite's own knows ASCII only
        self._database.create_function("upper", 1, _folded(str.upper), deterministic=True)
        self._database.set_authorizer(_authorize)
        self.columns: tuple[str, ...] = ()
        while (name := self._unknown()) is not None:
            self.columns += (name,)
        self._query = self._select()

    def __call__(self, row: Mapping[str, Any], origin: str) -> bool:
        """Whether the row fits; a column that it lacks is null. Raises InputError for a value that the expression cannot be applied to."""
        try:
            return bool(self._database.execute(self._query, [_value(row.get(name)) for name in self.columns]).fetchone()[0])
        except sqlite3.Error as error:
            raise InputError(origin, f"--where cannot be applied to this row: {error}") from None

    def _select(self) -> str:
        # the line break ends a comment in the expression
        named = ", ".join(f'? AS "{name.replace(chr(34), chr(34) * 2)}"' for name in self.columns) or "1"
        return f"SELECT ({self.expression}\n) IS TRUE FROM (SELECT {named}) AS input"

    def _unknown(self) -> str | None:
        """A column that the expression uses and that is not among those known so far."""
        try:
            self._database.execute(f"EXPLAIN {self._select()}", [None] * len(self.columns))
        except sqlite3.Error as error:
            found = UNKNOWN.match(str(error))
            if found and (name := found[1].removeprefix("input.")) not in self.columns:
                return name
            raise UsageError(
                f"--where {self.expression!r}: {error}; it is an SQL expression over the columns of the input, "
                "e.g. --where \"year >= 2020 AND province = 'Bắc Kạn'\""
            ) from None
        return None


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    known = action in ALLOWED and (second or "").lower() not in RANDOM
    return sqlite3.SQLITE_OK if known else sqlite3.SQLITE_DENY


def _folded(change: Any) -> Any:
    return lambda value: change(value) if isinstance(value, str) else value


def _value(value: Any) -> Any:
    """A value as SQLite has it: dates as ISO text, lists and objects as JSON text."""
    if value is None or isinstance(value, str | float | bytes):
        return value
    if isinstance(value, int):
        return int(value) if abs(value) < 1 << 63 else float(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)
