"""Values of Python as the tree a file gives: for callers who hold a mapping and no file.

Numbers enter by their exact or shortest text. No places; the same limits of depth and size.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from decimal import Decimal

from scoring.model.codes import found
from scoring.record import TYPE_CHECKING
from scoring.source.events import (
    DEPTH_LIMIT,
    NODE_LIMIT,
    SCALAR_LIMIT,
    Mapping,
    Scalar,
    Sequence,
    escape,
)

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.source.events import Node

DIGITS = 400
"""Digits of a number that are written out at all; the readers refuse far fewer."""

BITS = 1400


class _TooLargeError(Exception):
    """Over a limit; the finding is already made."""


def tree_of(value: object) -> tuple[Node | None, list[Finding]]:
    """The tree of a value of Python, and what in it no file could hold.

    >>> tree_of({"分值": 0.1})[0].entries[0][1].text
    '0.1'
    """
    builder = _Builder()
    try:
        return builder.node(value, "", 0), builder.findings
    except _TooLargeError:
        return None, builder.findings


class _Builder:
    """Counts nodes and levels; the depth is bounded, so it may call itself."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.nodes = 0

    def stop(self, message: str, help_: str, path: str) -> None:
        self.findings.append(found("YM106", message, help_, path))
        raise _TooLargeError

    def wrong(self, message: str, help_: str, path: str) -> Scalar:
        self.findings.append(found("YM104", message, help_, path))
        return Scalar("", None, plain=True)

    def node(self, value: object, path: str, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > NODE_LIMIT:
            self.stop(f"值超过{NODE_LIMIT}个。", "一次只交一个项目。", path)
        if isinstance(value, str):
            if len(value) > SCALAR_LIMIT:
                self.stop(
                    f"一段文字有{len(value)}个字符，最多{SCALAR_LIMIT}个。",
                    "把长文放到附件里，这里只写要点。",
                    path,
                )
            # Subclasses print themselves; what counts is the text they are.
            return Scalar(str.__str__(value), None, plain=False)
        if isinstance(value, AbstractMapping):
            self.check_depth(depth, path)
            entries: list[tuple[Scalar, Node]] = []
            for key, item in value.items():
                if isinstance(key, str):
                    inner = f"{path}/{escape(str.__str__(key))}"
                    name = Scalar(str.__str__(key), None, plain=False)
                    entries.append((name, self.node(item, inner, depth + 1)))
                else:
                    self.wrong(f"这里有一个{type(key).__name__}类型的键。", "键都写成文字。", path)
            return Mapping(entries, None, flow=False)
        if isinstance(value, AbstractSequence) and not isinstance(value, (bytes, bytearray)):
            self.check_depth(depth, path)
            items = [
                self.node(item, f"{path}/{position}", depth + 1)
                for position, item in enumerate(value)
            ]
            return Sequence(items, None, flow=False)
        return self.scalar(value, path)

    def check_depth(self, depth: int, path: str) -> None:
        if depth >= DEPTH_LIMIT:
            self.stop(f"层级超过{DEPTH_LIMIT}层。", "检查数据是否引用了自己。", path)

    def scalar(self, value: object, path: str) -> Scalar:
        """Whatever is left: none, booleans, numbers, dates."""
        if value is None:
            return Scalar("", None, plain=True)
        if isinstance(value, bool):
            return Scalar("true" if value else "false", None, plain=True)
        if isinstance(value, float):
            # The method of float itself: subclasses print their own name around the number.
            return self.number(Decimal(float.__repr__(value)), path)
        if isinstance(value, Decimal):
            return self.number(value, path)
        if hasattr(value, "__index__"):
            whole = int(value)
            if whole.bit_length() > BITS:
                self.stop("数字太长。", "金额和分值用不到这么多位。", path)
            return Scalar(str(whole), None, plain=True)
        if hasattr(value, "isoformat"):
            return Scalar(str(value.isoformat()), None, plain=True)
        return self.wrong(
            f"这里是{type(value).__name__}类型的值，不是文字、数字、列表或键值。",
            "改成文字或数字。",
            path,
        )

    def number(self, value: Decimal, path: str) -> Scalar:
        if not value.is_finite():
            return self.wrong(f"这里是{value}，不是一个数。", "改成数字；没有就留空。", path)
        if abs(value.adjusted()) > DIGITS or len(value.as_tuple().digits) > DIGITS:
            self.stop("数字太长。", "金额和分值用不到这么多位。", path)
        return Scalar(f"{value:f}", None, plain=True)
