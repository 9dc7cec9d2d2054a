"""Word documents as sheets of cells: their tables, and the text around them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx

from scoring.source.forms.opening import open_sheets
from tests.source.forms.workbooks import (
    archive,
    document,
    document_parts,
    paragraph,
    word_cell,
    word_table,
)

if TYPE_CHECKING:
    from scoring.source.forms.sheet import FormSheet


def only(data: bytes) -> FormSheet:
    file = open_sheets(data, "a.docx")
    assert file.findings == ()
    (sheet,) = file.sheets
    return sheet


def texts(sheet: FormSheet) -> dict[str, str]:
    return {cell.address: cell.text for cell in sheet.cells}


def spans(sheet: FormSheet) -> dict[str, tuple[int, int]]:
    return {cell.address: (cell.rows, cell.columns) for cell in sheet.cells}


def test_a_table_of_the_library_with_merges() -> None:
    made = docx.Document()
    made.add_paragraph("项目支出绩效自评表")
    made.add_paragraph("（2023年度）")
    table = made.add_table(rows=3, cols=4)
    table.cell(0, 0).text = "项目名称"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "金保工程"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "产出指标"
    table.cell(1, 3).text = "甲"
    table.cell(2, 1).text = "乙\n丙"
    made.add_paragraph("注：单位为万元")
    content = BytesIO()
    made.save(content)
    sheet = only(content.getvalue())
    assert sheet.name is None
    assert sheet.before == ("项目支出绩效自评表", "（2023年度）")
    assert sheet.after == ("注：单位为万元",)
    assert texts(sheet) == {
        "A1": "项目名称", "B1": "金保工程", "A2": "产出指标", "D2": "甲", "B3": "乙\n丙",
    }  # fmt: skip
    assert spans(sheet)["B1"] == (1, 3)
    assert spans(sheet)["A2"] == (2, 1)


def test_cells_in_both_directions_at_once() -> None:
    restart = '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
    goes_on = '<w:gridSpan w:val="2"/><w:vMerge/>'
    sheet = only(
        document(
            word_table(
                [word_cell("大", restart), word_cell("右")],
                [word_cell("", goes_on), word_cell("下")],
                [word_cell("", goes_on), word_cell("底")],
                [word_cell("一"), word_cell("二"), word_cell("三")],
            )
        )
    )
    assert spans(sheet)["A1"] == (3, 2)
    assert texts(sheet) == {
        "A1": "大", "C1": "右", "C2": "下", "C3": "底", "A4": "一", "B4": "二", "C4": "三",
    }  # fmt: skip


def test_a_continuation_without_a_beginning_is_a_cell() -> None:
    sheet = only(document(word_table([word_cell("甲", "<w:vMerge/>"), word_cell("乙")])))
    assert texts(sheet) == {"A1": "甲", "B1": "乙"}


def test_rows_may_begin_further_right() -> None:
    skipped = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    sheet = only(
        document(
            word_table(
                [word_cell("一"), word_cell("二"), word_cell("三")], [skipped, word_cell("丙")]
            )
        )
    )
    assert texts(sheet)["C2"] == "丙"


def test_tables_right_after_each_other_stay_apart() -> None:
    first = word_table([word_cell("甲")])
    second = word_table([word_cell("乙")])
    file = open_sheets(document(first + "<w:p/>" + second + paragraph("注") + first))
    assert [(sheet.name, sheet.before, sheet.after) for sheet in file.sheets] == [
        ("表1", (), ()),
        ("表2", (), ("注",)),
        ("表3", ("注",), ()),
    ]


def test_a_nested_table_is_one_of_its_own() -> None:
    inner = word_table([word_cell("里一"), word_cell("里二")])
    outer = word_table([word_cell("外"), word_cell(paragraph("说明") + inner + paragraph("后"))])
    inside, outside = open_sheets(document(outer)).sheets
    assert texts(inside) == {"A1": "里一", "B1": "里二"}
    assert texts(outside) == {"A1": "外", "B1": "说明\n后"}


def test_runs_tabs_breaks_and_paragraphs() -> None:
    content = (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
        "<w:p><w:r><w:t xml:space='preserve'>丁 </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr>"
        "<w:t>戊</w:t></w:r></w:p>"
    )
    assert texts(only(document(word_table([word_cell(content)])))) == {"A1": "甲\t乙\n丙\n丁 戊"}


def test_tracked_changes_are_read_as_accepted() -> None:
    content = (
        "<w:p><w:del><w:r><w:delText>80</w:delText><w:t>80</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>90</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>"
    )
    gone = "<w:trPr><w:del/></w:trPr>"
    table = word_table([word_cell(content)], [gone, word_cell("删去的行")], [word_cell("留")])
    assert texts(only(document(table))) == {"A1": "90新", "A3": "留"}


def test_content_controls_and_their_prompts() -> None:
    filled = f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{paragraph('已填')}</w:sdtContent></w:sdt>"
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{paragraph('单击此处输入文字')}</w:sdtContent></w:sdt>"
    )
    around = f"<w:sdt><w:sdtContent>{word_cell('套着的')}</w:sdtContent></w:sdt>"
    table = word_table([word_cell(filled), word_cell(empty), around])
    assert texts(only(document(table))) == {"A1": "已填", "C1": "套着的"}


def test_tick_boxes() -> None:
    symbols = (
        '<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>一次性</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0A8"/><w:t>经常性 ☑甲 □乙 √</w:t></w:r></w:p>'
    )
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX"
        "</w:instrText></w:r><w:r><w:t>新增</w:t></w:r></w:p>"
    )
    table = word_table([word_cell(symbols), word_cell(field)])
    assert texts(only(document(table))) == {"A1": "☑一次性□经常性 ☑甲 □乙 √", "B1": "☑新增"}


def test_text_boxes_and_drawings_are_ignored() -> None:
    content = (
        "<w:p><w:r><w:t>甲</w:t><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
        "</w:txbxContent></w:drawing><w:pict><w:t>图</w:t></w:pict></w:r></w:p>"
    )
    assert texts(only(document(word_table([word_cell(content)])))) == {"A1": "甲"}


def test_headers_footers_and_the_rules_they_name() -> None:
    sheet = only(
        document(
            word_table([word_cell("甲")]),
            header1=paragraph("附件2"),
            footer1=paragraph("评分规则 sichuan-2023（四川，版本 1） 第 1 页 共 2 页"),
            footer2=paragraph("评分规则 sichuan-2023（四川，版本 1）"),
        )
    )
    assert sheet.before == ("附件2",)
    assert sheet.after == ("评分规则 sichuan-2023（四川，版本 1）",)
    assert sheet.hints == (("rules", "sichuan-2023"),)


def test_a_custom_property_names_the_rules() -> None:
    parts = document_parts(word_table([word_cell("甲")]))
    parts["docProps/custom.xml"] = (
        '<Properties xmlns:vt="v"><property name="别的"><vt:lpwstr>x</vt:lpwstr></property>'
        '<property name="评分规则"><vt:lpwstr>mof-2021</vt:lpwstr></property></Properties>'
    )
    assert only(archive(parts)).hints == (("rules", "mof-2021"),)


def test_a_document_without_a_table_holds_no_form() -> None:
    file = open_sheets(document(paragraph("只有文字")), "a.docx")
    assert file.sheets == ()
    assert [finding.code for finding in file.findings] == ["YM107"]
