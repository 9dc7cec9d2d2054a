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
    ``is_as_written`` says that the two have the same unit and were not converted.
    """

    actual: Decimal
    target: Decimal
    sign: str
    shown_actual: Decimal
    shown_target: Decimal
    unit: str
    result: Quantity
    target_unit: Unit | None
    is_as_written: bool = False


class Verdict(NamedTuple):
    """The outcome of a comparison.

    ``is_met`` is ``None`` where it cannot be told. ``numbers`` are there when two numbers were
    compared, ``completion`` when the result itself is a stated share of the target. ``tier`` is the
    tier of a qualitative result, where it is known. ``stated`` is the number that a mere statement
    of attainment vouches for: the target's. ``reason`` says why nothing could be told; it is
    :data:`REPORTED` when a finding has said so already. ``share`` and ``printed`` are worked out
    with the comparison where two numbers were compared: the share that ``ratio`` gives, completion
    and deviation in percent.
    """

    kind: Kind
    is_met: bool | None
    numbers: Numbers | None = None
    completion: Fraction | None = None
    tier: Tier | None = None
    stated: Quantity | None = None
    reason: str = ""
    share: Fraction | None = None
    printed: tuple[Decimal | None, Decimal | None] | None = None


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


def ratio_share(numbers: Numbers, rule: Ratio) -> Fraction:
    """The share of the weight earned by a result that misses its target.

    The target is above 0; the share lies between 0 and 1.
    """
    actual, target, sign = numbers.actual, numbers.target, numbers.sign
    if sign in UPPER:
        if actual == target:
            return WHOLE
        if rule.reverse == "t/a":
            return divided(target, actual)
        return _one_minus(minus(fraction(actual), fraction(target)), target)
    if sign == "=" and rule.equal == "exact":
        return ZERO
    if sign == "=" and rule.equal == "two_sided":
        apart = minus(fraction(actual), fraction(target))
        return _one_minus((abs(apart[0]), apart[1]), target)
    return ZERO if actual <= 0 else divided(actual, target)


def ratio_terms(numbers: Numbers, rule: Ratio) -> str:
    """How :func:`ratio_share` is told behind the weight: `` × 8 ÷ 10``."""
    actual, target = f"{numbers.shown_actual:f}", f"{numbers.shown_target:f}"
    if numbers.sign in UPPER:
        if rule.reverse == "t/a" or numbers.actual == numbers.target:
            return f" × {target} ÷ {actual}"
        return f" × (1 － ({actual} － {target}) ÷ {target})"
    if numbers.sign == "=" and rule.equal == "two_sided":
        return f" × (1 － |{actual} － {target}| ÷ {target})"
    is_nothing = numbers.actual <= 0 or (numbers.sign == "=" and rule.equal == "exact")
    return " × 0" if is_nothing else f" × {actual} ÷ {target}"


def _one_minus(amount: Fraction, target: Decimal) -> Fraction:
    """``1 − amount ÷ target``, not below 0."""
    above, below = target.as_integer_ratio()
    share = minus(WHOLE, (amount[0] * below, amount[1] * above))
    return share if share[0] > 0 else ZERO


def completion_and_deviation(verdict: Verdict) -> tuple[Fraction | None, Fraction | None]:
    """Completion a ÷ t (where less is better t ÷ a) and deviation (a − t) ÷ t.

    ``None`` where undefined. Inside a range nothing is missing and nothing is too much.
    """
    if verdict.completion is not None:
        return verdict.completion, minus(verdict.completion, WHOLE)
    numbers = verdict.numbers
    if numbers is None or not numbers.target:
        return None, None
    if verdict.kind == "range" and verdict.is_met:
        return WHOLE, ZERO
    above, below = divided(numbers.actual, numbers.target)
    deviation = (above - below, below)
    if numbers.sign not in UPPER:
        return (above, below), deviation
    return (divided(numbers.target, numbers.actual) if numbers.actual > 0 else None), deviation
