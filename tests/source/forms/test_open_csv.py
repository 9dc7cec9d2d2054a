"""Tables of text as a sheet of cells: encodings, delimiters, quotes, guarded formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.source.forms.opening import open_sheets

TABLE = '项目名称,金保工程\r\n指标,分值\r\n"甲,乙",20\r\n'


def texts(data: bytes, name: str = "a.csv") -> dict[str, str]:
    (sheet,) = open_sheets(data, name).sheets
    return {cell.address: cell.text for cell in sheet.cells}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_reads_the_same(encoding: str) -> None:
    assert texts(TABLE.encode(encoding)) == {
        "A1": "项目名称", "B1": "金保工程", "A2": "指标", "B2": "分值", "A3": "甲,乙", "B3": "20",
    }  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_every_delimiter_is_found(delimiter: str) -> None:
    lines = [["项目名称", "甲"], ["指标", "分值"], ["劳务费", "2.5"]]
    data = "\n".join(delimiter.join(line) for line in lines).encode()
    assert texts(data)["B3"] == "2.5"


def test_commas_in_sentences_do_not_win_over_tabs() -> None:
    data = "目标\t做到安全,畅通,及时\n结果\t已做到,没有事故\n分值\t20\n".encode()
    assert texts(data)["B1"] == "做到安全,畅通,及时"


def test_a_declared_delimiter_wins() -> None:
    assert texts(b"sep=;\r\na;b,c\r\n") == {"A2": "a", "B2": "b,c"}


def test_guarded_formulas_are_undone() -> None:
    data = "'=1个,'≥90%,'-5,'+1,'@甲,'甲,=\"001006\"\n".encode()
    assert list(texts(data).values()) == ["=1个", "'≥90%", "-5", "+1", "@甲", "'甲", "001006"]


def test_quoted_line_breaks_and_ragged_rows() -> None:
    data = '甲,"一\r\n二 ""三"""\n乙\n,,丙,,\n'.encode()
    assert texts(data) == {"A1": "甲", "B1": '一\n二 "三"', "A2": "乙", "C3": "丙"}


def test_a_quote_that_never_ends_is_read_to_the_end() -> None:
    assert texts('甲,"乙\n丙,丁\n'.encode()) == {"A1": "甲", "B1": "乙\n丙,丁"}


def test_the_rules_named_in_a_cell_are_a_hint() -> None:
    (sheet,) = open_sheets(
        "项目名称,甲\n评分规则 shanxi-2023（山西，版本 1）\n".encode(), "a.csv"
    ).sheets
    assert sheet.hints == (("rules", "shanxi-2023"),)


def test_bytes_of_no_encoding_are_refused() -> None:
    file = open_sheets("项目名称,金保工程".encode() + b"\xff\xff\xff", "a.csv")
    assert (file.sheets, [finding.code for finding in file.findings]) == ((), ["YM101"])


@given(
    st.lists(
        st.lists(st.text("甲乙,;\t\"'\n 1=+-", min_size=0, max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_what_the_csv_module_writes_is_read_back(lines: list[list[str]]) -> None:
    import csv
    from io import StringIO

    written = StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(lines)
    opened = open_sheets(("sep=,\n" + written.getvalue()).encode(), "a.csv")
    found = {
        (cell.row - 1, cell.column): cell.text for sheet in opened.sheets for cell in sheet.cells
    }
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            expected = value.strip()
            if expected[:1] != "'" and expected[:2] != '="':
                assert found.get((row, column), "") == expected
