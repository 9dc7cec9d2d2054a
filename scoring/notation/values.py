"""What a target or an actual can say: a measure, an interval, dates, words, or nothing.

Plain frozen values and their canonical print. Reading is ``grammar``, converting is ``units``,
the calendar is ``dates``.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

if TYPE_CHECKING:
    Operator = Literal["≥", ">", "≤", "<", "="]


class Unit(NamedTuple):
    """A unit as written, and what it measures.

    ``scale`` takes a number in this unit to the base of its ``group``; only units of one group
    convert. ``kind`` says what is unlike what: money, share, time, length, area, mass, volume,
    data, count and a few more; it is none for a bare multiplier (5万), which takes the other
    side's unit. ``per`` is the denominator (人 of 元/人); a denominator of years is dropped.
    ``multiplier`` is the part of ``scale`` that stands in front of the unit (10000 of 万亩).
    """

    text: str
    kind: str | None
    group: str | None
    scale: Decimal
    per: str | None = None
    multiplier: Decimal = Decimal(1)


class Quantity(NamedTuple):
    """A number with its unit, or with none."""

    number: Decimal
    unit: Unit | None = None


class Measure(NamedTuple):
    """A quantity with the operator in front of it, if any."""

    operator: Operator | None
    quantity: Quantity


class Interval(NamedTuple):
    """All quantities from ``low`` to ``high``; ``…_closed`` says whether the end belongs to it."""

    low: Quantity
    high: Quantity
    low_closed: bool = True
    high_closed: bool = True


class Day(NamedTuple):
    """A day; without a ``year`` it is of the project's year, ``years_on`` years later.

    Without a year, 29 February stands for the last day of February.
    """

    year: int | None
    month: int
    day: int
    years_on: int = 0


class Dates(NamedTuple):
    """A period; its deadline is ``last``. Without ``first`` it says only "by then"."""

    first: Day | None
    last: Day


class Words(NamedTuple):
    """A text that is no number and no date: judged by words, or not at all."""

    text: str


class Blank(NamedTuple):
    """Nothing was written, or a placeholder for nothing (``/``, ``—``, 无)."""

    text: str


if TYPE_CHECKING:
    Value: TypeAlias = Measure | Interval | Dates | Words | Blank


def show(value: Value | Quantity) -> str:
    """The canonical text of a value; reading it again gives the same value.

    >>> show(Measure("≥", Quantity(Decimal(90))))
    '≥90'
    >>> show(Dates(None, Day(2023, 12, 31)))
    '2023年12月31日前'
    """
    if isinstance(value, Quantity):
        return _show_quantity(value)
    if isinstance(value, Measure):
        return (value.operator or "") + _show_quantity(value.quantity)
    if isinstance(value, Interval):
        left = "[" if value.low_closed else "("
        right = "]" if value.high_closed else ")"
        return f"{left}{_show_quantity(value.low)},{_show_quantity(value.high)}{right}"
    if isinstance(value, Dates):
        return _show_dates(value)
    return value.text


def _show_quantity(quantity: Quantity) -> str:
    number = f"{quantity.number:f}"
    unit = quantity.unit.text if quantity.unit else ""
    # 2,020年 is a time and 20,231,231 a number; without separators both would read as dates.
    if (unit, len(number)) in (("", 8), ("年", 4)) and number.isdigit():
        number += ".0"
    return number + unit


def _show_dates(dates: Dates) -> str:
    first, last = dates
    if first is None:
        return _show_day(last) + "前"
    if first == last:
        return _show_day(last)
    needs_year = last.year is None and first.years_on != last.years_on
    return f"{_show_day(first)}-{_show_day(last, needs_year=needs_year)}"


def _show_day(day: Day, *, needs_year: bool = False) -> str:
    if day.year is not None:
        year = f"{day.year}年"
    elif day.years_on:
        year = "次年" if day.years_on > 0 else "上年"
    else:
        year = "本年" if needs_year else ""
    return f"{year}{day.month}月{day.day}日"
