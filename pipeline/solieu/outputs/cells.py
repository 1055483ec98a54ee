"""Cells of a table that a spreadsheet may open."""

from __future__ import annotations

import re

#: A spreadsheet takes a cell that begins so for a formula; words of an article get an apostrophe before it.
FORMULA = re.compile(r"[=+\-@\t\r]")
#: Columns of our own making, whose cells are safe as they are.
OWN = frozenset({"comparator", "value", "value_high", "of"})


def cell(column: str, value: object) -> object:
    """A value as it can stand in a cell of this column."""
    return f"'{value}" if isinstance(value, str) and column not in OWN and FORMULA.match(value) else value
