"""Where an article says when: the PERIOD spans of the annotation guidelines.

    "đến [năm 2020]", "[từ năm 2016 đến nay]", "[6 tháng đầu năm 2020]", "[Chiều 5/7]", "[cùng kỳ năm 2016]", "trong [10 năm]"

Tight: without `từ`, `đến`, `kể từ`, `tính đến`, `trước` where only one end is named, whole with both; never inside a cited document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache

from solieu.decrees.find import find_decrees
from solieu.folding import fold_article
from solieu.periods import grammar as g
from solieu.periods.grammar import B, O

_WORDS = (
    r"từ|ngày|tháng|năm|quý|giai đoạn|nhiệm kỳ|thời kỳ|niên|khóa|cùng|rạng|sáng|trưa|chiều|tối|đêm|khuya|đầu|giữa|cuối|nửa|"
    r"những|các|mấy|thượng|trung tuần|hạ tuần|hơn|gần|khoảng|tết|mùa|vụ|"
    r"thập|thế|học|một|hai|ba|bốn|sáu|bảy|tám|chín|mười"
)
_TRIGGER = re.compile(rf"(?<![\w])(?:(?:{_WORDS})(?!\w)|(?<![\d.,/:-])\d{{1,4}}(?!\d|[.,]\d\d\d(?!\d)))")

#: The forms that need nothing around them; of those that fit at one place the longest counts.
_FORMS = ("RANGE", "BOTH_ENDS", "DAYS", "DAY", "MONTH", "QUARTER", "YEAR", "SEASON", "SCHOOL_TERM", "STAGE", "NMONTHS", "AGO", "SAME", "TET")


@cache
def _forms() -> list[re.Pattern[str]]:
    return [re.compile(f"{getattr(g, name)}(?![\\w%])(?![.,/]\\d)") for name in _FORMS]


def _lower(text: str) -> str:
    """Small letters, one for one."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _longest(text: str, at: int) -> int | None:
    ends = [found.end() for form in _forms() if (found := form.match(text, at))]
    return max(ends) if ends else None


#: Words that may follow a bare year or a bare day and leave it one: anything else is a thing counted ("2000 người", "5/7 huyện").
_CLOSES = re.compile(
    rf"{O}(?:$|[;:!?)\]\"”’'…|\n\r(“*]|[.,](?!\d)|-(?!\d)|/(?!\d)|{B}(?:và|là|của|tại|đã|đạt|tăng|giảm|được|sẽ|có|thì|cho|do|ở|với|theo|trên|trong|đến|so|còn|chỉ|về|để|từ|phải|mới|vẫn|hoặc|nhưng|khi|vừa|lên|ước|bằng|"
    rf"không|như|cũng|đang|diễn ra|lần|trở|ra|thành|vào|bị|nhằm|chiếm|này|sau|toàn|khoảng|cả)(?!\w))"
)
_BARE_YEAR = re.compile(rf"(?:{g.YEARS}|{g.Y})(?![.,/]\d|%|\w|{O}-{O}\d)")
_BARE_DAY = re.compile(rf"(?:{g.DM}|{g.M}/{g.Y}|{g.IMPOSSIBLE})(?!\w)")
_BARE_LENGTH = re.compile(rf"(?:(?:hơn|gần|khoảng){B})?{g.COUNT}{B}(?:năm|tháng|quý|tuần)(?![\w]|{B}(?:tuổi|tù|liền kề|một lần|/))")
#: "kinh tế [6 tháng] tiếp tục tăng", "sơ kết [3 năm] (2016-2018)"
#: "cộng dồn [9 tháng]", "kết quả công tác [11 tháng] và": the months of the year so far
_REPORTING = re.compile(r"(?:cộng dồn|tính chung|sơ kết|kết quả|công tác|nhìn lại|doanh thu|sản lượng|tình hình|xã hội|kim ngạch|thu hoạch)[ ]{1,2}$")
_REPORTED = re.compile(rf"(?<=tháng){B}(?:tăng|giảm|đạt|ước|tiếp tục|toàn)(?!\w)|{B}\({O}{g.YEARS}{O}\)")
#: The last figure that may be a month: "từ 3-5" may be a range of anything.
LAST_MONTH = 12
_ENDS = re.compile(rf"{O}(?:$|[;:!?)\]\n\r]|[.,](?!\d))")
_BARE_HOUR = re.compile(r"\d{1,2}h\d{2}(?!\w)")


def _year(text: str, at: int) -> int | None:
    """ "APEC 2017", "năm 2011, [2012] và [2013]", "(2016-2020)": figures that only a year can be."""
    found = _BARE_YEAR.match(text, at)
    if not found or not _CLOSES.match(text, found.end()):
        return None
    before = text[max(0, at - 12) : at].rstrip(" ")
    if re.search(r"(?:số|điều|khoản|gần|hơn|trên|khoảng|tổng|là|đạt|:|©|so sánh|fax|đt|tel|iso|[\d.,/+-])$", before) and "-" not in found.group():
        return found.end() if re.search(r"(?:(?:19|20)\d\d,|[a-zđ],|[)”\"],)$", before) else None
    return found.end()


