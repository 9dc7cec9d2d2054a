"""The funds block: sums, balances, rates as printed, money units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.checks.funds import CHECKS
from tests.checks.cases import codes, findings

Rows = dict[str, dict[str, object]]


def codes_of(rows: Rows, **project: object) -> list[str]:
    return codes(CHECKS, 项目资金=rows, **project)


def total(budget: object = 100, executed: object = 98, **fields: object) -> dict[str, object]:
    return {"全年预算数": budget, "全年执行数": executed, **fields}


def test_a_single_row_is_silent() -> None:
    assert codes_of({"资金总额": total()}) == []
    assert codes_of({}) == []


@pytest.mark.parametrize(
    ("rows", "fires"),
    [
        ({"中央资金": total(60, 60), "县级资金": total(40, 38)}, False),
        ({"中央资金": total(60, 60), "县级资金": total(39.9, 38)}, False),  # 0.1万元
        ({"中央资金": total(60, 60), "县级资金": total("39.5", 38)}, False),  # 99.5 prints as 100
        ({"中央资金": total(60, 60), "县级资金": total("39.4", 38)}, True),
        ({"中央资金": total(60, 60), "县级资金": total(30, 38)}, True),
        ({"中央资金": total(60, 60), "县级资金": {}}, True),
        ({"其中：财政拨款": total(100, 98), "一般公共预算": total(100, 98)}, False),
        ({"财政拨款": total(100, 98), "中央": total(60, 60), "省级": total(40, 38)}, False),
        ({"财政拨款": total(90, 90), "中央": total(60, 60), "省级": total(30, 30)}, True),
        (
            {
                "中央资金": total(60, 60),
                "地方资金": total(40, 38),
                "其中：省级": total(30, 28),
                "市级": total(10, 10),
            },
            False,
        ),
        (
            {
                "中央资金": total(60, 60),
                "地方资金": total(40, 38),
                "其中：省级": total(30, 28),
                "市级": total(5, 5),
            },
            True,
        ),
        ({"财政拨款": total(90, 90), "其他资金": total(10, 8)}, False),
        ({"中央资金": {}, "县级资金": {}}, False),
    ],
)
def test_sum(rows: Rows, *, fires: bool) -> None:
    assert ("FD401" in codes_of({"资金总额": total(), **rows})) is fires


def test_sum_is_one_finding_for_all_columns() -> None:
    rows = {"资金总额": total(0, 0), "本年财政拨款": total(90, 90)}
    found = [one for one in findings(CHECKS, 项目资金=rows) if one.code == "FD401"]
    assert [one.path for one in found] == ["/项目资金/资金总额/全年预算数"]
    assert "全年执行数各行合计 90万元" in found[0].message


def test_tolerance_is_in_the_money_unit() -> None:
    near = {"资金总额": total(1000000, 980000), "县级资金": total(999100, 979100)}
    far = {"资金总额": total(1000000, 980000), "县级资金": total(998000, 978000)}
    assert codes_of(near, 金额单位="元") == []
    assert codes_of(far, 金额单位="元") == ["FD401"]


@pytest.mark.parametrize(
    ("budget", "executed", "fires"),
    [(100, 100, False), (100, "100.1", False), (100, "100.6", True), ("100.00", "100.11", True)],
)
def test_executed_above_budget(budget: object, executed: object, *, fires: bool) -> None:
    assert codes_of({"资金总额": total(budget, executed)}) == ["FD402"] * fires


def test_above_budget_is_reported_once() -> None:
    rows = {"资金总额": total(100, 106), "县级资金": total(100, 106)}
    assert codes_of(rows) == ["FD402"]


@pytest.mark.parametrize(
    ("balance", "fires"), [(2, False), ("2.1", False), (3, True), (0, True), (-2, True)]
)
def test_balance(balance: object, *, fires: bool) -> None:
    rows = {"资金总额": total(资金结余=balance), "县级资金": total(资金结余=balance)}
    assert codes_of(rows) == ["FD404"] * fires


def test_balance_of_an_overspent_row_is_no_second_finding() -> None:
    assert codes_of({"资金总额": total(100, 106, 资金结余=0)}) == ["FD402"]


@pytest.mark.parametrize(
    ("executed", "why", "rules", "expected"),
    [
        (80, "", None, []),
        ("79.99", "", None, ["FD405", "FD406"]),
        (70, "质保金下年支付", None, ["FD406"]),
        (70, "无", None, ["FD405", "FD406"]),
        (89, "", "sichuan-2023", ["FD405"]),
        (90, "", "sichuan-2023", []),
    ],
)
def test_low_execution(executed: object, why: str, rules: str | None, expected: list[str]) -> None:
    assert codes_of({"资金总额": total(100, executed, 偏差原因=why)}, rules=rules) == expected


def test_severity_is_the_rule_sets() -> None:
    rows = {"总额": total(100, 85)}
    (found,) = findings(CHECKS, rules="sichuan-2023", 项目资金=rows)
    assert (found.code, found.severity) == ("FD405", "error")


@pytest.mark.parametrize(
    ("requested", "approved", "annual", "fires"),
    [(120, 100, 120, True), (120, 100, 100, False), (120, 100, 110, False), (100, 100, 100, False)],
)
def test_wrong_column(requested: int, approved: int, annual: int, *, fires: bool) -> None:
    budget = {"目标申报数": requested, "预算编制数": approved}
    row = total(annual, annual, 年初预算数=budget)
    assert codes_of({"资金总额": row, "县级资金": row}) == ["FD407"] * fires


@pytest.mark.parametrize(
    ("rows", "unit", "fires"),
    [
        ({"资金总额": total(100, 980000)}, "万元", True),
        ({"资金总额": total(1000000, 98)}, "万元", True),
        ({"资金总额": total(100000, 99000)}, "万元", False),
        ({"资金总额": total(100001, 99000)}, "万元", True),
        ({"资金总额": total(1000000000, 990000000)}, "元", False),
        ({"资金总额": total(1000010000, 990000000)}, "元", True),
        ({"资金总额": total(10, 9)}, "亿元", False),
        ({"资金总额": total(11, 10)}, "亿元", True),
        (
            {
                "资金总额": total(5000, "4999.5"),
                "省级资金": total("4999.5", "4999.5"),
                "其他资金": total("0.5", 0),
            },
            "万元",
            False,
        ),
        ({"资金总额": total(5000, "4999.999", 资金结余="0.001")}, "万元", False),
        ({"资金总额": total(100, 98), "县级资金": total(1000000, 980000)}, "万元", True),
        ({"资金总额": total(0, 0), "县级资金": total(100, 98)}, "万元", False),
    ],
)
def test_money_unit(rows: Rows, unit: str, *, fires: bool) -> None:
    found = codes_of(rows, 金额单位=unit)
    assert ("FD408" in found) is fires
    if fires:  # a wrong unit explains the sums, the balance and the excess
        assert not {"FD401", "FD402", "FD404"} & set(found)


@pytest.mark.parametrize(
    ("budget", "executed", "printed", "right"),
    [
        (83, "82.731", "99.68", True),
        (83, "82.731", "99.68%", True),
        (83, "82.731", "0.9968", True),
        (83, "82.731", "99.7%", True),
        (83, "82.731", "99.67%", True),  # cut
        (83, "82.731", "100%", True),
        (83, "82.731", "99%", True),
        (83, "82.731", "99.69%", False),
        (83, "82.731", "98%", False),
        ("43.2", "37.24", "86%", True),
        ("43.2", "37.24", "87%", False),
        ("310.2", "154.74", "50%", True),
        ("310.2", "154.74", "0.5", True),
        (10, 10, "1", True),
        (10, 10, "1.00", True),
        (10, 6, "1", False),
        (10, 6, "0.6", True),
        (100, 120, "100%", True),
        (100, 120, "120%", True),
        (100, 90, "100%", False),
        (100, 90, "—", True),
        (100, 90, "见附表", True),
    ],
)
def test_printed_rate(budget: object, executed: object, printed: str, *, right: bool) -> None:
    found = codes_of({"资金总额": total(budget, executed, 执行率=printed)})
    assert ("FD409" in found) is not right


def test_rate_of_a_row_without_money_is_not_checked() -> None:
    rows = {"资金总额": total(执行率="98%"), "其他资金": total(0, 0, 执行率="0.00%")}
    assert "FD409" not in codes_of(rows)


money = st.decimals("0.01", "99999", places=2)


@given(parts=st.lists(st.tuples(money, st.integers(80, 100)), min_size=1, max_size=6))
def test_rows_that_add_up_are_silent(parts: list[tuple[Decimal, int]]) -> None:
    rows: Rows = {
        f"来源{place}": total(
            budget, budget * percent / 100, 资金结余=budget * (100 - percent) / 100
        )
        for place, (budget, percent) in enumerate(parts)
    }
    budget = sum((budget for budget, _ in parts), Decimal(0))
    executed = sum((budget * percent / 100 for budget, percent in parts), Decimal(0))
    whole = total(budget, executed, 资金结余=budget - executed, 执行率=f"{executed / budget:.6%}")
    found = codes_of({"资金总额": whole, **rows})
    assert set(found) <= {"FD408"}
    assert ("FD408" in found) is (budget > 100_000)
