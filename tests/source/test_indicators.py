from decimal import Decimal

import pytest

from scoring.model.method import Method
from scoring.model.project import Indicator
from scoring.source.events import read_document
from scoring.source.project import Reading, read_project

HEAD = "项目名称: 甲\n年度: 2023\n"


def read(text: str) -> Reading:
    return read_project(read_document(HEAD + text))


def rows(text: str) -> tuple[Indicator, ...]:
    reading = read(text)
    assert reading.findings == ()
    assert reading.project is not None
    return reading.project.indicators


def placed(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(row.level1, row.level2, row.name) for row in rows(text)]


def codes(text: str) -> list[tuple[str, str]]:
    return [(found.code, found.path) for found in read(text).findings]


def test_every_field_of_a_row() -> None:
    (row,) = rows(
        "绩效指标:\n  产出（50分）:\n    数量指标:\n      劳务费:\n"
        "        年度指标值: ≤19.5万元\n        调整后指标值: 2023-12-31\n        指标性质: ≤\n"
        "        计量单位: 万元\n        实际完成值: 1.10\n        权重: 2分\n        得分: 1.5\n"
        "        赋分方法: 直接赋分\n        完成程度: 85%\n        扣分: 0.5\n        扣分原因: 迟\n"
        "        未完成原因分析: 无\n        佐证材料: [合同, 001006]\n        不适用: 停建\n"
        "        复核得分: 1\n        复核意见: 可\n        编号: '007'\n        备注: yes\n"
    )
    assert row == Indicator(
        name="劳务费",
        path="/绩效指标/产出（50分）/数量指标/劳务费",
        level1="产出指标",
        level2="数量指标",
        initial_target="≤19.5万元",
        adjusted_target="2023-12-31",
        operator="≤",
        measure_unit="万元",
        actual="1.10",
        weight=Decimal(2),
        claimed_score=Decimal("1.5"),
        method=Method("direct"),
        degree=Decimal(85),
        deduction=Decimal("0.5"),
        deduction_reason="迟",
        explanation="无",
        evidence=("合同", "001006"),
        not_applicable="停建",
        review_score=Decimal(1),
        review_note="可",
        id="007",
        note="yes",
    )


def test_one_two_and_three_levels() -> None:
    assert placed(
        "绩效指标: {甲: {分值: 1}, 效益: {乙: {分值: 1}}, 满意度: {对象: {丙: {分值: 1}}}}"
    ) == [
        (None, None, "甲"),
        ("效益指标", None, "乙"),
        ("满意度指标", "对象", "丙"),
    ]


def test_empty_and_null_are_indicators_with_only_a_name() -> None:
    assert placed("绩效指标: {产出: {数量: {甲: {}, 乙: , 丙: ~, 丁: ''}}}") == [
        ("产出指标", "数量指标", name) for name in "甲乙丙丁"
    ]


@pytest.mark.parametrize("text", ["绩效指标:", "绩效指标: {}", "绩效指标: []", ""])
def test_no_indicators(text: str) -> None:
    assert rows(text) == ()


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("产出", "产出指标"),
        ("产出指标", "产出指标"),
        ("产出指标（50分）", "产出指标"),
        ("产出(50)", "产出指标"),
        ("成本", "成本指标"),
        ("可持续影响（10 分）", "可持续影响指标"),
        ("能力建设", "能力建设"),
        ("项目完成", "项目完成"),
        ("绩效（一）", "绩效（一）"),
    ],
)
def test_names_of_classes(written: str, printed: str) -> None:
    assert placed(f"绩效指标: {{{written}: {{甲: {{分值: 1}}}}}}")[0][0] == printed


def test_the_name_of_an_indicator_keeps_its_brackets() -> None:
    assert placed("绩效指标: {产出: {数量: {培训（50分）: {分值: 1}}}}")[0][2] == "培训（50分）"


def test_a_list_of_rows_inherits_nothing() -> None:
    text = (
        "绩效指标:\n- {一级指标: 产出, 二级指标: 数量, 三级指标: 甲, 分值: 1}\n"
        "- {三级指标: 甲, 分值: 2}\n- {level1: 效益指标, name: 乙}\n"
    )
    assert placed(text) == [
        ("产出指标", "数量指标", "甲"),
        (None, None, "甲"),
        ("效益指标", None, "乙"),
    ]
    assert rows(text)[1].path == "/绩效指标/1"


def test_a_list_below_a_class() -> None:
    assert placed(
        "绩效指标:\n  产出:\n  - {二级指标: 数量, 三级指标: 甲}\n"
        "  效益:\n    社会效益:\n    - {三级指标: 乙}\n"
    ) == [
        ("产出指标", "数量指标", "甲"),
        ("效益指标", "社会效益指标", "乙"),
    ]


