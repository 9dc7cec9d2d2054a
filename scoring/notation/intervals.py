"""Ranges: 80%-90%, 5~10个, [80,90), ≥80%且≤90%, 80%≤X<90%, 20±2℃.

A folded text is a range as a whole or not at all.
"""

from __future__ import annotations

from scoring.notation import units
from scoring.notation.folding import DIGITS
from scoring.notation.measures import read_measure, read_quantity
from scoring.notation.numbers import EXACT, LONGEST
from scoring.notation.operators import REVERSED, operator_at, strip_after, strip_before
from scoring.notation.values import Interval, Quantity
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.notation.values import Measure, Unit

_SIGNS = ("~", "—", "至", "到", "-")
_CONNECTORS = ("并且", "同时", "且", "和", "与", "、", ";", ",")
_LOWER, _UPPER = ("≥", ">"), ("≤", "<")
_LONGEST_NAME = 12
_GROUP = 3


def read(text: str, *, known_only: bool = False) -> Interval | None:
    """The range a folded text is; ``known_only`` as for a quantity.

    >>> from scoring.notation.values import show
    >>> show(read("18—54周岁")), show(read("[80,90)")), show(read("≥80%且≤90%"))
    ('[18周岁,54周岁]', '[80,90)', '[80%,90%]')
    """
    if text[:1] in ("[", "("):
        return _bracketed(text, known_only=known_only)
    if "±" in text:
        return _around(text, known_only=known_only)
    return (
        _spread(text, known_only=known_only)
        or _pair(text, known_only=known_only)
        or _chain(text, known_only=known_only)
    )


def _bracketed(text: str, *, known_only: bool) -> Interval | None:
    """[80,90], (80%,90%], [5-10]个; round brackets leave their end out."""
    end = max(text.rfind("]"), text.rfind(")"))
    if end < 0:
        return None
    inside, tail = text[1:end], text[end + 1 :]
    if "±" in inside:
        return _around(inside + tail, known_only=known_only)
    separator = "," if inside.count(",") == 1 else ";"
    left, found, right = inside.partition(separator)
    if not found:
        return _spread(inside + tail, known_only=known_only)
    if right[:1] == "0" and len(right) >= _GROUP and right.isdigit():
        return None  # (1,000) is a number in brackets
    low = read_quantity(left, known_only=known_only)
    high = read_quantity(right + tail, known_only=known_only)
    if low is None or high is None:
        return None
    return _ordered(low, high, low_closed=text[0] == "[", high_closed=text[end] == "]")


def _around(text: str, *, known_only: bool) -> Interval | None:
    """20±2℃."""
    left, _, right = text.partition("±")
    middle = read_quantity(left, known_only=known_only)
    half = read_quantity(right, known_only=known_only)
    if middle is None or half is None or half.number < 0:
        return None
    if middle.unit is not None and half.unit is not None and middle.unit != half.unit:
        return None
    unit = middle.unit or half.unit
    low = EXACT.subtract(middle.number, half.number)
    high = EXACT.add(middle.number, half.number)
    if any(len(f"{end:f}".strip("-").replace(".", "")) > LONGEST for end in (low, high)):
        return None
    return Interval(Quantity(low, unit), Quantity(high, unit))


def _spread(text: str, *, known_only: bool) -> Interval | None:
    """Two quantities with a range sign between them."""
    if not any(sign in text for sign in _SIGNS) and "之间" not in text:
        return None
    before = strip_before(text)
    if before is None or before.operator is not None:
        return None
    ending = strip_after(before.rest)
    if ending.operator is not None:
        return None
    body = ending.rest
    signs = (*_SIGNS, "和", "与") if ending.rest != before.rest else _SIGNS
    for sign in signs:
        place = body.find(sign, 1)
        while place > 0:
            left, right = body[:place], body[place + 1 :]
            if left[0] != "-" or sign != "-":
                right = right.lstrip(sign)
            low = read_quantity(left, known_only=known_only)
            high = low and read_quantity(right, known_only=known_only)
            if low is not None and high is not None:
                return _ordered(low, high)
            place = body.find(sign, place + 1)
    return None


def _pair(text: str, *, known_only: bool) -> Interval | None:
    """A lower and an upper bound side by side."""
    for connector in _CONNECTORS:
        if connector in text:
            left, _, right = text.partition(connector)
            found = _bounds(left, right, known_only=known_only)
            if found is not None:
                return found
    for place in range(2, len(text) - 1):
        if operator_at(text, place):
            found = _bounds(text[:place], text[place:], known_only=known_only)
            if found is not None:
                return found
    return None


def _bounds(left: str, right: str, *, known_only: bool) -> Interval | None:
    one = read_measure(left, known_only=known_only)
    if one is None or one.operator is None:
        return None
    other = read_measure(right, known_only=known_only)
    if other is None:
        return None
    if one.operator in _LOWER and other.operator in _UPPER:
        return _between(one, other)
    if one.operator in _UPPER and other.operator in _LOWER:
        return _between(other, one)
    return None


def _between(lower: Measure, upper: Measure) -> Interval | None:
    """The range the bounds leave, if they leave one."""
    found = _ordered(
        lower.quantity,
        upper.quantity,
        low_closed=lower.operator == "≥",
        high_closed=upper.operator == "≤",
    )
    return found if found is not None and found.low.number == lower.quantity.number else None


def _chain(text: str, *, known_only: bool) -> Interval | None:
    """80%≤X≤90%: two numbers and a name between operators of one direction."""
    first = next((place for place in range(1, len(text)) if operator_at(text, place)), 0)
    left = operator_at(text, first)
    if not first or left is None:
        return None
    body = text[first + len(left.text) :]
    second = next((place for place in range(1, len(body)) if operator_at(body, place)), 0)
    right = operator_at(body, second)
    if not second or right is None or second > _LONGEST_NAME:
        return None
    if not DIGITS.isdisjoint(body[:second]) or not body[:second].isalpha():
        return None
    low = read_quantity(text[:first], known_only=known_only)
    high = read_quantity(body[second + len(right.text) :], known_only=known_only)
    if low is None or high is None or left.operator is None or right.operator is None:
        return None
    lower, upper = REVERSED[left.operator], right.operator
    if lower in _UPPER and upper in _LOWER:
        low, high, lower, upper = high, low, upper, lower
    if lower not in _LOWER or upper not in _UPPER:
        return None
    return _ordered(low, high, low_closed=lower == "≥", high_closed=upper == "≤")


def _ordered(
    low: Quantity, high: Quantity, *, low_closed: bool = True, high_closed: bool = True
) -> Interval | None:
    """The range with both units filled in, the smaller end first."""
    low, high = (
        low._replace(unit=_filled(low.unit, high.unit)),
        high._replace(unit=_filled(high.unit, low.unit)),
    )
    if not units.comparable(low.unit, high.unit):
        return None
    if units.in_base(low, high.unit) > units.in_base(high, low.unit):
        return Interval(high, low, high_closed, low_closed)
    return Interval(low, high, low_closed, high_closed)


def _filled(own: Unit | None, other: Unit | None) -> Unit | None:
    """The unit of one end, completed by the other's: 5—10万元, 5万—10万元."""
    if own is None or other is None:
        return own or other
    if own.kind is None and other.kind is not None:
        base = other.text.lstrip("百千万亿") if other.multiplier > 1 else other.text
        return units.find_unit(own.text + base) or own
    return own
