"""How much room the texts of a grid take on a page, to set the rows as loosely as the page allows.

Estimates in whole numbers: the typesetter decides. Nothing here knows what a form says.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.width import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.render.grid import Cell, Grid, Placed

_LINE, _EDGES = 1720, 14
"""Tenths of a narrow character: what stands on a line of the page, what a cell's edges take."""

_PAGE = 5180
_FIRST_LINE, _NEXT_LINE, _NOTE_LINE = 90, 112, 110
_TITLE, _SUBTITLE = 230, 150
_TIGHT, _USUAL, _LOOSE = 15, 30, 50
"""Heights are in tenths of a point."""


def room(grid: Grid, column: int, cell: Cell) -> int:
    """Narrow characters that stand beside one another in a cell."""
    total = sum(grid.widths)
    share = sum(grid.widths[column : column + cell.columns])
    return max((_LINE * share - _EDGES * total) // (10 * total), 2)


def lines(text: str, columns: int) -> int:
    """About how many lines a text takes.

    >>> lines("甲乙丙丁戊", 4), lines("", 4)
    (3, 1)
    """
    return sum(max(-(-width(line) // columns), 1) for line in text.split("\n"))


def row_padding(grid: Grid, places: Sequence[Placed]) -> int:
    """What to leave above and below the texts of a row, in tenths of a point.

    Tight enough that a form which can stand on one page does; a longer one has the usual.
    """
    tallest = [1] * len(grid.rows)
    for row, column, cell in places:
        if cell.rows == 1:
            tallest[row] = max(tallest[row], lines(cell.text, room(grid, column, cell)))
    height = sum(_FIRST_LINE + (count - 1) * _NEXT_LINE for count in tallest)
    height += sum(_NOTE_LINE * lines(note, _LINE // 10) for note in grid.notes)
    height += (_TITLE if grid.title else 0) + (_SUBTITLE if grid.subtitle else 0)
    spare = (_PAGE - height) // (2 * max(len(tallest), 1))
    return min(spare, _LOOSE) if spare >= _TIGHT else _USUAL
