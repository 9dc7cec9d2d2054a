"""Units: which compare, and what a number is in another unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.notation import (
    Measure,
    Quantity,
    Unit,
    comparable,
    convert,
    find_unit,
    in_base,
    number,
    parse,
    show,
)


def quantity(text: str) -> Quantity:
    value = parse(text)
    assert isinstance(value, Measure)
    return value.quantity


def unit(text: str) -> Unit:
    found = find_unit(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7.29万元", "72900元"),
        ("1亿元", "10000万元"),
        ("1万亩", "10000亩"),
        ("3亩", "2000平方米"),
        ("1公顷", "15亩"),
        ("1平方公里", "1500亩"),
        ("90%", "900‰"),
        ("九成", "90%"),
        ("100百分比", "100%"),
        ("1公里", "1000米"),
        ("1吨", "1000公斤"),
        ("1公斤", "2斤"),
        ("1天", "24小时"),
        ("1年", "12个月"),
        ("1个季度", "3个月"),
        ("1TB", "1024GB"),
        ("2万人次", "20000人次"),
        ("50人", "50名"),
        ("19.5年/万元", "195000元"),
        ("500元/人·年", "500元/人"),
        ("1.2万元/年", "12000元"),
    ],
)
def test_equal_quantities(one: str, other: str) -> None:
    left, right = quantity(one), quantity(other)
    assert comparable(left.unit, right.unit)
    assert in_base(left, right.unit) == in_base(right, left.unit)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("90%", "50个"),
        ("3000元", "3次"),
        ("10亩", "10公里"),
        ("1年", "360天"),
        ("3天", "3个工作日"),
        ("90分", "90%"),
        ("5元/人", "5元/亩"),
        ("1万美元", "1万元"),
        ("5万", "90%"),
        ("54周岁", "54人"),
        ("100M", "100个"),
    ],
)
def test_unlike_units(one: str, other: str) -> None:
    assert not comparable(quantity(one).unit, quantity(other).unit)
    assert not comparable(quantity(other).unit, quantity(one).unit)


@pytest.mark.parametrize(
    ("bare", "beside", "means"),
    [
        ("8", "8万亩", "8万亩"),
        ("95", "95%", "95%"),
        ("17.41", "19.5年/万元", "17.41万元"),
        ("5万", "3元", "5万元"),
        ("5万", "3万元", "5万元"),
        ("5万", "3亩", "5万亩"),
        ("5万", "3万人次", "5万人次"),
        ("500元", "500元/人", "500元/人"),
    ],
)
def test_what_is_left_out_is_the_other_sides(bare: str, beside: str, means: str) -> None:
    left, right = quantity(bare), quantity(beside)
    assert comparable(left.unit, right.unit)
    assert in_base(left, right.unit) == in_base(quantity(means), right.unit)


def test_numbers_without_units() -> None:
    assert in_base(Quantity(Decimal(5)), None) == 5
    assert in_base(quantity("5万"), None) == 50_000


def test_convert() -> None:
    assert convert(quantity("72890元"), unit("万元")) == Quantity(Decimal("7.289"), unit("万元"))
    assert convert(quantity("1亩"), unit("平方米")) is None  # 666.66… has no end
    assert convert(quantity("1亩"), unit("元")) is None
    assert convert(quantity("5"), unit("万元")) == Quantity(Decimal(5), unit("万元"))
    assert convert(quantity("5"), None) == quantity("5")


def test_conversion_is_exact_for_sixty_digits() -> None:
    long = number("123456789012345678901234567890.123456789012345678901234567891元")
    assert long is not None
    converted = convert(long, unit("亿元"))
    assert converted is not None
    assert in_base(converted, None) == long.number


@pytest.mark.parametrize(
    "word",
    [
        "的",
        "以上",
        "不超过",
        "完成率",
        "率",
        "第",
        "！",
        "12",
        "1个",
        "-",
        "元以上",
        "年度目标",
        "%的",
        "了",
    ],
)
def test_no_unit(word: str) -> None:
    assert find_unit(word) is None


@pytest.mark.parametrize(
    "word", ["个全国文明村", "所中学", "家上市公司", "条道路", "A级景区", "羽鸡苗"]
)
def test_counted_things(word: str) -> None:
    assert unit(word).kind == "count"


def test_latin_words_are_a_kind_of_their_own() -> None:
    assert comparable(unit("dpi"), unit("DPI"))
    assert not comparable(unit("dpi"), unit("个"))


def test_a_unit_is_shown_as_written() -> None:
    assert show(quantity("≤19.5年/万元")) == "19.5年/万元"
