"""The form on the page: inputs in its cells, and below each row how it came about and what is wrong.

HTML made by the templates; where the cells are is told by ``annotated``.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.web.page.annotated import annotated
from scoring.web.page.edits import (
    MONEY_FIELDS,
    ROW_FIELDS,
    label_of,
    name_of,
    total_of,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from scoring.analysis.explain import Part
    from scoring.model.calculation import Step as CalculationStep
    from scoring.model.finding import Finding
    from scoring.model.project import Fund, Indicator
    from scoring.model.scorecard import IndicatorScore, Scorecard
    from scoring.render.grid import Cell, Placed
    from scoring.web.page.annotated import Spot
    from scoring.web.page.state import State

_SHORT = frozenset(("weight", "claimed_score", "degree", *MONEY_FIELDS))


class Input(NamedTuple):
    """A value that can be mended: the name of its input, its label, its text."""

    name: str
    label: str
    field: str
    value: str

    @property
    def is_short(self) -> bool:
        """Whether it is a number."""
        return self.field in _SHORT


class Step(NamedTuple):
    """A step of the calculation in one line, and what it rests on."""

    equation: str
    basis: str


class About(NamedTuple):
    """What is said about one row: how its points came about, what was found, what else to mend."""

    anchor: str
    title: str
    status: str
    label: str
    line: str
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    inputs: tuple[Input, ...]


def form_of(
    state: State, card: Scorecard, beside: Mapping[str, Sequence[Finding]]
) -> tuple[str, tuple[int, ...]]:
    """The form with its inputs and what is said about each row, as HTML, and its widths."""
    from scoring.render.grid import placed
    from scoring.render.html import table
    from scoring.render.layouts import lay_out
    from scoring.web.page.pages import environment

    form = annotated(lay_out(card, state.form or None), len(card.indicators))
    parts = parts_of(card)
    places: dict[int, list[Placed]] = {}
    for one in placed(form.grid):
        places.setdefault(one.row, []).append(one)
    macros: Any = environment().get_template("cells.html").module
    contents: dict[tuple[int, int], str] = {}
    rows = {row.path: row for row in card.project.indicators}
    for at, (spot, score) in enumerate(zip(form.spots, card.indicators, strict=True)):
        row = rows[score.path]
        shown = _row_cells(state, card, row, score, spot)
        for column, inputs in shown.items():
            cell = next(one.cell for one in places[spot.row] if one.column == column)
            contents[spot.row, column] = str(macros.cell(inputs, _further(cell, inputs)))
        inside = {one.field for one in shown.values() if one is not None}
        about = _about(parts[at + 1], f"row-{at}", beside.get(row.path, []))
        about = about._replace(inputs=_others(state, row, score, inside))
        contents[spot.row + 1, spot.first] = str(macros.about(about))
    if form.money is not None:
        spot = form.money
        for column, shown_one in _money_cells(state, card, spot).items():
            contents[spot.row, column] = str(macros.cell(shown_one, []))
        about = _about(parts[0], "money", beside.get("", []))
        contents[spot.row + 1, spot.first] = str(macros.about(about))
    return table(form.grid, contents), form.grid.widths


def _row_cells(
    state: State, card: Scorecard, row: Indicator, score: IndicatorScore, spot: Spot
) -> dict[int, Input | None]:
    """The inputs of a row by column; none for the points, which are worked out."""
    cells: dict[int, Input | None] = {}
    for column, heading in spot.columns.items():
        field = heading
        if field == "target":
            is_adjusted = row.initial_target is None or (
                card.rules.target == "adjusted" and row.adjusted_target is not None
            )
            field = "adjusted_target" if is_adjusted and row.adjusted_target else "initial_target"
        if field == "score":
            cells[column] = (
                _input(state, row, "claimed_score", row.name) if _is_decided(row, score) else None
            )
        else:
            cells[column] = _input(state, row, field, row.name)
    return {column: one for column, one in cells.items() if one is not None}


def _is_decided(row: Indicator, score: IndicatorScore) -> bool:
    """Whether the points written on the form matter: an assessor's decision, or a claim to check."""
    return row.claimed_score is not None or score.method == "tiers"


def _input(state: State, row: Indicator | Fund, field: str, whose: str) -> Input:
    tree = state.tree or {}
    label = f"{whose} {label_of(field)}"
    return Input(name_of(row.path, field), label, field, written(tree, row, field))


def _others(
    state: State, row: Indicator, score: IndicatorScore, inside: set[str]
) -> tuple[Input, ...]:
    """What can be mended and has no cell on this form."""
    wanted = [field for field in ROW_FIELDS if field not in inside]
    if score.method != "tiers":
        wanted = [field for field in wanted if field != "degree"]
    if "initial_target" in inside and row.adjusted_target is None:
        wanted = [field for field in wanted if field != "adjusted_target"]
    return tuple(_input(state, row, field, row.name) for field in wanted)


def _money_cells(state: State, card: Scorecard, spot: Spot) -> dict[int, Input]:
    """The amounts of the total row, where the form prints the unit they are written in."""
    fund = total_of(card.project)
    if fund is None:
        return {}
    return {column: _input(state, fund, field, fund.name) for column, field in spot.columns.items()}


def _further(cell: Cell, shown: Input | None) -> list[str]:
    """What the cell says besides the value itself: the other target, points taken off, the points."""
    if shown is None or shown.field == "claimed_score":
        return cell.text.split("\n")
    return [
        line for line in cell.text.split("\n") if line.strip() and line.strip() not in shown.value
    ]


def _about(part: Part, anchor: str, findings: Sequence[Finding]) -> About:
    steps = tuple(step_line(step) for step in part.steps)
    line = steps[-1].equation if steps else part.result
    status = {"达成": "met", "完成": "met"}.get(part.status, "")
    return About(anchor, part.name, status, part.status, line, steps, tuple(findings), ())


def step_line(step: CalculationStep) -> Step:
    """A step of the calculation as the page prints it."""
    from scoring.render.sheet import equation

    rule = f"规则 {step.rule}" if step.rule else ""
    return Step(equation(step), "，".join(part for part in (rule, step.source) if part))


def parts_of(card: Scorecard) -> tuple[Part, ...]:
    """The calculation of the execution rate, of each indicator, and of the total."""
    from scoring.analysis.explain import explain

    return explain(card).parts
