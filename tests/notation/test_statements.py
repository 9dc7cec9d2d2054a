"""Statements: which phrases say what of a result, and which say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.notation import statement

TIERS = {
    "attained": """
达成预期指标 已完成 完成 完成了 均已完成 全部完成 已全部按时完成 按期完成 是 √ 达标 已达标
合格 达到预期 已达到预期目标 达成年度指标 符合要求 基本达成 基本达到 基本达成目标 优
落实到位 “达成预期指标”。 达成预期指标！ 圆满完成 验收合格
""",
    "partly": """
部分达成 部分完成 部分实现目标 部分达成年度指标并具有一定效果 部分达到 未全部完成 未完全达成
基本完成 已部分完成
""",
    "missed": """
未达成 未完成 否 未实现 实现目标程度较低 未达成年度指标且效果较差 尚未完成 不合格 没有完成
差 未达标
""",
}
ZERO = """
未发生 没有发生 无上访 无事故 零投诉 零事故 无安全事故 未发生重大安全责任事故 无群众上访
未出现违规 没有收到投诉 未发生群体性事件 无投诉 零差错 未发生一起安全事故 零
"""
NOTHING = """
提高 良 中 效果明显 无 / 无事故率 无投诉处理 未完成率5% 完成12场 完成率 达成率
没有完成不了的任务 无事故但有投诉 已 全部 了 有所提升 专款专用 不达成不罢休 完成情况良好 90%
2023年12月31日
"""


@pytest.mark.parametrize(
    ("phrase", "tier"), [(phrase, tier) for tier, text in TIERS.items() for phrase in text.split()]
)
def test_tier(phrase: str, tier: str) -> None:
    found = statement(phrase)
    assert found is not None
    assert (found.tier, found.completion, found.is_zero) == (tier, None, False)


@pytest.mark.parametrize("phrase", ZERO.split())
def test_zero(phrase: str) -> None:
    found = statement(phrase)
    assert found is not None
    assert found.is_zero
    assert found.tier is None


@pytest.mark.parametrize("phrase", ["", *NOTHING.split(), "达成" * 40, "未" * 4000])
def test_no_statement(phrase: str) -> None:
    assert statement(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "completion", "tier"),
    [
        ("指标完成率100%", "100", "attained"),
        ("指标完成率99.14%", "99.14", None),
        ("完成率为98.5%", "98.5", None),
        ("任务完成率：90％", "90", None),
        ("目标完成率百分之九十", "90", None),
        ("完成100%", "100", "attained"),
        ("已完成98%", "98", None),
        ("98%完成", "98", None),
        ("完成120%", "120", "attained"),
    ],
)
def test_completion(phrase: str, completion: str, tier: str | None) -> None:
    found = statement(phrase)
    assert found is not None
    assert (found.completion, found.tier) == (Decimal(completion), tier)
