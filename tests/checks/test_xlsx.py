"""The workbook a reviewer works through: text as text, a filter, a frozen heading, the same bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from scoring.checks.acceptances import accept
from scoring.checks.inspection import report_on
from scoring.model.acceptance import Acceptance, Acceptances
from scoring.model.codes import found
from scoring.model.report import FileReport, Report
from scoring.render.report_xlsx import LONGEST_TEXT, write
from tests.checks.reporting import CRASHING, MISSING, card, report

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def part(book: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - written by ourselves


def sheet(book: bytes, number: int = 1) -> list[dict[str, str]]:
    """The cells of each row by the title of their column."""
    strings = [
        "".join(text.text or "" for text in item.iter(f"{SPACE}t"))
        for item in part(book, "xl/sharedStrings.xml").iter(f"{SPACE}si")
    ]
    rows = []
    for row in part(book, f"xl/worksheets/sheet{number}.xml").iter(f"{SPACE}row"):
        cells = {}
        for cell in row.iter(f"{SPACE}c"):
            assert cell.find(f"{SPACE}f") is None, "no formula anywhere"
            value = cell.find(f"{SPACE}v")
            written = "" if value is None else value.text or ""
            column = re.sub(r"\d", "", cell.attrib["r"])
            cells[column] = strings[int(written)] if cell.get("t") == "s" else written
        rows.append(cells)
    titles = rows[0]
    return [{titles[column]: value for column, value in row.items()} for row in rows[1:]]


def test_every_finding_is_a_row_to_be_worked_through() -> None:
    checked = report(MISSING)
    rows = sheet(write(checked))
    findings = checked.files[0].findings
    assert [row["序号"] for row in rows] == [str(n) for n in range(1, len(findings) + 1)]
    for row, finding in zip(rows, findings, strict=True):
        assert row["文件"] == "甲.yaml"
        assert row["代码"] == finding.code
        assert row["级别"] in {"错误", "警告", "提示"}
        assert row["问题"] == finding.message
        assert row["怎么改"] == finding.help
        assert row["路径"] == finding.path
        assert row["位置"] == f"第{finding.line}行第{finding.column}列"
        assert row["状态"] == "待处理"
        assert row["处理意见"] == row["处理人"] == row["处理日期"] == ""


def test_accepted_findings_are_listed_with_who_and_why() -> None:
    entry = Acceptance("AC501", "", "已核", "张三", None, "2024-12-31")
    rows = sheet(write(accept(report(), Acceptances((entry,), "受理.yaml"), "2024-06-30")))
    (row,) = [row for row in rows if row["代码"] == "AC501"]
    assert (row["状态"], row["处理意见"], row["处理人"]) == (
        "已接受",
        "已核（到 2024-12-31）",
        "张三",
    )


def test_heading_is_frozen_and_every_column_can_be_filtered() -> None:
    book = write(report())
    root = part(book, "xl/worksheets/sheet1.xml")
    pane = next(root.iter(f"{SPACE}pane"))
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    last = len(report().files[0].findings) + 1
    assert next(root.iter(f"{SPACE}autoFilter")).get("ref") == f"A1:L{last}"
    choices = next(root.iter(f"{SPACE}formula1")).text or ""
    assert "待处理" in choices
    names = [item.get("name") for item in part(book, "xl/workbook.xml").iter(f"{SPACE}sheet")]
    assert names == ["问题清单", "文件", "检查情况"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "http://example.org", "001006", "1.10", "a\x01b\x1b[31m"],
)
def test_text_stays_text(text: str) -> None:
    finding = found("CP206", text, text, text)
    (row,) = sheet(write(Report((FileReport(text, (finding,), ()),))))
    shown = text.replace("\x01", "␁").replace("\x1b", "␛")
    assert row["问题"] == row["怎么改"] == row["路径"] == row["文件"] == shown
    with zipfile.ZipFile(BytesIO(write(Report((FileReport(text, (finding,), ()),))))) as archive:
        assert not any("hyperlink" in name or "externalLink" in name for name in archive.namelist())
        assert b"<hyperlink" not in archive.read("xl/worksheets/sheet1.xml")


def test_long_texts_and_halves_of_characters_do_not_break_the_book() -> None:
    finding = found("CP206", "长" * 40_000, "\ud800")
    (row,) = sheet(write(Report((FileReport("甲.yaml", (finding,), ()),))))
    assert row["问题"] == "长" * LONGEST_TEXT
    assert row["怎么改"] == "<U+D800>"


def test_what_every_check_came_to_is_counted() -> None:
    crashed = report_on(card(), "乙.yaml", checks=[CRASHING])
    book = write(Report((*report().files, crashed)))
    by_code = {row["代码"]: row for row in sheet(book, 3)}
    assert by_code["CP206"]["运行出错"] == "1"
    assert by_code["AC501"]["有问题"] == "2"
    assert "按规则或设置不检查" in by_code["WT305"]["没有查的原因"]
    files = sheet(book, 2)
    assert [row["文件"] for row in files] == ["甲.yaml", "乙.yaml"]
    assert int(files[1]["错误"]) >= 1


def test_nothing_to_report_is_a_workbook_too() -> None:
    assert sheet(write(Report(()))) == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write(report()) == write(report())
    with zipfile.ZipFile(BytesIO(write(report()))) as archive:
        assert {item.date_time[0] for item in archive.infolist()} == {1980}
