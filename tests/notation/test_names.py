"""Names of classes, funds rows and indicators; targets printed in three columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.notation import (
    Words,
    assumed_operator,
    class_key,
    combine,
    fund_role,
    is_less_better,
    parse,
    same_text,
    strip_points,
)

LESS = """
控制率 成本控制率 安全事故 事故发生率 投诉率 群众投诉 结余率
结余率(计算方法为:结余数/预算数) 上访人次 差错率 违规次数 故障率 超支率 死亡率 病虫害发生率
失业率 逾期率 科目调整次数 故障响应时间 办理时限
指标1:辖区内与补助资金相关的重大食品安全监管责任事故发生数
"""
MORE = """
投诉处理率 投诉办结率 事故处置率 安全隐患排查有效处置率 违法行为责停率
信息系统全年无安全事故率 故障修复率 违法案件查办率 投诉处理满意度 高血压随访控制数
控制率达标率 成本节约率 事故应急演练次数 就业率 服务对象满意度 完工率 平均无故障时间
食品安全投诉举报处置率
"""


@pytest.mark.parametrize("name", LESS.split())
def test_less_is_better(name: str) -> None:
    assert is_less_better(name)
    assert assumed_operator(Decimal(5), name, "产出指标", "质量指标") == "≤"


@pytest.mark.parametrize("name", MORE.split())
def test_more_is_better(name: str) -> None:
    assert not is_less_better(name)
    assert assumed_operator(Decimal(5), name, "产出指标", "质量指标") == "≥"


def test_costs_and_zero() -> None:
    assert assumed_operator(Decimal(5), "劳务费", "产出指标", "成本指标（10分）") == "≤"
    assert assumed_operator(Decimal(5), "劳务费", "成本指标", None) == "≤"
    assert assumed_operator(Decimal(5), "劳务费", None, None) == "≥"
    assert assumed_operator(Decimal("0.00"), "满意度", "满意度指标", None) == "="


@pytest.mark.parametrize(
    ("name", "bare", "key"),
    [
        ("产出指标（50分）", "产出指标", "产出"),
        ("产出指标(50分)", "产出指标", "产出"),
        ("产出指标 50分", "产出指标", "产出"),
        ("效益指标（30%）", "效益指标", "效益"),
        ("效益指标（30）", "效益指标", "效益"),
        ("产出", "产出", "产出"),
        ("项目完成指标", "项目完成指标", "产出"),
        ("满意度指标", "满意度指标", "满意度"),
        ("成本", "成本", "成本"),
        ("进度指标", "进度指标", "时效"),
        ("环境效益", "环境效益", "生态效益"),
        ("可持续影响指标", "可持续影响指标", "可持续影响"),
        ("经济成本指标", "经济成本指标", "经济成本"),
        ("服务对象满意度指标", "服务对象满意度指标", "服务对象满意度"),
        ("满意度指标 服务对象满意度", "满意度指标服务对象满意度", "服务对象满意度"),
        ("项目决策", "项目决策", "项目决策"),
        ("其他（补充）", "其他(补充)", "其他(补充)"),
        ("", "", ""),
    ],
)
def test_classes(name: str, bare: str, key: str) -> None:
    assert strip_points(name) == bare
    assert class_key(name) == key


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("资金总额", "total"),
        ("年度资金总额", "total"),
        ("年度资金总额（万元）", "total"),
        ("总额", "total"),
        ("合计", "total"),
        ("年度财政资金总额", "total"),
        ("预算执行情况", "total"),
        ("其中：当年财政拨款", "parent"),
        ("其中:财政资金", "parent"),
        ("一般公共预算", "part"),
        ("其中：一般公共预算", "part"),
        ("政府性基金", "part"),
        ("国有资本经营预算", "part"),
        ("市县区财政资金", None),
        ("上年结转资金", None),
        ("其他资金", None),
    ],
)
def test_fund_roles(name: str, role: str | None) -> None:
    assert fund_role(name) == role


@pytest.mark.parametrize(
    ("operator", "value", "unit", "expected"),
    [
        ("≥", "90", "%", "≥90%"),
        ("≥", "≥90%", "%", "≥90%"),
        ("≥", "≥90", "%", "≥90%"),
        ("≥", "90以上", "%", "≥90%"),
        ("≥", "90", "（%）", "≥90%"),
        ("≥", "90%", "百分比", "≥90%"),
        ("≤", "30", "万元", "≤30万元"),
        ("=", "5万", "元", "=5万元"),
        ("大于等于", "90", "百分比", "≥90百分比"),
        ("＞＝", "90", "/", "≥90"),
        ("小于等于", "10", "次", "≤10次"),
        ("不低于", "10", "次", "≥10次"),
        ("等于", "2", "个", "=2个"),
        ("定量", "90", "%", "90%"),
        (None, "90", None, "90"),
        ("", "90", "", "90"),
        ("≥", "5-10", "个", "5-10个"),
        ("≤", "[80,90]", "%", "[80,90]%"),
        ("≤", "2023年12月31日", "日期", "2023年12月31日"),
        ("=", "2023", "年", "=2023年"),
        ("≥", "提高", "%", "提高"),
        ("定性", "优良中低差", None, "定性 优良中低差"),
        ("定性", "定性 优良中低差", None, "定性 优良中低差"),
        ("定性", "90", "%", "定性 90"),
        ("≥", None, "%", None),
        ("≥", "/", "%", "/"),
        ("定性", "/", "", "/"),
    ],
)
def test_three_columns(
    operator: str | None, value: str | None, unit: str | None, expected: str | None
) -> None:
    assert combine(operator, value, unit) == expected


def test_qualitative_is_words_whatever_the_value() -> None:
    assert isinstance(parse(combine("定性", "90", "%") or ""), Words)


def test_same_text() -> None:
    assert same_text("提高 办事效率。", "提高办事效率")
    assert same_text("≥９０％", "≥90%；")
    assert not same_text("提高", "有所提高")
