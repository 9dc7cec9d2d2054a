"""The JSON Schema of ``score check -f json``: what a caller can rely on."""

from __future__ import annotations

from scoring.model.finding import SEVERITIES
from scoring.model.report import REPORT_SCHEMA
from scoring.record import cast
from scoring.render.scorecard_schema import DIALECT, scorecard_schema

_TEXT: dict[str, object] = {"type": "string"}
_TEXT_OR_NULL: dict[str, object] = {"type": ["string", "null"]}


def report_schema() -> dict[str, object]:
    """The schema, as a fresh mapping.

    >>> report_schema()["properties"]["schema"]
    {'const': 'jixiao.report/1'}
    """
    card = cast("dict[str, dict[str, object]]", scorecard_schema()["properties"])
    finding = cast("dict[str, object]", card["findings"]["items"])
    outcomes: dict[str, object] = {"enum": ["clean", "found", "skipped", "crashed"]}
    check = _record({"code": _TEXT, "outcome": outcomes, "reason": _TEXT_OR_NULL})
    accepted = _record(
        {"finding": finding, "reason": _TEXT, "name": _TEXT, "expires": _TEXT_OR_NULL}
    )
    file = _record(
        {
            "file": _TEXT_OR_NULL,
            "findings": _list(finding),
            "checks": _list(check),
            "accepted": _list(accepted),
        }
    )
    count: dict[str, object] = {"type": "integer", "minimum": 0}
    return {
        "$schema": DIALECT,
        "title": REPORT_SCHEMA,
        "description": "检查的结果：每个文件的问题、每一项检查的结果、已接受的问题",
        **_record(
            {
                "schema": {"const": REPORT_SCHEMA},
                "files": _list(file),
                "summary": _record(dict.fromkeys(SEVERITIES, count)),
            }
        ),
    }


def _record(properties: dict[str, dict[str, object]]) -> dict[str, object]:
    """An object with exactly these keys, all of them present."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, object]) -> dict[str, object]:
    return {"type": "array", "items": items}
