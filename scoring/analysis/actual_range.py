"""The lowest and the highest total when every measured actual may be a little off.

Rows are independent of each other, so their extremes add up. The points of a row never fall on the
way to its target, or to its range, and never rise beyond it: the fewest are at one of the two ends
of the move, the most at an end or at a target inside. The engine scores each of these few actuals.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.analysis import survey
from scoring.analysis.appraisal import ends, execution_ends, scored_with, spanned
from scoring.analysis.needed import plain_amount, present, shown
from scoring.engine.rounding import EXACT, exact_sum
from scoring.model.sensitivity import Move, Span
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.analysis.appraisal import Appraisal
    from scoring.model.scorecard import Scorecard
    from scoring.model.sensitivity import Error
    from scoring.notation import Quantity

NOT_MEASURED = "实际完成值不是一个数"
_PERCENT = Decimal("0.01")
_WHOLE = Decimal(100)


def actual_range(
    card: Scorecard, appraisals: Sequence[Appraisal], percent: Decimal
) -> tuple[Span | None, tuple[Move, ...]]:
    """The range of the total while actuals move by ``percent`` of themselves, and each row's move.

    A row of satisfaction that states the size of its sample moves inside Wilson's interval
    instead. Money is taken from the books and does not move. No range where there is no total.
    """
    if not card.indicators:
        return None, ()
    lows, highs = ([end] for end in execution_ends(card))
    moves: list[Move] = []
    held: list[tuple[str, str]] = []
    for appraisal in appraisals:
        move = move_of(card, appraisal, percent)
        if move is None:
            low, high = ends(appraisal.score, card.rules)
            held.append((appraisal.score.name, NOT_MEASURED))
        else:
            low, high = move.low, move.high
            moves.append(move)
        lows.append(low)
        highs.append(high)
    bounds = spanned(card, exact_sum(lows), exact_sum(highs))
    return Span(percent, bounds.low, bounds.high, bounds.grades, tuple(held)), tuple(moves)


def move_of(card: Scorecard, appraisal: Appraisal, percent: Decimal) -> Move | None:
    """How far the actual of a row may be off, and its points then; none where it is no number."""
    now = present(appraisal)
    if now is None or appraisal.score.score is None:
        return None
    is_share = _is_satisfaction(appraisal, now)
    size = survey.sample_size(appraisal.row) if is_share and 0 <= now.number <= _WHOLE else None
    error: Error = "stated" if size is None else "sample"
    if size is None:
        share = EXACT.scaleb(percent, -2)
        apart = abs(EXACT.multiply(now.number, share))
        lowest, highest = EXACT.subtract(now.number, apart), EXACT.add(now.number, apart)
        if is_share and now.number <= _WHOLE:
            # Nobody is more than satisfied.
            highest = min(highest, _WHOLE)
    else:
        lowest, highest = survey.interval(now.number, size)
    span = [now._replace(number=plain_amount(number)) for number in (lowest, highest)]
    points = [appraisal.score.score]
    for quantity in (*span, *_inside(appraisal, now, lowest, highest)):
        text = shown(quantity)
        read = notation.parse(text)
        if not isinstance(read, notation.Measure) or read.quantity.number != quantity.number:
            return None
        score = scored_with(card, appraisal, actual=text).score
        if score is None:
            return None
        points.append(score)
    return Move(
        appraisal.score.name, appraisal.score.path, appraisal.score.actual or "",
        shown(span[0]), shown(span[1]), error, size, min(points), max(points),
    )  # fmt: skip


def _is_satisfaction(appraisal: Appraisal, now: Quantity) -> bool:
    """Whether an actual is a percentage of satisfied people."""
    unit = now.unit
    if unit is None and appraisal.verdict is not None and appraisal.verdict.numbers is not None:
        unit = appraisal.verdict.numbers.target_unit
    if unit is None or unit.group != "share" or unit.scale != _PERCENT or unit.per is not None:
        return False
    return survey.is_survey(appraisal.row)


def _inside(
    appraisal: Appraisal, now: Quantity, lowest: Decimal, highest: Decimal
) -> Iterator[Quantity]:
    """The target, or the ends of the range, where they lie inside the move."""
    target = appraisal.aim.value
    if isinstance(target, notation.Measure):
        edges = [target.quantity]
    elif isinstance(target, notation.Interval):
        edges = [target.low, target.high]
    else:
        return
    for edge in edges:
        number = notation.in_base(edge, now.unit)
        ends_of_move = (
            notation.in_base(now._replace(number=end), edge.unit) for end in (lowest, highest)
        )
        low, high = ends_of_move
        if low < number < high:
            yield edge
