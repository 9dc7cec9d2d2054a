"""Sheets, documents, pages and tables that are too large, too deep, or lie about themselves."""

from __future__ import annotations

import pytest

from tests.hostile.bounded import open_bounded
from tests.source.forms.workbooks import (
    MAIN,
    document,
    paragraph,
    rows,
    word_cell,
    word_table,
    workbook,
)


def test_a_million_empty_rows_are_read_past() -> None:
    many = "".join(f'<row r="{row}" spans="1:9" ht="15"/>' for row in range(2, 1_000_001))
    sheet = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        f'{many}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    )
    assert open_bounded(workbook(sheet), "a.xlsx").cells == {"A1": "1", "XFD1048576": "2"}


def test_millions_of_empty_cells_are_refused() -> None:
    cells = '<c s="1"/>' * 4_000_000
    sheet = f"<sheetData><row>{cells}</row></sheetData>"
    assert open_bounded(workbook(sheet), "a.xlsx").codes == ["YM106"]


def test_ten_million_cells_are_refused() -> None:
    row = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    outcome = open_bounded(workbook(f"<sheetData>{row * 10_000}</sheetData>"), "a.xlsx")
    assert outcome.is_refused
    assert outcome.codes == ["YM106"]


def test_ten_thousand_columns_are_read() -> None:
    sheet = rows(*(f"<c><v>{number}</v></c>" for number in range(10_000)))
    outcome = open_bounded(workbook(sheet), "a.xlsx")
    assert outcome.total == 10_000
    assert outcome.codes == []


def test_addresses_beyond_every_sheet() -> None:
    sheet = rows(
        '<c r="ZZZ1"><v>1</v></c>', '<c r="A99999999"><v>2</v></c>', '<c r="-"><v>3</v></c>'
    )
    assert open_bounded(workbook(sheet), "a.xlsx").cells == {"A1": "1", "B1": "2", "C1": "3"}


@pytest.mark.parametrize("number", ["99999999999999999999", "-5", "0", "x", "１"])
def test_rows_of_impossible_numbers(number: str) -> None:
    sheet = f'<sheetData><row r="{number}"><c><v>1</v></c></row></sheetData>'
    assert open_bounded(workbook(sheet), "a.xlsx").total == 1


def test_millions_of_merges_are_refused() -> None:
    merges = '<mergeCell ref="A1:B1"/>' * 1_000_000
    sheet = rows('<c r="A1"><v>1</v></c>') + f"<mergeCells>{merges}</mergeCells>"
    assert open_bounded(workbook(sheet), "a.xlsx").codes == ["YM106"]


