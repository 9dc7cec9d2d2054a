"""Forms as units really fill them in: other words, other places, other ways to write a number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.source.project import read_project
from tests.source.forms.sheet_building import codes, one, read, sheet

HEAD = [
    ["项目支出绩效自评表", "<", "<", "<", "<", "<", "<", "<", "<"],
    ["（ 2023 年度）", "<", "<", "<", "<", "<", "<", "<", "<"],
    ["项目名称", "<", "公路养护", "<", "<", "<", "<", "<", "<"],
    ["主管部门", "<", "县交通局", "<", "<", "实施单位", "<", "县公路站", "<"],
]
MONEY = [
    [
        "项目资金\n（万元）",
        "",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
        "",
    ],
    ["^", "年度资金总额：", "100", "120", "96.5", "10", "80.42%", "8.04", ""],
    ["^", "其中：财政拨款", "100", "100", "80", "—", "80%", "—", ""],
    ["^", "其他资金", "/", "20", "16.5", "/", "", "/", ""],
]
GOAL = [
    ["年度总体目标", "预期目标", "<", "<", "<", "实际完成情况", "<", "<", "<"],
    ["^", "养护120公里", "<", "<", "<", "养护了118公里", "<", "<", "<"],
]
HEADER = [
    "绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
    "偏差原因分析及改进措施",
]  # fmt: skip
ROWS = [
    ["^", "产出指标", "数量指标", "养护里程", "≥120公里", "118公里", "50", "49.17", "雨季停工"],
    ["^", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", "40", "40", ""],
]
TOTAL = [["总分", "<", "<", "<", "<", "<", "100", "97.21", "优"]]
FORM = [*HEAD, *MONEY, *GOAL, HEADER, *ROWS, *TOTAL]


def form(
    rows: list[list[str]], header: list[str] | None = None, **parts: object
) -> list[list[str]]:
    """The common form with other rows of indicators."""
    money = parts.get("money", MONEY)
    assert isinstance(money, list)
    return [*HEAD, *money, *GOAL, header or HEADER, *rows]


def test_the_common_form() -> None:
    project = one(sheet(FORM))
    assert (project.name, project.year) == ("公路养护", 2023)
    assert (project.department, project.unit) == ("县交通局", "县公路站")
    assert project.money_unit == "万元"
    total, grant, other = project.funds
    assert total.is_total
    assert (total.annual_budget, total.executed) == (Decimal(120), Decimal("96.5"))
    assert (total.claimed_weight, total.claimed_rate) == (Decimal(10), "80.42%")
    assert (grant.name, grant.claimed_score) == ("其中：财政拨款", None)
    assert (other.approved, other.executed) == (None, Decimal("16.5"))
    assert project.goal == "养护120公里"
    assert project.goal_result == "养护了118公里"
    assert project.claimed == (Decimal("8.04"), Decimal("97.21"), "优")
    row = project.indicators[0]
    assert (row.level1, row.level2, row.name) == ("产出指标", "数量指标", "养护里程")
    assert (row.initial_target, row.actual, row.explanation) == ("≥120公里", "118公里", "雨季停工")
    assert (row.weight, row.claimed_score) == (Decimal(50), Decimal("49.17"))
    assert project.rules is None
    assert codes(project) == []


def test_labels_are_found_by_meaning() -> None:
    header = [
        "绩\n效\n指\n标", "一 级 指 标", "二级\n指标", "三级指标名称", "年初目标值（Ａ）", "全年实际值(B)",
        "权重（%）", "自评得分（分）", "未完成原因及改进措施",
    ]  # fmt: skip
    money = [
        ["预算执行情况（１０分）", "资金来源", "年初预算（元）", "调整后预算数(A)", "实际支出数（B）",
         "权重", "执行率(B/A)", "得分", ""],
        ["^", "合计", "1,000,000", "１２０００００元", "965000", "10", "0.8042", "8.04", ""],
    ]  # fmt: skip
    project = one(sheet(form(ROWS, header, money=money)))
    assert project.money_unit == "元"
    assert project.funds[0].annual_budget == Decimal(1200000)
    assert project.funds[0].claimed_rate == "80.42%"
    assert project.indicators[0].explanation == "雨季停工"
    assert project.indicators[0].weight == Decimal(50)
    assert codes(project) == [("YM109", "G6")]


def test_title_gives_the_name_only_when_there_is_none() -> None:
    rows = [["2023年度公路养护项目自评表"], ["项目名称", "<", "", ""], HEADER, *ROWS]
    project = one(sheet(rows))
    assert (project.name, project.year) == ("公路养护", 2023)
    assert codes(project) == [("YM109", "A1")]
    rows[1] = ["项目名称", "<", "桥梁维修", "<"]
    project = one(sheet(rows))
    assert (project.name, codes(project)) == ("桥梁维修", [])


def test_the_year_may_stand_in_the_name_only() -> None:
    project = one(sheet([["项目支出绩效自评表"], ["项目名称：2022年公路养护补助"], HEADER, *ROWS]))
    assert (project.name, project.year) == ("2022年公路养护补助", 2022)
    assert codes(project) == [("YM109", "A2")]


def test_classes_with_points_and_blank_continued_cells() -> None:
    rows = [
        ["", "产出指标\n（50分）", "数量指标(20分)", "甲", "1", "1", "10", "10", ""],
        ["", "", "", "乙", "2", "2", "10", "10", ""],
        ["", "", "质量指标", "丙", "3", "3", "30", "30", ""],
        ["", "效益指标40分", "社会效益指标", "丁", "4", "4", "40", "40", ""],
    ]
    project = one(sheet(form(rows)))
    assert [(row.level1, row.level2, row.name) for row in project.indicators] == [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "数量指标", "乙"),
        ("产出指标", "质量指标", "丙"),
        ("效益指标", "社会效益指标", "丁"),
    ]


def test_a_new_first_class_does_not_keep_the_second_class() -> None:
    rows = [
        ["", "产出指标", "数量指标", "甲", "1", "1", "10", "10", ""],
        ["", "效益指标", "", "乙", "2", "2", "10", "10", ""],
    ]
    assert [row.level2 for row in one(sheet(form(rows))).indicators] == ["数量指标", None]


def test_header_of_two_rows_with_the_target_in_three_columns() -> None:
    rows = [
        *HEAD,
        ["绩效指标", "一级指标", "二级指标", "三级指标", "绩效指标值", "<", "<", "实际完成值", "分值",
         "得分"],
        ["^", "^", "^", "^", "指标性质", "指标值", "度量单位", "^", "^", "^"],
        ["^", "产出指标", "数量指标", "养护里程", "≥", "120", "公里", "118", "50", "49.17"],
        ["^", "效益指标", "社会效益指标", "通行条件", "定性", "改善", "", "达成预期指标", "40", "40"],
    ]  # fmt: skip
    first, second = one(sheet(rows)).indicators
    assert (first.operator, first.initial_target, first.measure_unit) == ("≥", "120", "公里")
    assert (second.operator, second.initial_target) == ("定性", "改善")
    plain = [[text.replace("<", "").replace("^", "") for text in row] for row in rows]
    assert one(sheet(plain)).indicators[0].measure_unit == "公里"


def test_header_of_two_rows_with_both_targets() -> None:
    rows = [
        *HEAD,
        ["一级指标", "二级指标", "三级指标", "年度指标值", "<", "实际完成值", "自评", "<"],
        ["^", "^", "^", "年初", "调整后", "^", "分值", "得分"],
        ["产出指标", "数量指标", "养护里程", "≥120", "≥110", "118", "50", "50"],
    ]
    row = one(sheet(rows)).indicators[0]
    assert (row.initial_target, row.adjusted_target, row.actual) == ("≥120", "≥110", "118")
    assert (row.weight, row.claimed_score) == (Decimal(50), Decimal(50))


def test_both_targets_in_one_cell() -> None:
    rows = [
        ["", "产出指标", "数量指标", "甲", "≥120公里\n（调整后：≥110公里）", "1", "10", "10", ""],
        ["", "产出指标", "数量指标", "乙", "≥110公里\n（年初：≥120公里）", "1", "10", "10", ""],
    ]
    for row in one(sheet(form(rows))).indicators:
        assert (row.initial_target, row.adjusted_target) == ("≥120公里", "≥110公里")


def test_no_weights_but_in_the_names() -> None:
    rows = [
        ["2020年度公路养护项目自评表"],
        ["单位名称", "县公路站", "填报日期", "2021年3月1日"],
        ["项目名称", "公路养护"],
        ["主管部门", "县交通局", "项目实施单位", "县公路站"],
        ["项目类别", "1、部门预算项目□　2、省直专项■　3、省对下转移支付项目□"],
        [
            "预算执行情况（万元）（20分）",
            "",
            "预算数(A)",
            "执行数(B)",
            "执行率(B/A)",
            "得分(20分×执行率)",
        ],
        ["", "年度财政资金总额", "10", "10", "1", "20"],
        [
            "年度绩效目标1（80分）",
            "一级指标",
            "二级指标",
            "三级指标",
            "年初目标值(A)",
            "实际完成值(B)",
            "得分",
        ],
        ["", "产出指标", "数量指标", "养护里程（20分）", "120公里", "118公里", "19.67"],
        ["", "", "", "路况检测（PCI）", "2次", "2次", "20"],
        ["总分", "", "", "", "", "", "99.67"],
        ["自评等级", "", "", "", "", "", "优"],
        ["偏差大或目标未完成原因分析", "养护里程：雨季停工\n其余指标无偏差"],
        ["改进措施及结果应用方案", "提前安排"],
        ["备注：1.预算执行情况口径：预算数为调整后财政资金总额。"],
        ["2.定量指标完成数汇总原则：绝对值直接累加计算。"],
    ]
    reading = read(sheet(rows))
    assert reading.forms[0].layout == "hubei"
    project = one(sheet(rows))
    assert project.rules == "hubei-2020"
    assert project.unit == "县公路站"
    first, second = project.indicators
    assert (first.name, first.weight, first.explanation) == ("养护里程", Decimal(20), "雨季停工")
    assert (second.name, second.weight) == ("路况检测（PCI）", None)
    assert project.funds[0].claimed_rate == "100%"
    assert project.claimed == (Decimal(20), Decimal("99.67"), "优")
    assert project.analysis == (
        ("填报日期", "2021年3月1日"),
        ("项目类别", "省直专项"),
        ("偏差大或目标未完成原因分析", "其余指标无偏差"),
        ("改进措施及结果应用方案", "提前安排"),
    )
    assert codes(project) == [("YM109", "E7"), ("YM109", "A1")]


@pytest.mark.parametrize(
    ("rate", "read_as", "noted"),
    [
        ("0.8042", "80.42%", True),
        ("80.42", "80.42", False),
        ("80.42%", "80.42%", False),
        ("８０.４２％", "８０.４２％", False),
    ],
)
def test_rates(rate: str, read_as: str, *, noted: bool) -> None:
    money = [MONEY[0], [*MONEY[1][:6], rate, "8.04", ""]]
    project = one(sheet(form(ROWS, money=money)))
    assert project.funds[0].claimed_rate == read_as
    assert bool(codes(project)) is noted


def test_a_low_rate_in_percent_is_not_a_share() -> None:
    money = [MONEY[0], ["^", "年度资金总额", "100", "100", "0.9", "10", "0.9", "0.09", ""]]
    assert one(sheet(form(ROWS, money=money))).funds[0].claimed_rate == "0.9"


def test_an_actual_stays_as_written() -> None:
    rows = [["^", "产出指标", "质量指标", "合格率", "≥95%", "0.95", "50", "50", ""]]
    assert one(sheet(form(rows))).indicators[0].actual == "0.95"


def test_sample_rows_are_dropped() -> None:
    rows = [
        ["", "产出指标", "数量指标", "指标1：养护里程", "≥1", "1", "50", "50", ""],
        ["", "", "", "指标2：", "", "", "", "", ""],
        ["", "", "", "……", "", "", "", "", ""],
        ["", "", "质量指标", "指标1", "/", "/", "/", "", ""],
        ["", "效益指标", "生态效益指标", "/", "/", "/", "—", "—", "无"],
        ["", "", "社会效益指标", "通行条件", "", "", "", "", ""],
    ]
    project = one(sheet(form(rows)))
    assert [(row.level2, row.name) for row in project.indicators] == [
        ("数量指标", "指标1：养护里程"),
        ("社会效益指标", "通行条件"),
    ]


def test_points_of_a_class_are_no_indicator() -> None:
    rows = [
        ["", "产出指标", "", "", "", "", "50", "50", ""],
        ["", "产出指标", "数量指标", "甲", "1", "1", "50", "50", ""],
        ["", "小计", "", "", "", "", "50", "50", ""],
        ["", "满意度指标", "", "", "≥90%", "95%", "10", "10", ""],
    ]
    project = one(sheet(form(rows)))
    assert [(row.name, row.weight) for row in project.indicators] == [
        ("甲", Decimal(50)),
        ("满意度指标", Decimal(10)),
    ]


def test_without_a_second_class() -> None:
    header = ["绩效指标", "一级指标", "指标名称", "指标值", "完成值", "分值", "得分"]
    project = one(sheet(form([["^", "产出指标", "养护里程", "120", "118", "50", "49"]], header)))
    row = project.indicators[0]
    assert (row.level1, row.level2, row.name) == ("产出指标", None, "养护里程")


def test_words_of_our_own_forms() -> None:
    rows = [
        ["^", "产出指标", "数量指标", "甲", "1", "", "10", "无法评判\n0～10", ""],
        [
            "^",
            "产出指标",
            "数量指标",
            "乙",
            "1",
            "1",
            "10",
            "不适用",
            "不适用：工程未开工\n另行说明",
        ],
        ["^", "产出指标", "数量指标", "丙", "1", "1", "10", "8", "扣2分：资料不全\n雨季停工"],
        ["^", "产出指标", "数量指标", "丁", "1", "1", "10", "8", "扣2分：未写扣分原因"],
        ["总分", "<", "<", "<", "<", "<", "100", "无法评判\n82.00～92.00", "良或优"],
        ["评分规则 shanxi-2023（山西办法，版本 1）"],
    ]
    project = one(sheet(form(rows)))
    open_, left_out, cut, unexplained = project.indicators
    assert open_.claimed_score is None
    assert (left_out.not_applicable, left_out.explanation) == ("工程未开工", "另行说明")
    assert (cut.deduction, cut.deduction_reason) == (Decimal(2), "资料不全")
    assert cut.explanation == "雨季停工"
    assert (unexplained.deduction, unexplained.deduction_reason) == (Decimal(2), None)
    assert project.claimed.total is None
    assert project.claimed.grade is None
    assert project.rules == "shanxi-2023"
    assert codes(project) == []


@pytest.mark.parametrize(
    ("last", "grade"),
    [
        (["总分", "<", "<", "<", "<", "<", "100", "97.21", ""], None),
        (["合  计", "", "", "", "", "", "100", "97.21", ""], None),
        (["得分合计", "97.21", "自评等级", "优"], "优"),
        (["自评总分", "<", "<", "<", "<", "<", "", "97.21分", "优秀"], "优秀"),
        (["总分：97.21 等级：优"], "优"),
        (["总分", "97.21", "自评等次", "□优 ☑良 □中 □差"], "良"),
    ],
)
def test_total_and_grade(last: list[str], grade: str | None) -> None:
    project = one(sheet(form([*ROWS, last])))
    assert project.claimed.total == Decimal("97.21")
    assert project.claimed.grade == grade
    assert codes(project) == []


def test_the_grade_may_have_a_row_of_its_own() -> None:
    project = one(
        sheet(form([*ROWS, *TOTAL[:1], ["自评等级", "<", "<", "<", "<", "<", "<", "<", "良"]]))
    )
    assert project.claimed.total == Decimal("97.21")


def test_goals_beside_their_labels() -> None:
    rows = [
        *HEAD,
        ["年度目标", "养护120公里", "<", "<"],
        ["实际完成情况", "养护了118公里", "<", "<"],
        HEADER,
        *ROWS,
    ]
    project = one(sheet(rows))
    assert (project.goal, project.goal_result) == ("养护120公里", "养护了118公里")
    rows[4:6] = [["年度总体目标", "养护120公里", "<", "全年实际完成情况", "养护了118公里"]]
    assert one(sheet(rows)).goal_result == "养护了118公里"


def test_goals_over_several_rows() -> None:
    rows = [
        *HEAD,
        GOAL[0],
        ["^", "目标1：养护", "<", "<", "<", "完成1", "<", "<", "<"],
        ["^", "目标2：绿化", "<", "<", "<", "完成2", "<", "<", "<"],
        HEADER,
        *ROWS,
    ]
    project = one(sheet(rows))
    assert project.goal == "目标1：养护\n目标2：绿化"
    assert project.goal_result == "完成1\n完成2"


def test_money_in_pairs() -> None:
    rows = [
        *HEAD,
        ["预算执行情况（万元）", "预算数：", "100", "执行数：", "95"],
        ["^", "其中：财政拨款", "80", "其中：财政拨款", "75"],
        ["^", "其他资金", "20", "其他资金", "20"],
        HEADER,
        *ROWS,
    ]
    project = one(sheet(rows))
    assert [(fund.name, fund.annual_budget, fund.executed) for fund in project.funds] == [
        ("资金总额", Decimal(100), Decimal(95)),
        ("其中：财政拨款", Decimal(80), Decimal(75)),
        ("其他资金", Decimal(20), Decimal(20)),
    ]
    assert project.money_unit == "万元"
    assert codes(project) == []


def test_a_column_in_another_money_unit_is_converted() -> None:
    money = [
        [
            "项目资金（万元）",
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数（元）",
            "分值",
            "执行率",
            "得分",
            "",
        ],
        ["^", "年度资金总额", "100", "120", "965000", "10", "80.42%", "8.04", ""],
    ]
    project = one(sheet(form(ROWS, money=money)))
    assert (project.money_unit, project.funds[0].executed) == ("万元", Decimal("96.5"))


def test_the_money_unit_may_stand_alone() -> None:
    money = [["单位：元"], ["项目资金", *MONEY[0][1:]], MONEY[1]]
    project = one(sheet(form(ROWS, money=money)))
    assert project.money_unit == "元"
    assert codes(project) == []


def test_the_same_source_twice_keeps_both() -> None:
    project = one(
        sheet(form(ROWS, money=[*MONEY, ["^", "其他资金", "1", "2", "3", "", "", "", ""]]))
    )
    assert [fund.name for fund in project.funds][-2:] == ["其他资金", "其他资金"]


def test_sichuan_blocks() -> None:
    rows = [
        ["部门预算项目支出绩效自评表"],
        ["项目名称", "", "51092324T-2023年公路养护"],
        ["主管部门", "", "县交通局", "", "", "", "实施单位（盖章）", "", "县公路站"],
        ["项目基本情况", "1.项目年度目标完成情况", "", "项目年度目标", "", "", "", "年度目标完成情况"],
        ["", "", "", "养护120公里", "", "", "", "养护了118公里"],
        ["", "2.项目实施内容及过程概述", "", "招标、施工、验收。"],
        ["预算执行情况（10分）", "年度预算数（万元）", "", "年初预算", "调整后预算数", "预算执行数",
         "预算执行率", "权重", "得分", "原因"],
        ["", "总额", "", "100.00", "120.00", "96.50", "80.42%", "10", "8.04", "雨季"],
        ["", "其中：财政资金", "", "100.00", "120.00", "96.50", "80.42%", "/", "/", ""],
        ["", "其他资金", "", "", "", "", "", "/", "/", "/"],
        ["绩效指标（90分）", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位",
         "完成值", "权重", "得分", "未完成原因分析"],
        ["", "产出指标", "数量指标", "里程", "≥", "120", "公里", "118", "90", "88.5", ""],
        ["合计", "", "", "", "", "", "", "", "100", "96.54", "优"],
        ["评价结论", "", "较好。"],
        ["存在问题", "", "进度偏慢。"],
        ["改进措施", "", "提前招标。"],
        ["项目负责人", "", "张三", "", "", "", "财务负责人", "", "李四"],
        ["说明：1.预算执行率=预算执行数/调整后预算数。"],
    ]  # fmt: skip
    reading = read(sheet(rows))
    assert reading.forms[0].layout == "sichuan"
    project = one(sheet(rows))
    assert (project.goal, project.goal_result) == ("养护120公里", "养护了118公里")
    assert [fund.name for fund in project.funds] == ["总额", "其中：财政资金"]
    assert project.funds[0].explanation == "雨季"
    assert project.claimed == (Decimal("8.04"), Decimal("96.54"), "优")
    assert dict(project.analysis) == {
        "项目实施内容及过程概述": "招标、施工、验收。",
        "评价结论": "较好。",
        "存在问题": "进度偏慢。",
        "改进措施": "提前招标。",
        "项目负责人": "张三",
        "财务负责人": "李四",
    }
    assert [code for code, _ in codes(project)] == ["YM109", "YM109"]


def test_further_columns() -> None:
    header = [*HEADER, "评分标准", "佐证材料", "督查编号"]
    rows = [
        [*ROWS[0], "按比例", "验收单", "A-1"],
        [*ROWS[1], "/", "", "A-2"],
    ]
    project = one(sheet(form(rows, header)))
    assert project.indicators[0].note == "评分标准：按比例"
    assert project.indicators[0].evidence == ("验收单",)
    assert codes(project) == [("YM108", "L11")]


def test_notes_signatures_and_guidance_are_no_content() -> None:
    rows = [
        *form([*ROWS, *TOTAL]),
        ["项目负责人签字：", "", "", "填报人：张三", "", "联系电话：123"],
        ["填表说明："],
        ["1.得分一档最高不能超过该指标分值上限。"],
        ["2.定性指标按三档打分。"],
        ["第1页，共1页"],
    ]
    assert codes(one(sheet(rows))) == []


def test_what_cannot_be_placed_is_told_at_its_cell() -> None:
    rows = [*form([*ROWS, *TOTAL]), ["本表数据已经县审计局抽查，抽查比例为全部凭证的三成。"]]
    assert codes(one(sheet(rows))) == [("YM108", "A15")]


def test_a_blank_template_is_read() -> None:
    rows = [
        ["项目支出绩效自评表"],
        ["（    年度）"],
        ["项目名称", ""],
        *MONEY[:1],
        ["^", "年度资金总额", "", "", "", "10", "", "", ""],
        HEADER,
        ["^", "产出指标", "数量指标", "指标1：", "", "", "", "", ""],
        ["^", "", "", "……", "", "", "", "", ""],
        ["总分", "<", "<", "<", "<", "<", "100", "", ""],
    ]
    reading = read(sheet(rows))
    assert len(reading.forms) == 1
    result = read_project(reading.forms[0].document)
    assert result.project is not None
    assert result.project.indicators == ()
    assert {found.code for found in result.findings} == {"YM104"}
