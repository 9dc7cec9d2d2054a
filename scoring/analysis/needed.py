"""The value that would win a row its full points, and the nearest one that prints the same.

The candidates are the values at which a method can change: the target, the ends of a range, the
steps of ``bands``; where the sign is strict, a digit beyond. Between the present value and such a
one the points never fall, so that the first value with full points is found by halving: the engine
scores every trial. No formula of a method is turned around here.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.analysis.appraisal import executed_with, scored_with
from scoring.engine.rounding import EXACT
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scoring.analysis.appraisal import Appraisal
    from scoring.model.scorecard import IndicatorScore, Scorecard
    from scoring.notation import Quantity

MONEY_DIGITS = {"元": 2, "千元": 5, "万元": 6, "亿元": 10}
"""Digits after the point that reach down to a 分."""


class Needed(NamedTuple):
    """The value needed, the nearest one that is rounded to the same points, and the row with it."""

    quantity: Quantity
    nearest: Quantity | None
    score: IndicatorScore

    @property
    def text(self) -> str:
        """The value as an actual is written."""
        return shown(self.quantity)

    @property
    def least(self) -> str | None:
        """The nearest one likewise."""
        return None if self.nearest is None else shown(self.nearest)


def present(appraisal: Appraisal) -> Quantity | None:
    """The actual of a row as a number that was held against its target, with the unit written."""
    verdict = appraisal.verdict
    if verdict is None or verdict.numbers is None:
        return None
    return verdict.numbers.result


def needed_actual(card: Scorecard, appraisal: Appraisal) -> Needed | None:
    """The actual that would earn a row with a number or a range for a target the most.

    ``None`` for other targets, and where no actual earns more than the present one.
    """
    now = present(appraisal)
    best: tuple[tuple[object, ...], Quantity, IndicatorScore] | None = None
    for order, quantity in enumerate(_candidates(appraisal, now)):
        score = with_number(card, appraisal, quantity)
        if score is None or score.score is None:
            continue
        far = Decimal(0) if now is None else _distance(quantity, now)
        rank = (-score.score, order % _KINDS, far)
        if best is None or rank < best[0]:
            best = (rank, quantity, score)
    if best is None:
        return None
    _, quantity, score = best
    points, earned = appraisal.score.score, score.score
    if points is not None and earned is not None and earned <= points:
        return None
    least = None if now is None else _least(card, appraisal, now, quantity, score)
    return Needed(quantity, least, score)


_KINDS = 2
"""Candidates come in pairs: first the values themselves, then those a digit beyond."""


def _candidates(appraisal: Appraisal, now: Quantity | None) -> Iterator[Quantity]:
    """The values at which the points of a row can change; every second is a digit beyond one."""
    for quantity in _edges(appraisal):
        edge = quantity
        if now is not None and now.unit is not None:
            edge = notation.convert(quantity, now.unit) or quantity
        step = _step(edge, now)
        for beyond in (EXACT.add(edge.number, step), EXACT.subtract(edge.number, step)):
            yield edge
            yield edge._replace(number=beyond)


def _edges(appraisal: Appraisal) -> Iterator[Quantity]:
    target = appraisal.aim.value
    if isinstance(target, notation.Measure):
        yield target.quantity
        unit = target.quantity.unit
    elif isinstance(target, notation.Interval):
        yield target.low
        yield target.high
        unit = target.low.unit
    else:
        return
    if appraisal.method is not None:
        for step in appraisal.method.steps:
            known = notation.find_unit(step.unit) if step.unit else unit
            yield notation.Quantity(step.at_least, known)


def _step(quantity: Quantity, now: Quantity | None) -> Decimal:
    """One in the last digit of the way the two are written."""
    return Decimal(1).scaleb(-max(digits_of(quantity), 0 if now is None else digits_of(now)))


def digits_of(quantity: Quantity) -> int:
    """Digits behind the point of a quantity as it is written."""
    return max(0, -int(quantity.number.as_tuple().exponent))


def _distance(quantity: Quantity, now: Quantity) -> Decimal:
    if not notation.comparable(quantity.unit, now.unit):
        return Decimal(0)
    here = notation.in_base(quantity, now.unit)
    return abs(EXACT.subtract(here, notation.in_base(now, quantity.unit)))


def shown(quantity: Quantity) -> str:
    """A quantity as an actual is written."""
    return notation.show(notation.Measure(None, quantity))


def with_number(card: Scorecard, appraisal: Appraisal, quantity: Quantity) -> IndicatorScore | None:
    """The row with this number for an actual; none where the number would not be read as one."""
    text = shown(quantity)
    read = notation.parse(text)
    if not isinstance(read, notation.Measure) or read.quantity.number != quantity.number:
        return None
    return scored_with(card, appraisal, actual=text)


def _least(
    card: Scorecard,
    appraisal: Appraisal,
    now: Quantity,
    full: Quantity,
    score: IndicatorScore,
) -> Quantity | None:
    """The value nearest to the present one that earns as much as ``full`` does."""
    if now.unit != full.unit and now.unit is not None:
        return None
    digits = max(digits_of(now), digits_of(full))

    def is_enough(units: int) -> bool:
        quantity = full._replace(number=number_of(units, digits))
        trial = with_number(card, appraisal, quantity)
        return trial is not None and trial.score is not None and trial.score == score.score

    units = first(units_of(now.number, digits), units_of(full.number, digits), is_enough)
    if units is None:
        return None
    least = number_of(units, digits)
    return full if least == full.number else full._replace(number=least)


def units_of(number: Decimal, digits: int) -> int:
    """A number in units of its last digit."""
    return int(EXACT.scaleb(number, digits))


def number_of(units: int, digits: int) -> Decimal:
    """So many units of the last digit as a number."""
    return EXACT.scaleb(Decimal(units), -digits)


def first(start: int, end: int, is_enough: Callable[[int], bool]) -> int | None:
    """The value nearest to ``start`` that is enough; ``end`` is, and nothing on the way back is not.

    >>> first(0, 100, lambda units: units >= 60)
    60
    """
    if start == end or is_enough(start):
        return None
    while abs(end - start) > 1:
        middle = (start + end) // 2
        if is_enough(middle):
            end = middle
        else:
            start = middle
    return end


def least_executed(
    card: Scorecard, budget: Decimal, executed: Decimal, needed: Decimal
) -> Decimal | None:
    """The smallest amount, to the 分, that earns as much as ``needed`` executed does.

    Args:
        card: the project, with its annual budget.
        budget: that budget, for its digits.
        executed: the amount now, which earns less.
        needed: the amount that earns enough.
    """
    digits = MONEY_DIGITS[card.project.money_unit]
    for amount in (budget, executed, needed):
        digits = max(digits, -int(amount.as_tuple().exponent))
    full, _ = executed_with(card, needed)

    def is_enough(units: int) -> bool:
        return executed_with(card, number_of(units, digits))[0].score == full.score

    units = first(units_of(executed, digits), units_of(needed, digits), is_enough)
    if units is None:
        return None
    return plain_amount(number_of(units, digits))


def plain_amount(amount: Decimal) -> Decimal:
    """The amount without idle zeros behind its point.

    >>> plain_amount(Decimal("199.900000")), plain_amount(Decimal("200"))
    (Decimal('199.9'), Decimal('200'))
    """
    text = f"{amount:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else amount
