"""A grid as a Word table: real merges, borders, fixed widths that fill the page.

Widths are in twentieths of a point, as the format counts them. Texts are set in the larger size
unless the smaller one saves a page.
"""

from __future__ import annotations

from itertools import pairwise

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.grid import placed
from scoring.render.heading_rows import heading_rows
from scoring.render.width import visible, width, wrap
from scoring.render.word.markup import lines

if TYPE_CHECKING:
    from scoring.render.grid import Cell, Grid, Placed

_SIDE = 40
"""Left and right of a text in its cell."""

_ABOVE = 30
"""Above and below a text in its cell."""


class Size(NamedTuple):
    """A size of the texts of a table: its styles, half a wide character, a line, the lowest row.

    The line is that of fonts with much air; where the machine has others, a page holds more.
    """

    text: str
    label: str
    narrow: int
    line: int
    row: int


LARGE = Size("Cell", "CellLabel", 105, 310, 400)
SMALL = Size("CellSmall", "CellLabelSmall", 90, 266, 340)

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{thickness}" w:space="0" w:color="000000"/>'
    for side, thickness in (
        ("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4),
    )
)  # fmt: skip


def table(grid: Grid, across: int, height: int, taken: int = 0) -> str:
    """The cells of a grid as markup; no markup for a grid without rows.

    Args:
        grid: the grid; its title and notes are not part of the table.
        across: how wide the table is.
        height: what a page holds: a row that takes more than half of it may be broken.
        taken: what the title and the notes take of it.
    """
    if not grid.rows:
        return ""
    edges = _edges(grid.widths, across)
    places = placed(grid)
    large, small = (_heights(places, edges, len(grid.rows), size) for size in (LARGE, SMALL))
    is_saving = _pages(sum(small) + taken, height) < _pages(sum(large) + taken, height)
    size, heights = (SMALL, small) if is_saving else (LARGE, large)
    rows = _rows(places, edges, len(grid.rows), size)
    repeated = heading_rows(grid)
    parts = [_head(edges)]
    least = f'<w:trHeight w:val="{size.row}" w:hRule="atLeast"/>'
    for at, cells in enumerate(rows):
        keep = "" if heights[at] > height // 2 else "<w:cantSplit/>"
        head = "<w:tblHeader/>" if at < repeated else ""
        parts.append(f"<w:tr><w:trPr>{keep}{least}{head}</w:trPr>{''.join(cells)}</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def _edges(widths: tuple[int, ...], across: int) -> list[int]:
    """Where the columns begin and end: the rounded widths add to the whole."""
    total = sum(widths)
    edges, sofar = [0], 0
    for relative in widths:
        sofar += relative
        edges.append(across * sofar // total)
    return edges


def _head(edges: list[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{end - start}"/>' for start, end in pairwise(edges))
    return (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{edges[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{_ABOVE}" w:type="dxa"/><w:left w:w="{_SIDE}" w:type="dxa"/>'
        f'<w:bottom w:w="{_ABOVE}" w:type="dxa"/><w:right w:w="{_SIDE}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _rows(places: list[Placed], edges: list[int], count: int, size: Size) -> list[list[str]]:
    """The cells of every row; a cell merged downwards has a blank one in each row it reaches."""
    rows: list[list[tuple[int, str]]] = [[] for _ in range(count)]
    for row, column, cell in places:
        end = column + cell.columns
        across = edges[end] - edges[column]
        texts = _texts(cell, size, across - 2 * _SIDE)
        shape = f'<w:tcW w:w="{across}" w:type="dxa"/>'
        if cell.columns > 1:
            shape += f'<w:gridSpan w:val="{cell.columns}"/>'
        if cell.rows == 1:
            rows[row].append((column, _cell(shape, texts)))
            continue
        first = f'{shape}<w:vMerge w:val="restart"/>'
        rows[row].append((column, _cell(first, texts)))
        blank = _cell(f"{shape}<w:vMerge/>", lines(size.text, ""))
        for below in range(row + 1, row + cell.rows):
            rows[below].append((column, blank))
    return [[markup for _, markup in sorted(cells)] for cells in rows]


def _cell(shape: str, texts: str) -> str:
    return f'<w:tc><w:tcPr>{shape}<w:vAlign w:val="center"/></w:tcPr>{texts}</w:tc>'


def _texts(cell: Cell, size: Size, room: int) -> str:
    style = size.label if cell.role == "label" else size.text
    settings = f'<w:jc w:val="{cell.alignment}"/>'
    if cell.role in {"label", "group"} and (indent := _balance(cell.text, size, room)):
        settings = f'<w:ind w:left="{indent}" w:right="{indent}"/>{settings}'
    return lines(style, cell.text, settings)


def _balance(text: str, size: Size, room: int) -> int:
    """How far to set a heading in so that its lines come out about equally long.

    Two and two characters instead of three and one, without a line break in the text.
    """
    fitting = room // size.narrow
    longest, is_broken = 0, False
    for line in text.split("\n"):
        columns = width(line)
        if columns > fitting:
            if columns != 2 * len(line):
                return 0
            is_broken = True
            columns = max(map(width, wrap(line, fitting, balanced=True)))
        longest = max(longest, columns)
    # Less than a character would not break the lines anywhere else.
    is_worth_it = is_broken and longest + 2 <= fitting
    return (room - (longest + 1) * size.narrow) // 2 if is_worth_it else 0


def _pages(needed: int, height: int) -> int:
    return -(-needed // height)


def _heights(places: list[Placed], edges: list[int], rows: int, size: Size) -> list[int]:
    heights = [size.row] * rows
    merged = []
    for row, column, cell in places:
        room = edges[column + cell.columns] - edges[column] - 2 * _SIDE
        text = cell.text
        # Most texts are short: no character is wider than two narrow ones.
        count = 1
        if len(text) * 2 * size.narrow > room or "\n" in text:
            count = len(wrap(visible(text), max(2, room // size.narrow)))
        needed = count * size.line + 2 * _ABOVE
        if cell.rows == 1:
            heights[row] = max(heights[row], needed)
        else:
            merged.append((row, row + cell.rows, needed))
    for first, end, needed in merged:
        # What a merged text lacks makes its last row higher, as Word does it.
        heights[end - 1] += max(0, needed - sum(heights[first:end]))
    return heights
