"""Sheets of cells for the tests of the readers: from a grid, or from rows of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.render.grid import placed
from scoring.source.forms.reading import read_sheets
from scoring.source.forms.sheet import FormCell, FormSheet, OpenedFile
from scoring.source.project import read_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.model.project import Project
    from scoring.render.grid import Grid
    from scoring.source.forms.reading import FormsReading


def address(row: int, column: int) -> str:
    """The name of a cell, B7."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def sheet_of_grid(grid: Grid, name: str | None = "自评表", *, merged: bool = True) -> FormSheet:
    """A grid as the opener of workbooks gives it; without merged cells as that of csv does."""
    width = len(grid.widths) if merged else 1
    heads = [text for text in (grid.title, grid.subtitle) if text]
    cells = [FormCell(at, 0, text, address(at, 0), 1, width) for at, text in enumerate(heads)]
    row = len(heads)
    for at, column, cell in placed(grid):
        if cell.text.strip():
            span = (cell.rows, cell.columns) if merged else (1, 1)
            place = address(row + at, column)
            cells.append(FormCell(row + at, column, cell.text, place, *span))
    row += len(grid.rows)
    for at, note in enumerate(grid.notes):
        cells.append(FormCell(row + at, 0, note, address(row + at, 0), 1, width))
    return FormSheet(name, tuple(cells), after=(grid.footer,) if grid.footer else ())


def sheet(rows: Sequence[Sequence[str]], name: str | None = "Sheet1", start: int = 0) -> FormSheet:
    """Rows of texts as a sheet. ``<`` reaches the cell on the left further, ``^`` the one above."""
    cells: dict[tuple[int, int], FormCell] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, texts in enumerate(rows, start):
        for column, text in enumerate(texts):
            if text == "<" and (row, column - 1) in owner:
                key = owner[row, column] = owner[row, column - 1]
                cell = cells[key]
                cells[key] = cell._replace(columns=max(cell.columns, column - cell.column + 1))
            elif text == "^" and (row - 1, column) in owner:
                key = owner[row, column] = owner[row - 1, column]
                cell = cells[key]
                cells[key] = cell._replace(rows=max(cell.rows, row - cell.row + 1))
            else:
                owner[row, column] = (row, column)
                cells[row, column] = FormCell(row, column, text, address(row, column))
    return FormSheet(name, tuple(cell for cell in cells.values() if cell.text.strip()))


def read(*sheets: FormSheet) -> FormsReading:
    """The forms in some sheets."""
    return read_sheets(OpenedFile(sheets, ()), "表.xlsx")


def one(*sheets: FormSheet) -> Project:
    """The project of the only form in some sheets."""
    reading = read(*sheets)
    assert len(reading.forms) == 1, reading.findings
    project = read_project(reading.forms[0].document).project
    assert project is not None
    return project


def codes(project: Project, *families: str) -> list[tuple[str, str | None]]:
    """The findings of reading as code and cell."""
    wanted = families or ("YM",)
    return [(found.code, found.cell) for found in project.findings if found.code.startswith(wanted)]
