"""What a citation says: kind, number, year, symbol, issuing body, date, State or Party.

    parse_decree("Quyết định số 118/QĐ-UBND ngày 04-3-2022")
    Decree(kind="Quyết định", number="118", year=2022, symbol="QĐ-UBND", issuer="UBND", date=2022-03-04, party=False, ambiguous=False)

Forms: Decree 30/2020/NĐ-CP, appendix III, for the State (`118/QĐ-UBND`, `30/2020/NĐ-CP`, a công văn `1234/BGDĐT-VP`); Hướng dẫn
36-HD/VPTW of 2018 for the Party (`66-QĐ/TW`: a hyphen behind the number, a slash before the body).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from solieu.decrees.grammar import NUMBER, TAIL, YEAR, B, O, all_kinds, documents, issuer_key
from solieu.decrees.symbols import Meaning, symbol_means
from solieu.folding import fold
from solieu.lexicon import MOST_READ


@dataclass(frozen=True, slots=True)
class Decree:
    """One cited document. What the text doesn't say is None; `ambiguous` where it says two things or can be read in two ways."""

    text: str
    kind: str | None = None
    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    issuer: str | None = None
    date: datetime.date | None = None
    party: bool | None = None
    ambiguous: bool = False


_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
_WORDS = re.compile(rf"(\d{{1,2}}){O}tháng{O}(\d{{1,2}}){O}(?:,?{O}năm|/){O}({YEAR})")
_DAY_MONTH = re.compile(r"ngày\s?(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d/])")
_STANDARD = re.compile(
    r"(?P<kind>QCVN|TCVN|[Qq]uy chuẩn(?: QCVN)?)(?: số)? ?(?P<no>\d{1,6}(?:-\d{1,2})?(?:-[A-ZĐ]{2,6})?)[:/ ]{1,2}"
    r"(?P<year>(?:19|20)\d\d)(?:/(?P<body>[A-ZĐ]{2,12}))?"
)
#: "Luật sửa đổi, bổ sung một số điều của Luật Đất đai năm 2013": the year is that of either law.
_AMENDING = re.compile(r"^[ ]{1,3}[Ss]ửa[ ]{1,3}đổi.{1,80}[ ]của[ ]", re.DOTALL)
_STANDARDS = ("QCVN", "TCVN", "Quy chuẩn", "quy chuẩn")
_ANY_YEAR = re.compile(rf"(?<!\d){YEAR}")


