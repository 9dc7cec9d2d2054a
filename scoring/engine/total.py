"""From points to a total, a grade, or the bounds of both while something is unjudged."""

from __future__ import annotations

from scoring.engine.rounding import ZERO, exact_sum, fraction, is_less, rounded
from scoring.model.calculation import plain
from scoring.model.scorecard import AppliedCap, Bounds, Section
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.engine.rounding import Fraction
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import ExecutionScore, IndicatorScore


def sections_of(rows: tuple[IndicatorScore, ...]) -> tuple[Section, ...]:
    """Weights and points of each first-level class, in order of appearance."""
    names: dict[str | None, list[IndicatorScore]] = {}
    for row in rows:
        names.setdefault(row.level1, []).append(row)
    sections = []
    for name, members in names.items():
        weight = exact_sum(row.weight for row in members if row.weight is not None)
        judged = [row for row in members if row.status != "not_applicable"]
        scores = [row.score for row in judged if row.score is not None]
        score = exact_sum(scores) if len(scores) == len(judged) else None
        sections.append(Section(name, weight, score))
    return tuple(sections)


def grade_of(total: Decimal, rules: RuleSet) -> str:
    """The grade of a total: half-open bands, the top one without an upper end.

    The lowest band has no lower end either.
    """
    for grade in rules.grades:
        if total >= grade.start:
            return grade.name
    return rules.grades[-1].name


def caps_of(rate: Fraction | None, rules: RuleSet) -> tuple[AppliedCap, ...]:
    """The tightest cap that the execution rate brings about, if any."""
    if rate is None:
        return ()
    hit = [cap for cap in rules.execution.caps if is_less(rate, fraction(cap.below))]
    if not hit:
        return ()
    cap = min(hit, key=lambda known: known.at_most)
    reason = f"预算执行率低于 {plain(cap.below * 100)}%，总分不超过 {plain(cap.at_most)}"
    return (AppliedCap(cap.at_most, reason, rules.cite(cap.source)),)


def total_of(
    execution: ExecutionScore,
    rows: tuple[IndicatorScore, ...],
    caps: tuple[AppliedCap, ...],
    rules: RuleSet,
) -> tuple[Decimal | None, str | None, Bounds | None]:
    """Total, grade and bounds: either the first two are known, or the last says how far they go."""
    if not rows:
        return None, None, None
    counts_zero = rules.unjudged == "zero"
    zero = rounded(ZERO, rules.rounding.digits)
    low = [
        row.score if row.score is not None else (zero if counts_zero else row.low) for row in rows
    ]
    high = [
        row.score if row.score is not None else (zero if counts_zero else row.high) for row in rows
    ]
    is_open = not counts_zero and any(
        row.score is None and row.status != "not_applicable" for row in rows
    )
    low_limit = high_limit = min((cap.limit for cap in caps), default=None)
    if execution.score is not None:
        low.append(execution.score)
        high.append(execution.score)
    elif counts_zero:
        low.append(zero)
        high.append(zero)
    else:
        is_open = True
        low.append(zero)
        high.append(rounded(fraction(execution.weight), rules.rounding.digits))
        # The rate is not known: the tightest cap may come about, or none.
        low_limit = min((cap.at_most for cap in rules.execution.caps), default=None)
    lowest = _capped(exact_sum(low), low_limit)
    highest = _capped(exact_sum(high), high_limit)
    if not is_open:
        return lowest, grade_of(lowest, rules), None
    return None, None, Bounds(lowest, highest, _grades_between(lowest, highest, rules))


def _capped(total: Decimal, limit: Decimal | None) -> Decimal:
    return total if limit is None else min(total, limit)


def _grades_between(low: Decimal, high: Decimal, rules: RuleSet) -> tuple[str, ...]:
    names = [grade.name for grade in rules.grades]
    first, last = names.index(grade_of(low, rules)), names.index(grade_of(high, rules))
    return tuple(reversed(names[last : first + 1]))
