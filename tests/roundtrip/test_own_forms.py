"""Our own forms written and read again: the same scorecard, whatever the layout and the format.

What a layout cannot carry is one table, ``NOT_CARRIED``, the same as the one in docs/forms.md.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import scoring
from scoring.render import render
from scoring.render.layouts import FORMS as LAYOUTS
from tests.roundtrip.comparing import (
    codes_of,
    exact,
    execution_of,
    heading_of,
    read_project,
    result_of,
    row_of,
    same_text,
)

if TYPE_CHECKING:
    from collections import Counter

    from scoring.model.project import Fund, Indicator, Project
    from scoring.model.scorecard import Scorecard

CHECKOUT = Path(__file__).parent.parent.parent
FORMATS = ("xlsx", "docx", "html", "csv")
EXAMPLES = [
    CHECKOUT / "examples" / f"{name}.yaml"
    for name in ("actuals", "jinbao-2023", "lost-points", "unjudged")
]
PUBLISHED = sorted((CHECKOUT / "tests" / "forms").glob("[0-9]*.yaml"))

CLAIMS = {"SC601", "SC602", "SC603", "SC604", "SC605", "SC606", "SC607", "GR651", "FD409"}
"""Found in what the unit claims; our forms print what the rules give, so nothing is claimed amiss."""

BY_METHOD = {"重点工种占比", "师资费", "学员满意度"}
"""The rows of examples/lost-points.yaml whose method has parameters, which no form prints."""


def through(card: Scorecard, layout: str, ending: str) -> Project:
    return read_project(render(card, ending, layout), f"form.{ending}")


@lru_cache
def meant(path: Path) -> tuple[Scorecard, Counter[str]]:
    """The scorecard of a project file, and what the checks find in it beside claims."""
    card = scoring.score(path)
    codes = codes_of(card.project, card.rules)
    for code in CLAIMS:
        del codes[code]
    return card, codes


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", [*EXAMPLES, *PUBLISHED], ids=lambda path: path.stem)
def test_what_is_written_scores_the_same_when_read(path: Path, layout: str, ending: str) -> None:
    written, before = meant(path)
    project = through(written, layout, ending)
    assert (project.rules or "mof-2020") == written.rules.id
    read = scoring.score(project, written.rules)

    assert heading_of(project) == heading_of(written.project)
    assert execution_of(read.execution) == execution_of(written.execution)
    assert [row_of(row) for row in read.indicators if row.name not in BY_METHOD] == [
        row_of(row) for row in written.indicators if row.name not in BY_METHOD
    ]
    # What was computed is what is claimed now.
    assert [exact(row.claimed) for row in read.indicators] == [
        exact(row.score) for row in written.indicators
    ]
    assert exact(project.claimed.total) == exact(written.total)
    assert project.claimed.grade == written.grade
    assert exact(project.claimed.execution_score) == exact(written.execution.score)
    if path.stem == "lost-points":
        return
    assert result_of(read) == result_of(written)
    after = codes_of(project, written.rules)
    for code in (*CLAIMS, "YM109"):
        del after[code]
    assert after == before


# What a layout cannot carry.

SHANXI, MOF, SICHUAN, HUBEI = "shanxi", "mof", "sichuan", "hubei"
ORDER = (SHANXI, MOF, SICHUAN, HUBEI)

FULL = """
项目名称: 例
年度: 2024
评分规则: mof-2020
金额单位: 元
引用指标: ./approved-targets.yaml
项目资金:
  资金总额: {年初预算数: {目标申报数: 900000, 预算编制数: 800000}, 全年预算数: 850000,
    全年执行数: 800000, 资金结余: 60000, 执行率: 90%, 得分: 9, 偏差原因: 招标晚, 备注: 甲}
绩效指标:
- {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 甲, 年初指标值: 不低于90%, 调整后指标值: 不低于80%,
  实际完成值: 95%, 分值: 40, 得分: 39, 扣分: 1, 扣分原因: 迟报, 偏差原因: 无, 赋分方法: 直接赋分,
  佐证材料: 台账, 复核得分: 38, 复核意见: 少, 编号: A1, 备注: 乙}
- {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 乙, 调整后指标值: 提高, 实际完成值: 部分达成预期指标,
  分值: 50, 完成程度: 70}
