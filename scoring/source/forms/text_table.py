"""Tables of text (.csv, .tsv, .txt) as a sheet of cells: encoding, delimiter, guarded formulas.

The quoting is the csv module's. No label of a form is known here.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.cells import clean, laid_out
from scoring.source.forms.limits import (
    CELL_LIMIT,
    CELL_TEXT_LIMIT,
    RefusedError,
    refuse,
    refuse_size,
)
from scoring.source.forms.properties import rules_in
from scoring.source.forms.sheet import FormSheet
from scoring.source.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.source.forms.limits import Budget

DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE = 200
"""Rows looked at to find the delimiter."""

_GUARDED = frozenset("=+-@\t\r\n＝＋－＠")
"""What a writer guards with an apostrophe lest a program take it for a formula."""

_DECLARED = "sep="


def open_text_table(data: bytes, budget: Budget) -> tuple[FormSheet, ...]:
    """The one sheet of a table of text. Raises ``RefusedError``."""
    text, finding = decode(data)
    if finding is not None:
        raise RefusedError(finding)
    delimiter = delimiter_of(text)
    texts: dict[tuple[int, int], str] = {}
    for number, row in enumerate(_rows(text, delimiter)):
        if number == 0 and row and row[0][:4].lower() == _DECLARED and "".join(row[1:]) == "":
            continue
        for column, value in enumerate(row):
            if shown := clean(_unguarded(value)):
                texts[number, column] = shown
        if len(texts) > CELL_LIMIT:
            refuse_size(f"有内容的单元格超过{CELL_LIMIT}个，不像一张自评表。")
    cells = laid_out(texts, (), budget, None)
    return (FormSheet(None, cells, hints=rules_in(texts.values())),) if cells else ()


def delimiter_of(text: str) -> str:
    r"""The sign between the cells: the one that divides the most rows, and those alike.

    >>> delimiter_of("甲,乙\n1;2,3\n"), delimiter_of("甲\t乙，丙\n1\t2\n"), delimiter_of("甲\n")
    (',', '\t', ',')
    """
    if text[:4].lower() == _DECLARED and text[5:6] in {"", "\r", "\n"} and text[4:5]:
        return text[4]
    best, most = ",", (0, 0)
    for delimiter in DELIMITERS:
        if delimiter in text:
            found = _fit(text, delimiter)
            if found > most:
                best, most = delimiter, found
    return best


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows a sign divides, and how many of them alike."""
    widths: dict[int, int] = {}
    try:
        for number, row in enumerate(_rows(text, delimiter)):
            if len(row) > 1:
                widths[len(row)] = widths.get(len(row), 0) + 1
            if number >= _SAMPLE:
                break
    except RefusedError:
        return 0, 0
    return sum(widths.values()), max(widths.values(), default=0)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows, quoted line breaks kept. Raises ``RefusedError``."""
    import csv
    from io import StringIO

    reader = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        for row in reader:
            # A row of signs only is a blank one.
            yield row if any(row) else []
    except csv.Error as error:
        if "field larger" in str(error):
            message = f"第{reader.line_num}行附近有一格文字超过{CELL_TEXT_LIMIT}个字符。"
            refuse_size(message, "检查这一行的引号是否成对；长的内容放到附件里。")
        refuse(
            "YM101",
            f"第{reader.line_num}行不是完整的表格文字：引号或换行不对。",
            "用 Excel 或 WPS 打开，确认内容后另存为 .xlsx 再读取。",
        )


def _unguarded(text: str) -> str:
    """A text without the apostrophe that kept it from being a formula."""
    if text[:1] == "'":
        guarded = text.lstrip("'")
        if guarded[:1] in _GUARDED or guarded.lstrip()[:1] in _GUARDED:
            return text[1:]
    # Codes of digits are kept from becoming numbers by writing them as a formula.
    if text[:2] == '="' and text[-1:] == '"' and len(text) > 3:  # noqa: PLR2004 - ="…"
        return text[2:-1]
    return text
