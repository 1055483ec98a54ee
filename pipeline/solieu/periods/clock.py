"""What a time expression is read against."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from solieu.periods.calendar import UnknownPeriodError


class Clock(NamedTuple):
    """What a text is read against: the day of publication, and the month and year that the other end of a range lends."""

    published: date | None
    year_lent: int | None = None
    month_lent: int | None = None

    def with_default(self, year: int | None = None, month: int | None = None) -> Clock:
        """The same clock with what the other end of a range says."""
        return self._replace(year_lent=year, month_lent=month)

    def today(self) -> date:
        """The day of publication. Raises UnknownPeriodError where it is not known."""
        if self.published is None:
            raise UnknownPeriodError("counts from the date of publication, which is not known")
        return self.published

    def year(self, written: str | None = None) -> int:
        """The year as written, or else the one lent, or that of publication. Raises UnknownPeriodError where there is none."""
        if written and written.isdigit():
            return int(written)
        if written and "ngoái" in written:
            return self.today().year - 1
        if written and "sau" in written:
            return (self.year_lent or self.today().year) + 1
        if self.year_lent is not None:
            return self.year_lent
        if self.published is None:
            raise UnknownPeriodError("the text has no year, and the date of publication is not known")
        return self.published.year
