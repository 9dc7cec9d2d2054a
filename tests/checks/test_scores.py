"""Claimed points, totals and grades: each claim has one fault at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring.checks.scores import CHECKS
from tests.checks.cases import Row, codes, findings, row

if TYPE_CHECKING:
    from decimal import Decimal

WORDS = "社会效益指标"


def codes_of(*rows: Row, **project: object) -> list[str]:
    return codes(CHECKS, *rows, **project)


def claim(actual: str, score: object, **fields: object) -> list[str]:
    return codes_of(row("培训人数", "≥100人", actual, 20, 得分=score, **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actual", "score", "expected"),
    [
        ("100人", 20, []),
        ("97人", "19.4", []),
        ("97人", "19.41", []),
        ("97人", "19.39", []),
        ("97人", "19.42", ["SC601"]),
        ("97人", 18, ["SC601"]),
        ("97人", 20, ["SC607"]),
        ("97人", "19.99", ["SC607"]),
        ("0人", 20, ["SC607"]),
        ("0人", 5, ["SC601"]),
        ("100人", 21, ["SC602"]),
        ("97人", 21, ["SC602"]),
        ("100人", "20.01", []),
        ("100人", 19, ["SC606"]),
        ("120人", 0, ["SC606"]),
        ("约一百来人", 20, []),  # not judged: nothing to compare with
    ],
)
def test_claimed_score(actual: str, score: object, expected: list[str]) -> None:
    assert claim(actual, score) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"偏差原因": "抽查返工两处"}, []),
        ({"扣分原因": "抽查返工两处"}, []),
        ({"偏差原因": "无"}, ["SC606"]),
        ({"扣分": 1, "扣分原因": "返工"}, []),
        ({"扣分": 3, "扣分原因": "返工"}, ["SC601"]),
    ],
)
def test_met_but_cut(fields: dict[str, object], expected: list[str]) -> None:
    assert claim("100人", 19, **fields) == expected


def test_bands_give_points_by_the_value() -> None:
    def found(actual: str, score: object) -> list[str]:
        satisfied = row(
            "学员满意度", "≥75%", actual, 10, "服务对象满意度指标", "满意度指标", 得分=score
        )
        return codes_of(satisfied, rules="mof-2021")

    assert found("85%", 8) == []
    assert found("85%", 10) == ["SC601"]  # the target is met, so it is not "missed but full"
    assert found("92%", 9) == ["SC606"]


@pytest.mark.parametrize(
    ("actual", "fields", "expected"),
    [
        ("达成预期指标", {"得分": 9}, []),
        ("达成预期指标", {"得分": 8}, []),
        ("达成预期指标", {"得分": "7.99"}, ["SC603"]),
        ("达成预期指标", {"得分": 12}, ["SC602"]),
        ("达成预期指标", {"完成程度": "70%"}, ["SC603"]),
        ("达成预期指标", {"完成程度": "120%"}, ["SC603"]),
        ("达成预期指标", {"完成程度": "90%", "得分": 9}, []),
        ("达成预期指标", {"完成程度": "90%", "得分": 10}, ["SC601"]),
        ("部分达成", {"得分": 7}, []),
        ("部分达成", {"得分": 9}, ["SC603"]),
        ("部分达成", {}, []),
        ("未达成", {"得分": 10}, ["SC603"]),
        ("办了不少实事", {"得分": 9}, []),  # which tier it is nobody knows
        ("办了不少实事", {"完成程度": "90%"}, []),
    ],
)
def test_tiers(actual: str, fields: dict[str, object], expected: list[str]) -> None:
    decided = row("办事效率", "比上年提高", actual, 10, WORDS, "效益指标", **fields)
    assert codes_of(decided) == expected


def test_tiers_are_the_rule_sets() -> None:
    decided = row("办事效率", "比上年提高", "部分达成", 10, WORDS, "效益指标", 得分="5.5")
    assert codes_of(decided) == ["SC603"]
    assert codes_of(decided, rules="hubei-2020") == []


def test_rows_that_were_not_rescaled_are_one_fault() -> None:
    rows = (
        row("甲", "≥100人", "100人", 45, 得分=45),
        row("乙", "≥100人", "80人", 35, 得分=28),
        row("丙", "≥100人", "", 10, 不适用="任务取消"),
    )
    assert codes_of(*rows, 自评结果={"执行率得分": 10, "总分": 83}) == ["SC604"]


FULL = row("培训人数", "≥100人", "90人", 90, 得分=81, 偏差原因="学员请假")


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ({"总分": 91}, []),
        ({"总分": "91.01"}, []),
        ({"总分": "91.02"}, ["SC604"]),
        ({"执行率得分": 10, "总分": 91, "等级": "优"}, []),
        ({"执行率得分": "9.98"}, ["SC605"]),
        ({"等级": "优"}, []),
        ({"等级": " 优 "}, []),
        ({"等级": "（优）"}, []),
        ({"等级": "优（90分以上）"}, []),
        ({"等级": "良"}, ["GR651"]),
        ({"总分": 91, "等级": "良"}, ["GR651"]),
        ({"总分": 85, "等级": "良"}, ["SC604"]),
        ({"等级": "优秀"}, ["GR652"]),
        ({"等级": "/"}, []),
    ],
)
def test_claimed_result(claimed: dict[str, object], expected: list[str]) -> None:
    assert codes_of(FULL, 自评结果=claimed) == expected


def test_total_says_where_the_fault_lies() -> None:
    wrong = row("培训人数", "≥100人", "90人", 90, 得分=85, 偏差原因="学员请假")
    claimed = {"执行率得分": 10, "总分": 95}
    found = [one for one in findings(CHECKS, wrong, 自评结果=claimed) if one.code == "SC604"]
    assert "与填写的各项得分之和一致" in found[0].message
    claimed = {"执行率得分": 10, "总分": 96}
    found = [one for one in findings(CHECKS, FULL, 自评结果=claimed) if one.code == "SC604"]
    assert "填写的各项得分相加是 91" in found[0].message
    assert found[0].path == "/自评结果/总分"


OPEN = (
    row("培训人数", "≥100人", "100人", 50),
    row("办事效率", "比上年提高", "部分达成", 40, WORDS, "效益指标"),
)
"""Undetermined: 60 and from 24 to 32."""


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ({"总分": 84}, []),
        ({"总分": 92}, []),
        ({"总分": "83.9"}, ["SC604"]),
        ({"总分": 100}, ["SC604"]),
        ({"等级": "良"}, []),
        ({"等级": "优"}, []),
        ({"等级": "差"}, ["GR651"]),
    ],
)
def test_undetermined_total(claimed: dict[str, object], expected: list[str]) -> None:
    assert codes_of(*OPEN, 自评结果=claimed) == expected


def test_bounds_without_all_weights_are_no_bounds() -> None:
    rows = (OPEN[1], ("产出指标", "数量指标", "培训人数", {"年初指标值": "≥1", "实际完成值": "1"}))
    assert codes_of(*rows, 自评结果={"总分": 100}) == []


def test_score_of_the_total_row_is_the_execution_score() -> None:
    money = {"全年预算数": 100, "全年执行数": 86, "得分": 9}
    (found,) = findings(CHECKS, FULL, money=money)
    assert (found.code, found.path) == ("SC605", "/项目资金/资金总额/得分")


def test_execution_that_cannot_be_judged_is_not_compared() -> None:
    assert codes_of(FULL, money={"全年预算数": 0}, 自评结果={"执行率得分": 10}) == []


points = st.integers(1, 90)


@given(
    target=st.integers(1, 1000),
    actual=st.integers(0, 2000),
    weight=points,
    reverse=st.booleans(),
)
def test_the_computed_score_is_always_right(
    target: int, actual: int, weight: int, *, reverse: bool
) -> None:
    sign = "≤" if reverse else "≥"
    plain = row("培训人数", f"{sign}{target}人", f"{actual}人", weight)
    given_ = {
        "项目名称": "某项目",
        "年度": 2023,
        "绩效指标": [{"一级指标": plain[0], "三级指标": plain[2], **plain[3]}],
    }
    score = scoring.score(given_).indicators[0].score
    assert score is not None
    claimed = row("培训人数", f"{sign}{target}人", f"{actual}人", weight, 得分=score)
    assert codes_of(claimed) == []


@given(score=st.decimals("-5", "40", places=2), actual=st.integers(0, 40))
def test_a_claim_has_one_fault_at_most(score: Decimal, actual: int) -> None:
    found = codes_of(row("培训人数", "≥20人", f"{actual}人", 20, 得分=score))
    assert len(found) <= 1
