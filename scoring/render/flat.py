"""Scorecards as flat rows: one row an indicator, the columns portfolios are read from, and results.

Unlike the forms, the rows keep every text as written, hidden characters included, so that they are
scored as the project file is; only characters that steer a terminal become visible. Money is in
万元, whatever unit the project uses: the columns have no place to name one.
"""

from __future__ import annotations

from scoring.engine.rounding import EXACT
from scoring.record import TYPE_CHECKING
from scoring.render.csv_text import guarded, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from scoring.model.method import Method
    from scoring.model.project import Indicator
    from scoring.model.scorecard import IndicatorScore, Scorecard

PROJECT_COLUMNS = (
    "project_id", "name", "department", "unit", "year", "rules", "annual_budget", "executed",
)  # fmt: skip
INDICATOR_COLUMNS = (
    "level1", "level2", "indicator", "target", "adjusted_target", "actual", "weight", "method",
)  # fmt: skip
FURTHER_COLUMNS = (
    "operator", "measure_unit", "claimed_score", "degree", "deduction", "deduction_reason",
    "explanation", "evidence", "not_applicable", "review_score", "review_note", "id", "note",
)  # fmt: skip
"""The other fields of an indicator; a column is written when a row has a value for it."""

RESULT_COLUMNS = ("effective_weight", "completion", "deviation", "score", "status")
"""What scoring gave, named as in the JSON of a scorecard; readers of flat tables pass it through."""

_FIELD = {"indicator": "name", "target": "initial_target"}
_POWER_OF_WAN = {"元": -4, "千元": -1, "万元": 0, "亿元": 4}
_FIRST_PRINTED = 0x20
_PICTURES = {
    code: chr(0x2400 + code) for code in range(_FIRST_PRINTED) if chr(code) not in "\t\n"
}  # fmt: skip
_PICTURES |= {code: f"<U+{code:04X}>" for code in range(0x7F, 0xA0)}


def write(cards: Iterable[Scorecard]) -> str:
    """The rows of the scorecards as csv; columns in the order of the flat tables."""
    rows = [row for card in cards for row in flat_rows(card)]
    further = [name for name in FURTHER_COLUMNS if any(row.get(name) for row in rows)]
    columns = (*PROJECT_COLUMNS, *INDICATOR_COLUMNS, *further, *RESULT_COLUMNS)
    lines = ([guarded(row.get(name, "").translate(_PICTURES)) for name in columns] for row in rows)
    return lines_of([columns, *lines])


def flat_rows(card: Scorecard) -> list[dict[str, str]]:
    """A mapping of column and text for every indicator.

    A project without indicators has one row with its own columns only: it is not lost.
    """
    project = card.project
    wan = _POWER_OF_WAN[project.money_unit]
    shared = {
        "project_id": _project_id(card),
        "name": project.name or "",
        "department": project.department or "",
        "unit": project.unit or "",
        "year": "" if project.year is None else str(project.year),
        "rules": card.rules.id,
        "annual_budget": _money(card.execution.annual_budget, wan),
        "executed": _money(card.execution.executed, wan),
    }
    rows = {row.path: row for row in project.indicators}
    indicators = [{**shared, **_indicator(rows[one.path], one)} for one in card.indicators]
    return indicators or [shared]


def _project_id(card: Scorecard) -> str:
    """The file as it was named; without one the code, else the name."""
    project = card.project
    if project.file and project.file != "-":
        return project.file.replace("\\", "/").removeprefix("./")
    return project.code or project.name or ""


def _indicator(row: Indicator, score: IndicatorScore) -> dict[str, str]:
    texts: dict[str, Callable[[], str]] = {
        "method": lambda: _method(row.method),
        "evidence": lambda: "\n".join(row.evidence),
    }
    cells = {}
    for column in (*INDICATOR_COLUMNS, *FURTHER_COLUMNS):
        make = texts.get(column)
        cells[column] = make() if make else _text(getattr(row, _FIELD.get(column, column)))
    cells |= {column: _text(getattr(score, column)) for column in RESULT_COLUMNS}
    return cells


def _method(method: Method | None) -> str:
    """The method the row itself names, with parameters as JSON; blank where the rules choose."""
    if method is None or method.source:
        return ""
    from scoring.model.document import json_text
    from scoring.model.project_document import method_document

    document = method_document(method)
    return document if isinstance(document, str) else json_text(document, indent=None)


def _money(amount: Decimal | None, power: int) -> str:
    return "" if amount is None else _text(EXACT.scaleb(amount, power))


def _text(value: Decimal | str | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else format(value, "f")
