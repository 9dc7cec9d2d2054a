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
    weights: dict[str | None, list[Decimal]] = {}
    scores: dict[str | None, list[Decimal]] = {}
    unknown = set()
    for row in rows:
        name, weight, score = row.level1, row.weight, row.score
        if name not in weights:
            weights[name], scores[name] = [], []
        if weight is not None:
            weights[name].append(weight)
        if score is not None:
            scores[name].append(score)
        elif row.status != "not_applicable":
            unknown.add(name)
    return tuple(
        [
            Section(name, exact_sum(known), None if name in unknown else exact_sum(scores[name]))
            for name, known in weights.items()
        ]
    )


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
    sections: tuple[Section, ...],
    caps: tuple[AppliedCap, ...],
    rules: RuleSet,
) -> tuple[Decimal | None, str | None, Bounds | None]:
    """Total, grade and bounds: either the first two are known, or the last says how far they go."""
    if not rows:
        return None, None, None
    limit = caps[0].limit if caps else None
    parts = [execution.score, *[section.score for section in sections]]
    points = [part for part in parts if part is not None]
    is_settled = len(points) == len(parts)
    if is_settled or rules.unjudged == "zero":
        if not is_settled:
            points = [row.score for row in rows if row.score is not None]
            if execution.score is not None:
                points.append(execution.score)
        total = _capped(exact_sum(points), limit)
        return total, grade_of(total, rules), None
    low, high = [row.low for row in rows], [row.high for row in rows]
    low_limit = limit
    if execution.score is not None:
        low.append(execution.score)
        high.append(execution.score)
    else:
        high.append(rounded(fraction(execution.weight), rules.rounding.digits))
        # The rate is not known: the tightest cap may come about, or none.
        low_limit = min((cap.at_most for cap in rules.execution.caps), default=None)
    zero = rounded(ZERO, rules.rounding.digits)
    lowest = _capped(exact_sum([zero, *low]), low_limit)
    highest = _capped(exact_sum([zero, *high]), limit)
    return None, None, Bounds(lowest, highest, grades_between(lowest, highest, rules))


def _capped(total: Decimal, limit: Decimal | None) -> Decimal:
    return total if limit is None else min(total, limit)


def grades_between(low: Decimal, high: Decimal, rules: RuleSet) -> tuple[str, ...]:
    """The grades of all totals from ``low`` to ``high``, the lowest first."""
    names = [grade.name for grade in rules.grades]
    first, last = names.index(grade_of(low, rules)), names.index(grade_of(high, rules))
    return tuple(reversed(names[last : first + 1]))
