"""The lowest and the highest total when every weight may move by so many percent.

Weights are written in hundredths and move in hundredths; together they stay what they are, and
where the rule set fixes its split, so does each first class. A row earns its share of whatever
weight it has, so its printed points are stairs in its weight: all steps alike, the first one cut
off by the lower end. That finds the best split without trying any: start from all lower ends and
spend what is left of the weight where a step is cheapest (for the highest total), or where most
weight fits below the next step (for the lowest). Exact fractions throughout. Rows that earn all of
their weight or nothing are told exactly; one that earns a part may widen the range by a step,
because it need not find a hundredth of weight just where its step begins. Never too narrow.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

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


class _Scale(NamedTuple):
    """One in the last digit of points, one in that of weights, and how far weights move."""

    unit: Fraction
    grain: Fraction
    move: Fraction


class _Row(NamedTuple):
    """A weight that moves between two ends, and what it earns: ``share`` of it less ``off``."""

    weight: Fraction
    low: Fraction
    high: Fraction
    share: Fraction
    off: Fraction


def weight_range(card: Scorecard, appraisals: Sequence[Appraisal], percent: Decimal) -> Span | None:
    """The range of the total while weights move by ``percent``; none where there is no total.

    Rows whose points were given as such, that have no weight, or that deductions may bring to
    nothing inside the move, keep their weight; they are named in ``held``. Where rows do not apply,
    the others are re-scaled by the same factors as now.
    """
    if not card.indicators:
        return None
    move = Fraction(percent) / 100
    digits = card.rules.rounding.digits
    groups: dict[str | None, list[Appraisal]] = {}
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
        key = appraisal.score.level1 if card.rules.weights.fixed else None
        groups.setdefault(key, []).append(appraisal)
    scale = _Scale(Fraction(1, 10**digits), Fraction(1, 10 ** _digits(appraisals, digits)), move)
    for group in groups.values():
        for is_high, parts in ((False, lows), (True, highs)):
            rows = [_row(card, appraisal, scale, high=is_high) for appraisal in group]
            left = sum((row.weight - row.low for row in rows), Fraction(0))
            units = _most(rows, left, scale) if is_high else _fewest(rows, left, scale)
            parts.append(_printed(units, digits))
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


def _digits(appraisals: Sequence[Appraisal], least: int) -> int:
    """Digits behind the point that weights are written in, at least those of points."""
    weights = [appraisal.row.weight for appraisal in appraisals]
    written = [-int(weight.as_tuple().exponent) for weight in weights if weight is not None]
    return max([least, *written])


def _row(card: Scorecard, appraisal: Appraisal, scale: _Scale, *, high: bool) -> _Row:
    given, share = appraisal.award, appraisal.share
    assert share is not None
    assert appraisal.row.weight is not None
    weight = Fraction(appraisal.row.weight)
    low = ceil(weight * (1 - scale.move) / scale.grain) * scale.grain
    most = floor(weight * (1 + scale.move) / scale.grain) * scale.grain
    off = Fraction(0)
    if given.share is not None:
        earned, off = Fraction(*given.share), _off(appraisal)
    elif card.rules.unjudged == "zero":
        earned = Fraction(0)
    else:
        earned = Fraction(*(given.high if high else given.low))
    return _Row(weight, low, most, earned * Fraction(*share.exact) / weight, off)


class _Stairs(NamedTuple):
    """The points of a row from its lower to its upper end, in steps of one unit.

    ``units`` are those at the lower end; ``steps`` more are climbed on the way, the first at
    ``first`` more weight, the others ``width`` apart; ``room`` is the whole way. ``is_even`` says
    that every grain of weight is a step: then nothing is lost between them.
    """

    units: int
    steps: int
    first: Fraction
    width: Fraction
    room: Fraction
    is_even: bool


def _stairs(row: _Row, scale: _Scale) -> _Stairs:
    low = _rounded(row.share * row.low - row.off, scale.unit)
    high = _rounded(row.share * row.high - row.off, scale.unit)
    room = row.high - row.low
    if high == low:
        return _Stairs(low, 0, room, room, room, is_even=True)
    width = scale.unit / row.share
    first = ((low + _HALF) * scale.unit + row.off) / row.share - row.low
    return _Stairs(low, high - low, first, width, room, is_even=width == scale.grain)


_HALF = Fraction(1, 2)


def _rounded(points: Fraction, unit: Fraction) -> int:
    """So many units, half up, not below 0."""
    return max(0, floor(points / unit + _HALF))


def _most(rows: Sequence[_Row], left: Fraction, scale: _Scale) -> int:
    """The most units: climb the cheapest steps first. In no row is a later step cheaper."""
    stairs = [_stairs(row, scale) for row in rows]
    prices = []
    for row in stairs:
        if row.steps:
            # Weight comes in whole grains: nothing less buys the first step.
            first = row.width if row.is_even else row.first
            prices += [(first, 1), (row.width, row.steps - 1)]
    units = sum(row.units for row in stairs)
    for price, count in sorted(prices):
        climbed = min(count, floor(left / price))
        units += climbed
        left -= climbed * price
        if climbed < count:
            break
    return units


def _fewest(rows: Sequence[_Row], left: Fraction, scale: _Scale) -> int:
    """The fewest units: put the weight where most of it fits below the next step."""
    stairs = [_stairs(row, scale) for row in rows]
    units = sum(row.units for row in stairs)
    room = Fraction(0)
    gains = []
    for row in stairs:
        below = row.first
        if row.is_even and row.steps:
            below = ceil(row.first / scale.grain) * scale.grain - scale.grain
        room += below
        if row.steps:
            last = row.room - below - (row.steps - 1) * row.width
            gains += [(row.width, row.steps - 1), (last, 1)]
    for gain, count in sorted(gains, reverse=True):
        if room >= left:
            break
        climbed = min(count, ceil((left - room) / gain)) if gain else count
        units += climbed
        room += climbed * gain
    return units
