"""The door for files of offices: any bytes become sheets of cells, or the reason why not.

What a file is, is decided by its content; each kind has its opener. Never raises. What a form is,
and where one stands in the sheets, is the business of ``reading``.
"""

from __future__ import annotations

import os

from scoring.model.codes import found
from scoring.record import TYPE_CHECKING
from scoring.source.forms.kinds import ENDINGS, is_divided, recognise, recognise_archive
from scoring.source.forms.limits import (
    FILE_LIMIT,
    Budget,
    RefusedError,
    refuse,
    refuse_encrypted,
    refuse_size,
)
from scoring.source.forms.sheet import OpenedFile

if TYPE_CHECKING:
    from typing import NoReturn

    from scoring.model.finding import Finding
    from scoring.source.forms.archive import Archive
    from scoring.source.forms.kinds import Recognised
    from scoring.source.forms.sheet import FormSheet

__all__ = ["ENDINGS", "is_form", "open_sheets"]

_USUAL = {
    "workbook": (".xlsx", ".xlsm", ".xltx", ".xltm", ".et"),
    "old workbook": (".xls", ".xlt", ".et", ".ett"),
    "document": (".docx", ".docm", ".dotx", ".wps"),
    "page": (".html", ".htm", ".xhtml"),
    "xml workbook": (".xml",),
    "web archive": (".mht", ".mhtml"),
    "text table": (".csv", ".tsv", ".tab", ".txt"),
    "text": (".csv", ".tsv", ".tab", ".txt"),
}
_CALLED = {
    "workbook": "Excel 工作簿（.xlsx）",
    "old workbook": "旧格式的 Excel 工作簿（.xls）",
    "document": "Word 文档（.docx）",
    "page": "网页（.html）",
    "xml workbook": "XML 电子表格 2003",
    "web archive": "单个文件网页（.mht）",
    "text table": "文字表格（.csv）",
    "text": "文字表格（.csv）",
}


def is_form(name: str, data: bytes) -> bool:
    r"""Whether a file is to be opened here, rather than read as a project file.

    By content first: whatever an office wrote, and what only looks like it (then opening says
    what it is). Project files of YAML and JSON are no forms, under whatever name.

    >>> is_form("a.yaml", b"PK\x03\x04"), is_form("a.csv", "项目名称: 甲".encode())
    (True, False)
    """
    recognised = recognise(name, data)
    if recognised.kind not in {"text table", "text"}:
        return True
    lower = name.lower()
    if lower.endswith((".yaml", ".yml", ".json")):
        return False
    from scoring.source.files import is_like_project

    if is_like_project(data):
        return False
    return recognised.kind == "text table" or lower.endswith(ENDINGS) or is_divided(data)


def open_sheets(data: bytes, file: str | None = None) -> OpenedFile:
    """The sheets of a file, and what opening it brought to light; never raises.

    Args:
        data: the content of the file.
        file: its name: for the findings, and for what a text may be.

    >>> opened = open_sheets("项目名称,甲".encode(), "a.csv")
    >>> [(cell.address, cell.text) for cell in opened.sheets[0].cells]
    [('A1', '项目名称'), ('B1', '甲')]
    >>> open_sheets(b"%PDF-1.7", "a.pdf").findings[0].message
    '这是PDF 文件，不是能读取的自评表。'
    """
    budget = Budget()
    sheets: tuple[FormSheet, ...] = ()
    findings: tuple[Finding, ...]
    try:
        sheets = _opened(data, file or "", budget)
        findings = budget.close()
    except RefusedError as refused:
        findings = (refused.finding,)
    except Exception as error:  # noqa: BLE001 - the last net under hostile bytes
        kind = "内容对不上格式" if not isinstance(error, MemoryError) else "内容太大"
        findings = (
            found(
                "YM101",
                f"文件打不开：{kind}，可能已损坏。",
                "用 Excel、Word 或 WPS 打开，确认内容完整后另存为 .xlsx 或 .docx。",
            ),
        )
    return OpenedFile(sheets, tuple(finding._replace(file=file) for finding in findings))


def _opened(data: bytes, name: str, budget: Budget) -> tuple[FormSheet, ...]:
    """The sheets. Raises ``RefusedError``, and whatever libraries raise over broken files."""
    if len(data) > FILE_LIMIT:
        refuse_size(f"文件有{len(data)}字节，最多可读{FILE_LIMIT}字节（20 MiB）。")
    if not data.strip(b"\0 \t\r\n"):
        refuse("YM107", "文件是空的，没有自评表。", "确认文件已保存完整，再读取。")
    recognised = recognise(name, data)
    archive = None
    if recognised.kind == "archive":
        from scoring.source.forms.archive import Archive

        archive = Archive(data)
        recognised = recognise_archive(archive.names(), data)
    if recognised.kind == "encrypted":
        refuse_encrypted()
    if recognised.kind == "other":
        _refuse_kind(recognised)
    _say_kind(recognised, name, budget)
    sheets = (
        _by_kind(recognised, data, budget)
        if archive is None
        else _parts(recognised, archive, budget)
    )
    if not sheets:
        refuse(
            "YM107",
            "文件打得开，但里面没有表格，或表格全是空的。",
            "确认自评表在这个文件里；文字要写在表格的单元格里。",
        )
    return sheets


def _refuse_kind(recognised: Recognised) -> NoReturn:
    refuse("YM107", f"这是{recognised.what}，不是能读取的自评表。", recognised.help)


def _parts(recognised: Recognised, archive: Archive, budget: Budget) -> tuple[FormSheet, ...]:
    """The sheets of a file made of parts."""
    if recognised.kind == "workbook":
        from scoring.source.forms.workbook import open_workbook

        return open_workbook(archive, budget)
    from scoring.source.forms.document import open_document

    return open_document(archive, budget)


def _by_kind(recognised: Recognised, data: bytes, budget: Budget) -> tuple[FormSheet, ...]:
    """The sheets by the opener of a kind; each is loaded when it is needed."""
    kind = recognised.kind
    if kind == "old workbook":
        from scoring.source.forms.old_workbook import open_old_workbook

        try:
            return open_old_workbook(data, budget)
        except RefusedError:
            if recognised.what:
                _refuse_kind(recognised)
            raise
    if kind == "page":
        from scoring.source.forms.page import open_page

        return open_page(data, budget)
    if kind == "xml workbook":
        from scoring.source.forms.xml_workbook import open_xml_workbook

        return open_xml_workbook(data, budget)
    if kind == "web archive":
        from scoring.source.forms.web_archive import open_web_archive

        return open_web_archive(data, budget)
    from scoring.source.forms.text_table import open_text_table

    return open_text_table(data, budget)


def _say_kind(recognised: Recognised, name: str, budget: Budget) -> None:
    """A note when the ending of the name says something else than the content."""
    ending = os.path.splitext(name)[1].lower()
    if ending and ending not in _USUAL[recognised.kind]:
        budget.remark(
            "YM109",
            f"文件名的扩展名是 {ending}，内容其实是{_CALLED[recognised.kind]}，按内容读取。",
            "不影响读取；建议用 Excel、Word 或 WPS 另存为名实相符的格式。",
        )
