"""汇总表.xlsx: the list of all projects with its total, departments, findings, what is still open.

Written row by row, so that a long list takes no memory. Numbers are numbers and everything else is
text; the form of the list is the ministry's (序号 … 备注).
"""

from __future__ import annotations

from decimal import Decimal

from scoring.portfolio.outputs.figures import plain
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, TypeAlias

    Library: TypeAlias = Any
    """A part of the library, which carries no types."""

    Value: TypeAlias = "str | int | Decimal | None"

MOST_ROWS = 1_000_000
"""A sheet has room for a few more."""

_FONT, _TITLE_FONT = "宋体", "黑体"
_A4 = 9
_MARGIN, _BOTTOM = 0.4, 0.6
_LONGEST = 32_767
_MOST_DIGITS = 15
_ROW, _TITLE_ROW, _HEAD_ROW = 20, 34, 32
_WIDE = 0x2E80
_BODY = {"font_name": _FONT, "font_size": 10, "valign": "vcenter", "border": 1, "text_wrap": True}
_KINDS: dict[str, dict[str, object]] = {
    "text": {"align": "left", "num_format": "@"},
    "middle": {"align": "center", "num_format": "@"},
    "count": {"align": "right", "num_format": "#,##0"},
    "money": {"align": "right", "num_format": "#,##0.00####"},
    "points": {"align": "right", "num_format": "0.00"},
}


class Column(NamedTuple):
    """A column of a list: its heading, its width in characters, and what stands in it."""

    heading: str
    width: int
    kind: str = "text"


class Workbook:
    """A workbook of lists while it is written."""

    def __init__(self, path: str, title: str) -> None:
        """The file is written when the workbook is closed."""
        from datetime import datetime

        import xlsxwriter  # type: ignore[import-untyped]

        self._book: Library = xlsxwriter.Workbook(path, {"constant_memory": True})
        # No clock: the same tables give the same bytes.
        created = datetime(2000, 1, 1)  # noqa: DTZ001 - no time zone
        self._book.set_properties({"title": title, "created": created})
        self._formats = {
            (kind, bold): self._book.add_format({**_BODY, **given, "bold": bold})
            for kind, given in _KINDS.items()
            for bold in (False, True)
        }
        self.heading = self._book.add_format({**_BODY, "bold": True, "align": "center"})
        self.title = self._book.add_format(
            {"font_name": _TITLE_FONT, "font_size": 16, "align": "center", "valign": "vcenter"}
        )
        self.plain = self._book.add_format({"font_name": _FONT, "font_size": 10, "valign": "top",
                                            "text_wrap": True})  # fmt: skip
        self.section = self._book.add_format(
            {"font_name": _TITLE_FONT, "font_size": 11, "valign": "vcenter"}
        )
        self.right = self._book.add_format({"font_name": _FONT, "font_size": 10, "align": "right"})

    def sheet(self, name: str, columns: Sequence[Column]) -> Sheet:
        """A further sheet."""
        return Sheet(self, self._book.add_worksheet(name), columns)

    def of(self, kind: str, *, bold: bool) -> Library:
        """The format of a cell."""
        return self._formats[kind, bold]

    def close(self) -> None:
        """Write the file."""
        self._book.close()


class Sheet:
    """A sheet, from the top downwards."""

    def __init__(self, book: Workbook, sheet: Library, columns: Sequence[Column]) -> None:
        """Widths and the page: A4 lying down, as wide as the page."""
        self._book, self._sheet, self.columns = book, sheet, columns
        self._row = 0
        self._last = len(columns) - 1
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _BOTTOM)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f'&C&"{_FONT},常规"&9第 &P 页 共 &N 页')

    def title(self, text: str, unit: str = "") -> None:
        """The title over the whole width, and the unit of money below it on the right."""
        self._over(text, self._book.title, _TITLE_ROW)
        if unit:
            self._over(unit, self._book.right, _ROW)

    def section(self, text: str) -> None:
        """An empty row and a heading."""
        self._row += 1
        self._over(text, self._book.section, _ROW)

    def note(self, text: str) -> None:
        """A sentence over the whole width."""
        room = sum(column.width for column in self.columns)
        lines = max(-(-_width(text) // max(room, 1)), 1)
        self._over(text, self._book.plain, lines * 14 + 4)

    def headings(
        self, columns: Sequence[Column] | None = None, *, is_repeated: bool = True
    ) -> None:
        """The row of headings; repeated on every page it stays in sight."""
        for number, column in enumerate(columns or self.columns):
            self._sheet.write_string(self._row, number, column.heading, self._book.heading)
        self._sheet.set_row(self._row, _HEAD_ROW)
        if is_repeated:
            self._sheet.repeat_rows(self._row)
            self._sheet.freeze_panes(self._row + 1, 0)
        self._row += 1

    def row(
        self,
        values: Sequence[Value],
        columns: Sequence[Column] | None = None,
        *,
        bold: bool = False,
    ) -> None:
        """A row of the list, as high as its texts need."""
        lines = 1
        for number, (value, column) in enumerate(zip(values, columns or self.columns, strict=True)):
            self._cell(number, value, column.kind, bold=bold)
            if isinstance(value, str):
                lines = max(lines, -(-_width(value) // max(self.columns[number].width - 2, 1)))
        self._sheet.set_row(self._row, min(lines * 14 + 6, 409))
        self._row += 1

    def rows(
        self, rows: Iterable[Sequence[Value]], columns: Sequence[Column] | None = None
    ) -> None:
        """So many rows."""
        for values in rows:
            self.row(values, columns)

    def _over(self, text: str, style: Library, height: int) -> None:
        self._sheet.set_row(self._row, min(height, 409))
        if self._last:
            self._sheet.merge_range(self._row, 0, self._row, self._last, "", style)
        self._sheet.write_string(self._row, 0, _cut(text), style)
        self._row += 1

    def _cell(self, column: int, value: Value, kind: str, *, bold: bool) -> None:
        style = self._book.of(kind, bold=bold)
        if value is None or value == "":
            self._sheet.write_blank(self._row, column, None, style)
        elif isinstance(value, str):
            self._sheet.write_string(
                self._row, column, _cut(value),
                self._book.of("middle", bold=bold) if kind in {"points", "money", "count"} else style,
            )  # fmt: skip
        elif isinstance(value, Decimal) and len(plain(value).as_tuple().digits) > _MOST_DIGITS:
            self._sheet.write_string(self._row, column, f"{plain(value):,f}", style)
        else:
            self._sheet.write_number(self._row, column, value, style)


def _cut(text: str) -> str:
    return shown(text)[:_LONGEST]


def _width(text: str) -> int:
    return sum(2 if ord(sign) >= _WIDE else 1 for sign in text)
