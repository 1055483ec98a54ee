"""Worked examples: a file of SQL each, whose first lines say what it answers."""

from __future__ import annotations

from importlib.resources import files

from solieu.errors import UsageError

EXAMPLES = ("jobs", "targets", "officials", "decrees", "contradictions")


def example(name: str) -> str:
    """The SQL of an example. Raises UsageError where there is none of that name."""
    if name not in EXAMPLES:
        raise UsageError(f"no example {name!r}; there are {', '.join(EXAMPLES)}")
    return files(__name__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
