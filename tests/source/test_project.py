from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.model.project import Claimed, Project
from scoring.source.events import read_document
from scoring.source.project import Reading, project_from_mapping, read_project

HEAD = "项目名称: 甲\n年度: 2023\n"


def read(text: str, file: str | None = None) -> Reading:
    return read_project(read_document(text, file))


def project(text: str) -> Project:
    reading = read(HEAD + text)
    assert reading.findings == ()
    assert reading.project is not None
    return reading.project


def codes(text: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in read(HEAD + text).findings]


def test_the_heading_texts_arrive_as_written() -> None:
    value = project(
        "主管部门: 304-忻州市\n实施单位:  304006 \n项目编码: 0014\n评分规则: shanxi-2023\n"
        "年度目标: |\n  一\n  二\n实际完成情况: ~\n备注: no\n"
    )
    assert (value.name, value.year, value.code, value.unit) == ("甲", 2023, "0014", "304006")
    assert (value.rules, value.goal, value.goal_result) == ("shanxi-2023", "一\n二", None)
    assert (value.note, value.money_unit) == ("no", "万元")


def test_english_names_are_the_same() -> None:
    chinese = read("项目名称: 甲\n年度: 2023\n自评结果: {总分: 9}\n绩效指标: {甲: {分值: 5}}")
    english = read("name: 甲\nyear: 2023\nclaimed: {total: 9}\nindicators: {甲: {weight: 5}}")
    assert chinese.project is not None
    assert english.project is not None
    assert chinese.project.claimed == english.project.claimed
    assert chinese.project.indicators[0][2:] == english.project.indicators[0][2:]


@pytest.mark.parametrize("key", ["项目 名称", "项目名称 ", "项目名称（全称）", '"项目名称："'])
def test_keys_are_known_through_width_spaces_and_remarks(key: str) -> None:
    reading = read(f"{key}: 甲\n年度: 2023\n")
    assert reading.findings == ()
    assert reading.project is not None
    assert reading.project.name == "甲"


@pytest.mark.parametrize(
    "written", ["2023", "2023年", "2023年度", "２０２３年", '"2023"', " 2023 "]
)
def test_years(written: str) -> None:
    reading = read(f"项目名称: 甲\n年度: {written}\n")
    assert reading.findings == ()
    assert reading.project is not None
    assert reading.project.year == 2023


@pytest.mark.parametrize("written", ["23", "1948", "2101", "二〇二三", "2023-2024", "{}", "[2023]"])
def test_what_is_no_year(written: str) -> None:
    reading = read(f"项目名称: 甲\n年度: {written}\n主管部门: 乙\n")
    (finding,) = reading.findings
    assert (finding.code, finding.path, finding.line) == ("YM104", "/年度", 2)
    assert reading.project is not None
    assert (reading.project.year, reading.project.department) == (None, "乙")


def test_name_and_year_must_be_there() -> None:
    reading = read("主管部门: 乙\n年度:\n", "a.yaml")
    assert [(found.code, found.path, found.line, found.file) for found in reading.findings] == [
        ("YM104", "", 1, "a.yaml"),
        ("YM104", "/年度", 2, "a.yaml"),
    ]
    assert "项目名称" in reading.findings[0].message
    assert reading.project is not None


@pytest.mark.parametrize(
    "text", ["", "# 无", "- 1", "一段文字", "年度：2023", "年度:2023", "~", "''"]
)
def test_a_file_that_is_no_project(text: str) -> None:
    reading = read(text, "a.yaml")
    assert reading.project is None
    (finding,) = reading.findings
    assert (finding.code, finding.line, finding.column) == ("YM104", 1, 1)


def test_a_full_width_colon_is_named() -> None:
    assert "全角" in read("年度：2023").findings[0].help
    (finding,) = read(HEAD + '"主管部门：乙":\n').findings
    assert finding.code == "YM103"
    assert "全角冒号" in finding.message
    assert "主管部门: 乙" in finding.help


def test_unknown_keys_name_the_nearest() -> None:
    (finding,) = read(HEAD + "主管部们: 乙\n").findings
    assert (finding.code, finding.path, finding.line, finding.column) == (
        "YM103",
        "/主管部们",
        3,
        1,
    )
    assert "主管部门" in finding.help
    (finding,) = read(HEAD + "天气: 晴\n").findings
    assert "备注" in finding.help


