"""Width on a terminal, safe text, breaking of lines."""

from __future__ import annotations

import unicodedata

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from scoring.render.width import CLOSING, longest_piece, pad, visible, width, wrap

PRINTED = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Mc"))
)
CHINESE = st.text(st.sampled_from("绩效指标完成率（）“”，。、；：≥≤%0123456789.abc 万元/—～①㎡ｈ"))
ANYTHING = st.text(st.characters())


# Widened after the interpreter's tables were made.
NEWLY_WIDE = {*range(0x2630, 0x2638), *range(0x268A, 0x2690), *range(0x4DC0, 0x4E00)}


def test_widths_agree_with_the_tables_terminals_use() -> None:
    differing = {
        f"U+{code:04X}"
        for code in (*range(0x20, 0x7F), *range(0xA0, 0x3000), *range(0x3001, 0xD7A4))
        if code not in NEWLY_WIDE
        and chr(code).isprintable()
        and unicodedata.category(chr(code)) != "Mc"
        and wcwidth.wcwidth(chr(code)) != width(chr(code))
    }
    assert len(differing) < 10, sorted(differing)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("得分", 4),
        ("≥90％", 5),
        ("（2023年度）", 12),
        ("ｶﾅ", 2),
        ("e\u0301", 1),
        ("“×÷…”", 5),
        ("😀", 2),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@given(ANYTHING)
def test_visible_text_hides_nothing(text: str) -> None:
    shown = visible(text)
    assert all(character.isprintable() or character == "\n" for character in shown)
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b]0;标题\x07", "␛[2J␛]0;标题␇"),
        ("a\u202egnp.exe", "a<U+202E>gnp.exe"),
        ("零\u200b宽", "零<U+200B>宽"),
        ("一\r\n二\t三", "一\n二 三"),
        ("\x85\x7f", "<U+0085>␡"),
        ("半\ud800", "半<U+D800>"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_what_steers_the_terminal_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.one_of(PRINTED, CHINESE), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, columns: int) -> None:
    text = visible(text)
    for balanced in (False, True):
        lines = wrap(text, columns, balanced=balanced)
        assert all(width(line) <= columns for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(CHINESE, st.integers(8, 40))
def test_words_and_numbers_stay_whole(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    whole = {piece for line in lines for piece in _narrow_runs(line)}
    for run in _narrow_runs(text):
        assert width(run) > columns or run in whole


def _narrow_runs(text: str) -> list[str]:
    spaced = "".join(" " if width(character) > 1 else character for character in text)
    return spaced.split()


@given(CHINESE, st.integers(2, 20))
def test_balancing_adds_no_line(text: str, columns: int) -> None:
    assert len(wrap(text, columns, balanced=True)) == len(wrap(text, columns))


def test_punctuation_stays_with_its_words() -> None:
    assert wrap("完成情况，良好", 8) == ["完成情", "况，良好"]
    assert wrap("全年（含）", 6) == ["全年", "（含）"]
    assert wrap("，" * 30, 6) == ["，，，"] * 10


def test_a_number_keeps_its_unit() -> None:
    assert wrap("共2023年12月31日", 8) == ["共2023年", "12月31日"]


def test_long_text_takes_linear_time() -> None:
    lines = wrap("绩效，" * 30_000 + "x" * 30_000, 10)
    assert all(width(line) <= 10 for line in lines)
    assert len(lines) < 25_000


def test_no_line_begins_with_closing_punctuation() -> None:
    lines = wrap("按计划完成了运维任务，全年无安全事故，满意度高。" * 5, 16)
    assert not [line for line in lines if line[0] in CLOSING]


def test_padding_and_pieces() -> None:
    assert pad("优", 6, "center") == "  优  "
    assert pad("优", 5) == "优   "
    assert longest_piece("≥19.5万元\n标准 abcdef") == 6
