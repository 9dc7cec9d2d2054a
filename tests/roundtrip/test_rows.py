"""Rows that a form could mistake for something else, in every layout and format."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import scoring
from scoring.render.layouts import FORMS as LAYOUTS
from tests.roundtrip.comparing import (
    execution_of,
    read_project,
    result_of,
    row_of,
    same_text,
)

FORMATS = ("xlsx", "docx", "html", "csv")
Row = dict[str, str]


def row(name: str, target: str = "≥10个", actual: str = "9个", **fields: str) -> Row:
    classes = {"一级指标": "产出指标", "二级指标": "数量指标"}
    given = {"三级指标": name, "年初指标值": target, "实际完成值": actual, "分值": "10"}
    return {key: text for key, text in {**classes, **given, **fields}.items() if text}


def named(*names: str) -> list[Row]:
    return [row(name) for name in names]


ROWS: dict[str, list[Row]] = {
    "points taken off": [
        row("甲", 扣分="2", 扣分原因="迟报"),
        row("乙", actual="10个", 扣分="0.5", 扣分原因="缺签到表", 偏差原因="别的\n两行"),
        row("丙", 扣分="1"),
    ],
    "a row left out": [row("甲"), row("乙", 不适用="当年未开展"), row("丙")],
    "both targets": [
        row("甲", 调整后指标值="≥8个"),
        row("乙", "", 调整后指标值="≥8个"),
        row("丙", "提高", "维持", 调整后指标值="维持"),
    ],
    "targets in parts": [
        row("甲", "10", 指标性质="≥", 计量单位="个"),
        row("乙", "10", 指标性质="定性"),
        row("丙", "10～20", "15", 计量单位="个"),
        row("丁", "专款专用", "专款专用", 指标性质="定性"),
    ],
    "decisions": [
        row("甲", "提高", "部分达成预期指标", 得分="7"),
        row("乙", "提高", "达成预期指标", 完成程度="90"),
    ],
    "no class": [
        row("甲", 一级指标="", 二级指标=""),
        row("乙"),
        row("丙", 二级指标=""),
        row("丁", 一级指标="效益指标", 二级指标=""),
    ],
    "classes that come again": [row("甲"), row("乙", 一级指标="效益指标"), row("丙")],
    "names that come again": [*named("甲", "甲"), row("甲", 二级指标="质量指标")],
    "weights": [row("甲", 分值="0"), row("乙", 分值="0.5"), row("丙", 分值="12.345"), row("丁", 分值="")],
    "placeholders": [
        row("甲", "/", "/"),
        row("乙", "—", "无"),
        row("丙", actual=""),
        row("丁", "", ""),
    ],
    "names with points": named("甲（20分）", "乙（20）", "指标1：丙", "★丁", "戊(5分)"),
    "names like totals": named("总分合格率", "合计人数", "总分", "合计"),
    "names like labels": named(
        "备注", "说明", "年度目标", "得分", "三级指标", "注：甲", "项目资金", "绩效指标", "存在问题",
        "实际完成情况", "其中：乙", "指标2", "预算执行率",
    ),
    "dates": [
        row("甲", "12月底前", "11月"),
        row("乙", "2024.10", "2024-09-30"),
        row("丙", "第三季度", "2024/9/30"),
        row("丁", "2024年10月31日", "2024年10月31日"),
    ],
    "numbers": [
        row("甲", "12,000份", "1.2万份"),
        row("乙", "≥１２个", "0.95"),
        row("丙", "1e3", "007"),
        row("丁", "95.50%", "0.10"),
        row("戊", "≤0.30", "-5.00"),
        row("己", "±5%", "+3.2%"),
        row("庚", "=1个", "=1个"),
    ],
    "long": [row("甲" * 3000, 偏差原因="很长。" * 3000)],
}  # fmt: skip


def project_of(rows: list[Row], rules: str) -> scoring.Project:
    document: dict[str, Any] = {
        "项目名称": "例",
        "年度": 2024,
        "评分规则": rules,
        "项目资金": {"资金总额": {"全年预算数": 10, "全年执行数": 9}},
        "绩效指标": rows,
    }
    return scoring.load_project(document)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ROWS)
def test_rows_come_back(name: str, layout: str) -> None:
    project = project_of(ROWS[name], "shanxi-2023" if layout == "mof" else "mof-2020")
    written = scoring.score(project)
    for ending in FORMATS:
        back = read_project(scoring.render(written, ending, layout), f"form.{ending}")
        assert not [one for one in back.findings if one.code == "YM108"], ending
        read = scoring.score(back, written.rules)
        assert [row_of(row, set()) for row in read.indicators] == [
            row_of(row, set()) for row in written.indicators
        ], ending
        assert result_of(read) == result_of(written), ending
        assert execution_of(read.execution) == execution_of(written.execution), ending
        for was, now in zip(project.indicators, back.indicators, strict=True):
            if layout != "hubei":
                assert same_text(now.explanation) == same_text(was.explanation)
            assert (now.deduction, now.deduction_reason, now.not_applicable) == (
                was.deduction,
                was.deduction_reason,
                was.not_applicable,
            )


def through_form(*rows: Row) -> tuple[scoring.Scorecard, scoring.Scorecard]:
    """The scorecard of a project, and of its form read again."""
    written = scoring.score(project_of(list(rows), "mof-2020"))
    back = read_project(scoring.render(written, "xlsx"), "form.xlsx")
    return written, scoring.score(back, written.rules)


def test_where_the_documentation_says_not_to_score_again() -> None:
    """docs/forms.md names these cases below its table; a case that is mended leaves it there."""
    for rows in (
        [row("甲", 赋分方法="直接赋分")],
        [row("甲", "提高", "达成预期指标", 扣分="2", 扣分原因="迟报")],
        [row("甲"), row("乙", 不适用="未开展"), row("丙", "提高", "达成预期指标")],
        [row("甲", "提高", "达成预期指标", 完成程度="50")],
        [row("甲", "提高", "达成预期指标", 得分="5")],
    ):
        written, read = through_form(*rows)
        assert read.total != written.total
        assert read.project.claimed.total == written.total


def test_points_taken_off_in_the_explanation_are_points_taken_off() -> None:
    _, read = through_form(row("甲", actual="10个", 偏差原因="扣2分：迟报"))
    (only,) = read.project.indicators
    assert (only.deduction, only.deduction_reason, only.explanation) == (
        Decimal(2),
        "迟报",
        None,
    )


def test_a_row_with_points_takes_part_whatever_its_explanation_says() -> None:
    written, read = through_form(row("甲", 偏差原因="不适用：口径有变"))
    assert read.project.indicators[0].not_applicable is None
    assert read.total == written.total
