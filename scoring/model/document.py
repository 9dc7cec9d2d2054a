"""Values as documents: the JSON of a scorecard, exact to the last digit, and its text.

Loaded only when a document is asked for.
"""

from __future__ import annotations

from json.encoder import encode_basestring

from scoring.model.digest import project_digest, ruleset_digest
from scoring.record import TYPE_CHECKING
from scoring.version import __version__

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard

from decimal import Decimal

SCORECARD_SCHEMA = "jixiao.scorecard/1"


def heading(schema: str, card: Scorecard) -> dict[str, object]:
    """What every document about a scored project begins with: schema, engine, rules, project."""
    project, rules = card.project, card.rules
    return {
        "schema": schema,
        "engine": __version__,
        "rules": {"id": rules.id, "version": rules.version, "digest": ruleset_digest(rules)},
        "project": {
            "name": project.name,
            "year": project.year,
            "code": project.code,
            "department": project.department,
            "unit": project.unit,
            "digest": project_digest(project),
        },
    }


def scorecard_document(card: Scorecard) -> dict[str, object]:
    """The document of a scorecard, keys in the order they are printed."""
    execution = card.execution
    return {
        **heading(SCORECARD_SCHEMA, card),
        "execution": {
            "weight": execution.weight,
            "annual_budget": execution.annual_budget,
            "executed": execution.executed,
            "rate": execution.rate,
            "score": execution.score,
            "status": execution.status,
            "steps": [step._asdict() for step in execution.steps],
        },
        "indicators": [
            {
                "level1": row.level1,
                "level2": row.level2,
                "name": row.name,
                "target": row.target,
                "actual": row.actual,
                "weight": row.weight,
                "effective_weight": row.effective_weight,
                "method": row.method,
                "completion": row.completion,
                "deviation": row.deviation,
                "score": row.score,
                "status": row.status,
                "claimed": row.claimed,
                "review": row.review,
                "steps": [step._asdict() for step in row.steps],
            }
            for row in card.indicators
        ],
        "sections": [section._asdict() for section in card.sections],
        "weight": card.weight,
        "total": card.total,
        "grade": card.grade,
        "bounds": None
        if card.bounds is None
        else {
            "low": card.bounds.low,
            "high": card.bounds.high,
            "grades": list(card.bounds.grades),
        },
        "caps": [cap._asdict() for cap in card.caps],
        "findings": [finding.to_dict() for finding in card.findings],
    }


def json_text(value: object, indent: int | None = 2) -> str:
    """The JSON text of mappings, lists, texts, whole numbers, Decimals, booleans and None.

    >>> json_text({"total": Decimal("99.970"), "grade": None}, indent=None)
    '{"total": 99.970, "grade": null}'
    """
    parts: list[str] = []
    _write(value, parts, "\n" if indent is not None else "", " " * (indent or 0))
    return "".join(parts)


def _write(value: object, parts: list[str], newline: str, step: str) -> None:
    if value is None:
        parts.append("null")
    elif isinstance(value, bool):
        parts.append("true" if value else "false")
    elif isinstance(value, str):
        parts.append(encode_basestring(value))
    elif isinstance(value, Decimal):
        parts.append(format(value, "f"))
    elif isinstance(value, int):
        parts.append(str(value))
    elif isinstance(value, dict):
        items = [(encode_basestring(str(key)) + ": ", item) for key, item in value.items()]
        _write_items(items, "{}", parts, newline, step)
    elif isinstance(value, (list, tuple)):
        _write_items([("", item) for item in value], "[]", parts, newline, step)
    else:
        message = f"not a JSON value: {type(value).__name__}"
        raise TypeError(message)


def _write_items(
    items: list[tuple[str, object]], brackets: str, parts: list[str], newline: str, step: str
) -> None:
    if not items:
        parts.append(brackets)
        return
    inner = newline + step if newline else ""
    parts.append(brackets[0] + inner)
    for position, (label, item) in enumerate(items):
        if position:
            parts.append("," + (inner or " "))
        parts.append(label)
        _write(item, parts, inner, step)
    parts.append(newline + brackets[1])
