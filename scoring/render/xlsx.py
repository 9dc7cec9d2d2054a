"""Any grid as a workbook: real merges, borders, widths and heights, ready to print on A4 lying down.

Numbers are numbers, everything else is text and stays text: ``=1个`` never becomes a formula. The
same grids give the same bytes. Nothing here knows what a form says. XlsxWriter is imported when a
workbook is written.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.grid import placed
from scoring.render.width import visible, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    from scoring.render.grid import Cell, Grid, Placed

    Format: TypeAlias = Any
    """A cell format of the library, which carries no types."""

FONT = "宋体"
TITLE_FONT = "黑体"
_SIZE, _TITLE_SIZE = 10, 16
_LINE = 14
"""Height of a line of text, in points."""

_ABOVE_AND_BELOW = 6
_TALLEST = 409
"""No row of a workbook is taller, in points."""

_NARROWEST = 5
_LONGEST = 32_767
"""Characters a cell holds."""

_LONGEST_TEXT_FORMAT = 255
"""Longer texts in the format 文本 are shown as a row of # by some programs."""

_MOST_DIGITS = 15
"""A workbook keeps numbers to so many digits; a longer one is written as text."""

_A4 = 9
_MARGIN = 0.5
_NAME_LENGTH = 31
_NOT_IN_NAMES = "[]:*?/\\'"


class Number(NamedTuple):
    """What a numeric cell holds and how it is shown, so that it prints as the grid says."""

    value: Decimal
    shown: str


def write(grid: Grid, name: str = "Sheet1") -> bytes:
    """One grid as a workbook of one sheet."""
    return write_sheets([(name, grid)])


def write_sheets(sheets: Sequence[tuple[str, Grid]]) -> bytes:
    """The grids as a workbook, a sheet each; names are made fit for a workbook."""
    from datetime import datetime
    from io import BytesIO

    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        # No clock: the same grids give the same bytes.
        workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - no time zone
        formats = _Formats(workbook)
        taken: set[str] = set()
        for name, grid in sheets:
            sheet = workbook.add_worksheet(_sheet_name(name, taken))
            _Sheet(sheet, grid, formats).write()
    return content.getvalue()


def number_of(cell: Cell) -> Number | None:
    """The number in a cell and its format; ``None`` for a text.

    Only cells whose role is a number's or a result's are looked at: a code or a name of digits
    stays text, and so does whatever a workbook could not hold exactly.

    >>> from scoring.render.grid import Cell
    >>> number_of(Cell("99.68%", role="number"))
    Number(value=Decimal('0.9968'), shown='0.00%')
    >>> number_of(Cell("20.00")) is None
    True
    """
    if cell.role not in {"number", "total"}:
        return None
    sign = cell.text[:1] if cell.text[:1] in {"+", "-"} else ""
    digits = cell.text.removeprefix(sign)
    is_percent = digits.endswith("%")
    digits = digits.removesuffix("%")
    whole, point, decimals = digits.partition(".")
    is_plain = whole.isdecimal() and digits.isascii() and (decimals.isdecimal() or not point)
    has_idle_zero = len(whole) > 1 and whole.startswith("0")
    if not is_plain or has_idle_zero or len(whole + decimals) > _MOST_DIGITS:
        return None
    shown = f"0.{'0' * len(decimals)}" if point else "0"
    value = Decimal(f"{'-' if sign == '-' else ''}{digits}")
    if is_percent:
        value, shown = value.scaleb(-2), f"{shown}%"
    if sign == "+":
        shown = f"+{shown};-{shown};{shown}"
    return Number(value, shown)


def text_of(text: str) -> str:
    r"""A text as a cell can hold it: nothing hidden, not too long; line breaks and spaces stay.

    >>> text_of("甲\u3000乙\x07\ud800")
    '甲\u3000乙␇<U+D800>'
    """
    safe = "\u3000".join(visible(part) for part in text.split("\u3000"))
    return safe if _units(safe) <= _LONGEST else _cut(safe, _LONGEST - 1) + "…"


def _units(text: str) -> int:
    """The length of a text as workbooks count it: rare characters are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str, units: int) -> str:
    """The beginning of a text, at most so long."""
    kept = text[:units]
    while (excess := _units(kept) - units) > 0:
        kept = kept[: -((excess + 1) // 2)]
    return kept


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a workbook takes: short, without its special characters, and only once."""
    name = "".join(" " if character in _NOT_IN_NAMES else character for character in visible(name))
    name = name.replace("\n", " ").strip() or "Sheet"
    tried, count = _cut(name, _NAME_LENGTH), 1
    while tried.casefold() in taken:
        count += 1
        tail = f" ({count})"
        tried = _cut(name, _NAME_LENGTH - len(tail)) + tail
    taken.add(tried.casefold())
    return tried


