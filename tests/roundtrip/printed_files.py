"""Printed forms as files: a workbook, a document, a page, a table of text. No scoring.render here.

The workbook is written with openpyxl, the document with python-docx, the page and the csv by hand.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from html import escape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.roundtrip.habits import Printed, Spot

FORMATS = ("xlsx", "docx", "html", "csv")

_NUMBER = re.compile(r"\d{1,15}(\.\d{1,6})?")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def written(form: Printed, ending: str) -> bytes:
    """The form as a file of a format."""
    if ending == "xlsx":
        return workbook([form])
    if ending == "docx":
        return document([form])
    return page([form]) if ending == "html" else text_table([form])


def workbook(forms: Sequence[Printed], *, one_sheet: bool = False) -> bytes:
    """A sheet for each form, or all of them below each other on one."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Worksheet | None = None
    top = 0
    for form in forms:
        if sheet is None or not one_sheet:
            sheet = book.create_sheet(form.name[:31])
            top = 0
        top = _on_sheet(sheet, form, top) + 2
    if any(form.habits.oddity == "other sheets" for form in forms):
        book.create_sheet("填报说明", 0)["A1"] = "一、本表由项目单位填报。"
        book.create_sheet("Sheet3")
        notes = book.create_sheet("指标库")
        for row in (("一级指标", "二级指标", "三级指标"), ("产出指标", "数量指标", "培训人数")):
            notes.append(row)
        notes.sheet_state = "hidden"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _on_sheet(sheet: Worksheet, form: Printed, top: int) -> int:
    """Write a form from a row on; the row after it."""
    row, left = form.habits.corner
    row += top
    for line in form.above:
        _merged(sheet, row, left, 1, form.width)
        sheet.cell(row + 1, left + 1, line)
        row += 1
    for spot in form.spots:
        cell = sheet.cell(row + spot.row + 1, left + spot.column + 1)
        value, number_format = _value(spot, form)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # =1个 is what stands in the cell, no formula
        if number_format:
            cell.number_format = number_format
        _merged(sheet, row + spot.row, left + spot.column, spot.rows, spot.columns)
    row += _height(form)
    for line in form.below:
        _merged(sheet, row, left, 1, form.width)
        sheet.cell(row + 1, left + 1, line)
        row += 1
    return row


