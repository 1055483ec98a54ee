"""The pieces of a citation as regular expressions over folded text (`solieu.folding`): kind, number, symbol, date.

Every repetition is bounded, so that no text takes more than linear time.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from solieu.atoms import FULL_DATE, SYMBOL, UPPER
from solieu.lexicon import lexicon

#: One to three blanks; at most two.
B = r"[ ]{1,3}"
O = r"[ ]{0,2}"  # noqa: E741 - the pair reads as in a grammar: B for a blank, O for an optional one

YEAR = r"(?:19|20)\d\d(?!\d)"

#: "118", "30a", "05"
NUMBER = r"\d{1,6}(?!\d)(?:[a-zA-Z](?!\w))?"

#: "/QĐ-UBND", "/2020/NĐ-CP", "-2017/NQ-CP", "-QĐ/TW", "/2013/QH13", "/CP", "/TTLT-BTC-BNNPTNT": what follows the number.
#: A blank may stand around the first two separators ("05 - CT/TW", "118/QĐ - UBND").
TAIL = (
    rf"(?:[ ]?(?P<ysep>[/-])[ ]?(?P<nyear>{YEAR})(?=[ ]?[/-]))?"
    rf"[ ]?(?P<sep>[/-])[ ]?(?P<symbol>(?:{SYMBOL})(?:[ ]?[-/][ ]?(?:{SYMBOL}))?(?:[-/._](?:{SYMBOL})){{0,5}})(?![{UPPER}0-9])"
)

#: "ngày 04-3-2022", ", ngày 16/4/2019", "ngày 5 tháng 3 năm 2020", "27/12/2018", "ngày 5/3", "năm 2016", "tháng 5/2017": what may directly follow.
DATED = (
    rf"(?:{O},?{O}(?:ngày{O}|(?<![\d/.-]){B}){FULL_DATE}"
    rf"|{O},?{O}ngày{O}\d{{1,2}}{O}tháng{O}\d{{1,2}}(?:{O}[,]?{O}năm{O}{YEAR}|{O}/{O}{YEAR})"
    rf"|{O},?{O}ngày{O}\d{{1,2}}{O}[/-]{O}\d{{1,2}}(?![\d/])"
    rf"|{O},?{O}tháng{O}\d{{1,2}}{O}(?:[/-]|năm){O}{YEAR}"
    rf"|{O},?{O}(?:năm){O}{YEAR}(?!{O}-{O}\d))"
)


@cache
def documents() -> dict[str, Any]:
    """The word lists of `data/documents.toml`."""
    return lexicon("documents")


def _cased(name: str) -> str:
    """A kind in the ways it is written: "Nghị quyết", "nghị quyết", "Nghị Quyết", "NGHỊ QUYẾT"."""
    words = [f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}" for word in name.split()]
    return f"{B.join(words)}|{B.join(name.upper().split())}"


def cased(names: list[str]) -> str:
    """Any of these kinds, longest first."""
    return "(?:" + "|".join(_cased(name) for name in sorted(set(names), key=lambda name: (-len(name), name))) + ")"


@cache
def all_kinds() -> dict[str, str]:
    """Each name under which a kind may be cited, in lower case, with the kind that it comes to."""
    words = documents()
    citing, same = words["citing"], words["same_kind"]
    names = [*words["administrative"], *words["legislation"], *words["named"], *citing["noun"], *citing["verb"], *citing["weak"]]
    kinds = {name.lower(): same.get(name, name) for name in names}
    # `văn bản` says no kind; the symbol or nothing will.
    return {**kinds, "văn bản": ""}


@cache
def issuer_key(symbol: str) -> str:
    """A body's symbol as the word lists have it: "LĐTB&XH" and "LĐ.TBXH" as LĐTBXH, "QH13" as QH."""
    key = re.sub(r"[^\w]", "", symbol.replace("Ð", "Đ")).upper()
    return re.sub(r"(?<=QH)\d+$", "", key)


@cache
def state_symbols() -> dict[str, str]:
    """Symbol of a kind, in capitals, to the kind, in State documents."""
    words = documents()
    table = {symbol.upper(): kind for part in ("administrative", "legislation") for kind, symbol in words[part].items() if symbol}
    return {**{symbol.upper(): kind for symbol, kind in words["state_variants"].items()}, **table}


@cache
def party_symbols() -> dict[str, str]:
    """The same for documents of the Party."""
    return {**state_symbols(), **{symbol.upper(): kind for symbol, kind in documents()["party_variants"].items()}}


def parts(symbol: str) -> list[str]:
    """ "QĐ-UBND" as ["QĐ", "UBND"]."""
    return [part.strip() for part in re.split(r"[-/._]", symbol) if part.strip()]


def plausible(symbol: str, named: bool) -> bool:
    """Whether these letters behind a number make it a document's: one part is a known kind or body, or a kind stands before it (`named`)."""
    pieces = parts(symbol)
    words = documents()
    kinds = state_symbols()
    if len(pieces) == 1:
        key = issuer_key(pieces[0])
        return key in words["issuers"] or (named and (key in words["party_issuers"] or pieces[0].upper() in kinds or len(key) > 2))
    return named or any(
        piece.upper() in kinds or (key := issuer_key(piece)) in words["issuers"] or (len(key) > 1 and key in words["party_issuers"])
        for piece in pieces
    )
