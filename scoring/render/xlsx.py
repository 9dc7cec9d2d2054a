"""Any grid as a workbook: real merges, borders, widths and heights, ready to print on A4 lying down.

Numbers are numbers, everything else is text and stays text: ``=1个`` never becomes a formula. The
same grids give the same bytes. Nothing here knows what a form says; ``write_form`` asks the layouts
for it. XlsxWriter is imported when a workbook is written.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.grid import placed
from scoring.render.shown import shown
from scoring.render.width import Measured, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    from scoring.model.scorecard import Scorecard
    from scoring.render.grid import Cell, Grid, Placed

    Format: TypeAlias = Any
    """A cell format of the library, which carries no types."""

FONT = "宋体"
TITLE_FONT = "黑体"
_SIZE, _TITLE_SIZE = 10, 16
_LINE = 15
"""Height of a line of text, in points."""

_ABOVE_AND_BELOW = 5
_TALLEST = 409
"""No row of a workbook is taller, in points."""

_MOST_LINES = 24
"""A row of a form with more lines becomes several, merged, so that a page can end inside it."""

_LINES_A_ROW = 8
_MOST_ROWS = 200
"""So many rows at most: more than the longest text a cell can hold needs on any form."""

_NARROWEST = 5
# A column is so many characters of the workbook's own font wide: pixels of one, around them, lost.
# A narrow character of ours takes 6.7 pixels; a little is kept in hand for other screens.
_CHARACTER, _PADDING, _BORDERS = 7, 5, 8
_LONGEST = 32_767
"""Characters a cell holds."""

_LONGEST_TEXT_FORMAT = 255
"""Longer texts in the format 文本 are shown as a row of # by some programs."""

_MOST_DIGITS = 15
"""A workbook keeps numbers to so many digits; a longer one is written as text."""

_A4 = 9
_MARGIN = 0.5
_BOTTOM_MARGIN = 0.7
"""Room for the line at the foot of the page, in inches."""

_FOOTER = '&"宋体,常规"&9'
_LONGEST_FOOTER = 180
"""Characters of a line of ours in the footer, which holds 255 with its codes."""

_LONGEST_PROPERTY = 255
_NAME_LENGTH = 31
_NOT_IN_NAMES = "[]:*?/\\'"
FORM_SHEET = "自评表"
RULES_PROPERTY = "评分规则"
"""The document property that says under which rule set a form was written."""

FORM_PROPERTY = "版式"
"""The document property that says which layout it has."""


class Number(NamedTuple):
    """What a numeric cell holds and how it is shown, so that it prints as the grid says."""

    value: Decimal
    shown: str


def write_form(card: Scorecard, form: str | None = None) -> bytes:
    """The scorecard as a workbook with the form, to print and sign.

    The document properties name the rule set and the layout, for whoever reads the form again.

    Args:
        card: the scorecard.
        form: the id of a form; by default the rule set's.

    Raises ``UnknownFormError``.
    """
    from scoring.render.layouts import lay_out

    grid = lay_out(card, form)
    properties = ((RULES_PROPERTY, card.rules.id), (FORM_PROPERTY, form or card.rules.form))
    return write_sheets([(FORM_SHEET, grid)], f"{grid.title}{grid.subtitle}", properties)


def write(grid: Grid, name: str = "Sheet1") -> bytes:
    """One grid as a workbook of one sheet."""
    return write_sheets([(name, grid)], grid.title)


