"""Printed guidance, sample rows, missing classes, missing goals."""

from __future__ import annotations

import pytest

from scoring.checks.completeness import CHECKS
from tests.checks.cases import Row, codes, findings, row

GOALS = {"年度目标": "完成培训", "实际完成情况": "培训了100人"}


def codes_of(*rows: Row, **project: object) -> list[str]:
    return codes(CHECKS, *rows, **{**GOALS, **project})


def rows_of(*classes: str) -> list[Row]:
    levels = {
        "产出": "数量指标",
        "效益": "社会效益指标",
        "满意度": "服务对象满意度指标",
        "成本": "经济成本指标",
    }
    return [
        row(f"{name}一", "≥1个", "1个", 30, levels.get(name, name), f"{name}指标")
        for name in classes
    ]


ALL = rows_of("产出", "效益", "满意度")


def test_full_form_is_silent() -> None:
    assert codes_of(*ALL) == []


@pytest.mark.parametrize(
    ("name", "fires"),
    [
        ("指标1", True),
        ("指标2：", True),
        ("指标一", True),
        ("……", True),
        ("（示例）", True),
        ("示例：培训人数", True),
        ("三级指标", True),
        ("指标1:食品安全监管人员培训", False),
        ("指标1工程完工率", False),
        ("示范园区建设", False),
        ("100万", False),
        ("其中桃树种植面积", False),
    ],
)
def test_sample_names(name: str, *, fires: bool) -> None:
    assert codes_of(*ALL, row(name, "≥1个", "1个")) == ["CP204"] * fires


@pytest.mark.parametrize(
    ("cells", "fires"),
    [
        ({}, True),
        ({"年初指标值": "/", "实际完成值": "—"}, True),
        ({"分值": 5}, False),
        ({"得分": 5}, False),
        ({"年初指标值": "≥1个"}, False),
        ({"实际完成值": "1个"}, False),
        ({"不适用": "当年没有"}, False),
    ],
)
def test_sample_row(cells: dict[str, object], *, fires: bool) -> None:
    assert codes_of(*ALL, ("产出指标", "数量指标", "培训人数", cells)) == ["CP204"] * fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("请填写偏差原因", True),
        ("（请说明未完成的原因）", True),
        ("填写实际完成值", True),
        ("（100字以内）", True),
        ("完成XX项任务", True),
        ("完成××万元", True),
        ("填写有误，实际为98%", False),
        ("填写实际完成值时看错一行", False),
        ("请专家驻团培训", False),
        ("XX公司延期供货", False),
        ("关于XX项目的批复", False),
        ("点击量低于预期", False),
        ("此处道路封闭施工", False),
        ("由单位自筹解决", False),
        ("说明原因：汛期停工", False),
        ("见公众号文字以内刊", False),
        ("无", False),
        ("……", False),
    ],
)
def test_guidance_in_a_cell(text: str, *, fires: bool) -> None:
    given = row("培训人数", "≥100人", "98人", 偏差原因=text)
    assert codes_of(*ALL, given) == ["CP204"] * fires


@pytest.mark.parametrize(
    ("goal", "fires"),
    [
        ("目标1：……", True),
        ("目标1：完成培训。 目标2：……", True),
        ("目标1：完成培训。目标2：完成演练。", False),
        ("完成年度目标", False),
        ("目标：完成培训", False),
        ("请简要描述年度目标", True),
    ],
)
def test_goal_left_open(goal: str, *, fires: bool) -> None:
    assert codes_of(*ALL, 年度目标=goal) == ["CP204"] * fires


def test_one_finding_a_row_and_its_place() -> None:
    cells = {"年初指标值": "填写年度指标值", "实际完成值": "填写实际完成值", "分值": 5}
    given = ("产出指标", "数量指标", "培训人数", cells)
    found = findings(CHECKS, given, *ALL, **GOALS)  # type: ignore[arg-type]
    assert [(one.code, one.path) for one in found] == [("CP204", "/绩效指标/0/年初指标值")]


@pytest.mark.parametrize(
    ("classes", "rules", "missing"),
    [
        (("产出", "效益", "满意度"), None, ""),
        (("产出", "效益"), None, "没有满意度指标"),
        (("产出", "满意度"), None, "没有效益指标"),
        (("满意度",), None, "没有产出指标、效益指标"),
        (("项目完成", "项目效益", "满意度"), None, ""),
        (("产出", "效益"), "hubei-2020", ""),  # the split is free
        (("产出",), "sichuan-2023", "没有效益指标"),
        (("成本", "产出", "效益"), "mof-2021", ""),  # the points of 满意度 go to 效益
        (("决策", "过程"), None, ""),
    ],
)
def test_missing_class(classes: tuple[str, ...], rules: str | None, missing: str) -> None:
    found = findings(CHECKS, *rows_of(*classes), rules=rules, **GOALS)  # type: ignore[arg-type]
    assert [one.message for one in found] == ([missing] if missing else [])


def test_satisfaction_under_benefit_counts() -> None:
    under = row("读者满意度", "≥90%", "91%", 10, "满意度指标 服务对象满意度指标", "效益指标")
    assert codes_of(*rows_of("产出", "效益"), under) == []


def test_no_indicators_at_all() -> None:
    assert codes_of() == ["CP205"]


@pytest.mark.parametrize(
    ("goal", "result", "path"),
    [
        ("完成培训", "完成", None),
        ("", "完成", "/年度目标"),
        ("完成培训", "/", "/实际完成情况"),
        ("无", "", "/年度目标"),
    ],
)
def test_missing_goal(goal: str, result: str, path: str | None) -> None:
    found = findings(CHECKS, *ALL, 年度目标=goal, 实际完成情况=result)
    assert [(one.code, one.path) for one in found] == ([("CP206", path)] if path else [])