class _Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, workbook: Format) -> None:
        self._workbook = workbook
        self._made: dict[tuple[object, ...], Format] = {}
        self.title = workbook.add_format(
            {"font_name": TITLE_FONT, "font_size": _TITLE_SIZE, "align": "center",
             "valign": "vcenter", "text_wrap": True}
        )  # fmt: skip
        self.subtitle = self._plain(align="center")
        self.note = self._plain(align="left", text_wrap=True)

    def _plain(self, **settings: object) -> Format:
        return self._workbook.add_format(
            {"font_name": FONT, "font_size": _SIZE, "valign": "vcenter", **settings}
        )

    def of(self, cell: Cell, number: Number | None) -> Format:
        """The format of a cell of the form."""
        is_long = len(cell.text) > _LONGEST_TEXT_FORMAT
        shown = number.shown if number is not None else ("General" if is_long else "@")
        key = (cell.alignment, cell.role == "label", shown)
        if key not in self._made:
            align, bold, shown = key
            self._made[key] = self._plain(
                border=1, align=align, bold=bold, num_format=shown, text_wrap=True
            )
        return self._made[key]


class _Sheet:
    """One sheet while it is being written."""

    def __init__(self, sheet: Format, grid: Grid, formats: _Formats) -> None:
        self.sheet = sheet
        self.grid = grid
        self.formats = formats
        self.widths = [max(width, _NARROWEST) for width in grid.widths]
        self.places = placed(grid)
        self.last = len(self.widths) - 1

    def write(self) -> None:
        """The title, the form, the notes, and how the page is printed."""
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width + 1)
        row = 0
        if self.grid.title:
            row = self._line(row, self.grid.title, self.formats.title, _TITLE_SIZE + 10)
        if self.grid.subtitle:
            row = self._line(row, self.grid.subtitle, self.formats.subtitle)
        first = row
        for at, height in enumerate(self._heights()):
            self.sheet.set_row(first + at, height)
        for place in self.places:
            self._cell(first + place.row, place.column, place.cell)
        row += len(self.grid.rows)
        for note in self.grid.notes:
            row = self._line(row, note, self.formats.note)
        self._page(first, row)

    def _line(self, row: int, text: str, style: Format, line: int = _LINE) -> int:
        """A text over the whole width; the row after it."""
        text = text_of(text)
        self._put(row, 0, row, self.last, style)
        self.sheet.write_string(row, 0, text, style)
        lines = len(wrap(visible(text), sum(self.widths) * _SIZE // (line - 4)))
        self.sheet.set_row(row, min(lines * line + _ABOVE_AND_BELOW, _TALLEST))
        return row + 1

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        number = number_of(cell)
        style = self.formats.of(cell, number)
        self._put(row, column, row + cell.rows - 1, column + cell.columns - 1, style)
        if number is not None:
            self.sheet.write_number(row, column, number.value, style)
        elif cell.text:
            self.sheet.write_string(row, column, text_of(cell.text), style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def _put(self, row: int, column: int, last_row: int, last_column: int, style: Format) -> None:
        if (row, column) != (last_row, last_column):
            self.sheet.merge_range(row, column, last_row, last_column, "", style)

    def _heights(self) -> list[int]:
        """The height of every row, so that all texts can be read."""
        lines = [1] * len(self.grid.rows)
        needed = [self._lines(place) for place in self.places]
        for place, count in zip(self.places, needed, strict=True):
            if place.cell.rows == 1:
                lines[place.row] = max(lines[place.row], count)
        for place, count in zip(self.places, needed, strict=True):
            rows = place.cell.rows
            missing = count - sum(lines[place.row : place.row + rows])
            for extra in range(missing):
                lines[place.row + extra % rows] += 1
        return [min(count * _LINE + _ABOVE_AND_BELOW, _TALLEST) for count in lines]

    def _lines(self, place: Placed) -> int:
        cell = place.cell
        room = sum(self.widths[place.column : place.column + cell.columns]) + cell.columns - 1
        return len(wrap(visible(cell.text), room))

    def _page(self, first: int, end: int) -> None:
        """A4 lying down, as wide as the page; headings are printed on every page."""
        sheet = self.sheet
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        if end:
            sheet.print_area(0, 0, end - 1, self.last)
        headings = 0
        for cells in self.grid.rows:
            if any(cell.role != "label" or cell.rows > 1 for cell in cells):
                break
            headings += 1
        if 0 < headings < len(self.grid.rows):
            sheet.repeat_rows(first, first + headings - 1)
            sheet.freeze_panes(first + headings, 0)
