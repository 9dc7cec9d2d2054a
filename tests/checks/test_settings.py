"""The user's settings: severities, limits, checks off, and checks written as data."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.checks.inspection import report_on
from scoring.checks.settings import in_force
from scoring.model.check_settings import COMPARISONS, FIELDS, CheckSettings, Override, OwnCheck
from scoring.model.finding import SEVERITIES
from scoring.model.ruleset import CheckSetting
from scoring.source.check_settings import printed, read_check_settings
from scoring.source.events import read_document
from scoring.source.ruleset import load_rules
from tests.checks.reporting import CRASHING, MISSING, TEXT, card, codes, outcomes, report


def settings(text: str) -> CheckSettings:
    read = read_check_settings(read_document(text, "设置.yaml"))
    assert read.findings == ()
    assert read.settings is not None
    return read.settings


def checked(text: str, project: str = TEXT) -> list[tuple[str, str]]:
    """Code and message of what the user's own checks find."""
    (file,) = report(project, settings=settings(text)).files
    return [(one.code, one.message) for one in file.findings if one.code[2] == "9"]


@pytest.mark.parametrize("severity", SEVERITIES)
def test_severities_are_the_users(severity: str) -> None:
    (file,) = report(settings=settings(f"检查: {{AC501: {{级别: {severity}}}}}")).files
    assert {one.severity for one in file.findings if one.code == "AC501"} == {severity}
    (other,) = report(settings=settings(f"checks: {{AC501: {{severity: {severity}}}}}")).files
    assert other == file


def test_severities_reach_what_reading_and_scoring_find() -> None:
    (file,) = report(MISSING, settings=settings("检查: {CP202: {级别: 提示}}")).files
    assert {one.severity for one in file.findings if one.code == "CP202"} == {"note"}


def test_a_check_is_turned_off_and_says_so() -> None:
    (file,) = report(settings=settings("检查: {AC501: {停用: 是}}")).files
    assert "AC501" not in codes(file)
    assert outcomes(file)["AC501"] == "skipped"


def test_limits_go_over_the_rule_sets() -> None:
    rules = load_rules("sichuan-2023")
    assert rules.setting("FD405") is not None
    merged = in_force(rules, settings("检查: {FD405: {界限: 70%}}")).setting("FD405")
    before = rules.setting("FD405")
    assert merged is not None
    assert before is not None
    assert merged.limit == Decimal("0.7")
    assert merged.severity == before.severity


def test_what_rules_turn_off_can_be_turned_on() -> None:
    rules = load_rules("mof-2020")._replace(checks=(("AC501", CheckSetting(off=True)),))
    again = in_force(rules, CheckSettings((Override("AC501", off=False),)))
    setting = again.setting("AC501")
    assert setting is not None
    assert not setting.off


def test_without_settings_the_rule_set_is_itself() -> None:
    rules = load_rules("mof-2020")
    assert in_force(rules) is rules


def test_no_setting_hides_a_crash() -> None:
    overrides = (Override("EN891", "note", off=True), Override("YM104", "note", off=True))
    file = report_on(card(), checks=[CRASHING], settings=CheckSettings(overrides))
    assert "EN891" in codes(file)
    assert file.has_crashed


def test_an_own_check_finds_where_its_comparison_holds() -> None:
    own = "自定检查: {CP901: {字段: 绩效指标.编号, 比较: 为空, 消息: 指标没有编号, 级别: error}}"
    found = checked(own)
    assert found == [
        ("CP901", "“培训人数”：指标没有编号"),
        ("CP901", "“参训人员就业率”：指标没有编号"),
        ("CP901", "“学员满意度”：指标没有编号"),
    ]
    (file,) = report(settings=settings(own)).files
    assert outcomes(file)["CP901"] == "found"
    first = next(one for one in file.findings if one.code == "CP901")
    assert (first.severity, first.line) == ("error", 10)
    assert first.path.endswith("/编号")


@pytest.mark.parametrize(
    ("field", "comparison", "value", "count"),
    [
        ("绩效指标.分值", "大于", "30", 1),
        ("绩效指标.分值", "至少", "30", 2),
        ("绩效指标.分值", "小于", "10", 0),
        ("绩效指标.分值", "至多", "10.00", 1),
        ("绩效指标.分值", "等于", "50.0", 1),
        ("绩效指标.分值", "不等于", "50", 2),
        ("绩效指标.分值", "属于", "[10, 30]", 2),
        ("绩效指标.分值", "不属于", "[10, 30]", 1),
        ("绩效指标.实际完成值", "包含", "≥", 1),
        ("绩效指标.实际完成值", "不包含", "≥", 2),
        ("绩效指标.完成率", "小于", "100%", 1),
        ("绩效指标.算得得分", "小于", "30", 2),
        ("indicators.weight", "above", "30", 1),
        ("项目资金.全年执行数", "小于", "95", 1),
        ("评分结果.总分", "小于", "99", 1),
        ("评分结果.等级", "等于", "优", 1),
        ("自评结果.总分", "至少", "0", 0),
        ("年度", "不等于", "2024", 1),
        ("项目名称", "等于", "例", 1),
    ],
)
def test_comparisons(field: str, comparison: str, value: str, count: int) -> None:
    own = f"自定检查: {{SC950: {{字段: {field}, 比较: {comparison}, 值: {value}, 消息: 看这里}}}}"
    assert len(checked(own)) == count


