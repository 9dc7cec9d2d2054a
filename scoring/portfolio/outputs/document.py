"""summary.json: the portfolio in figures, ``jixiao.summary/1``. Numbers are exact, keys sorted."""

from __future__ import annotations

from scoring.model.document import json_text
from scoring.portfolio.outputs.comparison import comparison_document
from scoring.portfolio.outputs.figures import money, points
from scoring.portfolio.outputs.summary import BIN, CELL, LAST_BIN, LAST_RATE, LAST_TOTAL
from scoring.record import TYPE_CHECKING
from scoring.version import __version__

if TYPE_CHECKING:
    from scoring.portfolio.outputs.figures import Figures
    from scoring.portfolio.outputs.reading import Listed
    from scoring.portfolio.outputs.summary import CodeCount, Loss, Summary

SUMMARY_SCHEMA = "jixiao.summary/1"
MONEY_UNIT = "万元"
MEAN_LABEL = "得分算术平均"
WEIGHTED_MEAN_LABEL = "得分按全年预算数加权平均"


def summary_json(summary: Summary) -> str:
    """The text of summary.json."""
    return json_text(_sorted(summary_document(summary))) + "\n"


def summary_document(summary: Summary) -> dict[str, object]:
    """The document; money in 万元, points and percentages as they are printed."""
    departments = summary.by_department()
    grades = summary.grades_by_department()
    return {
        "schema": SUMMARY_SCHEMA,
        "engine": __version__,
        "money_unit": MONEY_UNIT,
        "list_limit": summary.list_limit,
        "listed": summary.is_listed,
        "labels": {"mean": MEAN_LABEL, "weighted_mean": WEIGHTED_MEAN_LABEL},
        "all": figures_document(summary.figures),
        "by_year": [
            {"year": year, **figures_document(figures), "grades": _grades(summary, year=year)}
            for year, figures in summary.by_year().items()
        ],
        "by_grade": _grades(summary),
        "by_department": [
            {
                "department": name,
                **figures_document(figures),
                "grades": [
                    {"grade": grade, "projects": grades[name].get(grade, 0)}
                    for grade in (*summary.grade_names, None)
                ],
            }
            for name, figures in departments.items()
        ],
        "by_class": [_loss(loss) for loss in summary.losses],
        "execution": {
            "judged": summary.execution.judged,
            "weight": summary.execution.weight,
            "points": summary.execution.points,
            "lost": summary.execution.weight - summary.execution.points,
            "left_out": summary.execution.left_out,
        },
        "by_code": [_code(code) for code in summary.codes],
        "by_rules": [{"rules": name, "projects": count} for name, count in summary.rules],
        "bands": {
            "rules": summary.bands_of,
            "all_same": summary.same_bands,
            "grades": [{"grade": band.name, "from": band.start} for band in summary.bands],
        },
        "distribution": [
            {
                "from": BIN * at,
                "below": None if at == LAST_BIN else BIN * (at + 1),
                "projects": count,
            }
            for at, count in summary.bins
        ],
        "execution_against_total": [
            {
                "rate_from": CELL * rate,
                "rate_below": None if rate == LAST_RATE else CELL * (rate + 1),
                "total_from": CELL * total,
                "total_below": None if total == LAST_TOTAL else CELL * (total + 1),
                "projects": count,
            }
            for rate, total, count in summary.cells
        ],
        "open": [_open(project) for project in summary.open_projects],
        "comparison": None
        if summary.comparison is None
        else comparison_document(summary.comparison),
    }


def figures_document(figures: Figures) -> dict[str, object]:
    """What a group of projects comes to."""
    bounds = figures.mean_bounds if figures.undetermined else None
    return {
        "projects": figures.projects,
        "judged": figures.judged,
        "undetermined": figures.undetermined,
        "unread": figures.unread,
        "full_marks": figures.full,
        "annual_budget": figures.annual_budget,
        "without_annual_budget": figures.read - figures.budgeted,
        "executed": figures.executed_money,
        "without_executed": figures.read - figures.spent,
        "execution_rate": figures.rate,
        "execution_rate_projects": figures.paired,
        "mean": figures.mean,
        "weighted_mean": figures.weighted_mean,
        "weighted_mean_projects": figures.weighed,
        "mean_bounds": None if bounds is None else {"low": bounds[0], "high": bounds[1]},
        "findings": {"error": figures.error, "warning": figures.warning, "note": figures.note},
        "with_error": figures.with_error,
        "with_warning": figures.with_warning,
    }


def _grades(summary: Summary, **of: object) -> list[dict[str, object]]:
    """Counts and money of every grade, those without one last."""
    return [
        {
            "grade": name,
            "projects": figures.projects,
            "annual_budget": figures.annual_budget,
            "executed": figures.executed_money,
        }
        for name, figures in summary.by_grade(**of).items()
    ]


def _loss(loss: Loss) -> dict[str, object]:
    return {
        "level1": loss.level1,
        "level2": loss.level2,
        "rows": loss.rows,
        "judged": loss.judged,
        "unjudged": loss.unjudged,
        "not_applicable": loss.not_applicable,
        "losing": loss.losing,
        "weight": money(loss.weight),
        "points": points(loss.points),
        "lost": money(loss.lost),
        "worst": [
            {"lost": money(lost), "project_id": project, "indicator": name}
            for lost, project, name in loss.worst
        ],
    }


def _code(code: CodeCount) -> dict[str, object]:
    return {
        "code": code.code,
        "name": code.name,
        "severity": code.severity,
        "findings": code.findings,
        "projects": code.projects,
        "first": list(code.behind),
    }


def _open(project: Listed) -> dict[str, object]:
    return {
        "project_id": project.project_id,
        "name": project.name,
        "department": project.department,
        "read": project.is_read,
        "low": project.low,
        "high": project.high,
    }


def _sorted(value: object) -> object:
    """Mappings in the order of their keys, all the way down."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_sorted(one) for one in value]
    return value
