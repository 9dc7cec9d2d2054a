"""A workbook that is a flat table: its rows as texts, numbers by their shortest text."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOLE = 1e15
"""Whole numbers below this are kept exactly by a cell, and printed without a point."""


def first_row(path: str) -> list[str]:
    """The headings of the first sheet."""
    return next(rows_of(path), [])


def rows_of(path: str) -> Iterator[list[str]]:
    """The rows of the first sheet that holds anything, each as the texts of its cells."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            has_any = False
            for row in sheet.iter_rows(values_only=True):
                texts = [as_text(value) for value in row]
                if has_any or any(texts):
                    has_any = True
                    yield texts
            if has_any:
                return
    finally:
        book.close()


def as_text(value: object) -> str:
    """The text of a cell.

    >>> as_text(95.0), as_text(0.1), as_text(None), as_text("≥90%")
    ('95', '0.1', '', '≥90%')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < _WHOLE
        return str(int(value)) if is_whole else repr(value)
    date = getattr(value, "date", None)
    if date is not None:
        return str(date().isoformat())
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value)
