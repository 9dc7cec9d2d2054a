"""Word documents (.docx, .docm) as sheets of cells: their tables, and the text around them.

Read by events from the parts themselves: a document of any depth costs no tree, and nothing it
refers to outside is looked at. Deleted text of a tracked change is dropped, inserted text is kept.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.markup import walk, whole_number
from scoring.source.forms.properties import hints_of, without_page_number
from scoring.source.forms.tables import Tables
from scoring.source.forms.workbook import main_part, relations

if TYPE_CHECKING:
    from scoring.source.forms.archive import Archive
    from scoring.source.forms.limits import Budget
    from scoring.source.forms.sheet import FormSheet

_LEFT_OUT = frozenset(
    (
        "del", "moveFrom", "txbxContent", "Fallback", "instrText", "delText", "rt", "pPr",
        "drawing", "pict", "object", "sdtPr", "sdtEndPr", "tblPr", "tblPrEx", "sectPr", "comment",
    )
)  # fmt: skip
"""Elements whose content is not part of the form: drawings, codes of fields, deleted text."""

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_TICKS = {"f052": "☑", "f0fe": "☑", "f054": "☒", "f0fd": "☒", "f0a8": "□", "f06f": "□",
          "f0a3": "□", "f071": "□", "f0fc": "√", "f050": "√", "f0fb": "×", "f04f": "×"}  # fmt: skip
"""Characters of the fonts Wingdings and Wingdings 2 that forms use as tick boxes."""

_OFF = frozenset(("0", "false", "off"))


def open_document(archive: Archive, budget: Budget) -> tuple[FormSheet, ...]:
    """The tables of a document. Raises ``RefusedError``."""
    main = main_part(archive, budget)
    links = relations(archive, main, budget)
    if "word/vbaproject.bin" in archive:
        budget.remark("YM109", "文档里有宏，没有运行。", "自评表用不到宏；可另存为不带宏的 .docx。")
    tables = Tables(budget)
    reader = _Reader(tables)
    walk(archive.chunks(main), budget, reader.start, reader.end, reader.text, main)
    return tables.sheets(
        hints_of(archive, budget),
        header=_page_lines(archive, links, "header", budget),
        footer=_page_lines(archive, links, "footer", budget),
    )


def _page_lines(
    archive: Archive, links: dict[str, tuple[str, str]], kind: str, budget: Budget
) -> list[str]:
    """The lines of the headers or footers, each once."""
    lines: list[str] = []
    for found, part in links.values():
        if found == kind and part in archive:
            tables = Tables(budget)
            reader = _Reader(tables)
            walk([archive.read(part)], budget, reader.start, reader.end, reader.text, part)
            said = (without_page_number(line) for line in tables.running())
            lines.extend(line for line in said if line and line not in lines)
    return lines


class _Reader:
    """One part while it is being read."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.left_out = 0
        self.is_text = False
        self.is_field = 0
        # Content controls that still show their prompt hold nothing.
        self.prompts: list[bool] = []
        self.is_row_properties = self.is_row_deleted = False
        self.span = 1
        self.merge: str | None = None
        # Rows of a table begin before their properties say how many columns they skip.
        self.has_begun = True

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: C901, PLR0912 - a case an element
        if name == "showingPlcHdr" and self.prompts:
            self.prompts[-1] = True
        if name == "del" and self.is_row_properties:
            self.is_row_deleted = True
        if self.left_out or name in _LEFT_OUT:
            # Deleted rows and runs are marked by an empty element in their properties, too.
            self.left_out += 1
            return
        if name == "t":
            self._begin()
            self.is_text = True
        elif name in _SIGNS:
            self._begin()
            self.tables.text(_SIGNS[name])
        elif name == "p":
            self._begin()
        elif name == "sdt":
            self.prompts.append(False)
        elif name == "tc":
            self.span, self.merge, self.has_begun = 1, None, False
        elif name == "gridSpan":
            self.span = whole_number(attributes.get("val", ""), 1)
        elif name == "vMerge":
            self.merge = attributes.get("val", "continue")
        elif name == "tr":
            self.tables.start_row()
            self.is_row_deleted = False
        elif name == "trPr":
            self.is_row_properties = True
        elif name == "gridBefore":
            self.tables.skip(whole_number(attributes.get("val", ""), 1))
        elif name == "tbl":
            self._begin()
            self.tables.start_table()
        elif name == "sym":
            self._begin()
            self.tables.text(_TICKS.get(attributes.get("char", "").lower(), ""))
        elif name == "checkBox":
            self.is_field = 1
        elif name in {"checked", "default"} and self.is_field:
            ticked = attributes.get("val", "1").lower() not in _OFF
            # The state comes after the default and overrides it.
            self.is_field = 3 if ticked else 2
        elif name == "fldChar" and attributes.get("fldCharType") == "begin":
            self.is_field = 0

    def _begin(self) -> None:
        """The cell begins with its first content, when its properties are known."""
        if not self.has_begun:
            self.has_begun = True
            self.tables.start_cell(1, self.span, continues=self.merge == "continue")

    def end(self, name: str) -> None:
        if self.left_out:
            self.left_out -= 1
            return
        if name == "t":
            self.is_text = False
        elif name == "p":
            self.tables.line()
        elif name == "sdt":
            self.prompts.pop()
        elif name == "tc":
            self._begin()
            self.tables.end_cell()
        elif name == "tr":
            self.tables.end_row()
            self.is_row_deleted = False
        elif name == "trPr":
            self.is_row_properties = False
        elif name == "tbl":
            self.tables.end_table()
        elif name == "checkBox":
            self.tables.text("☑" if self.is_field == 3 else "□")  # noqa: PLR2004 - ticked
            self.is_field = 0

    def text(self, piece: str) -> None:
        if self.is_text and not (self.left_out or self.is_row_deleted or any(self.prompts)):
            self.tables.text(piece)
