"""A moment: the day, month, quarter, half or year named at the start of a text.

What stands behind it (前, 完成, a second moment) is read in ``dates``.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation import vocabulary
from scoring.notation.days import MONTHS, month_length
from scoring.notation.folding import DIGITS
from scoring.notation.values import Day
from scoring.record import NamedTuple

EARLIEST, LATEST = 1900, 2100
"""Four digits before 年 are a year in this range, and a number of years outside it."""

_YEAR_DIGITS = 4
_SHORT = 2
_MARKS = frozenset("-/.")
_TENS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_ENDS = {"底": (21, 31), "末": (21, 31), "初": (1, 10), "中": (11, 20)}
_MONTH_OF_YEAR = {"底": 12, "末": 12, "初": 1, "中": 6}
_HALVES = (("全年", 1, 12, True), ("上半年", 1, 6, True), ("下半年", 7, 12, False))
_AFTER_SHORT_YEAR = DIGITS | frozenset("底末初中上下第")
_AFTER_BARE_YEAR = frozenset("底末初中内")


class Moment(NamedTuple):
    """A period as it stands in the text, and the text behind it.

    ``inclusive``: 前 behind it means by its last day (12月31日前, 12月底前), not before its first
    (12月前). ``alone``: it is a date even when nothing else says so (2023.12 is also a number).
    ``has_year``: the text names the year, if only as 次年.
    """

    first: Day
    last: Day
    rest: str
    inclusive: bool
    has_year: bool
    alone: bool = True


class _Year(NamedTuple):
    """The year a part belongs to, as in ``Day``, and whether the text names it."""

    year: int | None
    years_on: int
    named: bool


def read_moment(text: str, base: Moment | None) -> Moment | None:
    """The period named at the start of the text; ``base`` is the moment it is counted from."""
    digits, rest = leading_digits(text)
    if len(digits) == _YEAR_DIGITS and EARLIEST <= int(digits) <= LATEST:
        year = _Year(int(digits), 0, named=True)
        if rest[:1] == "年":
            return _part(year, rest[2:] if rest[1:2] == "度" else rest[1:])
        if rest[:1] == "Q":
            return _part(year, rest)
        if rest[:1] in _MARKS and rest[1:2] in DIGITS:
            return _dotted(year, rest[0], rest[1:])
        return None
    if len(digits) == _SHORT and rest[:1] == "年" and rest[1:2] in _AFTER_SHORT_YEAR:
        return _part(_Year(2000 + int(digits), 0, named=True), rest[1:])
    if not digits:
        relative = _relative(text, base)
        if relative is not None:
            return _part(*relative)
    year = _Year(None, 0, named=False)
    if base is not None:
        year = _Year(base.first.year, base.first.years_on, named=False)
        if digits:
            return _second(year, base, digits, rest) or _part(year, text)
    return _part(year, text)


def leading_digits(text: str) -> tuple[str, str]:
    """The digits at the start of the text, and what follows them."""
    rest = text.lstrip("0123456789")
    return text[: len(text) - len(rest)], rest


def _relative(text: str, base: Moment | None) -> tuple[_Year, str] | None:
    """A year named by its distance (次年, 本年, the 年 of 年底), and what follows it."""
    base_year = None if base is None else base.first.year
    for key, years_on in (("next", 1), ("last", -1), ("this", 0)):
        for word in longest_first(key):
            if text.startswith(word):
                year = _Year(None, years_on, named=True)
                if base_year is not None:
                    year = _Year(base_year + years_on, 0, named=True)
                return year, text[len(word) :]
    if text[:1] == "年":
        rest = text[2:] if text[1:2] == "度" else text[1:]
        if rest[:1] in _AFTER_BARE_YEAR:
            return _Year(base_year, 0, named=True), rest
    return None


def _second(year: _Year, base: Moment, digits: str, rest: str) -> Moment | None:
    """12.31, 15日 or 12 behind a range sign: what is left out is that of the first moment."""
    if len(digits) > _SHORT:
        return None
    if rest[:1] in ("日", "号"):
        return _day(year, base.first.month, int(digits), rest[1:])
    if rest[:1] in _MARKS and rest[1:2] in DIGITS:
        return _dotted(year, rest[0], digits + rest)
    if not rest and not base.alone:
        return _months(year, int(digits), int(digits), rest)
    return None


def _dotted(year: _Year, mark: str, text: str) -> Moment | None:
    """Month and day behind a year and a mark: 12.31, 12-31, 12/31; or the month alone."""
    month, rest = leading_digits(text)
    if len(month) > _SHORT:
        return None
    if rest[:1] == mark and rest[1:2] in DIGITS:
        day, after = leading_digits(rest[1:])
        if len(day) > _SHORT:
            return None
        return _day(year, int(month), int(day), after[1:] if after[:1] in ("日", "号") else after)
    if not year.named:
        return None
    if rest[:1] == "月":
        return _part(year, text)
    moment = _months(year, int(month), int(month), rest, inclusive=False)
    return moment and moment._replace(alone=mark != ".")


def _part(year: _Year, text: str) -> Moment | None:
    """The part of the year named at the start of the text, or the whole year."""
    for word, first, last, inclusive in _HALVES:
        if text.startswith(word):
            rest = text[len(word) :]
            if rest[:1] in ("底", "末"):
                return _months(year, last, last, rest[1:])
            return _months(year, first, last, rest, inclusive=inclusive)
    if text[:1] in ("第", "Q") or (text[:1] in DIGITS and text[1:2] == "季"):
        return _quarter(year, text)
    digits, rest = leading_digits(text)
    if digits:
        if rest[:1] != "月" or len(digits) > _SHORT:
            return None
        return _in_month(year, int(digits), rest[2:] if rest[1:2] == "份" else rest[1:])
    if not year.named:
        return None
    month = _MONTH_OF_YEAR.get(text[:1])
    if month:
        return _months(year, month, month, text[1:], inclusive=month != 1)
    return _months(year, 1, MONTHS, text, inclusive=False)


def _quarter(year: _Year, text: str) -> Moment | None:
    """第三季度, 3季, Q3, and the end or the beginning of one."""
    digits, rest = leading_digits(text.lstrip("第Q"))
    if digits not in ("1", "2", "3", "4"):
        return None
    if text[0] != "Q":
        if rest[:1] != "季":
            return None
        rest = rest[2:] if rest[1:2] == "度" else rest[1:]
    last = int(digits) * 3
    if rest[:1] in ("底", "末"):
        return _months(year, last, last, rest[1:])
    if rest[:1] == "初":
        return _months(year, last - 2, last - 2, rest[1:], inclusive=False)
    return _months(year, last - 2, last, rest, inclusive=False)


def _in_month(year: _Year, month: int, text: str) -> Moment | None:
    """A day, ten days, the end or the whole of a month."""
    digits, rest = leading_digits(text)
    if digits:
        if rest[:1] in ("日", "号"):
            rest = rest[1:]
        elif rest:
            return None
        return _day(year, month, int(digits), rest) if len(digits) <= _SHORT else None
    span, inclusive, length = _TENS.get(text[:2]), False, 2
    if span is None:
        span, inclusive, length = _ENDS.get(text[:1]), text[:1] != "初", 1
    whole = _months(year, month, month, text, inclusive=False)
    if span is None or whole is None:
        return whole
    first = whole.first._replace(day=span[0])
    last = whole.last._replace(day=min(span[1], whole.last.day))
    return Moment(first, last, text[length:], inclusive, year.named)


def _day(year: _Year, month: int, day: int, rest: str) -> Moment | None:
    if not 1 <= month <= MONTHS or not 1 <= day <= month_length(year.year, month):
        return None
    date = Day(year.year, month, day, year.years_on)
    return Moment(date, date, rest, inclusive=True, has_year=year.named)


def _months(
    year: _Year, first: int, last: int, rest: str, *, inclusive: bool = True
) -> Moment | None:
    """Whole months, the last one to its end."""
    if not 1 <= first <= last <= MONTHS:
        return None
    return Moment(
        Day(year.year, first, 1, year.years_on),
        Day(year.year, last, month_length(year.year, last), year.years_on),
        rest,
        inclusive,
        year.named,
    )


@lru_cache(maxsize=8)
def longest_first(key: str) -> tuple[str, ...]:
    """The words of an entry of the table of dates, the longest first."""
    return tuple(sorted(vocabulary.words("dates", key), key=len, reverse=True))
