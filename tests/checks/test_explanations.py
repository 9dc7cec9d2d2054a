"""Explanations: missing ones, and those that contradict the points."""

from __future__ import annotations

import pytest

import scoring
from scoring.checks.explanations import CHECKS, is_no_reason, says
from scoring.checks.scores import CHECKS as SCORES
from scoring.model.ruleset import CheckSetting
from tests.checks.cases import codes, findings, row


@pytest.mark.parametrize(
    ("actual", "fields", "fires"),
    [
        ("80人", {}, True),
        ("80人", {"偏差原因": "无"}, True),
        ("80人", {"偏差原因": "无偏差。"}, True),
        ("80人", {"偏差原因": "0"}, True),
        ("80人", {"偏差原因": "一期培训班取消"}, False),
        ("80人", {"扣分": 1, "扣分原因": "材料不全"}, False),
        ("100人", {}, False),
        ("100人", {"得分": 9}, False),  # met but cut: SC606 says so
        ("100人", {"得分": 9, "偏差原因": "无"}, False),
        ("100人", {"得分": 9, "偏差原因": "无偏差"}, True),  # SC606 takes it for a reason
        ("80人", {"得分": 7}, True),
        ("100人", {"得分": "9.99"}, False),
        ("情况良好", {}, False),  # unjudged
        ("80人", {"不适用": "未安排"}, False),
    ],
)
def test_lost_points(actual: str, fields: dict[str, object], *, fires: bool) -> None:
    found = codes(CHECKS, row("培训人数", "≥100人", actual, **fields))  # type: ignore[arg-type]
    assert found == ["EX701"] * fires


def test_a_cut_that_nobody_else_speaks_of_is_told() -> None:
    cut = row("培训人数", "≥100人", "100人", 得分=9)
    assert codes((*CHECKS, *SCORES), cut) == ["SC606"]
    off = scoring.load_rules()._replace(checks=(("SC606", CheckSetting(off=True)),))
    assert codes((*CHECKS, *SCORES), cut, rules=off) == ["EX701"]


def test_rescaled_weights_lose_nothing() -> None:
    rows = [row(f"第{place}项", "≥100人", "100人", 10) for place in "一二三"]
    assert codes(CHECKS, *rows, row("第四项", "≥1人", "", 10, 不适用="未安排")) == []


def test_a_form_may_explain_as_a_whole() -> None:
    rows = row("培训人数", "≥100人", "80人")
    reasons = {"偏差大或目标未完成原因分析": "一期培训班因场地检修取消"}
    assert codes(CHECKS, rows, 项目绩效分析=reasons) == []
    assert codes(CHECKS, rows, 项目绩效分析={"偏差大或目标未完成原因分析": "无"}) == ["EX701"]
    assert codes(CHECKS, rows, 项目绩效分析={"主要经验做法": "按计划执行"}) == ["EX701"]


@pytest.mark.parametrize(
    "text",
    [
        "部分班次未完成",
        "因无资金未完成",
        "因疫情原因，未完成全部场次。",
        "任务尚未完成",
        "未按时完成",
        "如期开工，未完成验收",
    ],
)
def test_unfinished(text: str) -> None:
    assert says(text, "unfinished")
    (found,) = findings(CHECKS, row("培训人数", "≥100人", "100人", 偏差原因=text))
    assert found.code == "EX702"
    assert found.path == "/绩效指标/0/偏差原因"


@pytest.mark.parametrize(
    "text",
    [
        "无未完成事项",
        "不存在任何未完成的情况",
        "没有未完成任务",
        "如未完成将扣减补助",
        "若年底未完成，按规定收回",
        "上年未完成部分已补齐",
        "未完成原因：无",
        "按计划完成",
        "避免出现未完成",
    ],
)
def test_not_unfinished(text: str) -> None:
    assert says(text, "unfinished") is None


def test_unfinished_with_points_lost_is_no_contradiction() -> None:
    text = "部分班次未完成"
    assert codes(CHECKS, row("培训人数", "≥100人", "80人", 偏差原因=text)) == []
    assert codes(CHECKS, row("培训人数", "≥100人", "80人", 得分=10, 偏差原因=text)) == ["EX702"]


@pytest.mark.parametrize(
    ("target", "actual", "text", "fires"),
    [
        ("≤5万元", "3.77万元", "偏差较小,节约了成本", True),  # −24.6%
        ("≤8.4万元", "7.23万元", "偏差较小,节约了成本", False),  # −13.9%
        ("≤5万元", "4万元", "偏差较小", False),  # just 20%
        ("≥6场", "12场", "偏差不大", True),
        ("≤5万元", "3.77万元", "并非偏差较小，改为线上宣传", False),
        ("≤5万元", "3.77万元", "改为线上宣传", False),
        ("≤5万元", "3.77万元", "无偏差", True),
    ],
)
def test_small_deviation(target: str, actual: str, text: str, *, fires: bool) -> None:
    rows = row("宣传", target, actual, level2="成本指标", 偏差原因=text)
    assert codes(CHECKS, rows) == ["EX702"] * fires


@pytest.mark.parametrize(
    ("fields", "fires"),
    [
        ({"扣分": 1}, True),
        ({"扣分": 1, "扣分原因": "无"}, True),
        ({"扣分": 1, "偏差原因": "抽样偏少"}, True),
        ({"扣分": 1, "扣分原因": "两份签到表缺失"}, False),
        ({"扣分": 0}, False),
        ({}, False),
    ],
)
def test_deduction(fields: dict[str, object], *, fires: bool) -> None:
    found = findings(CHECKS, row("档案完整率", "=100%", "100%", **fields))  # type: ignore[arg-type]
    assert [finding.code for finding in found] == ["EX703"] * fires
    assert all(finding.severity == "error" for finding in found)


def test_evidence_is_asked_for_where_some_give_it() -> None:
    bare = row("培训人数", "≥100人", "100人")
    backed = row("取证率", "≥90%", "92%", 佐证材料=["证书登记表"])
    blank = row("满意度", "≥90%", "92%", 佐证材料="无")
    assert codes(CHECKS, bare, blank) == []
    assert codes(CHECKS, backed) == []
    found = findings(CHECKS, bare, backed, blank)
    assert [finding.path for finding in found] == [
        "/绩效指标/0/佐证材料",
        "/绩效指标/2/佐证材料",
    ]
    assert {finding.severity for finding in found} == {"note"}


def test_no_points_need_no_evidence() -> None:
    backed = row("取证率", "≥90%", "92%", 佐证材料="证书登记表")
    missed = row("培训人数", "≥100人", "0人", 偏差原因="培训取消")
    unjudged = row("学员反映", "提高", "")
    assert codes(CHECKS, backed, missed, unjudged) == []


@pytest.mark.parametrize(("text", "blank"), [(None, True), ("—", True), ("受灾", False)])
def test_no_reason(text: str | None, *, blank: bool) -> None:
    assert is_no_reason(text) is blank
