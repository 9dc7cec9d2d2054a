"""Bytes into text: UTF-8, UTF-16 with a BOM, GB18030; the size limit.

Positions start at the first character after a BOM. Nothing here knows YAML.
"""

from __future__ import annotations

from scoring.model.codes import found
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.finding import Finding

FILE_LIMIT = 5 * 1024 * 1024
"""Bytes a project file may have."""

READ_LIMIT = 20 * 1024 * 1024
"""Bytes read of any file: what a workbook, a document or a page may have."""

_HANZI_FOR_UTF8 = 3
# So many Chinese characters read before the first bad byte mean UTF-8 cut or damaged; GB18030
# text hardly ever decodes that far by accident.


def decode(data: bytes | str, file: str | None = None) -> tuple[str, Finding | None]:
    r"""The text of a file, without its BOM, or what keeps it from being read.

    Args:
        data: the bytes of the file, or a text already decoded.
        file: its name, for the finding.

    Returns:
        The text and no finding, or whatever could be read and a finding (YM101, YM106).

    >>> decode("年度".encode("gb18030"))
    ('年度', None)
    >>> decode("\ufeff年度".encode())[0]
    '年度'
    """
    if isinstance(data, str):
        return _checked(data, file)
    if len(data) > FILE_LIMIT:
        return "", _too_large(len(data), file)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _utf16(data, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _other(data, error.start, file)
    return text, None


def _checked(text: str, file: str | None) -> tuple[str, Finding | None]:
    """A text already decoded: its size, its BOM, and halves of surrogate pairs."""
    if text[:1] == "\ufeff":
        text = text[1:]
    if text.isascii():
        size = len(text)
    else:
        try:
            size = len(text.encode())
        except UnicodeEncodeError as error:
            finding = found(
                "YM101",
                f"第{error.start + 1}个字符不是完整的文字（U+{ord(text[error.start]):04X}）。",
                "文件按 UTF-8 重新保存后再读取。",
            )
            return text, _placed(finding, text[: error.start], file)
    if size > FILE_LIMIT:
        return text, _too_large(size, file)
    return text, None


def _utf16(data: bytes, file: str | None) -> tuple[str, Finding | None]:
    try:
        return data.decode("utf-16"), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-16", "ignore")
        finding = found(
            "YM101",
            "文件开头的标记说它是 UTF-16 编码，但从这里起不是 UTF-16 文字。",
            "用编辑器打开后另存为 UTF-8 编码。",
        )
        return before, _placed(finding, before, file)


def _other(data: bytes, start: int, file: str | None) -> tuple[str, Finding | None]:
    """Bytes that are not UTF-8: GB18030, or a finding at the first bad byte."""
    before = data[:start].decode("utf-8-sig")
    hanzi = sum("\u4e00" <= character <= "\u9fff" for character in before)
    if hanzi < _HANZI_FOR_UTF8 and data[:3] != b"\xef\xbb\xbf":
        try:
            return data.decode("gb18030"), None
        except UnicodeDecodeError:
            pass
    finding = found(
        "YM101",
        f"这里的字节（十六进制 {data[start]:02X}）不是 UTF-8 文字，整个文件也不是 GB18030 文字。",
        "文件可能损坏，或不是文本文件（例如直接改了扩展名的表格）；"
        "用编辑器打开后另存为 UTF-8 编码。",
    )
    return before, _placed(finding, before, file)


def _too_large(size: int, file: str | None) -> Finding:
    finding = found(
        "YM106",
        f"文件有{size}字节，最多可读{FILE_LIMIT}字节（5 MiB）。",
        "一个文件只写一个项目；很多项目请分成多个文件，或用汇总表。",
    )
    return finding._replace(file=file, line=1, column=1)


def _placed(finding: Finding, before: str, file: str | None) -> Finding:
    """The finding at the end of the text before it."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return finding._replace(file=file, line=len(lines), column=len(lines[-1]) + 1)
