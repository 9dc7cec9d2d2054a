"""What the YAML layer refuses although it could be read, in words: YM101-YM103, YM105, YM106.

Used by ``events`` only when something is wrong, so that a good file never loads it.
"""

from __future__ import annotations

from scoring.model.codes import found
from scoring.model.finding import Related
from scoring.record import TYPE_CHECKING
from scoring.source.events import (
    DEPTH_LIMIT,
    NODE_LIMIT,
    SCALAR_LIMIT,
    Scalar,
    at,
    escape,
    is_null,
    place_of,
)

if TYPE_CHECKING:
    from typing import Any

    from scoring.model.finding import Finding
    from scoring.source.events import Node

DIGITS_IN_GROUP = 3
SHOWN = 30
"""Characters of a value that a message repeats."""


def shown(text: str) -> str:
    """A text short enough for a message, on one line.

    >>> shown("三级指标")
    '三级指标'
    """
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def refuse(reason: str, event: Any, pointer: str, text: str, file: str | None) -> Finding:  # noqa: ANN401
    """The finding for one event the reader does not accept."""
    rest = text[event.start_mark.index :].split("\n", 1)[0].rstrip("\r")
    if reason in {"forbidden", "alias"}:
        finding = _forbidden(reason, event, rest, pointer)
    elif reason == "block":
        head = rest.split(" #", 1)[0].strip()
        finding = found(
            "YM101",
            f"这里写的是 {head}，YAML 把开头的 {head[0]} 当作多行文字的记号，读到的内容是空的。",
            f'{remedy(head)}，或加引号写成 "{head}"。',
            pointer,
        )
    elif reason == "key":
        finding = found(
            "YM104",
            "这里的键（冒号左边的名称）是一个列表或一组键值，应是一段文字。",
            "键写成一段文字；以 [ 或 { 开头的名称请加引号。",
            pointer,
        )
    elif reason == "second":
        finding = found(
            "YM101",
            "文件里有第二份内容：从单独一行的 --- 起是另一份。",
            "一个文件只写一份内容；删去 --- 及其后的内容，或另存为一个文件。",
            pointer,
        )
    elif reason == "deep":
        finding = found(
            "YM106",
            f"层级超过{DEPTH_LIMIT}层。",
            "检查括号是否成对、缩进是否逐行加深；项目文件一般不超过8层。",
            pointer,
        )
    elif reason == "long":
        finding = found(
            "YM106",
            f"一段文字有{len(event.value)}个字符，最多{SCALAR_LIMIT}个。",
            "把长文放到附件里，这里只写要点；也可能是少了一个结束的引号。",
            pointer,
        )
    else:
        finding = found(
            "YM106",
            f"文件里的值超过{NODE_LIMIT}个。",
            "一个文件只写一个项目；很多项目请分成多个文件，或用汇总表。",
            pointer,
        )
    mark = event.start_mark
    return finding._replace(file=file, line=mark.line + 1, column=mark.column + 1)


def _forbidden(reason: str, event: Any, rest: str, pointer: str) -> Finding:  # noqa: ANN401
    """Anchor, alias or tag: what it is, and what to write when a text was meant."""
    if reason == "alias":
        message = f"这里写的是 {shown(rest)}，YAML 把开头的 * 当作引用（别名），本工具不读引用。"
        help_ = f'要写文字请加引号，如 "*{event.anchor}"；要重复一个值请照写一遍；没有值请留空。'
    elif event.anchor is not None:
        message = f"这里有锚点 &{event.anchor}（YAML 用来给值起名以便引用），本工具不读锚点。"
        help_ = f"删去 &{event.anchor}；如果 & 是文字的一部分，整个值加引号。"
    else:
        tag = rest.split(" ", 1)[0] if rest.startswith("!") else f"!<{event.tag}>"
        message = f"这里有类型标签 {shown(tag)}，本工具不读标签：值的类型由字段决定。"
        help_ = "删去感叹号开头的标签；如果感叹号是文字的一部分，整个值加引号。"
    return found("YM105", message, help_, pointer)


def is_block_head_with_number(text: str, index: int) -> bool:
    """Whether a block text's first line holds a number, as in ``>5``."""
    head = text[index + 1 :].split("\n", 1)[0]
    return any(character.isdigit() for character in head.split("#", 1)[0])


