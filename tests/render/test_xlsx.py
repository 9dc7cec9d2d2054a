"""Workbooks: texts stay texts, numbers are exact, merges are real, the bytes repeat.

The workbooks are read here as what they are, XML in a zip, not with a library that hides it.
"""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring.render import xlsx
from scoring.render.grid import Cell, Grid, placed
from scoring.render.layouts import lay_out

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLACE = re.compile(r"([A-Z]+)(\d+)")


class Written(NamedTuple):
    """What a cell of a workbook holds and how it is shown."""

    kind: str
    text: str
    shown: str


class Book:
    """The parts of a workbook that the tests look at."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(content))
        self.strings = [
            "".join(text.text or "" for text in item.iter(f"{SPACE}t"))
            for item in self.parts("sharedStrings.xml", "si")
        ]
        styles = self._root("styles.xml")
        self.codes = {
            node.attrib["numFmtId"]: node.attrib["formatCode"]
            for node in styles.iter(f"{SPACE}numFmt")
        } | {"0": "General", "1": "0", "2": "0.00", "9": "0%", "10": "0.00%", "49": "@"}
        formats = styles.find(f"{SPACE}cellXfs")
        assert formats is not None
        self.formats = [node.attrib["numFmtId"] for node in formats]

    def _root(self, name: str) -> ET.Element:
        return ET.fromstring(self.archive.read(f"xl/{name}"))  # noqa: S314 - ours

    def parts(self, name: str, tag: str) -> list[ET.Element]:
        """All elements of this tag in a part of the workbook."""
        if f"xl/{name}" not in self.archive.namelist():
            return []
        return list(self._root(name).iter(f"{SPACE}{tag}"))

    def sheet(self, number: int = 1) -> ET.Element:
        return self._root(f"worksheets/sheet{number}.xml")

    def names(self) -> list[str]:
        return [node.attrib["name"] for node in self.parts("workbook.xml", "sheet")]

    def cells(self, number: int = 1) -> dict[tuple[int, int], Written]:
        """Cells that hold something, by row and column from 0."""
        cells = {}
        for node in self.sheet(number).iter(f"{SPACE}c"):
            assert node.find(f"{SPACE}f") is None, "a formula"
            value = node.findtext(f"{SPACE}v")
            if value is None:
                continue
            found = PLACE.fullmatch(node.attrib["r"])
            assert found
            column = sum(26**at * (ord(c) - 64) for at, c in enumerate(reversed(found[1])))
            kind = "text" if node.get("t") == "s" else "number"
            text = self.strings[int(value)] if kind == "text" else value
            shown = self.codes[self.formats[int(node.get("s", "0"))]]
            cells[int(found[2]) - 1, column - 1] = Written(kind, text, shown)
        return cells

    def merges(self, number: int = 1) -> list[str]:
        return [node.attrib["ref"] for node in self.sheet(number).iter(f"{SPACE}mergeCell")]


def one(cell: Cell) -> Written:
    return Book(xlsx.write(Grid("", "", (10,), ((cell,),)))).cells()[0, 0]


@pytest.mark.parametrize("text", ["=1个", "=1+1", "+5", "-3", "@x", "{=1}", "≥90%", "90%", "007",
                                  "2023-12-31", "http://a", "1E5", "_x0041_"])  # fmt: skip
@pytest.mark.parametrize("role", ["text", "label", "group"])
def test_a_text_is_a_text_and_stays_one_when_edited(text: str, role: str) -> None:
    written = one(Cell(text, role=role))  # type: ignore[arg-type]
    assert written == ("text", text.replace("_x0041_", "_x005F_x0041_"), "@")


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("20.00", "20.00", "0.00"),
        ("0", "0", "0"),
        ("82.731", "82.731", "0.000"),
        ("99.68%", "0.9968", "0.00%"),
        ("-1.52", "-1.52", "0.00"),
        ("+0.50", "0.50", "+0.00;-0.00;0.00"),
    ],
)
def test_a_number_is_exact_and_prints_as_on_the_form(text: str, value: str, shown: str) -> None:
    for role in ("number", "total"):
        assert one(Cell(text, role=role)) == ("number", value, shown)


@pytest.mark.parametrize(
    "text", ["", "—", "无法评判", "007", "1,000", "２０", "1e5", "1.", ".5", "--1", "9" * 16, "%"]
)
def test_what_is_no_plain_number_is_not_made_one(text: str) -> None:
    assert xlsx.number_of(Cell(text, role="number")) is None


@given(st.decimals(-(10**9), 10**9, places=4))
def test_numbers_come_back(number: Decimal) -> None:
    written = one(Cell(f"{number:f}", role="number"))
    if written.kind == "number":
        assert Decimal(written.text) == number


@given(st.text(max_size=40))
def test_any_text_can_be_written(text: str) -> None:
    grid = Grid(text, text, (10, 10), ((Cell(text), Cell(text, role="number")),), (text,))
    content = xlsx.write(grid, text)
    book = Book(content)
    assert len(book.names()) == 1
    assert content == xlsx.write(grid, text)


def test_hidden_characters_are_shown_and_wide_spaces_kept() -> None:
    assert one(Cell("甲\u3000乙\u202e\x07\n丙")).text == "甲\u3000乙<U+202E>␇\n丙"


def test_a_text_longer_than_a_cell_is_cut_visibly() -> None:
    written = one(Cell("长" * 40_000))
    assert len(written.text) == 32_767
    assert written.text.endswith("…")
    # A workbook counts a rare character as two.
    length = len(one(Cell("𠮷" * 20_000)).text)
    assert length == 32_766 // 2 + 1


def test_long_texts_are_not_in_the_text_format() -> None:
    """In that format some programs show them as a row of #."""
    assert one(Cell("长" * 256)).shown == "General"


