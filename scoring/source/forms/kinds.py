"""What kind of file some bytes are: by their content first, by the ending of the name second.

Cheap: nothing is unpacked and no library is loaded. What is in the file is the openers' business.
"""

from __future__ import annotations

import re

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Kind: TypeAlias = Literal[
        "archive", "workbook", "old workbook", "document", "page", "xml workbook", "text table",
        "web archive", "encrypted", "other", "text",
    ]  # fmt: skip

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".docx", ".docm", ".html", ".htm", ".csv", ".tsv")
"""Endings of files that a search in a folder takes for filled forms."""

TABLE_ENDINGS = (".csv", ".tsv", ".tab")
_FOLDERS: dict[str, Kind] = {"word": "document", "xl": "workbook"}
_SAMPLE = 40
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_CELLS = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00")
_PAGE = re.compile(
    r"<\s*(?:!doctype\s+html|html|head|body|table|meta|style|div|center)\b", re.IGNORECASE
)
_OLD_DOCUMENT = "旧格式的文档（.doc 或 .wps）"
_AS_XLSX = "用 Excel 或 WPS 打开后另存为 .xlsx 再读取。"
_AS_DOCX = "用 Word 或 WPS 打开后另存为 .docx 再读取。"


class Recognised(NamedTuple):
    """The kind of a file; for one that cannot be read, what it is and how to mend it."""

    kind: Kind
    what: str = ""
    help: str = ""


def recognise(name: str, data: bytes) -> Recognised:
    """What a file is.

    >>> recognise("a.xls", "<table><tr><td>甲".encode()).kind
    'page'
    >>> recognise("a.csv", "甲,乙".encode()).kind, recognise("a.yaml", "甲: 乙".encode()).kind
    ('text table', 'text')
    """
    head = data[:_HEAD]
    if head[:2] == b"PK" and head[2:4] in {b"\x03\x04", b"\x05\x06", b"\x07\x08"}:
        return Recognised("archive")
    if head[:8] == _OLE:
        return _compound(data)
    if _OLD_CELLS.match(head):
        return Recognised("old workbook")
    return _picture(head) or _written(name.lower(), head)


def recognise_archive(names: tuple[str, ...], data: bytes) -> Recognised:
    """What an archive is, by the names of its parts; files inside its parts do not count.

    >>> recognise_archive(("xl/workbook.xml", "xl/styles.xml"), b"").kind
    'workbook'
    """
    if "xl/workbook.bin" in names:
        return Recognised("other", "二进制工作簿（.xlsb）", _AS_XLSX)
    folders = {name.partition("/")[0] for name in names if "/" in name}
    for folder, kind in _FOLDERS.items():
        if folder in folders:
            return Recognised(kind)
    if "ppt" in folders:
        return Recognised("other", "演示文稿（.pptx）", "把自评表存成 .xlsx 或 .docx 后再读取。")
    start = data[:200]
    if b"application/vnd.oasis.opendocument.spreadsheet" in start:
        help_ = "用 LibreOffice 或 WPS 另存为 .xlsx 再读取。"
        return Recognised("other", "OpenDocument 表格（.ods）", help_)
    if b"application/vnd.oasis.opendocument.text" in start:
        help_ = "用 LibreOffice 或 WPS 另存为 .docx 再读取。"
        return Recognised("other", "OpenDocument 文档（.odt）", help_)
    if "ofd.xml" in names:
        return Recognised("other", "版式文件（.ofd）", "找到填表时的 .xlsx 或 .docx 原件再读取。")
    help_ = "解压后给出里面的 .xlsx 或 .docx 文件；如果它本来就是表格，文件已损坏。"
    return Recognised("other", "压缩包", help_)


def _compound(data: bytes) -> Recognised:
    """The container of the formats of before 2007: names of its streams are UTF-16."""
    if _stream("EncryptedPackage") in data:
        return Recognised("encrypted")
    is_document = _stream("WordDocument") in data
    if _stream("Workbook") in data or _stream("Book") in data:
        # Either may hold the other: it is a document when no workbook can be opened.
        return Recognised("old workbook", *((_OLD_DOCUMENT, _AS_DOCX) if is_document else ()))
    if is_document:
        return Recognised("other", _OLD_DOCUMENT, _AS_DOCX)
    if _stream("PowerPoint Document") in data:
        return Recognised("other", "演示文稿（.ppt）", "把自评表存成 .xlsx 或 .docx 后再读取。")
    return Recognised("other", "旧格式的 Office 文件，里面没有工作簿", _AS_XLSX)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


def _picture(head: bytes) -> Recognised | None:
    """Files that are pages as they look, or pictures: there is no table in them to read."""
    original = "找到填表时的 .xlsx 或 .docx 原件再读取。"
    if b"%PDF-" in head[:1024]:
        return Recognised("other", "PDF 文件", f"PDF 里没有可靠的单元格；{original}")
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")):
        return Recognised("other", "图片", original)
    if head.startswith(b"{\\rtf"):
        return Recognised("other", "RTF 文档", _AS_DOCX)
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return Recognised("other", "压缩包", "解压后给出里面的 .xlsx 或 .docx 文件。")
    return None


def _written(name: str, head: bytes) -> Recognised:
    """Files of text."""
    text = _text(head)
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] == "<":
        if "urn:schemas-microsoft-com:office:spreadsheet" in text:
            return Recognised("xml workbook")
        if 'progid="Word.Document"' in text or "schemas.microsoft.com/office/word/2003" in text:
            return Recognised("other", "XML 文档（Word 2003 XML）", _AS_DOCX)
        if _PAGE.search(text) or name.endswith((".html", ".htm", ".xls")):
            return Recognised("page")
    if start[:13].lower() == "mime-version:" or "multipart/related" in text[:500].lower():
        return Recognised("web archive")
    if name.endswith((".html", ".htm")):
        return Recognised("page")
    return Recognised("text table" if name.endswith(TABLE_ENDINGS) else "text")


def is_divided(data: bytes) -> bool:
    r"""Whether most lines of a text are divided by tabs or commas.

    >>> is_divided("项目名称,甲\n年度,2023\n".encode()), is_divided("甲: 乙\n丙: 1,丁\n".encode())
    (True, False)
    """
    lines = [line for line in _text(data[:_HEAD]).split("\n")[:_SAMPLE] if line.strip()]
    most = max(sum(sign in line for line in lines) for sign in ",\t")
    return most > 1 and most * 3 >= len(lines) * 2


def _text(head: bytes) -> str:
    """The beginning of a text, well enough to see its signs."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head.decode("utf-16", "replace")
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        # Cut in the middle of a character, or another encoding.
        return head.decode("utf-8" if error.start > len(head) - 4 else "gb18030", "replace")
