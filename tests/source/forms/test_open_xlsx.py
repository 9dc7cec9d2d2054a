"""Workbooks as sheets of cells: what is seen, exactly, and what is said about it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from scoring.source.forms.opening import open_sheets
from tests.source.forms.workbooks import MAIN, archive, rows, workbook, workbook_parts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from scoring.source.forms.sheet import FormSheet, OpenedFile


def new() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    return book, sheet


def opened(book: openpyxl.Workbook) -> OpenedFile:
    content = BytesIO()
    book.save(content)
    return open_sheets(content.getvalue(), "a.xlsx")


def texts(sheet: FormSheet) -> dict[str, str]:
    return {cell.address: cell.text for cell in sheet.cells}


def codes(file: OpenedFile) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.cell) for finding in file.findings]


def test_cells_are_what_is_seen() -> None:
    book, sheet = new()
    values: dict[str, tuple[str | float | dt.date, str]] = {
        "A1": ("项目名称 ", "General"),
        "B1": (82.731, "General"),
        "C1": (0.9968, "0.00%"),
        "D1": (82.731, "0.00"),
        "E1": (0.9967469879518072, "0.00%"),
        "F1": (dt.date(2023, 12, 31), "yyyy/m/d"),
        "G1": (dt.datetime(2023, 12, 1), 'yyyy"年"m"月"'),  # noqa: DTZ001 - no time zone in a workbook
        "H1": ("90", "@"),
        "I1": ("甲\n乙", "General"),
        "J1": (20, "General"),
        "K1": (1234567.5, "#,##0.00"),
        "L1": ("  ", "General"),
    }
    for place, (value, code) in values.items():
        sheet[place] = value
        sheet[place].number_format = code
    file = opened(book)
    assert file.findings == ()
    assert texts(file.sheets[0]) == {
        "A1": "项目名称",
        "B1": "82.731",
        "C1": "99.68%",
        "D1": "82.731",
        "E1": "99.67%",
        "F1": "2023年12月31日",
        "G1": "2023年12月",
        "H1": "90",
        "I1": "甲\n乙",
        "J1": "20",
        "K1": "1,234,567.50",
    }


def test_merged_cells_span_and_cover() -> None:
    book, sheet = new()
    sheet["A1"], sheet["A2"], sheet["C2"], sheet["D3"] = "标题", "产出指标", "甲", "尾"
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A2:B3")
    file = opened(book)
    cells = {cell.address: cell for cell in file.sheets[0].cells}
    assert (cells["A1"].rows, cells["A1"].columns) == (1, 4)
    assert (cells["A2"].rows, cells["A2"].columns) == (2, 2)
    assert (cells["C2"].row, cells["C2"].column, cells["C2"].rows) == (1, 2, 1)
    assert [cell.address for cell in file.sheets[0].cells] == ["A1", "A2", "C2", "D3"]


def test_a_text_under_a_merged_cell_is_told() -> None:
    file = open_sheets(
        workbook(
            rows('<c r="A1"><v>1</v></c>', '<c r="B1"><v>2</v></c>', '<c r="C1"><v>3</v></c>')
            + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        )
    )
    assert texts(file.sheets[0]) == {"A1": "1", "C1": "3"}
    assert codes(file) == [("YM109", "B1")]


def test_of_overlapping_merges_the_first_holds() -> None:
    file = open_sheets(
        workbook(
            rows('<c r="A1"><v>1</v></c>', '<c r="C1"><v>3</v></c>', '<c r="D1"><v>4</v></c>')
            + '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>'
        )
    )
    assert [(cell.address, cell.columns) for cell in file.sheets[0].cells] == [
        ("A1", 2),
        ("C1", 1),
        ("D1", 1),
    ]


def test_merges_end_with_the_last_text() -> None:
    file = open_sheets(
        workbook(
            rows('<c r="A1"><v>1</v></c>')
            + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        )
    )
    assert [(cell.rows, cell.columns) for cell in file.sheets[0].cells] == [(1, 1)]


def test_hidden_sheets_are_left_out_with_a_note() -> None:
    book, sheet = new()
    sheet["A1"] = "见"
    other = book.create_sheet("底稿")
    other["A1"] = "不见"
    other.sheet_state = "hidden"
    file = opened(book)
    assert [(found.name, texts(found)) for found in file.sheets] == [(None, {"A1": "见"})]
    assert codes(file) == [("YM109", None)]
    assert "底稿" in file.findings[0].message


def test_sheets_have_their_names() -> None:
    book, sheet = new()
    sheet.title = "自评表"
    sheet["A1"] = "甲"
    book.create_sheet("第二张")["A1"] = "乙"
    assert [found.name for found in opened(book).sheets] == ["自评表", "第二张"]


def test_hidden_rows_and_columns_are_read_with_notes() -> None:
    book, sheet = new()
    sheet["A1"], sheet["A2"], sheet["C1"] = "甲", "乙", "丙"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    file = opened(book)
    assert texts(file.sheets[0]) == {"A1": "甲", "A2": "乙", "C1": "丙"}
    assert codes(file) == [("YM109", "A2"), ("YM109", "C1")]


def test_formulas_give_the_saved_result() -> None:
    style = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
        "</styleSheet>"
    )
    sheet = rows(
        '<c r="A1" s="1"><f>B1/C1</f><v>0.99674698795180718</v></c>',
        '<c r="B1"><f>1+1</f><v>2</v></c>',
        '<c r="C1" t="str"><f>"甲"</f><v>甲</v></c>',
        '<c r="D1" t="str"><f>""</f><v></v></c>',
    )
    file = open_sheets(workbook(sheet, styles=style))
    assert texts(file.sheets[0]) == {"A1": "99.67%", "B1": "2", "C1": "甲"}
    assert file.findings == ()


def test_formulas_without_a_saved_result_are_told_once() -> None:
    book, sheet = new()
    sheet["A1"], sheet["A2"], sheet["A3"] = "甲", "=1+1", "=2+2"
    file = opened(book)
    assert texts(file.sheets[0]) == {"A1": "甲"}
    assert codes(file) == [("YM109", "A2")]


def test_errors_and_booleans_are_kept_as_texts() -> None:
    sheet = rows(
        '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="B1" t="e"><v>#REF!</v></c>',
        '<c r="C1" t="b"><v>1</v></c>',
        '<c r="D1" t="b"><v>0</v></c>',
    )
    file = open_sheets(workbook(sheet))
    assert texts(file.sheets[0]) == {"A1": "#DIV/0!", "B1": "#REF!", "C1": "TRUE", "D1": "FALSE"}
    assert codes(file) == [("YM108", "A1"), ("YM108", "B1"), ("YM109", "C1"), ("YM109", "D1")]


def test_texts_of_all_spellings() -> None:
    shared = (
        f'<sst xmlns="{MAIN}"><si><t xml:space="preserve"> 满意度 </t></si>'
        "<si><r><t>服务</t></r><r><rPr><strike/></rPr><t>对象</t></r><rPh><t>fuwu</t></rPh></si>"
        "<si><t>甲_x000D_\n乙_x005F_x000D_</t></si></sst>"
    )
    sheet = rows(
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="B1" t="s"><v>1</v></c>',
        '<c r="C1" t="s"><v>2</v></c>',
        '<c r="D1" t="inlineStr"><is><r><t>运维</t></r><r><t>费</t></r><rPh><t>fei</t></rPh></is></c>',
        '<c r="E1" t="d"><v>2023-12-31T00:00:00</v></c>',
        '<c r="F1" t="s"><v>99</v></c>',
        '<c t="str"><v>没有地址</v></c>',
    )
    file = open_sheets(workbook(sheet, sharedStrings=shared))
    assert texts(file.sheets[0]) == {
        "A1": "满意度",
        "B1": "服务对象",
        "C1": "甲\n乙_x000D_",
        "D1": "运维费",
        "E1": "2023年12月31日",
        "G1": "没有地址",
    }
    assert codes(file) == [("YM108", "F1")]


def test_rich_text_is_one_text() -> None:
    book, sheet = new()
    bold = InlineFont(b=True)
    sheet["A1"] = CellRichText("分", TextBlock(bold, "值"), "（分）")
    content = BytesIO()
    book.save(content)
    assert texts(open_sheets(content.getvalue()).sheets[0]) == {"A1": "分值（分）"}


def test_page_headers_and_footers_stand_around() -> None:
    book, sheet = new()
    sheet["A1"] = "甲"
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    sheet.oddHeader.center.text = "附件2"
    sheet.oddFooter.left.text = "评分规则 shanxi-2023（山西，版本 1）"
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页"
    file = opened(book)
    assert file.sheets[0].before == ("附件2",)
    assert file.sheets[0].after == ("评分规则 shanxi-2023（山西，版本 1）",)
    assert file.sheets[0].hints == (("rules", "shanxi-2023"),)


def test_a_custom_property_names_the_rules() -> None:
    book, sheet = new()
    sheet["A1"] = "甲"
    book.custom_doc_props.append(StringProperty(name="评分规则", value="hubei-2020"))  # type: ignore[attr-defined] # not in the stubs
    assert opened(book).sheets[0].hints == (("rules", "hubei-2020"),)


def test_own_number_formats_and_the_other_epoch() -> None:
    book, sheet = new()
    sheet["A1"], sheet["B1"] = 0.9, dt.date(2023, 12, 31)
    sheet["A1"].number_format = '"≥"0%'
    sheet["B1"].number_format = "mm-dd-yy"
    book.epoch = CALENDAR_MAC_1904
    assert texts(opened(book).sheets[0]) == {"A1": "≥90%", "B1": "2023年12月31日"}


def test_macros_and_links_to_workbooks_are_told() -> None:
    parts = workbook_parts(rows('<c r="A1"><v>1</v></c>'))
    parts["xl/vbaProject.bin"] = b"macro"
    listed = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = listed.replace(
        "</workbook>",
        '<externalReferences><externalReference r:id="x"/></externalReferences></workbook>',
    )
    file = open_sheets(archive(parts), "a.xlsm")
    assert texts(file.sheets[0]) == {"A1": "1"}
    assert [finding.code for finding in file.findings] == ["YM109", "YM109"]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_prefixes_and_the_strict_edition_read_alike(prefix: str) -> None:
    name = "xmlns:x" if prefix else "xmlns"
    sheet = (
        f'<?xml version="1.0"?><{prefix}worksheet {name}="http://purl.oclc.org/ooxml/spreadsheetml/main">'
        f'<{prefix}sheetData><{prefix}row><{prefix}c r="B2"><{prefix}v>5</{prefix}v></{prefix}c>'
        f"</{prefix}row></{prefix}sheetData></{prefix}worksheet>"
    )
    assert texts(open_sheets(workbook(sheet)).sheets[0]) == {"B2": "5"}


def test_styles_beyond_understanding_cost_nothing() -> None:
    style = (
        f'<styleSheet xmlns="{MAIN}"><fills><fill><x/></fill></fills><cellXfs><xf numFmtId="no"/></cellXfs>'
        "</styleSheet>"
    )
    sheet = rows(
        '<c r="A1" s="0"><v>5</v></c>',
        '<c r="B1" s="77"><v>6</v></c>',
        '<c r="C1" s="-1"><v>7</v></c>',
    )
    assert texts(open_sheets(workbook(sheet, styles=style)).sheets[0]) == {
        "A1": "5",
        "B1": "6",
        "C1": "7",
    }


def test_many_errors_are_counted_not_listed() -> None:
    cells = [f'<c r="A{row}" t="e"><v>#N/A</v></c>' for row in range(1, 101)]
    file = open_sheets(
        workbook(f"<sheetData>{''.join(f'<row>{cell}</row>' for cell in cells)}</sheetData>")
    )
    assert len(file.findings) == 20
    assert "100" in file.findings[-1].message


def test_an_empty_workbook_holds_no_form() -> None:
    book, _ = new()
    file = opened(book)
    assert file.sheets == ()
    assert [finding.code for finding in file.findings] == ["YM107"]


def test_the_same_file_opens_the_same() -> None:
    data = workbook(rows('<c r="A1"><v>1</v></c>'))
    assert open_sheets(data, "a.xlsx") == open_sheets(data, "a.xlsx")
