"""Laws of scoring, each test named after the law it holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from scoring.api import load_rules
from scoring.engine import memory, score_project
from scoring.model.method import Method
from scoring.model.project import Fund, Indicator, Project

if TYPE_CHECKING:
    from random import Random

    from scoring.model.ruleset import RuleSet

SETS = ("mof-2020", "mof-2021", "shanxi-2023", "hubei-2020", "sichuan-2023", "guangxi", "platform")
OPERATORS = ("≥", ">", "≤", "<", "=", "")

rule_sets = st.sampled_from(SETS).map(load_rules)
numbers = st.decimals("0", "99999", places=2)
weights = st.decimals("0.5", "40", places=2)
units = st.sampled_from(("", "%", "万元", "人", "天"))
words = st.sampled_from(
    ("提高", "达成预期指标", "部分达成", "未达成", "指标完成率87.5%", "未发生", "效果明显", "/", "")
)


@st.composite
def quantitative(draw: st.DrawFn) -> Indicator:
    """A row with a number for a target and a number for an actual."""
    unit = draw(units)
    return Indicator(
        draw(st.sampled_from(("甲", "投诉次数", "覆盖率"))),
        "/绩效指标/0",
        level1=draw(st.sampled_from(("产出指标", "效益指标", "成本指标"))),
        level2=draw(st.sampled_from(("数量指标", "成本指标", "社会效益指标"))),
        initial_target=f"{draw(st.sampled_from(OPERATORS))}{draw(numbers)}{unit}",
        actual=f"{draw(numbers)}{unit}",
        weight=draw(weights),
    )


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """Any row an author may write, judged or not."""
    row = draw(quantitative())
    actual = draw(st.one_of(words, st.just(row.actual), st.text(max_size=8)))
    target = draw(st.one_of(words, st.just(row.initial_target), st.just("5～10个")))
    degree = draw(st.one_of(st.none(), st.integers(0, 100).map(Decimal)))
    reason = draw(st.one_of(st.none(), st.none(), st.just("未开展")))
    return row._replace(
        actual=actual or None, initial_target=target, degree=degree, not_applicable=reason
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project with up to eight rows."""
    budget = draw(st.one_of(st.none(), numbers))
    fund = Fund(
        "资金总额",
        "/项目资金/资金总额",
        annual_budget=budget,
        executed=draw(numbers),
        is_total=True,
    )
    rows = draw(st.lists(indicators(), max_size=8))
    return Project("某项目", 2023, funds=(fund,), indicators=tuple(rows))


@given(projects(), rule_sets)
def test_scores_lie_between_nothing_and_the_weight(project: Project, rules: RuleSet) -> None:
    for row in score_project(project, rules).indicators:
        assert row.low <= row.high
        if row.score is not None:
            assert row.effective_weight is not None
            assert 0 <= row.score <= row.effective_weight.quantize(Decimal("0.01"), "ROUND_HALF_UP")


@given(projects(), rule_sets)
def test_the_total_is_the_sum_of_the_rounded_scores(project: Project, rules: RuleSet) -> None:
    card = score_project(project, rules)
    if card.total is not None:
        assert card.execution.score is not None
        scores = [row.score for row in card.indicators if row.score is not None]
        assert card.total == card.execution.score + sum(scores)
        assert card.bounds is None
    elif card.bounds is not None:
        assert card.bounds.low <= card.bounds.high


@given(quantitative(), rule_sets)
def test_a_met_target_earns_the_full_weight(row: Indicator, rules: RuleSet) -> None:
    result = score_project(Project("某", 2023, indicators=(row,)), rules).indicators[0]
    if result.status == "met" and result.method != "bands":
        assert result.score == row.weight


