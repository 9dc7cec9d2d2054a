"""Nodes into values: texts, numbers, money, percents, and the findings when they are not that.

One converter a kind of field, all of the same shape: node, path of the mapping, key, report.
Nothing here knows a particular mapping; those are in ``project``, ``funds`` and ``indicators``.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from scoring.model.codes import found
from scoring.record import TYPE_CHECKING
from scoring.source.events import NULLS, Mapping, Scalar, Sequence, at, escape, is_null

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from scoring.model.finding import Finding
    from scoring.notation.values import Quantity
    from scoring.source.events import Node

    Converter: TypeAlias = Callable[["Node", str, "Scalar", "Report"], object]
    Slots: TypeAlias = dict[str, tuple[int, Converter, int]]

DIGIT_LIMIT = 60
"""Digits a number may have."""

PERCENT = Decimal("0.01")
UNITS = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
"""Money units as powers of ten of 元."""


class Report:
    """The findings of one reading."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def add(self, code: str, node: Node, path: str, message: str, help_: str) -> None:
        """A finding at a node."""
        self.findings.append(at(found(code, message, help_, path), node, self.file))

    def wrong(self, node: Node, path: str, key: Scalar, expected: str, help_: str) -> None:
        """YM104: what stands there and what was expected."""
        self.add(
            "YM104",
            node if not is_null(node) else key,
            f"{path}/{escape(key[0])}",
            f"{quoted(key[0])}{described(node)}，应是{expected}。",
            help_,
        )


def quoted(text: str) -> str:
    """A key as messages print it.

    >>> quoted("年度")
    '“年度”'
    """
    from scoring.source.refusals import shown

    return f"“{shown(text)}”"


def described(node: Node) -> str:
    """What a node is, in words."""
    if isinstance(node, Mapping):
        return "下面是一组“名称: 值”"
    if isinstance(node, Sequence):
        return f"是{len(node.items)}项的列表"
    if is_null(node):
        return "是空的"
    return f"写的是{quoted(node.text)}"


