"""Documents that a name alone identifies: laws, codes, ordinances, the constitution, treaties, resolutions of a named Party congress.

    "[Luật Trẻ em năm 2016]", "[Bộ luật Hình sự]", "[Công ước CEDAW]", "[Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV, nhiệm kỳ 2020-2025]"

A name that `data/laws.toml` lists ends where the list says; any other one ends before the first word that can't belong to a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from solieu.atoms import UPPER
from solieu.decrees.grammar import DATED, NUMBER, TAIL, YEAR, B, O
from solieu.lexicon import lexicon

FIRST_WORDS = (
    r"[Bb]ộ[ ]{1,2}[Ll]uật|BỘ[ ]{1,2}LUẬT|[Ll]uật|LUẬT|Hiến[ ]{1,2}pháp|HIẾN[ ]{1,2}PHÁP|[Pp]háp[ ]{1,2}lệnh|[Cc]ông[ ]{1,2}ước"
    r"|[Hh]iệp[ ]{1,2}định|[Nn]ghị[ ]{1,2}định[ ]{1,2}thư"
    r"|Hiệp[ ]{1,2}ước|Hiến[ ]{1,2}chương|BLHS|BLDS|BLLĐ|BLTTHS|BLTTDS|BLHH"
)

_WORD = re.compile(r"[\w&]+(?:[/-][\w&]+)?|[,()\"“”.-]")
_LONGEST = 26
#: "Luật sửa đổi Luật sửa đổi Luật ..." is read no deeper than this.
_DEEPEST = 3
#: "Công ước của Liên hợp quốc", where any other `của` ends the name of a treaty.
_MAKERS = frozenset({"liên", "lhq", "ilo", "asean", "tổ", "unesco"})
#: What begins a new phrase behind "Luật ... và", where no list knows the name.
_NEW_PHRASE = frozenset({"pháp", "nghị", "văn", "luật", "bộ", "hướng", "đề", "triển", "thông", "chính", "quyết", "đi", "người", "mọi", "tất"})
_ORDINAL = (
    r"(?:(?:lần[ ]{1,2})?thứ[ ]{1,2}|lần[ ]{1,2}|khóa[ ]{1,2})?"
    r"(?:[IVXL]{1,6}|\d{1,2}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?:[ ]{1,2}(?:một|hai|ba))?)(?!\w)"
)
_TERM = rf"(?:{O},?{O}\(?(?:khóa[ ]{{1,2}}[IVXL\d]{{1,6}}(?!\w)\)?|nhiệm kỳ[ ]{{1,2}}{YEAR}{O}-{O}{YEAR}\)?))"

#: "Nghị quyết Đại hội XII của Đảng", "Nghị quyết Đại hội Đảng bộ tỉnh Bắc Kạn lần thứ XII, nhiệm kỳ 2020-2025",
#: "NQ Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"
_CONGRESS = re.compile(
    rf"(?:[Nn]ghị{B}[Qq]uyết|NQ){B}(?:[Đđ]ại{B}hội|ĐH){B}(?:[Đđ]ại{B}biểu{B})?(?:[\w&]{{1,12}}{B}){{0,9}}?"
    rf"(?:(?:lần[ ]{{1,2}}thứ|lần|khóa|thứ){B}{_ORDINAL}|(?<=hội ){_ORDINAL}|(?<=[Đđ]ảng ){_ORDINAL}|(?=nhiệm kỳ))"
    rf"(?:{B}(?:của[ ]{{1,2}})?(?:Đảng|Đoàn|Công đoàn)(?:{B}(?:bộ|Cộng sản Việt Nam|toàn quốc)"
    rf"(?:{B}(?:tỉnh|huyện|thành phố|thị xã|xã)(?:{B}[{UPPER}]\w+){{0,4}})?)?)?"
    rf"(?:{_TERM}|nhiệm kỳ{B}{YEAR}{O}-{O}{YEAR})?"
)
#: "Nghị quyết Trung ương 4 (khóa XII)", "Nghị quyết Hội nghị Trung ương 5, khóa XII",
#: "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII"
_PLENUM = re.compile(
    rf"(?:[Nn]ghị{B}[Qq]uyết|NQ|[Kk]ết luận){B}(?:Hội{B}nghị{B})?(?:lần thứ{B}(?:{_ORDINAL}|nhất){B})?(?:(?:của{B})?(?:Ban{B}Chấp{B}hành|BCH){B})?"
    rf"(?:Trung{B}ương|TW|T\.Ư|TƯ)(?:{B}Đảng)?(?:{B}{_ORDINAL})?(?:{B}Đảng)?{_TERM}?"
)

_FIRST = re.compile(FIRST_WORDS)
#: "(số) 45/2013/QH13 ngày 29/11/2013" behind a name
_NUMBERED = re.compile(rf"{B}(?:số{O}:?{O})?{NUMBER}{TAIL}(?:{DATED})?")
#: "năm 2016", "2016", "ngày 29/11/2013" behind a name
_YEAR_BEHIND = re.compile(rf"(?:{O},?{O}(?:năm|ngày){O}(?=\d)|{B})(?:{YEAR}(?!{O}[-/]{O}\d)|(?<=ngày )\d{{1,2}}[/.-]\d{{1,2}}[/.-]{YEAR})(?!\w)")
_OF_THE_STATE = re.compile(rf"{B}(?:của{B})?nước{B}(?:Cộng hòa xã hội chủ nghĩa|CHXHCN){B}Việt Nam")
#: "sửa đổi, bổ sung một số điều của", before the name of the law that is amended
_AMENDING = re.compile(
    rf"{B}[Ss]ửa{B}đổi(?:{O},?{O}bổ{B}sung)?{B}(?:một{B}số{B}điều|\d{{1,2}}[ ]{{1,2}}luật)(?:{B}của{B}(?:các{B})?(?=[Ll]uật|[Bb]ộ|[Pp]háp))?"
)
#: "Luật Lao động sửa đổi"
_REVISED = re.compile(rf"{B}sửa đổi(?!\w|{O},{O}bổ sung|{B}(?:theo|lần|để|nhằm|và|một|bổ|các)(?!\w))")
_TREATY_NUMBER = re.compile(rf"{B}(?:số{B})?\d{{1,3}}(?![\w.,/%]\d|\w)(?:{DATED})?")
_TREATY_ABOUT = re.compile(rf"{B}(?:về|của){B}(?=[{UPPER}])")


@cache
def _laws() -> dict[str, Any]:
    lists = lexicon("laws")
    known = {"luật": frozenset(lists["laws"]), "bộ luật": frozenset(lists["codes"]), "pháp lệnh": frozenset(lists["ordinances"])}
    prefixes = {
        kind: frozenset(" ".join(words[:n]) for name in found for words in [_spaced(name)] for n in range(1, len(words) + 1))
        for kind, found in known.items()
    }
    return {
        "known": {kind: frozenset(" ".join(_spaced(name)) for name in found) for kind, found in known.items()},
        "prefixes": prefixes,
        "stops": frozenset(lists["stops"]),
        "not_after": frozenset(lists["not_after"]),
        "not_names": frozenset(lists["not_names"]),
        "letters": frozenset(lists["letters"]),
    }


def _spaced(name: str) -> list[str]:
    return [word.group().lower() for word in _WORD.finditer(name)]


def named(text: str, at: int, depth: int = 0) -> int | None:
    """Where the document that is named at `at` ends (folded text); None where nothing is. `depth`: how many amending laws it is inside."""
    for form in (_CONGRESS, _PLENUM):
        found = form.match(text, at)
        if found and re.search(r"\d|[IVX]{1,6}(?!\w)|thứ", found.group()):
            return found.end()
    first = _FIRST.match(text, at)
    if not first:
        return None
    kind = " ".join(first.group().lower().split())
    if first.group() in _laws()["letters"]:
        return _dated(text, first.end())
    if kind == "hiến pháp":
        return _constitution(text, first.end())
    if kind in _laws()["known"]:
        return _law(text, at, first.end(), kind, depth)
    if _before(text, at) in ("chức", "khối"):  # "Tổ chức Hiệp ước Bắc Đại Tây Dương" is a body
        return None
    return _treaty(text, first.end()) if first.group()[0].isupper() or not _plural(_before(text, at)) else None


def _dated(text: str, end: int) -> int:
    """A name's end moved behind "(số) 45/2013/QH13", "năm 2016", "2016" where they directly follow."""
    if number := _NUMBERED.match(text, end):
        return number.end()
    year = _YEAR_BEHIND.match(text, end)
    return year.end() if year else end


