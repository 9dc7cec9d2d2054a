"""Points of the classes, execution counted twice, one indicator with most of the points."""

from __future__ import annotations

from decimal import Decimal

import pytest

import scoring
from scoring.api import load_rules
from scoring.checks.runner import run_checks
from scoring.checks.weights import CHECKS
from scoring.model.ruleset import CheckSetting
from tests.checks.cases import Row, codes, findings, row

LEVELS = {
    "产出": "数量指标",
    "效益": "社会效益指标",
    "满意度": "服务对象满意度指标",
    "成本": "经济成本指标",
}


def split(**points: object) -> list[Row]:
    return [
        row(f"{name}一", "≥1个", "1个", weight, LEVELS.get(name, name), f"{name}指标")
        for name, weight in points.items()
    ]


@pytest.mark.parametrize(
    ("points", "rules", "fires"),
    [
        ({"产出": 50, "效益": 30, "满意度": 10}, None, False),
        ({"产出": 60, "效益": 20, "满意度": 10}, None, True),
        ({"产出": 50, "效益": 29.5, "满意度": 10.5}, None, True),
        ({"产出": 40, "成本": 10, "效益": 30, "满意度": 10}, None, False),  # 成本 under 产出
        ({"产出": 60, "效益": 30}, None, False),  # CP205 says what is missing
        ({"产出": 65, "效益": 25}, None, True),
        ({"产出": 55, "效益": 30, "满意度": 10}, None, False),  # WT301 says so
        ({"决策": 20, "产出": 40, "效益": 30}, None, False),
        ({"产出": 70, "效益": 10, "满意度": 10}, "sichuan-2023", False),
        ({"成本": 20, "产出": 40, "效益": 20, "满意度": 10}, "mof-2021", False),
        ({"产出": 50, "效益": 30, "满意度": 10}, "mof-2021", False),
        ({"成本": 20, "产出": 40, "效益": 30}, "mof-2021", False),
        ({"产出": 50, "效益": 40}, "mof-2021", False),
        ({"成本": 10, "产出": 50, "效益": 20, "满意度": 10}, "mof-2021", True),
    ],
)
def test_section_weight(points: dict[str, object], rules: str | None, *, fires: bool) -> None:
    assert codes(CHECKS, *split(**points), rules=rules) == ["WT302"] * fires


def test_satisfaction_under_benefit() -> None:
    under = row("读者满意度", "≥90%", "91%", 10, "服务对象满意度指标", "效益指标")
    assert codes(CHECKS, *split(产出=50, 效益=30), under) == []


def test_names_a_shipped_set_that_fits() -> None:
    given = {
        "项目名称": "某项目",
        "年度": 2023,
        "绩效指标": [
            {"一级指标": level1, "二级指标": level2, "三级指标": name, **cells}
            for level1, level2, name, cells in split(成本=20, 产出=40, 效益=20, 满意度=10)
        ],
    }
    asked = []

    def others() -> tuple[scoring.RuleSet, ...]:
        asked.append(1)
        return (load_rules("mof-2020"), load_rules("mof-2021"))

    found, _ = run_checks(scoring.score(given), CHECKS, others)
    messages = [one for one in found if one.code == "WT302"]
    assert len(messages) == 1
    assert "mof-2021" in messages[0].message
    assert "评分规则: mof-2021" in messages[0].help
    assert asked == [1]


def test_other_sets_are_not_loaded_without_need() -> None:
    def others() -> tuple[scoring.RuleSet, ...]:
        raise AssertionError

    given = {"项目名称": "某项目", "年度": 2023, "绩效指标": {}}
    _, outcomes = run_checks(scoring.score(given), CHECKS, others)
    assert {one.outcome for one in outcomes} == {"clean", "found", "skipped"}


@pytest.mark.parametrize(
    ("name", "fires"),
    [
        ("预算执行率", True),
        ("项目资金支付率", True),
        ("2023年预算执行率", True),
        ("预算执行率（%）", True),
        ("资金到位率", False),
        ("资金拨付及时率", False),
        ("行政执法案件执行率", False),
        ("违规使用资金起数", False),
    ],
)
def test_execution_as_an_indicator(name: str, *, fires: bool) -> None:
    found = codes(CHECKS, row(name, "≥90%", "95%", 10), rules="sichuan-2023")
    assert found == ["WT304"] * fires


def test_indicators_alone_make_the_whole() -> None:
    assert codes(CHECKS, *split(产出=60, 效益=30, 满意度=10), rules="platform") == ["WT304"]
    assert codes(CHECKS, *split(产出=60, 效益=40), rules="hubei-2020") == ["WT304"]
    assert codes(CHECKS, *split(产出=50, 效益=30), rules="hubei-2020") == []


def test_one_finding_for_execution_within_a_hundred() -> None:
    rows = [*split(产出=50, 效益=30, 满意度=10), row("预算执行率", "≥90%", "95%", 10)]
    assert [one.path for one in findings(CHECKS, *rows)] == ["/绩效指标/3"]


@pytest.mark.parametrize(
    ("limit", "heavy"), [(None, 0), ("30", 1), ("30%", 1), ("50", 0), ("29.99", 2)]
)
def test_concentration_needs_a_limit(limit: str | None, heavy: int) -> None:
    rules = load_rules("sichuan-2023")
    if limit is not None:
        share = limit.endswith("%")
        number = Decimal(limit.rstrip("%")) / (100 if share else 1)
        rules = rules._replace(checks=(("WT305", CheckSetting(limit=number)),))
    found = codes(CHECKS, *split(产出=50, 效益=30, 满意度=10), rules=rules)
    assert found == ["WT305"] * heavy
