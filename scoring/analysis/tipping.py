"""The value of one row, or the amount executed, at which the grade becomes another.

Sought by halving between the present value and the far end, the engine scoring every trial: on the
way to its target the points of a row never fall, beyond it and away from it they never rise, so the
first value with another grade is the only place where the grade changes on that way.
"""

from __future__ import annotations

from scoring.analysis.appraisal import executed_with, result_with
from scoring.analysis.needed import (
    MONEY_DIGITS,
    digits_of,
    first,
    needed_actual,
    number_of,
    plain_amount,
    present,
    shown,
    units_of,
    with_number,
)
from scoring.engine.execution import funds_total
from scoring.model.sensitivity import Tip
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.analysis.appraisal import Appraisal
    from scoring.model.scorecard import Scorecard

_DOUBLINGS = 40
"""No actual is looked for beyond a million million times the present one."""


def tips(card: Scorecard, appraisal: Appraisal) -> tuple[Tip | None, Tip | None]:
    """The actual at which the grade falls, and the one at which it rises, all else as it is.

    None where no actual does, where the actual is no number, and while the total is open.
    """
    now = present(appraisal)
    if card.total is None or now is None or appraisal.score.score is None:
        return None, None
    needed = needed_actual(card, appraisal)
    full = None if needed is None else needed.quantity
    digits = max(digits_of(now), 0 if full is None else digits_of(full))

    def grade(units: int) -> str | None:
        trial = with_number(card, appraisal, now._replace(number=number_of(units, digits)))
        if trial is None or trial.score is None:
            return card.grade
        return result_with(card, appraisal.at, trial).grade

    start = units_of(now.number, digits)
    rises = None
    ways = [_end(start, -1, grade, card), _end(start, 1, grade, card)]
    if needed is not None and full is not None and full.unit == now.unit:
        goal = units_of(full.number, digits)
        rises = _tip(start, goal, grade, card)
        ways = [way for way in ways if way is not None and (way > start) != (goal > start)]
    elif needed is not None:
        return None, None
    falls = [units for way in ways if way is not None for units in [_tip(start, way, grade, card)]]
    found = [units for units in falls if units is not None]
    nearest = min(found, key=lambda units: abs(units - start), default=None)

    def tip(units: int | None) -> Tip | None:
        if units is None:
            return None
        return Tip(shown(now._replace(number=number_of(units, digits))), grade(units) or "")

    return tip(nearest), tip(rises)


def _end(start: int, way: int, grade: Callable[[int], str | None], card: Scorecard) -> int | None:
    """A value far enough on the way: 0 below; above the first doubling with another grade."""
    if way < 0:
        return 0 if start > 0 else None
    units = max(start, 1)
    for _ in range(_DOUBLINGS):
        units *= 2
        if grade(units) != card.grade:
            return units
    return None


def _tip(start: int, end: int, grade: Callable[[int], str | None], card: Scorecard) -> int | None:
    """The first value on the way with another grade; none when the end has the same."""
    if start == end or grade(end) == card.grade:
        return None
    return first(start, end, lambda units: grade(units) != card.grade)


def execution_tips(card: Scorecard) -> tuple[Tip | None, Tip | None]:
    """The amount executed at which the grade falls, and the one at which it rises."""
    budget, executed, _ = funds_total(card.project)
    if card.total is None or budget is None or executed is None or budget <= 0 or executed < 0:
        return None, None
    unit = card.project.money_unit
    digits = max(MONEY_DIGITS[unit], *(-int(it.as_tuple().exponent) for it in (budget, executed)))

    def grade(units: int) -> str | None:
        return executed_with(card, number_of(units, digits))[1].grade

    def tip(units: int | None) -> Tip | None:
        if units is None:
            return None
        amount = plain_amount(number_of(units, digits))
        return Tip(f"{amount:f}{unit}", grade(units) or "")

    start = units_of(executed, digits)
    goal = units_of(budget, digits)
    rises = _tip(start, goal, grade, card) if start < goal else None
    return tip(_tip(start, 0, grade, card)), tip(rises)
