"""One reading of a rule set: nodes into single values, findings by JSON pointer, places at the end.

A tree may hold nodes of the set it extends, from another file. So a finding names the value by its
pointer, and its place is looked up in the set's own file: the value, or the nearest above it.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.model.codes import found
from scoring.record import TYPE_CHECKING
from scoring.source.events import Mapping, Scalar, Sequence, escape, is_null
from scoring.source.library import is_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Several
    from typing import Any

    from scoring.model.finding import Finding
    from scoring.source.events import Document, Node

DIGIT_LIMIT = 60
NOTHING = Decimal(0)
"""Stands for a number that could not be read; the finding keeps it from being used."""


def plain_number(text: str) -> Decimal | None:
    """A number written with digits and a point, and nothing else.

    >>> plain_number("59.995"), plain_number("1e3"), plain_number("NaN")
    (Decimal('59.995'), None, None)
    """
    digits = text.removeprefix("-").replace(".", "", 1)
    if len(digits) <= DIGIT_LIMIT and digits.isascii() and digits.isdigit():
        return Decimal(text)
    return None


def plain_share(text: str) -> Decimal | None:
    """A percentage as a share, or a share as it stands.

    >>> plain_share("80%"), plain_share("0.8"), plain_share("12.5 %")
    (Decimal('0.8'), Decimal('0.8'), Decimal('0.125'))
    """
    if not text.endswith("%"):
        return plain_number(text)
    number = plain_number(text[:-1].rstrip())
    if number is None:
        return None
    from scoring.source.reading import shifted

    return shifted(number, -2)


class Reader:
    """What one reading needs at hand and what it finds."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []
        self.sources: frozenset[str] = frozenset()
        self.has_error = False

    def wrong(self, pointer: str, message: str, help_: str, code: str = "YM104") -> None:
        """Note a finding at a pointer."""
        finding = found(code, message, help_, pointer)
        self.findings.append(finding)
        self.has_error = self.has_error or finding.severity == "error"

    def take(self, findings: Several[Finding]) -> None:
        """Note findings of another reader, which have their own places."""
        self.findings += findings
        self.has_error = self.has_error or any(one.severity == "error" for one in findings)

    def placed(self) -> tuple[Finding, ...]:
        """The findings with their places in the set's own file."""
        if not self.findings:
            return ()
        from scoring.source.places import Places, locate

        places = Places(self.document.root)
        located = [locate(one, places, self.document.file) for one in self.findings]
        if self.document.root is None:
            # An empty file has no values: its beginning is the place.
            located = [one._replace(line=1, column=1) for one in located]
        return tuple(located)

    def unknown(self, pointer: str, name: str, known: Several[str], what: str) -> None:
        """YM103: a name nobody knows, with the nearest known one."""
        from difflib import get_close_matches

        near = get_close_matches(name[:80], known, n=1, cutoff=0.5)
        listed = f"可用的有 {'、'.join(known)}。" if len(known) < 25 else ""  # noqa: PLR2004
        hint = f"是不是 {near[0]}？" if near else ""
        self.wrong(
            pointer, f"没有“{name[:80]}”这个{what}。", f"{hint}{listed}" or "检查写法。", "YM103"
        )

    def fields(
        self, node: Node | None, pointer: str, known: tuple[str, ...], needed: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        """The values of a mapping by key; unknown and missing keys are found."""
        if node is None:
            return {}
        if not isinstance(node, Mapping) and not (is_null(node) and not needed):
            self.wrong(
                pointer,
                f"{_last(pointer)}{_what(node)}，应是一组“名称: 值”。",
                f"可用的键：{'、'.join(known)}。",
            )
            return {}
        fields: dict[str, Node] = {}
        for key, value in node.entries if isinstance(node, Mapping) else ():
            if key.text in known:
                fields[key.text] = value
            else:
                self.unknown(f"{pointer}/{escape(key.text)}", key.text, known, "键")
        for name in needed:
            if name not in fields:
                where = f"{_last(pointer)} 里" if pointer else ""
                self.wrong(f"{pointer}/{name}", f"{where}缺少 {name}。", f"补写 {name}。")
        return fields

    def entries(self, node: Node | None, pointer: str) -> Iterator[tuple[Scalar, Node]]:
        """The entries of a mapping with free keys; those without a value are left out."""
        if node is None or is_null(node):
            return
        if not isinstance(node, Mapping):
            self.wrong(
                pointer, f"{_last(pointer)}{_what(node)}，应是一组“名称: 值”。", "如 {产出: 50}。"
            )
            return
        for key, value in node.entries:
            if not is_null(value):
                yield key, value

    def items(self, node: Node | None, pointer: str) -> Iterator[tuple[Node, str]]:
        """The items of a list, each with its pointer."""
        if node is None or is_null(node):
            return
        if not isinstance(node, Sequence):
            self.wrong(
                pointer, f"{_last(pointer)}{_what(node)}，应是一个列表。", "每项一行，以 - 开头。"
            )
            return
        for position, item in enumerate(node.items):
            yield item, f"{pointer}/{position}"

    def text(self, node: Node | None, pointer: str) -> str | None:
        """A text without the blanks around it; none when there is nothing."""
        if node is None or is_null(node):
            return None
        if not isinstance(node, Scalar):
            self.wrong(pointer, f"{_last(pointer)}{_what(node)}，应是一段文字。", "写成一行文字。")
            return None
        return node.text.strip() or None

    def needed_text(self, node: Node | None, pointer: str) -> str:
        """A text that must not be blank; the missing key itself is found by ``fields``."""
        text = self.text(node, pointer)
        if text is None and node is not None and isinstance(node, Scalar):
            self.wrong(pointer, f"{_last(pointer)}是空的，应是一段文字。", "写上文字。")
        return text or ""

    def name(self, node: Node | None, pointer: str) -> str:
        """An id: lower-case letters, digits and hyphens."""
        if node is None:
            return ""
        text = self.text(node, pointer)
        if text is None or not is_id(text):
            shown = "是空的" if text is None else f"写的是“{text[:80]}”"
            self.wrong(
                pointer,
                f"{_last(pointer)}{shown}，应由小写字母、数字和连字符组成。",
                "如 mof-2020。",
            )
            return ""
        return text

    def word(
        self, node: Node | None, pointer: str, allowed: tuple[str, ...], further: str = ""
    ) -> Any:  # noqa: ANN401 - one of the words, which are the values of a Literal type
        """One of a closed list of words; the first of them when there is no such key."""
        if node is None:
            return allowed[0]
        written = node.text.strip() if isinstance(node, Scalar) else None
        if written in allowed:
            return written
        self.wrong(
            pointer,
            f"{_last(pointer)}{_what(node)}，应是 {' 或 '.join(allowed)}{further}。",
            f"改成 {'、'.join(allowed)} 之一{further}。",
        )
        return allowed[0]

    def number(self, node: Node | None, pointer: str) -> Decimal:
        """A number that is not negative."""
        if node is None:
            return NOTHING
        value = plain_number(node.text.strip()) if isinstance(node, Scalar) else None
        if value is None or value < 0:
            self.wrong(
                pointer, f"{_last(pointer)}{_what(node)}，应是不小于0的数。", "写成数字，如 10。"
            )
            return NOTHING
        return value

    def share(self, node: Node | None, pointer: str) -> Decimal:
        """A share from 0 to 1, written as a percentage or as it is."""
        if node is None:
            return NOTHING
        value = plain_share(node.text.strip()) if isinstance(node, Scalar) else None
        if value is None or not 0 <= value <= 1:
            self.wrong(
                pointer, f"{_last(pointer)}{_what(node)}，应是0%到100%。", "写成百分数，如 80%。"
            )
            return NOTHING
        return value

    def optional_share(self, node: Node | None, pointer: str) -> Decimal | None:
        """A share, or none where nothing is set."""
        return None if node is None or is_null(node) else self.share(node, pointer)

    def limit(self, node: Node | None, pointer: str) -> Decimal | None:
        """The limit of a check: a percentage as a share, or a number; none where nothing is set."""
        if node is None or is_null(node):
            return None
        value = plain_share(node.text.strip()) if isinstance(node, Scalar) else None
        if value is None or value < 0:
            self.wrong(
                pointer, f"limit{_what(node)}，应是百分数或不小于0的数。", "如 130% 或 100000。"
            )
            return NOTHING
        return value

    def day(self, node: Node | None, pointer: str) -> str | None:
        """A date as YYYY-MM-DD."""
        if node is None or is_null(node):
            return None
        written = node.text.strip() if isinstance(node, Scalar) else ""
        if not _is_day(written):
            self.wrong(
                pointer, f"{_last(pointer)}{_what(node)}，应是日期。", "写成 2020-02-25 的样子。"
            )
            return None
        return written

    def source(
        self,
        fields: dict[str, Node],
        pointer: str,
        *,
        has_number: bool = False,
        above: str = "",
    ) -> str:
        """The id of the source beside the values, else of the one above; RS871 without either."""
        if "source" not in fields or is_null(fields["source"]):
            if has_number and not above:
                self.wrong(
                    pointer,
                    f"{_last(pointer)}里的数没有注明出处。",
                    "在旁边写 source: 出处的编号，并在 sources 里列出；自己定的数写 evidence: choice。",
                    "RS871",
                )
            return above
        written = self.text(fields["source"], f"{pointer}/source") or ""
        if written not in self.sources:
            listed = f"已列出的有 {'、'.join(sorted(self.sources))}。" if self.sources else ""
            self.wrong(
                f"{pointer}/source",
                f"出处“{written[:80]}”没有列在 sources 里。",
                f"在 sources 里补上它，或改用已列出的编号。{listed}",
            )
        return written


def _last(pointer: str) -> str:
    return pointer.rpartition("/")[2] or "文件"


def _what(node: Node) -> str:
    from scoring.source.reading import described

    return described(node)


def _is_day(text: str) -> bool:
    from scoring.notation.days import month_length

    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2]:
        return False
    if not all(part.isascii() and part.isdigit() for part in parts):
        return False
    year, month, day = (int(part) for part in parts)
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)  # noqa: PLR2004