def test_one_field_under_two_names_is_a_duplicate() -> None:
    reading = read(HEAD + "实施单位: 甲\n预算单位: 乙\n")
    (finding,) = reading.findings
    assert (finding.code, finding.path, finding.line) == ("YM102", "/预算单位", 4)
    assert (finding.related[0].path, finding.related[0].line) == ("/实施单位", 3)
    assert reading.project is not None
    assert reading.project.unit == "甲"


def test_the_schema_key_is_for_editors_only() -> None:
    assert project("$schema: ./project.schema.json\n").name == "甲"


def test_money_units() -> None:
    assert project("金额单位: 元").money_unit == "元"
    reading = read(HEAD + "金额单位: 美元")
    assert reading.project is not None
    assert reading.project.money_unit == "万元"
    assert codes("金额单位: 美元") == [("YM104", "/金额单位")]


def test_claimed_is_only_read() -> None:
    value = project("自评结果: {执行率得分: 9.97分, 总分: 99.97, 等级: 优, 备注: x}")
    assert value.claimed == Claimed(Decimal("9.97"), Decimal("99.97"), "优")
    assert codes("自评结果: 优") == [("YM104", "/自评结果")]


def test_the_score_of_the_total_row_is_the_execution_score() -> None:
    rows = "项目资金: {资金总额: {得分: 9.5}}\n"
    assert project(rows).claimed.execution_score == Decimal("9.5")
    assert project(rows + "自评结果: {执行率得分: 9}").claimed.execution_score == 9


def test_analysis_keeps_its_order_and_one_level() -> None:
    value = project("项目绩效分析:\n  乙: 一\n  甲: {丁: 二, 丙: 三, 空: }\n  无:\n")
    assert value.analysis == (("乙", "一"), ("甲", (("丁", "二"), ("丙", "三"))))
    assert codes("项目绩效分析: {甲: {乙: {丙: 一}}}") == [("YM104", "/项目绩效分析/甲/乙")]
    assert codes("项目绩效分析: 好") == [("YM104", "/项目绩效分析")]


def test_a_list_for_a_text_costs_that_value_only() -> None:
    reading = read(HEAD + "主管部门: [甲, 乙]\n预算单位: 丙\n年度目标: {a: 1}\n")
    assert [found.path for found in reading.findings] == ["/主管部门", "/年度目标"]
    assert reading.project is not None
    assert (reading.project.department, reading.project.unit) == (None, "丙")


def test_control_characters_are_refused_and_line_ends_kept() -> None:
    assert codes('备注: "a\\u0007"') == [("YM104", "/备注")]
    assert project('备注: "一\\n二\\u3000三\\u200b"').note == "一\n二\u3000三\u200b"


def test_yaml_and_json_and_a_mapping_agree() -> None:
    document = {
        "项目名称": "甲",
        "年度": 2023,
        "项目资金": {"资金总额": {"全年预算数": 83, "全年执行数": 82.731}},
        "绩效指标": {"产出指标": {"数量指标": {"运维": {"指标值": "≥1个", "分值": 20.5}}}},
    }
    import json

    from_mapping = project_from_mapping(document).project
    from_json = read(json.dumps(document)).project
    from_yaml = read(
        HEAD + "项目资金: {资金总额: {全年预算数: 83, 全年执行数: 82.731}}\n"
        "绩效指标:\n  产出指标:\n    数量指标:\n      运维: {指标值: ≥1个, 分值: 20.5}\n"
    ).project
    assert from_mapping is not None
    assert from_json is not None
    assert from_yaml is not None
    assert from_mapping == from_json._replace(places={}) == from_yaml._replace(places={})


def test_findings_stand_in_the_order_of_the_file() -> None:
    text = (
        HEAD + "a: 1\n自评结果: {总分: x}\n绩效指标: {甲: {分值: y}}\n项目资金: {乙: 3}\n甲: &x 1\n"
    )
    lines = [found.line for found in read(text).findings]
    assert lines == sorted(lines, key=lambda line: line or 0)
    assert len(lines) == 6


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "项目名称",
                        "年度",
                        "项目资金",
                        "绩效指标",
                        "资金总额",
                        "年初预算数",
                        "分值",
                        "赋分方法",
                        "指标值",
                        "佐证材料",
                        "自评结果",
                        "项目绩效分析",
                        "区间赋分",
                        "备注",
                        "引用指标",
                        "x",
                        "",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_any_values_are_read_or_reported(value: object) -> None:
    reading = project_from_mapping(value)  # type: ignore[arg-type]
    assert (reading.project is None) <= bool(reading.findings)
