"""Two numbers held against each other: one unit, met or not, the share earned, the percentages.

Everything here follows from the two values and the rule alone, and forms repeat the same pairs
over and over (≥90% and 95%): the outcome of a pair is remembered.
"""

from __future__ import annotations

from functools import lru_cache

from scoring import notation
from scoring.engine.rounding import WHOLE, ZERO, percent
from scoring.engine.verdict import (
    Numbers,
    Verdict,
    completion_and_deviation,
    is_met,
    ratio_share,
)
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.ruleset import Ratio
    from scoring.notation import Measure, Quantity


@lru_cache(maxsize=8192)
def compare(
    actual: Measure,
    target: Measure,
    sign: str,
    rule: Ratio,
    digits: int,
    written: tuple[str, str] = ("", ""),  # noqa: ARG001 - part of what is remembered
) -> Verdict | None:
    """The verdict on a number under a target; none when their units are unlike.

    ``written`` are both as they stand in the form: 90% and 90.0% are equal numbers but not the
    same text, and the steps of one must never be told in the digits of the other.

    >>> from scoring.notation import parse
    >>> from scoring.api import load_rules
    >>> rule = load_rules().ratio
    >>> compare(parse("86.2%"), parse("≥90%"), "≥", rule, 2).printed
    (Decimal('95.78'), Decimal('-4.22'))
    """
    numbers = numbers_of(actual.quantity, target.quantity, sign)
    if numbers is None:
        return None
    met = is_met(sign, numbers.actual, numbers.target, rule.equal)
    missed = ratio_share(numbers, rule) if not met and numbers.target > 0 else ZERO
    share = WHOLE if met else missed
    verdict = Verdict("number", met, numbers, share=share)
    completion, deviation = completion_and_deviation(verdict)
    printed = (
        None if completion is None else percent(completion, digits),
        None if deviation is None else percent(deviation, digits),
    )
    return verdict._replace(printed=printed)


def numbers_of(actual: Quantity, target: Quantity, sign: str) -> Numbers | None:
    """Both sides in one unit; none when their units are unlike."""
    if actual.unit == target.unit:
        unit = target.unit
        return Numbers(
            actual.number,
            target.number,
            sign,
            actual.number,
            target.number,
            unit.text if unit else "",
            actual,
            unit,
            is_as_written=True,
        )
    if not notation.comparable(actual.unit, target.unit):
        return None
    actual_base = notation.in_base(actual, target.unit)
    target_base = notation.in_base(target, actual.unit)
    unit = target.unit or actual.unit
    own = actual.unit or target.unit
    if unit is None or own is None or unit.scale == own.scale:
        shown_actual, shown_target = actual.number, target.number
        label = unit.text if unit else ""
    else:
        shown_actual, shown_target, label = actual_base, target_base, ""
    return Numbers(actual_base, target_base, sign, shown_actual, shown_target, label, actual, unit)