def _constitution(text: str, end: int) -> int:
    """ "Hiến pháp năm 2013", "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam" """
    state = _OF_THE_STATE.match(text, end)
    return _dated(text, state.end() if state else end)


def _before(text: str, at: int) -> str:
    found = re.search(r"(\w+)[ ]{0,2}$", text[max(0, at - 12) : at])
    return found.group(1).lower() if found else ""


def _plural(word: str) -> bool:
    return word.isdigit() or word in ("các", "những", "nhiều", "một", "hai", "ba")


def _law(text: str, at: int, end: int, kind: str, depth: int) -> int | None:
    """A law, code or ordinance whose kind ends at `end`."""
    if kind == "luật" and _before(text, at) in _laws()["not_after"]:
        return None
    if re.match(r"[ ]{1,3}số[ ]", text[end : end + 8]) and (number := _NUMBERED.match(text, end)):
        return number.end()
    if amending := _AMENDING.match(text, end):
        inner = named(text, amending.end(), depth + 1) if depth < _DEEPEST and _FIRST.match(text, amending.end()) else None
        return _dated(text, amending.end()) if inner is None else inner
    listed = _listed(text, end, kind)
    capital = text[at].isupper()
    if listed is not None and (capital or text[end : end + 4].lstrip(" ")[:1].isupper() or _dated(text, listed) > listed):
        revised = _REVISED.match(text, listed)
        return _dated(text, revised.end() if revised else listed)
    if not capital or (kind == "luật" and _rejected(text, end)):
        return None
    return _guessed(text, end, treaty=False)


