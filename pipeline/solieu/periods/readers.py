"""One reader for each form of a point of time: `(found, clock) -> (first day, last day)`. `read_point` tries them in turn."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from solieu.periods import calendar
from solieu.periods.calendar import Interval, UnknownPeriodError, shifted
from solieu.periods.clock import Clock
from solieu.periods.grammar import BRANCH, COUNT, DAY_PART, HOUR, STEM

_UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"]
_COUNTS = {word: n for n, word in enumerate(_UNITS)} | {"mười ba": 13, "mười bốn": 14, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30}
_MONTHS = _COUNTS | {"tư": 4}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_Y = r"(?P<y>(?:19|20)\d\d)"
_YEAR_END = rf"(?: ?,? ?(?:năm |[/.-] ?){_Y}| (?P<rel>năm nay|năm ngoái|năm sau|này|vừa qua|tới))?"
_PART = r"(?:(?:những ngày )?(?P<part>đầu|giữa|cuối|hết|nửa đầu|nửa cuối|thượng tuần|trung tuần|hạ tuần) )?"
_DM_OR_DMY = r"\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?"
_D_MONTH = r"\d{1,2} tháng (?:\d{1,2}|giêng|chạp)"
_STAGES = r"(?:\w+ năm(?: từ)?|giai đoạn|nhiệm kỳ|thời kỳ|niên khóa|niên độ|niên vụ|khóa|năm học(?: mới)?|năm)"
_YEAR_PARTS = r"(?:nửa |những (?:tháng|ngày) )?(?:đầu|giữa|cuối|hết)"
_UNIT = r"(?P<unit>năm|tháng|tuần|ngày|quý|giờ|thập kỷ|thập niên)"
_WHEN = r"(?P<when>qua|gần đây|gần nhất|trở lại đây|đổ lại đây|lại đây|tới|nữa|trước đó|trước|tiếp theo|sắp tới)"
_PREFIX = re.compile(
    rf"(?:hết |sau |trước |thời điểm )?(?:(?:(?:vào )?(?:{HOUR}|(?P<part>{DAY_PART})|(?:hôm )?nay|hôm(?= \d)|qua),? ?)*"
    rf"(?:(?:hai|ba|bốn|\d) (?=ngày \d))?(?:ngày )?)"
)


def _count(words: str) -> int:
    """ "25", "mười hai". Raises UnknownPeriodError for what counts no whole units ("nửa")."""
    if not words.isdigit() and words not in _COUNTS:
        raise UnknownPeriodError(f"not a number of whole units: {words}")
    return int(words) if words.isdigit() else _COUNTS[words]


def _full(found: re.Match[str], clock: Clock) -> Interval:
    """ "13-6-2023" """
    if len(found["y"]) > 4:
        raise UnknownPeriodError(f"no such year: {found['y']}")
    day = calendar.day(int(found["y"]), int(found["m"]), int(found["d"]))
    return day, day


def _day_month(found: re.Match[str], clock: Clock) -> Interval:
    """ "13/6", "5 tháng 3 năm 2020": the year of publication where none is written."""
    if not found["m"].isdigit():
        raise UnknownPeriodError("a day of the lunar calendar")
    day = calendar.day(clock.year(found["y"]), int(found["m"]), int(found["d"]))
    return day, day


def _days(found: re.Match[str], clock: Clock) -> Interval:
    """ "10 và 11/6", "5, 6 và 7/10/2019", "11 - 16 tháng giêng" """
    end = read_point(found["last"], clock)[1]
    first = calendar.day(end.year, end.month, int(found["first"]))
    if first > end:
        raise UnknownPeriodError(f"ends ({end}) before it begins ({first})")
    return first, end


def _bare_day(found: re.Match[str], clock: Clock) -> Interval:
    if clock.month_lent is None:
        raise UnknownPeriodError("a day without its month")
    day = calendar.day(clock.year(), clock.month_lent, int(found["d"]))
    return day, day


def _month(found: re.Match[str], clock: Clock) -> Interval:
    """ "tháng 12/2016", "đầu tháng 7/2017", "tháng 3 vừa qua", "tháng mười" """
    number = int(found["m"]) if found["m"].isdigit() else _MONTHS.get(found["m"])
    if number is None:
        raise UnknownPeriodError("a month of the lunar calendar")
    year = clock.year(found["y"] or found["rel"])
    if found["rel"] == "vừa qua" and clock.published and number > clock.published.month:
        year -= 1
    if found["rel"] == "tới" and clock.published and number < clock.published.month:
        year += 1
    return calendar.month(year, number, found["part"] or "")


def _two_months(found: re.Match[str], clock: Clock) -> Interval:
    """ "tháng 11-12/2020" """
    return calendar.months(clock.year(found["y"]), int(found["a"]), int(found["b"]))


def _quarter(found: re.Match[str], clock: Clock) -> Interval:
    """ "quý iii/2024", "quý i và ii/2017" """
    year = clock.year(found["y"] or found["rel"])
    first = calendar.quarter(year, _ROMAN[found["a"]], found["part"] or "")
    return first if not found["b"] else (first[0], calendar.quarter(year, _ROMAN[found["b"]])[1])


def _year(found: re.Match[str], clock: Clock) -> Interval:
    """ "năm 2017", "đầu năm 2015", "cuối 2017", "đầu năm", "năm học 2017" """
    if found["school"]:
        raise UnknownPeriodError("a school year needs both its years")
    return calendar.year(clock.year(found["y"]), _part(found["part"]))


def _part(words: str | None) -> str:
    """ "những tháng đầu" as "đầu" """
    if not words:
        return ""
    words = words.strip()
    return words if words in ("nửa đầu", "nửa cuối", "hết") else words.split()[-1]


def _years(found: re.Match[str], clock: Clock) -> Interval:
    """ "2016 - 2020", "giai đoạn 2016 đến 2020", "nhiệm kỳ 2020-2025", "năm học 2017-2018" """
    first, last = int(found["y"]), int(found["z"])
    if last < first:
        raise UnknownPeriodError(f"ends ({last}) before it begins ({first})")
    if found["what"] and found["what"].strip() in ("năm học", "năm học mới", "niên khóa") and last == first + 1:
        return calendar.school_year(first, last)
    return calendar.year(first)[0], calendar.year(last)[1]


def _year_list(found: re.Match[str], clock: Clock) -> Interval:
    """ "2 năm 2017 và 2018" """
    years = [int(year) for year in re.findall(r"\d{4}", found.group())]
    return calendar.year(min(years))[0], calendar.year(max(years))[1]


def _decade(found: re.Match[str], clock: Clock) -> Interval:
    """ "những năm 1960", "thập niên 90" """
    first = int(found["y"]) if len(found["y"]) == 4 else 1900 + int(found["y"])
    return calendar.year(first)[0], calendar.year(first + 9 - first % 10)[1]


#: The centuries of which news speaks.
_CENTURIES = {"xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21}


def _century(found: re.Match[str], clock: Clock) -> Interval:
    """ "thế kỷ XXI", "thế kỷ 19": 2001 to 2100, 1801 to 1900."""
    number = int(found["n"]) if found["n"].isdigit() else _CENTURIES.get(found["n"])
    if not number or found["part"]:
        raise UnknownPeriodError("a part of a century, or none that is known")
    return calendar.year(number * 100 - 99)[0], calendar.year(number * 100)[1]


def _of_year(found: re.Match[str], clock: Clock) -> Interval:
    """ "6 tháng đầu năm 2020", "2 tháng cuối năm", "hai quý đầu năm nay", "10 tháng năm 2020", "nửa đầu năm" """
    year = clock.year(found["y"] or found["rel"])
    head, last = found["n"], found["where"] in ("cuối", "còn lại")
    if head in ("những", "các", "mấy"):
        if found["where"] == "còn lại":
            raise UnknownPeriodError("which months remain is not said")
        return calendar.year(year, found["where"] or "")
    count, unit = _count(head) if head else 1, found["unit"]
    whole = calendar.year(year)
    if unit in ("tháng", "quý"):
        count *= 3 if unit == "quý" else 1
        if not 1 <= count <= 12:
            raise UnknownPeriodError(f"no year has {count} months")
        return calendar.months(year, 13 - count, 12) if last else calendar.months(year, 1, count)
    length = timedelta(days=count * (7 if unit == "tuần" else 1) - 1)
    return (whole[1] - length, whole[1]) if last else (whole[0], whole[0] + length)


def _of_month(found: re.Match[str], clock: Clock) -> Interval:
    """ "15 ngày đầu tháng 7/2017", "2 tuần cuối tháng 6" """
    whole = calendar.month(clock.year(found["y"]), int(found["m"]))
    length = timedelta(days=_count(found["n"]) * (7 if found["unit"] == "tuần" else 1) - 1)
    if not timedelta(0) <= length <= whole[1] - whole[0]:
        raise UnknownPeriodError("longer than the month")
    return (whole[1] - length, whole[1]) if found["where"] == "cuối" else (whole[0], whole[0] + length)


def _ago(found: re.Match[str], clock: Clock) -> Interval:
    """ "6 tháng qua", "25 năm qua", "3 năm tới", "10 năm trước", "15 ngày nữa" """
    today, unit, when = clock.today(), found["unit"], found["when"]
    if unit == "giờ" or when == "trước đó":
        raise UnknownPeriodError("counts from a time that stands elsewhere" if when == "trước đó" else "shorter than a day")
    half = found["n"] == "nửa"
    if half:
        count, unit = {"năm": (6, "tháng"), "tháng": (15, "ngày")}.get(unit, (1, unit))
    else:
        count = _count(found["n"])
    if when in ("nữa", "trước"):
        point = shifted(today, count if when == "nữa" else -count, unit)
        if when == "nữa" or unit in ("ngày", "tuần"):
            return point, point
        return calendar.month(point.year, point.month) if unit in ("tháng", "quý") else calendar.year(point.year)
    if when in ("tới", "tiếp theo", "sắp tới"):
        return today, shifted(today, count, unit)
    return shifted(today, -count, unit), today


def _length(found: re.Match[str], clock: Clock) -> Interval:
    """ "6 tháng" in a report are the first six of the year; any other bare length has no beginning."""
    if found["unit"] == "tháng" and found["n"] != "nửa" and clock.published and 2 <= _count(found["n"]) <= clock.published.month:
        return calendar.months(clock.published.year, 1, _count(found["n"]))
    raise UnknownPeriodError("a length of time without its beginning")


def _now(found: re.Match[str], clock: Clock) -> Interval:
    return clock.today(), clock.today()


def _unknown(problem: str) -> Callable[[re.Match[str], Clock], Interval]:
    def reader(found: re.Match[str], clock: Clock) -> Interval:
        raise UnknownPeriodError(problem)

    return reader


def _dmy(sep: str) -> str:
    return rf"(?P<d>\d{{1,2}}) ?{sep} ?(?P<m>\d{{1,2}}) ?{sep} ?(?P<y>\d{{4,6}})"


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Clock], Interval]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (_dmy("/"), _full),
        (_dmy("-"), _full),
        (_dmy(r"\."), _full),
        (rf"(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}}|giêng|chạp){_YEAR_END}", _day_month),
        (rf"{_PART}(?:tháng )?(?P<m>\d{{1,2}}) ?[/.-] ?{_Y}(?P<rel>)?", _month),
        (r"(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2})(?P<y>)", _day_month),
        (
            rf"(?P<first>\d{{1,2}})(?: ?, ?\d{{1,2}})*(?: và (?:ngày )?| ?- ?)(?P<last>{_DM_OR_DMY}|{_D_MONTH}{_YEAR_END})",
            _days,
        ),
        (rf"{_PART}tháng (?P<m>\d{{1,2}}|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai)?|giêng|chạp){_YEAR_END}", _month),
        (rf"tháng (?P<a>\d{{1,2}})(?: ?- ?| và )(?P<b>\d{{1,2}})(?: ?[/.-] ?| năm ){_Y}", _two_months),
        (rf"{_PART}quý (?P<a>iv|i{{1,3}}|[1-4])(?:(?: ?[,-] ?| và )(?P<b>iv|i{{1,3}}|[1-4]))?{_YEAR_END}", _quarter),
        (rf"quý (?P<a>iv|i{{1,3}}|[1-4]) {_Y}(?P<b>)(?P<part>)(?P<rel>)", _quarter),
        (
            rf"(?P<part>{_YEAR_PARTS} )?năm(?P<school> học)?(?: (?:mới|tài chính|kế hoạch|ngân sách|công tác|dương lịch))? {_Y}",
            _year,
        ),
        (rf"(?P<part>(?:nửa )?(?:đầu|giữa|cuối|hết)) (?:năm(?: nay| mới| này)?|{_Y})(?P<school>)", _year),
        (rf"(?P<part>)(?P<school>){_Y}", _year),
        (r"(?P<part>(?:đầu|giữa|cuối) )?năm (?P<y>1[0-8]\d\d)(?P<school>)", _year),
        (r"(?P<part>(?:đầu|giữa|cuối|nửa đầu|nửa cuối) )?thế kỷ (?P<n>\d\d|[ivx]+)", _century),
        (
            rf"(?P<what>{_STAGES} )?(?:từ )?(?:năm )?{_Y}(?: ?- ?| đến )(?:hết )?(?:năm )?(?P<z>(?:19|20)\d\d)",
            _years,
        ),
        (rf"{COUNT} năm \d{{4}}(?: ?, ?\d{{4}})* và \d{{4}}", _year_list),
        (r"(?:những năm|thập niên|thập kỷ)(?: năm)? (?P<y>(?:19|20)\d\d|\d0)", _decade),
        (
            rf"(?:(?P<n>{COUNT}|những|các|mấy) )?(?P<unit>tháng|quý|tuần|ngày) (?P<where>đầu|cuối|còn lại)(?: tiên| cùng)?(?: của| trong)? "
            rf"(?:(?:năm(?: mới)? )?{_Y}|năm(?P<rel> nay)?)",
            _of_year,
        ),
        (rf"(?P<n>{COUNT}) (?P<unit>tháng)(?P<where>)(?P<rel>)(?: (?:của )?năm | ?/ ?| ){_Y}", _of_year),
        (rf"(?P<n>{COUNT}) (?P<unit>ngày|tuần) (?P<where>đầu|cuối)(?: của)? tháng (?P<m>\d{{1,2}})(?: ?/ ?{_Y})?", _of_month),
        (
            rf"(?:(?:hơn|gần|khoảng) )?(?P<n>{COUNT}) {_UNIT} (?:vừa )?{_WHEN}",
            _ago,
        ),
        (rf"(?:(?:hơn|gần|khoảng) )?(?P<n>{COUNT}) (?P<unit>năm|tháng|tuần|ngày|quý)", _length),
        (r"nay|hôm nay|thời điểm hiện tại|hiện nay", _now),
        (r"(?P<d>\d{1,2})", _bare_day),
        (r"tết dương lịch (?:năm )?(?P<y>\d{4})(?P<d>)", lambda found, clock: (date(int(found["y"]), 1, 1),) * 2),
        (rf"(?:đầu |giữa |cuối )?tết.*|.*(?<!\w){STEM} {BRANCH}(?!\w).*|.*tháng (?:giêng|chạp).*", _unknown("a day of the lunar calendar")),
        (r"(?:(?:đầu|giữa|cuối) )?(?:mùa|vụ) .*", _unknown("a season has no fixed days")),
        (r"học kỳ .*", _unknown("a school term has no fixed days")),
        (HOUR, _unknown("an hour without its day")),
    )
)


def read_point(text: str, clock: Clock) -> Interval:
    """A point of time (a day, month, quarter, year, stage) in folded small letters. Raises UnknownPeriodError where it has no interval."""
    lead = _PREFIX.match(text)
    bare = text[lead.end() :].strip() if lead else text
    for words in (text, bare) if bare != text else (text,):
        for form, reader in _READERS:
            if found := form.fullmatch(words):
                return _news(reader(found, clock), text, clock) if lead and lead["part"] else reader(found, clock)
    raise UnknownPeriodError(f"not a time expression that the grammar knows: {text[:60]!r}")


def _news(days: Interval, text: str, clock: Clock) -> Interval:
    """ "chiều 28/12" in January is news of last year: with a part of the day and no year, no day more than two months ahead."""
    start, end = days
    if clock.published and start == end and not re.search(r"\d{4}", text) and (start - clock.published).days > 60:
        start = end = shifted(start, -1, "năm")
    return start, end
