"""What comes out when an actual is held against a target, before any points are given."""

from __future__ import annotations

from scoring.engine.rounding import WHOLE, ZERO, Fraction, divided, fraction, minus
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

    from scoring.model.ruleset import Ratio
    from scoring.notation import Quantity, Unit

if TYPE_CHECKING:
    Kind = Literal["number", "range", "date", "words"]
if TYPE_CHECKING:
    Tier = Literal["attained", "partly", "missed"]


class Numbers(NamedTuple):
    """A result and a target in one unit.

    ``actual`` and ``target`` are exact and in one base unit; ``shown_actual``, ``shown_target`` and
    ``unit`` are how the steps print them. ``target`` is the end of a range that is nearer to the
    actual; ``sign`` is the comparison with it. ``result`` is the actual as written.
    """

    actual: Decimal
    target: Decimal
    sign: str
    shown_actual: Decimal
    shown_target: Decimal
    unit: str
    result: Quantity
    target_unit: Unit | None


class Verdict(NamedTuple):
    """The outcome of a comparison.

    ``is_met`` is ``None`` where it cannot be told. ``numbers`` are there when two numbers were
    compared, ``completion`` when the result itself is a stated share of the target. ``tier`` is the
    tier of a qualitative result, where it is known. ``stated`` is the number that a mere statement
    of attainment vouches for: the target's. ``reason`` says why nothing could be told; it is
    :data:`REPORTED` when a finding has said so already.
    """

    kind: Kind
    is_met: bool | None
    numbers: Numbers | None = None
    completion: Fraction | None = None
    tier: Tier | None = None
    stated: Quantity | None = None
    reason: str = ""


REPORTED = "实际完成值不能与指标值比较"
"""The reason of a verdict whose cause is reported by a finding of its own (AC503, AC509)."""

UPPER = ("≤", "<")
"""Signs of targets where less is better."""


def is_met(sign: str, actual: Decimal, target: Decimal, equal: str) -> bool:
    """Whether an actual meets a target; ``equal`` is the rule set's reading of ``=``."""
    if sign == "≥":
        return actual >= target
    if sign == "≤":
        return actual <= target
    if sign == ">":
        return actual > target
    if sign == "<":
        return actual < target
    if equal != "at_least":
        return actual == target
    # Zero accidents is met by none, not by more than none.
    return actual <= target if target == 0 else actual >= target


def ratio_share(numbers: Numbers, rule: Ratio) -> tuple[Fraction, str]:
    """The share of the weight earned by a result that misses its target, and how it is told.

    The target is above 0; the share lies between 0 and 1.
    """
    actual, target, sign = numbers.actual, numbers.target, numbers.sign
    shown_actual, shown_target = numbers.shown_actual, numbers.shown_target
    if sign in UPPER:
        if actual == target:
            return WHOLE, f" × {shown_target:f} ÷ {shown_actual:f}"
        if rule.reverse == "t/a":
            return divided(target, actual), f" × {shown_target:f} ÷ {shown_actual:f}"
        over = minus(fraction(actual), fraction(target))
        terms = f" × (1 － ({shown_actual:f} － {shown_target:f}) ÷ {shown_target:f})"
        return _one_minus(over, target), terms
    if sign == "=" and rule.equal == "exact":
        return ZERO, " × 0"
    if sign == "=" and rule.equal == "two_sided":
        apart = minus(fraction(actual), fraction(target))
        terms = f" × (1 － |{shown_actual:f} － {shown_target:f}| ÷ {shown_target:f})"
        return _one_minus((abs(apart[0]), apart[1]), target), terms
    if actual <= 0:
        return ZERO, " × 0"
    return divided(actual, target), f" × {shown_actual:f} ÷ {shown_target:f}"


def _one_minus(amount: Fraction, target: Decimal) -> Fraction:
    """``1 − amount ÷ target``, not below 0."""
    above, below = target.as_integer_ratio()
    share = minus(WHOLE, (amount[0] * below, amount[1] * above))
    return share if share[0] > 0 else ZERO


def completion_of(verdict: Verdict) -> Fraction | None:
    """Completion: a ÷ t, for a target where less is better t ÷ a; none where undefined."""
    if verdict.completion is not None:
        return verdict.completion
    numbers = verdict.numbers
    if numbers is None or numbers.target == 0:
        return None
    if verdict.kind == "range" and verdict.is_met:
        return WHOLE
    if numbers.sign in UPPER:
        return divided(numbers.target, numbers.actual) if numbers.actual > 0 else None
    return divided(numbers.actual, numbers.target)


def deviation_of(verdict: Verdict) -> Fraction | None:
    """Deviation: (a − t) ÷ t with its sign; none where undefined."""
    if verdict.completion is not None:
        return minus(verdict.completion, WHOLE)
    numbers = verdict.numbers
    if numbers is None or numbers.target == 0:
        return None
    if verdict.kind == "range" and verdict.is_met:
        return ZERO
    return minus(divided(numbers.actual, numbers.target), WHOLE)
