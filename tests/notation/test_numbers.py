"""Numbers: separators, powers of ten, Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.notation.numbers import arabic, from_chinese, scan, to_chinese


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("12,000元", "12000", "元"),
        ("1,234.5", "1234.5", ""),
        ("1,234,567", "1234567", ""),
        (".5%", "0.5", "%"),
        ("-3", "-3", ""),
        ("+3", "3", ""),
        ("1.5e3", "1500", ""),
        ("1.5E-3个", "0.0015", "个"),
        ("1.5×10^3人", "1500", "人"),
        ("1.5×10³", "1500", ""),
        ("5e", "5", "e"),
        ("5×10", "5", "×10"),
        ("007", "7", ""),
    ],
)
def test_scan(text: str, number: str, rest: str) -> None:
    assert scan(text) == (Decimal(number), rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "个",
        "1,2",
        "12,0000",
        "0,123",
        "1,23.4",
        "1.2.3",
        "5.",
        ",5",
        "--5",
        "1e99",
        "9" * 61,
        "-",
    ],
)
def test_no_number(text: str) -> None:
    assert scan(text) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("零", 0),
        ("〇", 0),
        ("两", 2),
        ("十", 10),
        ("一十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百二十", 120),
        ("两千零二十三", 2023),
        ("二〇二三", 2023),
        ("两万", 20_000),
        ("十万零五百", 100_500),
        ("一千二百三十四万五千六百七十八", 12_345_678),
        ("三亿", 300_000_000),
        ("叁佰", 300),
        ("两万五", None),
        ("十四五", None),
        ("三五", None),
        ("百", None),
        ("万", None),
        ("十十", None),
        ("一百零二十", None),
        ("", None),
        ("〇" * 5000, None),
    ],
)
def test_chinese(numeral: str, value: int | None) -> None:
    assert from_chinese(numeral) == value


def test_to_chinese() -> None:
    assert [to_chinese(value) for value in (0, 10, 111, 1001, 10_010)] == [
        "零",
        "十",
        "一百一十一",
        "一千零一",
        "一万零一十",
    ]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("不低于百分之九十五", "不低于95%"),
        ("百分之90", "90%"),
        ("百分百", "100%"),
        ("百分之百", "100%"),
        ("百分之几", "百分之几"),
        ("千分之五", "5‰"),
        ("九十五点五", "95.5"),
        ("三至五个", "3至5个"),
        ("三点", "3点"),
        ("万元", "万元"),
        ("十余人", "10余人"),
    ],
)
def test_arabic(text: str, digits: str) -> None:
    assert arabic(text) == digits
