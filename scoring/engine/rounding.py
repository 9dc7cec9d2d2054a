"""Exact fractions and the one place where a fraction becomes a printed number: half up, once."""

from __future__ import annotations

from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation
from functools import lru_cache, reduce

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Fraction = tuple[int, int]
"""A fraction as two whole numbers, the second positive. Plain pairs: quick, and exact at any size."""

ZERO: Fraction = (0, 1)
WHOLE: Fraction = (1, 1)


def fraction(number: Decimal) -> Fraction:
    """A decimal as an exact fraction.

    >>> fraction(Decimal("0.5"))
    (1, 2)
    """
    return number.as_integer_ratio()


def times(left: Fraction, right: Fraction) -> Fraction:
    """The product of two fractions."""
    return left[0] * right[0], left[1] * right[1]


def plus(left: Fraction, right: Fraction) -> Fraction:
    """The sum of two fractions."""
    return left[0] * right[1] + right[0] * left[1], left[1] * right[1]


def minus(left: Fraction, right: Fraction) -> Fraction:
    """The difference of two fractions."""
    return left[0] * right[1] - right[0] * left[1], left[1] * right[1]


def divided(left: Decimal, right: Decimal) -> Fraction:
    """``left ÷ right`` as an exact fraction; ``right`` is not 0."""
    above, below = left.as_integer_ratio()
    other_above, other_below = right.as_integer_ratio()
    if other_above < 0:
        return -above * other_below, -below * other_above
    return above * other_below, below * other_above


def is_less(left: Fraction, right: Fraction) -> bool:
    """Whether one fraction is smaller than another, without dividing."""
    return left[0] * right[1] < right[0] * left[1]


def rounded(value: Fraction, digits: int) -> Decimal:
    """A fraction rounded half up (away from zero) to so many digits after the point.

    >>> rounded((201, 200), 2), rounded((-1, 8), 2), rounded((1, 3), 4)
    (Decimal('1.01'), Decimal('-0.13'), Decimal('0.3333'))
    """
    above, below = value
    if above < 0:
        units = -((2 * -above * 10**digits + below) // (2 * below))
    else:
        units = (2 * above * 10**digits + below) // (2 * below)
    return _shifted(units, digits)


@lru_cache(maxsize=16_384)
def _shifted(units: int, digits: int) -> Decimal:
    """So many hundredths (at two digits) as a decimal: a form prints few different ones."""
    return EXACT.scaleb(Decimal(units), -digits)


def percent(value: Fraction, digits: int) -> Decimal:
    """A fraction as a rounded percentage.

    >>> percent((82731, 83000), 2)
    Decimal('99.68')
    """
    return rounded((value[0] * 100, value[1]), digits)


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """The exact sum of decimals of any length (the default context would round past 28 digits).

    >>> exact_sum([Decimal("1e30"), Decimal("0.01")])
    Decimal('1000000000000000000000000000000.01')
    """
    return reduce(EXACT.add, numbers, Decimal(0))


EXACT = Context(prec=1000, traps=[Inexact, InvalidOperation, DivisionByZero])
"""Decimal arithmetic that refuses to round: numbers have at most 60 digits, so it never has to."""