def write_sheets(
    sheets: Sequence[tuple[str, Grid]],
    title: str = "",
    properties: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The grids as a workbook, a sheet each; names are made fit for a workbook.

    Args:
        sheets: name and grid of each.
        title: the document's title.
        properties: further properties of the document, as names and texts.
    """
    from datetime import datetime
    from io import BytesIO

    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        # No clock: the same grids give the same bytes.
        about: dict[str, object] = {"created": datetime(2000, 1, 1)}  # noqa: DTZ001 - no time zone
        if title:
            about["title"] = _line(title, _LONGEST_PROPERTY)
        workbook.set_properties(about)
        for name, text in properties:
            workbook.set_custom_property(name, _line(text, _LONGEST_PROPERTY), "text")
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
    safe = shown(text)
    if len(safe) * 2 <= _LONGEST or _units(safe) <= _LONGEST:
        return safe
    return _cut(safe, _LONGEST - 1) + "…"


def _line(text: str, units: int) -> str:
    """A text in one line, at most so long."""
    line = visible(text).replace("\n", " ")
    return line if _units(line) <= units else _cut(line, units - 1) + "…"


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
        self._made: dict[tuple[str, bool, str, bool], Format] = {}
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

    def of(self, cell: Cell, number: Number | None, *, is_split: bool) -> Format:
        """The format of a cell of the form; what fills several rows begins at the top."""
        if number is not None:
            shown_as = number.shown
        else:
            shown_as = "General" if len(cell.text) > _LONGEST_TEXT_FORMAT else "@"
        key = (cell.alignment, cell.role == "label", shown_as, is_split)
        made = self._made.get(key)
        if made is None:
            align, bold, shown_as, is_split = key
            made = self._made[key] = self._plain(
                border=1,
                align=align,
                bold=bold,
                num_format=shown_as,
                text_wrap=True,
                valign="top" if is_split else "vcenter",
            )
        return made


class _Sheet:
    """One sheet while it is being written."""

    def __init__(self, sheet: Format, grid: Grid, formats: _Formats) -> None:
        self.sheet = sheet
        self.grid = grid
        self.formats = formats
        self.widths = [max(width, _NARROWEST) for width in grid.widths]
        self.places = placed(grid)
        self.last = len(self.widths) - 1
        # The first row of the sheet for every row of the grid, and for the row after it.
        self.tops: list[int] = []

    def write(self) -> None:
        """The title, the form, the notes, and how the page is printed."""
        sheet, formats, grid = self.sheet, self.formats, self.grid
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width + 1)
        row = 0
        if grid.title:
            row = self._running(row, grid.title, formats.title, _TITLE_SIZE)
        if grid.subtitle:
            row = self._running(row, grid.subtitle, formats.subtitle)
        for lines in self._line_counts():
            self.tops.append(row)
            count = 1 if lines <= _MOST_LINES else min(-(-lines // _LINES_A_ROW), _MOST_ROWS)
            height = min(-(-(lines * _LINE + _ABOVE_AND_BELOW) // count), _TALLEST)
            for _ in range(count):
                sheet.set_row(row, height)
                row += 1
        self.tops.append(row)
        for place in self.places:
            self._cell(*place)
        for note in grid.notes:
            row = self._running(row, note, formats.note)
        self._page(row)

    def _running(self, row: int, text: str, style: Format, size: int = _SIZE) -> int:
        """A text over the whole width; the row after it."""
        text = text_of(text)
        if self.last:
            self.sheet.merge_range(row, 0, row, self.last, "", style)
        self.sheet.write_string(row, 0, text, style)
        lines = len(wrap(visible(text), self._room(0, self.last + 1) * _SIZE // size))
        height = lines * (_LINE * size // _SIZE) + _ABOVE_AND_BELOW
        self.sheet.set_row(row, min(height, _TALLEST))
        return row + 1

    def _cell(self, grid_row: int, column: int, cell: Cell) -> None:
        sheet = self.sheet
        first, end = self.tops[grid_row], self.tops[grid_row + cell.rows]
        number = number_of(cell)
        style = self.formats.of(cell, number, is_split=cell.rows == 1 < end - first)
        if end - first > 1 or cell.columns > 1:
            sheet.merge_range(first, column, end - 1, column + cell.columns - 1, "", style)
        if number is not None:
            sheet.write_number(first, column, number.value, style)
        elif cell.text:
            sheet.write_string(first, column, text_of(cell.text), style)
        elif end - first == 1 == cell.columns:
            sheet.write_blank(first, column, None, style)

    def _line_counts(self) -> list[int]:
        """How many lines of text every row has room for, so that all can be read."""
        lines = [1] * len(self.grid.rows)
        merged = []
        measured = Measured()
        for place in self.places:
            row, _, cell = place
            text = cell.text
            if not text:
                continue
            count = self._lines(place, text, measured)
            if cell.rows > 1:
                merged.append((row, cell.rows, count))
            elif count > lines[row]:
                lines[row] = count
        for row, rows, count in merged:
            missing = count - sum(lines[row : row + rows])
            for extra in range(missing):
                lines[row + extra % rows] += 1
        return lines

    def _lines(self, place: Placed, text: str, measured: Measured) -> int:
        _, column, cell = place
        room = self._room(column, cell.columns)
        # No character is wider than two columns: most texts are one line whatever they say.
        if len(text) * 2 <= room and "\n" not in text:
            return 1
        return len(wrap(visible(text), room, widths=measured))

    def _room(self, column: int, count: int) -> int:
        """How many narrow characters of the form's font stand in a line of merged columns."""
        characters = sum(self.widths[column : column + count]) + count
        pixels = characters * _CHARACTER + count * _PADDING - _BORDERS
        return max(pixels * 145 // 1000, _NARROWEST)

    def _page(self, end: int) -> None:
        """A4 lying down, as wide as the page; the first rows are printed on every page."""
        sheet, grid = self.sheet, self.grid
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _BOTTOM_MARGIN)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        page = f"{_FOOTER}第 &P 页 共 &N 页"
        if grid.footer:
            line = _line(grid.footer, _LONGEST_FOOTER).replace("&", "&&")
            sheet.set_footer(f"&L{_FOOTER}{line}&R{page}")
        else:
            sheet.set_footer(f"&C{page}")
        if end:
            sheet.print_area(0, 0, end - 1, self.last)
        if 0 < grid.repeated < len(grid.rows):
            first, last = self.tops[0], self.tops[grid.repeated]
            sheet.repeat_rows(first, last - 1)
            if all(cell.role == "label" for row in grid.rows[: grid.repeated] for cell in row):
                # The headings of a list; the rows of a form are no headings.
                sheet.freeze_panes(last, 0)
