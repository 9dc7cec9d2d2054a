"""Two scorecards side by side: what is the same on both, as plain values that print well."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import scoring
from scoring import notation
from scoring.loading import read_every
from scoring.notation.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import ExecutionScore, IndicatorScore, Scorecard


def read_project(data: bytes, name: str) -> Project:
    """The one project of a form."""
    every = read_every(data, name)
    assert len(every) == 1, [one.sheet for one in every]
    assert every[0].project is not None, every[0].findings
    return every[0].project


def same_text(text: str | None) -> str:
    """A text without what reading may change: blanks, line breaks, width of characters."""
    return "".join(fold(text).split()) if text else ""


def same_target(text: str | None) -> object:
    """What a target means; 定性 is what the column 指标性质 says of it."""
    return same_value((text or "").removeprefix("定性"))


def same_value(text: str | None) -> object:
    """What a target or an actual means; texts without what reading may change."""
    value = notation.parse(text or "")
    if isinstance(value, (notation.Words, notation.Blank)):
        return same_text(text)
    return value


def exact(number: Decimal | None) -> str | None:
    """A number without the zeros behind it."""
    return None if number is None else format(number.normalize(), "f")


def row_of(row: IndicatorScore, left_out: Iterable[str] = ()) -> dict[str, object]:
    """One row of a scorecard."""
    values: dict[str, object] = {
        "level1": same_text(row.level1),
        "level2": same_text(row.level2),
        "name": same_text(row.name),
        "target": same_target(row.target),
        "actual": same_value(row.actual),
        "weight": exact(row.weight),
        "effective_weight": exact(row.effective_weight),
        "method": row.method,
        "completion": exact(row.completion),
        "deviation": exact(row.deviation),
        "score": exact(row.score),
        "status": row.status,
        "low": exact(row.low),
        "high": exact(row.high),
    }
    return {key: value for key, value in values.items() if key not in left_out}


def execution_of(execution: ExecutionScore, *, has_money: bool = True) -> dict[str, object]:
    """The execution rate of a scorecard."""
    values: dict[str, object] = {
        "weight": exact(execution.weight),
        "rate": exact(execution.rate),
        "score": exact(execution.score),
        "status": execution.status,
    }
    if has_money:
        values["annual_budget"] = exact(execution.annual_budget)
        values["executed"] = exact(execution.executed)
    return values


def result_of(card: Scorecard) -> dict[str, object]:
    """What a scorecard comes to."""
    bounds = card.bounds
    return {
        "total": exact(card.total),
        "grade": card.grade,
        "bounds": bounds and (exact(bounds.low), exact(bounds.high), bounds.grades),
        "weight": exact(card.weight),
        "sections": [(one.level1, exact(one.weight), exact(one.score)) for one in card.sections],
    }


def heading_of(project: Project) -> dict[str, str]:
    """Who and what a form is about, and the texts of its goal."""
    return {
        "name": same_text(project.name),
        "year": str(project.year),
        "department": same_text(project.department),
        "unit": same_text(project.unit),
        "goal": same_text(project.goal),
        "goal_result": same_text(project.goal_result),
    }


def codes_of(project: Project, rules: RuleSet | str) -> Counter[str]:
    """How often each check finds something."""
    report = scoring.check(project, rules)
    return Counter(finding.code for finding in report.files[0].findings)
