"""Dates and deadlines of every precision, with or without a year.

A text is read into ``Dates`` as a whole or not at all; whether a date is kept is not decided here.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation import vocabulary
from scoring.notation.days import day_before, month_length, order
from scoring.notation.folding import DIGITS
from scoring.notation.moments import (
    EARLIEST,
    LATEST,
    Moment,
    leading_digits,
    longest_first,
    read_moment,
)
from scoring.notation.numbers import NUMERALS, arabic
from scoring.notation.values import Dates, Day

_COMPACT_DIGITS = 8
_LONGEST = 64
_UNITS = ("年度", "年", "月", "季度", "日")


def may_be_dates(text: str) -> bool:
    """Whether a folded text is worth reading as dates; cheap, and never wrong when it says no."""
    if "年" in text or "月" in text or "季" in text or "Q" in text:
        return True
    if len(text) < 6 or ("20" not in text and "19" not in text and "21" not in text):  # noqa: PLR2004
        return False
    return "-" in text or "/" in text or "." in text or text[-_COMPACT_DIGITS:].isdigit()


def read(text: str) -> Dates | None:
    """The dates a folded text names, or nothing when it is not dates as a whole.

    >>> read("12月底前完成")
    Dates(first=None, last=Day(year=None, month=12, day=31, years_on=0))
    """
    if len(text) > _LONGEST:
        return None
    if not NUMERALS.isdisjoint(text):
        text = arabic(text)
    text = _without_leading(text)
    if " " in text:
        text, _, clock = text.partition(" ")
        if not set(clock) <= set("0:."):
            return None
    if len(text) == _COMPACT_DIGITS and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return _whole(text) or _whole(_with_units(text))


def _whole(text: str) -> Dates | None:
    """The dates a text names, if every number carries its word."""
    one = read_moment(text, None)
    if one is None:
        return None
    sign = _range_sign(one.rest)
    if sign:
        other = read_moment(one.rest[sign:], one)
        return _period(one, other) if other is not None else None
    return _single(one) if one.alone else None


def _single(moment: Moment) -> Dates | None:
    """A moment with what stands behind it: 前, 内, 完成."""
    rest = moment.rest
    for word in longest_first("before"):
        if rest.startswith(word):
            if rest[len(word) :] not in _trailing():
                return None
            return _checked(None, moment.last if moment.inclusive else day_before(moment.first))
    return _checked(moment.first, moment.last) if _is_tail(rest) else None


def _period(one: Moment, other: Moment) -> Dates | None:
    """From the first day of one moment to the last of the other; a reversed one is put in order."""
    if not _is_tail(other.rest):
        return None
    if one.first.year is None and other.first.year is not None:
        year = other.first.year + one.first.years_on
        one = one._replace(first=_of_year(one.first, year), last=_of_year(one.last, year))
    first, last = one.first, other.last
    if order(last) < order(first):
        if other.has_year:
            first, last = other.first, one.last
        elif last.year is None:
            last = last._replace(years_on=last.years_on + 1)
        else:
            last = _of_year(last, last.year + 1)
    return _checked(first, last)


def _of_year(day: Day, year: int) -> Day:
    """The day in a year now known; 29 February becomes the last day of February."""
    return Day(year, day.month, min(day.day, month_length(year, day.month)))


def _checked(first: Day | None, last: Day) -> Dates | None:
    """The dates, if they are in order and their years are ones a text can name."""
    for day in (last,) if first is None else (first, last):
        if day.year is None:
            if abs(day.years_on) > 1:
                return None
        elif not EARLIEST <= day.year <= LATEST:
            return None
    return Dates(first, last) if first is None or order(first) <= order(last) else None


def _range_sign(text: str) -> int:
    """How many characters of a range sign stand at the start of the text."""
    signs = vocabulary.words("dates", "ranges")
    length = 0
    while text[length : length + 1] in signs:
        length += 1
    return length


def _with_units(text: str) -> str:
    """1-12月 as 1月-12月: a number before a range sign takes the word behind the second one."""
    for sign in vocabulary.words("dates", "ranges"):
        before, found, after = text.partition(sign)
        if not found or before[-1:] not in DIGITS:
            continue
        _, rest = leading_digits(after.lstrip("第"))
        for word in _UNITS:
            if rest.startswith(word):
                return before + word + sign + after
    return text


def _without_leading(text: str) -> str:
    """The text without operators and words that only introduce a date."""
    leading = longest_first("leading")
    while text[:1] not in DIGITS:
        for word in leading:
            if text.startswith(word) and len(text) > len(word):
                text = text[len(word) :].lstrip(":")
                break
        else:
            break
    return text


def _is_tail(rest: str) -> bool:
    """Whether what stands behind a date leaves it a date: nothing, 内, 完成."""
    if rest in _trailing():
        return True
    within = longest_first("within")
    return any(rest.startswith(word) and rest[len(word) :] in _trailing() for word in within)


@lru_cache(maxsize=1)
def _trailing() -> frozenset[str]:
    return frozenset(("", *vocabulary.words("dates", "trailing")))
