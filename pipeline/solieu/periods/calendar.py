"""Days, months and the parts of a year that Vietnamese names, as intervals of days, both ends included.

Conventions, where the language is vague: the beginning, middle and end (`đầu`, `giữa`, `cuối`) of a month are its ten-day parts,
those of a year its thirds; a school year goes from 1 September to 31 May; a budget, plan or finance year is the calendar year
(Law on the state budget 83/2015/QH13, article 14).
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from datetime import date, timedelta

Interval = tuple[date, date]


class UnknownPeriodError(Exception):
    """No interval can be given; the message says why."""


#: The first and last day of a part of a month, in a month of 31.
_MONTH_PARTS = {
    "": (1, 31),
    "hết": (1, 31),
    "đầu": (1, 10),
    "thượng tuần": (1, 10),
    "giữa": (11, 20),
    "trung tuần": (11, 20),
    "cuối": (21, 31),
    "hạ tuần": (21, 31),
    "nửa đầu": (1, 15),
    "nửa cuối": (16, 31),
}


def day(year: int, month: int, number: int) -> date:
    """A day. Raises UnknownPeriodError where there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        raise UnknownPeriodError(f"no such day: {number}/{month}/{year}") from None


def month(year: int, number: int, part: str = "") -> Interval:
    """A month, or its beginning, middle or end."""
    if not 1 <= number <= 12 or not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise UnknownPeriodError(f"no such month: {number}/{year}")
    last = monthrange(year, number)[1]
    first, end = _MONTH_PARTS[part]
    return date(year, number, first), date(year, number, min(end, last))


def months(year: int, first: int, last: int) -> Interval:
    """From one month of a year to another."""
    return month(year, first)[0], month(year, last)[1]


def quarter(year: int, number: int, part: str = "") -> Interval:
    """A quarter; its beginning is its first month, its end its last; its halves part in the middle of the second."""
    first = number * 3 - 2
    if part == "nửa đầu":
        return date(year, first, 1), date(year, first + 1, 15)
    if part == "nửa cuối":
        return date(year, first + 1, 16), month(year, first + 2)[1]
    return months(year, first if part != "cuối" else first + 2, first + 2 if part != "đầu" else first)


def year(number: int, part: str = "") -> Interval:
    """A year, or a part of it."""
    if not datetime.MINYEAR <= number <= datetime.MAXYEAR:
        raise UnknownPeriodError(f"no such year: {number}")
    first, last = {"": (1, 12), "hết": (1, 12), "đầu": (1, 4), "giữa": (5, 8), "cuối": (9, 12), "nửa đầu": (1, 6), "nửa cuối": (7, 12)}[part]
    return months(number, first, last)


def school_year(first: int, last: int) -> Interval:
    """ "năm học 2017-2018" """
    return date(first, 9, 1), date(last, 5, 31)


def shifted(start: date, count: int, unit: str) -> date:
    """A day moved by so many days, weeks, months, quarters, years or decades; the 31st becomes the last of a shorter month."""
    if unit in _DAYS:
        try:
            return start + timedelta(days=count * _DAYS[unit])
        except OverflowError:
            raise UnknownPeriodError("beyond the calendar") from None
    position = start.year * 12 + start.month - 1 + count * _MONTHS[unit]
    to_year, to_month = divmod(position, 12)
    last = month(to_year, to_month + 1)[1]
    return last.replace(day=min(start.day, last.day))


_DAYS = {"ngày": 1, "tuần": 7}
_MONTHS = {"tháng": 1, "quý": 3, "năm": 12, "thập kỷ": 120, "thập niên": 120}
