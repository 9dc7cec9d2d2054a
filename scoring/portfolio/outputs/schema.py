"""The JSON Schema of summary.json: what a caller can rely on."""

from __future__ import annotations

from scoring.model.finding import SEVERITIES
from scoring.portfolio.outputs.document import MEAN_LABEL, SUMMARY_SCHEMA, WEIGHTED_MEAN_LABEL
from scoring.record import TYPE_CHECKING
from scoring.render.scorecard_schema import DIALECT, list_of, record

if TYPE_CHECKING:
    from typing import TypeAlias

    Schema: TypeAlias = dict[str, object]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "number"}
_NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
_WHOLE_OR_NULL: Schema = {"type": ["integer", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TRUTH: Schema = {"type": "boolean"}


def summary_schema() -> Schema:
    """The schema, as a fresh mapping.

    >>> summary_schema()["properties"]["schema"]
    {'const': 'jixiao.summary/1'}
    """
    return {
        "$schema": DIALECT,
        "title": SUMMARY_SCHEMA,
        "description": "很多项目的汇总：个数、金额、等级、平均分、失分和问题；金额以万元计",
        **record(
            {
                "schema": {"const": SUMMARY_SCHEMA},
                "engine": _TEXT,
                "money_unit": {"const": "万元"},
                "list_limit": _COUNT,
                "listed": {**_TRUTH, "description": "项目是否逐个列在汇总表和披露里"},
                "labels": record(
                    {
                        "mean": {"const": MEAN_LABEL},
                        "weighted_mean": {"const": WEIGHTED_MEAN_LABEL},
                    }
                ),
                "all": record(_figures()),
                "by_year": list_of(
                    record({"year": _WHOLE_OR_NULL, **_figures(), "grades": _grades()})
                ),
                "by_grade": _grades(),
                "by_department": list_of(
                    record(
                        {
                            "department": _TEXT_OR_NULL,
                            **_figures(),
                            "grades": list_of(record({"grade": _TEXT_OR_NULL, "projects": _COUNT})),
                        }
                    )
                ),
                "by_class": list_of(_loss()),
                "execution": record(
                    {
                        "judged": _COUNT,
                        "weight": _NUMBER,
                        "points": _NUMBER,
                        "lost": _NUMBER,
                        "left_out": _COUNT,
                    }
                ),
                "by_code": list_of(_code()),
                "by_rules": list_of(record({"rules": _TEXT_OR_NULL, "projects": _COUNT})),
                "bands": record(
                    {
                        "rules": _TEXT_OR_NULL,
                        "all_same": _TRUTH,
                        "grades": list_of(record({"grade": _TEXT, "from": _NUMBER})),
                    }
                ),
                "distribution": list_of(
                    record({"from": _COUNT, "below": _WHOLE_OR_NULL, "projects": _COUNT})
                ),
                "execution_against_total": list_of(
                    record(
                        {
                            "rate_from": _COUNT,
                            "rate_below": _WHOLE_OR_NULL,
                            "total_from": _COUNT,
                            "total_below": _WHOLE_OR_NULL,
                            "projects": _COUNT,
                        }
                    )
                ),
                "open": list_of(
                    record(
                        {
                            "project_id": _TEXT,
                            "name": _TEXT_OR_NULL,
                            "department": _TEXT_OR_NULL,
                            "read": _TRUTH,
                            "low": _NUMBER_OR_NULL,
                            "high": _NUMBER_OR_NULL,
                        }
                    )
                ),
                "comparison": {"anyOf": [_comparison(), {"type": "null"}]},
            }
        ),
    }


def _figures() -> dict[str, Schema]:
    bounds = record({"low": _NUMBER, "high": _NUMBER})
    return {
        "projects": _COUNT,
        "judged": _COUNT,
        "undetermined": _COUNT,
        "unread": _COUNT,
        "full_marks": _COUNT,
        "annual_budget": _NUMBER_OR_NULL,
        "without_annual_budget": _COUNT,
        "executed": _NUMBER_OR_NULL,
        "without_executed": _COUNT,
        "execution_rate": _NUMBER_OR_NULL,
        "execution_rate_projects": _COUNT,
        "mean": _NUMBER_OR_NULL,
        "weighted_mean": _NUMBER_OR_NULL,
        "weighted_mean_projects": _COUNT,
        "mean_bounds": {"anyOf": [bounds, {"type": "null"}]},
        "findings": record(dict.fromkeys(SEVERITIES, _COUNT)),
        "with_error": _COUNT,
        "with_warning": _COUNT,
    }


def _grades() -> Schema:
    return list_of(
        record(
            {
                "grade": _TEXT_OR_NULL,
                "projects": _COUNT,
                "annual_budget": _NUMBER_OR_NULL,
                "executed": _NUMBER_OR_NULL,
            }
        )
    )


def _loss() -> Schema:
    return record(
        {
            "level1": _TEXT_OR_NULL,
            "level2": _TEXT_OR_NULL,
            "rows": _COUNT,
            "judged": _COUNT,
            "unjudged": _COUNT,
            "not_applicable": _COUNT,
            "losing": _COUNT,
            "weight": _NUMBER,
            "points": _NUMBER,
            "lost": _NUMBER,
            "worst": list_of(record({"lost": _NUMBER, "project_id": _TEXT, "indicator": _TEXT})),
        }
    )


def _code() -> Schema:
    return record(
        {
            "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]{3}$"},
            "name": _TEXT,
            "severity": {"enum": list(SEVERITIES)},
            "findings": _COUNT,
            "projects": _COUNT,
            "first": list_of(_TEXT),
        }
    )


def _comparison() -> Schema:
    move = {"from": _TEXT_OR_NULL, "to": _TEXT_OR_NULL, "projects": _COUNT, "first": list_of(_TEXT)}
    return record(
        {
            "matched": _COUNT,
            "new": _COUNT,
            "gone": _COUNT,
            "ambiguous": _COUNT,
            "unnamed": _COUNT,
            "moves": list_of(record(move)),
            "repeated": list_of(
                record(
                    {
                        "code": _TEXT,
                        "findings": _COUNT,
                        "projects": _COUNT,
                        "first": list_of(_TEXT),
                    }
                )
            ),
            "targets": record(
                {
                    "compared": _COUNT,
                    "unchanged": _COUNT,
                    "projects": _COUNT,
                    "projects_unchanged": _COUNT,
                    "first": list_of(_TEXT),
                }
            ),
        }
    )
