"""The forms of Sichuan, Hubei and Guangxi: wording, order, and what stands in which cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

import scoring
from scoring.model.project import Fund
from scoring.render.grid import Grid, placed
from scoring.render.layouts import FORMS, lay_out
from tests.render import samples

REQUIRED = {
    "shanxi": (
        "项目名称 主管部门及代码 预算单位 年初预算数 目标申报数 预算编制数 全年预算数 全年执行数 "
        "资金结（转）余 执行率 得分 偏差原因分析及改进措施 资金总额 项目年度绩效目标 年度目标 "
        "实际完成情况 绩效指标 一级指标 二级指标 三级指标 年初指标值 调整后指标值 实际完成值 分值 "
        "总分 项目绩效分析 自评结果分析 项目实施和预算执行情况 产出情况及分析 效益情况及分析 "
        "满意度情况及分析 主要经验做法 项目管理中存在的主要问题及原因分析 下一步改进措施及管理建议"
    ),
    "mof": (
        "项目名称 主管部门 实施单位 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额 "
        "上年结转资金 其他资金 年度总体目标 预期目标 实际完成情况 绩效指标 一级指标 二级指标 三级指标 "
        "年度指标值 实际完成值 偏差原因分析及改进措施 总分"
    ),
    "sichuan": (
        "项目名称 主管部门 实施单位（盖章） 项目基本情况 项目年度目标 年度目标完成情况 "
        "2.项目实施内容及过程概述 年度预算数（万元） 年初预算 调整后预算数 预算执行数 预算执行率 权重 "
        "得分 原因 总额 财政专户管理资金 单位资金 其他资金 一级指标 二级指标 三级指标 指标性质 指标值 "
        "度量单位 完成值 未完成原因分析 合计 评价结论 存在问题 改进措施 项目负责人 财务负责人"
    ),
    "hubei": (
        "单位名称 填报日期 项目名称 主管部门 项目实施单位 项目类别 项目属性 项目类型 预算数(A) "
        "执行数(B) 执行率(B/A) 得分(10分×执行率) 年度财政资金总额 一级指标 二级指标 三级指标 "
        "年初目标值(A) 实际完成值(B) 得分 总分 偏差大或目标未完成原因分析 改进措施及结果应用方案"
    ),
}
REQUIRED["guangxi"] = REQUIRED["mof"] + " 扣分"


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def flat(grid: Grid) -> list[str]:
    return [cell.text for row in grid.rows for cell in row]


def beside(grid: Grid, label: str) -> str:
    """The text of the cell after a label."""
    return next(row[row.index(label) + 1] for row in texts(grid) if label in row)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("is_empty", [False, True])
def test_a_form_prints_every_field_it_has(form: str, is_empty: bool) -> None:  # noqa: FBT001
    grid = lay_out(
        scoring.score({"项目名称": "甲", "年度": 2023}) if is_empty else samples.jinbao(), form
    )
    printed = set(flat(grid))
    assert [label for label in REQUIRED[form].split() if label not in printed] == []
    assert any("万元" in text for text in printed)


@pytest.mark.parametrize("form", FORMS)
def test_each_page_tells_project_and_rules(form: str) -> None:
    grid = lay_out(samples.jinbao(), form)
    assert grid.footer == "评分规则 shanxi-2023（山西省试用规则，版本 1）"
    repeated = [cell for row in grid.rows[: grid.repeated] for cell in row]
    assert samples.jinbao().project.name in [cell.text for cell in repeated]
    assert all(cell.rows == 1 for cell in repeated)


def test_the_sichuan_form() -> None:
    grid = lay_out(samples.jinbao("sichuan"))
    assert (grid.title, grid.subtitle) == ("部门预算项目支出绩效自评表", "（2023年度）")
    rows = texts(grid)
    assert rows[0] == ["项目名称", "金保工程信息系统日常运营维护"]
    assert rows[2] == ["项目基本情况", "1.项目年度目标完成情况", "项目年度目标", "年度目标完成情况"]
    assert rows[3] == [samples.GOAL, samples.RESULT]
    assert rows[5] == [
        "预算执行情况\n（10分）", "年度预算数（万元）", "年初预算", "调整后预算数", "预算执行数",
        "预算执行率", "权重", "得分", "原因",
    ]  # fmt: skip
    assert rows[6] == ["总额", "83.00", "83.00", "82.731", "99.68%", "10", "9.97", ""]
    assert rows[7] == ["其中：市县区财政资金", "83.00", "83.00", "82.731", "99.68%", "/", "/", ""]
    for row, name in zip(rows[8:11], ("财政专户管理资金", "单位资金", "其他资金"), strict=True):
        assert row == [name, "", "", "", "", "/", "/", ""]
    assert rows[11] == [
        "绩效指标\n（90分）", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值",
        "权重", "得分", "未完成原因分析",
    ]  # fmt: skip
    assert rows[12] == [
        "产出指标", "数量指标", "信息网络软件系统运维数量", "=", "1", "个", "=1个", "20", "20.00", "无",
    ]  # fmt: skip
    assert rows[14][1:5] == ["运行维护时间", "期限", "2023年12月31日", ""]
    assert rows[20][2:6] == ["公众办事效率", "定性", "提高", ""]
    assert rows[25] == ["合计", "100", "99.97", "优"]
    assert [row[0] for row in rows[26:29]] == ["评价结论", "存在问题", "改进措施"]
    assert beside(grid, "存在问题") == samples.ANALYSIS[2][1]
    assert rows[-1] == ["项目负责人", "", "财务负责人", ""]


def test_sources_keep_their_order_and_fill_the_rows_of_their_kind() -> None:
    funds = (
        Fund("资金总额", "/t", annual_budget=Decimal(9), executed=Decimal(9), is_total=True),
        Fund("财政拨款", "/a", annual_budget=Decimal(6), executed=Decimal(6)),
        Fund("一般公共预算", "/b", annual_budget=Decimal(6), executed=Decimal(6), is_part=True),
        Fund("财政专户管理资金", "/c", annual_budget=Decimal(2), executed=Decimal(2)),
        Fund("社会捐赠", "/d", annual_budget=Decimal(1), executed=Decimal(1)),
    )
    made = samples.card([samples.row("甲")])
    made = made._replace(project=made.project._replace(funds=funds))
    rows = texts(lay_out(made, "sichuan"))
    assert [row[0] for row in rows[6:13]] == [
        "总额", "其中：财政拨款", "一般公共预算", "财政专户管理资金", "社会捐赠", "单位资金", "其他资金",
    ]  # fmt: skip
    rows = texts(lay_out(made, "mof"))
    assert [row[0] for row in rows[3:10]] == [
        "年度资金总额", "其中：财政拨款", "一般公共预算", "财政专户管理资金", "社会捐赠", "上年结转资金",
        "其他资金",
    ]  # fmt: skip


def test_the_sichuan_form_shows_a_differing_target_in_the_value() -> None:
    grid = lay_out(samples.unjudged("sichuan"))
    row = next(row for row in texts(grid) if "培训人数" in row)
    at = row.index("培训人数")
    assert row[at + 1 : at + 4] == ["≥", "150\n（年初：≥120人）", "人"]


def test_the_hubei_form() -> None:
    made = samples.jinbao()
    rules = made.rules._replace(
        weights=made.rules.weights._replace(execution=Decimal(20)),
    )
    made = made._replace(rules=rules, execution=made.execution._replace(weight=Decimal(20)))
    grid = lay_out(made, "hubei")
    assert (grid.title, grid.subtitle) == ("2023年度金保工程信息系统日常运营维护项目自评表", "")
    rows = texts(grid)
    assert rows[0] == ["单位名称", "304006-忻州市社会保障卡服务中心", "填报日期", ""]
    assert rows[3] == ["项目类别", "1、部门预算项目□　2、省直专项□　3、省对下转移支付项目□"]
    assert rows[4] == ["项目属性", "1、持续性项目□　2、新增性项目□"]
    assert rows[5] == ["项目类型", "1、常年性项目□　2、延续性项目□　3、一次性项目□"]
    assert rows[6] == [
        "预算执行情况\n（万元）\n（20分）", "", "预算数(A)", "执行数(B)", "执行率(B/A)", "得分(20分×执行率)",
    ]  # fmt: skip
    assert rows[7] == ["年度财政资金总额", "83.00", "82.731", "99.68%", "9.97"]
    assert rows[8] == ["市县区财政资金", "83.00", "82.731", "99.68%", "—"]
    assert rows[9] == [
        "年度绩效目标\n（80分）", "一级指标", "二级指标", "三级指标", "年初目标值(A)", "实际完成值(B)",
        "得分",
    ]  # fmt: skip
    assert rows[10] == [
        "产出指标", "数量指标", "信息网络软件系统运维数量（20分）", "=1个", "=1个", "20.00",
    ]  # fmt: skip
    assert rows[23:25] == [["总分", "99.97"], ["自评等级", "优"]]
    assert beside(grid, "年度目标") == samples.GOAL
    assert beside(grid, "实际完成情况") == samples.RESULT
    assert len(grid.notes) == 3


def test_hubei_reasons_stand_below_with_the_names_they_belong_to() -> None:
    made = samples.card(
        [
            samples.row("甲", explanation="设备到货晚\n已改正"),
            samples.row("乙", explanation="无"),
            samples.row("丙", deduction=Decimal(2), deduction_reason="迟报"),
            samples.row("丁", not_applicable="任务取消"),
        ]
    )
    fund = made.project.funds[0]._replace(explanation="招标节约")
    analysis = (("未完成原因分析", "总体说明"),)
    project = made.project._replace(funds=(fund,), analysis=analysis)
    grid = lay_out(made._replace(project=project), "hubei")
    assert beside(grid, "偏差大或目标未完成原因分析").split("\n") == [
        "总体说明", "市县区财政资金：招标节约", "甲：设备到货晚", "甲：已改正", "丙：扣2分：迟报",
        "丁：不适用：任务取消",
    ]  # fmt: skip


def test_hubei_boxes_are_ticked_by_the_projects_own_words() -> None:
    analysis = (
        ("项目类别", "2.省直专项"), ("项目属性", "新增性"), ("项目类型", "跨年度"), ("填表日期", "2023年3月"),
    )  # fmt: skip
    made = samples.jinbao()
    grid = lay_out(made._replace(project=made.project._replace(analysis=analysis)), "hubei")
    assert beside(grid, "项目类别") == "1、部门预算项目□　2、省直专项■　3、省对下转移支付项目□"
    assert beside(grid, "项目属性") == "1、持续性项目□　2、新增性项目■"
    assert beside(grid, "项目类型") == "1、常年性项目□　2、延续性项目□　3、一次性项目□　跨年度"
    assert beside(grid, "填报日期") == "2023年3月"


def test_a_row_without_a_weight_has_no_points_behind_its_name() -> None:
    row, score = samples.row("甲", weight="10")
    made = samples.card([(row._replace(weight=None), score)])
    assert "甲" in flat(lay_out(made, "hubei"))


def test_deductions_have_a_column_where_the_form_has_one() -> None:
    made = samples.card(
        [
            samples.row("甲", deduction=Decimal(2), deduction_reason="迟报", explanation="说明"),
            samples.row("乙", deduction=Decimal(0)),
        ]
    )
    rows = texts(lay_out(made, "guangxi"))
    at = next(number for number, row in enumerate(rows) if "扣分" in row)
    assert rows[at][-3:] == ["得分", "扣分", "偏差原因分析及改进措施"]
    assert rows[at + 1][-3:] == ["10.00", "2", "扣分原因：迟报\n说明"]
    assert rows[at + 2][-3:] == ["10.00", "", ""]
    assert len(placed(lay_out(made, "guangxi"))) > len(placed(lay_out(made, "mof")))


def test_unjudged_execution_shows_its_bounds() -> None:
    card = scoring.score({"项目名称": "甲", "年度": 2023})
    for form in FORMS:
        assert "无法评判\n0～10" in flat(lay_out(card, form))
