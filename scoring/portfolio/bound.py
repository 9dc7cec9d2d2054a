"""Inside which bound whole numbers divided as float64, and rounded half up, are exact.

The kernel computes ``floor(top / den + 1/2)`` with whole numbers ``top = weight × num`` and
``den``, held in float64.

1. Whole numbers up to 2**53 are float64 numbers, so ``top`` and ``den`` are exact.
2. The quotient is rounded once: its error is at most ``q × 2**-53``. Adding a half is rounded
   once more: at most ``(q + 1) × 2**-53``. Together less than ``(2q + 2) × 2**-53``.
3. A true tie ``k + 1/2`` is a float64 number as long as ``k < 2**52``: the quotient is exact, and
   the tie goes up, as it should.
4. What is no tie lies at least ``1 / (2 den)`` from the nearest one, for twice the quotient is a
   fraction over ``den``. It is on the right side when ``(2q + 2) × 2**-53 < 1 / (2 den)``, which is
   ``4 × (top + den) < 2**53``.

So ``top + den <= 2**50`` is enough (four times as much would be too), and with weights up to
100.00 points and percentages of ten thousand hundredths, so is what this module calls small: a
number up to ``LARGEST`` under a weight up to ``HEAVIEST``.
"""

from __future__ import annotations

HUNDRED = 100
HEAVIEST = 10_000
"""The largest weight of a row and the largest multiplier of a percentage, in hundredths."""

LARGEST = 1 << 36
"""The largest number of a row in its scale: ``HEAVIEST × LARGEST + LARGEST < 2**50``."""

NO_END = 1 << 40
"""Stands where a target has no upper end: above all actuals, and whole in float64."""

MONEY_SCALE = 6
"""Digits of an amount in 万元 that the kernel sees, when both amounts need them."""


def is_small(*numbers: int) -> bool:
    """Whether the kernel may take these numbers.

    >>> is_small(0, 1 << 36), is_small(1 << 37), is_small(-1)
    (True, False, False)
    """
    return all(0 <= number <= LARGEST for number in numbers)