def test_a_note_beside_classes_is_no_indicator() -> None:
    assert placed("绩效指标: {备注: 注, 产出: {备注: 注, 甲: {分值: 1}}}") == [
        ("产出指标", None, "甲")
    ]
    assert placed("绩效指标: {甲: {备注: 注}}") == [(None, None, "甲")]


@pytest.mark.parametrize("written", ["[80, 90]", "[80%, 90%]", "[ 80 ,90 ]", '["80", 90]'])
def test_a_list_of_two_numbers_is_a_range(written: str) -> None:
    (row,) = rows(f"绩效指标: {{甲: {{年初指标值: {written}}}}}")
    assert row.initial_target in {"[80,90]", "[80%,90%]"}


@pytest.mark.parametrize("written", ["[80]", "[1, 2, 3]", "[高, 低]", "[12,000]", "[[1], 2]", "[]"])
def test_other_lists_are_no_target(written: str) -> None:
    assert codes(f"绩效指标: {{甲: {{年初指标值: {written}}}}}") == [
        ("YM104", "/绩效指标/甲/年初指标值")
    ]


@pytest.mark.parametrize("written", ["否", "no", "/", "无", "~", ""])
def test_a_row_that_does_apply(written: str) -> None:
    assert rows(f"绩效指标: {{甲: {{不适用: {written}}}}}")[0].not_applicable is None


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ("{分值: 十来分}", "YM104", "分值"),
        ("{分值: 10个}", "YM104", "分值"),
        ("{分值: [1]}", "YM104", "分值"),
        ("{分值: true}", "YM104", "分值"),
        ("{完成程度: 85个}", "YM104", "完成程度"),
        ("{实际完成值: {a: 1}}", "YM104", "实际完成值"),
        ("{佐证材料: [[a]]}", "YM104", "佐证材料/0"),
        ("{分值: 1, 实际完成直: 3}", "YM103", "实际完成直"),
        ("{指标值: 1, 年初指标值: 2}", "YM102", "年初指标值"),
        ("{分值: 1, 三级指标: 乙}", "YM103", "三级指标"),
    ],
)
def test_a_bad_field_costs_only_itself(row: str, code: str, field: str) -> None:
    reading = read(f"绩效指标: {{产出: {{数量: {{甲: {row}}}}}}}")
    assert [(found.code, found.path) for found in reading.findings] == [
        (code, f"/绩效指标/产出/数量/甲/{field}")
    ]
    assert reading.project is not None
    assert reading.project.indicators[0].name == "甲"


def test_a_text_cut_at_its_comma_is_not_used() -> None:
    text = "绩效指标: {甲: {偏差原因: 设备老化, 人员不足, 分值: 3}}"
    reading = read(text)
    (finding,) = reading.findings
    assert (finding.code, finding.path) == ("YM103", "/绩效指标/甲/人员不足")
    assert "加引号" in finding.help
    assert reading.project is not None
    assert reading.project.indicators[0].explanation is None
    assert reading.project.indicators[0].weight == 3


def test_a_known_key_without_a_value_cuts_nothing() -> None:
    (row,) = rows("绩效指标: {甲: {偏差原因: 设备老化, 备注, 分值: 3}}")
    assert row.explanation == "设备老化"


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("绩效指标: 好", "YM104", "/绩效指标"),
        ("绩效指标: {产出: {数量: 5}}", "YM104", "/绩效指标/产出/数量"),
        ("绩效指标: {a: {b: {c: {d: {分值: 1}}}}}", "YM104", "/绩效指标/a/b/c"),
        ("绩效指标: {a: {b: {c: [{三级指标: x}]}}}", "YM104", "/绩效指标/a/b/c"),
        ("绩效指标: [5]", "YM104", "/绩效指标/0"),
        ("绩效指标: [{分值: 5}]", "YM104", "/绩效指标/0"),
        ("绩效指标: {a: {b: {甲: {分直: 5}}}}", "YM103", "/绩效指标/a/b/甲/分直"),
    ],
)
def test_what_is_refused(text: str, code: str, path: str) -> None:
    assert codes(text) == [(code, path)]


def test_a_row_whose_keys_are_all_misspelt_is_a_row() -> None:
    assert {code for code, _ in codes("绩效指标: {产出: {甲: {年初指标: 5, 实际完成: 5}}}")} == {
        "YM103"
    }


def test_names_with_signs_of_pointers() -> None:
    (row,) = rows("绩效指标: {产出: {投入/产出~比: {分值: 1}}}")
    assert row.path == "/绩效指标/产出/投入~1产出~0比"
    assert read("绩效指标: {产出: {投入/产出~比: {分值: 1}}}").project is not None
