"""Which columns of an output are written."""

from __future__ import annotations

from collections.abc import Sequence

from solieu.errors import UsageError

#: What a record holds (`records`), in its order.
RECORD = ("id", "text", "entities", "links", "facts", "officials", "decrees", "model")


def chosen(columns: Sequence[str] | None, names: Sequence[str]) -> list[str]:
    """The columns that are asked for, in that order; all where none are. Raises UsageError for one that is not among `names`, or asked for twice."""
    if columns is None:
        return list(names)
    for name in columns:
        if name not in names:
            raise UsageError(f"no column {name!r} to write; the columns are {', '.join(names)}")
    if not columns or len(set(columns)) < len(columns):
        raise UsageError(f"columns {','.join(columns)!r}: name each column once, e.g. --columns {names[0]},{names[-1]}")
    return list(columns)
