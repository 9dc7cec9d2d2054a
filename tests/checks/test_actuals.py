"""Results beside targets: scale, over-completion, copies, lateness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.checks.actuals import CHECKS
from tests.checks.cases import codes, findings, row

TIME = "时效指标"


@pytest.mark.parametrize(
    ("name", "target", "actual", "fires"),
    [
        ("学员满意度", "≥95%", "0.95", True),
        ("学员满意度", "≥95%", "0.9", True),
        ("覆盖率", "=100%", "1", True),
        ("覆盖率", "≥90", "0.92", True),
        ("覆盖率", "≥0.9", "92%", True),
        ("学员满意度", "≥95%", "95", False),
        ("学员满意度", "≥95%", "0.95%", False),  # written as a percentage: taken at its word
        ("学员满意度", "≥95%", "0.1", False),  # not like it even when multiplied
        ("差错率", "≤0.5%", "0.3", False),
        ("培训期数", "≥90", "1", False),
        ("制度", "≥1项", "1", False),
    ],
)
def test_percent_scale(name: str, target: str, actual: str, *, fires: bool) -> None:
    found = [code for code in codes(CHECKS, row(name, target, actual)) if code == "AC504"]
    assert found == ["AC504"] * fires


@pytest.mark.parametrize(
    ("target", "actual", "explanation", "fires"),
    [
        ("≥100人", "130人", "", True),
        ("≥100人", "130人", "无", True),
        ("≥0.01万人", "130人", "", True),
        ("=3次", "4次", "/", True),
        ("≥100人", "129.99人", "", False),
        ("≥100人", "2500人", "下半年新增任务", False),
        ("≤100人", "250人", "", False),
        ("=0次", "3次", "", False),
        ("≥100人", "达成预期指标", "", False),
        ("≥100人", "指标完成率150%", "", True),
        ("5-8个", "20个", "", False),
    ],
)
def test_over_completion(target: str, actual: str, explanation: str, *, fires: bool) -> None:
    rows = row("某数", target, actual, 偏差原因=explanation)
    assert codes(CHECKS, rows) == ["AC505"] * fires


def test_a_rule_set_can_make_it_an_error() -> None:
    (found,) = findings(CHECKS, row("某数", "≥100人", "130人"), rules="guangxi")
    assert found.severity == "error"


@given(st.integers(1, 10**6), st.integers(1, 10**7))
def test_over_completion_is_exact(target: int, actual: int) -> None:
    found = codes(CHECKS, row("某数", f"≥{target}人", f"{actual}人"))
    assert ("AC505" in found) is (actual * 100 >= target * 130)


EQUAL = (
    row("培训人次", "≥1200人次", "1200人次"),
    row("取证率", "≥90%", "≥90%"),
    row("人均成本", "≤0.16万元", "1600元"),
)


def test_all_equal() -> None:
    (found,) = findings(CHECKS, *EQUAL)
    assert (found.code, found.severity, found.path) == ("AC506", "note", "/绩效指标")


def test_one_difference_is_enough() -> None:
    assert codes(CHECKS, *EQUAL, row("满意度", "≥90%", "90.1%")) == []


def test_two_numbers_prove_nothing() -> None:
    assert codes(CHECKS, *EQUAL[:2], row("效率", "提高", "达成预期指标")) == []


def test_what_cannot_differ_proves_nothing() -> None:
    rows = [row(f"第{place}项", "=100%", "100%") for place in "一二三四"]
    assert codes(CHECKS, *rows) == []
    assert codes(CHECKS, *rows, row("满意度", "≥90%", "90%")) == []


@pytest.mark.parametrize(
    ("target", "actual", "fires"),
    [
        ("2023年10月底前", "2023年11月1日", True),
        ("10月底前", "11月", True),
        ("第三季度", "2023.10.1", True),
        ("2023年10月底前", "2023年10月31日", False),
        ("2023年11月15日", "2023年11月", False),  # straddles: that is AC508
        ("2023年12月31日", "2023年", False),
    ],
)
def test_late(target: str, actual: str, *, fires: bool) -> None:
    assert codes(CHECKS, row("完成时间", target, actual, level2=TIME)) == ["AC507"] * fires


def test_without_a_year_nobody_is_late() -> None:
    assert codes(CHECKS, row("完成时间", "10月底前", "11月", level2=TIME), 年度=None) == []
