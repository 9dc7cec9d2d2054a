"""Workbooks (.xlsx, .xlsm) as sheets of cells: their parts, styles, shared texts and properties.

The parts are read by events and not with a workbook library: such libraries keep either formulas
or their results, drop one in reading the other, refuse a whole workbook for a colour they do not
know, and build what a hostile file tells them to. Nothing is calculated, no macro is run, no
link is followed. One sheet is read by ``worksheet``.
"""

from __future__ import annotations

import posixpath

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.forms.limits import (
    SHEET_LIMIT,
    TEXT_LIMIT,
    refuse,
    refuse_broken,
    refuse_size,
)
from scoring.source.forms.markup import starts, walk, whole_number
from scoring.source.forms.properties import hints_of
from scoring.source.forms.worksheet import Styles, read_worksheet, unescaped

if TYPE_CHECKING:
    from scoring.source.forms.archive import Archive
    from scoring.source.forms.limits import Budget
    from scoring.source.forms.sheet import FormSheet

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy",
    31: "yyyy年m月d日", 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy年m月",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-", 42: "#,##0;-#,##0;-", 43: "#,##0.00;-#,##0.00;-",
    44: "#,##0.00;-#,##0.00;-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0",
    49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "yyyy年m月", 56: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
"""The number formats that files name by number only, as programs set to Chinese show them."""

_HIDDEN = frozenset(("hidden", "veryHidden"))


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


def open_workbook(archive: Archive, budget: Budget) -> tuple[FormSheet, ...]:
    """The visible sheets of a workbook. Raises ``RefusedError``."""
    main = main_part(archive, budget)
    if main.endswith(".bin"):
        refuse("YM107", "这是二进制工作簿（.xlsb），读不了。", "用 Excel 另存为 .xlsx 后再读取。")
    links = relations(archive, main, budget)
    listed, from_1904 = _listed(archive, main, links, budget)
    if "xl/vbaproject.bin" in archive:
        budget.remark(
            "YM109", "工作簿里有宏，没有运行。", "自评表用不到宏；可另存为不带宏的 .xlsx。"
        )
    visible = [sheet for sheet in listed if not sheet.is_hidden]
    hidden = [sheet.name for sheet in listed if sheet.is_hidden]
    if hidden:
        names = "、".join(hidden[:5]) + ("等" if len(hidden) > 5 else "")  # noqa: PLR2004
        budget.remark(
            "YM109",
            f"有{len(hidden)}张隐藏的工作表没有读取：{names}。",
            "要读取它，在 Excel 里取消隐藏后保存。",
        )
    if len(visible) > SHEET_LIMIT:
        refuse_size(f"工作表有{len(visible)}张，最多{SHEET_LIMIT}张。")
    texts = _shared_texts(archive, _related(links, "sharedStrings"), budget)
    styles = Styles(_formats(archive, _related(links, "styles"), budget), texts, from_1904)
    hints = hints_of(archive, budget)
    sheets = [
        read_worksheet(
            archive.chunks(sheet.part), sheet.name, styles, budget, hints, alone=len(visible) == 1
        )
        for sheet in visible
    ]
    return tuple(sheet for sheet in sheets if sheet.cells)


def main_part(archive: Archive, budget: Budget) -> str:
    """The part an office file begins with. Raises ``RefusedError``."""
    for kind, target in relations(archive, "", budget).values():
        if kind == "officeDocument":
            return target
    usual = ("xl/workbook.xml", "word/document.xml", "xl/workbook.bin")
    known = next((part for part in usual if part in archive), None)
    if known is None:
        refuse_broken("压缩包里没有工作簿或文档的主要部件。")
    return known


def relations(archive: Archive, part: str, budget: Budget) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the file: kind and part by id. Links to outside are left."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in archive:
        return {}
    found = {}
    for element, attributes in starts([archive.read(listing)], budget, listing):
        if element != "Relationship" or attributes.get("TargetMode") == "External":
            continue
        target = attributes.get("Target", "").replace("\\", "/")
        target = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        found[attributes.get("Id", "")] = (kind, posixpath.normpath(target))
    return found


def _related(links: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((part for found, part in links.values() if found == kind), None)


def _listed(
    archive: Archive, main: str, links: dict[str, tuple[str, str]], budget: Budget
) -> tuple[list[_Listed], bool]:
    """The sheets in their order, and whether days are counted from 1904."""
    sheets: list[_Listed] = []
    from_1904 = False
    has_links_out = False
    for element, attributes in starts([archive.read(main)], budget, main):
        if element == "workbookPr":
            from_1904 = attributes.get("date1904") in {"1", "true"}
        elif element == "externalReference":
            has_links_out = True
        elif element == "sheet":
            kind, part = links.get(attributes.get("id", ""), ("", ""))
            # Sheets of charts and old dialogs hold no cells.
            if kind == "worksheet" and part in archive:
                name = attributes.get("name", "")
                sheets.append(_Listed(name, part, attributes.get("state") in _HIDDEN))
    if has_links_out:
        budget.remark(
            "YM109",
            "工作簿引用了别的工作簿，没有去读；这些单元格用的是上次保存时的结果。",
            "确认这些数是最新的，或粘贴为数值后保存。",
        )
    if not sheets:
        refuse_broken("工作簿里没有工作表。")
    return sheets, from_1904


def _formats(archive: Archive, part: str | None, budget: Budget) -> list[str]:
    """The number format of every cell style."""
    if part is None or part not in archive:
        return []
    own: dict[str, str] = {}
    formats: list[str] = []
    inside = False
    for element, attributes in starts(archive.chunks(part), budget, part):
        if element == "numFmt":
            own.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))
        elif element in {"cellXfs", "cellStyles", "dxfs"}:
            inside = element == "cellXfs"
        elif element == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            formats.append(own.get(number) or BUILT_IN.get(whole_number(number), "General"))
    return formats


def _shared_texts(  # noqa: C901 - its handlers share where they are
    archive: Archive, part: str | None, budget: Budget
) -> list[str]:
    """The texts that cells refer to by number, without the reading aids of East Asian names."""
    texts: list[str] = []
    if part is None or part not in archive:
        return texts
    pieces: list[str] = []
    inside = phonetic = False
    size = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside, phonetic
        if name == "t":
            inside = not phonetic
        elif name == "rPh":
            phonetic = True

    def end(name: str) -> None:
        nonlocal inside, phonetic, size
        if name == "t":
            inside = False
        elif name == "rPh":
            phonetic = False
        elif name == "si":
            text = unescaped("".join(pieces))
            pieces.clear()
            size += len(text) + 1
            if size > TEXT_LIMIT:
                refuse_size(f"工作簿里的文字合计超过{TEXT_LIMIT}个字符，不像一张自评表。")
            texts.append(text)

    def text(piece: str) -> None:
        if inside:
            pieces.append(piece)

    walk(archive.chunks(part), budget, start, end, text, part)
    return texts
