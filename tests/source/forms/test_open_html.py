"""Pages as sheets of cells, whatever they are made of and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scoring.source.forms.opening import open_sheets

if TYPE_CHECKING:
    from scoring.source.forms.sheet import FormSheet


def sheets(page: str | bytes, name: str = "a.html") -> tuple[FormSheet, ...]:
    data = page.encode() if isinstance(page, str) else page
    return open_sheets(data, name).sheets


def only(page: str | bytes, name: str = "a.html") -> FormSheet:
    (sheet,) = sheets(page, name)
    return sheet


def texts(sheet: FormSheet) -> dict[str, str]:
    return {cell.address: cell.text for cell in sheet.cells}


TABLE = "<table><tr><td>项目名称</td><td>甲</td></tr></table>"


@pytest.mark.parametrize(
    "page",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("utf-16"),
        f'<meta charset="gb2312">{TABLE}'.encode("gb18030"),
        f'<meta http-equiv="Content-Type" content="text/html; charset=gbk">{TABLE}'.encode("gbk"),
        f'<meta charset="gb2312">{TABLE}'.encode(),
        TABLE.encode("gb18030"),
    ],
)
def test_every_encoding_reads_the_same(page: bytes) -> None:
    assert texts(only(page)) == {"A1": "项目名称", "B1": "甲"}


def test_spans() -> None:
    sheet = only(
        "<table><tr><th colspan=2>头</th><th>丙</th></tr>"
        "<tr><td rowspan=2>产出</td><td>一</td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table>"
    )
    assert texts(sheet) == {
        "A1": "头", "C1": "丙", "A2": "产出", "B2": "一", "C2": "二", "B3": "三", "C3": "四",
    }  # fmt: skip
    assert [(cell.rows, cell.columns) for cell in sheet.cells][:3] == [(1, 2), (1, 1), (2, 1)]


@pytest.mark.parametrize("lie", ["65536", "99999999", "-3", "x", "0", ""])
def test_spans_that_lie_are_cut(lie: str) -> None:
    sheet = only(
        f"<table><tr><td rowspan='{lie}'>甲</td><td>乙</td></tr><tr><td>丙</td></tr>"
        f"<tr><td colspan='{lie}'>丁</td></tr></table>"
    )
    assert {cell.text for cell in sheet.cells} == {"甲", "乙", "丙", "丁"}
    assert max(cell.row + cell.rows for cell in sheet.cells) == 3
    assert max(cell.column + cell.columns for cell in sheet.cells) <= 2


def test_unclosed_elements_entities_and_breaks() -> None:
    sheet = only(
        "<TABLE><TR><TD>甲<br>乙&nbsp;<TD>&ge;90&#37; &lt;丙&gt;<TR><TD>&nbsp;<TD><p>丁<p>戊</TABLE>"
    )
    assert texts(sheet) == {"A1": "甲\n乙", "B1": "≥90% <丙>", "B2": "丁\n戊"}


def test_what_is_not_seen_is_not_read() -> None:
    sheet = only(
        "<table><tr><td>甲<span style='display: none'>藏</span><script>1</script></td>"
        "<td hidden>藏</td><td>乙<!-- 注 --></td></tr><tr style='DISPLAY:NONE'><td>藏</td></tr></table>"
        "<table style='display:none'><tr><td>藏</td></tr></table>"
    )
    assert [cell.text for cell in sheet.cells] == ["甲", "乙"]


def test_text_around_and_several_tables() -> None:
    first, second = sheets(
        f"<title>题</title><h1>自评表</h1><p>（2023年度）</p>{TABLE}<p>注一</p><p>第二张</p>{TABLE}<div>尾</div>"
    )
    assert first.name == "表1"
    assert first.before == ("自评表", "（2023年度）")
    assert first.after == ("注一", "第二张")
    assert second.before == ("注一", "第二张")
    assert second.after == ("尾",)


def test_captions_and_nested_tables() -> None:
    inner, outer = sheets(
        "<table><tr><td>项目支出绩效自评表</td></tr><tr><td>"
        "<table><caption>表题</caption><tr><td>里</td></tr></table></td></tr></table>"
    )
    assert texts(inner) == {"A1": "里"}
    assert inner.before == ("项目支出绩效自评表", "表题")
    assert texts(outer) == {"A1": "项目支出绩效自评表"}


def test_fields_of_a_form() -> None:
    sheet = only(
        "<table><tr><td><input type=text value='20个'></td><td><input type=checkbox checked>甲"
        "<input type=radio>乙</td><td>丙<input type=hidden value='藏'></td></tr></table>"
    )
    assert texts(sheet) == {"A1": "20个", "B1": "☑甲□乙", "C1": "丙"}


def test_a_workbook_that_is_a_page() -> None:
    file = open_sheets(
        ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>' + TABLE).encode("gb18030"),
        "导出.xls",
    )
    assert texts(file.sheets[0]) == {"A1": "项目名称", "B1": "甲"}
    assert [finding.code for finding in file.findings] == ["YM109"]


def test_a_page_saved_as_one_file() -> None:
    import base64

    page = base64.encodebytes(TABLE.encode("gb18030")).decode()
    data = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        "Content-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: base64\n\n"
        f"{page}\n--b\nContent-Type: image/png\n\nx\n--b--\n"
    )
    assert texts(only(data, "a.mht")) == {"A1": "项目名称", "B1": "甲"}


def test_a_page_without_a_table_holds_no_form() -> None:
    file = open_sheets(b"<html><p>x</p></html>", "a.html")
    assert (file.sheets, [finding.code for finding in file.findings]) == ((), ["YM107"])
