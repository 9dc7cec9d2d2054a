"""Which files are forms, and what a file is: by its content first, its ending second."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pytest

from scoring.source.forms.opening import ENDINGS, is_form, open_sheets
from tests.source.forms.workbooks import (
    archive,
    document_parts,
    rows,
    word_cell,
    word_table,
    workbook,
    workbook_parts,
)

WORKBOOK = workbook(rows('<c r="A1"><v>1</v></c>'))
PROJECT = "项目名称: 甲\n年度: 2023\n绩效指标: {产出指标: {数量指标: {a: {分值: 20}}}}\n".encode()
TABLE = "项目名称,甲\n年度,2023\n指标,分值\n".encode()

FORMS = [
    ("a.xlsx", WORKBOOK),
    ("a.yaml", WORKBOOK),
    ("a.json", b"%PDF-1.7"),
    ("-", WORKBOOK),
    ("", b"<html><table><tr><td>x</table>"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("a.csv", TABLE),
    ("A.CSV", TABLE),
    ("-", TABLE),
    ("a.txt", TABLE.replace(b",", b"\t")),
    ("a.csv", "甲".encode()),
    ("a.xlsx", TABLE),
    ("a.html", b"x"),
    ("a.xlsx", b""),
]
NO_FORMS = [
    ("a.yaml", PROJECT),
    ("a.csv", PROJECT),
    ("a.xlsx", PROJECT),
    ("-", PROJECT),
    ("a.yaml", TABLE),
    ("a.json", b'{"indicators": [], "year": 2023}'),
    ("a.csv", '{"项目名称": "甲", "年度": 2023}'.encode()),
    ("a.txt", "一段文字，没有表格。\n第二行。\n".encode()),
    ("a.yaml", b""),
    ("-", b""),
    ("-", b"\xff\xfe\x00"),
]


@pytest.mark.parametrize(("name", "data"), FORMS)
def test_forms(name: str, data: bytes) -> None:
    assert is_form(name, data)


@pytest.mark.parametrize(("name", "data"), NO_FORMS)
def test_no_forms(name: str, data: bytes) -> None:
    assert not is_form(name, data)


def test_telling_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom scoring.source.forms.opening import is_form\n"
        "is_form('a.xlsx', b'PK\\x03\\x04'); is_form('a.yaml', b'a: 1'); is_form('-', b'a,b')\n"
        "heavy = {'zipfile', 'lxml', 'xlrd', 'openpyxl', 'docx', 'csv', 'yaml', 'typing'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_workbook_inside_a_document_is_not_the_file() -> None:
    from zipfile import ZIP_STORED, ZipFile

    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as written:
        for name, part in document_parts(word_table([word_cell("甲")])).items():
            written.writestr(name, part)
        written.writestr("word/embeddings/a.xlsx", WORKBOOK)
    file = open_sheets(content.getvalue(), "a.docx")
    assert [cell.text for cell in file.sheets[0].cells] == ["甲"]
    assert file.findings == ()


def test_an_old_document_with_a_workbook_inside_is_a_document() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    data += b"".join(name.encode("utf-16-le") + bytes(64) for name in ("WordDocument", "Workbook"))
    file = open_sheets(data, "a.doc")
    assert [finding.code for finding in file.findings] == ["YM107"]
    assert ".doc" in file.findings[0].message


@pytest.mark.parametrize("folder", ["ppt", "x"])
def test_other_archives_are_told(folder: str) -> None:
    file = open_sheets(archive({f"{folder}/a.xml": "<a/>"}), "a.xlsx")
    assert [finding.code for finding in file.findings] == ["YM107"]


def test_binary_workbooks_and_open_documents_are_told() -> None:
    parts = workbook_parts(rows())
    parts["xl/workbook.bin"] = b""
    assert ".xlsb" in open_sheets(archive(parts)).findings[0].message
    ods = archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""})
    assert open_sheets(ods).findings[0].code == "YM107"


def test_a_name_that_misleads_is_noted() -> None:
    for name, noted in (("a.csv", True), ("a.xlsx", False), ("a", False), ("-", False)):
        file = open_sheets(WORKBOOK, name)
        assert [cell.text for cell in file.sheets[0].cells] == ["1"]
        assert [finding.code for finding in file.findings] == (["YM109"] if noted else [])
    assert [finding.code for finding in open_sheets(TABLE, "a.xlsx").findings] == ["YM109"]


def test_endings_are_those_a_folder_is_searched_for() -> None:
    assert {".xlsx", ".xls", ".docx", ".html", ".csv"} <= set(ENDINGS)
    assert not {".pdf", ".doc", ".txt", ".yaml", ".json"} & set(ENDINGS)
