"""Projects for the laws of what-if and sensitivity: every method, judged and unjudged rows."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from scoring.api import load_rules
from scoring.model.method import Method, Step
from scoring.model.project import Fund, Indicator, Project

SETS = ("mof-2020", "mof-2021", "shanxi-2023", "hubei-2020", "sichuan-2023", "guangxi", "platform")
BANDS = Method(
    "bands",
    steps=tuple(
        Step(Decimal(edge), None, Decimal(share))
        for edge, share in (("90", "1"), ("80", "0.8"), ("60", "0.5"))
    ),
)
METHODS = (
    None,
    None,
    None,
    BANDS,
    Method("direct"),
    Method("ratio", passing=Decimal("0.6")),
    Method("per_point", every=Decimal(1), off=Decimal("0.5")),
)
OPERATORS = ("≥", ">", "≤", "<", "=", "")

rule_sets = st.sampled_from(SETS).map(load_rules)
numbers = st.decimals("0", "2000", places=1)
weights = st.one_of(st.integers(1, 40).map(Decimal), st.decimals("0.5", "30", places=2))
units = st.sampled_from(("", "%", "万元", "人", "天"))


@st.composite
def measured(draw: st.DrawFn, number: int = 0) -> Indicator:
    """A row with a number or a range for a target and a number for an actual."""
    unit = draw(units)
    target = f"{draw(st.sampled_from(OPERATORS))}{draw(numbers)}{unit}"
    if draw(st.integers(0, 5)) == 0:
        low, high = sorted((draw(numbers), draw(numbers)))
        target = f"[{low}{unit},{high}{unit}]"
    return Indicator(
        f"{draw(st.sampled_from(('甲', '投诉次数', '覆盖率')))}{number}",
        f"/绩效指标/{number}",
        level1=draw(st.sampled_from(("产出指标", "效益指标", "成本指标"))),
        level2="数量指标",
        initial_target=target,
        adjusted_target=draw(st.one_of(st.none(), st.none(), numbers.map(lambda it: f"≥{it}"))),
        actual=f"{draw(numbers)}{unit}",
        weight=draw(weights),
        method=draw(st.sampled_from(METHODS)),
        deduction=draw(st.one_of(st.none(), st.none(), st.decimals("0", "5", places=1))),
    )


@st.composite
def told(draw: st.DrawFn, number: int = 0) -> Indicator:
    """A row with words or a date for a target."""
    target, actual = draw(
        st.sampled_from(
            (
                ("提高", "达成预期指标"),
                ("提高", "部分达成"),
                ("提高", "未达成"),
                ("提高", "说不清"),
                ("2023年10月底前", "2023年9月"),
                ("2023年10月底前", "2023年11月15日"),
                ("2023年10月15日", "2023年10月"),
                ("≥100人", "完成较好"),
                ("≥100人", None),
                (None, "100人"),
            )
        )
    )
    return Indicator(
        f"说明{number}",
        f"/绩效指标/{number}",
        level1="效益指标",
        initial_target=target,
        actual=actual,
        weight=draw(st.one_of(weights, weights, st.none())),
        degree=draw(st.one_of(st.none(), st.integers(0, 100).map(Decimal))),
    )


@st.composite
def projects(draw: st.DrawFn, least: int = 0) -> Project:
    """A project with up to seven rows."""
    fund = Fund(
        "资金总额",
        "/项目资金/资金总额",
        annual_budget=draw(st.one_of(st.none(), numbers)),
        executed=draw(st.one_of(st.none(), numbers, numbers)),
        is_total=True,
    )
    count = draw(st.integers(least, 7))
    rows = []
    for number in range(count):
        row = draw(st.one_of(measured(number), measured(number), told(number)))
        reason = draw(st.sampled_from((None, None, None, None, "任务取消")))
        rows.append(row._replace(not_applicable=reason))
    return Project("某项目", 2023, funds=(fund,), indicators=tuple(rows))
