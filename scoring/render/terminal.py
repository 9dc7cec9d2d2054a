"""A grid as text for the terminal: box-drawing lines, merged cells without lines inside them.

The frame is exactly as wide as asked for. Text is broken inside its cell and centred from top
to bottom, as the printed forms do. Nothing here knows what a form says.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.columns import fit
from scoring.render.grid import placed
from scoring.render.width import pad, visible, width, wrap

if TYPE_CHECKING:
    from scoring.render.grid import Grid, Placed

LEAST_COLUMNS = 80
MOST_COLUMNS = 160

_ROOMY = 100
"""From so many columns on, cells have a space on each side."""

# What stands in a crossing: a line to the left (1), to the right (2), up (4), down (8).
_CROSSINGS = "   ─ ┘└┴ ┐┌┬│┤├┼"


def draw(grid: Grid, columns: int) -> str:
    """The form as text, its frame exactly so many columns wide.

    Args:
        grid: the form.
        columns: 80 to 160; less than a form needs is raised to 80, more is cut to 160.
    """
    columns = clamp(columns)
    gap = " " if columns >= _ROOMY else ""
    places = placed(grid)
    texts = [visible(place.cell.text) for place in places]
    widths = fit(places, texts, grid.widths, columns, len(gap))
    title = wrap(visible(grid.title), columns, balanced=True)
    lines = [_centred(line, columns) for line in title]
    if grid.subtitle:
        lines.append(_centred(visible(grid.subtitle), columns))
    if places:
        lines += _Frame(len(grid.rows), widths, gap).drawn(places, texts)
    for note in grid.notes:
        lines += wrap(visible(note), columns)
    return "\n".join(lines) + "\n"


def clamp(columns: int) -> int:
    """The nearest width the form can be drawn in."""
    return min(max(columns, LEAST_COLUMNS), MOST_COLUMNS)


def _centred(line: str, columns: int) -> str:
    return " " * ((columns - width(line)) // 2) + line


class _Frame:
    """The frame of one grid while it is being drawn."""

    def __init__(self, rows: int, widths: list[int], gap: str) -> None:
        self.widths = widths
        self.gap = gap
        self.heights = [1] * rows
        # For each row and column, the number of the cell that covers it.
        self.owner = [[0] * len(widths) for _ in range(rows)]

    def drawn(self, places: list[Placed], texts: list[str]) -> list[str]:
        """The lines of the frame with the texts in it."""
        blocks = self._blocks(places, self._wrapped(places, texts))
        heights, owner = self.heights, self.owner
        # How many lines of each cell have been printed.
        shown = [0] * len(blocks)
        printed = [self._rule(None, owner[0], {})]
        for row, height in enumerate(heights):
            order = list(dict.fromkeys(owner[row]))
            columns = [blocks[number][shown[number] : shown[number] + height] for number in order]
            printed += ["│" + "│".join(line) + "│" for line in zip(*columns, strict=True)]
            below = owner[row + 1] if row + 1 < len(heights) else None
            reaching = {}
            for number in order:
                shown[number] += height
                if below is not None and number in below:
                    # Merged with the row below: the line between the rows is free for its text.
                    reaching[number] = blocks[number][shown[number]]
                    shown[number] += 1
            printed.append(self._rule(owner[row], below, reaching))
        return printed

    def _wrapped(self, places: list[Placed], texts: list[str]) -> list[list[str]]:
        """The lines of every cell; finds the height of every row and who owns which place."""
        heights, widths = self.heights, self.widths
        line = 1 + 2 * len(self.gap)
        wrapped = []
        for number, ((row, column, cell), text) in enumerate(zip(places, texts, strict=True)):
            columns, rows = cell.columns, cell.rows
            inner = sum(widths[column : column + columns]) + (columns - 1) * line
            lines = wrap(text, inner, balanced=cell.role != "text")
            wrapped.append(lines)
            for covered in range(row, row + rows):
                self.owner[covered][column : column + columns] = [number] * columns
            if rows == 1 and len(lines) > heights[row]:
                heights[row] = len(lines)
        for (row, _, cell), lines in zip(places, wrapped, strict=True):
            missing = len(lines) - sum(heights[row : row + cell.rows]) - (cell.rows - 1)
            for extra in range(missing):
                heights[row + extra % cell.rows] += 1
        return wrapped

    def _blocks(self, places: list[Placed], wrapped: list[list[str]]) -> list[list[str]]:
        """The lines of every cell, padded to its width and centred in its height."""
        heights, widths, gap = self.heights, self.widths, self.gap
        blocks = []
        for (row, column, cell), lines in zip(places, wrapped, strict=True):
            inner = sum(widths[column : column + cell.columns])
            inner += (cell.columns - 1) * (1 + 2 * len(gap))
            height = sum(heights[row : row + cell.rows]) + cell.rows - 1
            above = (height - len(lines)) // 2
            blank = " " * (inner + 2 * len(gap))
            align = cell.alignment
            blocks.append(
                [blank] * above
                + [gap + pad(line, inner, align) + gap for line in lines]
                + [blank] * (height - above - len(lines))
            )
        return blocks

    def _rule(
        self, above: list[int] | None, below: list[int] | None, reaching: dict[int, str]
    ) -> str:
        """The line between two rows; a cell merged over both prints its text there instead."""
        count = len(self.widths)
        parts = []
        left = False
        for at, inner in enumerate(self.widths):
            number = -1 if above is None else above[at]
            right = above is None or below is None or number != below[at]
            up = above is not None and (not at or above[at - 1] != number)
            down = below is not None and (not at or below[at - 1] != below[at])
            if left or right or up or down:
                parts.append(_CROSSINGS[left + 2 * right + 4 * up + 8 * down])
            if right:
                parts.append("─" * (inner + 2 * len(self.gap)))
            elif number in reaching:
                # The text is as wide as the whole cell: printed once, at its first column.
                parts.append(reaching.pop(number))
            left = right
        ends = (above is not None, below is not None)
        parts.append(_CROSSINGS[left + 4 * ends[0] + 8 * ends[1]] if count else "")
        return "".join(parts)
