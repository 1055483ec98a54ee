"""What a conversion cannot carry over: it is collected here and reported, never dropped in silence."""

from __future__ import annotations

from typing import NamedTuple


class Loss(NamedTuple):
    """Something of an article that the new form has no place for."""

    article: str
    what: str

    def __str__(self) -> str:
        return f"{self.article}: not carried over: {self.what}"
