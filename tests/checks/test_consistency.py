"""Money against costs, results against money, the goal against the targets."""

from __future__ import annotations

import pytest

from scoring.checks.consistency import CHECKS
from scoring.checks.goal_text import core
from tests.checks.cases import Row, codes, findings, row

COST = "成本指标"
MONEY = {"全年预算数": 83, "全年执行数": "82.731"}


def cost(name: str, target: str, actual: str) -> Row:
    return row(name, target, actual, 10, COST)


def filler(weight: object = 70) -> Row:
    """A row that takes the rest of the weight and says nothing."""
    return row("培训人次", "≥1200人次", "1215人次", weight)


PARTS = (
    cost("劳务费", "≤19.5年/万元", "≤17.41年/万元"),
    cost("宣传费", "≤5年/万元", "≤3.77年/万元"),
    cost("线路租赁成本", "≤26.12万元", "245000元"),
    cost("电费成本", "≤8.4万元", "7.23"),
    cost("运行维护费", "≤23.8万元", "20.12万元"),
)


def test_costs_do_not_add_to_what_was_spent() -> None:
    (found,) = findings(CHECKS, *PARTS, money=MONEY)
    assert found.code == "CX801"
    assert "73.03 万元" in found.message
    assert "82.731 万元" in found.message
    assert found.path == "/绩效指标/0/实际完成值"
    assert len(found.related) == 4


def test_costs_that_add_up() -> None:
    rows = [*PARTS[:-1], cost("运行维护费", "≤23.8万元", "29.8万元")]
    assert codes(CHECKS, *rows, money=MONEY) == []  # 82.71, apart by less than 0.1


def test_money_in_yuan() -> None:
    money = {"全年预算数": 830_000, "全年执行数": 827_310}
    assert codes(CHECKS, *PARTS, money=money, 金额单位="元") == ["CX801"]


@pytest.mark.parametrize(
    "rows",
    [
        PARTS[:3],  # targets make 61% of the budget
        (cost("人均成本", "≤83万元", "60万元"),),  # not a whole amount
        (cost("成本控制率", "≤83%", "60%"),),
        (cost("成本单价", "≤83元", "60元"),),
        (cost("设备", "≤83台", "60台"),),
        (cost("节约经费", "≤83万元", "60万元"),),
        (*PARTS[:4], cost("运行维护费", "≤23.8万元", "已完成")),  # no number to add
        (row("资金", "≤83万元", "60万元", 10, "社会成本指标", "成本指标"),),
    ],
)
def test_costs_that_cannot_be_added(rows: tuple[Row, ...]) -> None:
    assert codes(CHECKS, *rows, money=MONEY) == []


def test_a_total_row_is_not_added_twice() -> None:
    total = cost("项目总成本", "≤83万元", "82.7万元")
    good = [*PARTS[:-1], cost("运行维护费", "≤23.8万元", "29.8万元")]
    assert codes(CHECKS, *good, total, money=MONEY) == []
    assert codes(CHECKS, total, money=MONEY) == []
    assert codes(CHECKS, cost("项目总成本", "≤83万元", "60万元"), money=MONEY) == ["CX801"]


def test_a_row_that_makes_the_budget_alone_is_a_total() -> None:
    rows = (cost("成本控制在预算内", "≤83万元", "82.7万元"), cost("人员经费", "≤12万元", "12万元"))
    assert codes(CHECKS, *rows, money=MONEY) == []


def test_cost_targets_above_the_budget() -> None:
    rows = (cost("师资费", "≤60万元", "60万元"), cost("教材费", "≤400100元", "40万元"))
    assert codes(CHECKS, *rows, money={"全年预算数": 100, "全年执行数": 100}) == []
    rows = (cost("师资费", "≤60万元", "50万元"), cost("教材费", "≤42万元", "33万元"))
    found = codes(CHECKS, *rows, money={"全年预算数": 80, "全年执行数": 80})
    assert found == ["CX802"]


def test_a_budget_cut_during_the_year() -> None:
    money = {"年初预算数": 100, "全年预算数": 80, "全年执行数": 80}
    assert codes(CHECKS, cost("师资费", "≤98万元", "78万元"), money=money) == []
    assert codes(CHECKS, cost("师资费", "≤198万元", "78万元"), money=money) == ["CX802"]


def test_lower_bounds_are_no_ceiling() -> None:
    assert codes(CHECKS, cost("师资费", "≥150万元", "151万元")) == []


