"""The JSON Schema of ``score check -f json``: what a caller can rely on."""

from __future__ import annotations

from scoring.model.finding import SEVERITIES
from scoring.model.report import REPORT_SCHEMA
from scoring.record import cast
from scoring.render.scorecard_schema import DIALECT, list_of, record, scorecard_schema

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
    check = record({"code": _TEXT, "outcome": outcomes, "reason": _TEXT_OR_NULL})
    accepted = record(
        {"finding": finding, "reason": _TEXT, "name": _TEXT, "expires": _TEXT_OR_NULL}
    )
    file = record(
        {
            "file": _TEXT_OR_NULL,
            "findings": list_of(finding),
            "checks": list_of(check),
            "accepted": list_of(accepted),
        }
    )
    count: dict[str, object] = {"type": "integer", "minimum": 0}
    return {
        "$schema": DIALECT,
        "title": REPORT_SCHEMA,
        "description": "检查的结果：每个文件的问题、每一项检查的结果、已接受的问题",
        **record(
            {
                "schema": {"const": REPORT_SCHEMA},
                "files": list_of(file),
                "summary": record(dict.fromkeys(SEVERITIES, count)),
            }
        ),
    }
