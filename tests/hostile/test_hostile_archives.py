"""Archives that are bombs, broken, encrypted, doubled, or not what they say."""

from __future__ import annotations

import warnings
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from tests.hostile.bounded import open_bounded
from tests.source.forms.workbooks import (
    archive,
    document_parts,
    paragraph,
    rows,
    word_cell,
    word_table,
    workbook,
    workbook_parts,
)

ONE = rows('<c r="A1"><v>1</v></c>')
SHEET = "xl/worksheets/sheet1.xml"


def with_padding(size: int) -> bytes:
    """A workbook whose sheet is mostly blanks."""
    head, tail = workbook_parts(ONE)[SHEET], b""
    assert isinstance(head, str)
    parts = workbook_parts(ONE)
    parts[SHEET] = head.encode() + b" " * size + tail
    return archive(parts)


def test_a_bomb_is_seen_in_the_directory() -> None:
    data = with_padding(120 << 20)
    assert len(data) < 1 << 20
    outcome = open_bounded(data, "a.xlsx")
    assert outcome.is_refused
    assert outcome.codes == ["YM106"]


def test_many_middling_parts_are_a_bomb_too() -> None:
    parts = workbook_parts(ONE)
    blanks = b"".join(bytes([number % 251]) * 50 for number in range(160_000))
    for number in range(30):
        parts[f"xl/media/{number}.bin"] = blanks
    outcome = open_bounded(archive(parts), "a.xlsx")
    assert outcome.codes == ["YM106"]


def test_a_directory_that_lies_about_sizes() -> None:
    data = bytearray(with_padding(60 << 20))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    for start in (at + 24,):
        data[start : start + 4] = (1000).to_bytes(4, "little")
    outcome = open_bounded(bytes(data), "a.xlsx")
    assert outcome.is_refused
    assert outcome.codes == ["YM101"]


def test_parts_without_number() -> None:
    content = BytesIO()
    with ZipFile(content, "w") as written:
        for number in range(30_000):
            written.writestr(f"xl/{number}", b"")
    assert open_bounded(content.getvalue(), "a.xlsx").codes == ["YM106"]


def test_an_archive_in_an_archive_is_not_unpacked() -> None:
    inner = workbook(ONE)
    for _ in range(20):
        inner = archive({"a.zip": inner})
    assert open_bounded(inner, "a.xlsx").codes == ["YM107"]


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "XL/WORKSHEETS/sheet1.xml"])
def test_two_parts_of_one_name_are_refused(name: str) -> None:
    content = BytesIO()
    with warnings.catch_warnings(), ZipFile(content, "w") as written:
        warnings.simplefilter("ignore")
        for part, value in workbook_parts(ONE).items():
            written.writestr(part, value)
        written.writestr(name, "<worksheet/>")
    assert open_bounded(content.getvalue(), "a.xlsx").codes == ["YM101"]


def test_names_that_leave_the_folder_are_only_names() -> None:
    parts = workbook_parts(ONE)
    parts["../../../etc/passwd"] = "x"
    parts["/xl/evil"] = "x"
    assert open_bounded(archive(parts), "a.xlsx").cells == {"A1": "1"}


def test_relations_that_leave_the_file_lead_nowhere() -> None:
    parts = workbook_parts(ONE)
    listed = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = listed.replace(
        "worksheets/sheet1.xml", "../../../../../etc/passwd"
    )
    assert open_bounded(archive(parts), "a.xlsx").codes == ["YM101"]
    parts["xl/_rels/workbook.xml.rels"] = listed.replace(
        'Target="worksheets/sheet1.xml"', 'TargetMode="External" Target="http://localhost:9/a"'
    )
    assert open_bounded(archive(parts), "a.xlsx").codes == ["YM101"]


def test_parts_that_refer_to_themselves_end() -> None:
    parts = workbook_parts(ONE)
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("xl/workbook.xml", "_rels/.rels")
    assert open_bounded(archive(parts), "a.xlsx").codes == ["YM101"]


@pytest.mark.parametrize("keep", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_truncated_archives_are_broken(keep: float) -> None:
    data = workbook(ONE)
    outcome = open_bounded(data[: int(len(data) * keep)], "a.xlsx")
    assert outcome.is_refused
    assert outcome.codes[0] in {"YM101", "YM107"}


def test_encrypted_parts_are_refused_as_such() -> None:
    data = bytearray(workbook(ONE))
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    outcome = open_bounded(bytes(data), "a.xlsx")
    assert outcome.codes == ["YM101"]
    assert "密码" in outcome.messages[0]


def test_other_ways_of_packing_are_refused() -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_BZIP2) as written:
        for name, part in workbook_parts(ONE).items():
            written.writestr(name, part)
    assert open_bounded(content.getvalue(), "a.xlsx").codes == ["YM101"]


def test_a_file_over_the_limit_is_not_looked_at() -> None:
    assert open_bounded(b"PK\x03\x04" + bytes(21 << 20), "a.xlsx").codes == ["YM106"]


ENTITIES = {
    "outside": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    "laughs": "<!DOCTYPE x [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(f"<!ENTITY {chr(98 + level)} '{f'&{chr(97 + level)};' * 20}'>" for level in range(10))
    + "<!ENTITY e '&k;'>]>",
    "subset": '<!DOCTYPE x SYSTEM "http://localhost:9/a.dtd">',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
}


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "_rels/.rels", "docProps/custom.xml"])
def test_document_types_are_refused_in_workbooks(kind: str, part: str) -> None:
    parts = workbook_parts(ONE)
    body = str(parts.get(part, "<Properties/>")).replace("<v>1</v>", '<v t="str">&e;</v>')
    parts[part] = ENTITIES[kind] + body
    outcome = open_bounded(archive(parts), "a.xlsx")
    assert outcome.is_refused
    assert outcome.codes == ["YM101"]
    assert "DOCTYPE" in outcome.messages[0]


@pytest.mark.parametrize("kind", ENTITIES)
def test_document_types_are_refused_in_documents(kind: str) -> None:
    parts = document_parts(word_table([word_cell(paragraph("&e;"))]))
    parts["word/document.xml"] = ENTITIES[kind] + str(parts["word/document.xml"])
    assert open_bounded(archive(parts), "a.docx").codes == ["YM101"]


@pytest.mark.parametrize("kind", ENTITIES)
def test_document_types_are_refused_in_xml_workbooks(kind: str) -> None:
    page = (
        f'{ENTITIES[kind]}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>'
        "<Table><Row><Cell><Data>&e;</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    assert open_bounded(page.encode(), "a.xls").codes[-1] == "YM101"


def test_macros_are_not_run_and_told() -> None:
    parts = workbook_parts(ONE)
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(1000)
    outcome = open_bounded(archive(parts), "a.xlsm")
    assert outcome.cells == {"A1": "1"}
    assert "宏" in outcome.messages[0]


def test_an_archive_after_something_else() -> None:
    data = b"MZ" + bytes(500) + workbook(ONE)
    assert open_bounded(data, "a.xlsx").is_refused


def test_deflate_streams_that_are_broken_inside() -> None:
    data = bytearray(workbook(rows(*(f'<c r="A1"><v>{n}</v></c>' for n in range(3000)))))
    at = data.index(SHEET.encode()) + 200
    data[at : at + 40] = bytes(40)
    assert open_bounded(bytes(data), "a.xlsx").codes == ["YM101"]


def test_a_stored_part_of_deflated_size() -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as written:
        written.writestr("xl/workbook.xml", b"")
    assert open_bounded(content.getvalue(), "a.xlsx").codes == ["YM101"]
