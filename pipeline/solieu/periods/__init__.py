"""Stretches of time: where an article names them (`find_periods`), and from which day to which they go (`parse_period`)."""

from solieu.periods.find import find_periods
from solieu.periods.parse import Period, parse_period, same_period

__all__ = ["Period", "find_periods", "parse_period", "same_period"]
