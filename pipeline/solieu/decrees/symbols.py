"""What the letters behind a document's number mean: "QĐ-UBND" is a decision of a people's committee, "QĐ/TW" one of the Party's Central Committee."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from solieu.decrees.grammar import documents, issuer_key, parts, party_symbols, state_symbols
from solieu.lexicon import MOST_READ

#: Kinds that several bodies issue together.
_JOINT = frozenset({"TTLT", "NQLT", "KHLT", "KHPH", "CTPH", "CTLT", "QCPH", "HDLT", "HDLN"})


class Meaning(NamedTuple):
    """`torn`: the form says State and the body Party, or the reverse. `kinds`: what it may be; `by_absence`: a công văn, since no kind is named."""

    kinds: tuple[str, ...]
    issuer: str | None
    party: bool
    torn: bool
    by_absence: bool
    symbol: str


@lru_cache(maxsize=MOST_READ)
def symbol_means(symbol: str, sep: str, has_year: bool) -> Meaning:
    """The meaning of `symbol`, which `sep` (`/` or `-`) joins to the number, or to its year.

    The Party writes a hyphen behind the number and a slash before the body (`66-QĐ/TW`), the State the reverse (`118/QĐ-UBND`). Where a body that
    only one of the two has stands in the form of the other (`05/CT-TW`), the body decides.
    """
    words = documents()
    pieces = parts(symbol)
    head = pieces[0].upper()
    party = sep == "-" and "/" in symbol and not has_year
    bodies = pieces[1:] if head in (party_symbols() if party else state_symbols()) else pieces
    keys = [issuer_key(body) for body in bodies]
    first = keys[0] if keys else ""
    at_party = first in words["party_issuers"] and first not in words["issuers"]
    at_state = first in words["issuers"] and first not in words["party_issuers"]
    torn = (party and at_state) or (not party and at_party)
    if torn:
        party = at_party
    kinds = _kinds(head, party) if len(pieces) > len(bodies) else ()
    absent = not kinds and len(pieces) > 1 and not party and first in words["issuers"]
    return Meaning(("Công văn",) if absent else kinds, _issuer(keys, party, head in _JOINT), party, torn, absent, re.sub(r"\s", "", symbol))


def _kinds(head: str, party: bool) -> tuple[str, ...]:
    if party and head in documents()["party_ambiguous"]:
        return tuple(documents()["party_ambiguous"][head])
    kind = (party_symbols() if party else state_symbols()).get(head)
    return (kind,) if kind else ()


def _issuer(keys: list[str], party: bool, joint: bool) -> str | None:
    words = documents()
    near, far = ("party_issuers", "issuers") if party else ("issuers", "party_issuers")
    known = [words[near].get(key) or words[far].get(key) for key in keys]
    if joint:
        return ", ".join(body for body in known if body) or None
    return known[0] if known else None
