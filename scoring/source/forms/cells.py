"""Texts at places into the cells of a sheet: merged ranges, names of cells, texts without padding.

Merged ranges may lie about their size and overlap; what comes out never does. No format is known
here.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.record import TYPE_CHECKING
from scoring.source.forms.limits import CELL_TEXT_LIMIT, COVERED_LIMIT, refuse_size
from scoring.source.forms.sheet import FormCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scoring.source.forms.limits import Budget

_LETTERS = 26
_PADDING = "\u200b\u200c\u200d\u2060\ufeff"


@lru_cache(maxsize=1024)
def column_name(column: int) -> str:
    """The letters of a column counted from 0.

    >>> column_name(0), column_name(27), column_name(16383)
    ('A', 'AB', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def address(row: int, column: int) -> str:
    """The name of a cell; both count from 0.

    >>> address(6, 1)
    'B7'
    """
    return f"{column_name(column)}{row + 1}"


def clean(text: str) -> str:
    r"""A text without the blanks around it, its lines ended alike.

    >>> clean("\u3000 甲\r\n乙\xa0\u200b")
    '甲\n乙'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip()
    if text and (text[0] in _PADDING or text[-1] in _PADDING):
        text = text.strip(_PADDING + " \t\n\xa0\u3000")
    return text


def lines_of(text: str) -> list[str]:
    """The lines of a running text that hold something."""
    return [line for line in (clean(line) for line in clean(text).split("\n")) if line]


def laid_out(  # noqa: C901 - limits, spans, cells: one pass each
    texts: Mapping[tuple[int, int], str],
    merges: Iterable[tuple[int, int, int, int]],
    budget: Budget,
    sheet: str | None,
) -> tuple[FormCell, ...]:
    """The cells of a sheet in reading order. Raises ``RefusedError``.

    Args:
        texts: clean texts by row and column, from 0; blank ones are left out.
        merges: first row, first column, last row, last column, from 0.
        budget: counts the cells, and takes what is said about single ones.
        sheet: the name of the sheet, for what is said.
    """
    kept = {}
    for place, text in texts.items():
        if not text:
            continue
        if len(text) > CELL_TEXT_LIMIT:
            budget.remark(
                "YM106",
                f"单元格里的文字有{len(text)}个字符，最多{CELL_TEXT_LIMIT}个，没有读取。",
                "长的内容放到附件里，表里只写要点。",
                sheet,
                address(*place),
            )
            continue
        budget.cell(text)
        kept[place] = text
    if not kept:
        return ()
    last_row = max(row for row, _ in kept)
    last_column = max(column for _, column in kept)
    spans = _spans(merges, last_row, last_column)
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for anchor, (rows, columns) in spans.items():
        for row in range(anchor[0], anchor[0] + rows):
            for column in range(anchor[1], anchor[1] + columns):
                covered[row, column] = anchor
    cells = []
    for place in sorted(kept):
        text = kept[place]
        anchor = covered.get(place, place)
        if anchor != place:
            if kept.get(anchor) != text:
                budget.remark(
                    "YM109",
                    f"这个单元格被合并的 {address(*anchor)} 盖住，里面的“{text[:20]}”看不见，没有读取。",
                    "如果它有用，取消合并单元格后再读取；没有用就删去。",
                    sheet,
                    address(*place),
                )
            continue
        rows, columns = spans.get(place, (1, 1))
        cells.append(FormCell(*place, text, address(*place), rows, columns))
    return tuple(cells)


def _spans(
    merges: Iterable[tuple[int, int, int, int]], last_row: int, last_column: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns of each merged cell, cut at the last text; of two that overlap the first."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    covered = 0
    for first_row, first_column, row, column in merges:
        row, column = min(row, last_row), min(column, last_column)  # noqa: PLW2901 - cut
        if row < first_row or column < first_column or (row, column) == (first_row, first_column):
            continue
        covered += (row - first_row + 1) * (column - first_column + 1)
        if covered > COVERED_LIMIT:
            refuse_size("合并单元格盖住的范围太大，不像一张自评表。", "删去表格以外的合并单元格。")
        places = {
            (at_row, at_column)
            for at_row in range(first_row, row + 1)
            for at_column in range(first_column, column + 1)
        }
        if taken.isdisjoint(places):
            taken |= places
            spans[first_row, first_column] = (row - first_row + 1, column - first_column + 1)
    return spans
