"""A sheet as rows of cells, and the columns a header row names.

Nothing here knows which form it is; ``labels`` says what a header means.
"""

from __future__ import annotations

from scoring.model.finding import Place
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scoring.source.forms.sheet import FormCell, FormSheet

WIDEST = 256
"""So many columns of one merged cell are looked at."""


class Row(NamedTuple):
    """The cells that begin in one row of a sheet, from left to right."""

    sheet: str | None
    number: int
    cells: tuple[FormCell, ...]

    def place(self, cell: FormCell) -> Place:
        """Where a cell of this row stands."""
        return Place(sheet=self.sheet, cell=cell.address)


def rows_of(sheet: FormSheet) -> list[Row]:
    """The rows that have cells of their own, in order; cells without a text are left out."""
    rows: dict[int, list[FormCell]] = {}
    for cell in sheet.cells:
        if cell.text and not cell.text.isspace():
            rows.setdefault(cell.row, []).append(cell)
    return [
        Row(sheet.name, number, tuple(sorted(rows[number], key=_column))) for number in sorted(rows)
    ]


def _column(cell: FormCell) -> int:
    return cell.column


class Heading(NamedTuple):
    """One named column: its field, its label, and the columns of the sheet it reaches over."""

    field: str
    label: str
    cell: FormCell
    start: int
    end: int


class Columns:
    """The columns of a block by the cells of its header rows.

    A label of the second header row counts for its own columns and takes them from the label it
    stands under. A column without a label belongs to the label on its left where a row's own cell
    is not found otherwise.
    """

    def __init__(self, headings: Iterable[Heading]) -> None:
        self.headings = tuple(headings)
        self._owner: dict[int, Heading] = {}
        for heading in self.headings:
            for column in range(heading.start, min(heading.end, heading.start + WIDEST)):
                self._owner[column] = heading
        self.fields = frozenset(heading.field for heading in self._owner.values())
        self.first = min(self._owner, default=0)
        self.last = max(self._owner, default=-1)

    def start_of(self, field: str) -> int | None:
        """The first column of a field."""
        return min(
            (column for column, heading in self._owner.items() if heading.field == field),
            default=None,
        )

    def owner(self, cell: FormCell) -> Heading | None:
        """The heading most of a cell's columns stand under."""
        heading = self._owner.get(cell.column)
        width = min(cell.columns, WIDEST)
        if width > 1:
            counts: dict[str, int] = {}
            best: Heading | None = None
            for column in range(cell.column, cell.column + width):
                at = self._owner.get(column)
                if at is not None:
                    counts[at.field] = counts.get(at.field, 0) + 1
                    if best is None or counts[at.field] > counts[best.field]:
                        best = at
            heading = best
        if heading is None and self.first <= cell.column <= self.last:
            column = cell.column
            while column > self.first and heading is None and cell.column - column < WIDEST:
                column -= 1
                heading = self._owner.get(column)
        return heading

    def reach(self, cell: FormCell) -> int:
        """How many different fields a cell reaches over."""
        width = min(cell.columns, WIDEST)
        return len(
            {
                self._owner[column].field
                for column in range(cell.column, cell.column + width)
                if column in self._owner
            }
        )


def headings_of(row: Row, field_of: Callable[[FormCell], str | None]) -> list[Heading]:
    """The cells of a header row that name a field."""
    return [
        Heading(field, cell.text, cell, cell.column, cell.column + cell.columns)
        for cell in row.cells
        if (field := field_of(cell)) is not None
    ]
