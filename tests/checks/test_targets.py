"""Targets: each check fires on what it is for and keeps silent beside it."""

from __future__ import annotations

import pytest

from scoring.checks.targets import CHECKS, is_hollow
from tests.checks.cases import codes, findings, row

COST, QUALITY, TIME = "成本指标", "质量指标", "时效指标"
SOCIAL = {"level1": "效益指标", "level2": "社会效益指标"}
PEOPLE = {"level1": "满意度指标", "level2": "服务对象满意度指标"}


@pytest.mark.parametrize(
    ("name", "target", "fires"),
    [
        ("劳务费", "≥19.5万元", True),
        ("劳务费", "不少于19.5万元", True),
        ("劳务费", ">19.5", True),
        ("单位产品成本", "≥300元/件", True),
        ("劳务费", "≤19.5万元", False),
        ("劳务费", "19.5万元", False),  # no operator: that is TG451
        ("节约办公费", "≥2万元", False),
        ("成本节约率", "≥5%", False),
        ("成本控制率", "≥95%", False),
        ("人均补助标准", "≥600元/人", False),
        ("超支率", "≥5%", True),
    ],
)
def test_cost_with_lower_bound(name: str, target: str, *, fires: bool) -> None:
    assert codes(CHECKS, row(name, target, "18万元", level2=COST)) == ["TG452"] * fires


def test_lower_bounds_are_for_other_classes() -> None:
    assert codes(CHECKS, row("销售收入", "≥50万元", "52万元", **SOCIAL)) == []


@pytest.mark.parametrize(
    ("name", "target", "fires"),
    [
        ("群众满意度", "≥950%", True),
        ("验收合格率", "≥100.5%", True),
        ("验收合格率(抽检)", "[90%,110%]", True),
        ("验收合格率", "=100%", False),
        ("收入增长率", "≥120%", False),
        ("任务完成率", "≥105%", False),
        ("拨备覆盖率", "≥150%", False),
        ("参加人数", "≥950人", False),
    ],
)
def test_percent_over_100(name: str, target: str, *, fires: bool) -> None:
    assert codes(CHECKS, row(name, target, "96%", level2="其他指标")) == ["TG453"] * fires


@pytest.mark.parametrize(
    "text",
    [
        "良好",
        "效果显著",
        "效果明显。",
        "影响深远",
        "较好",
        "优",
        "社会效益显著",
        "成效十分明显",
        "定性 良好",
    ],
)
def test_praise_is_hollow(text: str) -> None:
    assert is_hollow(text)
    assert codes(CHECKS, row("某项影响", text, "达成预期指标", **SOCIAL)) == ["TG454"]


@pytest.mark.parametrize(
    "text",
    [
        "提高", "改善", "有效提高", "逐步提高", "有所提升", "建立健全", "是", "已完成",
        "设施运行良好", "制度已印发", "定性 优良中低差", "合格", "不超过预算", "", "公益性事业",
    ],
)  # fmt: skip
def test_a_direction_or_an_object_is_not_hollow(text: str) -> None:
    assert not is_hollow(text)


@pytest.mark.parametrize(
    ("target", "fires"),
    [
        ("2024年6月30日", True),
        ("2022年底前", True),
        ("次年3月底前", True),
        ("2023年12月31日", False),
        ("12月底前", False),
        ("2022年7月-2023年6月", False),
        ("2021年1月-2024年12月", False),
    ],
)
def test_date_outside_year(target: str, *, fires: bool) -> None:
    rows = row("完成时间", target, "2023年6月1日", level2=TIME)
    assert codes(CHECKS, rows) == ["TG455"] * fires


