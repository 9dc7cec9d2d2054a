"""Office files for tests, built part by part: what no library would write."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archive(parts: dict[str, bytes | str]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as written:
        for name, part in parts.items():
            written.writestr(name, part)
    return content.getvalue()


def relationships(entries: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in entries.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def workbook_parts(sheet: str | bytes, **more: str | bytes) -> dict[str, bytes | str]:
    """A workbook of one sheet; ``sheet`` is all of its XML, or what stands in its worksheet."""
    if isinstance(sheet, str) and not sheet.startswith("<?xml"):
        sheet = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"a": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        '<sheet name="自评表" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            {
                "b": ("worksheet", "worksheets/sheet1.xml"),
                "c": ("sharedStrings", "sharedStrings.xml"),
                "d": ("styles", "styles.xml"),
            }
        ),
        "xl/worksheets/sheet1.xml": sheet,
        **{f"xl/{name}.xml": part for name, part in more.items()},
    }


def workbook(sheet: str | bytes, **more: str | bytes) -> bytes:
    return archive(workbook_parts(sheet, **more))


def rows(*cells: str) -> str:
    """One row of cells, as the XML of a sheet."""
    return f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>'


def document_parts(body: str, **more: str) -> dict[str, bytes | str]:
    """A document; ``body`` is what stands in its body."""
    links = {name: (name.rstrip("0123456789"), f"{name}.xml") for name in more}
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"a": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relationships(links),
        **{
            f"word/{name}.xml": f'<w:hdr xmlns:w="{WORD}">{part}</w:hdr>'
            for name, part in more.items()
        },
    }


def document(body: str, **more: str) -> bytes:
    return archive(document_parts(body, **more))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_cell(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def word_table(*lines: list[str]) -> str:
    inside = "".join("<w:tr>" + "".join(line) + "</w:tr>" for line in lines)
    return f"<w:tbl>{inside}</w:tbl>"