def remedy(head: str) -> str:
    """How to write a bound whose first character YAML keeps for itself.

    >>> remedy(">=90%")
    '写成 ≥90%'
    >>> remedy("> 5个")
    '写成 ＞5个'
    """
    number = head.lstrip(">|=＝ \t")
    # In braces a comma would cut the number again.
    number = "".join(
        sign
        for place, sign in enumerate(number)
        if sign != "," or not number[place + 1 : place + 4].isdigit()
    )
    operator = "≥" if "=" in head[:3] or "＝" in head[:3] else "＞"
    return f"写成 {operator}{number}" if head.startswith(">") else f"去掉 {head[0]} 写成 {number}"


def tidy(
    entries: list[Any],
    dropped: dict[int, Scalar],
    pointer: str,
    findings: list[Finding],
    file: str | None,
    *,
    flow: bool,
) -> list[Any]:
    """The entries a reader may use: each key once, no merge keys, no number cut at its comma."""
    kept: list[tuple[Scalar, Node]] = []
    first: dict[str, Scalar] = {}
    for key, value in entries:
        text = key[0]
        if id(key) in dropped:
            continue
        if text == "<<" and key[2]:
            findings.append(_merge(key, pointer, file))
        elif flow and kept and _is_cut(kept[-1][1], key, value):
            findings.append(_cut(kept, key, pointer, findings, file))
        elif text in first:
            findings.append(duplicate(first[text], key, pointer, file))
        else:
            first[text] = key
            kept.append((key, value))
    return [
        (key, Scalar("", value[1], plain=True) if value.__class__ is _Cut else value)
        for key, value in kept
    ]


class _Cut(Scalar):
    """A number broken off at its comma, with the pieces found so far."""

    __slots__ = ()


def _is_cut(value: Node, key: Scalar, after: Node) -> bool:
    """Whether a key without a value is the rest of a number: ``12,000份`` in braces."""
    text = key[0]
    return (
        isinstance(value, Scalar)
        and value[2]
        and key[2]
        and is_null(after)
        and value[0][-1:].isdecimal()
        and text[:DIGITS_IN_GROUP].isdecimal()
        and len(text[:DIGITS_IN_GROUP]) == DIGITS_IN_GROUP
        and not text[DIGITS_IN_GROUP : DIGITS_IN_GROUP + 1].isdecimal()
        and _is_right_after(value, key)
    )


def _is_right_after(value: Scalar, key: Scalar) -> bool:
    """Whether only a comma stands between a value and the next key; without places it may."""
    line, column, _, _ = place_of(value)
    if line is None or column is None:
        return True
    return place_of(key)[:2] in {(line, column + len(value[0]) + 1), (None, None)}


def _cut(
    kept: list[tuple[Scalar, Node]],
    key: Scalar,
    pointer: str,
    findings: list[Finding],
    file: str | None,
) -> Finding:
    """Joins the pieces of a number and says how to write it."""
    owner, value = kept[-1]
    if isinstance(value, _Cut):
        findings.pop()
    whole = f"{value[0]},{key[0]}"
    kept[-1] = (owner, _Cut(whole, value[1], True))  # noqa: FBT003
    finding = found(
        "YM103",
        f"“{shown(owner[0])}”写的是 {whole}，在花括号里逗号是分隔号，"
        f"YAML 把它拆成 {whole.split(',', 1)[0]} 和没有值的键 {whole.split(',', 1)[1]}。",
        f'去掉千分位写成 {whole.replace(",", "")}，或加引号写成 "{whole}"。',
        f"{pointer}/{escape(owner[0])}",
    )
    return at(finding, value, file)


def _merge(key: Scalar, pointer: str, file: str | None) -> Finding:
    finding = found(
        "YM105",
        "这里有合并键 <<（把另一组键值并进来），本工具不读合并键。",
        "删去 << 这一行，把需要的字段照写一遍。",
        f"{pointer}/<<",
    )
    return at(finding, key, file)


def duplicate(
    first: Scalar, second: Scalar, pointer: str, file: str | None, *, same_field: bool = False
) -> Finding:
    """The same key, or the same field under two names, at both places."""
    name = shown(second[0])
    message = f"“{name}”写了两次"
    if same_field and first[0] != second[0]:
        message = f"“{shown(first[0])}”和“{name}”是同一个字段，写了两次"
    line, column, _, cell = place_of(first)
    where = "" if line is None else f"，第一次在第{line}行"
    if cell is not None:
        where = f"，第一次在单元格 {cell}"
    finding = found(
        "YM102",
        f"{message}{where}；只读了第一次的值。",
        "删去多余的一个；如果是两个不同的指标，请改名或改用列表写法。",
        f"{pointer}/{escape(second[0])}",
        related=(
            Related(
                f"{pointer}/{escape(first[0])}",
                line,
                column,
                "第一次写在这里",
            ),
        ),
    )
    return at(finding, second, file)
