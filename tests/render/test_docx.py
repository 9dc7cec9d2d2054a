"""Word documents: the table is the grid, every text is text, the page and the bytes are settled."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from scoring.render import docx, render
from scoring.render.grid import Cell, Grid, placed
from scoring.render.layouts import FORMS, lay_out
from scoring.render.shown import shown
from tests.render import grids, samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from scoring.model.scorecard import Scorecard

    Element: TypeAlias = Any
    Make = Callable[[str], Scorecard]

ROOT = Path(__file__).resolve().parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TRIAL = settings(max_examples=40)
"""A document takes some ten milliseconds to write and to read."""


def rectangle(grid: Grid) -> list[list[str]]:
    """Every place of the grid with the text of the cell that covers it."""
    lines = [[""] * len(grid.widths) for _ in grid.rows]
    for row, column, cell in placed(grid):
        for y in range(row, row + cell.rows):
            lines[y][column : column + cell.columns] = [shown(cell.text)] * cell.columns
    return lines


def merges(grid: Grid) -> set[tuple[int, int, int, int]]:
    return {(row, column, cell.rows, cell.columns) for row, column, cell in placed(grid)}


def merges_of(table: Element) -> set[tuple[int, int, int, int]]:
    """Corner and size of every cell, from the markup."""
    open_cells: dict[int, list[int]] = {}
    found = []
    for y, row in enumerate(table.iter(f"{W}tr")):
        x = 0
        for cell in row.iter(f"{W}tc"):
            settings_of = cell.find(f"{W}tcPr")
            span = settings_of.find(f"{W}gridSpan")
            columns = 1 if span is None else int(span.get(f"{W}val"))
            merge = settings_of.find(f"{W}vMerge")
            if merge is not None and merge.get(f"{W}val") is None:
                assert open_cells[x][3] == columns
                open_cells[x][2] += 1
            else:
                open_cells[x] = [y, x, 1, columns]
                found.append(open_cells[x])
            x += columns
    return {(y, x, rows, columns) for y, x, rows, columns in found}


def part(content: bytes, name: str) -> Element:
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def assert_is(content: bytes, grid: Grid) -> None:
    document = Document(BytesIO(content))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == rectangle(grid)
    assert merges_of(part(content, "word/document.xml")) == merges(grid)
    above = [grid.title, grid.subtitle, *grid.notes]
    found = [line.text for line in document.paragraphs]
    expected = [line for text in above if text for line in shown(text).split("\n")]
    assert found == expected + [""] * (not grid.notes)
    foot = document.sections[0].footer.paragraphs[0].text
    assert foot == f"{shown(grid.footer)}\t第  页　共  页"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("make", [samples.jinbao, samples.unjudged])
def test_the_table_is_the_form(make: Make, form: str) -> None:
    card = make(form)
    assert_is(docx.write_form(card), lay_out(card))
    assert docx.write_form(card, form) == render(card, "docx")


@TRIAL
@given(grids.texts)
def test_every_text_stays_text(text: str) -> None:
    text = text.replace("\n", " ")
    assert_is(docx.write(grids.form(text), [("评分规则", text)]), grids.form(text))


def test_lines_of_a_cell_are_paragraphs() -> None:
    content = docx.write(Grid("", "", (1,), ((Cell("一\r\n二\n\n三"),),)))
    (table,) = Document(BytesIO(content)).tables
    assert [line.text for line in table.cell(0, 0).paragraphs] == ["一", "二", "", "三"]


def test_a_very_long_text_and_many_rows_are_written() -> None:
    grid = grids.table(300, "很长的说明，" * 20)
    long = Grid("", "", (1, 1), ((Cell("甲" * 100_000), Cell("x" * 100_000)),))
    for made in (grid, long):
        assert_is(docx.write(made), made)
    # A row that fills a page may be broken, others are kept whole.
    assert not list(part(docx.write(long), "word/document.xml").iter(f"{W}cantSplit"))
    assert len(list(part(docx.write(grid), "word/document.xml").iter(f"{W}cantSplit"))) == 301


def test_a_grid_without_rows_is_a_page_without_a_table() -> None:
    document = Document(BytesIO(docx.write(Grid("空表", "", (1,), ()))))
    assert document.tables == []
    assert document.paragraphs[0].text == "空表"


@TRIAL
@given(st.lists(st.integers(1, 60), min_size=1, max_size=24))
def test_columns_fill_the_page(widths: list[int]) -> None:
    rows = (tuple(Cell("") for _ in widths),)
    content = docx.write(Grid("", "", tuple(widths), rows))
    columns = [
        int(column.get(f"{W}w"))
        for column in part(content, "word/document.xml").iter(f"{W}gridCol")
    ]
    section = Document(BytesIO(content)).sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    room = (section.page_width - section.left_margin - section.right_margin) / 635
    assert sum(columns) == room
    total = sum(widths)
    for width, column in zip(widths, columns, strict=True):
        assert abs(column - room * width / total) <= 1


def test_the_page_is_a4_lying_down() -> None:
    document = Document(BytesIO(docx.write_form(samples.jinbao())))
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    foot = part(docx.write_form(samples.jinbao()), "word/footer1.xml")
    fields = [field.get(f"{W}instr") for field in foot.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_heading_rows_are_repeated() -> None:
    rows = part(docx.write(grids.table(50)), "word/document.xml").iter(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 50


def test_rows_under_a_merged_cell_are_not_repeated() -> None:
    rows = ((Cell("甲", rows=2), Cell("乙")), (Cell("丙"),))
    content = docx.write(Grid("", "", (1, 1), rows, repeated=1))
    assert not list(part(content, "word/document.xml").iter(f"{W}tblHeader"))


def test_fonts_are_those_of_official_documents() -> None:
    content = docx.write_form(samples.jinbao())
    styles = {
        style.get(f"{W}styleId"): style
        for style in part(content, "word/styles.xml").iter(f"{W}style")
    }

    def looks(name: str) -> tuple[str, int]:
        found = styles[name].find(f"{W}rPr")
        font = found.find(f"{W}rFonts").get(f"{W}eastAsia")
        return font, int(found.find(f"{W}sz").get(f"{W}val"))

    assert looks("FormTitle") == ("宋体", 36)
    assert looks("Cell") == ("宋体", 21)
    assert looks("CellLabel") == ("黑体", 21)
    assert looks("Title") == ("方正小标宋简体", 44)
    assert looks("Body") == ("仿宋", 32)
    language = part(content, "word/styles.xml").find(f".//{W}lang")
    assert language.get(f"{W}eastAsia") == "zh-CN"
    used = {style.get(f"{W}val") for style in part(content, "word/document.xml").iter(f"{W}pStyle")}
    assert used <= set(styles)
    hints = {
        run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint")
        for run in part(content, "word/document.xml").iter(f"{W}r")
    }
    assert hints == {"eastAsia"}


def test_labels_and_values_are_set_apart() -> None:
    content = docx.write(grids.form())
    (table,) = Document(BytesIO(content)).tables
    style = table.cell(0, 0).paragraphs[0].style
    assert style is not None
    assert style.name == "表格栏目"
    values = table.cell(2, 2).paragraphs[0].style
    assert values is not None
    assert values.name == "表格文字"


def test_a_form_that_would_need_another_page_is_set_smaller() -> None:
    def size(rows: int) -> str:
        (table,) = Document(BytesIO(docx.write(grids.table(rows)))).tables
        style = table.cell(1, 1).paragraphs[0].style
        assert style is not None
        return str(style.name)

    assert size(10) == "表格文字"
    assert size(24) == "表格小字"


def test_a_heading_is_broken_into_even_lines_without_touching_its_text() -> None:
    rows = ((Cell("绩效指标", role="label"), Cell("绩效指标")),)
    content = docx.write(Grid("", "", (7, 7) + (12,) * 10, (rows[0] + (Cell(""),) * 10,)))
    heading, value, *_ = part(content, "word/document.xml").iter(f"{W}tc")
    assert heading.find(f".//{W}ind") is not None
    assert value.find(f".//{W}ind") is None
    assert [text.text for text in heading.iter(f"{W}t")] == ["绩效指标"]


def test_properties_tell_the_rules_and_the_form() -> None:
    content = docx.write_form(samples.jinbao("mof"), "shanxi")
    found = {item.get("name"): item[0].text for item in part(content, "docProps/custom.xml")}
    assert found == {"评分规则": "shanxi-2023", "版式": "shanxi"}
    core = Document(BytesIO(content)).core_properties
    assert core.title == lay_out(samples.jinbao()).title
    assert core.author == core.last_modified_by == core.comments == ""
    assert core.created == core.modified == datetime(2000, 1, 1, tzinfo=UTC)
    assert core.language == "zh-CN"


def test_nothing_of_the_library_template_is_left() -> None:
    with ZipFile(BytesIO(docx.write_form(samples.jinbao()))) as archive:
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "docProps/custom.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
        assert b"python-docx" not in b"".join(map(archive.read, archive.namelist()))


def test_other_processes_write_the_same_bytes() -> None:
    code = (
        "import sys; from scoring.render import docx; from tests.render import samples;"
        "sys.stdout.buffer.write(docx.write_form(samples.jinbao()))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            capture_output=True,
            check=True,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert runs == [docx.write_form(samples.jinbao())] * 2
