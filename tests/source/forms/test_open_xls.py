"""Workbooks of before 2007, XML Spreadsheet 2003, and what another office program writes."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]

from scoring.source.forms.opening import open_sheets

if TYPE_CHECKING:
    from pathlib import Path

    from scoring.source.forms.sheet import FormSheet, OpenedFile

OFFICE = shutil.which("soffice")


def texts(sheet: FormSheet) -> dict[str, str]:
    return {cell.address: cell.text for cell in sheet.cells}


def saved(book: xlwt.Workbook) -> OpenedFile:
    content = BytesIO()
    book.save(content)
    return open_sheets(content.getvalue(), "a.xls")


def test_cells_are_what_is_seen() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("自评表")
    sheet.write_merge(0, 0, 0, 3, "自评表")
    for column, (value, code) in enumerate(
        [
            (0.9968, "0.00%"),
            (82.731, "0.00"),
            (82.731, "General"),
            (20, "General"),
            (dt.date(2023, 12, 31), "M/D/YY"),
            (dt.date(2023, 12, 31), 'yyyy"年"m"月"'),
            (0.9967469879518072, "0.00%"),
            (140900230000001, "0"),
        ]
    ):
        sheet.write(1, column, value, xlwt.easyxf(num_format_str=code))
    file = saved(book)
    assert file.findings == ()
    (found,) = file.sheets
    assert found.cells[0].columns == 4
    assert texts(found) == {
        "A1": "自评表", "A2": "99.68%", "B2": "82.731", "C2": "82.731", "D2": "20",
        "E2": "2023年12月31日", "F2": "2023年12月", "G2": "99.67%", "H2": "140900230000001",
    }  # fmt: skip


def test_hidden_sheets_rows_and_columns() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("自评表")
    sheet.write(0, 0, "甲")
    sheet.write(1, 0, "乙")
    sheet.write(0, 2, "丙")
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    other = book.add_sheet("底稿")
    other.write(0, 0, "藏")
    other.visibility = 1
    file = saved(book)
    assert [texts(found) for found in file.sheets] == [{"A1": "甲", "A2": "乙", "C1": "丙"}]
    assert [finding.cell for finding in file.findings] == [None, "A2", "C1"]
    assert {finding.code for finding in file.findings} == {"YM109"}


def test_booleans_and_errors_are_told() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("a")
    sheet.write(0, 0, True)  # noqa: FBT003 - the library's signature
    sheet.row(0).set_cell_error(1, "#DIV/0!")
    file = saved(book)
    assert texts(file.sheets[0]) == {"A1": "TRUE", "B1": "#DIV/0!"}
    assert [(finding.code, finding.cell) for finding in file.findings] == [
        ("YM109", "A1"),
        ("YM108", "B1"),
    ]


def test_the_ending_does_not_matter() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("a").write(0, 0, "甲")
    content = BytesIO()
    book.save(content)
    assert texts(open_sheets(content.getvalue(), "a.et").sheets[0]) == {"A1": "甲"}
    file = open_sheets(content.getvalue(), "a.xlsx")
    assert texts(file.sheets[0]) == {"A1": "甲"}
    assert [finding.code for finding in file.findings] == ["YM109"]


XML = """<?xml version="1.0"{encoding}?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
 <Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
 <Style ss:ID="q"><NumberFormat ss:Format="0.0&quot;万元&quot;"/></Style></Styles>
 <Worksheet ss:Name="自评表"><Table>
  <Row><Cell ss:MergeAcross="2"><Data ss:Type="String">标题</Data></Cell>
   <Cell><Data ss:Type="String">右</Data></Cell></Row>
  <Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">产出</Data></Cell>
   <Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.9968</Data></Cell>
   <Cell ss:StyleID="q"><Data ss:Type="Number">19.5</Data><Comment><Data>批注</Data></Comment></Cell></Row>
  <Row><Cell ss:Index="2"><Data ss:Type="DateTime">2023-12-31T00:00:00.000</Data></Cell>
   <Cell><ss:Data ss:Type="String"><B>粗</B>体&amp;</ss:Data></Cell></Row>
 </Table><x:WorksheetOptions><x:PageSetup><x:Footer x:Data="&amp;L评分规则 guangxi"/></x:PageSetup>
 </x:WorksheetOptions></Worksheet>
 <Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="String">藏</Data></Cell></Row></Table>
 <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "GB18030", "utf-16"])
def test_xml_spreadsheets_are_read(encoding: str) -> None:
    said = f' encoding="{encoding}"' if encoding != "utf-8" else ""
    codec = "gb18030" if encoding.lower().startswith("gb") else encoding
    file = open_sheets(XML.format(encoding=said).encode(codec), "导出.xls")
    (sheet,) = file.sheets
    assert texts(sheet) == {
        "A1": "标题", "D1": "右", "A3": "产出", "C3": "99.68%", "D3": "19.5万元",
        "B4": "2023年12月31日", "C4": "粗体&",
    }  # fmt: skip
    assert [(cell.rows, cell.columns) for cell in sheet.cells if cell.rows * cell.columns > 1] == [
        (1, 3),
        (2, 1),
    ]
    assert sheet.hints == (("rules", "guangxi"),)
    assert [finding.code for finding in file.findings] == ["YM109", "YM109"]


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
def test_what_another_program_writes_is_read_alike(tmp_path: Path) -> None:
    assert OFFICE is not None
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "标题", 0.9968, 82.731, 20
    sheet["B1"].number_format = "0.00%"
    sheet["A2"], sheet["B2"] = "产出\n指标", dt.date(2023, 12, 31)
    sheet["B2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["C2"] = "=1个"
    sheet["C2"].data_type = "s"
    sheet["D2"] = "=D1*2"
    sheet.merge_cells("A2:A3")
    sheet["B3"] = "尾"
    source = tmp_path / "form.xlsx"
    book.save(source)
    for ending in ("xls", "html", "xlsx", "fods"):
        target = tmp_path / ending
        subprocess.run(
            [OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
             "--convert-to", ending, "--outdir", str(target), str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        file = open_sheets((target / f"form.{ending}").read_bytes(), f"form.{ending}")
        if ending == "fods":
            assert [finding.code for finding in file.findings] == ["YM107"]
            continue
        expected = {
            "A1": "标题", "B1": "99.68%", "C1": "82.731", "D1": "20", "A2": "产出\n指标",
            "B2": "2023年12月31日", "C2": "=1个", "D2": "40", "B3": "尾",
        }  # fmt: skip
        assert texts(file.sheets[0]) == expected, ending
        assert [(cell.address, cell.rows) for cell in file.sheets[0].cells if cell.rows > 1] == [
            ("A2", 2)
        ]
        assert [finding.code for finding in file.findings if finding.severity == "error"] == []