@pytest.mark.parametrize(
    ("executed", "fires"),
    [(100, False), (95, False), ("94.9", True), (50, True)],
)
def test_results_outrun_money(executed: object, *, fires: bool) -> None:
    money = {"全年预算数": 100, "全年执行数": executed}
    assert codes(CHECKS, filler(90), money=money) == ["CX803"] * fires


def test_an_open_total_is_not_compared() -> None:
    money = {"全年预算数": 100, "全年执行数": 50}
    assert codes(CHECKS, filler(80), row("反映", "提高", ""), money=money) == []


@pytest.mark.parametrize(
    ("name", "target", "goal", "fires"),
    [
        ("宣传费", "≤5万元", "社保卡宣传费5.18万元", True),
        ("宣传费", "≤5.18万元", "社保卡宣传费5.18万元", False),
        ("宣传费", "≤51800元", "宣传费5.18万元", False),
        ("宣传费", "≤5.1万元", "宣传费5.18万元", False),  # within 0.1 万元
        ("宣传费", "≤5万元", "宣传费5000元", True),
        ("线路租赁成本", "≤26.12年/万元", "每年线路租赁26.12万元", False),
        ("线路租赁成本", "≤26.12万元", "每年线路租赁28万元", True),
        ("工作人员满意度", "≥90%", "工作人员满意度在90%以上", False),
        ("工作人员满意度", "≥90%", "确保工作人员满意率达到百分之九十五", True),
        ("工作人员满意度", "≥90%", "群众满意度95%以上", False),
        ("工作人员满意度", "≥90%", "满意度95%以上", False),
        ("宣传费", "≤5万元", "2022年宣传费8万元，全年完成宣传", False),  # another year
        ("普及率", "≥90%", "到2025年，普及率达到95%", False),
        ("宣传费", "≤5万元", "人均宣传费5.18元", False),
        ("宣传费", "≤5万元", "宣传10次", False),
        ("培训人次", "≥1200人次", "全年培训1500人次", True),
        ("培训人次", "≥1200人次", "其中贫困户培训50人次", False),
        ("培训人次", "≥1200人次", "培训3期", False),
        ("取证率", "≥90%", "取证率提高5个百分点", False),
        ("取证率", "85%-90%", "取证率88%", False),
        ("取证率", "提高", "取证率88%", False),
        ("满意度", "≥90%", "满意度达到95%", False),  # too general a name
    ],
)
def test_goal(name: str, target: str, goal: str, *, fires: bool) -> None:
    found = findings(CHECKS, row(name, target, target, level2=COST), 年度目标=goal + "。")
    assert [finding.code for finding in found if finding.code == "CX804"] == ["CX804"] * fires


def test_one_of_two_numbers_agrees() -> None:
    goal = "宣传费8万元，其中市级宣传费5万元。"
    assert codes(CHECKS, cost("宣传费", "≤5万元", "5万元"), filler(), 年度目标=goal) == []


def test_parts_of_one_cost() -> None:
    goal = "消防设备费20万元，办公设备费30万元。"
    assert codes(CHECKS, cost("设备费", "≤50万元", "49万元"), filler(), 年度目标=goal) == []


def test_two_indicators_that_could_be_meant() -> None:
    rows = (
        row("农村居民满意度", "≥90%", "92%"),
        row("城镇居民满意度", "≥90%", "92%"),
        filler(60),
    )
    assert codes(CHECKS, *rows, 年度目标="居民满意度达到95%以上。") == []


def test_the_initial_or_the_adjusted_target_may_agree() -> None:
    rows = row("宣传费", "≤5.18万元", "5万元", 90, COST, 调整后指标值="≤8万元")
    for goal in ("宣传费5.18万元。", "宣传费8万元。"):
        found = findings(CHECKS, rows, rules="shanxi-2023", 年度目标=goal)
        assert found == []


def test_the_goal_is_named_with_its_indicator() -> None:
    rows = (cost("宣传费", "≤5万元", "5万元"), filler())
    (found,) = findings(CHECKS, *rows, 年度目标="社保卡宣传费5.18万元。")
    assert found.path == "/年度目标"
    assert found.related[0].path == "/绩效指标/0/年初指标值"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("电费成本", "电费"), ("做到社保卡持有率", "社保卡持有"), ("费用", "费用"), ("", "")],
)
def test_core(text: str, expected: str) -> None:
    assert core(text) == expected
