"""How much of a file is opened at all, and what is said when a file is refused.

Every opener counts with one ``Budget``; what it refuses it raises as ``RefusedError``, which never
leaves this folder: ``opening`` turns it into the findings of the file. No format is known here.
"""

from __future__ import annotations

from scoring.model.codes import found
from scoring.record import TYPE_CHECKING
from scoring.source.text import READ_LIMIT

if TYPE_CHECKING:
    from typing import NoReturn

    from scoring.model.finding import Finding

FILE_LIMIT = READ_LIMIT
"""Bytes a workbook, a document or a page may have; tables of text may have those of a project."""

INFLATED_LIMIT = 200 * 1024 * 1024
"""Bytes all parts of an archive may have together, as its directory says and as they come out."""

RATIO_LIMIT = 300
"""So many times its size in the file a large part may be; above it is a bomb."""

RATIO_FREE = 8 * 1024 * 1024
"""Parts up to this size may be packed as tightly as they like."""

PART_LIMIT = 32 * 1024 * 1024
"""Bytes of a part that is read as a whole."""

MEMBER_LIMIT = 10_000
"""Parts an archive may have."""

ELEMENT_LIMIT = 3_000_000
"""Elements of XML or HTML in a file: a million empty rows are read, ten million cells are not."""

PAGE_ELEMENT_LIMIT = 500_000
"""Elements of a page: each takes longer than one of XML."""

DEPTH_LIMIT = 400
"""Levels of elements; a table in a table in a table needs fifty."""

SHEET_LIMIT = 200
"""Sheets or tables of a file."""

CELL_LIMIT = 200_000
"""Cells with a text, of all sheets of a file together."""

CELL_TEXT_LIMIT = 100_000
"""Characters of one cell, as of one text of a project file."""

TEXT_LIMIT = 20_000_000
"""Characters of all cells together."""

LINE_LIMIT = 2_000
"""Lines of running text kept around the tables of a file."""

MERGE_LIMIT = 100_000
"""Merged ranges of a sheet."""

COVERED_LIMIT = 1_000_000
"""Places that the merged cells of a sheet may cover between its first and its last text."""

REMARK_LIMIT = 20
"""Cells named one by one for the same reason; the others are counted."""


class RefusedError(Exception):
    """A file that is not opened; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)


def refuse(code: str, message: str, help_: str) -> NoReturn:
    """Refuse the file: raises ``RefusedError``."""
    raise RefusedError(found(code, message, help_))


def refuse_size(message: str, help_: str = "") -> NoReturn:
    """Refuse a file over a limit."""
    refuse("YM106", message, help_ or "只留下自评表，删去其他内容后另存一份再读取。")


def refuse_broken(message: str) -> NoReturn:
    """Refuse a file that does not hold what its kind must."""
    refuse("YM101", message, "用 Excel 或 WPS 打开，确认内容完整后另存为 .xlsx 或 .docx。")


def refuse_encrypted() -> NoReturn:
    """Refuse a file behind a password."""
    help_ = "在 Excel、Word 或 WPS 里去掉打开密码（另存为时不设密码）后再读取。"
    refuse("YM101", "文件加了密码，读不出来。", help_)


class Budget:
    """What one file has used of its limits, and what was found on the way."""

    def __init__(self) -> None:
        self.cells = 0
        self.characters = 0
        self.elements = 0
        self.lines = 0
        self.findings: list[Finding] = []
        self._named: dict[str, int] = {}

    def cell(self, text: str) -> None:
        """One more cell with a text."""
        self.cells += 1
        self.characters += len(text)
        if self.cells > CELL_LIMIT:
            refuse_size(f"有内容的单元格超过{CELL_LIMIT}个，不像一张自评表。")
        if self.characters > TEXT_LIMIT:
            refuse_size(f"文字合计超过{TEXT_LIMIT}个字符，不像一张自评表。")

    def remark(
        self, code: str, message: str, help_: str, sheet: str | None = None, cell: str | None = None
    ) -> None:
        """A finding about the file or one of its cells; of one kind only so many."""
        count = self._named.get(help_, 0) + 1
        self._named[help_] = count
        if count <= REMARK_LIMIT:
            finding = found(code, message, help_)
            self.findings.append(finding._replace(sheet=sheet, cell=cell))

    def close(self) -> tuple[Finding, ...]:
        """All findings; remarks left out are counted in the last of their kind."""
        last = {finding.help: at for at, finding in enumerate(self.findings)}
        for help_, count in self._named.items():
            if count > REMARK_LIMIT:
                at = last[help_]
                finding = self.findings[at]
                more = f"{finding.message}（这样的单元格共{count}个，这里只列前{REMARK_LIMIT}个。）"
                self.findings[at] = finding._replace(message=more)
        return tuple(self.findings)
