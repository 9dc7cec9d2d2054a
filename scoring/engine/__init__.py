"""The engine: a project and a rule set in, a scorecard out. No files, no clock, no numbers of its own.

A finding never changes a score: the engine notes what it sees and scores what is written.
"""

from __future__ import annotations

from scoring.engine.execution import execution_rate, score_execution
from scoring.engine.rounding import exact_sum
from scoring.engine.row import score_rows
from scoring.engine.total import caps_of, sections_of, total_of
from scoring.model.codes import found
from scoring.model.scorecard import Scorecard
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

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
    rows = score_rows(project, rules, findings)
    sections = sections_of(rows)
    weight = exact_sum([execution.weight, *[section.weight for section in sections]])
    _check_weights(project, rules, weight, findings)
    caps = caps_of(execution_rate(project), rules) if rules.execution.caps else ()
    total, grade, bounds = total_of(execution, rows, sections, caps, rules)
    return Scorecard(
        project, rules, execution, rows, sections, weight, total, grade, bounds, caps,
        tuple(findings),
    )  # fmt: skip


def _check_weights(
    project: Project, rules: RuleSet, weight: Decimal, findings: list[Finding]
) -> None:
    """WT301: the weights as written do not make the rule set's total.

    While a weight is missing (CP203) nobody can know, unless the others are too much already.
    """
    total = rules.weights.total
    if weight == total:
        return
    if weight < total and any(row.weight is None for row in project.indicators):
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
