"""Web pages (.html, .htm, and workbooks that are pages in truth) as sheets of cells.

lxml reads whatever a page is made of by events, without a tree; scripts, styles and everything
hidden is left out. Nothing a page refers to is loaded.
"""

from __future__ import annotations

import re

from scoring.record import TYPE_CHECKING
from scoring.source.forms.limits import (
    DEPTH_LIMIT,
    PAGE_ELEMENT_LIMIT,
    RefusedError,
    refuse_broken,
    refuse_size,
)
from scoring.source.forms.markup import whole_number
from scoring.source.forms.tables import Tables

if TYPE_CHECKING:
    from scoring.source.forms.limits import Budget
    from scoring.source.forms.sheet import FormSheet

_UNSEEN = frozenset(
    ("script", "style", "head", "template", "noscript", "select", "textarea", "svg", "math",
     "iframe", "object", "title", "rp", "rt")
)  # fmt: skip
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "param")
)
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "section",
     "article", "header", "footer", "center", "blockquote", "pre", "dl", "dt", "dd", "form", "hr")
)  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE
)
_HEAD = 8192
_CHUNK = 1 << 16
_SPACES = re.compile(r"[ \t\r\n\f]+")


def text_of_page(data: bytes) -> str:
    r"""The text of a page: by its BOM, by what it says, as UTF-8, else as GB18030.

    >>> text_of_page('<meta charset="gb2312"><p>年度'.encode("gb18030"))
    '<meta charset="gb2312"><p>年度'
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    try:
        # Many pages say gb2312 and are UTF-8; Chinese in GB18030 hardly ever reads as UTF-8.
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(data[:_HEAD])
    name = said[1].decode("ascii").lower() if said else ""
    if name in {"big5", "utf-16", "utf-16le", "utf-16be", "shift_jis", "windows-1252"}:
        return data.decode(name, "replace")
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("utf-8" if name.startswith("utf") else "gb18030", "replace")


def open_page(data: bytes, budget: Budget) -> tuple[FormSheet, ...]:
    """The tables of a page. Raises ``RefusedError``."""
    from lxml import etree

    text = text_of_page(data)
    tables = Tables(budget)
    reader = _Reader(tables, budget)
    parser = etree.HTMLParser(
        target=reader,  # type: ignore[arg-type] # names of elements are never bytes
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
    )
    content = text.replace("\0", "").encode("utf-8", "replace")
    try:
        for start in range(0, len(content), _CHUNK):
            parser.feed(content[start : start + _CHUNK])
        parser.close()
    except RefusedError:
        raise
    except (etree.LxmlError, ValueError, AssertionError):
        refuse_broken("网页内容不完整或已损坏，读不下去。")
    if "\ufffd" in text:
        budget.remark(
            "YM109",
            "网页里有认不出的字符，显示为 \ufffd。",
            "确认网页的编码，另存为 UTF-8 后再读取。",
        )
    return tables.sheets()


class _Reader:
    """Takes the events of the parser."""

    def __init__(self, tables: Tables, budget: Budget) -> None:
        self.tables = tables
        self.budget = budget
        self.unseen = 0
        self.depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.budget.elements += 1
        if self.budget.elements > PAGE_ELEMENT_LIMIT:
            refuse_size(f"网页里的元素超过{PAGE_ELEMENT_LIMIT}个。")
        if tag in _VOID:
            if not self.unseen:
                self._void(tag, attributes)
            return
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            refuse_size(f"网页里的元素套了{DEPTH_LIMIT}层以上。")
        if self.unseen or tag in _UNSEEN or _is_hidden(attributes):
            self.unseen += 1
            return
        if tag in {"td", "th"}:
            rows, columns = (
                whole_number(attributes.get(name, "1"), 1) for name in ("rowspan", "colspan")
            )
            self.tables.start_cell(rows, max(columns, 1))
        elif tag == "tr":
            self.tables.start_row()
        elif tag == "table":
            self.tables.start_table()
        elif tag in _BLOCKS:
            self.tables.block()

    def _void(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in {"br", "hr"}:
            self.tables.line()
        elif tag == "input":
            self.tables.text(_input(attributes))

    def end(self, tag: str) -> None:
        if tag in _VOID:
            return
        self.depth -= 1
        if self.unseen:
            self.unseen -= 1
            return
        if tag in {"td", "th"}:
            self.tables.end_cell()
        elif tag == "tr":
            self.tables.end_row()
        elif tag == "table":
            self.tables.end_table()
        elif tag in _BLOCKS:
            self.tables.block()

    def data(self, text: str) -> None:
        if not self.unseen:
            self.tables.text(_SPACES.sub(" ", text))

    def close(self) -> None:
        """Everything was read."""


def _is_hidden(attributes: dict[str, str]) -> bool:
    if not attributes:
        return False
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None


def _input(attributes: dict[str, str]) -> str:
    """What is seen of a field: its value, or a box ticked or not."""
    kind = attributes.get("type", "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if "checked" in attributes else "□"
    return attributes.get("value", "") if kind in {"text", "number", "date", ""} else ""