@cache
def _form() -> re.Pattern[str]:
    """Kind, number, symbol and the rest, in this order, each optional but the rest."""
    short = "|".join(sorted(documents()["abbreviations"], key=lambda word: (-len(word), word)))
    kinds = "|".join(name.replace(" ", B) for name in sorted(all_kinds(), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"{O}(?:(?P<kind>(?i:{kinds}))(?!\w)|(?P<short>{short})(?=[ \d:]))?(?:{O}\([^()]{{1,8}}\))?"
        rf"(?P<number>{O}(?:(?i:số){O}[:.]?{O})?(?P<no>{NUMBER})(?:{TAIL}|[/-](?P<year>{YEAR}))?)?(?P<rest>.*)",
        re.DOTALL,
    )


@cache
def _late_number() -> re.Pattern[str]:
    """A number behind a name: "Luật Đất đai số 45/2013/QH13"."""
    return re.compile(rf"(?<!\w)(?:số{O}:?{O})?(?<![\d/.-])(?P<no>{NUMBER}){TAIL}")


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _date(rest: str, year: int | None) -> tuple[datetime.date | None, bool]:
    """The date in the text behind a number, and whether one stands there that can't be."""
    if found := _FIGURES.search(rest):
        written = int(found[4])
        full = written if written > 99 else written + (2000 if written < 45 else 1900)
        day = _day(full, int(found[3]), int(found[1]))
    elif found := _WORDS.search(rest):
        day = _day(int(found[3]), int(found[2]), int(found[1]))
    elif year and (found := _DAY_MONTH.search(rest)):
        day = _day(year, int(found[2]), int(found[1]))
    else:
        return None, False
    return day, day is None


def _kind_named(found: re.Match[str]) -> str | None:
    if found["short"]:
        return str(documents()["abbreviations"][found["short"]])
    if not found["kind"]:
        return None
    return all_kinds()[" ".join(found["kind"].lower().split())] or None


def _year(rest: str, kind: str | None) -> int | None:
    """ "năm 2016" behind a number, "2013" behind a law's name; a term of office ("nhiệm kỳ 2020-2025") is no year."""
    years = _ANY_YEAR.findall(rest)
    if not years or "nhiệm kỳ" in rest or not (kind in documents()["named"] or "năm" in rest or "/" in rest):
        return None
    return int(years[-1])


def _agreed(kind: str | None, means: Meaning) -> tuple[str | None, bool]:
    """The kind that the words and the symbol come to, and whether that is open: they differ, or no words choose between two."""
    if kind is None:
        return (means.kinds[0] if means.kinds else None), len(means.kinds) != 1
    if not means.kinds or means.by_absence or any(kind == other or kind.startswith(f"{other} ") for other in means.kinds):
        return kind, False
    return kind, True


def _standard(text: str, read: str) -> Decree | None:
    """ "QCVN 08-MT:2023/BTNMT", "TCVN 5937:2005" """
    found = _STANDARD.fullmatch(read)
    if found is None:
        return None
    kind = "Tiêu chuẩn quốc gia" if found["kind"] == "TCVN" else "Quy chuẩn kỹ thuật quốc gia"
    issuer = documents()["issuers"].get(issuer_key(found["body"])) if found["body"] else None
    return Decree(text, kind, found["no"], int(found["year"]), found["body"], issuer, None, False)


def _unsigned(text: str, found: re.Match[str], kind: str | None, date: datetime.date | None, impossible: bool) -> Decree:
    """A citation without symbol: "Nghị định 67", "Luật Trẻ em năm 2016", "Nghị quyết Đại hội XII của Đảng"."""
    number, rest = found["no"], found["rest"]
    written = found["year"]
    if number and kind in documents()["named"] and _ANY_YEAR.fullmatch(number):
        number, written = None, number
    year = int(written) if written else date.year if date else _year(rest, kind)
    issuer = documents()["sole_issuer"].get(kind) or documents()["named"].get(kind) or None if kind else None
    party: bool | None = False if issuer else None
    if number is None and kind in ("Nghị quyết", "Kết luận") and re.search(r"Đảng|[Tt]rung ương|TW", rest):
        party = True
    amending = number is None and year is not None and _AMENDING.search(rest) is not None
    return Decree(text, kind, number, year, None, issuer, date, party, impossible or amending)


@lru_cache(maxsize=MOST_READ)
def parse_decree(text: str) -> Decree:
    """A citation as `find_decrees` bounds it, taken apart. Any text is accepted; one that is no citation has no kind and no number."""
    read = fold(text).text
    found = _form().match(read)
    if found is None:  # not reached: every part of the form is optional
        return Decree(text)
    if found["kind"] is None and read.startswith(_STANDARDS) and (standard := _standard(text, read)):
        return standard
    kind, rest = _kind_named(found), found["rest"]
    part = found if found["symbol"] else None
    if found["no"] is None:
        part = _late_number().search(rest[:400])
        rest = rest[part.end() :] if part else rest
    year = int(part["nyear"]) if part and part["nyear"] else None
    date, impossible = _date(rest, year)
    if part is None:
        return _unsigned(text, found, kind, date, impossible)
    means = symbol_means(part["symbol"], part["sep"], year is not None)
    kind, undecided = _agreed(kind, means)
    year = year or (date.year if date else _year(rest, kind))
    return Decree(text, kind, part["no"], year, means.symbol, means.issuer, date, means.party, undecided or means.torn or impossible)
