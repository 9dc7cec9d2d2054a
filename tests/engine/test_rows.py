"""One row at a time: what each target and actual come to under the default rules."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from scoring.engine import score_project
from scoring.model.method import Method, Step
from tests.building import project, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import IndicatorScore, Scorecard

    Judge = Callable[..., IndicatorScore]
    Card = Callable[..., Scorecard]

NUMBERS = [
    # target, actual, score of 10, status, completion, deviation
    ("≥90%", "90%", "10.00", "met", "100.00", "0.00"),
    ("≥90%", "86.2%", "9.58", "partly", "95.78", "-4.22"),
    ("≥90%", "95%", "10.00", "met", "105.56", "5.56"),
    ("≥95%", "95", "10.00", "met", "100.00", "0.00"),
    ("≥95", "95%", "10.00", "met", "100.00", "0.00"),
    ("≥95%", "0.95", "0.10", "partly", "1.00", "-99.00"),
    ("≥8万亩", "8", "10.00", "met", "100.00", "0.00"),
    ("≥8万亩", "76000亩", "9.50", "partly", "95.00", "-5.00"),
    (">6场", "6场", "10.00", "partly", "100.00", "0.00"),
    (">6场", "7场", "10.00", "met", "116.67", "16.67"),
    ("<5次", "5次", "10.00", "partly", "100.00", "0.00"),
    ("≤5次", "5次", "10.00", "met", "100.00", "0.00"),
    ("≤5次", "0次", "10.00", "met", None, "-100.00"),
    ("≤100元", "150元", "6.67", "partly", "66.67", "50.00"),
    ("≤19.5年/万元", "≤17.41年/万元", "10.00", "met", "112.00", "-10.72"),
    ("=1个", "=1个", "10.00", "met", "100.00", "0.00"),
    ("=10个", "12个", "10.00", "met", "120.00", "20.00"),
    ("=10个", "8个", "8.00", "partly", "80.00", "-20.00"),
    ("=0次", "0次", "10.00", "met", None, None),
    ("0次", "3次", "0.00", "missed", None, None),
    ("≤0次", "1次", "0.00", "missed", None, None),
    ("≥5次", "-1次", "0.00", "missed", "-20.00", "-120.00"),
    ("≥5次", "0次", "0.00", "missed", "0.00", "-100.00"),
    ("≤5%", "-3%", "10.00", "met", None, "-160.00"),
    ("5~10个", "7个", "10.00", "met", "100.00", "0.00"),
    ("5~10个", "4个", "8.00", "partly", "80.00", "-20.00"),
    ("5~10个", "20个", "5.00", "partly", "50.00", "100.00"),
    ("50人", "50名", "10.00", "met", "100.00", "0.00"),
    ("≤48小时", "1.5天", "10.00", "met", "133.33", "-25.00"),
    ("≥12,000份", "１２，０００份", "10.00", "met", "100.00", "0.00"),
    ("三次", "3次", "10.00", "met", "100.00", "0.00"),
    ("≥4万元", "39999元", "10.00", "partly", "100.00", "0.00"),
]


@pytest.mark.parametrize(
    ("target", "actual", "score", "status", "completion", "deviation"), NUMBERS
)
def test_number_against_number(  # noqa: PLR0917 - the columns of the table
    judge: Judge,
    target: str,
    actual: str,
    score: str,
    status: str,
    completion: str | None,
    deviation: str | None,
) -> None:
    result = judge(target, actual)
    assert (str(result.score), result.status) == (score, status)
    assert result.method == "ratio"
    assert [
        None if value is None else str(value) for value in (result.completion, result.deviation)
    ] == [completion, deviation]


def test_a_tie_that_binary_floating_point_gets_wrong(judge: Judge) -> None:
    # 1.15 × 0.9 = 1.035 exactly, a tie; as binary floats 1.0349999999999999.
    assert round(1.15 * 0.9, 2) == 1.03
    assert judge("≥100%", "90%", "1.15").score == Decimal("1.04")


def test_numbers_of_sixty_digits_stay_exact(judge: Judge) -> None:
    target = "3" * 60
    actual = "3" * 59 + "2"
    assert judge(f"≥{target}", actual, 10).score == Decimal("10.00")
    assert judge(f"≥{target}", actual, 10).status == "partly"


DATES = [
    ("2023年12月31日", "2023年12月31日", "10.00", "met"),
    ("2023年12月31日", "2023.12.30", "10.00", "met"),
    ("2023年12月31日", "2024年1月1日", "0.00", "missed"),
    ("12月底前", "2023年12月31日", "10.00", "met"),
    ("12月前", "2023年12月1日", "0.00", "missed"),
    ("12月前", "2023年11月30日", "10.00", "met"),
    ("第三季度", "9月", "10.00", "met"),
    ("2021.1.1-12.31", "2021年12月", "10.00", "met"),
    ("2023年11月15日", "2023年11月", None, "unjudged"),
    ("2023年底", "达成预期指标", "10.00", "met"),
    ("2023年底", "部分完成", None, "unjudged"),
]


@pytest.mark.parametrize(("target", "actual", "score", "status"), DATES)
def test_dates(judge: Judge, target: str, actual: str, score: str | None, status: str) -> None:
    result = judge(target, actual)
    assert (None if result.score is None else str(result.score), result.status) == (score, status)
    assert result.method == "direct"
    assert result.completion is None


WORDS = [
    # target, actual, fields, score, status, low, high
    ("提高", "达成预期指标", {}, "10.00", "met", "10.00", "10.00"),
    ("提高", "提高", {}, "10.00", "met", "10.00", "10.00"),
    ("提高", "达成预期指标", {"degree": 90}, "9.00", "met", "9.00", "9.00"),
    ("提高", "达成预期指标", {"degree": 80}, "8.00", "met", "8.00", "8.00"),
    ("提高", "达成预期指标", {"degree": 79}, None, "unjudged", "8.00", "10.00"),
    ("提高", "达成预期指标", {"claimed_score": 9}, "9.00", "met", "9.00", "9.00"),
    ("提高", "达成预期指标", {"claimed_score": 7}, None, "unjudged", "8.00", "10.00"),
    ("提高", "达成预期指标", {"degree": 85, "claimed_score": 9}, "8.50", "met", "8.50", "8.50"),
    ("提高", "部分达成", {}, None, "unjudged", "6.00", "8.00"),
    ("提高", "部分达成", {"degree": 70}, "7.00", "partly", "7.00", "7.00"),
    ("提高", "部分达成", {"degree": 60}, "6.00", "partly", "6.00", "6.00"),
    ("提高", "部分达成", {"degree": 80}, None, "unjudged", "6.00", "8.00"),
    ("提高", "未达成", {}, None, "unjudged", "0.00", "6.00"),
    ("提高", "未达成", {"degree": 0}, "0.00", "missed", "0.00", "0.00"),
    ("提高", "未达成", {"degree": 30}, "3.00", "partly", "3.00", "3.00"),
    ("提高", "群众反映良好", {}, None, "unjudged", "0.00", "10.00"),
    ("提高", "群众反映良好", {"claimed_score": 9}, None, "unjudged", "0.00", "10.00"),
    ("有效提高", "指标完成率100%", {}, "10.00", "met", "10.00", "10.00"),
    ("是", "基本达到", {"claimed_score": "8.75"}, "8.75", "met", "8.75", "8.75"),
]


@pytest.mark.parametrize(("target", "actual", "fields", "score", "status", "low", "high"), WORDS)
def test_qualitative_results(  # noqa: PLR0913, PLR0917 - the columns of the table
    judge: Judge,
    target: str,
    actual: str,
    fields: dict[str, object],
    score: str | None,
    status: str,
    low: str,
    high: str,
) -> None:
    result = judge(target, actual, **fields)
    assert (None if result.score is None else str(result.score), result.status) == (score, status)
    assert (str(result.low), str(result.high)) == (low, high)
    assert result.method == "tiers"
    assert result.completion is None


STATEMENTS = [
    ("≥90%", "达成预期指标", "10.00", "met", {"AC502"}),
    ("≥90%", "部分达成", None, "unjudged", {"AC502", "AC508"}),
    ("≥90%", "效果良好", None, "unjudged", {"AC509"}),
    ("≥90%", "指标完成率99.14%", "9.91", "partly", {"AC502"}),
    ("≥90%", "≥90%", "10.00", "met", {"AC501"}),
    ("0次", "未发生", "10.00", "met", {"TG451", "AC502"}),
    ("≤3次", "无上访", "10.00", "met", {"AC502"}),
    ("≤5%", "未发生", None, "unjudged", {"AC509"}),
    ("≤10万元", "12台", None, "unjudged", {"AC503"}),
    ("≥10公里", "10小时", None, "unjudged", {"AC503"}),
    ("逐步提高", "逐步提高", "10.00", "met", {"AC510"}),
    ("提高", "看不懂的话", None, "unjudged", {"AC508"}),
    ("11月底完成100%", "100%", None, "unjudged", {"TG459", "AC508"}),
    (None, "3次", None, "unjudged", {"CP201"}),
    ("/", "/", None, "unjudged", {"CP201", "CP202"}),
    ("≥3次", None, None, "unjudged", {"CP202"}),
    ("≥3次", "—", None, "unjudged", {"CP202"}),
]


@pytest.mark.parametrize(("target", "actual", "score", "status", "codes"), STATEMENTS)
def test_what_is_reported(
    card: Card,
    target: str | None,
    actual: str | None,
    score: str | None,
    status: str,
    codes: set[str],
) -> None:
    result = card(row(target, actual, 90))
    scored = result.indicators[0]
    ten = None if scored.score is None else scored.score / 9
    assert (None if ten is None else f"{ten:.2f}", scored.status) == (score, status)
    assert {finding.code for finding in result.findings} == codes


def test_bare_numbers_take_the_direction_of_their_kind(judge: Judge, card: Card) -> None:
    assert judge("10万元", "9万元", level2="成本指标").status == "met"
    assert judge("10万元", "12万元", level2="成本指标").score == Decimal("8.33")
    assert judge("5次", "3次", name="群众投诉次数").status == "met"
    assert judge("90%", "85%", name="投诉办结率").score == Decimal("9.44")
    assert judge("5次", "3次").score == Decimal("6.00")
    codes = [finding.code for finding in card(row("10万元", "9万元", 90)).findings]
    assert codes == ["TG451"]


def bands(*steps: tuple[str, str], unit: str | None = None) -> Method:
    return Method(
        "bands", steps=tuple(Step(Decimal(at), unit, Decimal(share)) for at, share in steps)
    )


@pytest.mark.parametrize(
    ("actual", "score", "status"),
    [
        ("95%", "10.00", "met"),
        ("90%", "10.00", "met"),
        ("89.99%", "8.00", "partly"),
        ("80", "8.00", "partly"),
        ("60%", "5.00", "partly"),
        ("59.9%", "0.00", "missed"),
        ("达成预期指标", "8.00", "partly"),
    ],
)
@pytest.mark.parametrize("unit", [None, "%"])
def test_bands_look_at_the_value(
    judge: Judge, actual: str, score: str, status: str, unit: str | None
) -> None:
    method = bands(("90", "1"), ("80", "0.8"), ("60", "0.5"), unit=unit)
    result = judge("≥85%", actual, method=method)
    assert (str(result.score), result.status, result.method) == (score, status, "bands")


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥95%", "93.5%", "9.25"),
        ("≥95%", "95%", "10.00"),
        ("≥95%", "10%", "0.00"),
        ("≤60万元", "62.5万元", "8.75"),
        ("≤60万元", "625000元", "8.75"),
        ("5~8天", "10天", "9.00"),
    ],
)
def test_points_off_for_each_unit_beyond_the_target(
    judge: Judge, target: str, actual: str, score: str
) -> None:
    method = Method("per_point", every=Decimal(1), off=Decimal("0.5"))
    assert str(judge(target, actual, method=method).score) == score


def test_a_passing_threshold(judge: Judge) -> None:
    method = Method("ratio", passing=Decimal("0.6"))
    assert judge("≥100次", "60次", method=method).score == Decimal("6.00")
    assert judge("≥100次", "59次", method=method).score == Decimal("0.00")
    assert judge("≥100次", "59次", method=method).status == "missed"
    assert judge("≤60次", "100次", method=method).score == Decimal("6.00")


def test_direct_is_all_or_nothing(judge: Judge) -> None:
    method = Method("direct")
    assert judge("≥100次", "99次", method=method).score == Decimal("0.00")
    assert judge("≥100次", "100次", method=method).score == Decimal("10.00")
    assert judge("提高", "部分达成", method=method).score == Decimal("0.00")
    assert judge("提高", "达成预期指标", method=method).score == Decimal("10.00")


def test_deductions_come_off_afterwards(judge: Judge) -> None:
    assert judge("≥10次", "10次", deduction=2, deduction_reason="档案不全").score == Decimal("8.00")
    assert judge("≥10次", "8次", deduction="0.5").score == Decimal("7.50")
    assert judge("≥10次", "8次", deduction=9).score == Decimal("0.00")
    assert judge("≥10次", "8次", deduction=9).status == "missed"


def test_both_targets(judge: Judge, mof: RuleSet) -> None:
    adjusted_first = mof._replace(target="adjusted")
    first = judge("≥100次", "90次", adjusted_target="≥90次")
    assert (first.score, first.target, first.other_target) == (Decimal("9.00"), "≥100次", "≥90次")
    second = judge("≥100次", "90次", rules=adjusted_first, adjusted_target="≥90次")
    assert (second.score, second.target, second.other_target) == (
        Decimal("10.00"),
        "≥90次",
        "≥100次",
    )
    assert judge("≥100次", "90次", rules=adjusted_first).target == "≥100次"
    assert judge("≥90次", "90次", adjusted_target="≥ 90次").other_target is None


def test_operator_and_unit_in_columns_of_their_own(judge: Judge) -> None:
    result = judge("30", "28", operator="≤", measure_unit="万元")
    assert (result.target, result.status) == ("≤30万元", "met")
    assert judge("30", "320000元", operator="≤", measure_unit="万元").score == Decimal("9.38")
    graded = judge("优良中低差", "优", operator="定性")
    assert graded.method == "tiers"
    assert graded.score == Decimal("10.00")


@pytest.mark.parametrize(
    ("reverse", "equal", "target", "actual", "score"),
    [
        ("linear", "at_least", "≤100元", "150元", "5.00"),
        ("linear", "at_least", "≤100元", "200元", "0.00"),
        ("linear", "at_least", "≤100元", "250元", "0.00"),
        ("linear", "at_least", "5~10个", "15个", "5.00"),
        ("t/a", "exact", "=10个", "9个", "0.00"),
        ("t/a", "exact", "=10个", "10个", "10.00"),
        ("t/a", "exact", "=10个", "11个", "0.00"),
        ("t/a", "two_sided", "=10个", "9个", "9.00"),
        ("t/a", "two_sided", "=10个", "12个", "8.00"),
        ("t/a", "two_sided", "=10个", "30个", "0.00"),
    ],
)
def test_readings_of_reverse_and_equal(
    mof: RuleSet, reverse: str, equal: str, target: str, actual: str, score: str
) -> None:
    rules = mof._replace(ratio=mof.ratio._replace(reverse=reverse, equal=equal))  # type: ignore[arg-type]
    result = score_project(project(row(target, actual)), rules).indicators[0]
    assert str(result.score) == score


def test_steps_can_be_followed_with_a_pocket_calculator(judge: Judge) -> None:
    steps = judge("≤100元", "150元", 10).steps
    assert [(step.label, step.expression, step.result) for step in steps] == [
        ("取指标值", "按年初指标值", "≤100元"),
        ("取实际完成值", "按填报数", "150元"),
        ("比较", "150元 与 ≤100元", "未达到"),
        ("得分", "10 × 100 ÷ 150", "6.67"),
    ]
    assert "第十六条" in steps[-1].source


def test_what_is_told_does_not_depend_on_what_was_scored_before(card: Card) -> None:
    # Equal numbers in other digits: 90.0% must not be told in the 90% of an earlier form.
    def told(target: str, actual: str) -> tuple[object, ...]:
        result = card(row(target, actual, 90))
        messages = [finding.message for finding in result.findings]
        return result.indicators[0].steps, messages

    fresh = told("≥95.00%", "≥90.0%")
    told("≥95%", "≥90%")
    other = told("≥95%", "≥90%")
    assert told("≥95.00%", "≥90.0%") == fresh
    assert "90.0%" not in str(other)
    assert "95.00" not in str(other)
