"""Laws of the notation, on texts put together from what forms hold and on any text at all."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.notation import (
    Blank,
    Dates,
    Interval,
    Measure,
    Quantity,
    Words,
    class_key,
    combine,
    comparable,
    convert,
    find_unit,
    fold,
    fund_role,
    holds_number,
    in_base,
    is_less_better,
    number,
    parse,
    resolve,
    same_text,
    show,
    statement,
)
from scoring.notation.numbers import from_chinese, to_chinese


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


OPERATORS = words(
    "≥ > ≤ < = >= => <= ≧ ⩾ 》= ＞＝ 不少于 不低于 至少 不超过 大于 少于 达到 控制在 约 共 在 完成"
)
ENDINGS = words("以上 以内 及以上 以下 左右 内 之间 余 整 多")
NUMBERS = words(
    """
    0 1 5 8 12 90 100 2023 12,000 1，234.5 0.95 19.5 .5 5. 1.5e3 1.2×10^3 -3 －3 +2 ９０ 三 两 十二
    一百二十 二〇二三 九十五点五 百分之九十 2,020 20,231,231 20231231 1,2 007 00
    """
)
UNITS = words(
    """
    % ％ ‰ 百分比 元 万元 亿元 万 亿 千 个 人 人次 万人次 家企业 亩 万亩 平方米 公顷 公里 m M KM 天 年
    个月 月 日 季度 周岁 TB 分 ℃ 元/人 元/人·年 年/万元 次/月 人/年 个工作日 （元） 整 余 多 全国文明村 成 级
    """
)
SIGNS = words("- — —— ~ ～ 至 到 和 且 , ± ≤X≤ <合格率≤ -- ,≤")
PARTS = words(
    """
    2023年 2023 23年 次年 上年 本年 年 12月 2月 13月 2月29日 12月31日 第三季度 三季度 1季度 Q3 上半年
    下半年 全年 底 末 初 中 上旬 中旬 前 之前 内 完成 前完成 - 至 ~ . / 12.31 2023.1.1 2023-12-31
    2023/12 截至 ≤ 于 31日 15日 十二月 二〇二三年 1-12月 -12月 -3月 次年3月
    """
)
MESS = words(
    """
    无 空 、 。 （ ） [ ] “ ” 不 未 是 的 每 / X 完成率 满意度 (含) （不含） 覆盖 ￥ 人民币 第 点
    百分之 分之 ± × ^ e E :
    """
)


def join(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of the parts in order."""
    return st.tuples(*parts).map("".join)


def maybe(words: list[str]) -> st.SearchStrategy[str]:
    """One of the words, or nothing."""
    return st.sampled_from(["", "", *words])


plain_quantity = join(st.sampled_from(NUMBERS), maybe(UNITS))
measures = join(maybe(OPERATORS), plain_quantity, maybe(ENDINGS))
ranges = join(
    maybe(["[", "(", "约", "控制在"]),
    plain_quantity,
    st.sampled_from(SIGNS),
    plain_quantity,
    maybe(["]", ")", "之间", "左右", ")个"]),
)
bounds = join(measures, maybe(["且", ",", "、", "和"]), measures)
moments = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join)
anything = st.lists(
    st.sampled_from([*OPERATORS, *ENDINGS, *NUMBERS, *UNITS, *SIGNS, *PARTS, *MESS, " ", "\n"]),
    max_size=6,
).map("".join)
texts = st.one_of(measures, ranges, bounds, moments, anything, st.text(max_size=30))


@settings(max_examples=400, deadline=None)
@given(texts)
def test_reading_never_raises(text: str) -> None:
    value = parse(text)
    assert isinstance(value, Measure | Interval | Dates | Words | Blank)
    statement(text)
    number(text)
    holds_number(text)
    combine(text, text, text)
    class_key(text)
    fund_role(text)
    is_less_better(text)
    assert same_text(text, text)


@settings(max_examples=800, deadline=None)
@given(texts)
def test_show_then_parse_is_the_identity(text: str) -> None:
    value = parse(text)
    assert parse(show(value)) == value


@settings(max_examples=400, deadline=None)
@given(texts)
def test_folding_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    value = parse(text)
    if isinstance(value, Words | Blank):
        assert type(parse(folded)) is type(value)
    else:
        assert parse(folded) == value


@settings(max_examples=300, deadline=None)
@given(measures | ranges | moments)
def test_full_width_changes_nothing(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    value, other = parse(text), parse(wide)
    if isinstance(value, Words | Blank):
        assert type(other) is type(value)
    else:
        assert other == value


@settings(max_examples=300, deadline=None)
@given(moments, st.integers(1950, 2050))
def test_periods_are_in_order_and_in_the_calendar(text: str, year: int) -> None:
    value = parse(text)
    if isinstance(value, Dates):
        period = resolve(value, year)
        assert period is not None
        first, last = period
        assert first <= last
        for _, month, day in (first, last):
            assert 1 <= month <= 12
            assert 1 <= day <= 31


@settings(max_examples=300, deadline=None)
@given(ranges | bounds)
def test_ranges_are_in_order(text: str) -> None:
    value = parse(text)
    if isinstance(value, Interval):
        low, high = value.low, value.high
        assert comparable(low.unit, high.unit)
        assert in_base(low, high.unit) <= in_base(high, low.unit)


GROUPS = [
    ["元", "万元", "亿元", "千元", "百万元"],
    ["%", "‰", "百分比", "成"],
    ["亩", "万亩", "平方米", "公顷", "平方公里"],
    ["米", "公里", "km", "里"],
    ["人", "万人", "个", "人次"],
    ["天", "小时", "分钟"],
    ["年", "个月", "个季度"],
    ["吨", "公斤", "斤"],
]
exact = st.integers(-(10**13), 10**13).map(lambda value: Decimal(value).scaleb(-4))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(GROUPS), st.data(), exact, exact)
def test_conversion_changes_no_comparison(
    words: list[str], data: st.DataObject, one: Decimal, other: Decimal
) -> None:
    mine, yours, third = (find_unit(data.draw(st.sampled_from(words))) for _ in range(3))
    assert mine is not None
    assert yours is not None
    left, right = Quantity(one, mine), Quantity(other, yours)
    assert comparable(mine, yours)
    before = in_base(left, yours) - in_base(right, mine)
    converted = convert(left, third)
    if converted is not None:
        after = in_base(converted, yours) - in_base(right, third)
        assert (before > 0, before == 0) == (after > 0, after == 0)
        assert in_base(converted, None) == in_base(left, None)


@given(st.integers(1, 10**12))
def test_chinese_numerals_round_trip(value: int) -> None:
    assert from_chinese(to_chinese(value)) == value


@given(st.integers(1, 10**7), st.sampled_from(["个", "人", "次", "元", "亩", "项"]))
def test_chinese_numerals_read_like_digits(value: int, unit: str) -> None:
    assert parse(to_chinese(value) + unit) == parse(f"{value}{unit}")


@given(st.integers(0, 10**15).map(lambda value: Decimal(value).scaleb(-3)))
def test_separators_change_nothing(value: Decimal) -> None:
    assert (
        parse(f"{value:,}个")
        == parse(f"{value}个")
        == parse(f"{value:,}".replace(",", "，") + "个")
    )


@given(st.integers(0, 70))
def test_sixty_digits_are_the_limit(length: int) -> None:
    text = "9" * length
    assert isinstance(parse(f"{text}个"), Measure) == (1 <= length <= 60)
