"""A grid as text for the terminal: box-drawing lines, merged cells without lines inside them.

The frame is exactly as wide as asked for. Text is broken inside its cell and centred from top
to bottom, as the printed forms do. Nothing here knows what a form says.
"""

from __future__ import annotations

from operator import ne

from scoring.record import TYPE_CHECKING
from scoring.render.columns import fit
from scoring.render.grid import placed
from scoring.render.width import Measured, pad, visible, width, wrap

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
    measured = Measured()
    widths = fit(places, texts, measured, grid.widths, columns, len(gap))
    title = wrap(visible(grid.title), columns, balanced=True)
    lines = [_centred(line, columns) for line in title]
    if grid.subtitle:
        lines.append(_centred(visible(grid.subtitle), columns))
    if places:
        lines += _Frame(len(grid.rows), widths, gap, measured).drawn(places, texts)
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

    def __init__(self, rows: int, widths: list[int], gap: str, measured: Measured) -> None:
        self.widths = widths
        self.measured = measured
        self.gap = gap
        self.heights = [1] * rows
        # For each row and column, the number of the cell that covers it.
        self.owner = [[0] * len(widths) for _ in range(rows)]
        self.rules: dict[tuple[object, ...], list[str | int]] = {}

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
        """The padded lines of every cell; finds the heights of rows and who owns which place."""
        heights, widths, gap, measured = self.heights, self.widths, self.gap, self.measured
        between = 1 + 2 * len(gap)
        wrapped = []
        for number, ((row, column, cell), text) in enumerate(zip(places, texts, strict=True)):
            _, columns, rows, role, _ = cell
            inner = sum(widths[column : column + columns]) + (columns - 1) * between
            align = cell.alignment
            lines = wrap(text, inner, balanced=role != "text", widths=measured)
            wrapped.append([gap + pad(line, inner, align, measured) + gap for line in lines])
            for covered in range(row, row + rows):
                self.owner[covered][column : column + columns] = [number] * columns
            if rows == 1 and len(lines) > heights[row]:
                heights[row] = len(lines)
        for (row, _, cell), lines in zip(places, wrapped, strict=True):
            if cell.rows > 1:
                missing = len(lines) - sum(heights[row : row + cell.rows]) - (cell.rows - 1)
                for extra in range(missing):
                    heights[row + extra % cell.rows] += 1
        return wrapped

    def _blocks(self, places: list[Placed], wrapped: list[list[str]]) -> list[list[str]]:
        """The lines of every cell, centred in its height."""
        blocks = []
        for (row, _, cell), lines in zip(places, wrapped, strict=True):
            missing = self.heights[row] - len(lines)
            if cell.rows > 1:
                missing += sum(self.heights[row + 1 : row + cell.rows]) + cell.rows - 1
            if missing:
                blank = " " * width(lines[0])
                above = missing // 2
                blocks.append([blank] * above + lines + [blank] * (missing - above))
            else:
                blocks.append(lines)
        return blocks

    def _rule(
        self, above: list[int] | None, below: list[int] | None, reaching: dict[int, str]
    ) -> str:
        """The line between two rows; a cell merged over both prints its text there instead."""
        key = (_walls(above), _walls(below), _walls(above, below))
        parts = self.rules.get(key)
        if parts is None:
            parts = self.rules[key] = self._rule_parts(above, below)
        if not reaching or above is None:
            return "".join(map(str, parts))
        return "".join([reaching[above[at]] if isinstance(at, int) else at for at in parts])

    def _rule_parts(self, above: list[int] | None, below: list[int] | None) -> list[str | int]:
        """The pieces of a rule; a number stands for the text of the cell merged at that column."""
        parts: list[str | int] = []
        left = False
        last = -1
        for at, inner in enumerate(self.widths):
            number = -1 if above is None else above[at]
            right = above is None or below is None or number != below[at]
            up = above is not None and (not at or above[at - 1] != number)
            down = below is not None and (not at or below[at - 1] != below[at])
            if left or right or up or down:
                parts.append(_CROSSINGS[left + 2 * right + 4 * up + 8 * down])
            if right:
                parts.append("─" * (inner + 2 * len(self.gap)))
            elif number != last:
                # The text is as wide as the whole cell: printed once, at its first column.
                parts.append(at)
            left, last = right, number
        parts.append(_CROSSINGS[left + 4 * (above is not None) + 8 * (below is not None)])
        return parts


def _walls(row: list[int] | None, other: list[int] | None = None) -> tuple[bool, ...] | None:
    """Where a row's neighbours differ, or where two rows do: rules that agree in it look alike."""
    if row is None:
        return None
    return tuple(map(ne, row, row[1:] if other is None else other))
