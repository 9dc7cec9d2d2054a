"""Several forms in a file, forms over several tables, flat tables, and files without a form."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from scoring.api import render, score, score_source
from scoring.source.forms.sheet import FormSheet, OpenedFile
from scoring.source.project import read_project
from tests.source.forms.sheet_building import codes, one, read, sheet
from tests.source.forms.test_read_deviations import FORM, GOAL, HEAD, HEADER, MONEY, ROWS, TOTAL

if TYPE_CHECKING:
    from pathlib import Path

    from scoring.source.forms.reading import FormsReading

OTHER = [row if row[0] != "项目名称" else ["项目名称", "<", "桥梁维修"] for row in FORM]


def names(reading: FormsReading) -> list[str | None]:
    projects = [read_project(form.document).project for form in reading.forms]
    return [project.name for project in projects if project is not None]


def test_one_form_on_each_sheet_and_others_that_are_none() -> None:
    reading = read(
        sheet(FORM, "甲"), sheet([["联系人", "电话"], ["张三", "1"]], "通讯录"), sheet(OTHER, "乙")
    )
    assert names(reading) == ["公路养护", "桥梁维修"]
    assert [form.sheet for form in reading.forms] == ["甲", "乙"]
    assert reading.findings == ()


def test_several_forms_on_one_sheet() -> None:
    reading = read(sheet([*FORM, [""], *OTHER, [""], *FORM]))
    assert names(reading) == ["公路养护", "桥梁维修", "公路养护"]
    for form in reading.forms:
        project = read_project(form.document).project
        assert project is not None
        assert len(project.indicators) == 2
        assert project.year == 2023
        assert codes(project) == []


def test_forms_without_titles_begin_with_the_name() -> None:
    reading = read(sheet([*FORM[2:], *OTHER[2:]]))
    assert names(reading) == ["公路养护", "桥梁维修"]


def test_a_head_repeated_on_the_next_page() -> None:
    rows = [*HEAD, *MONEY, *GOAL, HEADER, ROWS[0], *HEAD, HEADER, ROWS[1], *TOTAL]
    project = one(sheet(rows))
    assert [row.name for row in project.indicators] == ["养护里程", "群众满意度"]
    assert codes(project) == []


def test_a_table_split_over_pages_of_a_document() -> None:
    first = sheet([*HEAD[2:], *MONEY, *GOAL, HEADER, ROWS[0]], "表1")
    first = first._replace(before=("项目支出绩效自评表", "（2023年度）"))
    again = sheet([HEADER, ["^", "", "", "路况", "≥1", "1", "5", "5", ""], ROWS[1], *TOTAL], "表2")
    project = one(first, again)
    assert project.year == 2023
    assert [(row.level2, row.name) for row in project.indicators] == [
        ("数量指标", "养护里程"),
        ("数量指标", "路况"),
        ("服务对象满意度指标", "群众满意度"),
    ]
    assert project.claimed.grade == "优"
    bare = sheet([ROWS[1], *TOTAL], "表2")
    assert len(one(first, bare).indicators) == 2


def test_two_forms_of_a_document() -> None:
    first = sheet(FORM[2:], "表1")._replace(before=("项目支出绩效自评表", "（2023年度）"))
    second = sheet(OTHER[2:], "表2")._replace(before=("项目支出绩效自评表", "（2022年度）"))
    reading = read(first, second)
    assert names(reading) == ["公路养护", "桥梁维修"]
    years = [read_project(form.document).project for form in reading.forms]
    assert [project.year for project in years if project is not None] == [2023, 2022]


def test_the_texts_of_a_document_may_follow_in_a_table_of_their_own() -> None:
    project = one(
        sheet(FORM, "表1"), sheet([["存在问题", "进度偏慢"], ["改进措施", "提前"]], "表2")
    )
    assert project.analysis == (("存在问题", "进度偏慢"), ("改进措施", "提前"))


def test_rules_from_the_foot_of_the_page_or_the_file_itself() -> None:
    plain = sheet(FORM)
    foot = plain._replace(after=("评分规则 mof-2021（财预〔2021〕101号，版本 1）", "第1页"))
    assert one(foot).rules == "mof-2021"
    assert one(plain._replace(hints=(("rules", "platform"),))).rules == "platform"
    assert one(plain).rules is None


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["部门项目支出绩效自评结果汇总表"],
            [
                "序号",
                "项目编码",
                "项目名称",
                "主管部门",
                "全年预算数",
                "全年执行数",
                "自评得分",
                "自评等级",
            ],
            ["1", "01", "公路养护", "交通局", "100", "90", "99", "优"],
        ],
        [
            ["序号", "项目名称", "预算数", "执行数", "执行率", "得分"],
            ["1", "公路养护", "100", "90", "90%", "99"],
        ],
    ],
)
def test_a_summary_of_many_projects_is_refused(rows: list[list[str]]) -> None:
    reading = read(sheet(rows))
    assert reading.forms == ()
    assert [found.code for found in reading.findings] == ["YM107"]
    assert "汇总表" in reading.findings[0].message


@pytest.mark.parametrize(
    "rows",
    [
        [["联系人", "电话"], ["张三", "1"]],
        [["公路养护自评复核底稿"], HEADER, *ROWS],
        [["项目支出绩效目标申报表"], HEADER[:5], *[row[:5] for row in ROWS]],
        [[""]],
    ],
)
def test_other_tables_are_no_form(rows: list[list[str]]) -> None:
    reading = read(sheet(rows))
    assert reading.forms == ()
    assert [found.code for found in reading.findings] == ["YM107"]


def test_a_refused_file_stays_refused() -> None:
    from scoring.model.codes import found
    from scoring.source.forms.reading import read_sheets

    refused = OpenedFile((), (found("YM106", "太大", "减小"),))
    assert read_sheets(refused, "表.xlsx").findings == refused.findings
    assert [one_.code for one_ in read_sheets(OpenedFile((), ()), "表.xlsx").findings] == ["YM107"]


def test_the_import_sheet_of_a_platform() -> None:
    header = [
        "一级指标", "二级指标", "三级指标名称", "计算符号", "指标值", "实际完成值", "计量单位", "分值",
        "指标得分", "扣减分数", "完成情况简要描述", "偏差原因及改进措施",
    ]  # fmt: skip
    rows = [
        header,
        [
            "产出指标",
            "数量指标",
            "里程",
            "≥",
            "120",
            "118",
            "公里",
            "50",
            "49",
            "1",
            "已完工",
            "雨",
        ],
    ]
    row = one(sheet(rows)).indicators[0]
    assert (row.operator, row.initial_target, row.measure_unit) == ("≥", "120", "公里")
    assert (row.deduction, row.explanation) == (Decimal(1), "雨")
    assert row.note == "完成情况简要描述：已完工"


def test_a_flat_table_of_our_own_comes_back_with_its_methods(checkout: Path) -> None:
    card = score(checkout / "examples" / "lost-points.yaml")
    again = score_source(render(card, "csv", "flat"), "a.csv")[0]
    assert again is not None
    assert again.total == card.total
    assert [row.score for row in again.indicators] == [row.score for row in card.indicators]
    assert [row.method for row in again.project.indicators] == [
        row.method for row in card.project.indicators
    ]
    assert not [finding for finding in again.findings if finding.code.startswith("YM")]


def test_a_flat_table_in_english() -> None:
    rows = [
        ["project_id", "name", "unit", "year", "rules", "annual_budget", "executed", "level1", "level2",
         "indicator", "target", "adjusted_target", "actual", "weight", "remark2"],
        ["p1", "甲", "站", "2023", "mof-2020", "100", "90", "产出指标", "数量指标", "一", "≥1", "", "1",
         "50", "x"],
        ["p2", "乙", "所", "2022", "", "10", "9", "产出指标", "数量指标", "二", "≥2", "≥3", "2", "90", ""],
        ["p1", "甲", "站", "2023", "mof-2020", "100", "90", "效益指标", "", "三", "提高", "", "提高",
         "40", ""],
    ]  # fmt: skip
    reading = read(FormSheet(None, sheet(rows).cells))
    assert [form.layout for form in reading.forms] == [None, None]
    first, second = (read_project(form.document).project for form in reading.forms)
    assert first is not None
    assert second is not None
    assert (first.name, first.year, first.rules, first.unit) == ("甲", 2023, "mof-2020", "站")
    assert [row.name for row in first.indicators] == ["一", "三"]
    assert first.funds[0].is_total
    assert (first.funds[0].annual_budget, first.funds[0].executed) == (Decimal(100), Decimal(90))
    assert (second.name, second.indicators[0].adjusted_target) == ("乙", "≥3")
    assert codes(first) == [("YM109", "O1")]
    assert codes(second) == []


def test_a_flat_table_in_chinese() -> None:
    rows = [
        ["项目编码", "项目名称", "年度", "全年预算数（万元）", "全年执行数（万元）", "一级指标",
         "三级指标", "指标值", "实际完成值", "分值"],
        ["01", "甲", "2023", "100", "90", "产出指标", "一", "≥1", "1", "50"],
        ["02", "甲", "2023", "10", "9", "产出指标", "二", "≥2", "2", "90"],
    ]  # fmt: skip
    reading = read(sheet(rows))
    assert names(reading) == ["甲", "甲"]
    project = read_project(reading.forms[0].document).project
    assert project is not None
    assert project.code == "01"
    assert codes(project) == []


def test_a_flat_table_says_where_a_project_contradicts_itself() -> None:
    rows = [
        ["project_id", "name", "indicator", "target", "actual"],
        ["1", "甲", "一", "1", "1"],
        ["1", "乙", "二", "1", "1"],
    ]
    project = one(sheet(rows))
    assert project.name == "甲"
    assert ("YM108", "B3") in codes(project)


def test_values_of_a_document_with_its_title_before_the_table_name_their_cells() -> None:
    table = sheet(FORM[2:], None)._replace(before=("项目支出绩效自评表", "（2023年度）"))
    project = one(table)
    assert project.year == 2023
    assert project.places["/绩效指标/0/得分"].cell == "H10"
