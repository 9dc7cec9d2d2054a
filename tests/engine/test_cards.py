"""Whole scorecards: execution, not applicable, unjudged with bounds, caps, grades."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from scoring.engine import score_project
from scoring.model.project import Fund, Project
from scoring.model.ruleset import Cap, NotApplicable
from tests.building import project, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard

    Card = Callable[..., Scorecard]


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "score", "status"),
    [
        (83, "82.731", "99.68", "9.97", "partly"),
        (100, 0, "0.00", "0.00", "missed"),
        (100, 50, "50.00", "5.00", "partly"),
        (100, 100, "100.00", "10.00", "met"),
        (100, 130, "130.00", "10.00", "met"),
        ("43.2", "37.24", "86.20", "8.62", "partly"),
        (100, -5, "-5.00", "0.00", "missed"),
        (0, 0, None, None, "unjudged"),
        (None, 5, None, None, "unjudged"),
        (100, None, None, None, "unjudged"),
    ],
)
def test_execution(
    card: Card, budget: object, executed: object, rate: str | None, score: str | None, status: str
) -> None:
    execution = card(row("≥1次", "1次", 90), budget=budget, executed=executed).execution
    shown = [None if value is None else str(value) for value in (execution.rate, execution.score)]
    assert [*shown, execution.status] == [rate, score, status]


def test_zero_budget_may_count_as_zero(mof: RuleSet) -> None:
    rules = mof._replace(execution=mof.execution._replace(zero_budget="zero"))
    result = score_project(project(row("≥1次", "1次", 90), budget=0, executed=0), rules)
    assert (result.total, result.execution.status) == (Decimal("90.00"), "missed")


def test_funds_rows_add_up_without_a_total_row(mof: RuleSet) -> None:
    funds = (
        Fund("财政拨款", "/项目资金/财政拨款", annual_budget=Decimal(60), executed=Decimal(60)),
        Fund(
            "一般公共预算",
            "/项目资金/一般公共预算",
            annual_budget=Decimal(60),
            executed=Decimal(60),
            is_part=True,
        ),
        Fund("其他资金", "/项目资金/其他资金", approved=Decimal(40), executed=Decimal(20)),
    )
    result = score_project(Project("例", 2023, funds=funds, indicators=(row("≥1", "1", 90),)), mof)
    assert result.execution.annual_budget == Decimal(100)
    assert result.execution.executed == Decimal(80)
    assert result.execution.score == Decimal("8.00")


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        ("0", "差"),
        ("59.99", "差"),
        ("60", "中"),
        ("79.99", "中"),
        ("80", "良"),
        ("89.99", "良"),
        ("90", "优"),
        ("100", "优"),
        ("120", "优"),
    ],
)
def test_grades_are_half_open(card: Card, points: str, grade: str) -> None:
    result = card(row("≥1次", "1次", points), executed=0)
    assert (result.total, result.grade) == (Decimal(points), grade)


def test_rows_that_do_not_apply_are_rescaled(card: Card) -> None:
    result = card(
        row("≥10次", "8次", 30, name="甲"),
        row("≥10次", "10次", 50, name="乙"),
        row("≥10次", None, 10, name="丙", not_applicable="本年未开展"),
    )
    first, second, third = result.indicators
    # 30 × 90 ÷ 80 = 33.75; × 0.8 = 27
    assert (first.effective_weight, first.score) == (Decimal("33.7500"), Decimal("27.00"))
    assert (second.effective_weight, second.score) == (Decimal("56.2500"), Decimal("56.25"))
    assert (third.status, third.score, third.effective_weight) == ("not_applicable", None, None)
    assert (result.total, result.weight) == (Decimal("93.25"), Decimal(100))
    assert result.findings == ()


def test_the_factor_stays_a_fraction(card: Card) -> None:
    rows = [row("≥1次", "1次", 10, name=str(place)) for place in range(7)]
    result = card(*rows, row("≥1次", None, 20, name="无", not_applicable="不涉及"))
    # 10 × 90 ÷ 70 = 12.857142…: printed with four digits, rounded once as points.
    assert result.indicators[0].effective_weight == Decimal("12.8571")
    assert result.indicators[0].score == Decimal("12.86")
    assert result.total == Decimal("10.00") + 7 * Decimal("12.86")


def test_weight_lost_or_moved(mof: RuleSet) -> None:
    rows = (
        row("≥10次", "5次", 60, name="甲"),
        row("≥10次", "5次", 20, name="乙", level1="效益指标", level2="社会效益指标"),
        row("≥90%", None, 10, name="丙", level1="满意度指标", not_applicable="未调查"),
    )
    lose = score_project(project(*rows), mof._replace(not_applicable=NotApplicable("lose")))
    assert lose.total == Decimal("50.00")
    move = NotApplicable("move", move_to="效益", move_from="满意度")
    moved = score_project(project(*rows), mof._replace(not_applicable=move))
    assert [item.score for item in moved.indicators] == [Decimal("30.00"), Decimal("15.00"), None]
    assert moved.indicators[1].effective_weight == Decimal("30.0000")
    everywhere = score_project(
        project(rows[0], rows[1]._replace(not_applicable="无"), rows[2]),
        mof._replace(not_applicable=NotApplicable("move", move_to="效益")),
    )
    # Nobody is left to take it: the rest is re-scaled.
    assert everywhere.indicators[0].score == Decimal("45.00")


def test_unjudged_rows_leave_the_total_open(card: Card) -> None:
    result = card(
        row("≥10次", "10次", 70, name="甲"),
        row("≥10次", None, 10, name="乙"),
        row("提高", "部分达成", 10, name="丙"),
    )
    assert (result.total, result.grade) == (None, None)
    assert result.bounds is not None
    assert (result.bounds.low, result.bounds.high) == (Decimal("86.00"), Decimal("98.00"))
    assert result.bounds.grades == ("良", "优")
    assert result.sections[0].score is None


def test_unjudged_may_count_as_zero(mof: RuleSet) -> None:
    rows = (row("≥10次", "10次", 70, name="甲"), row("≥10次", None, 20, name="乙"))
    result = score_project(project(*rows), mof._replace(unjudged="zero"))
    assert (result.total, result.grade, result.bounds) == (Decimal("80.00"), "良", None)
    assert result.indicators[1].score is None


def test_no_indicators_no_total(card: Card) -> None:
    result = card()
    assert (result.total, result.grade, result.bounds) == (None, None, None)
    assert [finding.code for finding in result.findings] == ["WT301"]


CAPS = (
    Cap(Decimal("0.8"), Decimal(89), "c"),
    Cap(Decimal("0.7"), Decimal(79), "c"),
)


@pytest.mark.parametrize(
    ("executed", "total", "grade"),
    [(80, "98.00", "优"), ("79.99", "89", "良"), (70, "89", "良"), (60, "79", "中")],
)
def test_caps_by_execution(mof: RuleSet, executed: object, total: str, grade: str) -> None:
    rules = mof._replace(execution=mof.execution._replace(caps=CAPS))
    result = score_project(project(row("≥1次", "1次", 90), executed=executed), rules)
    assert (str(result.total), result.grade) == (total, grade)
    assert len(result.caps) == (0 if executed == 80 else 1)


def test_an_unknown_rate_may_bring_any_cap(mof: RuleSet) -> None:
    rules = mof._replace(execution=mof.execution._replace(caps=CAPS))
    result = score_project(project(row("≥1次", "1次", 90), executed=None), rules)
    assert result.bounds is not None
    assert (result.bounds.low, result.bounds.high) == (Decimal(79), Decimal("100.00"))


@pytest.mark.parametrize(
    ("weights", "codes"),
    [
        ([90], []),
        ([80], ["WT301"]),
        ([100], ["WT301"]),
        ([0, 90], ["WT303"]),
        ([-10, 100], ["WT303"]),
        ([60, None], ["CP203"]),
        ([95, None], ["CP203", "WT301"]),
    ],
)
def test_weights(card: Card, weights: list[int | None], codes: list[str]) -> None:
    result = card(*(row("≥1次", "1次", weight, name=str(weight)) for weight in weights))
    assert [finding.code for finding in result.findings] == codes


def test_weights_are_scored_as_written(card: Card) -> None:
    result = card(row("≥1次", "1次", 50, name="甲"), row("≥1次", "1次", "33.3", name="乙"))
    assert (result.total, result.weight) == (Decimal("93.30"), Decimal("93.3"))
