"""Where an article cites documents: the DECREE spans of the annotation guidelines.

    "theo [Quyết định số 118/QĐ-UBND ngày 04-3-2022] của UBND tỉnh", "[Nghị quyết số 1/NQ-CP] và [số 2/NQ-CP]",
    "các [Nghị quyết 11], [12] và [45] của ..."

Bounds: kind, number, symbol and the date that directly follows, without issuer and title; each number of a list by itself.
"""

from __future__ import annotations

import re
from functools import cache

from solieu.atoms import UPPER
from solieu.decrees import names
from solieu.decrees.grammar import DATED, NUMBER, TAIL, YEAR, B, O, cased, documents, plausible
from solieu.folding import fold_article

#: What may end or follow a citation whose number has no symbol ("Nghị quyết 42 của", "Nghị định 67.").
_FUNCTION_WORDS = (
    "của|về|gửi|và|hoặc|đã|được|là|có|này|nêu|quy định|để|thì|với|do|cho|trong|tại|theo|ra đời|"
    "ban hành|phê duyệt|vào|khi|mà|sẽ|không|nhằm|từ|đến|trên|còn|vẫn|đang|cũng|chưa|thay|"
    "sửa đổi|hướng dẫn|yêu cầu|cần|nên|như|bằng|nhưng|sau|vì|bị|hỗ trợ|giao|chỉ đạo|ngày|năm"
)
_CLOSES = rf"(?={O}(?:[;:!?)\]\"”’'…|\n\r]|[.,](?!\d)|-{O}\D|$)|{B}(?:{_FUNCTION_WORDS})(?!\w))"


#: "theo quyết định 113": words behind which a kind in small letters is a noun.
_LEADS = ("theo", "Theo", "tại", "thay thế", "thực hiện", "nội dung", "căn cứ", "Căn cứ", "của", "trong", "theo đúng")


@cache
def _kinds() -> dict[str, str]:
    words = documents()
    citing = words["citing"]
    return {
        "any": cased([*citing["noun"], *citing["verb"], *citing["weak"]]),
        "numbered": cased([kind for kind in (*citing["noun"], *citing["verb"], *citing["weak"]) if kind not in citing["symbol_only"]]),
        "noun": cased(citing["noun"]),
        "verb": "(?:" + "|".join(re.escape(kind) for kind in citing["verb"]) + ")",
        "short": "(?:" + "|".join(sorted(words["abbreviations"], key=lambda word: (-len(word), word))) + ")",
    }


@cache
def _trigger() -> re.Pattern[str]:
    """Where a citation may begin: a kind, `số`, `QCVN`, a number with a slash or hyphen, or the first word of a name."""
    kinds = _kinds()
    return re.compile(
        rf"(?<![\w/.-])(?:(?P<kind>{kinds['any']}|{kinds['short']})(?![{UPPER.lower()}])"
        rf"|(?P<so>[Ss]ố(?!\w))|(?P<standard>QCVN|TCVN|[Qq]uy chuẩn)(?!\w)"
        rf"|(?P<number>\d{{1,6}}(?=[a-zA-Z]?[ ]?[/-]))|(?P<law>{names.FIRST_WORDS})(?!\w))|(?<=[-/.])(?P<late>{names.FIRST_WORDS})(?!\w)"
    )


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """The forms of a numbered citation, each with a sample."""
    kinds = _kinds()
    bracket = rf"(?:{O}\({kinds['short']}\))?"
    so = rf"(?:{O}[Ss]ố{O}[:.]?{O})"
    counts = "|".join(sorted(set(documents()["counts"]["words"])))
    not_count = rf"(?!{O}(?:%|tỷ|tỉ|triệu)|{B}(?:(?:{counts})(?!\w)|(?:năm|ngày)(?!{O}\d)))(?![.,/:]\d|\w)"
    return {
        # "Quyết định số 118/QĐ-UBND ngày 04-3-2022", "66-QĐ/TW", "số 2/NQ-CP"
        "symbol": re.compile(
            rf"(?:(?P<named>{kinds['any']}{bracket}(?:{so}|{O})|{kinds['short']}(?:{bracket}(?:{so}|{B})|(?<=[QĐ])))|{so})?(?P<no>{NUMBER}){TAIL}(?:{DATED})?"
        ),
        # "Quyết định số 3127", "Kế hoạch số 07 ngày 14/9/2018", "Nghị định số 115/2016"
        "so": re.compile(
            rf"(?:{kinds['numbered']}|{kinds['short']}){bracket}{so}\d{{1,6}}(?:[a-zA-Z](?!\w))?(?:[/-]{YEAR})?(?![.,]\d|[\w%])(?:/(?!\d))?(?<!/)(?:{DATED})?"
        ),
        # "Nghị định 67", "nghị quyết 42 ngày 9/4/2020", "NĐ 67", "NQ42"
        "noun": re.compile(
            rf"(?:{kinds['noun']}{bracket}{B}|(?:NĐ|NQ|QĐ|TTLT){O})\d{{1,5}}(?:[a-zA-Z](?!\w))?(?:(?:/{YEAR})?(?:{DATED})|/{YEAR}|(?!(?<=20[0-4]\d)){not_count})(?![\w%])"
        ),
        # "Quyết định 1956 của", "Kế hoạch 12 ngày 5/3/2020", "quyết định 30a"
        "verb": re.compile(
            rf"{kinds['verb']}{bracket}{B}\d{{1,5}}(?:[a-zA-Z](?!\w))?(?:(?:/{YEAR})?(?:{DATED})|/{YEAR}|(?!(?<=20[0-4]\d)){not_count}{_CLOSES})(?![\w%])"
            rf"|[Qq]uyết{B}định{B}\d{{1,4}}[a-eA-E](?!\w)"
        ),
        # "theo quyết định 113 của Thủ tướng": in small letters only behind what a verb can't follow
        "small": re.compile(rf"(?:quyết{B}định|kế{B}hoạch|kết{B}luận|thông{B}báo){B}\d{{2,5}}(?!(?<=20[0-4]\d)){_CLOSES}(?!{B}(?:năm|ngày){B}\D)"),
        # "QCVN 08-MT:2023/BTNMT", "TCVN 5937:2005", "quy chuẩn 08-MT:2023/BTNMT"
        "standard": re.compile(
            r"(?:QCVN|TCVN|[Qq]uy chuẩn(?: QCVN)?)(?: số)? ?\d{1,6}(?:-\d{1,2})?(?:-[A-ZĐ]{2,6})?[:/ ]{1,2}(?:19|20)\d\d(?:/[A-ZĐ]{2,12})?(?!\w)"
        ),
        # ", 02" and " và 35" after "các Nghị quyết 11"; the last needs what closes a citation behind it
        "next": re.compile(rf"(?:{O},{O}|{B}và{B}|{O},{O}và{B})(?P<item>(?:số{B})?\d{{1,5}}[a-zA-Z]?(?![\w/%]|[.,-]\d))"),
        "last": re.compile(rf"(?:{O},)?{B}và{B}(?P<item>(?:số{B})?\d{{1,5}}[a-zA-Z]?(?![\w/%]|[.,-]\d)){_CLOSES}"),
    }


