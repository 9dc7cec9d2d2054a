"""Texts of targets and actuals, one a line in ``texts.tsv``: what each is read as."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scoring.notation import Blank, Interval, Measure, Words, holds_number, number, parse, show

_LINES = (Path(__file__).parent / "texts.tsv").read_text(encoding="utf-8").split("\n")
ROWS = [line.split("\t") for line in _LINES if line and not line.startswith("# ")]


AT_LEAST = """
≥ >= => ≧ ⩾ ＞＝ ≥= 》= ＝＞ 〉= ≮ &gt;= 不少于 不低于 不小于 至少 最少 不得低于 大于等于
大于或等于
"""
AT_MOST = """
≤ <= =< ≦ ⩽ ＜＝ ≤= 《= ≯ &lt;= 不超过 不高于 不大于 不多于 至多 最多 控制在 小于等于
"""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_text_is_read_as(row: list[str]) -> None:
    text, kind, *canonical = row
    value = parse(text)
    assert type(value).__name__.lower() == kind
    assert show(value) == (canonical[0] if canonical else text)
    assert parse(show(value)) == value


def test_there_are_several_hundred_texts() -> None:
    assert len({row[0] for row in ROWS}) > 500


@pytest.mark.parametrize(
    ("text", "operator", "value", "kind", "scale"),
    [
        ("≥90%", "≥", "90", "share", "0.01"),
        ("=1个", "=", "1", "count", "1"),
        ("≤19.5年/万元", "≤", "19.5", "money", "10000"),
        ("≥100百分比", "≥", "100", "share", "0.01"),
        ("5‰", None, "5", "share", "0.001"),
        ("三成", None, "3", "share", "0.1"),
        ("6.47亿元", None, "6.47", "money", "100000000"),
        ("8万亩", None, "8", "area", "20000000"),
        ("1公顷", None, "1", "area", "30000"),
        ("1平方米", None, "1", "area", "3"),
        ("25万人次", None, "25", "count", "10000"),
        ("550万粒", None, "550", "count", "10000"),
        ("5万", None, "5", None, "10000"),
        ("25TB", None, "25", "data", "1099511627776"),
        ("不少于12种", "≥", "12", "count", "1"),
        ("360天", None, "360", "time", "86400"),
        ("1年", None, "1", "time", "12"),
        ("54周岁", None, "54", "age", "1"),
        ("￥5000", None, "5000", "money", "1"),
        ("人民币5万", None, "5", "money", "10000"),
    ],
)
def test_parts_of_a_measure(
    text: str, operator: str | None, value: str, kind: str | None, scale: str
) -> None:
    measure = parse(text)
    assert isinstance(measure, Measure)
    unit = measure.quantity.unit
    assert unit is not None
    assert (measure.operator, measure.quantity.number) == (operator, Decimal(value))
    assert (unit.kind, unit.scale) == (kind, Decimal(scale))


@pytest.mark.parametrize(
    "spelling",
    AT_LEAST.split(),
)
def test_every_spelling_of_at_least(spelling: str) -> None:
    assert parse(f"{spelling}90%") == parse("≥90%")
    assert parse(f" {spelling} 90 % ") == parse("≥90%")


@pytest.mark.parametrize(
    "spelling",
    AT_MOST.split(),
)
def test_every_spelling_of_at_most(spelling: str) -> None:
    assert parse(f"{spelling}5万元") == parse("≤5万元")


@pytest.mark.parametrize(
    ("ending", "operator"),
    [
        ("以上", "≥"),
        ("及以上", "≥"),
        ("（含）以上", "≥"),
        ("（不含）以上", ">"),
        ("以下", "≤"),
        ("及以下", "≤"),
        ("以内", "≤"),
        ("之内", "≤"),
        ("左右", None),
    ],
)
def test_words_behind_the_number(ending: str, operator: str | None) -> None:
    value = parse(f"90%{ending}")
    assert isinstance(value, Measure)
    assert (value.operator, value.quantity) == (operator, parse("90%").quantity)  # type: ignore[union-attr]


def test_ends_of_a_range_take_each_others_unit() -> None:
    assert parse("5-10万元") == parse("5万元~10万元") == parse("5万至10万元")
    assert parse("80-90%") == parse("80%—90%")


def test_open_and_closed_ends() -> None:
    value = parse("60%≤X<80%")
    assert isinstance(value, Interval)
    assert (value.low_closed, value.high_closed) == (True, False)
    turned = parse("80%>X≥60%")
    assert turned == value


@pytest.mark.parametrize(
    "text", ["", " ", "　", "\ufeff", "/", "－", "——", "**", "无", "N/A", "（无）", "…"]
)
def test_blank(text: str) -> None:
    assert isinstance(parse(text), Blank)


def test_words_keep_what_was_written() -> None:
    assert parse("  提高 办事效率，减少排队。\n") == Words("提高 办事效率，减少排队。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,000", "12000"),
        ("12，000", "12000"),
        ("８３", "83"),
        ("100.00%", "100.00%"),
        ("83万元", "83万元"),
        ("20分", "20分"),
        ("-0.269", "-0.269"),
        ("￥83", "83元"),
        ("≥83", None),
        ("83以上", None),
        ("1,2", None),
        ("", None),
        ("/", None),
        ("八十三", "83"),
        ("0x10", None),
        ("NaN", None),
        ("Infinity", None),
        ("1_000", None),
        ("٣", None),
        ("²", None),
        ("12 30", None),
    ],
)
def test_plain_number(text: str, expected: str | None) -> None:
    quantity = number(text)
    assert (None if quantity is None else show(quantity)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11月底完成100%", True),
        ("百分之九十的群众", True),
        ("推动“四项制度”健全", False),
        ("一个储备", False),
        ("提高", False),
        ("1.提高效率", False),
        ("2、提高效率", False),
        ("（3）提高效率", False),
        ("1.提高5%", True),
        ("1.5倍左右的水平", True),
        ("分之", False),
        ("", False),
    ],
)
def test_holds_number(text: str, expected: bool) -> None:  # noqa: FBT001
    assert holds_number(text) is expected


def test_long_texts_are_words() -> None:
    assert isinstance(parse("9" * 61), Words)
    assert isinstance(parse("≥90%" * 10_000), Words)
    assert isinstance(parse("1e99999999999"), Words)
    assert isinstance(parse("一" * 5000), Words)
