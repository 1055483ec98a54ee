"""Which full citation a short one repeats: "Quyết định số 118" after "Quyết định số 118/QĐ-UBND ngày 04-3-2022"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from solieu.decrees.parse import Decree
from solieu.folding import fold

_THIS = re.compile(r"(?:này|nói trên|nêu trên|trên)$")
_NAME = re.compile(
    r"^(?:bộ luật|luật|pháp lệnh|hiến pháp|công ước|hiệp định|nghị định thư|hiệp ước|nghị quyết|kết luận)\b\s*"
    r"|[\s,]*(?:năm\s*)?(?:19|20)\d\d$|\s+số\s.*$",
    re.IGNORECASE,
)


class _Key(NamedTuple):
    """What makes two full citations one document, as far as both say it."""

    kind: str | None
    number: str
    year: int | None
    symbol: str | None


def _number(decree: Decree) -> str | None:
    """ "05" and "5" are one number."""
    return decree.number.lstrip("0").lower() or "0" if decree.number else None


def _name(decree: Decree) -> str:
    """The name of an unnumbered document without its kind and year, in lower case."""
    return _NAME.sub("", _NAME.sub("", fold(" ".join(decree.text.split())).text)).lower()


def is_full(decree: Decree) -> bool:
    """Whether a citation identifies its document alone: a number with a symbol or a date, or a name with its year."""
    if decree.number is not None:
        return decree.symbol is not None or decree.date is not None
    return decree.year is not None


def _same(left: _Key, right: _Key) -> bool:
    """Whether two full citations of one number may be one document: nothing that both say differs."""
    return all(a is None or b is None or a == b for a, b in zip(left, right, strict=True))


class _Seen:
    """The full citations so far, one entry a document: the index of its first citation."""

    def __init__(self) -> None:
        self._numbered: dict[str, list[tuple[int, _Key]]] = defaultdict(list)
        self._named: dict[tuple[str | None, str], dict[int | None, int]] = defaultdict(dict)
        self._kinds: dict[str | None, list[int]] = defaultdict(list)

    def add(self, index: int, decree: Decree) -> None:
        number = _number(decree)
        if number is None:
            known = self._named[decree.kind, _name(decree)]
            if decree.year in known:
                return
            known[decree.year] = index
        else:
            key = _Key(decree.kind, number, decree.year, _symbol(decree))
            if any(_same(key, other) for _, other in self._numbered[number][:_MANY]):
                return
            self._numbered[number].append((index, key))
        self._kinds[decree.kind].append(index)

    def repeated_by(self, decree: Decree) -> int | None:
        """The one document that a short citation fits; None where none does, or several."""
        number = _number(decree)
        if number is not None:
            wanted = _Key(decree.kind, number, decree.year, None)
            fits = [index for index, key in self._numbered[number][:_MANY] if _same(wanted, key)]
        elif _THIS.search(decree.text.strip()) and decree.kind is not None:
            fits = self._kinds[decree.kind][:2]
        else:
            name = _name(decree)
            fits = list(self._named[decree.kind, name].values())[:2] if name else []
        return fits[0] if len(fits) == 1 else None


#: No article cites more documents of one number; keeps hostile input linear.
_MANY = 64


def _symbol(decree: Decree) -> str | None:
    return decree.symbol.upper().replace("Ð", "Đ").replace("&", "") if decree.symbol else None


def resolve(decrees: Sequence[Decree]) -> list[int | None]:
    """For each citation, in the order of the article, the index of the earlier full one that it repeats.

    None where it is full itself, and where no earlier document or more than one fits.
    """
    seen = _Seen()
    found: list[int | None] = []
    for index, decree in enumerate(decrees):
        this = _THIS.search(decree.text.strip()) is not None
        if is_full(decree) and not this:
            found.append(None)
            seen.add(index, decree)
        else:
            found.append(seen.repeated_by(decree))
    return found


def identities(decrees: Sequence[Decree], resolved: Sequence[int | None]) -> list[int]:
    """For each citation the index of the first one of the same document: what it repeats, short or full, as far as both say the same."""
    known: dict[tuple[str | None, str], list[tuple[int, _Key]]] = defaultdict(list)
    found: list[int] = []
    for index, (decree, repeats) in enumerate(zip(decrees, resolved, strict=True)):
        if repeats is not None:
            found.append(found[repeats])
            continue
        name = _number(decree) or _name(decree)
        key, others = _Key(decree.kind, name, decree.year, _symbol(decree)), known[decree.kind, name]
        fits = [first for first, other in others[:_MANY] if _same(key, other)]
        found.append(fits[0] if len(fits) == 1 else index)
        if not fits:
            others.append((index, key))
    return found
