"""The form with room beside its rows: the same grid, a row more below each indicator and the money.

Which cells of the grid hold which values is told by the headings the form prints, whatever the
form. What stands in the new rows, and how values are filled in, is not known here.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.grid import Cell, Grid, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.render.grid import Placed

NAME_HEADING = "三级指标"
_HEADINGS = (
    ("年初指标值", "initial_target"),
    ("调整后指标值", "adjusted_target"),
    ("年度指标值", "target"),
    ("年初目标值", "target"),
    ("指标值", "target"),
    ("实际完成值", "actual"),
    ("完成值", "actual"),
    ("分值", "weight"),
    ("权重", "weight"),
    ("得分", "score"),
    ("偏差原因", "explanation"),
    ("未完成原因", "explanation"),
)
"""How a heading begins, and the value below it; ``target`` is the one that counts."""

_MONEY = (
    ("全年预算数", "annual_budget"),
    ("调整后预算数", "annual_budget"),
    ("预算数", "annual_budget"),
    ("全年执行数", "executed"),
    ("预算执行数", "executed"),
    ("执行数", "executed"),
)


class Spot(NamedTuple):
    """A row of the grid, the column its own cells begin at, and which value stands in which."""

    row: int
    first: int
    columns: dict[int, str]


class Annotated(NamedTuple):
    """The grid with a row more below each spot.

    ``spots`` are those of the indicators in the order of the form, with their new rows, ``money``
    that of the total of the funds; the new row stands right below each.
    """

    grid: Grid
    spots: tuple[Spot, ...]
    money: Spot | None


def annotated(grid: Grid, count: int) -> Annotated:
    """The grid of a form with so many indicators, with its new rows."""
    places = placed(grid)
    indicators = _indicator_spots(places, count)
    money = _money_spot(places)
    every = [*([money] if money is not None else []), *indicators]
    lower = {spot.row: sum(other.row < spot.row for other in every) for spot in every}

    def moved(spot: Spot) -> Spot:
        return spot._replace(row=spot.row + lower[spot.row])

    return Annotated(
        grid._replace(rows=_with_rows(grid, places, every)),
        tuple(moved(spot) for spot in indicators),
        None if money is None else moved(money),
    )


def _indicator_spots(places: Sequence[Placed], count: int) -> list[Spot]:
    heading = next((place for place in places if place.cell.text == NAME_HEADING), None)
    if heading is None or count == 0:
        return []
    columns = _columns(places, heading.row, _HEADINGS)
    first = heading.row + 1
    return [Spot(row, heading.column, columns) for row in range(first, first + count)]


def _money_spot(places: Sequence[Placed]) -> Spot | None:
    """The total of the funds: the first row of numbers below the heading of the budget."""
    for place in places:
        if place.cell.role != "label" or _field(place.cell.text, _MONEY) != "annual_budget":
            continue
        below = place.row + place.cell.rows
        columns = _columns(places, place.row, _MONEY)
        row = [other for other in places if other.row == below]
        if any(other.column == place.column and other.cell.role == "number" for other in row):
            return Spot(below, row[0].column, columns)
    return None


def _columns(
    places: Iterable[Placed], row: int, headings: Iterable[tuple[str, str]]
) -> dict[int, str]:
    known = tuple(headings)
    found: dict[int, str] = {}
    for place in places:
        if place.row == row and place.cell.role == "label":
            field = _field(place.cell.text, known)
            if field is not None and field not in found.values():
                found[place.column] = field
    return found


def _field(text: str, headings: Iterable[tuple[str, str]]) -> str | None:
    return next((field for begin, field in headings if text.startswith(begin)), None)


def _with_rows(
    grid: Grid, places: Iterable[Placed], spots: Sequence[Spot]
) -> tuple[tuple[Cell, ...], ...]:
    """The rows, each spot followed by one cell over the width of its own cells."""
    rows: list[list[Cell]] = [[] for _ in grid.rows]
    for row, column, cell in places:
        # Whatever stands left of the row reaches down over what is added to it.
        more = sum(column < spot.first and row <= spot.row < row + cell.rows for spot in spots)
        rows[row].append(cell._replace(rows=cell.rows + more))
    by_row = {spot.row: spot for spot in spots}
    found: list[tuple[Cell, ...]] = []
    for at, cells in enumerate(rows):
        found.append(tuple(cells))
        if at in by_row:
            found.append((Cell("", len(grid.widths) - by_row[at].first),))
    return tuple(found)
