"""The JSON Schemas of ``score whatif -f json`` and ``score sensitivity -f json``."""

from __future__ import annotations

from scoring.model.method import LABELS
from scoring.model.scorecard import STATUS_LABELS
from scoring.model.sensitivity import BASIS_LABELS, SENSITIVITY_SCHEMA
from scoring.model.whatif import WHATIF_SCHEMA
from scoring.record import cast
from scoring.render.scorecard_schema import DIALECT, list_of, record, scorecard_schema

_TEXT: dict[str, object] = {"type": "string"}
_NUMBER: dict[str, object] = {"type": "number"}
_FLAG: dict[str, object] = {"type": "boolean"}
_TEXT_OR_NULL: dict[str, object] = {"type": ["string", "null"]}
_NUMBER_OR_NULL: dict[str, object] = {"type": ["number", "null"]}
_STATUS: dict[str, object] = {"enum": list(STATUS_LABELS)}


def whatif_schema() -> dict[str, object]:
    """The schema of ``jixiao.whatif/1``, as a fresh mapping.

    >>> whatif_schema()["properties"]["schema"]
    {'const': 'jixiao.whatif/1'}
    """
    card = _card()
    row = record(
        {
            "target": _TEXT_OR_NULL,
            "actual": _TEXT_OR_NULL,
            "weight": _NUMBER_OR_NULL,
            "effective_weight": _NUMBER_OR_NULL,
            "method": {"enum": [*LABELS, None]},
            "completion": _NUMBER_OR_NULL,
            "deviation": _NUMBER_OR_NULL,
            "score": _NUMBER_OR_NULL,
            "low": _NUMBER,
            "high": _NUMBER,
            "status": _STATUS,
        }
    )
    execution = record(
        {
            "annual_budget": _NUMBER_OR_NULL,
            "executed": _NUMBER_OR_NULL,
            "rate": _NUMBER_OR_NULL,
            "score": _NUMBER_OR_NULL,
            "status": _STATUS,
        }
    )
    change = record(
        {
            "name": _TEXT,
            "field": _TEXT,
            "label": _TEXT,
            "path": _TEXT,
            "before": _TEXT_OR_NULL,
            "after": _TEXT_OR_NULL,
        }
    )
    sides = {"changed": _FLAG, "before": row, "after": row, "difference": _NUMBER_OR_NULL}
    levels = {"level1": _TEXT_OR_NULL, "level2": _TEXT_OR_NULL, "name": _TEXT}
    findings = card["findings"]
    return _schema(
        WHATIF_SCHEMA,
        "一个项目改动一些值前后的得分、总分、等级和问题",
        {
            "changes": list_of(change),
            "execution": record(
                {"weight": _NUMBER, **sides, "before": execution, "after": execution}
            ),
            "indicators": list_of(record({**levels, **sides})),
            "before": _result(card),
            "after": _result(card),
            "difference": _NUMBER_OR_NULL,
            "findings": record({"appeared": findings, "vanished": findings}),
        },
    )


def sensitivity_schema() -> dict[str, object]:
    """The schema of ``jixiao.sensitivity/1``, as a fresh mapping.

    >>> sensitivity_schema()["properties"]["schema"]
    {'const': 'jixiao.sensitivity/1'}
    """
    card = _card()
    outcome = record({"total": _NUMBER_OR_NULL, "grade": _TEXT_OR_NULL, "bounds": card["bounds"]})
    distance = record(
        {"grade": _TEXT, "from": _NUMBER, "low": _NUMBER, "high": _NUMBER, "reachable": _FLAG}
    )
    remedy = record(
        {
            "basis": {"enum": list(BASIS_LABELS)},
            "label": _TEXT,
            "needed": _TEXT_OR_NULL,
            "least": _TEXT_OR_NULL,
            "gain": _NUMBER,
            "after": outcome,
            "text": _TEXT,
        }
    )
    loss = record(
        {
            "level1": _TEXT_OR_NULL,
            "level2": _TEXT_OR_NULL,
            "name": _TEXT,
            "path": _TEXT,
            "weight": _NUMBER_OR_NULL,
            "score": _NUMBER_OR_NULL,
            "low": _NUMBER,
            "high": _NUMBER,
            "lost_low": _NUMBER,
            "lost_high": _NUMBER,
            "remedies": list_of(remedy),
        }
    )
    span = record(
        {
            "percent": _NUMBER,
            "low": _NUMBER,
            "high": _NUMBER,
            "grades": list_of(_TEXT),
            "kept": _FLAG,
            "held": list_of(record({"name": _TEXT, "reason": _TEXT})),
        }
    )
    move = record(
        {
            "name": _TEXT,
            "path": _TEXT,
            "actual": _TEXT,
            "lowest": _TEXT,
            "highest": _TEXT,
            "error": {"enum": ["stated", "sample"]},
            "sample": {"type": ["integer", "null"]},
            "low": _NUMBER,
            "high": _NUMBER,
        }
    )
    hinge = record(
        {
            "name": _TEXT,
            "path": _TEXT,
            "weight": _NUMBER_OR_NULL,
            "score": _NUMBER_OR_NULL,
            "low": _NUMBER,
            "high": _NUMBER,
            "lowest": outcome,
            "highest": outcome,
            "is_decisive": _FLAG,
            "falls_at": _or_null(record({"value": _TEXT, "grade": _TEXT})),
            "rises_at": _or_null(record({"value": _TEXT, "grade": _TEXT})),
        }
    )
    differing = list_of(
        record(
            {
                "name": _TEXT,
                "first_target": _TEXT_OR_NULL,
                "second_target": _TEXT_OR_NULL,
                "first_score": _NUMBER_OR_NULL,
                "second_score": _NUMBER_OR_NULL,
                "difference": _NUMBER_OR_NULL,
            }
        )
    )
    result = _result(card)
    against = record(
        {
            "rules": card["rules"],
            "result": result,
            "difference": _NUMBER_OR_NULL,
            "execution": record({"first": _NUMBER_OR_NULL, "second": _NUMBER_OR_NULL}),
            "indicators": differing,
        }
    )
    return _schema(
        SENSITIVITY_SCHEMA,
        "一个项目的总分和等级稳不稳：距离、丢分、范围、等级系于哪一项",
        {
            "result": result,
            "distances": list_of(distance),
            "losses": list_of(loss),
            "weights": _or_null(span),
            "actuals": _or_null(span),
            "moves": list_of(move),
            "hinges": list_of(hinge),
            "targets": record({"initial": result, "adjusted": result, "indicators": differing}),
            "against": _or_null(against),
        },
    )


def _card() -> dict[str, dict[str, object]]:
    """The parts of the scorecard's schema, which these share."""
    return cast("dict[str, dict[str, object]]", scorecard_schema()["properties"])


def _result(card: dict[str, dict[str, object]]) -> dict[str, object]:
    return record(
        {
            "total": _NUMBER_OR_NULL,
            "grade": _TEXT_OR_NULL,
            "bounds": card["bounds"],
            "caps": card["caps"],
        }
    )


def _or_null(schema: dict[str, object]) -> dict[str, object]:
    return {"anyOf": [schema, {"type": "null"}]}


def _schema(
    name: str, description: str, properties: dict[str, dict[str, object]]
) -> dict[str, object]:
    card = _card()
    heading = {key: card[key] for key in ("engine", "rules", "project")}
    return {
        "$schema": DIALECT,
        "title": name,
        "description": description,
        **record({"schema": {"const": name}, **heading, **properties}),
    }
