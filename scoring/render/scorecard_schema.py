"""The JSON Schema of ``score FILE -f json``: what a caller can rely on."""

from __future__ import annotations

from scoring.model.finding import SEVERITIES
from scoring.model.method import LABELS
from scoring.model.scorecard import STATUS_LABELS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT: dict[str, object] = {"type": "string"}
_NUMBER: dict[str, object] = {"type": "number"}
_WHOLE: dict[str, object] = {"type": "integer"}
_DIGEST: dict[str, object] = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}


def scorecard_schema() -> dict[str, object]:
    """The schema, as a fresh mapping.

    >>> scorecard_schema()["properties"]["schema"]
    {'const': 'jixiao.scorecard/1'}
    """
    return {
        "$schema": DIALECT,
        "title": "jixiao.scorecard/1",
        "description": "一个项目的评分结果",
        **record(
            {
                "schema": {"const": "jixiao.scorecard/1"},
                "engine": _TEXT,
                "rules": record({"id": _TEXT, "version": _TEXT, "digest": _DIGEST}),
                "project": record(
                    {
                        "name": _or_null(_TEXT),
                        "year": _or_null(_WHOLE),
                        "code": _or_null(_TEXT),
                        "department": _or_null(_TEXT),
                        "unit": _or_null(_TEXT),
                        "digest": _DIGEST,
                    }
                ),
                "execution": _execution(),
                "indicators": list_of(_indicator()),
                "sections": list_of(
                    record(
                        {
                            "level1": _or_null(_TEXT),
                            "weight": _NUMBER,
                            "score": _or_null(_NUMBER),
                        }
                    )
                ),
                "weight": _NUMBER,
                "total": _or_null(_NUMBER),
                "grade": _or_null(_TEXT),
                "bounds": _or_null(
                    record({"low": _NUMBER, "high": _NUMBER, "grades": list_of(_TEXT)})
                ),
                "caps": list_of(record({"limit": _NUMBER, "reason": _TEXT, "source": _TEXT})),
                "findings": list_of(_finding()),
            }
        ),
    }


def record(properties: dict[str, dict[str, object]]) -> dict[str, object]:
    """An object with exactly these keys, all of them present."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: dict[str, object]) -> dict[str, object]:
    """A list of such items."""
    return {"type": "array", "items": items}


def _or_null(schema: dict[str, object]) -> dict[str, object]:
    kind = schema.get("type")
    if set(schema) == {"type"}:
        return {"type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _steps() -> dict[str, object]:
    keys = ("label", "expression", "result", "rule", "source")
    return list_of(record(dict.fromkeys(keys, _TEXT)))


def _status() -> dict[str, object]:
    return {"enum": list(STATUS_LABELS)}


def _execution() -> dict[str, object]:
    return record(
        {
            "weight": _NUMBER,
            "annual_budget": _or_null(_NUMBER),
            "executed": _or_null(_NUMBER),
            "rate": _or_null(_NUMBER),
            "score": _or_null(_NUMBER),
            "status": _status(),
            "steps": _steps(),
        }
    )


def _indicator() -> dict[str, object]:
    return record(
        {
            "level1": _or_null(_TEXT),
            "level2": _or_null(_TEXT),
            "name": _TEXT,
            "target": _or_null(_TEXT),
            "actual": _or_null(_TEXT),
            "weight": _or_null(_NUMBER),
            "effective_weight": _or_null(_NUMBER),
            "method": {"enum": [*LABELS, None]},
            "completion": _or_null(_NUMBER),
            "deviation": _or_null(_NUMBER),
            "score": _or_null(_NUMBER),
            "status": _status(),
            "claimed": _or_null(_NUMBER),
            "review": _or_null(_NUMBER),
            "steps": _steps(),
        }
    )


def _finding() -> dict[str, object]:
    place = {"line": _or_null(_WHOLE), "column": _or_null(_WHOLE)}
    related = record({"path": _TEXT, **place, "message": _TEXT})
    return record(
        {
            "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]{3}$"},
            "name": _TEXT,
            "severity": {"enum": list(SEVERITIES)},
            "message": _TEXT,
            "help": _TEXT,
            "path": _TEXT,
            "file": _or_null(_TEXT),
            **place,
            "sheet": _or_null(_TEXT),
            "cell": _or_null(_TEXT),
            "related": list_of(related),
        }
    )
