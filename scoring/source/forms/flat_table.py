"""Flat tables: one row an indicator, the project's own values repeated on each row.

The columns of section 7 of the data contract, in English or under the labels of the form. A sheet
whose header names the project and the indicator in one row is one.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation.vocabulary import labels, tables
from scoring.record import TYPE_CHECKING
from scoring.source.events import Scalar
from scoring.source.forms.draft import Draft, FundRow, IndicatorRow, scalar
from scoring.source.forms.labels import bare, fields, spellings
from scoring.source.forms.row_values import settle
from scoring.source.forms.rows import rows_of
from scoring.source.reading import is_placeholder

if TYPE_CHECKING:
    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormCell, FormSheet

PROJECT = ("name", "year", "department", "unit", "code", "rules", "note")
MONEY = ("annual_budget", "executed", "requested", "approved", "initial_budget", "balance")
_HEADER_ROWS = 5
"""The header of a flat table is among the first rows."""

_TOTAL = "资金总额"


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, str]]:
    """Every spelling of a column: whose value it is (id, project, fund, goal, row) and its field."""
    known: dict[str, tuple[str, str]] = {}
    for field, text in tables()["forms.flat"].items():
        part, _, name = field.partition("_of_")
        for spelling in text.split():
            known[spelling] = (part, name)
    for field in PROJECT:
        known.setdefault(field, ("project", field))
    for field in (*MONEY, "money_unit"):
        known.setdefault(field, ("money" if field in MONEY else "project", field))
    for field in labels("indicator").printed:
        known.setdefault(field, ("row", field))
    for spelling, field in fields("heading").items():
        if field in PROJECT:
            known.setdefault(spelling, ("project", field))
    for spelling, field in labels("indicator").english.items():
        known.setdefault(spelling, ("row", field))
    for spelling, field in fields("indicator").items():
        known.setdefault(spelling, ("row", field))
    for spelling, field in fields("fund").items():
        if field in MONEY:
            known.setdefault(spelling, ("money", field))
    known["name"] = ("project", "name")
    known["note"] = ("row", "note")
    return known


def _column(text: str) -> tuple[str, str] | None:
    known = _known()
    for spelling in spellings(text):
        found = known.get(spelling) or known.get(spelling.lower())
        if found is not None:
            return found
    return None


def is_flat_header(row: Row) -> bool:
    """Whether a row is the header of a flat table."""
    if len(row.cells) < 3:  # noqa: PLR2004 - project, indicator, value
        return False
    columns = [_column(cell.text) for cell in row.cells]
    parts = {column for column in columns if column is not None}
    has_project = ("id", "id") in parts or ("project", "name") in parts or ("project", "code") in parts
    has_row = ("row", "name") in parts
    has_value = bool(
        parts & {("row", field) for field in ("initial_target", "actual", "weight", "adjusted_target")}
    )
    return has_project and has_row and has_value


def read_flat(sheet: FormSheet, file: str | None) -> list[Draft] | None:
    """The projects of a flat table in the order they first come; none when it is not one."""
    rows = rows_of(sheet)
    start = next((at for at, row in enumerate(rows[:_HEADER_ROWS]) if is_flat_header(row)), None)
    if start is None:
        return None
    header: dict[int, tuple[FormCell, tuple[str, str] | None]] = {}
    taken: set[tuple[str, str]] = set()
    for cell in rows[start].cells:
        column = _column(cell.text)
        if column in taken:
            column = None
        if column is not None:
            taken.add(column)
        header[cell.column] = (cell, column)
    key = ("id", "id") if ("id", "id") in taken else None
    drafts: dict[tuple[str, ...], Draft] = {}
    told: set[int] = set()
    for row in rows[start + 1 :]:
        cells = {cell.column: cell for cell in row.cells}
        parts: dict[tuple[str, str], FormCell] = {
            column: cells[place]
            for place, (_, column) in header.items()
            if column is not None and place in cells
        }
        wanted = [key] if key else [("project", field) for field in ("code", "name", "year")]
        identity = tuple(parts[one].text.strip() if one in parts else "" for one in wanted)
        if not any(identity):
            identity = next(reversed(drafts), identity)
        draft = drafts.get(identity)
        if draft is None:
            draft = drafts[identity] = Draft(file, sheet.name)
        _read_row(draft, row, parts)
        first = next(iter(drafts.values()))
        for place, (cell, column) in header.items():
            held = cells.get(place)
            if column is None and held is not None and place not in told:
                if not is_placeholder(held.text):
                    told.add(place)
                    first.left(
                        row.place(held)._replace(cell=cell.address),
                        cell.text,
                        f"“{cell.text.strip()}”这一栏不知道是什么，没有读入。",
                    )
    return [draft for draft in drafts.values() if draft.indicators or draft.values]


def _read_row(draft: Draft, row: Row, parts: dict[tuple[str, str], FormCell]) -> None:
    """The values of one row: the project's where they are new, the money, the indicator."""
    values: dict[str, Scalar] = {}
    money: dict[str, Scalar] = {}
    for (part, field), cell in parts.items():
        value = scalar(row, cell)
        if part == "row":
            values[field] = value
        elif is_placeholder(value.text):
            continue
        elif part == "money":
            money[field] = value
        elif part == "id":
            draft.labels.add(bare(value.text))
        elif field == "money_unit":
            draft.money_unit = draft.money_unit or value
        elif field in {"goal", "goal_result"}:
            draft.goals.setdefault(field, [value])
        elif not draft.put(field, value):
            draft.left(
                row.place(cell),
                value.text,
                f"同一项目的“{labels('project').printed[field]}”前后不一，这里是“{value.text}”，"
                f"前面是“{draft.values[field].text}”，按前面的读。",
            )
    if money and not draft.funds:
        first = next(iter(money.values()))
        draft.funds.append(FundRow(Scalar(_TOTAL, first.mark, plain=False), money))
    if any(not is_placeholder(value.text) for value in values.values()):
        settle(draft, values, frozenset(values) | {"weight"})
        name = values.get("name")
        start = name.mark if name is not None else row.place(row.cells[0])
        draft.indicators.append(IndicatorRow(values, start))  # type: ignore[arg-type]


