"""The lowest and the highest total when every weight may move by so many percent.

The weights of the rows together stay what they are; where the rule set fixes its split, so does
each first class. A row earns its share of whatever weight it has, so its printed points are stairs
in its weight: all steps 0.01 high and equally wide, the first one cut off by the lower end. That
makes the best split exact without trying any: start from all lower ends and spend what is left of
the weight where a step is cheapest (for the highest total), or where most weight fits below the
next step (for the lowest). Exact fractions throughout.
"""

from __future__ import annotations

from fractions import Fraction

from scoring.analysis.appraisal import ends, execution_ends, spanned
from scoring.engine.rounding import exact_sum, rounded
from scoring.model.sensitivity import Span
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from scoring.analysis.appraisal import Appraisal
    from scoring.model.scorecard import Scorecard

GIVEN = "得分由评价人直接给出"
NO_WEIGHT = "没有大于 0 的分值"
ALL_OFF = "扣分后可能为 0"


class _Row(NamedTuple):
    """A weight that moves between two ends, and what it earns: ``share`` of it less ``off``."""

    low: Fraction
    high: Fraction
    share: Fraction
    off: Fraction


def weight_range(card: Scorecard, appraisals: Sequence[Appraisal], percent: Decimal) -> Span | None:
    """The range of the total while weights move by ``percent``; none where there is no total.

    Rows whose points were given as such, that have no weight, or that deductions may bring to
    nothing inside the move, keep their weight; they are named in ``held``. The weight of a row is
    the one it is scored with, after rows that do not apply.
    """
    if not card.indicators:
        return None
    unit = Fraction(1, 10**card.rules.rounding.digits)
    move = Fraction(percent) / 100
    groups: dict[str | None, list[tuple[Appraisal, Fraction]]] = {}
    held: list[tuple[str, str]] = []
    lows, highs = ([end] for end in execution_ends(card))
    for appraisal in appraisals:
        reason = _held(appraisal, move)
        if reason:
            held.append((appraisal.score.name, reason))
            low, high = ends(appraisal.score, card.rules)
            lows.append(low)
            highs.append(high)
            continue
        assert appraisal.share is not None
        weight = Fraction(*appraisal.share.exact)
        key = appraisal.score.level1 if card.rules.weights.fixed else None
        groups.setdefault(key, []).append((appraisal, weight))
    digits = card.rules.rounding.digits
    for group in groups.values():
        least = [_row(card, appraisal, weight, move, high=False) for appraisal, weight in group]
        most = [_row(card, appraisal, weight, move, high=True) for appraisal, weight in group]
        left = sum((weight for _, weight in group), Fraction(0)) - sum(
            (row.low for row in least), Fraction(0)
        )
        lows.append(_printed(_fewest(least, left, unit), digits))
        highs.append(_printed(_most(most, left, unit), digits))
    bounds = spanned(card, exact_sum(lows), exact_sum(highs))
    return Span(percent, bounds.low, bounds.high, bounds.grades, tuple(held))


def _printed(units: int, digits: int) -> Decimal:
    return rounded((units, 10**digits), digits)


def _held(appraisal: Appraisal, move: Fraction) -> str:
    """Why a row keeps its weight; empty when it moves."""
    share, row = appraisal.share, appraisal.row
    if share is None or share.exact[0] <= 0:
        return NO_WEIGHT
    verdict = appraisal.verdict
    is_words = verdict is not None and verdict.kind == "words"
    if is_words and row.degree is None and row.claimed_score is not None:
        return GIVEN
    given = appraisal.award
    if given.share is not None:
        lower = Fraction(*share.exact) * (1 - move)
        off = _off(appraisal)
        if off and lower * Fraction(*given.share) < off:
            return ALL_OFF
    return ""


def _off(appraisal: Appraisal) -> Fraction:
    """The points taken off whatever the weight is."""
    deduction = appraisal.row.deduction
    off = Fraction(*appraisal.award.off)
    return off + Fraction(deduction) if deduction is not None and deduction > 0 else off


def _row(
    card: Scorecard, appraisal: Appraisal, weight: Fraction, move: Fraction, *, high: bool
) -> _Row:
    given = appraisal.award
    low_weight, high_weight = weight * (1 - move), weight * (1 + move)
    if given.share is not None:
        share, off = Fraction(*given.share), _off(appraisal)
        return _Row(low_weight, high_weight, share, off)
    if card.rules.unjudged == "zero":
        return _Row(low_weight, high_weight, Fraction(0), Fraction(0))
    share = Fraction(*(given.high if high else given.low))
    return _Row(low_weight, high_weight, share, Fraction(0))


class _Stairs(NamedTuple):
    """The points of a row from its lower to its upper end, in steps of ``unit``.

    ``units`` are those at the lower end; ``steps`` more are climbed on the way, the first after
    ``first`` more weight, the others ``width`` apart; ``room`` is the whole way.
    """

    units: int
    steps: int
    first: Fraction
    width: Fraction
    room: Fraction


def _stairs(row: _Row, unit: Fraction) -> _Stairs:
    low = _rounded(row.share * row.low - row.off, unit)
    high = _rounded(row.share * row.high - row.off, unit)
    room = row.high - row.low
    if high == low:
        return _Stairs(low, 0, room, room, room)
    first = ((low + Fraction(1, 2)) * unit + row.off) / row.share - row.low
    return _Stairs(low, high - low, first, unit / row.share, room)


def _rounded(points: Fraction, unit: Fraction) -> int:
    """So many units, half up."""
    return int((points / unit + Fraction(1, 2)).__floor__())


def _most(rows: Sequence[_Row], left: Fraction, unit: Fraction) -> int:
    """The most units: climb the cheapest steps first. In no row is a later step cheaper."""
    stairs = [_stairs(row, unit) for row in rows]
    prices = []
    for row in stairs:
        if row.steps:
            prices += [(row.first, 1), (row.width, row.steps - 1)]
    units = sum(row.units for row in stairs)
    for price, count in sorted(prices):
        climbed = min(count, int(left // price)) if price else count
        units += climbed
        left -= climbed * price
        if climbed < count:
            break
    return units


def _fewest(rows: Sequence[_Row], left: Fraction, unit: Fraction) -> int:
    """The fewest units: put the weight where most fits below the next step.

    The edge of a step belongs to the step above it: where weight is left exactly at all edges, one
    more has to be climbed.
    """
    stairs = [_stairs(row, unit) for row in rows]
    units = sum(row.units for row in stairs)
    room = Fraction(0)
    gains = []
    for row in stairs:
        room += row.first if row.steps else row.room
        if row.steps:
            last = row.room - row.first - (row.steps - 1) * row.width
            gains += [(row.width, row.steps - 1), (last, 1)]
    if not gains or room > left:
        return units
    for gain, count in sorted(gains, reverse=True):
        if room + gain * count > left:
            return units + int((left - room) // gain) + 1
        units += count
        room += gain * count
    return units
