"""XML Spreadsheet 2003 as sheets of cells: what many platforms export under the ending .xls.

Numbers go through the same formats as those of workbooks.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.cells import clean, laid_out
from scoring.source.forms.date_format import seen_iso
from scoring.source.forms.limits import CELL_LIMIT, MERGE_LIMIT, SHEET_LIMIT, refuse_size
from scoring.source.forms.markup import walk, whole_number
from scoring.source.forms.number_format import decimal_of, seen, seen_text
from scoring.source.forms.properties import page_lines, rules_in
from scoring.source.forms.sheet import FormSheet

if TYPE_CHECKING:
    from scoring.source.forms.limits import Budget

_NAMED = {"Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "Currency": "#,##0.00"}
"""Formats that this kind of file calls by a name; the others show the number as it is."""


def open_xml_workbook(data: bytes, budget: Budget) -> tuple[FormSheet, ...]:
    """The visible sheets. Raises ``RefusedError``."""
    reader = _Reader(budget)
    walk([_in_utf8(data)], budget, reader.start, reader.end, reader.text, "XML 电子表格")
    if reader.hidden:
        budget.remark(
            "YM109",
            f"有{len(reader.hidden)}张隐藏的工作表没有读取：{'、'.join(reader.hidden[:5])}。",
            "要读取它，在 Excel 里取消隐藏后保存。",
        )
    alone = len(reader.sheets) == 1
    return tuple(
        sheet._replace(name=None) if alone else sheet for sheet in reader.sheets if sheet.cells
    )


def _in_utf8(data: bytes) -> bytes:
    """The text in UTF-8: the parser does not know the Chinese encodings."""
    head = data.lstrip()[:200].lower()
    if b"encoding" not in head or not any(name in head for name in (b"gb2312", b"gbk", b"gb18030")):
        return data.lstrip() if data[:2] not in {b"\xff\xfe", b"\xfe\xff"} else data
    text = data.decode("gb18030", "replace").lstrip()
    return text.partition("?>")[2].encode()


class _Reader:
    """The whole file while it is being read."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.sheets: list[FormSheet] = []
        self.hidden: list[str] = []
        self.formats: dict[str, str] = {}
        self.style = ""
        self.pieces: list[str] = []
        self.is_inside = False
        self._begin("")

    def _begin(self, name: str) -> None:
        self.name = name
        self.texts: dict[tuple[int, int], str] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.taken: set[tuple[int, int]] = set()
        self.row = self.column = -1
        self.width = 1
        self.kind = self.code = ""
        self.has_formula = self.is_hidden = False
        self.before: list[str] = []
        self.after: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: C901 - a case an element
        if name == "Cell":
            self._cell(attributes)
        elif name == "Data":
            self.kind = attributes.get("Type", "String")
            self.is_inside = True
            self.pieces.clear()
        elif name == "Row":
            self.row = _index(attributes, self.row + 1)
            self.column, self.width = -1, 1
        elif name == "Worksheet":
            self._begin(attributes.get("Name", ""))
            if len(self.sheets) >= SHEET_LIMIT:
                refuse_size(f"工作表超过{SHEET_LIMIT}张。")
        elif name == "Style":
            self.style = attributes.get("ID", "")
        elif name == "NumberFormat":
            code = attributes.get("Format", "General")
            self.formats[self.style] = _NAMED.get(code, code if _is_code(code) else "General")
        elif name == "Visible":
            self.is_inside = True
            self.pieces.clear()
        elif name == "Header":
            self.before = page_lines(attributes.get("Data", ""))
        elif name == "Footer":
            self.after = page_lines(attributes.get("Data", ""))
        elif name == "Comment":
            self.kind = ""

    def _cell(self, attributes: dict[str, str]) -> None:
        column = self.column + self.width
        if "Index" in attributes:
            column = _index(attributes, column)
        self.column = column
        across, down = (
            whole_number(attributes.get(key, "")) for key in ("MergeAcross", "MergeDown")
        )
        self.width = across + 1
        self.code = self.formats.get(attributes.get("StyleID", "Default"), "General")
        self.has_formula = "Formula" in attributes
        self.kind = "String"
        if across or down:
            if len(self.merges) >= MERGE_LIMIT:
                refuse_size(f"一张工作表里的合并单元格超过{MERGE_LIMIT}个。")
            row = max(self.row, 0)
            self.merges.append((row, column, row + down, column + across))

    def text(self, piece: str) -> None:
        if self.is_inside:
            self.pieces.append(piece)

    def end(self, name: str) -> None:
        if name == "Data":
            self.is_inside = False
            if self.kind and (text := clean(self._seen("".join(self.pieces)))):
                self.texts.setdefault((max(self.row, 0), self.column), text)
                if len(self.texts) > CELL_LIMIT:
                    refuse_size(f"有内容的单元格超过{CELL_LIMIT}个，不像一张自评表。")
        elif name == "Visible":
            self.is_inside = False
            self.is_hidden = "Hidden" in "".join(self.pieces)
        elif name == "Worksheet":
            self._end_sheet()

    def _seen(self, raw: str) -> str:
        if self.kind == "Number":
            value = decimal_of(raw)
            if value is None:
                return raw
            return seen(value, self.code, is_formula=self.has_formula).text
        if self.kind == "DateTime":
            return seen_iso(raw)
        if self.kind == "Boolean":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return seen_text(raw, self.code)

    def _end_sheet(self) -> None:
        if self.is_hidden:
            self.hidden.append(self.name)
            return
        cells = laid_out(self.texts, self.merges, self.budget, self.name)
        hints = rules_in((*self.after, *self.before))
        self.sheets.append(
            FormSheet(self.name, cells, tuple(self.before), tuple(self.after), hints)
        )


def _is_code(code: str) -> bool:
    """Whether a format is spelled out; named ones are words."""
    return not code.replace(" ", "").replace("/", "").isalpha()


def _index(attributes: dict[str, str], expected: int) -> int:
    """The place an element says it stands at, counted from 1; else the next."""
    said = whole_number(attributes.get("Index", ""))
    return said - 1 if said > 0 else expected
