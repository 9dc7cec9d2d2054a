"""What is found in a form names its cell, and the cell holds the text the finding is about."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

import scoring
from scoring.render.layouts import FORMS as LAYOUTS
from scoring.source.forms.opening import open_sheets
from tests.roundtrip.as_printed import habits_of, printed
from tests.roundtrip.comparing import read_project
from tests.roundtrip.printed_files import FORMATS, written
from tests.roundtrip.test_own_forms import EXAMPLES, through

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.model.project import Project

LOST_POINTS = next(path for path in EXAMPLES if path.stem == "lost-points")


def cells_of(data: bytes, name: str) -> dict[tuple[str | None, str], str]:
    """Every cell of a file by sheet and address, by the openers."""
    return {
        (sheet.name, cell.address): cell.text
        for sheet in open_sheets(data, name).sheets
        for cell in sheet.cells
    }


def findings_of(project: Project) -> tuple[Finding, ...]:
    return scoring.check(project, project.rules).files[0].findings


@pytest.mark.parametrize("ending", FORMATS)
def test_findings_about_rows_name_their_cells(ending: str) -> None:
    form = printed("012_jishan_gonggongweisheng", habits_of(2))
    data = written(form, ending)
    cells = cells_of(data, f"form.{ending}")
    project = read_project(data, f"form.{ending}")
    rows = {row.path: row for row in project.indicators}
    # The claimed score differs, the target has no operator, the reason is missing: one of each.
    found = {one.code: one for one in findings_of(project)}
    for code, field in (("SC601", "claimed_score"), ("TG451", "initial_target")):
        finding = found[code]
        row = rows[finding.path.rsplit("/", 1)[0]]
        assert finding.cell is not None, finding
        assert cells[finding.sheet, finding.cell] == _shown(getattr(row, field), cells, finding)
    for finding in found.values():
        if finding.path.startswith("/绩效指标/"):
            assert (finding.sheet, finding.cell) in cells, finding


def _shown(value: object, cells: dict[tuple[str | None, str], str], finding: Finding) -> str:
    """The value as the cell shows it: numbers may stand there in another width."""
    there = cells[finding.sheet, finding.cell or ""]
    return there if there.translate(_NARROW) == str(value) else str(value)


_NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_our_own_forms_have_places_for_everything(layout: str, ending: str) -> None:
    card = scoring.score(LOST_POINTS)
    data = scoring.render(card, ending, layout)
    cells = cells_of(data, f"form.{ending}")
    project = through(card, layout, ending)
    late = next(one for one in findings_of(project) if one.code == "AC507")
    assert cells[late.sheet, late.cell or ""] == "2024年11月15日"
    for path, text in (
        ("/项目名称", project.name),
        ("/绩效指标/0/三级指标", project.indicators[0].name),
        ("/绩效指标/3/实际完成值", project.indicators[3].actual),
        ("/绩效指标/12/偏差原因", project.indicators[12].explanation),
        ("/项目资金/资金总额/全年执行数", "172.40"),
        ("/自评结果/总分", "77.86"),
    ):
        place = (
            project.places.get(path) or project.places[path.replace("资金总额", _total(project))]
        )
        assert text is not None
        assert text in cells[place.sheet, place.cell or ""], path


def _total(project: Project) -> str:
    return project.funds[0].name


def test_a_cell_of_a_workbook_is_the_workbooks_own() -> None:
    """The address is that of the program people open the file with."""
    from openpyxl import load_workbook

    data = written(printed("000_xinzhou_jinbao", habits_of(3)), "xlsx")
    project = read_project(data, "form.xlsx")
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    found = [one for one in findings_of(project) if one.code == "AC501"]
    assert len(found) > 2
    for finding in found[:3]:
        assert finding.cell is not None
        quoted = re.findall("“([^”]+)”", finding.message)
        assert sheet[finding.cell].value in quoted, finding.message


def test_sheets_are_named_where_there_are_several() -> None:
    from scoring.loading import read_every
    from tests.roundtrip.printed_files import workbook

    names = ("000_xinzhou_jinbao", "006_huanggang_shuibao")
    data = workbook([printed(name, habits_of(4)) for name in names])
    every = read_every(data, "forms.xlsx")
    assert [one.sheet for one in every] == list(names)
    for one in every:
        assert one.project is not None
        places = {place.sheet for place in one.project.places.values()}
        assert places == {one.sheet}
