"""How many first rows of a grid a page can repeat."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.render.grid import Grid


def heading_rows(grid: Grid) -> int:
    """The rows to repeat on every page: none where a merged cell reaches below them.

    >>> from scoring.render.grid import Cell, Grid
    >>> rows = ((Cell("a"), Cell("b", rows=2)), (Cell("c"),))
    >>> [heading_rows(Grid("", "", (1, 1), rows, repeated=count)) for count in (0, 1, 2)]
    [0, 0, 0]
    >>> heading_rows(Grid("", "", (1,), ((Cell("a"),), (Cell("b"),)), repeated=1))
    1
    """
    count = grid.repeated
    if count >= len(grid.rows):
        # Nothing would be left to head.
        return 0
    head = grid.rows[:count]
    reaches = any(row + cell.rows > count for row, cells in enumerate(head) for cell in cells)
    return 0 if reaches else count