def _rejected(text: str, end: int) -> bool:
    follows = " ".join(text[end : end + 20].lower().split())
    return any(follows == name or follows.startswith(name + " ") for name in _laws()["not_names"])


def _listed(text: str, end: int, kind: str) -> int | None:
    """The end of the longest listed name behind a kind; brackets with an abbreviation inside it are passed over ("Doanh nghiệp (DN) nhỏ và vừa")."""
    laws = _laws()
    known, prefixes = laws["known"][kind], laws["prefixes"][kind]
    read, best, skipped = "", None, 0
    for count, word in enumerate(_WORD.finditer(text, end, min(len(text), end + 240))):
        surface = word.group()
        if surface == "(" or skipped:
            skipped = skipped + 1 if surface != ")" else 0
            if skipped > 4:
                break
            continue
        if count > _LONGEST or "\n" in text[end : word.start()]:
            break
        read = f"{read} {surface.lower()}".strip()
        if read not in prefixes:
            break
        if read in known:
            best = word.end()
    return best


def _guessed(text: str, end: int, *, treaty: bool) -> int | None:
    """The end of a name that no list has: from a capital to the first stop word, mark or change of clause."""
    stops = _laws()["stops"]
    last: int | None = None
    for count, word in enumerate(_WORD.finditer(text, end, min(len(text), end + 140))):
        surface = word.group()
        gap = text[last if last is not None else end : word.start()]
        if gap.strip(" ") or not (gap or surface == "-"):
            break
        if count == 0:
            if not surface[0].isupper():
                return None
        elif surface.lower() in stops or not surface[0].isalnum() or (surface[0].isdigit()):
            if not _goes_on(text, word, treaty):
                break
            last = word.end()
            continue
        elif count > 11:
            break
        last = word.end()
    if last is None:
        return None
    return _dated(text, _trimmed(text, end, last))


def _goes_on(text: str, word: re.Match[str], treaty: bool) -> bool:
    """Whether a stop word is inside a name all the same: "Công ước của Liên hợp quốc về Quyền trẻ em", "Việt Nam - EU"."""
    follows = text[word.end() : word.end() + 3].lstrip(" ")[:1]
    if word.group() == "do" and text[max(0, word.start() - 3) : word.start()] == "tự ":
        return True
    if word.group() == "-":
        return follows.isupper() and treaty
    ahead = re.match(r"[ ]{1,2}(\w+)", text[word.end() : word.end() + 16])
    if not treaty:
        return bool(word.group() == "và" and ahead and ahead.group(1).islower() and ahead.group(1) not in _laws()["stops"] | _NEW_PHRASE)
    return (
        word.group() in ("về", "của", "và", "giữa")
        and (follows.isupper() or (word.group() == "về" and follows.isalpha()))
        and (word.group() != "của" or (ahead is not None and ahead.group(1).lower() in _MAKERS))
    )


def _trimmed(text: str, start: int, end: int) -> int:
    """Without a stop word or dash left at the end."""
    stops = _laws()["stops"]
    while True:
        tail = re.search(r"[ ]*([\w&/-]+)$", text[start:end])
        if not tail or (tail.group(1).lower() not in stops and tail.group(1) != "-") or tail.start() == 0:
            return end
        end = start + tail.start()


def _treaty(text: str, end: int) -> int | None:
    """ "Công ước CEDAW", "Công ước số 98", "Hiệp định Paris", "Công ước Liên hợp quốc về Luật Biển năm 1982" """
    if number := _TREATY_NUMBER.match(text, end):
        return number.end()
    about = _TREATY_ABOUT.match(text, end)
    return _guessed(text, about.end() - 1 if about else end, treaty=True)
