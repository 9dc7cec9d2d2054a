"""How firmly a total and a grade stand: the parts put together, each worked out in its own module.

Deterministic: nothing is sampled. Distances and what the grade hangs on are worked out here.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from scoring.analysis.actual_range import actual_range
from scoring.analysis.appraisal import (
    Appraisal,
    appraise,
    ends,
    executed_with,
    execution_ends,
    known,
    result_with,
    spanned,
)
from scoring.analysis.naming import EXECUTION
from scoring.analysis.remedies import losses
from scoring.analysis.tipping import execution_tips, tips
from scoring.analysis.weight_range import weight_range
from scoring.engine import score_project
from scoring.engine.execution import funds_total
from scoring.engine.rounding import ZERO, exact_sum, fraction, rounded, times
from scoring.model.review import Result
from scoring.model.sensitivity import Distance, Hinge, Sensitivity, grades_of
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard

WEIGHTS, ACTUALS = Decimal(10), Decimal(5)
"""How far weights and actuals move unless somebody says otherwise, in percent."""


def sensitivity(
    card: Scorecard,
    weights: Decimal = WEIGHTS,
    actuals: Decimal = ACTUALS,
    against: RuleSet | None = None,
) -> Sensitivity:
    """How firmly the total and the grade of a scorecard stand.

    Args:
        card: the scorecard, its findings included: they say what is missing.
        weights: how far each weight may move, in percent, from 0 to 100.
        actuals: how far each measured actual may be off, in percent of itself, from 0 to 100.
        against: another rule set, to be put beside the scorecard's.

    Raises ``ValueError`` for a percentage that is not from 0 to 100.
    """
    for percent in (weights, actuals):
        if not 0 <= percent <= 100:  # noqa: PLR2004 - percent
            message = f"变动幅度 {percent} 应在 0～100 之间（百分数）"
            raise ValueError(message)
    appraisals = appraise(card)
    span, moves = actual_range(card, appraisals, actuals)
    rules = card.rules
    project = card.project
    return Sensitivity(
        card,
        distances(card, appraisals),
        losses(card, appraisals),
        weight_range(card, appraisals, weights),
        span,
        moves,
        tuple(sorted(_hinges(card, appraisals), key=_swing, reverse=True)),
        score_project(project, rules._replace(target="initial")),
        score_project(project, rules._replace(target="adjusted")),
        None if against is None else score_project(project, against),
    )


def distances(card: Scorecard, appraisals: Sequence[Appraisal]) -> tuple[Distance, ...]:
    """The fewest points to each grade, up and down, the best grade first."""
    if card.total is None and card.bounds is None:
        return ()
    low = high = card.total
    if card.bounds is not None:
        low, high = card.bounds.low, card.bounds.high
    assert low is not None
    assert high is not None
    most = _most(card, appraisals)
    grades = card.rules.grades
    found = []
    for at, grade in enumerate(grades):
        below = None if at == 0 else grades[at - 1].start
        start = None if at == len(grades) - 1 else grade.start
        found.append(
            Distance(
                grade.name, grade.start,
                _distance(low, start, below, card.rules), _distance(high, start, below, card.rules),
                start is None or start <= most,
            )
        )  # fmt: skip
    return tuple(found)


def _most(card: Scorecard, appraisals: Sequence[Appraisal]) -> Decimal:
    """The total with full points everywhere."""
    digits = card.rules.rounding.digits
    parts = [rounded(fraction(card.execution.weight), digits)]
    parts += [_full(appraisal, digits) for appraisal in appraisals]
    return exact_sum(parts)


def _full(appraisal: Appraisal, digits: int) -> Decimal:
    share = appraisal.share
    return rounded(ZERO if share is None or share.exact[0] < 0 else share.exact, digits)


def _distance(
    total: Decimal, start: Decimal | None, below: Decimal | None, rules: RuleSet
) -> Decimal:
    """The fewest points, in steps of the last digit, from a total into the band."""
    digits = rules.rounding.digits
    unit = Fraction(1, 10**digits)
    if start is not None and total < start:
        steps = -((Fraction(total) - Fraction(start)) / unit).__floor__()
    elif below is not None and total >= below:
        # The lower end of the grade above belongs to it: one step more.
        steps = -(((Fraction(total) - Fraction(below)) / unit).__floor__() + 1)
    else:
        steps = 0
    return rounded((steps, 10**digits), digits)


def _hinges(card: Scorecard, appraisals: Sequence[Appraisal]) -> Iterator[Hinge]:
    """Each part at its fewest and at its most points, the rest as it is."""
    if not card.indicators:
        return
    yield _execution_hinge(card)
    rules = card.rules
    digits = rules.rounding.digits
    zero = rounded(ZERO, digits)
    for appraisal in appraisals:
        score = appraisal.score
        if appraisal.share is None:
            continue
        if score.score is None:
            low, high = score.low, score.high
        else:
            low, high = zero, _full(appraisal, digits)
            method = appraisal.method
            if method is not None and method.steps:
                share = fraction(max(step.share for step in method.steps))
                high = rounded(times(appraisal.share.exact, share), digits)
            high = max(high, score.high)
        lowest = result_with(card, appraisal.at, known(score, low))
        highest = result_with(card, appraisal.at, known(score, high))
        falls_at, rises_at = tips(card, appraisal)
        yield _hinge(
            card,
            Hinge(
                score.name, score.path, appraisal.share.printed, score.score, low, high, lowest,
                highest, is_decisive=False, falls_at=falls_at, rises_at=rises_at,
            ),
        )  # fmt: skip


def _execution_hinge(card: Scorecard) -> Hinge:
    """The execution rate at nothing and at the whole budget, with the caps that brings."""
    execution = card.execution
    budget, _, path = funds_total(card.project)
    if budget is not None and budget > 0:
        nothing, lowest = executed_with(card, Decimal(0))
        full, highest = executed_with(card, budget)
        low, high = nothing.score or Decimal(0), full.score or Decimal(0)
    else:
        low, high = execution_ends(card)
        first = spanned(card, *_sums(card, low))
        last = spanned(card, *_sums(card, high))
        lowest, highest = Result(None, None, first), Result(None, None, last)
    falls_at, rises_at = execution_tips(card)
    return _hinge(
        card,
        Hinge(
            EXECUTION, path, execution.weight, execution.score, low, high, lowest, highest,
            is_decisive=False, falls_at=falls_at, rises_at=rises_at,
        ),
    )  # fmt: skip


def _sums(card: Scorecard, execution: Decimal) -> tuple[Decimal, Decimal]:
    pairs = [ends(row, card.rules) for row in card.indicators if row.status != "not_applicable"]
    return (
        exact_sum([execution, *(low for low, _ in pairs)]),
        exact_sum([execution, *(high for _, high in pairs)]),
    )


def _hinge(card: Scorecard, hinge: Hinge) -> Hinge:
    now = set(grades_of(card.grade, card.bounds))
    is_decisive = any(_grades(result) != now for result in (hinge.lowest, hinge.highest))
    return hinge._replace(is_decisive=is_decisive)


def _grades(result: Result) -> set[str]:
    return set(grades_of(result.grade, result.bounds))


def _swing(hinge: Hinge) -> Decimal:
    span = hinge.ends
    return Decimal(0) if span is None else span[1] - span[0]
