"""The engine: a project and a rule set in, a scorecard out. No files, no clock, no numbers of its own.

A finding never changes a score: the engine notes what it sees and scores what is written.
"""

from __future__ import annotations

from scoring.engine.execution import execution_rate, score_execution
from scoring.engine.rounding import exact_sum
from scoring.engine.row import score_row
from scoring.engine.total import caps_of, sections_of, total_of
from scoring.engine.weights import effective_weights
from scoring.model.codes import found
from scoring.model.scorecard import Scorecard
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet

__all__ = ["score_project"]


def score_project(project: Project, rules: RuleSet) -> Scorecard:
    """Score one project under one rule set.

    Points are rounded once each, half up; the total is the sum of the rounded points. What cannot
    be judged makes the total ``None`` and gives bounds. Never raises for what a project may hold.
    """
    findings: list[Finding] = []
    execution = score_execution(project, rules, findings)
    shares = effective_weights(project.indicators, rules)
    rows = tuple(
        score_row(row, shares.get(place), project, rules, findings)
        for place, row in enumerate(project.indicators)
    )
    weights = [row.weight for row in project.indicators if row.weight is not None]
    weight = exact_sum([execution.weight, *weights])
    _check_weights(project, rules, weight, len(weights), findings)
    caps = caps_of(execution_rate(project), rules)
    total, grade, bounds = total_of(execution, rows, caps, rules)
    return Scorecard(
        project, rules, execution, rows, sections_of(rows), weight, total, grade, bounds, caps,
        tuple(findings),
    )  # fmt: skip


def _check_weights(
    project: Project, rules: RuleSet, weight: object, weighed: int, findings: list[Finding]
) -> None:
    """WT301: the weights as written do not make the rule set's total.

    While a weight is missing (CP203) nobody can know, unless the others are too much already.
    """
    from decimal import Decimal

    assert isinstance(weight, Decimal)
    total = rules.weights.total
    if weight == total or (weighed < len(project.indicators) and weight < total):
        return
    execution = rules.weights.execution
    findings.append(
        found(
            "WT301",
            f"指标分值合计 {weight - execution:f}，加执行率 {execution:f} 分为 {weight:f}，"
            f"应为 {total:f}",
            f"调整各指标分值，使其合计为 {total - execution:f}",
            "/绩效指标",
            rules=rules,
        )
    )
