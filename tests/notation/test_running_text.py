"""Amounts and rates in running text: what is found, what is left out, exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.notation import in_base
from scoring.notation.running_text import Mention, mentions

GOAL = (
    "1.加强网络安全建设,做好2023年金保工程信息网络系统日常运营工作,2023费用共计83万元,"
    "具体为每年线路租赁26.12万元;电费8.4万元;社保卡宣传费5.18万元,做到信息系统全年无安全事故;"
    "达到工作人员满意度在90%以上;2.推进社保卡建设,做到社保卡持有率达到90%以上。"
)


def shown(text: str) -> list[tuple[str, str]]:
    return [(found.words, found.text) for found in mentions(text)]


def only(text: str) -> Mention:
    (found,) = mentions(text)
    return found


def test_a_real_goal() -> None:
    assert shown(GOAL) == [
        ("费用", "83万元"),
        ("具体为每年线路租赁", "26.12万元"),
        ("电费", "8.4万元"),
        ("社保卡宣传费", "5.18万元"),
        ("达到工作人员满意度", "90%以上"),
        ("做到社保卡持有率", "90%以上"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "number", "unit", "operator"),
    [
        ("劳务费：19.5万元", "劳务费", "19.5", "万元", None),
        ("宣传费（5万元）", "宣传费", "5", "万元", None),
        ("人均成本不超过 1600 元", "人均成本", "1600", "元", "≤"),
        ("取证率达到百分之九十五", "取证率", "95", "%", None),
        ("取证率≥９０％", "取证率", "90", "%", "≥"),
        ("发放资料12,000份", "发放资料", "12000", "份", None),
        ("人均补助600元/人", "人均补助", "600", "元/人", None),
        ("响应时间控制在24小时以内", "响应时间", "24", "小时", "≤"),
        ("全年培训1200人次，", "全年培训", "1200", "人次", None),
    ],
)
def test_one_number(text: str, words: str, number: str, unit: str, operator: str | None) -> None:
    found = only(text)
    assert found.words == words
    assert found.measure.quantity.number == Decimal(number)
    assert found.measure.quantity.unit is not None
    assert found.measure.quantity.unit.text == unit
    assert found.measure.operator == operator


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月31日前完成",  # a date
        "第3次会议",  # a rank
        "建成5-8个村",  # a range
        "满意度85%到90%",
        "推进“四项制度”",  # Chinese numerals are words
        "PM2.5和G318国道",  # names
        "编号12,34",  # no number
        "共3",  # no unit
        "1.加强2.改进",
        "不低于90%以下",  # contradicts itself
        "",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert shown(text) == []


def test_years_belong_to_their_sentence() -> None:
    later, now = mentions("到2025年，普及率达到95%；今年宣传费5万元")
    assert later.years == (2025,)
    assert now.years == ()


def test_words_end_at_the_clause() -> None:
    assert shown("完成培训，宣传费5万元") == [("宣传费", "5万元")]
    assert shown("教材3万元宣传费5万元") == [("教材", "3万元"), ("宣传费", "5万元")]


def test_a_huge_text_is_read_from_its_beginning() -> None:
    assert len(mentions("电费8.4万元。" * 10_000)) < 10_000


@given(
    st.text(
        alphabet="费用满意度达到约至第年月日万元亿%个人次0123456789.,，。；：（）-~百分之九十第 \n"
    )
)
def test_never_raises(text: str) -> None:
    for found in mentions(text):
        assert found.text
        assert found.measure.quantity.unit is not None


@given(
    st.decimals(min_value=0, max_value=10**9, places=4),
    st.sampled_from(["元", "万元", "亿元", "%", "人次"]),
)
def test_every_amount_is_found_exactly(number: Decimal, unit: str) -> None:
    found = only(f"做好工作，社保卡宣传费{number:f}{unit}，完成任务。")
    assert found.words == "社保卡宣传费"
    assert found.measure.quantity.number == number
    assert in_base(found.measure.quantity, None) >= 0
