"""XML by events: the parts of office files without a tree, without entities, within limits.

Names lose their namespace: the two editions of the standard, and all prefixes, read alike. No
element is known here.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.limits import (
    DEPTH_LIMIT,
    ELEMENT_LIMIT,
    RefusedError,
    refuse,
    refuse_broken,
    refuse_size,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from scoring.source.forms.limits import Budget

    Attributes: TypeAlias = dict[str, str]
    OnStart: TypeAlias = Callable[[str, Attributes], None]
    OnEnd: TypeAlias = Callable[[str], None]
    OnText: TypeAlias = Callable[[str], None]


_LONGEST_COUNT = 9
"""Digits of a count in an attribute; nothing that is opened has so many of anything."""


def walk(  # noqa: C901 - its handlers share what is counted
    chunks: Iterable[bytes],
    budget: Budget,
    start: OnStart,
    end: OnEnd | None = None,
    text: OnText | None = None,
    what: str = "文件",
) -> None:
    """Call the handlers for every element and text. Raises ``RefusedError``.

    Args:
        chunks: the bytes of the part.
        budget: counts the elements of the file.
        start: gets the local name and the attributes, whose names are without prefix.
        end: gets the local name.
        text: gets texts; those of one element may come in pieces.
        what: the name of the part in messages.
    """
    from xml.parsers.expat import (
        ExpatError,
        ParserCreate,
    )

    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    local: dict[str, str] = {}
    depth = 0
    count = budget.elements

    def starting(name: str, attributes: Attributes) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > DEPTH_LIMIT:
            refuse_size(f"{what}里的元素套了{DEPTH_LIMIT}层以上。")
        if count > ELEMENT_LIMIT:
            refuse_size(
                f"文件里的元素超过{ELEMENT_LIMIT}个。",
                "删去表格下方和右侧的空行空列（选中后“删除”，而不是只清除内容），另存后再读取。",
            )
        known = local.get(name)
        if known is None:
            known = local[name] = name.rpartition(" ")[2]
        for attribute in attributes:
            if " " in attribute:
                attributes = {key.rpartition(" ")[2]: at for key, at in attributes.items()}
                break
        start(known, attributes)

    def ending(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(local[name])

    def doctype(*_: object) -> None:
        refuse(
            "YM101",
            f"{what}里有文档类型声明（DOCTYPE）。Office 文件不用它，它只会夹带外部内容。",
            "用 Excel 或 WPS 打开，确认内容后另存为 .xlsx 或 .docx。",
        )

    parser.StartElementHandler = starting
    parser.EndElementHandler = ending
    parser.StartDoctypeDeclHandler = doctype
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - takes no keywords
        parser.Parse(b"", True)  # noqa: FBT003
    except ExpatError as error:
        message = f"{what}第{error.lineno}行不是完整的 XML：文件不完整或已损坏。"
        refuse_broken(message)
    except (LookupError, ValueError, UnicodeError):
        refuse_broken(f"{what}的内容不合格式：文件已损坏。")
    except RefusedError:
        raise
    finally:
        budget.elements = count
        # The handlers refer to the parser: the memory goes back at once.
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.StartDoctypeDeclHandler = None


def whole_number(text: str, otherwise: int = 0) -> int:
    """The number in an attribute; something else for what is none, or longer than any count.

    >>> whole_number(" 12"), whole_number("-1"), whole_number("9" * 5000, 1)
    (12, 0, 1)
    """
    digits = text.strip()
    is_count = digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_COUNT
    return int(digits) if is_count else otherwise


def starts(chunks: Iterable[bytes], budget: Budget, what: str) -> list[tuple[str, Attributes]]:
    """Every element of a small part with its attributes. Raises ``RefusedError``."""
    found: list[tuple[str, Attributes]] = []
    walk(chunks, budget, lambda name, attributes: found.append((name, attributes)), what=what)
    return found
