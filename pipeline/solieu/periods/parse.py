"""From which day to which a time expression goes.

    parse_period("6 tháng đầu năm 2020", None)          2020-01-01 .. 2020-06-30
    parse_period("từ đầu năm đến nay", date(2023, 5, 9)) 2023-01-01 .. 2023-05-09
    parse_period("10/12/21948", None)                    no interval, problem "no such year: 21948"

The conventions for what the language leaves vague are those of `solieu.periods.calendar`.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from solieu.folding import fold
from solieu.lexicon import MOST_READ
from solieu.periods.calendar import Interval, UnknownPeriodError, shifted
from solieu.periods.clock import Clock
from solieu.periods.readers import read_point

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression with its first and last day; both None where there is no interval, and `problem` says why.

    `cùng kỳ năm 2016` is `same` and has the whole year and a problem: which stretch of it is meant stands elsewhere (see `same_period`).
    """

    text: str
    start: date | None
    end: date | None
    problem: str | None = None
    same: bool = False


_LEAD = r"(?:(?:kể |tính )?từ (?:sau )?|(?:giai đoạn|nhiệm kỳ|thời kỳ|niên độ|niên vụ|khóa) (?:từ )?)"
#: The ways to join two ends, the surest first: "từ tháng 5 -2018 đến nay", "từ ngày 27.3 - 2.4", "từ 11-14/4", "giai đoạn 1/2012-4/2015"
_RANGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_LEAD})?(?P<start>.+?),? (?:cho )?(?:đến|tới) (?P<end>.+)",
        rf"(?:{_LEAD})?(?P<start>.+?) ?(?: -|- ) ?(?P<end>.+)",
        rf"{_LEAD}(?P<start>\d{{1,2}}/\d{{4}}|[^-]+)-(?P<end>.+)",
        r"(?:ngày |tháng )?(?P<start>[\d/.]+) ?- ?(?:ngày |tháng )?(?P<end>[\d/.]+)",
    )
)
_STATED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SAME = re.compile(r"cùng kỳ (?:của )?(?P<rest>.+)")


def parse_period(text: str, published: date | None = None) -> Period:
    """A time expression as `find_periods` bounds it. What the text leaves open (the year, `nay`) is taken from the date of publication."""
    return _parsed(text, published)


@lru_cache(maxsize=MOST_READ)
def _parsed(text: str, published: date | None) -> Period:
    if len(text) > _LONGEST:
        return Period(text, None, None, "too long for a time expression")
    read = " ".join(fold(text).text.lower().replace("\n", " ").split()).strip(" ,.;()")
    clock = Clock(published)
    try:
        if same := _SAME.fullmatch(read):
            start, end = read_point(same["rest"], clock)
            whole_year = re.fullmatch(r"(?:năm )?\d{4}", same["rest"]) is not None
            problem = f"the part of {start.year} that is meant stands elsewhere" if whole_year else None
            return Period(text, start, end, problem, same=whole_year)
        start, end = _interval(read, clock)
    except UnknownPeriodError as problem:
        return Period(text, None, None, str(problem))
    if end < start:
        return Period(text, None, None, f"ends ({end}) before it begins ({start})")
    return Period(text, start, end)


def same_period(period: Period, others: Iterable[Period]) -> Period:
    """What `cùng kỳ năm 2016` means beside the other periods of its article, the nearest first: `6 tháng đầu năm 2017` makes it the first six months
    of 2016. The first of them counts that lies in one later year and is no single day; where none does, the period is as it was."""
    if not period.same or period.start is None:
        return period
    year = period.start.year
    for other in others:
        if other.start and other.end and other.problem is None and other.start.year == other.end.year > year and other.start < other.end:
            back = year - other.start.year
            return Period(period.text, shifted(other.start, back, "năm"), _month_end(other.end, shifted(other.end, back, "năm")), None, same=True)
    return period


def _month_end(was: date, day: date) -> date:
    """The last of February stays the last: 2017-02-28 goes back to 2016-02-29."""
    return day.replace(day=29) if (was.month, was.day, day.day) == (2, 28, 28) and isleap(day.year) and not isleap(was.year) else day


def _interval(read: str, clock: Clock) -> Interval:
    """A range by its two ends, or one point. `read` is folded, in small letters, with single blanks."""
    first: UnknownPeriodError | None = None
    try:
        return read_point(read, clock)
    except UnknownPeriodError as problem:
        first = problem
    for form in _RANGES:
        if found := form.fullmatch(read):
            try:
                return _between(found["start"], found["end"], clock)
            except UnknownPeriodError as problem:
                first = problem
    raise first


def _between(first: str, last: str, clock: Clock) -> Interval:
    """From the first day of one point to the last of another; each lends the other the month or year that it lacks."""
    first, last = first.strip(), last.strip()
    if re.fullmatch(r"\d{1,2}(?:h\d*| ?giờ)?", first) and re.search(r"\d+ ?(?:h\d*|giờ)$", last):
        raise UnknownPeriodError("hours without a day")
    if _STATED_YEAR.search(first) and not _STATED_YEAR.search(last):
        start = read_point(first, clock)[0]
        end = read_point(last, clock.with_default(year=start.year))[1]
        if end < start and last != "nay":
            end = shifted(end, 1, "năm")
        return start, end
    end_start, end = read_point(last, clock)
    lent = clock.with_default(year=end_start.year, month=end_start.month) if last != "nay" else clock
    start = read_point(first, lent)[0]
    if start > end and not _STATED_YEAR.search(first):
        start = shifted(start, -1, "năm")
    return start, end