def text(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """The text without the blanks around it; none when there is nothing."""
    if node.__class__ is Scalar:
        value: str = node[0]
        if value in NULLS and node[2]:
            return None
        if value.isprintable():
            return value.strip() or None
        return _long_text(value, node, path, key, report)
    report.wrong(node, path, key, "一段文字", "写成一行文字；含冒号加空格的文字请加引号。")
    return None


def _long_text(value: str, node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """A text with characters that do not print: ends of lines and the like may be, controls not."""
    for character in value:
        if is_control(character):
            report.add(
                "YM104",
                node,
                f"{path}/{escape(key[0])}",
                f"{quoted(key[0])}里有不能显示的控制字符（U+{ord(character):04X}）。",
                "删去这个字符，或重新录入这段文字。",
            )
            return None
    return value.strip() or None


def is_control(character: str) -> bool:
    """Whether a character may stand in no text: controls, halves of pairs, non-characters."""
    return (
        (character < " " and character not in "\t\n\r")
        or ("\x7f" <= character < "\xa0" and character != "\x85")
        or "\ud800" <= character <= "\udfff"
        or character in "\ufffe\uffff"
    )


def keep(node: Node, path: str, key: Scalar, report: Report) -> Node:  # noqa: ARG001 - a converter
    """The node itself: read later, when its neighbours are known."""
    return node


@lru_cache(maxsize=4096)
def _plain_number(text: str) -> Decimal | None:
    """A number written with nothing but digits and a point."""
    digits = text.replace(".", "", 1)
    if len(digits) <= DIGIT_LIMIT and digits.isdigit() and digits.isascii():
        return Decimal(text)
    return None


def quantity(written: str) -> Quantity | None:
    """A number with its unit as the notation reads it; none when it is not one.

    >>> quantity("1,000元").number
    Decimal('1000')
    """
    from scoring.notation.grammar import number

    return number(written)


def _number(
    node: Node,
    path: str,
    key: Scalar,
    report: Report,
    convert: Callable[[Quantity], Decimal | None],
    expected: str,
) -> Decimal | None:
    """A number whose unit ``convert`` accepts; a placeholder is nothing."""
    if node.__class__ is Scalar:
        written = node[0].strip()
        if (node[2] and written in NULLS) or is_placeholder(written):
            return None
        if sum(character.isdigit() for character in written) > DIGIT_LIMIT:
            report.add(
                "YM106",
                node,
                f"{path}/{escape(key[0])}",
                f"{quoted(key[0])}的数字超过{DIGIT_LIMIT}位。",
                "检查是否多贴了内容；金额和分值用不到这么多位。",
            )
            return None
        read = quantity(written)
        value = None if read is None else convert(read)
        if value is not None:
            return value
    report.wrong(node, path, key, expected, "改成数字；没有就留空。")
    return None


def is_placeholder(written: str) -> bool:
    """Whether a form printed this where there is no number: ``/``, ``—``, 无.

    ``NaN`` is not one: it is the trace of a calculation gone wrong.

    >>> is_placeholder("——"), is_placeholder("0")
    (True, False)
    """
    from scoring.notation.folding import fold
    from scoring.notation.grammar import is_placeholder as stands_for_nothing

    half = fold(written)
    return stands_for_nothing(half) and half.lower() != "nan"


def _as_points(read: Quantity) -> Decimal | None:
    return read.number if read.unit is None or read.unit.text == "分" else None


def as_percent(read: Quantity) -> Decimal | None:
    """The number of a quantity that is a percent, or has no unit; else none."""
    unit = read.unit
    if unit is None or (unit.group == "share" and unit.per is None and unit.scale == PERCENT):
        return read.number
    return None


def points(node: Node, path: str, key: Scalar, report: Report) -> Decimal | None:
    """Points: a weight, a score or a deduction; 分 may follow."""
    if node.__class__ is Scalar:
        plain = _plain_number(node[0])
        if plain is not None:
            return plain
    return _number(node, path, key, report, _as_points, "一个分数（数字）")


def degree(node: Node, path: str, key: Scalar, report: Report) -> Decimal | None:
    """A percent, with or without its sign.

    One outside its tier, or beyond 100, is kept: whether a decision holds is the engine's to say,
    and dropping it would score the row as if nobody had decided.
    """
    return _number(node, path, key, report, as_percent, "0到100的百分数")


def money(node: Node, path: str, key: Scalar, report: Report, unit: str) -> Decimal | None:
    """An amount in the project's unit, converted exactly when it is typed in another."""
    if node.__class__ is Scalar:
        plain = _plain_number(node[0])
        if plain is not None:
            return plain

    def convert(read: Quantity) -> Decimal | None:
        typed = read.unit
        if typed is None:
            return read.number
        if typed.per is not None or (typed.kind is not None and typed.group != "yuan"):
            return None
        if typed.scale == Decimal(10) ** UNITS[unit]:
            return read.number
        from scoring.notation.numbers import EXACT

        return shifted(EXACT.multiply(read.number, typed.scale), -UNITS[unit])

    return _number(node, path, key, report, convert, f"一个金额（数字，{unit}）")


def shifted(value: Decimal, places: int) -> Decimal:
    """The value times ten to the power of ``places``, exact, without zeros added at the end.

    >>> shifted(Decimal("827310"), -4)
    Decimal('82.731')
    """
    if not places:
        return value
    sign, digits, exponent = value.as_tuple()
    exponent = int(exponent) + places
    figures = list(digits)
    while exponent < 0 and len(figures) > 1 and not figures[-1]:
        figures.pop()
        exponent += 1
    if exponent > 0:
        figures += [0] * exponent
        exponent = 0
    return Decimal((sign, tuple(figures), exponent))


def texts(node: Node, path: str, key: Scalar, report: Report) -> tuple[str, ...]:
    """A text, or a list of texts."""
    if node.__class__ is not Sequence:
        one = text(node, path, key, report)
        return () if one is None else (one,)
    inner = f"{path}/{escape(key[0])}"
    read = (
        text(item, inner, Scalar(str(position), item[1], plain=True), report)
        for position, item in enumerate(node[0])
    )
    return tuple(one for one in read if one is not None)