@pytest.mark.parametrize(
    ("name", "target", "hidden"),
    [
        ("≥360天服务读者", "≥360天", "360天"),
        ("指标1：年度资金支付完成率100%", "完成", "100%"),
        ("养护达标率不低于95%", "是", "不低于95%"),
        ("每年财政补助1000万元", "1000万元", "1000万元"),
        ("举办培训3期", "≥3期", "3期"),
        ("12月底之前完成", "100%", "12月底之前完成"),
        ("2022年全年", "≥360天", "2022年全年"),
        ("100万", "100万", "100万"),
        ("孕产妇7天访视数", "214人", None),
        ("0-6岁儿童健康管理数", "2089人", None),
        ("65岁以上老年人体检数", "65人", None),
        ("≥65岁老年人体检数", "≥500人", None),
        ("一个存储备份器", "25TB", None),
        ("“四项制度”落实", "是", None),
        ("3个专项工作完成率", "=100%", None),
        ("10千伏线路改造", "≥10公里", None),
        ("种薯采购价格不高于市场价", "是", None),
        ("培训人次", "≥1200人次", None),
    ],
)
def test_operator_in_name(name: str, target: str, hidden: str | None) -> None:
    found = [
        finding
        for finding in findings(CHECKS, row(name, target, "完成", level2=QUALITY))
        if finding.code == "TG456"
    ]
    assert len(found) == (hidden is not None)
    if hidden is not None:
        assert f"写了“{hidden}”" in found[0].message


@pytest.mark.parametrize(
    ("name", "target", "level2", "fires"),
    [
        ("资金支付率", "≥95%", "数量指标", True),
        ("任务完成率", "=100%", "数量指标", True),
        ("补助经费", "=72890元", "数量指标", True),
        ("工程资金金额", "43.2", "数量指标", True),
        ("成本控制", "不超过预算", "数量指标", True),
        ("对控制项目成本的影响程度", "效果明显", "生态效益指标", True),
        ("验收时间", "2023年12月10日", QUALITY, True),
        ("学员满意度", "≥90%", QUALITY, True),
        ("验收合格率", "=100%", TIME, True),
        ("资金支付率", "≥95%", TIME, False),
        ("疫苗接种率", "≥95%", "数量指标", False),
        ("发放贷款额", "≥5亿元", "数量指标", False),
        ("残疾人补助", "≥50", "数量指标", False),
        ("公众办事效率", "提高", "经济效益指标", False),
        ("完成时间", "2023年12月10日", TIME, False),
        ("成本控制达标率", "=100%", "成本指标", False),
        ("免费开放", "全年", "数量指标", False),
        ("长期使用", "2023年", "可持续影响指标", False),
        ("支付完成率", "=100%", "工作指标", False),  # a class nobody knows
    ],
)
def test_misfiled(name: str, target: str, level2: str, *, fires: bool) -> None:
    level1 = "效益指标" if "效益" in level2 or "影响" in level2 else "产出指标"
    found = codes(CHECKS, row(name, target, "完成", level2=level2, level1=level1))
    assert ("TG457" in found) is fires


def test_satisfaction_is_at_home_under_satisfaction() -> None:
    assert codes(CHECKS, row("学员满意度", "≥90%", "95%", **PEOPLE)) == []


def test_duplicates_name_the_first_row() -> None:
    found = findings(
        CHECKS,
        row("培训人次", "≥1200人次", "1215人次"),
        row("指标2：培训人次", "≥800人次", "812人次", **SOCIAL),
    )
    assert [finding.code for finding in found] == ["TG458"]
    assert found[0].path == "/绩效指标/1"
    assert found[0].related[0].path == "/绩效指标/0"
    assert "数量指标" in found[0].message


def test_one_name_for_two_countings_is_no_duplicate() -> None:
    rows = row("培训", "≥1200人次", "1215人次"), row("培训", "≥3期", "3期")
    assert codes(CHECKS, *rows) == []


def test_lines_of_the_empty_form_are_no_duplicates() -> None:
    assert codes(CHECKS, row("指标1", "≥3次", "3次"), row("指标1", "≥5次", "5次", **SOCIAL)) == []


def test_rows_that_do_not_apply_are_left_out() -> None:
    rows = row("培训", "≥3期", "3期"), row("培训", "≥3期", "3期", 不适用="未安排")
    assert codes(CHECKS, *rows) == []


def test_the_adjusted_target_is_looked_at_where_it_counts() -> None:
    rows = row("劳务费", "≤5万元", "4万元", level2=COST, 调整后指标值="≥5万元")
    assert codes(CHECKS, rows) == []
    (found,) = findings(CHECKS, rows, rules="shanxi-2023")
    assert found.path == "/绩效指标/0/调整后指标值"