def _merged(sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> None:
    if rows > 1 or columns > 1:
        sheet.merge_cells(
            start_row=row + 1,
            start_column=column + 1,
            end_row=row + rows,
            end_column=column + columns,
        )


def _height(form: Printed) -> int:
    return max(spot.row + spot.rows for spot in form.spots)


def _value(spot: Spot, form: Printed) -> tuple[str | float | date | None, str]:
    """What stands in the cell of a workbook, and its number format."""
    text, habits = spot.text, form.habits
    if spot.kind == "text" or not text:
        return text or None, ""
    if spot.kind == "rate":
        return _rate(text, habits.rates)
    if (match := _DATE.fullmatch(text)) and habits.numbers == "number":
        return date(*map(int, match.groups())), 'yyyy"年"m"月"d"日"'
    if not _NUMBER.fullmatch(text):
        return text, ""
    if habits.numbers != "number":
        return _typed(text, form), "@"
    digits = len(text.partition(".")[2])
    number = float(text) if digits else int(text)
    return number, f"#,##0.{'0' * digits}" if digits == 2 else ""


def _rate(text: str, habit: str) -> tuple[str | float, str]:
    bare = text.removesuffix("%")
    if habit == "text" or not _NUMBER.fullmatch(bare) or bare in {"0", "1"}:
        return (
            (text, "") if text.endswith("%") or not _NUMBER.fullmatch(bare) else (float(bare), "")
        )
    digits = len(bare.partition(".")[2])
    if habit == "formatted":
        shown = f"0.{'0' * digits}%" if digits else "0%"
        return round(float(bare) / 100, digits + 2), shown
    return float(bare), f"0.{'0' * digits}" if digits else ""


def _typed(text: str, form: Printed) -> str:
    """A number as a text."""
    return text.translate(_WIDE) if form.habits.numbers == "full width" else text


def _text(spot: Spot, form: Printed) -> str:
    """What a format without numbers shows."""
    text = spot.text
    if spot.kind == "number" and _NUMBER.fullmatch(text):
        return _typed(text, form)
    if spot.kind == "rate" and text:
        bare = text.removesuffix("%")
        if bare not in {"0", "1"}:
            return bare if form.habits.rates == "number" else f"{bare}%"
    return text


def document(forms: Sequence[Printed]) -> bytes:
    """A document with a table for each form."""
    from docx import Document

    paper = Document()
    for form in forms:
        above: tuple[str, ...] = ()
        if form.habits.is_title_in_table:
            above = form.above
        else:
            for line in form.above:
                paper.add_paragraph(line)
        height = _height(form) + len(above)
        table = paper.add_table(height, form.width)
        grid = [list(row.cells) for row in table.rows]
        for row, line in enumerate(above):
            grid[row][0].merge(grid[row][-1]).text = line
        for spot in form.spots:
            row = spot.row + len(above)
            cell = grid[row][spot.column]
            if spot.rows > 1 or spot.columns > 1:
                cell = cell.merge(grid[row + spot.rows - 1][spot.column + spot.columns - 1])
            cell.text = _text(spot, form)
        for line in form.below:
            paper.add_paragraph(line)
    data = BytesIO()
    paper.save(data)
    return data.getvalue()


def page(forms: Sequence[Printed]) -> bytes:
    """A page as offices publish them: no head worth the name, spans, blanks as &nbsp;."""
    parts = ["<html><head><meta charset='utf-8'><title>公开</title></head><body>\n"]
    for form in forms:
        if form.habits.is_title_in_table:
            parts.append("<table border=1>")
            parts += [
                f'<tr><td colspan="{form.width}" align=center><b>{_markup(line)}</b></td></tr>\n'
                for line in form.above
            ]
        else:
            parts += [f"<p align=center>{_markup(line)}</p>\n" for line in form.above]
            parts.append("<table border=1>")
        parts += [*_page_rows(form), "</table>"]
        parts += [f"<p>{escape(line)}</p>\n" for line in form.below]
    return "".join([*parts, "</body></html>"]).encode()


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _page_rows(form: Printed) -> list[str]:
    spots = {(spot.row, spot.column): spot for spot in form.spots}
    covered = {
        (row, column)
        for spot in form.spots
        for row in range(spot.row, spot.row + spot.rows)
        for column in range(spot.column, spot.column + spot.columns)
    }
    lines = []
    for row in range(_height(form)):
        cells = []
        for column in range(form.width):
            spot = spots.get((row, column))
            if spot is not None:
                spans = "".join(
                    f' {name}="{count}"'
                    for name, count in (("rowspan", spot.rows), ("colspan", spot.columns))
                    if count > 1
                )
                text = _markup(_text(spot, form)) or "&nbsp;"
                cells.append(f"<td{spans}>\n  <span>{text}</span>\n</td>")
            elif (row, column) not in covered:
                cells.append("<td></td>")
        lines.append(f"<tr>{''.join(cells)}</tr>\n")
    return lines


def text_table(forms: Sequence[Printed]) -> bytes:
    """Forms as a spreadsheet saves them: GB18030 or UTF-8, what merged cells hold in their corner."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for form in forms:
        top, left = form.habits.corner
        rows = [[""] * (form.width + left) for _ in range(top)]
        rows += [[""] * left + [line] + [""] * (form.width - 1) for line in form.above]
        grid = [[""] * (form.width + left) for _ in range(_height(form))]
        for spot in form.spots:
            grid[spot.row][left + spot.column] = _text(spot, form)
        rows += grid
        rows += [[""] * left + [line] + [""] * (form.width - 1) for line in form.below]
        writer.writerows([*rows, []])
    encoding = "gb18030" if forms[0].habits.has_annex_line else "utf-8-sig"
    return out.getvalue().encode(encoding)