def test_a_merge_over_everything() -> None:
    sheet = (
        rows('<c r="A1"><v>1</v></c>', '<c r="XFD1"><v>2</v></c>')
        + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    outcome = open_bounded(workbook(sheet), "a.xlsx")
    assert outcome.cells == {"A1": "1"}
    sheet = sheet.replace("XFD1<", "XFD1048576<").replace('r="XFD1"', 'r="XFD1048576"')
    assert open_bounded(workbook(sheet), "a.xlsx").codes == ["YM106"]


def test_many_merges_over_much() -> None:
    cells = "".join(f'<row r="{row}"><c r="GR{row}"><v>1</v></c></row>' for row in range(1, 1000))
    merges = "".join(f'<mergeCell ref="A{row}:GQ1000"/>' for row in range(1, 1000))
    sheet = f"<sheetData>{cells}</sheetData><mergeCells>{merges}</mergeCells>"
    assert open_bounded(workbook(sheet), "a.xlsx").codes == ["YM106"]


def test_huge_shared_texts_are_refused() -> None:
    texts = "".join(f"<si><t>{number}{'甲' * 700}</t></si>" for number in range(30_000))
    shared = f'<sst xmlns="{MAIN}">{texts}</sst>'
    sheet = rows('<c r="A1" t="s"><v>0</v></c>')
    assert open_bounded(workbook(sheet, sharedStrings=shared), "a.xlsx").codes == ["YM106"]


def test_one_long_text_in_every_cell_is_refused() -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t>{"甲" * 30_000}</t></si></sst>'
    cells = '<row><c t="s"><v>0</v></c></row>' * 50_000
    outcome = open_bounded(
        workbook(f"<sheetData>{cells}</sheetData>", sharedStrings=shared), "a.xlsx"
    )
    assert outcome.codes == ["YM106"]


def test_a_cell_too_long_is_left_out_and_told() -> None:
    sheet = rows(f'<c t="inlineStr"><is><t>{"甲" * 100_001}</t></is></c>', "<c><v>2</v></c>")
    outcome = open_bounded(workbook(sheet), "a.xlsx")
    assert outcome.cells == {"B1": "2"}
    assert outcome.codes == ["YM106"]


def test_a_number_of_a_million_digits_is_a_text() -> None:
    outcome = open_bounded(
        workbook(rows(f"<c><v>{'9' * 90_000}</v></c>", "<c><v>1e308</v></c>")), "a.xlsx"
    )
    assert outcome.total == 2


def test_numbers_of_styles_and_texts_beyond_python() -> None:
    long = "9" * 5000
    sheet = rows(f'<c t="s" s="{long}"><v>{long}</v></c>', f'<c s="{long}"><v>1</v></c>')
    style = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="{long}"/></cellXfs></styleSheet>'
    outcome = open_bounded(workbook(sheet, styles=style), "a.xlsx")
    assert outcome.cells.get("B1") == "1"
    hidden = f'<cols><col min="{long}" max="{long}" hidden="1"/></cols>'
    assert open_bounded(workbook(hidden + rows("<c><v>1</v></c>")), "a.xlsx").cells == {"A1": "1"}


def test_deep_elements_are_refused() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    assert open_bounded(workbook(deep), "a.xlsx").codes == ["YM106"]
    assert open_bounded(document(deep), "a.docx").codes == ["YM106"]


def test_a_document_of_tables_in_tables() -> None:
    body = word_table([word_cell("底")])
    for _ in range(30):
        body = word_table([word_cell(paragraph("层") + body)])
    outcome = open_bounded(document(body), "a.docx")
    assert outcome.total == 31
    for _ in range(300):
        body = word_table([word_cell(body)])
    assert open_bounded(document(body), "a.docx").codes == ["YM106"]


def test_documents_that_span_too_much() -> None:
    wide = word_cell("甲", '<w:gridSpan w:val="999999"/>')
    outcome = open_bounded(document(word_table(*[[wide] * 50] * 1000)), "a.docx")
    assert outcome.codes == ["YM106"]
    outcome = open_bounded(document(word_table([wide], [word_cell("乙")])), "a.docx")
    assert outcome.area == 2


def test_ten_thousand_tables_are_refused() -> None:
    assert open_bounded(document(word_table([word_cell("甲")]) * 10_000), "a.docx").codes == [
        "YM106"
    ]


@pytest.mark.parametrize("element", ["div", "span", "table", "td", "b", "table><tr><td"])
def test_a_page_of_a_hundred_thousand_nested_elements(element: str) -> None:
    page = f"<html><body>{f'<{element}>' * 100_000}x<table><tr><td>甲</table>"
    outcome = open_bounded(page.encode(), "a.html")
    assert outcome.codes in (["YM106"], ["YM101"], ["YM107"], [])


def test_a_page_of_lying_spans() -> None:
    row = "<tr>" + "<td rowspan=65534 colspan=1000>x</td>" * 300 + "</tr>"
    outcome = open_bounded(f"<table>{row * 300}</table>".encode(), "a.html")
    assert outcome.codes == ["YM106"]


def test_a_page_of_millions_of_elements() -> None:
    assert open_bounded(b"<table><tr>" + b"<td>" * 4_000_000, "a.html").codes == ["YM106"]


def test_a_page_that_names_files_loads_none() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        '<link href="http://localhost:9/a"><iframe src="file:///etc/passwd"></iframe>'
        "<table><tr><td>甲&e;</td></tr></table>"
    )
    assert open_bounded(page.encode(), "a.html").cells == {"A1": "甲&e;"}


def test_a_table_of_one_endless_line() -> None:
    assert open_bounded(b"a" * (4 << 20), "a.csv").codes == ["YM106"]
    assert open_bounded(b"a,\n" * 1_500_000, "a.csv").codes == ["YM106"]
    assert open_bounded(b"," * (4 << 20), "a.csv").codes == ["YM107"]
    assert open_bounded(b'"' * (4 << 20) + b",", "a.csv").is_refused
    assert open_bounded(b"a," * 1_000_000, "a.csv").codes == ["YM106"]
    assert open_bounded(b"a,b\n" * 2_000_000, "a.csv").codes == ["YM106"]


OTHERS = {
    "a.pdf": b"%PDF-1.7\n",
    "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(600)
    + "WordDocument".encode("utf-16-le")
    + bytes(99),
    "a.wps": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(600)
    + "WordDocument".encode("utf-16-le")
    + bytes(99),
    "a.ppt": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a.rtf": b"{\\rtf1 x}",
    "a.png": b"\x89PNG\r\n\x1a\n",
    "a.jpg": b"\xff\xd8\xff\xe0",
    "a.rar": b"Rar!\x1a\x07",
    "a.xlsx": b"",
    "b.xlsx": b"\0" * 1000,
    "c.xlsx": b" \r\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_files_of_other_kinds_are_told_what_they_are(name: str) -> None:
    outcome = open_bounded(OTHERS[name], name)
    assert outcome.codes == ["YM107"]


def test_encrypted_packages_are_told() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(99)
    )
    outcome = open_bounded(data, "a.xlsx")
    assert outcome.codes == ["YM101"]
    assert "密码" in outcome.messages[0]


def test_old_workbooks_that_are_nothing_but_a_name() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + "Workbook".encode("utf-16-le")
        + bytes(99)
    )
    assert open_bounded(data, "a.xls").codes == ["YM101"]


def test_old_workbooks_that_reach_to_the_last_place() -> None:
    from io import BytesIO

    import xlwt  # type: ignore[import-untyped]

    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(0, 65_536, 2):
        sheet.write(row, 255, 1)
    content = BytesIO()
    book.save(content)
    assert open_bounded(content.getvalue(), "a.xls").codes == ["YM106"]
