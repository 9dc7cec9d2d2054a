"""A project as a document with English keys: the canonical shape its digest is taken of.

Loaded only when a document or a digest is asked for.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.method import Method
    from scoring.model.project import Fund, Indicator, Project


def project_document(project: Project) -> dict[str, object]:
    """The document of a project: what was written, without blanks, places and findings."""
    document: dict[str, object] = {
        "name": project.name,
        "year": project.year,
        "department": project.department,
        "unit": project.unit,
        "code": project.code,
        "rules": project.rules,
        "money_unit": project.money_unit,
        "funds": [_fund(fund) for fund in project.funds] or None,
        "goal": project.goal,
        "goal_result": project.goal_result,
        "indicators": [_indicator(row) for row in project.indicators] or None,
        "analysis": _texts(project.analysis) or None,
        "claimed": _without_blanks(project.claimed._asdict()) or None,
        "note": project.note,
        "indicator_library": list(project.indicator_library) or None,
    }
    return _without_blanks(document)


def _without_blanks(document: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in document.items() if value is not None}


def _texts(pairs: tuple[tuple[str, object], ...]) -> dict[str, object]:
    return {key: _texts(value) if isinstance(value, tuple) else value for key, value in pairs}


def _fund(fund: Fund) -> dict[str, object]:
    document = fund._asdict()
    for key in ("path", "is_total", "is_part"):
        del document[key]
    budget = {"requested": document.pop("requested"), "approved": document.pop("approved")}
    name = document.pop("name")
    amounts = {"initial_budget": _without_blanks(budget) or None, **document}
    return _without_blanks({"name": name, **amounts})


def _indicator(row: Indicator) -> dict[str, object]:
    document = row._asdict()
    del document["path"]
    document["evidence"] = list(row.evidence) or None
    document["method"] = None if row.method is None else method_document(row.method)
    return _without_blanks(document)


def method_document(method: Method) -> object:
    """A method as the project file writes it: its name, or its name with parameters."""
    if method.name == "bands":
        return {
            "bands": [
                [f"{step.at_least:f}{step.unit or ''}", f"{step.share * 100:f}%"]
                for step in method.steps
            ]
        }
    if method.name == "per_point" and method.every is not None:
        return {"per_point": {"every": f"{method.every:f}{method.unit or ''}", "off": method.off}}
    if method.passing is not None:
        return {method.name: {"passing": f"{method.passing * 100:f}%"}}
    return method.name
