"""A form as cells: what layouts make and writers print.

A layout knows no format and a writer knows no form; they meet here. Nothing in this module
knows projects, rules or points.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal

if TYPE_CHECKING:
    Role = Literal["label", "group", "text", "number", "total"]
"""What a cell is: a printed label, a merged class of indicators, a text, a number, a result."""

if TYPE_CHECKING:
    Align = Literal["left", "center"]


class Cell(NamedTuple):
    """One cell of a form, merged over ``columns`` to the right and ``rows`` downwards.

    ``text`` is as written, line breaks included; making it safe is the business of the writer.
    ``align`` is given only where it differs from what the role asks for.
    """

    text: str
    columns: int = 1
    rows: int = 1
    role: Role = "text"
    align: Align | None = None

    @property
    def alignment(self) -> Align:
        """Left for texts, centred for everything else, unless the cell says otherwise."""
        return self.align or ("left" if self.role == "text" else "center")


class Placed(NamedTuple):
    """A cell and the upper left corner it stands at, both counted from 0."""

    row: int
    column: int
    cell: Cell


class Grid(NamedTuple):
    """A whole form.

    ``widths`` are the relative widths of the columns, in narrow characters on an A4 page lying
    down. ``rows`` hold each cell once, in the row it starts in, from left to right, as in HTML.
    ``notes`` are printed under the form. ``footer`` is a line at the foot of every page where the
    format has pages, else below everything. So many first rows, ``repeated``, stand on every page.
    """

    title: str
    subtitle: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    footer: str = ""
    repeated: int = 0


def placed(grid: Grid) -> list[Placed]:
    """Every cell with its corner, row by row; the cells must fill the rectangle exactly.

    >>> grid = Grid("", "", (1, 1), ((Cell("a", rows=2), Cell("b")), (Cell("c"),)))
    >>> [(place.row, place.column, place.cell.text) for place in placed(grid)]
    [(0, 0, 'a'), (0, 1, 'b'), (1, 1, 'c')]
    """
    places = []
    count = len(grid.widths)
    # For each column, the first row that no cell from above reaches.
    free_from = [0] * count
    for row, cells in enumerate(grid.rows):
        column = 0
        for cell in cells:
            text, columns, rows, _, _ = cell
            while column < count and free_from[column] > row:
                column += 1
            end = column + columns
            if end > count or max(free_from[column:end]) > row:
                message = f"cell {text!r} of row {row} does not fit"
                raise ValueError(message)
            free_from[column:end] = [row + rows] * columns
            places.append(Placed(row, column, cell))
            column = end
        if min(free_from) <= row:
            message = f"row {row} is not filled"
            raise ValueError(message)
    if any(until != len(grid.rows) for until in free_from):
        message = "a merged cell reaches below the last row"
        raise ValueError(message)
    return places
