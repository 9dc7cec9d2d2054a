"""Whatever can be read lays out in every form as a full rectangle that holds all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scoring
from scoring.render.grid import Grid, placed
from scoring.render.layouts import FORMS, lay_out
from scoring.render.terminal import draw
from scoring.render.width import width
from scoring.source.project import project_from_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = st.text(max_size=12) | st.sampled_from(
    ["≥90%", "≤5万元", "提高", "2023年底", "/", "无", "=1个"]
)
NUMBER = st.none() | st.decimals(-100, 10**6, places=3).map(str) | st.just("二十")
NAMES = ["产出指标", "效益指标", "满意度指标（10分）", "数量指标", "成本指标", ""]


def some(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """A mapping with any of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


ROWS = st.lists(
    some(
        一级指标=st.sampled_from(NAMES), 二级指标=st.sampled_from(NAMES), 三级指标=TEXT, 年初指标值=TEXT,
        调整后指标值=TEXT, 指标性质=TEXT, 计量单位=TEXT, 实际完成值=TEXT, 分值=NUMBER, 得分=NUMBER,
        扣分=NUMBER, 扣分原因=TEXT, 偏差原因=TEXT, 不适用=TEXT,
    ),
    max_size=8,
)  # fmt: skip
FUND = some(年初预算数=NUMBER, 全年预算数=NUMBER, 全年执行数=NUMBER, 资金结余=NUMBER, 偏差原因=TEXT)
FUND_NAMES = st.sampled_from(
    [
        "资金总额",
        "其中：财政拨款",
        "一般公共预算",
        "上年结转",
        "其他资金",
        "自筹",
        "财政专户管理资金",
    ]
)
PROJECTS = some(
    项目名称=TEXT, 年度=st.just(2023), 主管部门=TEXT, 预算单位=TEXT, 项目编码=TEXT, 备注=TEXT, 年度目标=TEXT,
    金额单位=st.sampled_from(["元", "万元", "亿元"]), 项目资金=st.dictionaries(FUND_NAMES, FUND, max_size=5),
    实际完成情况=TEXT, 绩效指标=ROWS,
    项目绩效分析=st.dictionaries(TEXT, TEXT | st.dictionaries(TEXT, TEXT, max_size=2), max_size=4),
)  # fmt: skip
RULES = st.sampled_from(["mof-2020", "shanxi-2023", "hubei-2020", "sichuan-2023", "guangxi"])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(PROJECTS, RULES)
def test_any_project_lays_out_in_every_form(project: Mapping[str, object], rules: str) -> None:
    project_read = project_from_mapping(project).project
    assert project_read is not None
    card = scoring.score(project_read, rules)
    for form in FORMS:
        grid = lay_out(card, form)
        cells = placed(grid)
        covered = sum(cell.rows * cell.columns for _, _, cell in cells)
        assert covered == len(grid.rows) * len(grid.widths)
        printed = "\n".join(cell.text for _, _, cell in cells)
        said = [project_read.name, project_read.unit, project_read.goal, project_read.goal_result]
        for row in project_read.indicators:
            said += [row.name, row.actual]
        assert [text for text in said if text is not None and text not in printed] == []


def _card(count: int) -> scoring.Scorecard:
    rows: list[dict[str, object]] = [
        {
            "一级指标": "产出指标" if at < count // 2 else "效益指标", "二级指标": f"第{at // 7}类指标",
            "三级指标": f"第{at}项", "年初指标值": "≥90%", "实际完成值": "95%", "分值": 1,
            "偏差原因": "原因说明，" * (at % 9),
        }
        for at in range(count)
    ]  # fmt: skip
    return scoring.score(
        {"项目名称": "长表", "年度": 2023, "年度目标": "目标。" * 900, "绩效指标": rows}
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [0, 1, 60, 300])
def test_long_and_short_forms_keep_the_width_of_the_terminal(form: str, count: int) -> None:
    grid: Grid = lay_out(_card(count), form)
    assert placed(grid)
    for columns in (80, 120):
        assert max(map(width, draw(grid, columns).split("\n"))) <= columns
