"""One sheet of a workbook: its cells as they are seen, merges, hidden rows, header and footer.

The rest of the workbook is in ``workbook``; what a number format shows in ``number_format``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.forms.cells import address, clean, laid_out
from scoring.source.forms.date_format import is_date, seen_date, seen_iso
from scoring.source.forms.limits import CELL_LIMIT, MERGE_LIMIT, refuse_size
from scoring.source.forms.markup import walk, whole_number
from scoring.source.forms.number_format import decimal_of, seen, seen_text
from scoring.source.forms.properties import page_lines, rules_in
from scoring.source.forms.sheet import FormSheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.source.forms.limits import Budget

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576
LOGICAL_HELP = "如果是完成情况，写成“已完成”“未完成”之类的文字。"
_HEADERS = frozenset(("oddHeader", "firstHeader", "evenHeader"))
_FOOTERS = frozenset(("oddFooter", "firstFooter", "evenFooter"))


class Styles(NamedTuple):
    """What the cells of all sheets share: number formats by style, texts by number, the epoch."""

    formats: list[str]
    texts: list[str]
    from_1904: bool


@lru_cache(maxsize=4096)
def place(name: str) -> tuple[int, int] | None:
    """Row and column of the name of a cell, from 0; none when no sheet has such a cell.

    >>> place("B7"), place("ZZZ1")
    ((6, 1), None)
    """
    match = _ADDRESS.match(name)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if row <= _LAST_ROW and column <= _LAST_COLUMN else None


def merge_of(reference: str) -> tuple[int, int, int, int] | None:
    """First and last row and column of a range.

    >>> merge_of("A1:B3")
    (0, 0, 2, 1)
    """
    first, _, last = reference.partition(":")
    start, end = place(first), place(last or first)
    if start is None or end is None:
        return None
    return (
        min(start[0], end[0]),
        min(start[1], end[1]),
        max(start[0], end[0]),
        max(start[1], end[1]),
    )


def unescaped(text: str) -> str:
    r"""A text of a workbook with the characters that XML cannot hold put back.

    >>> unescaped("甲_x000D_\n乙_x005F_x000D_")
    '甲\r\n乙_x000D_'
    """
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)  # noqa: PLR2004 - halves of pairs


def read_worksheet(
    chunks: Iterable[bytes],
    name: str,
    styles: Styles,
    budget: Budget,
    hints: tuple[tuple[str, str], ...],
    *,
    alone: bool,
) -> FormSheet:
    """The cells of a sheet. Raises ``RefusedError``.

    Args:
        chunks: the bytes of its part.
        name: its name.
        styles: what it shares with the other sheets.
        budget: counts, and takes what is said about single cells.
        hints: what the workbook says about itself.
        alone: whether it is the only sheet that is read; it then needs no name.
    """
    reader = _Reader(None if alone else name, styles, budget)
    walk(chunks, budget, reader.start, reader.end, reader.text, f"工作表“{name}”")
    return reader.sheet(hints)


class _Reader:
    """One sheet while it is being read."""

    def __init__(self, name: str | None, styles: Styles, budget: Budget) -> None:
        self.name = name
        self.styles = styles
        self.budget = budget
        self.texts: dict[tuple[int, int], str] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.before: list[str] = []
        self.after: list[str] = []
        self.row = -1
        self.column = -1
        self.at: tuple[int, int] = (0, 0)
        self.kind = "n"
        self.style = ""
        self.has_formula = False
        self.is_inside = False
        self.is_phonetic = False
        self.pieces: list[str] = []
        self.unsaved = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: C901 - a case an element
        if name == "c":
            spot = place(attributes["r"]) if "r" in attributes else None
            if spot is None:
                spot = max(self.row, 0), self.column + 1
            self.at = spot
            self.column = spot[1]
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "")
            self.has_formula = False
        elif name in {"v", "t"}:
            self.is_inside = not self.is_phonetic
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            number = whole_number(attributes.get("r", ""))
            self.row = number - 1 if 0 < number <= _LAST_ROW else self.row + 1
            self.column = -1
            if attributes.get("hidden") in {"1", "true"}:
                self.hidden_rows.add(self.row)
        elif name == "rPh":
            self.is_phonetic = True
        elif name == "mergeCell":
            if len(self.merges) >= MERGE_LIMIT:
                refuse_size(f"一张工作表里的合并单元格超过{MERGE_LIMIT}个。")
            merge = merge_of(attributes.get("ref", ""))
            if merge is not None:
                self.merges.append(merge)
        elif name == "col":
            self._hide(attributes)
        elif name in _HEADERS or name in _FOOTERS:
            self.is_inside = True

    def _hide(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in {"1", "true"}:
            first, last = (whole_number(attributes.get(key, "")) for key in ("min", "max"))
            self.hidden_columns.append((first - 1, last - 1))

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.is_inside = False
        elif name == "c":
            if self.pieces:
                self._keep("".join(self.pieces))
                self.pieces.clear()
            elif self.has_formula and self.kind != "str":
                self.unsaved += 1
                if self.unsaved == 1:
                    self._say_unsaved()
        elif name == "rPh":
            self.is_phonetic = False
        elif name in _HEADERS or name in _FOOTERS:
            lines = page_lines("".join(self.pieces))
            (self.before if name in _HEADERS else self.after).extend(lines)
            self.pieces.clear()
            self.is_inside = False

    def text(self, piece: str) -> None:
        if self.is_inside:
            self.pieces.append(piece)

    def _keep(self, raw: str) -> None:
        """The text of a cell that holds something."""
        text = clean(self._seen(raw))
        if not text:
            return
        self.texts[self.at] = text
        if len(self.texts) > CELL_LIMIT:
            refuse_size(f"有内容的单元格超过{CELL_LIMIT}个，不像一张自评表。")

    def _seen(self, raw: str) -> str:
        """What is seen of a value: kinds are s, str, inlineStr, b, e, d, and n for numbers."""
        kind = self.kind
        if kind == "n":
            return self._number(raw)
        if kind == "s":
            number = whole_number(raw, -1)
            texts = self.styles.texts
            if 0 <= number < len(texts):
                return seen_text(texts[number], self._format())
            self._remark(
                "YM108", "这个单元格指向的文字不在文件里，读不出来。", "重新录入这个单元格。"
            )
            return ""
        if kind == "b":
            text = "TRUE" if raw.strip() in {"1", "true"} else "FALSE"
            self._remark("YM109", f"这个单元格是逻辑值，读作文字 {text}。", LOGICAL_HELP)
            return text
        if kind == "e":
            self._remark(
                "YM108",
                f"这个单元格是公式出错的记号 {raw.strip()[:20]}，不是一个值。",
                "改正公式，或直接填写结果。",
            )
            return raw
        if kind == "d":
            return seen_iso(raw)
        return seen_text(unescaped(raw), self._format())

    def _format(self) -> str:
        formats = self.styles.formats
        style = whole_number(self.style)
        return formats[style] if style < len(formats) else "General"

    def _number(self, raw: str) -> str:
        value = decimal_of(raw)
        if value is None:
            return raw
        code = self._format()
        if is_date(code):
            shown = seen_date(value, code, from_1904=self.styles.from_1904)
            if shown is not None:
                return shown
            code = "General"
        text, is_scaled = seen(value, code, is_formula=self.has_formula)
        if is_scaled:
            self._remark(
                "YM109",
                f"这个单元格的数字格式把数缩小了显示，按单元格里的数 {text} 读取。",
                "改用普通的数字格式，填写与表头单位一致的数。",
            )
        return text

    def _remark(self, code: str, message: str, help_: str) -> None:
        self.budget.remark(code, message, help_, self.name, address(*self.at))

    def _say_unsaved(self) -> None:
        self._remark(
            "YM109",
            "这里的公式没有保存结果，读作空白（同一张表里其他这样的公式也是）。",
            "用 Excel 或 WPS 打开后保存一次，结果就会写进文件。",
        )

    def sheet(self, hints: tuple[tuple[str, str], ...]) -> FormSheet:
        """The sheet as read."""
        cells = laid_out(self.texts, self.merges, self.budget, self.name)
        self._say_hidden()
        hints = tuple(dict.fromkeys((*hints, *rules_in((*self.after, *self.before)))))
        return FormSheet(self.name, cells, tuple(self.before), tuple(self.after), hints)

    def _say_hidden(self) -> None:
        rows = sorted({row for row, _ in self.texts} & self.hidden_rows)
        columns = {column for _, column in self.texts}
        hidden = sorted(
            column
            for column in columns
            if any(first <= column <= last for first, last in self.hidden_columns[:1000])
        )
        help_ = "如果不该算进去，删去这些行或列后再读取。"
        if rows:
            self.budget.remark(
                "YM109",
                f"有{len(rows)}行是隐藏的，照样读取，第一行是第{rows[0] + 1}行。",
                help_,
                self.name,
                address(rows[0], 0),
            )
        if hidden:
            first = address(0, hidden[0])
            self.budget.remark(
                "YM109",
                f"有{len(hidden)}列是隐藏的，照样读取，第一列是{first[:-1]}列。",
                help_,
                self.name,
                first,
            )
