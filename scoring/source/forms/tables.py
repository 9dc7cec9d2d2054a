"""The tables of a running text into sheets: rows and cells as they come, spans, nested tables.

Documents and pages are read by events; here their events become sheets. A table inside a cell is
a sheet of its own. What the elements are called is the business of the openers.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.cells import clean, laid_out, lines_of
from scoring.source.forms.limits import (
    CELL_LIMIT,
    COVERED_LIMIT,
    LINE_LIMIT,
    SHEET_LIMIT,
    refuse_size,
)
from scoring.source.forms.properties import rules_in
from scoring.source.forms.sheet import FormSheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.source.forms.limits import Budget

_WIDEST = 1_000
"""Columns that one cell may span; pages allow a thousand."""

_TALLEST = 65_534
"""Rows that one cell may span, as in pages."""


class _Table:
    """One table while it is being read; cells may reach into rows that are still to come."""

    def __init__(self, before: list[str]) -> None:
        self.before = before
        self.caption: list[str] = []
        self.after: list[str] = []
        self.texts: dict[tuple[int, int], str] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.row = -1
        self.column = 0
        # For each column, the first row that no cell from above reaches.
        self.free_from: dict[int, int] = {}
        # Documents continue a cell downwards cell by cell: where the one above began.
        self.anchors: dict[int, int] = {}
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.continues = False
        self.slots = 0


class Tables:
    """Takes the events of a text with tables; gives sheets."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._done: list[_Table] = []
        self._open: list[_Table] = []
        self._lines: list[str] = []
        self._piece: list[str] = []

    def text(self, piece: str) -> None:
        """A text: of the open cell, or running."""
        if self._open:
            cell = self._open[-1].cell
            # What stands in a table but in no cell is its caption, or misplaced and shown above.
            (self._open[-1].caption if cell is None else cell).append(piece)
            return
        self._piece.append(piece)

    def line(self) -> None:
        """The end of a line or paragraph."""
        if self._open:
            self.text("\n")
        else:
            self._end_lines()

    def block(self) -> None:
        """The edge of a block: the end of a line, unless one has just ended."""
        if self._open:
            table = self._open[-1]
            pieces = table.caption if table.cell is None else table.cell
            while pieces and pieces[-1] == " ":
                pieces.pop()
            if not pieces or pieces[-1] == "\n":
                return
        self.line()

    def _end_lines(self) -> None:
        lines = lines_of("".join(self._piece))
        self._piece.clear()
        room = LINE_LIMIT - self._budget.lines
        self._budget.lines += len(lines)
        self._lines.extend(lines[: max(room, 0)])
        if self._done and not self._open:
            self._done[-1].after.extend(lines[: max(room, 0)])

    def start_table(self) -> None:
        """A table begins; inside a cell it is one of its own."""
        self._end_lines()
        if len(self._done) + len(self._open) >= SHEET_LIMIT:
            refuse_size(f"表格超过{SHEET_LIMIT}个，不像一份自评表。")
        before = self._lines
        self._lines = []
        if self._open:
            outer = self._open[-1]
            # Pages lay out with tables: what the outer one says first is what stands above.
            said = [text for text in outer.texts.values() if text]
            before = [line for text in said[-5:] for line in lines_of(text)]
            before += lines_of("".join(outer.cell or ()))
        table = _Table(before)
        self._open.append(table)

    def end_table(self) -> None:
        """The innermost table ends."""
        if not self._open:
            return
        self.end_row()
        table = self._open.pop()
        table.before.extend(lines_of("".join(table.caption)))
        self._done.append(table)

    def start_row(self) -> None:
        """A row of the innermost table begins."""
        if self._open:
            self.end_cell()
            table = self._open[-1]
            table.row += 1
            table.column = 0

    def end_row(self) -> None:
        """The row ends."""
        self.end_cell()

    def skip(self, columns: int) -> None:
        """Columns of the row that have no cell."""
        if self._open:
            self._open[-1].column += min(max(columns, 0), _WIDEST)

    def start_cell(self, rows: int = 1, columns: int = 1, *, continues: bool = False) -> None:
        """A cell begins.

        Args:
            rows: rows it spans; 0 for all that follow.
            columns: columns it spans.
            continues: whether it only continues the cell above it.
        """
        if not self._open:
            return
        self.end_cell()
        table = self._open[-1]
        table.row = max(table.row, 0)
        table.span = min(rows if rows > 0 else _TALLEST, _TALLEST), min(max(columns, 1), _WIDEST)
        table.continues = continues
        table.cell = []
        table.slots += table.span[1]
        if table.slots > COVERED_LIMIT:
            refuse_size("一个表格的单元格太多，不像一张自评表。")

    def end_cell(self) -> None:
        """The cell ends."""
        if not self._open or self._open[-1].cell is None:
            return
        table = self._open[-1]
        text = clean("".join(table.cell or ()))
        table.cell = None
        free, row = table.free_from, table.row
        while free.get(table.column, 0) > row:
            table.column += 1
        column = table.column
        rows, columns = table.span
        # A lie about columns stops where a cell from above stands.
        width = 1
        while width < columns and free.get(column + width, 0) <= row:
            width += 1
        table.column = column + width
        if table.continues and column in table.anchors:
            self._continue(table, table.anchors[column], text)
            return
        for at in range(column, column + width):
            if rows > 1:
                free[at] = row + rows
            table.anchors.pop(at, None)
        table.anchors[column] = row
        if rows > 1 or width > 1:
            table.merges.append((row, column, row + rows - 1, column + width - 1))
        if text:
            table.texts[row, column] = text
            if len(table.texts) > CELL_LIMIT:
                refuse_size(f"有内容的单元格超过{CELL_LIMIT}个，不像一张自评表。")

    def _continue(self, table: _Table, anchor: int, text: str) -> None:
        """One more row of the cell above; programs show no text of it."""
        width = table.span[1]
        at = table.column - width
        for index in range(len(table.merges) - 1, -1, -1):
            first_row, first_column, _, last_column = table.merges[index]
            if (first_row, first_column) == (anchor, at):
                table.merges[index] = (anchor, at, table.row, last_column)
                break
        else:
            table.merges.append((anchor, at, table.row, at + width - 1))
        if text:
            table.texts[table.row, at] = text

    def running(self) -> list[str]:
        """All lines outside of tables, and the texts of tables, for pages' headers and footers."""
        while self._open:
            self.end_table()
        self._end_lines()
        for table in self._done:
            self._lines.extend(line for text in table.texts.values() for line in lines_of(text))
        return self._lines

    def sheets(
        self,
        hints: Sequence[tuple[str, str]] = (),
        *,
        header: Sequence[str] = (),
        footer: Sequence[str] = (),
    ) -> tuple[FormSheet, ...]:
        """The tables that hold something, in the order they ended.

        Args:
            hints: what the file says about itself.
            header: lines at the head of every page; they stand before the first table.
            footer: lines at the foot of every page; they stand after the last table.
        """
        while self._open:
            self.end_table()
        self._end_lines()
        filled = [table for table in self._done if table.texts]
        hints = (*hints, *rules_in((*footer, *header)))
        sheets = []
        before = list(header)
        for number, table in enumerate(filled, 1):
            name = f"表{number}" if len(filled) > 1 else None
            cells = laid_out(table.texts, table.merges, self._budget, name)
            after = [*table.after, *footer] if number == len(filled) else table.after
            own = tuple(dict.fromkeys((*hints, *rules_in(after))))
            sheets.append(FormSheet(name, cells, (*before, *table.before), tuple(after), own))
            before = []
        return tuple(sheet for sheet in sheets if sheet.cells)
