"""A form as a workbook, read back with another library: what an official opens, prints and signs."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

import scoring
from scoring.render import xlsx
from scoring.render.grid import placed
from scoring.render.layouts import FORMS, lay_out
from tests.render import samples

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Workbook: TypeAlias = Any
    Worksheet: TypeAlias = Any
    """The library's own types leave out half of what is looked at here."""

EXAMPLE = "examples/jinbao-2023.yaml"


def loaded(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def opened(form: str | None = None, example: str = EXAMPLE) -> Workbook:
    return loaded(xlsx.write_form(scoring.score(example), form))


def sheet(form: str | None = None, example: str = EXAMPLE) -> Worksheet:
    (only,) = opened(form, example).worksheets
    return only


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "example", [EXAMPLE, "examples/lost-points.yaml", "examples/unjudged.yaml"]
)
def test_every_cell_of_the_form_stands_where_the_layout_says(form: str, example: str) -> None:
    grid = lay_out(scoring.score(example), form)
    page = sheet(form, example)
    first = 1 + bool(grid.title) + bool(grid.subtitle)
    merges = {str(merge) for merge in page.merged_cells.ranges}
    for row, column, cell in placed(grid):
        found = page.cell(first + row, column + 1)
        number = xlsx.number_of(cell)
        if number is not None:
            assert Decimal(repr(found.value)) == number.value
            assert found.number_format == number.shown
        else:
            assert found.value == (cell.text or None)
            assert found.data_type in {"s", "n"}
            assert found.number_format == ("General" if len(cell.text) > 255 else "@")
        assert found.alignment.wrap_text
        assert found.alignment.horizontal == cell.alignment
        if cell.rows > 1 or cell.columns > 1:
            end = page.cell(first + row + cell.rows - 1, column + cell.columns)
            assert f"{found.coordinate}:{end.coordinate}" in merges
        for line in range(cell.rows):
            for place in range(cell.columns):
                border = page.cell(first + row + line, column + 1 + place).border
                if line == 0:
                    assert border.top.style == "thin"
                if place == cell.columns - 1:
                    assert border.right.style == "thin"


@pytest.mark.parametrize("form", FORMS)
def test_it_is_set_up_to_print(form: str) -> None:
    grid = lay_out(scoring.score(EXAMPLE), form)
    page = sheet(form)
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) in {(1, 0), (None, 0)}
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_options.horizontalCentered
    margins = page.page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (0.5, 0.5, 0.5, 0.7)
    first = 1 + bool(grid.title) + bool(grid.subtitle)
    assert page.print_title_rows == f"${first}:${first + grid.repeated - 1}"
    names = [page.cell(row, 1).value for row in range(first, first + grid.repeated)]
    assert "项目名称" in names
    assert page.print_area.replace("$", "").startswith("'自评表'!A1:")
    assert page.freeze_panes is None
    assert page.oddFooter.left.text.startswith("评分规则 shanxi-2023（")
    assert page.oddFooter.right.text == "第 &P 页 共 &N 页"


def test_the_properties_name_document_rules_and_form() -> None:
    book = opened()
    assert book.properties.title == "金保工程信息系统日常运营维护项目支出绩效自评表（2023年度）"
    assert {name: book.custom_doc_props[name].value for name in book.custom_doc_props.names} == {
        "评分规则": "shanxi-2023",
        "版式": "shanxi",
    }
    assert opened("hubei").custom_doc_props["版式"].value == "hubei"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", ["=1个", "=1+1", "+1", "-1", "-", "@x", "=HYPERLINK(1)", "007", "1E5", "90%", "'a"]
)
def test_no_text_becomes_a_formula_or_a_number(form: str, text: str) -> None:
    made = samples.card([samples.row(text, text, text, explanation=text)])
    project = made.project._replace(name=text, unit=text, department=text, goal=text)
    book = loaded(xlsx.write_form(made._replace(project=project), form))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sum(cell.value == text for cell in cells) >= 5


def test_the_same_scorecard_gives_the_same_bytes() -> None:
    card = scoring.score(EXAMPLE)
    for form in FORMS:
        assert xlsx.write_form(card, form) == xlsx.write_form(card, form)


def test_a_long_name_does_not_break_the_properties() -> None:
    made = samples.jinbao()
    project = made.project._replace(name="长\n" * 300)
    rules = made.rules._replace(id="r" * 300)
    book = loaded(xlsx.write_form(made._replace(project=project, rules=rules)))
    assert len(book.properties.title) == 255
    assert book.custom_doc_props["评分规则"].value.endswith("r…")