@given(quantitative(), numbers, rule_sets)
def test_scores_rise_with_the_actual_unless_less_is_better(
    row: Indicator, other: Decimal, rules: RuleSet
) -> None:
    assert row.actual is not None
    unit = row.actual.lstrip("0123456789.")
    low, high = sorted((Decimal(row.actual.removesuffix(unit)), other))
    first, second = (
        score_project(
            Project("某", 2023, indicators=(row._replace(actual=f"{value}{unit}"),)), rules
        ).indicators[0]
        for value in (low, high)
    )
    assert first.score is not None
    assert second.score is not None
    target = next(step for step in first.steps if step.label == "取指标值").result
    assumed = [step.result for step in first.steps if step.label == "补比较符号"]
    sign = assumed[0] if assumed else target[0]
    if sign in "≤<" or (sign == "=" and Decimal(target.strip("=" + unit) or 0) == 0):
        assert first.score >= second.score
    else:
        assert first.score <= second.score


@given(projects(), rule_sets, st.randoms())
def test_the_order_of_rows_is_irrelevant(project: Project, rules: RuleSet, random: Random) -> None:
    order = list(range(len(project.indicators)))
    random.shuffle(order)
    shuffled = project._replace(indicators=tuple(project.indicators[place] for place in order))
    first, second = score_project(project, rules), score_project(shuffled, rules)
    assert (first.total, first.grade, first.bounds) == (second.total, second.grade, second.bounds)
    assert [first.indicators[place].score for place in order] == [
        row.score for row in second.indicators
    ]


@given(projects(), rule_sets, numbers.filter(bool))
def test_scaling_all_money_changes_no_rate(
    project: Project, rules: RuleSet, factor: Decimal
) -> None:
    fund = project.funds[0]
    scaled = fund._replace(
        annual_budget=None if fund.annual_budget is None else fund.annual_budget * factor,
        executed=None if fund.executed is None else fund.executed * factor,
    )
    first = score_project(project, rules).execution
    second = score_project(project._replace(funds=(scaled,)), rules).execution
    assert (first.rate, first.score, first.status) == (second.rate, second.score, second.status)


@given(projects(), rule_sets, indicators())
def test_bounds_contain_every_completion_of_the_unjudged(
    project: Project, rules: RuleSet, other: Indicator
) -> None:
    # A row without an actual may end in anything between nothing and its weight.
    open_row = other._replace(actual=None, not_applicable=None)
    done_row = open_row._replace(actual=other.actual)
    open_card = score_project(project._replace(indicators=(*project.indicators, open_row)), rules)
    done_card = score_project(project._replace(indicators=(*project.indicators, done_row)), rules)
    if open_card.bounds is None:
        return
    if done_card.total is not None:
        assert open_card.bounds.low <= done_card.total <= open_card.bounds.high
        assert done_card.grade in open_card.bounds.grades
    else:
        assert done_card.bounds is not None
        assert open_card.bounds.low <= done_card.bounds.low
        assert done_card.bounds.high <= open_card.bounds.high


points = st.one_of(st.none(), st.none(), st.integers(0, 40).map(Decimal))


@given(
    projects(),
    rule_sets,
    st.lists(st.tuples(points, points, points, weights, st.booleans()), min_size=8, max_size=8),
)
def test_what_was_scored_before_changes_nothing(
    project: Project,
    rules: RuleSet,
    changes: list[tuple[Decimal | None, Decimal | None, Decimal | None, Decimal, bool]],
) -> None:
    """The same texts under other weights, claims, decisions, deductions and methods."""
    rows = tuple(
        row._replace(
            claimed_score=claimed,
            degree=degree,
            deduction=deduction,
            weight=weight,
            method=Method("direct") if is_direct else None,
        )
        for row, (claimed, degree, deduction, weight, is_direct) in zip(
            project.indicators, changes, strict=False
        )
    )
    changed = project._replace(indicators=rows)
    memory.forget()
    fresh = score_project(changed, rules)
    memory.forget()
    score_project(project, rules)
    again = score_project(changed, rules)
    assert again.to_dict() == fresh.to_dict()
    assert [(row.low, row.high) for row in again.indicators] == [
        (row.low, row.high) for row in fresh.indicators
    ]
    assert score_project(changed, rules).to_dict() == fresh.to_dict()
