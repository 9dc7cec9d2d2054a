"""Workbooks of before 2007 (.xls, .et) as sheets of cells, read by xlrd.

Numbers go through the same formats as those of newer workbooks. Such a file does not say which
cells are formulas, and their results are saved with it.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.cells import address, clean, laid_out
from scoring.source.forms.date_format import is_date, seen_date
from scoring.source.forms.limits import (
    CELL_LIMIT,
    MERGE_LIMIT,
    SHEET_LIMIT,
    RefusedError,
    refuse_broken,
    refuse_encrypted,
    refuse_size,
)
from scoring.source.forms.number_format import decimal_of, seen, seen_text
from scoring.source.forms.sheet import FormSheet
from scoring.source.forms.worksheet import LOGICAL_HELP

if TYPE_CHECKING:
    from typing import Any

    from scoring.source.forms.limits import Budget

SLOT_LIMIT = 4_000_000
"""Places of all sheets together, filled or not: the library makes them all."""

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


def open_old_workbook(data: bytes, budget: Budget) -> tuple[FormSheet, ...]:
    """The visible sheets. Raises ``RefusedError``."""
    try:
        return _sheets(data, budget)
    except RefusedError:
        raise
    except Exception as error:  # noqa: BLE001 - over broken files the library raises anything
        if "encrypt" in str(error).lower():
            refuse_encrypted()
        refuse_broken("这是旧格式的工作簿（.xls），但内容不完整或已损坏。")


def _sheets(data: bytes, budget: Budget) -> tuple[FormSheet, ...]:
    from io import StringIO

    import xlrd  # type: ignore[import-untyped]

    book = xlrd.open_workbook(
        file_contents=data,
        logfile=StringIO(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )
    if book.nsheets > SHEET_LIMIT:
        refuse_size(f"工作表有{book.nsheets}张，最多{SHEET_LIMIT}张。")
    states = list(enumerate(_states(book)))
    hidden = [book.sheet_names()[number] for number, state in states if state]
    visible = [number for number, state in states if not state]
    if hidden:
        budget.remark(
            "YM109",
            f"有{len(hidden)}张隐藏的工作表没有读取：{'、'.join(hidden[:5])}。",
            "要读取它，在 Excel 里取消隐藏后保存。",
        )
    sheets = []
    for number in visible:
        sheet = book.sheet_by_index(number)
        name = None if len(visible) == 1 else sheet.name
        sheets.append(_sheet(book, sheet, name, budget))
        book.unload_sheet(number)
    return tuple(sheet for sheet in sheets if sheet.cells)


def _states(book: Any) -> list[int]:  # noqa: ANN401
    """For each sheet, whether it is hidden."""
    return [int(state) for state in book._sheet_visibility]  # noqa: SLF001 - before sheets are loaded


def _sheet(book: Any, sheet: Any, name: str | None, budget: Budget) -> FormSheet:  # noqa: ANN401
    texts: dict[tuple[int, int], str] = {}
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        budget.elements += len(kinds)
        if budget.elements > SLOT_LIMIT:
            refuse_size(f"工作表里的单元格超过{SLOT_LIMIT}个，大多是空的。")
        for column, kind in enumerate(kinds):
            if _TEXT <= kind <= _ERROR:
                value = sheet.cell_value(row, column)
                if text := clean(_seen(book, sheet, (row, column), kind, value)):
                    texts[row, column] = text
                    if kind >= _BOOLEAN:
                        _say_odd(kind, text, address(row, column), name, budget)
        if len(texts) > CELL_LIMIT:
            refuse_size(f"有内容的单元格超过{CELL_LIMIT}个，不像一张自评表。")
    if len(sheet.merged_cells) > MERGE_LIMIT:
        refuse_size(f"一张工作表里的合并单元格超过{MERGE_LIMIT}个。")
    merges = [(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells]
    cells = laid_out(texts, merges, budget, name)
    _say_hidden(sheet, texts, name, budget)
    return FormSheet(name, cells)


def _seen(book: Any, sheet: Any, place: tuple[int, int], kind: int, value: Any) -> str:  # noqa: ANN401
    """What is seen of a value."""
    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        from xlrd import error_text_from_code

        return str(error_text_from_code.get(value, "#N/A"))
    code = _format(book, sheet, place)
    if kind == _TEXT:
        return seen_text(str(value), code)
    number = decimal_of(repr(value))
    if number is None:
        return repr(value)
    if is_date(code):
        shown = seen_date(number, code, from_1904=bool(book.datemode))
        if shown is not None:
            return shown
        code = "General"
    return seen(number, code).text


def _format(book: Any, sheet: Any, place: tuple[int, int]) -> str:  # noqa: ANN401
    """The number format of a cell; built-in dates are those of programs set to Chinese."""
    from scoring.source.forms.workbook import BUILT_IN

    style = sheet.cell_xf_index(*place)
    if not 0 <= style < len(book.xf_list):
        return "General"
    key = book.xf_list[style].format_key
    known = book.format_map.get(key)
    code = str(known.format_str) if known is not None and known.format_str else ""
    # 14 and 22 are whatever the machine shows as a short date.
    return BUILT_IN.get(key, code) if key in {14, 22} or not code else code


def _say_odd(kind: int, text: str, cell: str, name: str | None, budget: Budget) -> None:
    """What is said about a logical value or an error."""
    if kind == _ERROR:
        message = f"这个单元格是公式出错的记号 {text}，不是一个值。"
        budget.remark("YM108", message, "改正公式，或直接填写结果。", name, cell)
    else:
        message = f"这个单元格是逻辑值，读作文字 {text}。"
        budget.remark("YM109", message, LOGICAL_HELP, name, cell)


def _say_hidden(
    sheet: Any,  # noqa: ANN401
    texts: dict[tuple[int, int], str],
    name: str | None,
    budget: Budget,
) -> None:
    """Notes about hidden rows and columns that hold something."""
    rows = sorted(
        {row for row, _ in texts if row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden}
    )
    columns = sorted(
        {
            column
            for _, column in texts
            if column in sheet.colinfo_map and sheet.colinfo_map[column].hidden
        }
    )
    help_ = "如果不该算进去，删去这些行或列后再读取。"
    if rows:
        message = f"有{len(rows)}行是隐藏的，照样读取，第一行是第{rows[0] + 1}行。"
        budget.remark("YM109", message, help_, name, address(rows[0], 0))
    if columns:
        first = address(0, columns[0])
        message = f"有{len(columns)}列是隐藏的，照样读取，第一列是{first[:-1]}列。"
        budget.remark("YM109", message, help_, name, first)