def test_unknown_is_not_zero() -> None:
    own = "自定检查: {SC950: {字段: 自评结果.总分, 比较: 小于, 值: 60, 消息: 低}}"
    (file,) = report(settings=settings(own)).files
    outcome = next(one for one in file.checks if one.code == "SC950")
    assert (outcome.outcome, outcome.reason) == ("skipped", "没有可比较的值")


def test_a_placeholder_is_blank() -> None:
    own = "自定检查: {EX901: {字段: 绩效指标.偏差原因, 比较: 为空, 消息: 没有说明}}"
    text = TEXT.replace("80%, 分值: 30", "80%, 分值: 30, 偏差原因: 无")
    assert len(checked(own, text)) == 3
    assert len(checked(own, text.replace("偏差原因: 无", "偏差原因: 设备晚到"))) == 2


def test_messages_name_the_row_and_the_value() -> None:
    own = "自定检查: {SC950: {字段: 绩效指标.分值, 比较: 大于, 值: 30, 消息: '{名称}占{值}分'}}"
    assert checked(own) == [("SC950", "培训人数占50分")]
    odd = TEXT.replace("培训人数", "培训{值}人数")
    assert checked(own, odd.replace("培训{值}人数:", '"培训{值}人数":')) == [
        ("SC950", "培训{值}人数占50分")
    ]


def test_every_field_can_be_asked_for_and_compared() -> None:
    for block, kinds in FIELDS.items():
        for field, kind in kinds.items():
            label = printed(block, field)
            written = field if block == "project" else f"{block}.{label}"
            for comparison, (takes, count) in COMPARISONS.items():
                if takes in {"any", kind}:
                    values = {"none": "", "one": ", 值: 1", "many": ", 值: [1, 2]"}[count]
                    checked(
                        f"自定检查: {{CP999: {{字段: {written}, 比较: {comparison}{values}, 消息: 看}}}}"
                    )


def test_own_checks_leave_the_score_alone() -> None:
    own = OwnCheck("CP901", "x", "indicators", "id", "blank", (), "空", "填")
    scored = card()
    report_on(scored, settings=CheckSettings((), (own,)))
    assert scored == card()


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("检查: {AC599: {停用: 是}}", "YM103", "AC599"),
        ("检查: {EN891: {停用: 是}}", "YM104", "不能设置"),
        ("检查: {YM104: {级别: note}}", "YM104", "不能设置"),
        ("检查: {AC501: {级别: 重}}", "YM104", "级别"),
        ("检查: {AC501: {停用: 也许}}", "YM104", "停用"),
        ("检查: {AC505: {界限: 高}}", "YM104", "界限"),
        ("检查: {AC505: 150%}", "YM104", "一组设置"),
        ("检查: [AC505]", "YM104", "列表"),
        ("甲: 1", "YM103", "甲"),
        ("- 甲", "YM104", "检查设置"),
        ("自定检查: {CP206: {字段: 编号, 比较: 为空, 消息: 看}}", "YM104", "900"),
        ("自定检查: {EN900: {字段: 年度, 比较: 为空, 消息: 看}}", "YM104", "900"),
        ("自定检查: {CP901: {比较: 为空, 消息: 看}}", "YM104", "字段"),
        ("自定检查: {CP901: {字段: 年度, 消息: 看}}", "YM104", "比较"),
        ("自定检查: {CP901: {字段: 年度, 比较: 为空}}", "YM104", "消息"),
        ("自定检查: {CP901: {字段: 绩效指标.甲, 比较: 为空, 消息: 看}}", "YM103", "甲"),
        ("自定检查: {CP901: {字段: 甲.乙, 比较: 为空, 消息: 看}}", "YM103", "甲.乙"),
        ("自定检查: {CP901: {字段: 年度, 比较: 像, 消息: 看}}", "YM104", "像"),
        ("自定检查: {CP901: {字段: 年度, 比较: 包含, 值: 2, 消息: 看}}", "YM104", "文字"),
        ("自定检查: {CP901: {字段: 项目名称, 比较: 大于, 值: 2, 消息: 看}}", "YM104", "数"),
        ("自定检查: {CP901: {字段: 年度, 比较: 大于, 值: 高, 消息: 看}}", "YM104", "数"),
        ("自定检查: {CP901: {字段: 年度, 比较: 大于, 消息: 看}}", "YM104", "一个值"),
        ("自定检查: {CP901: {字段: 年度, 比较: 为空, 值: 1, 消息: 看}}", "YM104", "不写值"),
        ("自定检查: {CP901: {字段: 年度, 比较: 等于, 值: [1, 2], 消息: 看}}", "YM104", "一个值"),
    ],
)
def test_a_faulty_file_sets_nothing_and_says_why(text: str, code: str, word: str) -> None:
    read = read_check_settings(read_document(text, "设置.yaml"))
    assert read.settings is None
    assert code in {finding.code for finding in read.findings}
    assert any(word in finding.message for finding in read.findings), read.findings
    assert all(finding.line for finding in read.findings)