项目绩效分析: {存在问题: 拖延, 改进措施: 加快, 整改措施: 加人, 主要经验做法: 早动手}
自评结果: {执行率得分: 1, 总分: 2, 等级: 差}
"""


def full() -> Scorecard:
    path = CHECKOUT / "examples" / "project.yaml"
    project = scoring.load_project(FULL.replace("引用指标: ./approved-targets.yaml\n", ""))
    return scoring.score(project._replace(file=str(path)))


def _first(project: Project) -> Indicator:
    return project.indicators[0]


def _fund(project: Project) -> Fund:
    return project.funds[0]


@pytest.fixture(scope="module", params=ORDER)
def carried(request: pytest.FixtureRequest) -> tuple[str, Project, Scorecard]:
    layout, card = str(request.param), full()
    return layout, through(card, layout, "xlsx"), card


NO, SAME = "否", "同左"
NOT_CARRIED: dict[str, tuple[str, str, str, str]] = {
    "赋分方法及参数（区间、按量、及格线）": (NO, NO, NO, NO),
    "完成程度": ("成为得分", "成为得分", "成为得分", "成为得分"),
    "单位自己填的得分、执行率、总分、等级": ("印的是计算出的，不是所填的", SAME, SAME, SAME),
    "佐证材料、复核得分、复核意见、指标编号、指标和资金各行的备注": (NO, NO, NO, NO),
    "引用指标": ("展开成各行，不再引用", SAME, SAME, SAME),
    "目标申报数": ("是", "没有预算编制数时才印", SAME, NO),
    "年初预算数": ("是", "是", "是", NO),
    "资金结（转）余": ("是", "否，按预算减执行另算", SAME, SAME),
    "没有写全年预算数的": ("读成全年预算数＝年初预算数", SAME, SAME, SAME),
    "只有调整后指标值的": ("是", "读成年初指标值", SAME, SAME),
    "指标值里写成词的符号（不低于90%）": ("原样", "原样", "成为 `≥`、`90`、`%`", "原样"),
    "偏差原因写成“扣2分：迟报”": ("成为扣分和扣分原因", SAME, SAME, SAME),
    "偏差原因“无”": ("是", "是", "是", "不印"),
    "金额单位": ("成为万元", SAME, SAME, SAME),
    "文字的标题": ("成为表上的标题", "原样", "成为表上的标题", "成为表上的标题"),
    "进了表上同一栏目的几段文字": ("合成一段", "原样", "合成一段", "合成一段"),
}


def test_the_table_is_the_documented_one() -> None:
    text = (CHECKOUT / "docs" / "forms.md").read_text("utf-8")
    lines = text.split("\n## 读回来\n")[1].split("\n## ")[0].split("\n")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    assert {row[0]: tuple(row[1:]) for row in rows[2:]} == NOT_CARRIED


def test_method_degree_and_claims(carried: tuple[str, Project, Scorecard]) -> None:
    _, project, card = carried
    assert [row.method for row in project.indicators] == [None, None]
    assert [row.degree for row in project.indicators] == [None, None]
    assert [row.claimed_score for row in project.indicators] == [
        row.score for row in card.indicators
    ]
    assert project.claimed.total == card.total != card.project.claimed.total
    assert project.claimed.grade == card.grade != card.project.claimed.grade


def test_what_stands_on_no_form(carried: tuple[str, Project, Scorecard]) -> None:
    _, project, _ = carried
    row = _first(project)
    assert row.evidence == ()
    assert (row.review_score, row.review_note, row.id, row.note) == (None, None, None, None)
    assert _fund(project).note is None
    # But all the others do.
    assert (row.deduction, row.deduction_reason) == (Decimal(1), "迟报")


def test_libraries_are_written_out() -> None:
    card = scoring.score(CHECKOUT / "examples" / "actuals.yaml")
    project = through(card, MOF, "xlsx")
    assert card.project.indicator_library != ()
    assert project.indicator_library == ()
    assert len(project.indicators) == len(card.indicators)


def test_money(carried: tuple[str, Project, Scorecard]) -> None:
    layout, project, _ = carried
    fund = _fund(project)
    assert project.money_unit == "万元"
    assert (exact(fund.annual_budget), exact(fund.executed)) == ("85", "80")
    requested, approved = exact(fund.requested), exact(fund.approved)
    assert (requested, approved) == {
        SHANXI: ("90", "80"),
        HUBEI: (None, None),
    }.get(layout, (None, "80"))
    assert exact(fund.balance) == ("6" if layout == SHANXI else None)
    assert fund.explanation == "招标晚"


def test_a_requested_amount_alone_is_printed(carried: tuple[str, Project, Scorecard]) -> None:
    layout, _, card = carried
    fund = _fund(card.project)._replace(approved=None)
    project = through(scoring.score(card.project._replace(funds=(fund,))), layout, "xlsx")
    kept = [exact(one) for one in (_fund(project).requested, _fund(project).approved) if one]
    assert kept == ([] if layout == HUBEI else ["90"])


def test_a_budget_that_was_not_adjusted(carried: tuple[str, Project, Scorecard]) -> None:
    layout, _, card = carried
    fund = _fund(card.project)._replace(annual_budget=None)
    project = through(scoring.score(card.project._replace(funds=(fund,))), layout, "xlsx")
    assert exact(_fund(project).annual_budget) == "80"


def test_targets(carried: tuple[str, Project, Scorecard]) -> None:
    layout, project, card = carried
    first, second = project.indicators
    shown = {SICHUAN: "≥90%"}.get(layout, "不低于90%")
    assert same_text(_joined(first)) == shown
    assert same_text(first.adjusted_target) == "不低于80%"
    only = (second.initial_target, second.adjusted_target)
    if layout == SHANXI:
        assert only == (None, "提高")
    else:
        assert [only[0], only[1]] == ["提高", None]
    assert (
        scoring.score(project, card.rules).total
        == scoring.score(
            card.project._replace(
                indicators=(_first(card.project)._replace(method=None), card.project.indicators[1])
            )
        ).total
    )


def _joined(row: Indicator) -> str | None:
    from scoring import notation

    return notation.combine(row.operator, row.initial_target, row.measure_unit)


def test_reasons_and_texts(carried: tuple[str, Project, Scorecard]) -> None:
    layout, project, _ = carried
    assert _first(project).explanation == (None if layout == HUBEI else "无")
    measures = {
        SHANXI: {"下一步改进措施及管理建议": "改进措施：加快\n整改措施：加人"},
        MOF: {"改进措施": "加快", "整改措施": "加人"},
        SICHUAN: {"改进措施": "加快\n整改措施：加人"},
        HUBEI: {"改进措施及结果应用方案": "改进措施：加快\n整改措施：加人"},
    }
    problems = "项目管理中存在的主要问题及原因分析" if layout == SHANXI else "存在问题"
    expected = {**measures[layout], problems: "拖延", "主要经验做法": "早动手"}
    assert dict(project.analysis) == expected
