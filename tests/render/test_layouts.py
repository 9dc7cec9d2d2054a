"""The official forms: order, wording and merges as printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.model.project import Fund
from scoring.render.grid import Grid, placed
from scoring.render.layouts import FORMS, UnknownFormError, lay_out
from tests.render import samples


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_the_source_documents_form() -> None:
    grid = lay_out(samples.jinbao())
    assert grid.title == "金保工程信息系统日常运营维护项目支出绩效自评表"
    assert grid.subtitle == "（2023年度）"
    rows = texts(grid)
    assert rows[0] == ["项目名称", "金保工程信息系统日常运营维护"]
    assert rows[1] == [
        "主管部门及代码", "304-忻州市人力资源和社会保障局",
        "预算单位", "304006-忻州市社会保障卡服务中心",
    ]  # fmt: skip
    assert rows[2] == [
        "项目资金预算安排及执行进度\n（万元）", "", "年初预算数", "全年预算数", "全年执行数",
        "资金结（转）余", "执行率", "得分", "偏差原因分析及改进措施",
    ]  # fmt: skip
    assert rows[3] == ["目标申报数", "预算编制数"]
    numbers = ["83.00", "83.00", "83.00", "82.731", "0.269", "99.68%", "9.97"]
    assert rows[4] == ["资金总额", *numbers, ""]
    assert rows[5] == ["市县区财政资金", *numbers, ""]
    assert rows[6] == ["项目年度绩效目标", "年度目标", "实际完成情况"]
    assert rows[7] == [samples.GOAL, samples.RESULT]
    assert rows[8] == [
        "绩效指标", "一级指标", "二级指标", "三级指标", "年初指标值", "调整后指标值", "实际完成值",
        "分值", "得分", "偏差原因分析及改进措施",
    ]  # fmt: skip
    assert rows[9] == [
        "产出指标", "数量指标", "信息网络软件系统运维数量", "=1个", "=1个", "=1个", "20", "20.00", "无",
    ]  # fmt: skip
    assert rows[13][0] == "宣传费"
    assert rows[22] == ["总分", "99.97", "优"]
    results, *others = samples.ANALYSIS
    assert rows[23] == ["项目绩效分析", "自评结果分析", "项目实施和预算执行情况", ""]
    assert rows[24:26] == [list(pair) for pair in results[1]]
    assert rows[26] == ["满意度情况及分析", ""]
    assert rows[27:29] == [list(pair) for pair in others]
    assert rows[29:] == [["下一步改进措施及管理建议", ""]]
    assert len(grid.notes) == 4


@pytest.mark.parametrize("form", FORMS)
def test_groups_are_merged_over_their_rows(form: str) -> None:
    places = placed(lay_out(samples.jinbao(form)))
    merged = {place.cell.text: place.cell.rows for place in places if place.cell.role == "group"}
    assert merged["产出指标"] == 8
    assert merged["效益指标"] == 3
    assert merged["满意度指标"] == 2
    assert merged["成本指标"] == 5
    assert merged["服务对象满意度指标"] == 2
    names = {"绩效指标", "绩效指标\n（90分）", "年度绩效目标\n（90分）"}
    block = next(place for place in places if place.cell.text in names)
    assert block.cell.rows == 14


def test_the_common_form() -> None:
    grid = lay_out(samples.jinbao("mof"))
    assert len(grid.widths) == 11
    rows = texts(grid)
    assert grid.title == "项目支出绩效自评表"
    assert rows[2] == [
        "项目资金\n（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分",
    ]  # fmt: skip
    assert rows[3] == ["年度资金总额", "83.00", "83.00", "82.731", "10", "99.68%", "9.97"]
    assert rows[4] == ["其中：市县区财政资金", "83.00", "83.00", "82.731", "—", "99.68%", "—"]
    assert rows[5] == ["上年结转资金", "", "", "", "—", "", "—"]
    assert rows[6] == ["其他资金", "", "", "", "—", "", "—"]
    assert rows[7] == ["年度总体目标", "预期目标", "实际完成情况"]
    assert rows[9] == [
        "绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
        "偏差原因分析及改进措施",
    ]  # fmt: skip
    assert rows[23] == ["总分", "100", "99.97", "优"]
    # What the form has no cells for follows: nothing the project says is lost.
    (results, inner), *others = samples.ANALYSIS
    assert rows[24] == ["项目绩效分析", results, *inner[0]]
    assert rows[25:] == [list(pair) for pair in (*inner[1:], *others)]


def test_the_common_form_ends_with_the_total_where_nothing_else_is_said() -> None:
    card = samples.jinbao("mof")
    grid = lay_out(card._replace(project=card.project._replace(analysis=())))
    assert texts(grid)[-1] == ["总分", "100", "99.97", "优"]


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormError, match="没有版式“flat”；可用的版式：mof、shanxi"):
        lay_out(samples.jinbao(), "flat")


def test_the_form_asked_for_goes_before_the_rule_sets() -> None:
    assert lay_out(samples.jinbao("mof"), "shanxi").title.startswith("金保工程")


def test_unjudged_rows_show_their_bounds() -> None:
    for form in FORMS:
        rows = texts(lay_out(samples.unjudged(form)))
        row = next(row for row in rows if any(cell.startswith("办事效率") for cell in row))
        assert "无法评判\n0～30" in row
        result = [row for row in rows if row[0] in {"总分", "合计", "自评等级"}]
        assert "无法评判\n59.97～89.97" in result[0]
        assert "差、中或良" in result[-1]


def test_rows_that_do_not_apply_are_marked_with_the_reason() -> None:
    row = next(row for row in texts(lay_out(samples.unjudged())) if "满意度" in row)
    assert "不适用" in row
    assert "不适用：当年没有开展调查" in row


def test_the_common_form_shows_both_targets_where_they_differ() -> None:
    card = samples.unjudged("mof")
    row = next(row for row in texts(lay_out(card)) if "培训人数" in row)
    assert "≥150人\n（年初：≥120人）" in row
    card = card._replace(rules=card.rules._replace(target="initial"))
    row = next(row for row in texts(lay_out(card)) if "培训人数" in row)
    assert "≥120人\n（调整后：≥150人）" in row


def test_targets_printed_apart_are_joined() -> None:
    card = samples.card([samples.row("人数", "90", operator="≥", measure_unit="人次")])
    assert "≥90人次" in texts(lay_out(card))[9]


def test_deductions_stand_in_the_last_column() -> None:
    card = samples.card(
        [samples.row("人数", deduction=Decimal(2), deduction_reason="迟报", explanation="说明")]
    )
    assert texts(lay_out(card))[9][-1] == "扣2分：迟报\n说明"


@pytest.mark.parametrize(
    ("unit", "amount", "printed"),
    [
        ("元", "827310", "82.731"),
        ("元", "830000", "83.00"),
        ("千元", "830", "83.00"),
        ("万元", "82.73105", "82.73105"),
        ("万元", "83.1", "83.10"),
        ("亿元", "1.5", "15000.00"),
        ("元", "1", "0.0001"),
    ],
)
def test_money_is_printed_in_wan(unit: str, amount: str, printed: str) -> None:
    card = samples.card([samples.row("人数")])
    number = Decimal(amount)
    project = card.project._replace(
        money_unit=unit, funds=(Fund("来源", "/项目资金/来源", number, number, number, number),)
    )
    execution = card.execution._replace(annual_budget=number, executed=number)
    made = card._replace(project=project, execution=execution)
    for row in texts(lay_out(made))[4:6]:
        assert row[1:6] == [printed, printed, printed, printed, "0.00"]


def test_several_sources_have_a_sum_and_no_points_of_their_own() -> None:
    funds = (
        Fund("财政拨款", "/a", None, Decimal(60), Decimal(60), Decimal(50), explanation="招标节约"),
        Fund("一般公共预算", "/b", None, Decimal(60), Decimal(60), Decimal(50), is_part=True),
        Fund("其他资金", "/c", None, Decimal(23), None, Decimal("32.731")),
    )
    card = samples.card([samples.row("人数")])
    card = card._replace(project=card.project._replace(funds=funds))
    rows = texts(lay_out(card))
    assert rows[4] == [
        "资金总额", "", "83.00", "83.00", "82.731", "0.269", "99.68%", "9.97", "",
    ]  # fmt: skip
    assert rows[5] == [
        "财政拨款", "", "60.00", "60.00", "50.00", "10.00", "83.33%", "—", "招标节约",
    ]  # fmt: skip
    assert rows[7][2:] == ["23.00", "23.00", "32.731", "-9.731", "142.31%", "—", ""]


def test_a_project_without_anything_still_makes_a_form() -> None:
    card = samples.card([])
    project = card.project._replace(
        name=None, year=None, department=None, unit=None, funds=(), goal=None, goal_result=None,
        analysis=(),
    )  # fmt: skip
    execution = card.execution._replace(
        annual_budget=None, executed=None, rate=None, score=None, status="unjudged"
    )
    empty = card._replace(project=project, execution=execution, total=None, grade=None)
    for form in FORMS:
        grid = lay_out(empty, form)
        assert placed(grid)
        assert "（没有绩效指标）" in {cell.text for row in grid.rows for cell in row}


def test_rows_are_not_merged_across_a_class_in_between() -> None:
    card = samples.card(
        [
            samples.row("甲", level1="产出指标", level2="数量指标"),
            samples.row("乙", level1="产出指标", level2="质量指标"),
            samples.row("丙", level1="产出指标", level2="数量指标"),
            samples.row("丁", level1="效益指标", level2="数量指标"),
        ]
    )
    groups = [cell for row in lay_out(card).rows for cell in row if cell.role == "group"]
    assert [(cell.text, cell.rows) for cell in groups] == [
        ("产出指标", 3), ("数量指标", 1), ("质量指标", 1), ("数量指标", 1), ("效益指标", 1),
        ("数量指标", 1),
    ]  # fmt: skip


def test_a_class_left_out_below_another_is_marked() -> None:
    """A blank cell below a class reads as the same class again."""
    card = samples.card(
        [
            samples.row("甲", level1="产出指标", level2=None),
            samples.row("乙", level1="产出指标", level2="质量指标"),
            samples.row("丙", level1="产出指标", level2=None),
            samples.row("丁", level1=None, level2=None),
            samples.row("戊", level1="效益指标", level2=None),
        ]
    )
    rows = texts(lay_out(card))[9:14]
    assert [row[: row.index(name)] for row, name in zip(rows, "甲乙丙丁戊", strict=True)] == [
        ["产出指标", ""], ["质量指标"], ["—"], ["—", ""], ["效益指标", ""],
    ]  # fmt: skip
