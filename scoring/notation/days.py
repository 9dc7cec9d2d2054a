"""The calendar under dates: lengths of months, the day before, years filled in.

How dates are written is read elsewhere.
"""

from __future__ import annotations

from scoring.notation.values import Dates, Day
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    Date: TypeAlias = tuple[int, int, int]

MONTHS = 12

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def resolve(dates: Dates, project_year: int | None) -> tuple[Date, Date] | None:
    """The first and the last day as (year, month, day); the deadline is the last.

    The project year fills a missing year; nothing when that is missing too. "By then" begins with
    the year of its deadline.

    >>> resolve(Dates(None, Day(None, 2, 29)), 2023)
    ((2023, 1, 1), (2023, 2, 28))
    """
    last = _absolute(dates.last, project_year)
    if last is None:
        return None
    if dates.first is None:
        return (last[0], 1, 1), last
    first = _absolute(dates.first, project_year)
    return None if first is None else (first, last)


def _absolute(day: Day, project_year: int | None) -> Date | None:
    year = day.year
    if year is None:
        if project_year is None:
            return None
        year = project_year + day.years_on
    return year, day.month, min(day.day, month_length(year, day.month))


def month_length(year: int | None, month: int) -> int:
    """Days of a month; 29 for February of a year not known."""
    if month == 2:  # noqa: PLR2004 - February
        if year is None:
            return 29
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return _LENGTHS[month - 1]


def day_before(day: Day) -> Day:
    """The day before, in the year before if need be."""
    year, month, number, years_on = day
    if number > 1:
        return day._replace(day=number - 1)
    if month > 1:
        return Day(year, month - 1, month_length(year, month - 1), years_on)
    if year is None:
        return Day(None, MONTHS, 31, years_on - 1)
    return Day(year - 1, MONTHS, 31)


def order(day: Day) -> Date:
    """What to sort days by; all of them with a year, or all without."""
    return (day.years_on if day.year is None else day.year, day.month, day.day)
