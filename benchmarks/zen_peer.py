"""The same decisions as a decision graph of zen-engine.

The graph is compiled once, its input is JSON as the engine likes it best, and nothing is passed
through that is not asked for: written otherwise it took up to twice the time.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import zen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ratio_projects import RatioProject

REACHED = "floor({weight} * {above} / {below} * 100 + 0.5) / 100"
FORWARD = "'≥', '>', '='"
REVERSE = "'≤', '<'"
SHARE = "floor(1000 * min([executed, budget]) / budget + 0.5) / 100"


def _node(identifier: str, kind: str, content: dict[str, object]) -> dict[str, object]:
    position = {"x": 0, "y": 0}
    return {
        "id": identifier,
        "name": identifier,
        "type": kind,
        "position": position,
        "content": content,
    }


def _graph(*nodes: dict[str, object]) -> str:
    edges = [
        {"id": f"edge{number}", "type": "edge", "sourceId": one["id"], "targetId": other["id"]}
        for number, (one, other) in enumerate(itertools.pairwise(nodes))
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def _grades() -> dict[str, object]:
    bands = [(">= 90", "'优'"), (">= 80", "'良'"), (">= 60", "'中'"), ("", "'差'")]
    return _node(
        "grade",
        "decisionTableNode",
        {
            "hitPolicy": "first",
            "inputs": [{"id": "total", "name": "total", "field": "total"}],
            "outputs": [{"id": "grade", "name": "grade", "field": "grade"}],
            "rules": [
                {"_id": str(number), "total": band, "grade": grade}
                for number, (band, grade) in enumerate(bands)
            ],
            "passThrough": True,
        },
    )


def table_graph() -> str:
    """A decision table looped over the rows, then the sum, then the table of grades."""
    forward = REACHED.format(weight="weight", above="actual", below="target")
    reverse = REACHED.format(weight="weight", above="target", below="actual")
    cells = [
        (FORWARD, "actual >= target", "weight"),
        (FORWARD, "", forward),
        (REVERSE, "actual <= target", "weight"),
        (REVERSE, "", reverse),
    ]
    rows = _node(
        "rows",
        "decisionTableNode",
        {
            "hitPolicy": "first",
            "inputs": [
                {"id": "operator", "name": "operator", "field": "operator"},
                {"id": "met", "name": "met", "field": None},
            ],
            "outputs": [{"id": "score", "name": "score", "field": "score"}],
            "rules": [
                {"_id": str(number), "operator": operator, "met": met, "score": score}
                for number, (operator, met, score) in enumerate(cells)
            ],
            "executionMode": "loop",
            "inputField": "rows",
            "outputPath": "rows",
            "passThrough": False,
        },
    )
    share = SHARE.replace("executed", "$nodes.project.executed")
    share = share.replace("budget", "$nodes.project.budget")
    total = _node(
        "total",
        "expressionNode",
        {
            "expressions": [
                {"id": "1", "key": "scores", "value": "map(rows, #.score)"},
                {"id": "2", "key": "execution", "value": share},
                {"id": "3", "key": "total", "value": "$.execution + sum($.scores)"},
            ],
            "passThrough": False,
        },
    )
    start, end = _node("project", "inputNode", {}), _node("card", "outputNode", {})
    return _graph(start, rows, total, _grades(), end)


def expression_graph() -> str:
    """All rows in one expression, then the table of grades: fewer nodes, fewer tables."""
    forward = REACHED.format(weight="#.weight", above="#.actual", below="#.target")
    reverse = REACHED.format(weight="#.weight", above="#.target", below="#.actual")
    scores = (
        f"map(rows, #.operator in [{FORWARD}]"
        f" ? (#.actual >= #.target ? #.weight : {forward})"
        f" : (#.actual <= #.target ? #.weight : {reverse}))"
    )
    total = _node(
        "total",
        "expressionNode",
        {
            "expressions": [
                {"id": "1", "key": "scores", "value": scores},
                {"id": "2", "key": "execution", "value": SHARE},
                {"id": "3", "key": "total", "value": "$.execution + sum($.scores)"},
            ],
            "passThrough": False,
        },
    )
    start, end = _node("project", "inputNode", {}), _node("card", "outputNode", {})
    return _graph(start, total, _grades(), end)


def zen_input(project: RatioProject) -> bytes:
    """The project's numbers as the JSON the graph takes."""
    rows = [
        {
            "operator": row.operator,
            "target": float(row.target),
            "actual": float(row.actual),
            "weight": float(row.weight),
        }
        for row in project.rows
    ]
    money = {"budget": float(project.annual_budget), "executed": float(project.executed)}
    return json.dumps(money | {"rows": rows}).encode()


def zen_scorer(graph: str) -> Callable[[bytes], dict[str, object]]:
    """A call that gives scores, execution, total and grade of one project."""
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(graph))

    def score(document: bytes) -> dict[str, object]:
        found: dict[str, object] = decision.evaluate(document)["result"]
        return found

    return score