def _day(text: str, at: int) -> int | None:
    """ "hôm nay ([1/7])", "đến [14/5],", "từ [1-6]", "[12/2024]", "10/12/21948" """
    found = _BARE_DAY.match(text, at)
    if not found:
        return None
    if re.search(r"\d{4}$", found.group()):
        return found.end()
    before = text[max(0, at - 24) : at]
    if re.search(r"(?:nay|qua|mai|ngày|hôm)[ ]{0,2}\($", before) and re.match(r"[ ]{0,2}[),]", text[found.end() : found.end() + 3]):
        return found.end()
    led = re.search(r"(?:(?:^|[^\w])(?:đến|tới|trước|sau|kể từ|từ|hết|hôm|ngày))[ ]{1,2}$", before)
    if not led or not _CLOSES.match(text, found.end()):
        return None
    if re.match(r"[\d.,]+[.,-]", found.group()):  # "24-27", "15.9" may be other figures
        day = int(re.match(r"\d+", found.group())[0])  # type: ignore[index]
        sure = day > LAST_MONTH or "từ" not in led.group() or led.group().strip() == "kể từ"
        return found.end() if sure and _ENDS.match(text, found.end()) else None
    return found.end()


def _length(text: str, at: int) -> int | None:
    """ "trong [6 tháng]", "trong [10 năm]": a length of time that says when, only behind `trong` or `suốt`."""
    found = _BARE_LENGTH.match(text, at)
    before = text[max(0, at - 16) : at]
    if not found:
        return None
    if re.search("tháng|quý", found.group()) and _REPORTING.search(before) and not found.group().startswith(("hơn", "gần", "khoảng")):
        return found.end()
    if _REPORTED.match(text, found.end()) and not re.search(r"(?:sau|trước|mỗi|hơn|dưới|trên|quá|phạt|tù|đủ|hạn|là|cách đây)[ ]{1,2}$", before):
        return found.end()
    if not re.search(r"(?:^|[^\w])(?:trong|suốt)(?: vòng| suốt)?[ ]{1,2}$", before):
        return None
    return found.end() if "tuần" not in found.group() or _CLOSES.match(text, found.end()) else None


def _hour(text: str, at: int) -> int | None:
    """ "lúc [23h15]" """
    found = _BARE_HOUR.match(text, at)
    return found.end() if found and text[max(0, at - 5) : at].rstrip(" ").endswith(("lúc", "hồi", "từ", "đến")) else None


_BIRTH = re.compile(r"(?:(?<!học )(?<!thí )(?<!tuyển )(?<!vệ )(?<!phát )(?<!\w)sinh(?: năm| ngày)?|(?<!\w)sn:?)[ ]{1,2}$")
_ANNIVERSARY = re.compile(r"(?P<day>\d{1,2}[/.-]\d{1,2}[/.-])\d{4} ?[/-] ?(?P=day)\d{4}")
_ANNIVERSARY_END = re.compile(r"(?:(?<!\d)(?P<day>\d{1,2}[/.-]\d{1,2})[/.-])?(?:19|20)\d\d ?(?P<by>[/-]) ?$")


_BARE: tuple[Callable[[str, int], int | None], ...] = (_year, _day, _length, _hour)


def _blocked(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch touches one of these spans (in order, not overlapping)."""
    at = bisect_right(spans, (start, end))
    return (at < len(spans) and spans[at][0] < end) or (at > 0 and spans[at - 1][1] > start)


def find_periods(text: str, decrees: Sequence[tuple[int, int]] | None = None) -> list[tuple[int, int]]:
    """Start and end of each time expression, in text order, none overlapping, none inside a cited document; code points of `text`.

    `decrees`: the spans of `find_decrees(text)` where the caller has them already. Linear in the length of the text.
    """
    taken = find_decrees(text) if decrees is None else sorted(decrees)
    folded = fold_article(text)
    read = _lower(folded.text)
    spans: list[tuple[int, int]] = []
    done = 0
    for trigger in _TRIGGER.finditer(read):
        at = trigger.start()
        if at < done or _elsewhere(read, at):
            continue
        end = _longest(read, at)
        if end is None:
            end = next((end for bare in _BARE if (end := bare(read, at)) is not None), None)
        if end is None:
            continue
        span = folded.span(at, end)
        if _blocked(taken, *span):
            continue
        spans.append(span)
        done = end
    return spans


def _elsewhere(text: str, at: int) -> bool:
    """Where figures are no time of the article: an ordinal ("thứ 2"), a birth ("sinh năm 1975"), an anniversary ("(2-9-1945 / 2-9-2020)")."""
    before = text[max(0, at - 16) : at]
    if _BIRTH.search(before) or before.endswith("thứ ") or (before.endswith("lần ") and text[at].isdigit()):
        return True
    if _ANNIVERSARY.match(text, at):
        return True
    end = _ANNIVERSARY_END.search(before)
    return end is not None and (end["by"] == "/" or (end["day"] is not None and text.startswith(end["day"], at)))
