"""The report of the checks as a workbook that a reviewer can work through, finding by finding.

Every cell is the text as written: nothing becomes a formula, a link or a number by its look. The
same report gives the same bytes.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.outcome import SEVERITY_LABELS
from scoring.render.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, TypeAlias

    from scoring.model.finding import Finding
    from scoring.model.report import Report

    Book: TypeAlias = Any
    Sheet: TypeAlias = Any
    Format: TypeAlias = Any

LONGEST_TEXT = 32_767
"""Characters a cell can hold."""

MOST_ROWS = 1_048_575
"""Rows a sheet can hold below its heading."""

STATES = ("待处理", "已改正", "属实，不改", "误报", "已接受")
"""What a reviewer can say of a finding."""

_FINDINGS = (
    ("序号", 6),
    ("文件", 28),
    ("级别", 6),
    ("代码", 8),
    ("位置", 14),
    ("路径", 36),
    ("问题", 52),
    ("怎么改", 40),
    ("状态", 12),
    ("处理意见", 32),
    ("处理人", 10),
    ("处理日期", 12),
)
_FILES = (("文件", 48), ("错误", 8), ("警告", 8), ("提示", 8), ("已接受", 8), ("没有查的项", 12))
_CHECKS = (
    ("代码", 8),
    ("没有问题", 10),
    ("有问题", 10),
    ("没有查", 10),
    ("运行出错", 10),
    ("没有查的原因", 60),
)
_OUTCOMES = ("clean", "found", "skipped", "crashed")


def write(report: Report) -> bytes:
    """The workbook: the findings, the files, and what every check came to."""
    from datetime import datetime
    from io import BytesIO

    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    stream = BytesIO()
    book = Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    # The day the program calls its own; a clock would make every file a different one.
    book.set_properties({"title": "绩效自评检查清单", "created": datetime(2020, 1, 1)})  # noqa: DTZ001
    rows = list(_finding_rows(report))
    for start in range(0, max(len(rows), 1), MOST_ROWS):
        number = start // MOST_ROWS + 1
        name = "问题清单" if number == 1 else f"问题清单{number}"
        part = rows[start : start + MOST_ROWS]
        sheet = _sheet(book, name, _FINDINGS, part)
        states = {"validate": "list", "source": list(STATES)}
        column = [title for title, _ in _FINDINGS].index("状态")
        sheet.data_validation(1, column, max(len(part), 1), column, states)
    _sheet(book, "文件", _FILES, list(_file_rows(report)))
    _sheet(book, "检查情况", _CHECKS, list(_check_rows(report)))
    book.close()
    return stream.getvalue()


def _sheet(
    book: Book,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str | int | None]],
) -> Sheet:
    """A sheet with a frozen heading, a filter over all columns, and the rows below."""
    heading = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#D9E2EC", "border": 1}
    )
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "border": 1})
    number = book.add_format({"valign": "top", "border": 1})
    sheet = book.add_worksheet(name)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, heading)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is None:
                sheet.write_blank(line, column, None, body)
            elif isinstance(value, int):
                sheet.write_number(line, column, value, number)
            else:
                sheet.write_string(line, column, _text(value), body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _text(value: str) -> str:
    """The text with what cannot be seen or stored made visible, cut to what a cell holds."""
    return visible(value)[:LONGEST_TEXT]


def _finding_rows(report: Report) -> Iterator[list[str | int | None]]:
    number = 0
    for file in report.files:
        for finding in file.findings:
            number += 1
            yield [*_described(number, finding, file.file), STATES[0], None, None, None]
        for accepted in file.accepted:
            number += 1
            until = f"（到 {accepted.expires}）" if accepted.expires else ""
            yield [
                *_described(number, accepted.finding, file.file),
                STATES[-1],
                accepted.reason + until,
                accepted.name,
                None,
            ]


def _described(number: int, finding: Finding, file: str | None) -> list[str | int | None]:
    return [
        number,
        finding.file or file or "",
        SEVERITY_LABELS[finding.severity],
        finding.code,
        _place(finding),
        finding.path,
        finding.message,
        finding.help,
    ]


def _place(finding: Finding) -> str:
    if finding.cell is not None:
        return f"{finding.sheet}!{finding.cell}" if finding.sheet else finding.cell
    if finding.line is None:
        return ""
    return f"第{finding.line}行" + ("" if finding.column is None else f"第{finding.column}列")


def _file_rows(report: Report) -> Iterator[list[str | int | None]]:
    for file in report.files:
        counted = [
            sum(finding.severity == severity for finding in file.findings)
            for severity in SEVERITY_LABELS
        ]
        skipped = sum(check.outcome == "skipped" for check in file.checks)
        yield [file.file or "", *counted, len(file.accepted), skipped]


def _check_rows(report: Report) -> Iterator[list[str | int | None]]:
    """How often each check came to what, with the reasons of those that did not run."""
    counted: dict[str, dict[str, int]] = {}
    reasons: dict[str, dict[str, None]] = {}
    for file in report.files:
        for check in file.checks:
            outcomes = counted.setdefault(check.code, dict.fromkeys(_OUTCOMES, 0))
            outcomes[check.outcome] += 1
            if check.reason:
                reasons.setdefault(check.code, {})[check.reason] = None
    for code in sorted(counted):
        yield [code, *counted[code].values(), "；".join(reasons.get(code, ())) or None]
