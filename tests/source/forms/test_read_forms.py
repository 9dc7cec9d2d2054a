"""Every example and every published form, laid out in each form and read back.

What a form cannot carry: methods and their parameters, 完成程度, evidence, review points (no form
prints them); one target of two that agree (mof, sichuan, hubei); how the operator was spelled
(sichuan prints its sign apart); which of the nested texts of the analysis stood under which label
(forms without that cell); explanations that say nothing (hubei); the budget asked for (all but
shanxi); sources without any amount; amounts in another unit than 万元 come back in 万元.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import scoring
from scoring import notation
from scoring.model.digest import project_digest
from scoring.render.layouts import FORMS, lay_out
from scoring.source.events import read_document
from scoring.source.forms.reading import read_sheets
from scoring.source.forms.sheet import OpenedFile
from scoring.source.forms.writing import project_text
from scoring.source.funds import bare_name
from scoring.source.project import read_project
from tests.source.forms.sheet_building import read, sheet_of_grid

if TYPE_CHECKING:
    from scoring.model.project import Indicator, Project

ROOT = Path(__file__).parents[3]
FILES = sorted([*(ROOT / "tests/forms").glob("0*.yaml"), *(ROOT / "examples").glob("*.yaml")])
FILES = [file for file in FILES if file.name != "approved-targets.yaml"]


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def card(request: pytest.FixtureRequest) -> scoring.Scorecard:
    return scoring.score(request.param)


def target(row: Indicator, text: str | None) -> object:
    """What a target says, however its sign and unit are spelled and placed."""
    whole = notation.combine(row.operator, text, row.measure_unit)
    if whole is None:
        return None
    value = notation.parse(whole)
    if isinstance(value, notation.Words):
        return whole.removeprefix("定性").strip()
    return value


def targets(row: Indicator) -> set[object]:
    return {target(row, text) for text in (row.initial_target, row.adjusted_target)} - {None}


def money(project: Project) -> list[tuple[object, ...]]:
    return [
        ("" if fund.is_total else bare_name(fund.name), fund.budget, fund.executed)
        for fund in project.funds
        if fund.budget is not None or fund.executed is not None
    ]  # fmt: skip


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "csv"])
@pytest.mark.parametrize("form", FORMS)
def test_written_and_read_back(card: scoring.Scorecard, form: str, *, merged: bool) -> None:
    reading = read(sheet_of_grid(lay_out(card, form), merged=merged))
    assert not reading.findings
    assert len(reading.forms) == 1
    # The Guangxi form is the common one with a column more.
    assert reading.forms[0].layout == ("mof" if form == "guangxi" else form)
    own = card.project
    project = read_project(reading.forms[0].document).project
    assert project is not None
    assert project.rules == card.rules.id
    assert (project.name, project.year) == (own.name, own.year)
    assert (project.department, project.unit) == (own.department, own.unit)
    assert (project.goal, project.goal_result) == (own.goal, own.goal_result)
    assert [
        (row.level1, row.level2, row.name, row.actual, row.weight) for row in project.indicators
    ] == [(row.level1, row.level2, row.name, row.actual, row.weight) for row in own.indicators]
    for row, expected in zip(project.indicators, own.indicators, strict=True):
        assert targets(row) == targets(expected)
        assert row.deduction == expected.deduction
        assert row.deduction_reason == expected.deduction_reason
        if form != "hubei" or expected.explanation not in {"无", "0"}:
            assert row.explanation == expected.explanation
    assert {name for name, *_ in money(own)} - {name for name, *_ in money(project)} <= {""}
    again = scoring.score(project)
    assert again.execution.score == card.execution.score
    assert project.claimed.total == card.total
    assert project.claimed.grade == card.grade
    if not any(row.method or row.degree for row in own.indicators):
        assert [row.score for row in again.indicators] == [row.score for row in card.indicators]
        assert again.total == card.total
    told = [found for found in project.findings if found.code.startswith("YM")]
    missing = {"缺少“项目名称”。"} if own.name is None else set()
    missing |= {"缺少“年度”。"} if own.year is None else set()
    assert {found.message for found in told} == missing
    assert all(found.sheet == "自评表" for found in told)


@pytest.mark.parametrize("form", FORMS)
def test_the_written_project_file_is_the_same_project(card: scoring.Scorecard, form: str) -> None:
    opened = OpenedFile((sheet_of_grid(lay_out(card, form)),), ())
    for read_form in read_sheets(opened, "表.xlsx").forms:
        project = read_project(read_form.document).project
        text = project_text(read_form.document)
        again = read_project(read_document(text)).project
        assert project is not None
        assert again is not None
        assert project_digest(again) == project_digest(project)
        assert not [found for found in again.findings if found.code != "YM104"]


def test_the_analysis_of_the_source_form_comes_back_whole() -> None:
    card = scoring.score(ROOT / "examples/jinbao-2023.yaml")
    grid = lay_out(card, "shanxi")
    for merged in (True, False):
        document = read(sheet_of_grid(grid, merged=merged)).forms[0].document
        project = read_project(document).project
        assert project is not None
        assert project.analysis == card.project.analysis


def test_every_value_names_its_cell() -> None:
    card = scoring.score(ROOT / "examples/jinbao-2023.yaml")
    document = read(sheet_of_grid(lay_out(card, "shanxi"))).forms[0].document
    project = read_project(document).project
    assert project is not None
    place = project.places["/绩效指标/0/实际完成值"]
    assert (place.sheet, place.cell) == ("自评表", "G12")
    assert project.places["/项目资金/资金总额/全年执行数"].cell == "F7"
    assert project.places["/项目名称"].cell == "C3"