def test_a_form_keeps_its_cells_and_merges() -> None:
    grid = lay_out(scoring.score("examples/jinbao-2023.yaml"))
    book = Book(xlsx.write(grid, "自评表"))
    cells = book.cells()
    assert book.names() == ["自评表"]
    assert cells[0, 0].text == grid.title
    merged = 0
    for row, column, cell in placed(grid):
        merged += cell.columns > 1 or cell.rows > 1
        if cell.text:
            written = cells[row + 2, column]
            number = xlsx.number_of(cell)
            assert written.text == (cell.text if number is None else f"{number.value:f}")
    # Title, subtitle and notes reach over all columns, too.
    assert len(book.merges()) == merged + 2 + len(grid.notes)
    texts = [written.text for written in cells.values() if written.kind == "text"]
    assert "=1个" in texts


def test_the_page_is_a4_lying_down_and_one_page_wide() -> None:
    book = Book(xlsx.write(lay_out(scoring.score("examples/lost-points.yaml"))))
    page = book.sheet().find(f"{SPACE}pageSetup")
    assert page is not None
    assert page.attrib["paperSize"] == "9"
    assert page.attrib["orientation"] == "landscape"
    assert page.attrib["fitToHeight"] == "0"
    fit = book.sheet().find(f"{SPACE}sheetPr/{SPACE}pageSetUpPr")
    assert fit is not None
    assert fit.attrib["fitToPage"] == "1"


def test_headings_of_a_list_repeat_on_every_page() -> None:
    headings = tuple(Cell(text, role="label") for text in "甲乙")
    grid = Grid("表", "", (5, 5), (headings, *[(Cell("a"), Cell("b"))] * 3), repeated=1)
    book = Book(xlsx.write(grid, "单"))
    names = {node.attrib["name"]: node.text for node in book.parts("workbook.xml", "definedName")}
    assert names["_xlnm.Print_Titles"] == "单!$2:$2"

    assert next(book.sheet().iter(f"{SPACE}pane")).attrib["topLeftCell"] == "A3"


def test_the_first_rows_of_a_form_repeat_and_nothing_is_frozen() -> None:
    rows = ((Cell("项目", role="label"), Cell("甲")), *[(Cell("a"), Cell("b"))] * 3)
    book = Book(xlsx.write(Grid("表", "", (5, 5), rows, repeated=1), "单"))
    names = {node.attrib["name"]: node.text for node in book.parts("workbook.xml", "definedName")}
    assert names["_xlnm.Print_Titles"] == "单!$2:$2"
    assert not list(book.sheet().iter(f"{SPACE}pane"))


def heights(grid: Grid) -> list[float]:
    rows = Book(xlsx.write(grid)).sheet().iter(f"{SPACE}row")
    return [float(row.attrib["ht"]) for row in rows]


def test_rows_are_tall_enough_for_their_texts() -> None:
    tall, low = heights(Grid("", "", (10,), ((Cell("字" * 50),), (Cell("字"),))))
    assert tall >= 10 * low * 0.6


def test_a_merged_cell_makes_its_rows_tall_enough() -> None:
    rows = ((Cell("字" * 50, rows=2), Cell("甲")), (Cell("乙"),))
    assert sum(heights(Grid("", "", (10, 10), rows))) >= 10 * 15


@pytest.mark.parametrize("length", [30, 200, 3000, 30_000])
def test_a_text_too_long_for_a_row_takes_several(length: int) -> None:
    rows = ((Cell("标签", role="label"), Cell("字" * length)), (Cell("下"), Cell("一行")))
    grid = Grid("", "", (10, 20), rows)
    *of_text, low = heights(grid)
    assert sum(of_text) >= min(length / 10 * 15, 200 * 409)
    assert max(of_text) <= 409
    assert low < 21
    book = Book(xlsx.write(grid))
    count = len(of_text)
    assert book.merges() == ([] if count == 1 else [f"A1:A{count}", f"B1:B{count}"])
    assert book.cells()[count, 1].text == "一行"


def test_the_footer_tells_rules_and_pages_letter_by_letter() -> None:
    grid = Grid("", "", (5,), ((Cell("a"),),), footer="规则 a&P（甲\n乙）")
    footer = Book(xlsx.write(grid)).sheet().findtext(f"{SPACE}headerFooter/{SPACE}oddFooter")
    assert footer == ('&L&"宋体,常规"&9规则 a&&P（甲 乙）&R&"宋体,常规"&9第 &P 页 共 &N 页')
    long = Grid("", "", (5,), ((Cell("a"),),), footer="长" * 400)
    footer = Book(xlsx.write(long)).sheet().findtext(f"{SPACE}headerFooter/{SPACE}oddFooter")
    assert footer is not None
    assert len(footer) <= 255
    assert "…&R" in footer


def test_sheet_names_are_made_fit() -> None:
    grid = Grid("", "", (5,), ((Cell("a"),),))
    names = ["a/b:c*?[]'", "长" * 40, "长" * 50, "A", "a", "", "\n"]
    written = Book(xlsx.write_sheets([(name, grid) for name in names])).names()
    assert len(written) == len({name.casefold() for name in written}) == len(names)
    assert all(0 < len(name) <= 31 for name in written)


def test_no_clock_in_the_bytes() -> None:
    content = xlsx.write(Grid("", "", (5,), ((Cell("a"),),)))
    archive = zipfile.ZipFile(BytesIO(content))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")
