"""The citations of an article together: what each one says, which it repeats, and where a document is only pointed at (`Nghị quyết này`).

    "các [Nghị quyết 11], [12] và [45]"                              12 and 45 are resolutions, too
    "[Nghị quyết số 8/NQ-HĐND] ... [Nghị quyết số 8] ... Nghị quyết này"    both are the first one

`Nghị quyết này` is no DECREE by the annotation guidelines, for it cites nothing; it is told with the document that it stands for, where the article
has cited but one of its kind before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from solieu.decrees.grammar import B, all_kinds, cased, documents
from solieu.decrees.parse import Decree, parse_decree
from solieu.decrees.resolve import identities, resolve
from solieu.folding import fold

#: What may stand between the numbers of a list that shares its kind: "11, 12 và 45".
_LISTED = re.compile(r"\s*(?:,|;|,?\s*và)\s*")

#: No such list has more between two numbers.
LONGEST_JOIN = 16
#: "các Luật này" are more than one.
_SEVERAL = re.compile(r"(?:các|những|mọi|hai|ba|bốn|năm|\d)[ ]{1,2}$", re.IGNORECASE)
#: Kinds that a name identifies; nouns, whatever their case.
NAMED = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Công ước", "Hiệp định")


class Citation(NamedTuple):
    """A cited document and where it is cited. `resolved`: the place in the list of the earlier citation that a short one repeats.
    `mentions`: start and end of each `Nghị quyết này` that stands for it, given with the first citation of a document only."""

    start: int
    end: int
    decree: Decree
    resolved: int | None = None
    mentions: tuple[tuple[int, int], ...] = ()


def citations(text: str, spans: Sequence[tuple[int, int]]) -> list[Citation]:
    """Each citation of an article, read. `spans`: start and end of each DECREE, in text order, as `find_decrees` or a tagger gives them."""
    if not spans:
        return []
    decrees = _with_kinds(text, spans)
    resolved = resolve(decrees)
    first = identities(decrees, resolved)
    pointed: dict[int, list[tuple[int, int]]] = {}
    before: dict[str | None, set[int]] = defaultdict(set)
    at = 0
    for start, end, kind in _pointers(text, spans):
        while at < len(spans) and spans[at][0] < start:
            before[decrees[at].kind].add(first[at])
            at += 1
        if len(before[kind]) == 1:
            (only,) = before[kind]
            pointed.setdefault(only, []).append((start, end))
    return [Citation(*span, decrees[at], resolved[at], tuple(pointed.get(at, ()))) for at, span in enumerate(spans)]


def _with_kinds(text: str, spans: Sequence[tuple[int, int]]) -> list[Decree]:
    """The decrees; a bare number in a list has the kind, the issuer and the side of the one before it."""
    decrees: list[Decree] = []
    for at, (start, end) in enumerate(spans):
        decree = parse_decree(text[start:end])
        if decree.kind is None and decree.number and not decree.symbol and decrees and _listed(text, spans[at - 1][1], start):
            before = decrees[-1]
            decree = replace(decree, kind=before.kind, issuer=before.issuer, party=before.party)
        decrees.append(decree)
    return decrees


#: "Nghị quyết trên": also where one stands on top of another ("Nghị quyết trên giấy"), so only before these or at the end of a clause.
_ABOVE = r"(?=[ ]{0,2}(?:[.,;:)]|$)|[ ]{1,3}(?:là|được|đã|có|quy|nêu|của|cũng|sẽ|do|thì|còn|và)(?!\w))"


def _listed(text: str, start: int, end: int) -> bool:
    return end - start <= LONGEST_JOIN and _LISTED.fullmatch(fold(text[start:end]).text) is not None


@cache
def _pointer() -> re.Pattern[str]:
    """ "Nghị quyết này", "luật trên", "Quyết định nói trên"; what may be a verb (`quyết định này`) or a thing only with a capital."""
    citing = documents()["citing"]
    nouns = cased([*citing["noun"], *NAMED])
    others = cased([*citing["verb"], *citing["weak"]])
    behind = rf"{B}(?:này|nói{B}trên|nêu{B}trên|kể{B}trên|vừa{B}nêu|trên{_ABOVE})(?!\w)"
    return re.compile(rf"(?<![\w-])(?:(?P<noun>{nouns})|(?=[A-ZĐ])(?P<other>{others})){behind}")


def _pointers(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of each `Nghị quyết này` that is no part of a citation."""
    folded = fold(text)
    for found in _pointer().finditer(folded.text):
        if _SEVERAL.search(folded.text, max(0, found.start() - 8), found.start()):
            continue
        start, end = folded.span(*found.span())
        at = bisect_right(spans, (start, len(text)))
        if (at and spans[at - 1][1] > start) or (at < len(spans) and spans[at][0] < end):
            continue
        yield start, end, all_kinds().get(" ".join((found["noun"] or found["other"]).lower().split()), "")
