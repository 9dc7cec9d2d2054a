"""A scorecard taken apart again: for each row the exact share it earns, and what another value would.

The engine's own functions in the engine's own order; points are never worked out in a second way.
"""

from __future__ import annotations

from scoring import notation
from scoring.engine.execution import execution_rate, funds_total, score_execution
from scoring.engine.judgement import judge
from scoring.engine.methods import Award, award, method_of
from scoring.engine.rounding import ZERO, fraction, rounded
from scoring.engine.row import KINDS, score_row
from scoring.engine.target import aim_of
from scoring.engine.total import caps_of, grades_between, sections_of, total_of
from scoring.engine.weights import as_written, changed_weights
from scoring.model.project import Fund
from scoring.model.review import Result
from scoring.model.scorecard import Bounds
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.engine.target import Aim
    from scoring.engine.verdict import Verdict
    from scoring.engine.weights import Share
    from scoring.model.method import Method
    from scoring.model.project import Indicator
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import ExecutionScore, IndicatorScore, Scorecard


class Appraisal(NamedTuple):
    """One row that takes part: where it stands, what it was held against, what it was given.

    ``share`` is the weight it is scored with; ``verdict`` and ``method`` are ``None`` while target
    or actual is missing.
    """

    at: int
    row: Indicator
    score: IndicatorScore
    share: Share | None
    aim: Aim
    verdict: Verdict | None
    method: Method | None
    award: Award


def appraise(card: Scorecard) -> tuple[Appraisal, ...]:
    """The rows of a scorecard that take part, in their order."""
    project, rules = card.project, card.rules
    changed = changed_weights(project.indicators, rules)
    appraisals = []
    for at, row in enumerate(project.indicators):
        if row.not_applicable is not None:
            continue
        share = (None if changed is None else changed.get(at)) or as_written(row)
        aim = aim_of(row, rules, [], None)
        verdict, way, given = None, None, Award(None, reason="")
        is_blank = row.actual is None or isinstance(notation.parse(row.actual), notation.Blank)
        if aim.value is not None and not is_blank:
            verdict = judge(row, aim, project, rules, [], None)
            way = method_of(row, KINDS[aim.value.__class__], rules)
            if share is not None:
                given = award(way, row, verdict, rules, None)
        appraisals.append(Appraisal(at, row, card.indicators[at], share, aim, verdict, way, given))
    return tuple(appraisals)


def scored_with(card: Scorecard, appraisal: Appraisal, **fields: object) -> IndicatorScore:
    """The row scored by the engine with some of its fields changed, its weight as it is."""
    row = appraisal.row._replace(**fields)  # type: ignore[arg-type]
    return score_row(row, appraisal.share, card.project, card.rules, [])


def ends(row: IndicatorScore, rules: RuleSet) -> tuple[Decimal, Decimal]:
    """The fewest and the most points of a row, as the total counts them."""
    if row.score is None and rules.unjudged == "zero":
        zero = rounded(ZERO, rules.rounding.digits)
        return zero, zero
    return row.low, row.high


def result_with(card: Scorecard, at: int, score: IndicatorScore) -> Result:
    """Total, grade and bounds with one row scored otherwise and all else as it is."""
    rows = (*card.indicators[:at], score, *card.indicators[at + 1 :])
    return Result(*total_of(card.execution, rows, sections_of(rows), card.caps, card.rules))


def known(score: IndicatorScore, points: Decimal) -> IndicatorScore:
    """The row with these points, whatever it had."""
    return score._replace(score=points, low=points, high=points, status="partly")


def executed_with(card: Scorecard, executed: Decimal) -> tuple[ExecutionScore, Result]:
    """The execution rate's points and the result with another amount executed."""
    project, rules = card.project, card.rules
    budget, _, _ = funds_total(project)
    fund = Fund("", "", annual_budget=budget, executed=executed, is_total=True)
    other = project._replace(funds=(fund,))
    execution = score_execution(other, rules, [])
    caps = caps_of(execution_rate(other), rules)
    total = total_of(execution, card.indicators, card.sections, caps, rules)
    return execution, Result(*total)


def spanned(card: Scorecard, low: Decimal, high: Decimal) -> Bounds:
    """Two sums of points below the caps in force, and the grades between them."""
    limit = card.caps[0].limit if card.caps else None
    low_limit = limit
    if card.execution.score is None and card.rules.unjudged != "zero":
        low_limit = min((cap.at_most for cap in card.rules.execution.caps), default=None)
    low = low if low_limit is None else min(low, low_limit)
    high = high if limit is None else min(high, limit)
    return Bounds(low, high, grades_between(low, high, card.rules))


def execution_ends(card: Scorecard) -> tuple[Decimal, Decimal]:
    """The fewest and the most points of the execution rate, as the total counts them."""
    digits = card.rules.rounding.digits
    if card.execution.score is not None:
        return card.execution.score, card.execution.score
    zero = rounded(ZERO, digits)
    if card.rules.unjudged == "zero":
        return zero, zero
    return zero, rounded(fraction(card.execution.weight), digits)
