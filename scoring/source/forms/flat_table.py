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
from scoring.source.forms.labels import fields, spellings
from scoring.source.forms.row_values import settle
from scoring.source.reading import is_placeholder

if TYPE_CHECKING:
    from typing import TypeAlias

    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormCell

    Column: TypeAlias = tuple[str, str]

PROJECT = ("name", "year", "department", "unit", "code", "rules", "note")
MONEY = ("annual_budget", "executed", "requested", "approved", "initial_budget", "balance")
_HEADER_ROWS = 5
"""The header of a flat table is among the first rows."""

_TOTAL = "资金总额"
_NAMED = 5

RESULTS = frozenset(("effective_weight", "completion", "deviation", "score", "status"))
"""Columns that a flat table written by scoring has besides what it was scored from."""


@lru_cache(maxsize=1)
def _known() -> dict[str, Column]:
    """Every spelling of a column: whose value it is (id, project, money, row) and its field."""
    known: dict[str, Column] = {}
    for entry, text in tables()["forms.flat"].items():
        part, _, field = entry.partition("_of_")
        known.update(dict.fromkeys(text.split(), (part, field)))
    further: list[tuple[str, Column]] = [
        *((field, ("project", field)) for field in (*PROJECT, "money_unit")),
        *((field, ("money", field)) for field in MONEY),
        *((field, ("row", field)) for field in labels("indicator").printed),
        *((spelling, ("project", field)) for spelling, field in _of("heading", PROJECT)),
        *((spelling, ("row", field)) for spelling, field in labels("indicator").english.items()),
        *((spelling, ("row", field)) for spelling, field in fields("indicator").items()),
        *((spelling, ("money", field)) for spelling, field in _of("fund", MONEY)),
    ]
    for spelling, column in further:
        known.setdefault(spelling, column)
    known["note"] = ("row", "note")
    return known


def _of(context: str, wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(spelling, field) for spelling, field in fields(context).items() if field in wanted]


def _column(text: str) -> Column | None:
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
    has_project = (
        ("id", "id") in parts or ("project", "name") in parts or ("project", "code") in parts
    )
    has_row = ("row", "name") in parts
    has_value = bool(
        parts
        & {("row", field) for field in ("initial_target", "actual", "weight", "adjusted_target")}
    )
    return has_project and has_row and has_value


def read_flat(rows: list[Row], file: str | None) -> list[Draft] | None:
    """The projects of a flat table in the order they first come; none when it is not one."""
    start = next((at for at, row in enumerate(rows[:_HEADER_ROWS]) if is_flat_header(row)), None)
    if start is None:
        return None
    header: dict[int, Column] = {}
    unknown: dict[int, FormCell] = {}
    for cell in rows[start].cells:
        column = _column(cell.text)
        if column is None or column in header.values():
            unknown[cell.column] = cell
        else:
            header[cell.column] = column
    has_id = ("id", "id") in header.values()
    key: list[Column] = (
        [("id", "id")] if has_id else [("project", field) for field in ("code", "name", "year")]
    )
    drafts: dict[tuple[str, ...], Draft] = {}
    for row in rows[start + 1 :]:
        parts = {header[cell.column]: cell for cell in row.cells if cell.column in header}
        identity = tuple(parts[one].text.strip() if one in parts else "" for one in key)
        if not any(identity):
            # Blank as in merged cells: the project of the row above.
            identity = next(reversed(drafts), identity)
        draft = drafts.get(identity)
        if draft is None:
            draft = drafts[identity] = Draft(file, row.sheet)
        _read_row(draft, row, parts)
    if unknown and drafts:
        _tell_unknown(next(iter(drafts.values())), rows[start], list(unknown.values()))
    return [draft for draft in drafts.values() if draft.indicators or draft.values]


def _tell_unknown(draft: Draft, header: Row, cells: list[FormCell]) -> None:
    """Columns nobody asked for pass through such tables: all are named, once, in a note.

    The results that scoring added to a table of its own need no word.
    """
    named = [cell for cell in cells if cell.text.strip() not in RESULTS]
    if named:
        columns = "、".join(f"“{cell.text.strip()}”" for cell in named[:_NAMED])
        more = "等" if len(named) > _NAMED else ""
        draft.note(
            f"{columns}{more}这些栏与评分无关，没有读入。",
            "如果其中有评分要用的栏，把它的表头改成表上的说法。",
            header.place(named[0]),
        )


def _read_row(draft: Draft, row: Row, parts: dict[Column, FormCell]) -> None:
    """The values of one row: the project's where they are new, the money, the indicator."""
    values: dict[str, Scalar] = {}
    money: dict[str, Scalar] = {}
    for (part, field), cell in parts.items():
        value = scalar(row, cell)
        if part == "row":
            values[field] = value
        elif part == "money" and not is_placeholder(value.text):
            money[field] = value
        elif part == "project" and not is_placeholder(value.text):
            _project_value(draft, field, value)
    if money and not draft.funds:
        first = next(iter(money.values()))
        draft.funds.append(FundRow(Scalar(_TOTAL, first.mark, plain=False), money))
    if any(not is_placeholder(value.text) for value in values.values()):
        settle(draft, values, frozenset(values) | {"weight"})
        name = values.get("name")
        start = name.mark if name is not None else row.place(row.cells[0])
        draft.indicators.append(IndicatorRow(values, start))  # type: ignore[arg-type]


def _project_value(draft: Draft, field: str, value: Scalar) -> None:
    """A value of the project, which every row repeats; the first counts."""
    if field == "money_unit":
        draft.money_unit = draft.money_unit or value
    elif field in {"goal", "goal_result"}:
        draft.goals.setdefault(field, [value])
    elif not draft.put(field, value):
        draft.left(
            value.mark,  # type: ignore[arg-type]
            value.text,
            f"同一项目的“{labels('project').printed[field]}”前后不一，这里是“{value.text}”，"
            f"前面是“{draft.values[field].text}”，按前面的读。",
        )