def _numbered(text: str, at: int) -> int | None:
    """Where the numbered citation that begins at `at` ends; None where none does."""
    forms = _forms()
    found = forms["symbol"].match(text, at)
    if found and plausible(found["symbol"], bool(found["named"])):
        return _without_glue(found)
    for form in ("so", "noun", "verb"):
        if found := forms[form].match(text, at):
            return found.end()
    small = forms["small"].match(text, at)
    return small.end() if small and text[max(0, at - 12) : at].rstrip(" ").endswith(_LEADS) else None


def _without_glue(found: re.Match[str]) -> int:
    """The end of a symbol, less a single capital that begins a word ("118/QĐ-Uỷ", "12/NQ - Bộ")."""
    end = found.end()
    if end != found.end("symbol") or not found.string[end : end + 1].isalpha():
        return end
    last = re.split(r"[-/._]", found["symbol"])[-1].strip()
    if len(last) > 1 or len(found["symbol"]) == len(last):
        return end
    return found.start("symbol") + len(found["symbol"][: -len(last)].rstrip(" -/._"))


def _shared(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The further numbers of "các Nghị quyết 11, 12 và 45": only after a plural, and only if the list is closed by `và`."""
    forms = _forms()
    if not re.search(r"\d[a-zA-Z]?$", text[start:end]):
        return []
    plural = re.search(r"(?:các|những|hai|ba|bốn|[2-9])[ ]{1,2}$", text[max(0, start - 8) : start], re.IGNORECASE)
    items: list[tuple[int, int]] = []
    while True:
        if last := forms["last"].match(text, end):
            return [*items, last.span("item")] if items or plural or "số" in last["item"] else []
        found = forms["next"].match(text, end) if plural else None
        if not found or len(items) > 30:
            return items if any("số" in text[a:b] for a, b in items) else []
        items.append(found.span("item"))
        end = found.end()


def find_decrees(text: str) -> list[tuple[int, int]]:
    """Start and end of each cited document, in text order, none overlapping; code points of `text`. Linear in its length."""
    folded = fold_article(text)
    read = folded.text
    spans: list[tuple[int, int]] = []
    done = 0
    for trigger in _trigger().finditer(read):
        at = trigger.start()
        if at < done:
            continue
        end = _cited(read, trigger)
        if end is None:
            continue
        spans.append((at, end))
        further = _shared(read, at, end) if trigger["kind"] else []
        spans += further
        done = spans[-1][1]
    return [folded.span(start, end) for start, end in spans]


def _cited(text: str, trigger: re.Match[str]) -> int | None:
    at = trigger.start()
    if trigger["standard"]:
        found = _forms()["standard"].match(text, at)
        return found.end() if found else None
    if not trigger["law"] and not trigger["late"] and (end := _numbered(text, at)) is not None:
        return end
    if trigger["number"] or trigger["so"]:
        return None
    return names.named(text, at)
