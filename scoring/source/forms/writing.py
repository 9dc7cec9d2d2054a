"""A document as the text of a project file: tidy, commented, and read back to the same values.

The tree is written as it is; nothing here knows forms. Every text keeps every character: what YAML
would take for something else is quoted, what cannot be printed is escaped.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.events import Mapping, Scalar, is_null

if TYPE_CHECKING:
    from scoring.source.events import Document, Node

LINE = 150
"""A row longer than this is written over several lines."""

_SAFE = frozenset("≥≤＝=<>%％.。、，；：（）()《》“”‘’…—～~/／+-±×㎡℃‰！？·_ ⋯★●■□√①②③④⑤")
_SAFE_FIRST = frozenset("≥≤＝=（《“…★●■□√①②③④⑤.")
_COMMENTS = {
    "项目资金": "资金：一行一个来源，金额单位见上",
    "年度目标": "目标和实际完成情况",
    "绩效指标": "指标：分值和得分照表录入；得分只用来核对（定性指标的得分即评价人的判断）",
    "项目绩效分析": "表上的各段文字",
    "自评结果": "单位自评的结果，只用来核对",
}
_AFTER_RULES = frozenset(
    ("金额单位", "项目资金", "年度目标", "实际完成情况", "绩效指标", "项目绩效分析", "自评结果")
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def project_text(document: Document) -> str:
    r"""The project file of a document, as text ending in a line break.

    >>> from scoring.source.events import read_document
    >>> print(project_text(read_document("项目名称: '甲: 乙'\n年度: 2023")), end="")
    项目名称: "甲: 乙"
    年度: 2023
    """
    root = document.root
    lines: list[str] = []
    if document.file is not None:
        lines.append(f"# 由填好的自评表读入：{_comment(document.file)}。数字和文字照表录入。")
    if isinstance(root, Mapping):
        if not root.entries:
            lines.append("{}")
        for key, value in root.entries:
            comment = _COMMENTS.get(key.text)
            if comment is not None:
                lines += ["", f"# {comment}。"]
            _entry(lines, key, value, "")
    elif root is not None:
        lines.append(_flow(root))
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    """A name as a comment may hold it: in one line, nothing that does not print."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _entry(lines: list[str], key: Scalar, value: Node, indent: str) -> None:
    """One key with its value, in as many lines as it needs."""
    head = f"{indent}{quoted(key)}:"
    if isinstance(value, Scalar):
        block = _block(value, indent + "  ")
        if block is not None:
            lines.append(f"{head} |-")
            lines += block
        elif is_null(value):
            lines.append(head)
        else:
            lines.append(f"{head} {quoted(value)}")
        return
    if not value[0]:
        lines.append(f"{head} {'{}' if isinstance(value, Mapping) else '[]'}")
        return
    inner = _flow(value)
    short = len(head) + len(inner) < LINE and not _has_long_text(value)
    if indent and short:
        lines.append(f"{head} {inner}")
    elif isinstance(value, Mapping):
        lines.append(head)
        for name, item in value.entries:
            _entry(lines, name, item, indent + "  ")
    else:
        lines.append(head)
        for item in value.items:
            _item(lines, item, indent)


def _item(lines: list[str], item: Node, indent: str) -> None:
    """One item of a list: a line, or a key a line."""
    flow = _flow(item)
    if not isinstance(item, Mapping) or not item.entries:
        lines.append(f"{indent}- {flow}")
        return
    if len(flow) < LINE and not _has_long_text(item):
        lines.append(f"{indent}- {flow}")
        return
    start = len(lines)
    for name, value in item.entries:
        _entry(lines, name, value, indent + "  ")
    lines[start] = f"{indent}- {lines[start][len(indent) + 2 :]}"


def _has_long_text(node: Node) -> bool:
    """Whether a text of several lines stands in a node."""
    if isinstance(node, Scalar):
        return "\n" in node.text
    if isinstance(node, Mapping):
        return any(_has_long_text(value) for _, value in node.entries)
    return any(_has_long_text(item) for item in node.items)


def _flow(node: Node) -> str:
    """A node in one line."""
    if isinstance(node, Scalar):
        return "" if is_null(node) and node.plain else quoted(node)
    if isinstance(node, Mapping):
        return (
            # A blank value needs the space: "a:," is no key and no value.
            "{" + ", ".join(f"{quoted(key)}: {_flow(value)}" for key, value in node.entries) + "}"
        )
    return "[" + ", ".join(_flow(item) or '""' for item in node.items) + "]"


def _block(value: Scalar, indent: str) -> list[str] | None:
    """A text of several lines as a block, when YAML gives it back unchanged."""
    lines = value.text.split("\n")
    if len(lines) == 1 or not lines[0].strip() or not lines[-1].strip():
        return None
    if lines[0][:1].isspace() or any(
        not line.isprintable() or line != line.rstrip() for line in lines
    ):
        return None
    return [indent + line if line else "" for line in lines]


def quoted(value: Scalar) -> str:
    r"""A text as YAML gives it back: plain where that is safe, else in double quotes.

    >>> quoted(Scalar("≥90%", None, False)), quoted(Scalar("null", None, False))
    ('≥90%', '"null"')
    >>> quoted(Scalar("一、\n“a: b”", None, False))
    '"一、\\n“a: b”"'
    """
    text = value.text
    if value.plain and is_null(value):
        return text or "~"
    first = text[:1]
    if (
        text
        and (first.isalnum() or first in _SAFE_FIRST)
        and all(sign.isalnum() or sign in _SAFE for sign in text)
        and text == text.strip()
        and not is_null(value._replace(plain=True))
        and text not in {"=", "..."}
        and not text.startswith("...")
    ):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    """A character inside double quotes."""
    known = _ESCAPES.get(sign)
    if known is not None:
        return known
    if sign.isprintable() or sign == "\u3000":
        return sign
    code = ord(sign)
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - half of a pair is no character and cannot be saved
        return "\ufffd"
    if code < 0x100:  # noqa: PLR2004 - one byte
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004


def with_rules(document: Document, rules: str) -> Document:
    """The document with another rule set named in it, where it stands or before the money."""
    root = document.root
    if not isinstance(root, Mapping):
        return document
    key = Scalar("评分规则", None, plain=True)
    entries = [entry for entry in root.entries if entry[0].text != key.text]
    before = (place for place, entry in enumerate(entries) if entry[0].text in _AFTER_RULES)
    place = next(before, len(entries))
    entries.insert(place, (key, Scalar(rules, None, plain=False)))
    return document._replace(root=root._replace(entries=entries))
