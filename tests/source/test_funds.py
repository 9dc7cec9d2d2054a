from decimal import Decimal

import pytest

from scoring.model.project import Fund
from scoring.source.events import read_document
from scoring.source.project import Reading, read_project

HEAD = "项目名称: 甲\n年度: 2023\n"


def read(text: str) -> Reading:
    return read_project(read_document(HEAD + text))


def funds(text: str) -> tuple[Fund, ...]:
    reading = read(text)
    assert reading.findings == ()
    assert reading.project is not None
    return reading.project.funds


def test_a_row_with_everything() -> None:
    (fund,) = funds(
        "项目资金（万元）:\n  资金总额: {年初预算数: {目标申报数: 84, 预算编制数: 83}, 全年预算数: 83.5,"
        " 全年执行数: 82.731, 资金结（转）余: 0.769, 分值: 10, 执行率: 99.08%, 得分: 9.91,"
        " 偏差原因: 无, 备注: 注}\n"
    )
    assert fund == Fund(
        name="资金总额",
        path="/项目资金（万元）/资金总额",
        requested=Decimal(84),
        approved=Decimal(83),
        annual_budget=Decimal("83.5"),
        executed=Decimal("82.731"),
        balance=Decimal("0.769"),
        claimed_weight=Decimal(10),
        claimed_rate="99.08%",
        claimed_score=Decimal("9.91"),
        explanation="无",
        note="注",
        is_total=True,
    )


@pytest.mark.parametrize(
    ("unit", "written", "expected"),
    [
        ("万元", "83", "83"),
        ("万元", "83万元", "83"),
        ("万元", "830000元", "83"),
        ("万元", "827310元", "82.731"),
        ("万元", "827,310元", "82.731"),
        ("万元", "0.0083亿元", "83"),
        ("万元", "83.00万元", "83.00"),
        ("万元", "８３", "83"),
        ("万元", "83万", "83"),
        ("元", "83万元", "830000"),
        ("元", "1亿元", "100000000"),
        ("亿元", "83万元", "0.0083"),
        ("千元", "83万元", "830"),
        ("万元", "-1", "-1"),
        ("万元", "0", "0"),
    ],
)
def test_money_is_converted_exactly(unit: str, written: str, expected: str) -> None:
    (fund,) = funds(f'项目资金: {{财政资金: {{全年预算数: "{written}"}}}}\n金额单位: {unit}\n')
    assert str(fund.annual_budget) == expected


@pytest.mark.parametrize("written", ["—", "/", "无", '""', "~", "——", '" "'])
def test_placeholders_are_no_amount(written: str) -> None:
    (fund,) = funds(f"项目资金: {{财政资金: {{全年预算数: {written}, 得分: {written}}}}}")
    assert fund.annual_budget is None
    assert fund.claimed_score is None


@pytest.mark.parametrize(
    "written", ["83个", "八十多", "83%", "{}", "[1]", "NaN", "1e99999", "83元/人"]
)
def test_what_is_no_amount_costs_only_itself(written: str) -> None:
    reading = read(f"项目资金: {{财政资金: {{全年预算数: {written}, 全年执行数: 5}}}}")
    (finding,) = reading.findings
    assert (finding.code, finding.path) == ("YM104", "/项目资金/财政资金/全年预算数")
    assert reading.project is not None
    assert reading.project.funds[0].annual_budget is None
    assert reading.project.funds[0].executed == 5


def test_numbers_of_more_than_sixty_digits() -> None:
    assert funds(f"项目资金: {{甲: {{全年预算数: {'9' * 60}}}}}")[0].annual_budget == int("9" * 60)
    assert [
        found.code for found in read(f"项目资金: {{甲: {{全年预算数: {'9' * 61}}}}}").findings
    ] == ["YM106"]


def test_one_number_for_the_initial_budget_is_the_approved_one() -> None:
    (fund,) = funds("项目资金: {财政资金: {年初预算数: 80}}")
    assert (fund.requested, fund.approved, fund.budget) == (None, Decimal(80), Decimal(80))


def test_rows_that_are_part_of_the_row_above() -> None:
    rows = funds(
        "项目资金:\n  年度资金总额:\n  其中：财政拨款: {全年预算数: 9}\n"
        "  一般公共预算: {全年预算数: 9}\n  其他资金:\n"
    )
    assert [row.is_total for row in rows] == [True, False, False, False]
    assert [row.is_part for row in rows] == [False, False, True, False]
    (alone,) = funds("项目资金: {一般公共预算: {全年预算数: 9}}")
    assert not alone.is_part


def test_a_list_of_rows() -> None:
    rows = funds("项目资金:\n- {资金来源: 资金总额, 全年预算数: 9}\n- {name: 其他, executed: 1}\n")
    assert [(row.name, row.path, row.is_total) for row in rows] == [
        ("资金总额", "/项目资金/0", True),
        ("其他", "/项目资金/1", False),
    ]
    assert [found.path for found in read("项目资金:\n- {全年预算数: 9}\n- 5\n").findings] == [
        "/项目资金/0",
        "/项目资金/1",
    ]


def test_amounts_without_a_row_are_the_total() -> None:
    (fund,) = funds("项目资金: {全年预算数: 83, 全年执行数: 82, 备注: 注}")
    assert (fund.name, fund.path, fund.is_total, fund.executed) == (
        "资金总额",
        "/项目资金",
        True,
        Decimal(82),
    )
    assert fund.note == "注"


def test_a_row_may_be_named_like_a_field_with_a_remark() -> None:
    (row,) = funds("项目资金: {结余（上年）: {全年预算数: 3}}")
    assert (row.name, row.annual_budget) == ("结余（上年）", Decimal(3))


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("项目资金: 83", "YM104", "/项目资金"),
        ("项目资金: {财政资金: 83}", "YM104", "/项目资金/财政资金"),
        (
            "项目资金: {财政资金: {全年预算: 83, 全年预算数: 84}}",
            "YM102",
            "/项目资金/财政资金/全年预算数",
        ),
        ("项目资金: {财政资金: {预算树: 83}}", "YM103", "/项目资金/财政资金/预算树"),
        (
            "项目资金: {财政资金: {年初预算数: {申报: 1}}}",
            "YM103",
            "/项目资金/财政资金/年初预算数/申报",
        ),
    ],
)
def test_what_is_refused(text: str, code: str, path: str) -> None:
    assert [(found.code, found.path) for found in read(text).findings] == [(code, path)]
