"""Number formats: what is seen of a number, and what is not lost by it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.source.forms.date_format import is_date, seen_date
from scoring.source.forms.number_format import decimal_of, plain, seen, seen_text

NUMBERS = """
82.731 General 82.731
82.730999999999995 General 82.731
0.30000000000000004 General 0.3
82.731 0.00 82.731
82.73 0.00 82.73
83 0.00 83.00
83 0 83
0.9968 0.00% 99.68%
0.9968 0% 99.68%
0.99678 0.00% 99.678%
0.5 0% 50%
1 0% 100%
0.9967469879518072 0.00% 99.67%
9.9674698795180720 0.00 9.97
9.9674698795180720 General 9.96746987951807
0.1234567890123 0.00 0.1234567890123
1234567.5 #,##0.00 1,234,567.50
1234567.5 #,##0 1,234,567.5
-5 0.00_);(0.00) -5.00
-5 0.00;[Red]0.00 -5.00
-5 #,##0.00;-#,##0.00 -5.00
0 _(*\\x20#,##0.00_);_(*\\x20(#,##0.00);_(*\\x20"-"??_);_(@_) 0
12.5 _(*\\x20#,##0.00_);_(*\\x20(#,##0.00);_(*\\x20"-"??_);_(@_) 12.50
-12.5 _(*\\x20#,##0.00_);_(*\\x20(#,##0.00);_(*\\x20"-"??_);_(@_) -12.50
0 # -
0 #.00 0.00
0 0;-0;;@ -
3 0;-0;;@ 3
3 ;;; 3
0.9 "≥"0% ≥90%
19.5 "≤"0.0"万元" ≤19.5万元
5 General"个" 5个
5 G/通用格式"个" 5个
5 0\\人 5人
82.731 [$¥-804]#,##0.00 82.731
82 ¥#,##0.00 82.00
123 00000 00123
12345 0.00, 12345
12345 0!.0,"万元" 12345
0.5 #\\x20?/? 0.5
120000 0.00E+00 120000
140900230000000001 0 140900230000000001
1.5E-7 General 0.00000015
1 [=1]"是";[=0]"否";General 是
0 [=1]"是";[=0]"否";General 否
7 [=1]"是";[=0]"否";General 7
95 [>=90]"优";[>=80]"良";"差" 优
0 0;-0;"无" 无
0.05 0.0‰ 0.05‰
7 @ 7
"""


@pytest.mark.parametrize("line", NUMBERS.strip().split("\n"))
def test_a_number_is_what_its_format_shows_and_no_less(line: str) -> None:
    raw, code, expected = line.split(" ")
    value = decimal_of(raw)
    assert value is not None
    shown = seen(value, code.replace("\\x20", " ").replace("\\\\", "\\")).text
    assert shown == ("" if expected == "-" else expected)


def test_a_formula_may_not_claim_more_digits_than_it_shows() -> None:
    quotient = decimal_of("0.9967469879518")
    amount = decimal_of("82.731")
    assert quotient is not None
    assert amount is not None
    assert seen(quotient, "0.00%", is_formula=True).text == "99.67%"
    assert seen(quotient, "0.00%").text == "99.67469879518%"
    assert seen(amount, "0.00", is_formula=True).text == "82.731"


def test_a_format_that_shows_another_size_is_told() -> None:
    assert seen(Decimal(12345), '0.0,"千元"') == ("12345", True)
    assert not seen(Decimal(12345), "#,##0").is_scaled


DATES = """
45291 yyyy/m/d 2023年12月31日
45291 yyyy"年"m"月"d"日" 2023年12月31日
45291 [$-804]yyyy"年"m"月"d"日";@ 2023年12月31日
45291 yyyy-mm-dd\\x20hh:mm:ss 2023年12月31日
45291.5 yyyy-mm-dd 2023年12月31日
45291 mm-dd-yy 2023年12月31日
45291 [$-409]d-mmm-yy;@ 2023年12月31日
45291 [DBNum1][$-804]yyyy"年"m"月" 2023年12月
45291 yyyy"年"m"月" 2023年12月
45291 m"月"d"日" 12月31日
45291 yyyy"年" 2023年
45291 yyyy"年"m"月底前" 2023年12月底前
45291 "截至"yyyy"年"m"月"d"日" 截至2023年12月31日
45291 "不晚于"yyyy-mm-dd 不晚于2023年12月31日
0.75 h:mm 18:00
1.5 [h]:mm 36:00
0.75 h:mm:ss 18:00
59 yyyy-mm-dd 1900年2月28日
61 yyyy-mm-dd 1900年3月1日
"""


@pytest.mark.parametrize("line", DATES.strip().split("\n"))
def test_a_date_is_as_precise_as_its_format(line: str) -> None:
    raw, code, expected = line.split(" ")
    code = code.replace("\\x20", " ")
    assert is_date(code)
    assert seen_date(Decimal(raw), code) == expected


def test_days_may_be_counted_from_1904() -> None:
    assert seen_date(Decimal(43829), "yyyy-mm-dd", from_1904=True) == "2023年12月31日"


@pytest.mark.parametrize("serial", ["-1", "2958466", "60", "0", "1E+300"])
def test_no_such_day(serial: str) -> None:
    assert seen_date(Decimal(serial), "yyyy-mm-dd") is None


@pytest.mark.parametrize(
    "code", ["General", "0.00", '0.00"d"', "[Red]0", "@", "", "0.00E+00", "#,##0"]
)
def test_numbers_are_no_dates(code: str) -> None:
    assert not is_date(code)


def test_formats_of_texts() -> None:
    assert seen_text("90%", '"≥"@') == "≥90%"
    assert seen_text("甲", "0.00") == "甲"
    assert seen_text("甲", ";;;") == "甲"


@pytest.mark.parametrize(
    "raw", ["", "甲", "NaN", "inf", "1_000", "0x10", "1e999", "１", "--1", "9" * 300]
)
def test_what_is_no_number(raw: str) -> None:
    assert decimal_of(raw) is None


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**8), max_value=10**8
    )
)
def test_a_typed_number_survives_every_rounding_format(typed: Decimal) -> None:
    stored = decimal_of(f"{float(typed):.17g}")
    assert stored is not None
    for code in ("General", "0", "0.0", "#,##0.00", "0.00_);(0.00)", "0.0000"):
        assert Decimal(seen(stored, code).text.replace(",", "")) == typed
    percent = seen(stored, "0%").text
    assert percent.endswith("%")
    assert Decimal(percent[:-1]).scaleb(-2) == typed


@given(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text('0#?.,%;"-_*[]@/\\ymdhsE+G年个()=<>', max_size=30),
    st.booleans(),
)
def test_any_format_ends_in_a_text(value: Decimal, code: str, is_formula: bool) -> None:  # noqa: FBT001
    small = value if abs(value.adjusted()) < 300 else Decimal(1)
    assert isinstance(seen(small, code, is_formula=is_formula).text, str)
    assert isinstance(seen_text("甲", code), str)
    if is_date(code):
        seen_date(small, code)


def test_plain_has_no_idle_zeros() -> None:
    assert [plain(Decimal(text)) for text in ("1.50", "-0.0", "1E+2", "0.10")] == [
        "1.5",
        "0",
        "100",
        "0.1",
    ]
