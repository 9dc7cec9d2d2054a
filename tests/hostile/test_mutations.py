"""Files of every kind with bytes changed, cut and mixed: opening ends in sheets or findings."""

from __future__ import annotations

import random
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import docx
import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.model.codes import CODES
from scoring.source.forms.opening import is_form, open_sheets
from tests.source.forms.workbooks import document_parts, word_cell, word_table, workbook_parts

PAGE = (
    '<meta charset="gb2312"><h1>自评表</h1><table><tr><td rowspan="2">产出</td><td colspan=2>甲</td></tr>'
    "<tr><td>乙&nbsp;<br>丙</td><td style='display:none'>丁</td></tr></table><p>注</p>"
)
XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Styles><Style ID="a"><NumberFormat Format="0.00%"/></Style></Styles><Worksheet Name="a"><Table>'
    '<Row Index="2"><Cell MergeAcross="2" MergeDown="1" StyleID="a"><Data Type="Number">0.9968</Data>'
    "</Cell></Row></Table></Worksheet></Workbook>"
)


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["项目名称", 0.9968, "=A1"])
    sheet.append(["产出指标", 82.731, True])
    sheet["B1"].number_format = "0.00%"
    sheet.merge_cells("A2:A3")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _docx() -> bytes:
    made = docx.Document()
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "项目名称"
    table.cell(0, 0).merge(table.cell(1, 0))
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("自评表")
    sheet.write_merge(0, 0, 0, 3, "自评表")
    sheet.write(1, 0, 0.9968, xlwt.easyxf(num_format_str="0.00%"))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _stored(parts: dict[str, bytes | str]) -> bytes:
    """Without packing, so that changes reach the parts and not only their checksums."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as written:
        for name, part in parts.items():
            written.writestr(name, part)
    return content.getvalue()


FILES = {
    "a.xlsx": _xlsx(),
    "a.docx": _docx(),
    "a.xls": _xls(),
    "a.html": PAGE.encode("gb18030"),
    "a.xml": XML.encode(),
    "a.csv": '项目名称,甲\n"一,二",\'=1\n'.encode(),
}
SHEET = workbook_parts(
    '<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1">'
    '<c r="A1" s="0" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>0.5</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="B1:C2"/></mergeCells>'
    "<headerFooter><oddFooter>&amp;L甲</oddFooter></headerFooter>",
    sharedStrings="<sst><si><r><t>甲_x000D_</t></r><rPh><t>x</t></rPh></si></sst>",
    styles='<styleSheet><numFmts><numFmt numFmtId="200" formatCode="0.0%"/></numFmts>'
    '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>',
)
BODY = document_parts(
    word_table(
        [word_cell("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), word_cell("乙")]
    ),
    footer1="<w:p/>",
)


def holds(data: bytes, name: str) -> None:
    """What is promised for any bytes."""
    opened = open_sheets(data, name)
    assert isinstance(is_form(name, data), bool)
    assert opened.sheets or opened.findings
    for finding in opened.findings:
        assert finding.code in CODES
        assert finding.file == name
        assert not finding.message.startswith("文件打不开"), (
            "the last net is for what nobody foresaw"
        )
    for sheet in opened.sheets:
        assert sheet.cells
        places = [(cell.row, cell.column) for cell in sheet.cells]
        assert places == sorted(set(places))
        assert all(cell.text.strip() for cell in sheet.cells)
        taken: set[tuple[int, int]] = set()
        for cell in sheet.cells:
            own = {
                (cell.row + row, cell.column + column)
                for row in range(cell.rows)
                for column in range(cell.columns)
            }
            assert taken.isdisjoint(own)
            taken |= own


@pytest.mark.parametrize("name", FILES)
def test_every_file_opens_as_it_is(name: str) -> None:
    opened = open_sheets(FILES[name], name)
    assert opened.sheets
    assert not [finding for finding in opened.findings if finding.severity == "error"]


@pytest.mark.parametrize("name", FILES)
def test_bytes_changed_at_random(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - no secret
    whole = FILES[name]
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        holds(bytes(data), name)


@pytest.mark.parametrize("name", FILES)
def test_files_cut_anywhere(name: str) -> None:
    whole = FILES[name]
    for end in range(0, len(whole), max(len(whole) // 100, 1)):
        holds(whole[:end], name)
        holds(whole[end:], name)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_parts_changed_at_random(data: st.DataObject) -> None:
    parts, name = data.draw(st.sampled_from(((SHEET, "a.xlsx"), (BODY, "a.docx"))))
    part = data.draw(st.sampled_from(sorted(parts)))
    value = parts[part]
    content = bytearray(value.encode() if isinstance(value, str) else value)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(
            st.sampled_from(
                (
                    b"",
                    b"9" * 12,
                    b"-1",
                    b"<",
                    b">",
                    b'"',
                    b"&amp;",
                    b"A1:XFD9",
                    b"\xff",
                    b"<w:tbl>",
                    b"<w:tc/>",
                )
            )
        )
        content[at : at + data.draw(st.integers(0, 12))] = piece
    holds(_stored({**parts, part: bytes(content)}), name)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        (
            b"",
            b"PK\x03\x04xl/",
            b"PK\x03\x04word/",
            b"\x09\x08\x10\x00",
            b"<table>",
            b"<?xml ",
            b"MIME-Version: 1.0\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\0" * 512
            + "Workbook".encode("utf-16-le")
            + b"\0\0",
        )
    ),
    st.sampled_from(("a.xlsx", "a.csv", "a.html", "a.txt", "-", "")),
)
def test_any_bytes(data: bytes, start: bytes, name: str) -> None:
    holds(start + data, name)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                "<table>",
                "</table>",
                "<tr>",
                "</tr>",
                "<td>",
                "</td>",
                "<td rowspan=3>",
                "<td colspan=2 rowspan=0>",
                "<p>",
                "</div>",
                "<div hidden>",
                "<br>",
                "甲",
                "乙",
                "<caption>",
                "<th>",
                "<!--",
                "-->",
                "<tbody>",
            )
        ),
        max_size=40,
    )
)
def test_pages_of_elements_in_any_order(pieces: list[str]) -> None:
    holds(("<html>" + "".join(pieces)).encode(), "a.html")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                "<w:tbl>",
                "</w:tbl>",
                "<w:tr>",
                "</w:tr>",
                "<w:tc>",
                "</w:tc>",
                "<w:p><w:r><w:t>甲</w:t></w:r></w:p>",
                "<w:tcPr><w:vMerge/></w:tcPr>",
                '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>',
                "<w:sdt>",
                "</w:sdt>",
                "<w:del>",
                "</w:del>",
                "<w:trPr><w:del/></w:trPr>",
                "<w:showingPlcHdr/>",
            )
        ),
        max_size=30,
    )
)
def test_documents_of_elements_in_any_order(pieces: list[str]) -> None:
    opening: list[str] = []
    body = []
    for piece in pieces:
        if piece.startswith("</"):
            if opening and opening[-1] == piece:
                opening.pop()
                body.append(piece)
            continue
        body.append(piece)
        if "</" not in piece and "/>" not in piece:
            opening.append(piece.replace("<", "</"))
    holds(_stored(document_parts("".join(body + opening[::-1]))), "a.docx")
