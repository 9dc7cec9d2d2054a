"""The kernel's arithmetic: its bound holds, and the engines agree."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from random import Random

import ibis
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import notation
from scoring.loading import load_rules
from scoring.portfolio import kernel
from scoring.portfolio.bound import HEAVIEST, LARGEST, NO_END
from scoring.portfolio.plain import plain_measures
from scoring.portfolio.typed import number_of


def half_up(weight: int, num: int, den: int) -> int:
    return floor(Fraction(weight * num, den) + Fraction(1, 2))


def points(rows: pl.DataFrame) -> list[int]:
    database = ibis.polars.connect()
    table = database.create_table("rows", rows)
    made = table.mutate(points=kernel.points(table.weight, table.num, table.den))
    return list(database.to_polars(made)["points"])


def test_the_worst_near_ties_round_as_fractions_do() -> None:
    random = Random(1)  # noqa: S311 - the same every time
    cases: list[tuple[int, int, int]] = []
    while len(cases) < 20_000:
        weight, den = random.randint(1, HEAVIEST), random.randint(LARGEST // 2, LARGEST) | 1
        # w × num ÷ den as near to k + 1/2 as whole numbers come.
        tie = random.randint(0, weight - 1)
        num = ((2 * tie + 1) * den + random.choice((-1, 0, 1))) // (2 * weight)
        num += random.choice((0, 1))
        if 0 <= num < den:
            cases.append((weight, num, den))
    rows = pl.DataFrame(cases, schema=["weight", "num", "den"], orient="row")
    assert points(rows) == [half_up(*case) for case in cases]


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # of ibis itself
@pytest.mark.parametrize("name", ["mof-2020", "platform", "hubei-2020"])
def test_polars_and_duckdb_give_the_same(name: str) -> None:
    random = Random(2)  # noqa: S311 - the same every time
    rules = load_rules(name)
    rows = []
    for project in range(400):
        for _ in range(5):
            sign, target = random.randint(1, 5), random.randint(1, 10_000)
            low = 0 if sign in {3, 4} else target
            high = NO_END if sign in {1, 2, 5} else target
            actual = random.choice((target, random.randint(0, 12_000)))
            rows.append((project, sign, low, high, actual, random.randint(1, 3000)))
    frame = pl.DataFrame(
        rows, schema=["project", "sign", "low", "high", "actual", "weight"], orient="row"
    )
    heads = pl.DataFrame(
        {
            "project": range(400),
            "budget": [random.choice((None, 0, 500, 777)) for _ in range(400)],
            "executed": [random.choice((None, 0, 333, 777, 900)) for _ in range(400)],
        },
        schema={"project": pl.Int64, "budget": pl.Int64, "executed": pl.Int64},
    )
    made = []
    for engine in ("polars", "duckdb"):
        database = getattr(ibis, engine).connect()
        for given_name, given_frame in (("rows", frame), ("heads", heads)):
            if engine == "duckdb":
                database.con.register(given_name, given_frame.to_arrow())
            else:
                database.create_table(given_name, given_frame)
        table = database.table("rows")
        judged = kernel.judged(kernel.shares(table, rules))
        scored = judged.mutate(points=kernel.points(judged.weight, judged.num, judged.den))
        sums = scored.group_by("project").agg(
            rows=scored.count(), points=scored.points.sum(), low=scored.points.sum(),
            high=scored.points.sum(), open=scored.points.isnull().sum(),
            completion=scored.completion.sum(), deviation=scored.deviation.sum(),
            met=scored.is_met.cast("int64").sum(),
        )  # fmt: skip
        joined = sums.join(database.table("heads"), "project")
        result = database.to_polars(kernel.totals(joined, rules)).sort("project")
        made.append(result.select(sorted(result.columns)).to_dicts())
    assert made[0] == made[1]


units = st.sampled_from(
    ("", "%", "人", "万元", "元", "年", "天", "个工作日", "‰", "%以上", "号", "月", "分", "万", "公里",
     "次/月", "元/人", "个", "人左右", "余", "度", "级", "以内", "(含)", "-", "小时", "季度", "点")
)  # fmt: skip


@given(
    st.sampled_from(("", "≥", "≤", "=", ">", "<", "约", "≥ ")),
    st.from_regex(r"(0|[1-9][0-9]{0,7})(\.[0-9]{1,4})?", fullmatch=True),
    units,
)
def test_what_is_told_apart_in_columns_is_what_the_grammar_reads(
    sign: str, number: str, unit: str
) -> None:
    text = f"{sign}{number}{unit}"
    code, digits, places, known = plain_measures(pl.Series([text])).row(0)
    if code is None or known is None:
        return
    read = notation.parse(text)
    assert isinstance(read, notation.Measure)
    assert kernel.SIGNS.get(read.operator or "", 0) == code
    assert read.quantity.number == Fraction(digits, 10**places)
    assert number_of(read.quantity.unit) == known
