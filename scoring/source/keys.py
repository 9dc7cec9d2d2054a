"""Keys of a mapping: which field a spelling means, what an unknown one was meant to be.

The spellings themselves are in the vocabulary; here is only how a written key is matched.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING
from scoring.source.events import Scalar, escape, is_null
from scoring.source.reading import quoted

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Collection

    from scoring.source.events import Mapping, Node
    from scoring.source.reading import Converter, Report, Slots


def slots(
    mapping: str, order: tuple[str, ...], converters: collections.abc.Mapping[str, Converter]
) -> Slots:
    """Every spelling of a mapping's keys with the position of its value and its converter."""
    position = {field: index for index, field in enumerate(order)}
    return {
        spelling: (position[english], converters[english], 1 << position[english])
        for spelling, english in labels(mapping).english.items()
        if english in converters
    }


@lru_cache(maxsize=4096)
def folded(key: str) -> str:
    """A key in half width without spaces.

    >>> folded("资金结（转） 余")
    '资金结(转)余'
    """
    from scoring.notation.folding import fold

    return fold(key).replace(" ", "").rstrip(":")


def matched(known: Collection[str], key: str) -> str | None:
    """The known spelling that a key means: itself, folded, or without the remark behind it.

    >>> matched({"项目资金": 0}, "项目资金（万元）")
    '项目资金'
    """
    if key in known:
        return key
    half = folded(key)
    if half in known:
        return half
    if half.endswith(")"):
        half = half[: half.rindex("(")] if "(" in half else half
        if half in known:
            return half
    return None


def read_record(
    node: Mapping, known: Slots, values: list[object], path: str, report: Report, what: str
) -> None:
    """The fields of a mapping into their positions; unknown and repeated keys are reported.

    ``what`` says whose fields they are, for the message about an unknown key.
    """
    seen = 0
    get = known.get
    for key, value in node[0]:
        slot = get(key[0])
        if slot is None:
            spelling = matched(known, key[0])
            if spelling is None:
                _unknown(node, (key, value), known, values, path, report, what)
                continue
            slot = known[spelling]
        index, convert, bit = slot
        if seen & bit:
            _twice(node, key, known, index, path, report)
            continue
        seen |= bit
        values[index] = convert(value, path, key, report)


def _slot_of(key: Scalar, known: Slots) -> int | None:
    spelling = matched(known, key[0])
    return None if spelling is None else known[spelling][0]


def _twice(node: Mapping, key: Scalar, known: Slots, index: int, path: str, report: Report) -> None:
    """YM102 for one field under two spellings; the first value was kept."""
    from scoring.source.refusals import duplicate

    first = next(other for other, _ in node.entries if _slot_of(other, known) == index)
    report.findings.append(duplicate(first, key, path, report.file, same_field=True))


def _unknown(  # noqa: PLR0917 - the whole state of read_record, which calls it once
    node: Mapping,
    entry: tuple[Scalar, Node],
    known: Slots,
    values: list[object],
    path: str,
    report: Report,
    what: str,
) -> None:
    """YM103: a key nobody knows, or what a comma in braces cut off the value before it."""
    key, value = entry
    if node.flow and is_null(value):
        position = next(place for place, other in enumerate(node.entries) if other[0] is key)
        while position:
            position -= 1
            owner, before = node.entries[position]
            index = _slot_of(owner, known)
            if index is not None:
                if isinstance(before, Scalar) and before.plain and before.text:
                    _cut(key, owner, index, values, path, report)
                    return
                break
            if not is_null(before):
                break
    report_unknown(key, value, list(known), path, report, what)


def _cut(
    key: Scalar, owner: Scalar, index: int, values: list[object], path: str, report: Report
) -> None:
    """YM103 for ``{偏差原因: 设备老化, 人员不足}``; the value cut short is not used."""
    values[index] = () if isinstance(values[index], tuple) else None
    report.add(
        "YM103",
        key,
        f"{path}/{escape(key[0])}",
        f"{quoted(key[0])}不是可用的字段，后面也没有值；它多半是{quoted(owner[0])}的后半段，"
        "被逗号截断了（花括号里半角逗号是分隔号）。",
        f"把{quoted(owner[0])}的值整个加引号，或改用全角逗号（，）。",
    )


def report_unknown(
    key: Scalar, value: Node, known: list[str], path: str, report: Report, what: str
) -> None:
    """YM103 with the nearest known key, or with what is wrong about the colon."""
    text = key[0]
    for sign in "：:":
        head = text.split(sign, 1)[0]
        if sign in text and is_null(value) and matched(known, head):
            rest = text.split(sign, 1)[1].strip()
            kind = "用了全角冒号" if sign == "：" else "的冒号后面没有空格"
            report.add(
                "YM103",
                key,
                f"{path}/{escape(text)}",
                f"{quoted(head)}{kind}，整段{quoted(text)}被当成了一个键。",
                f"写成 {head}: {rest}（半角冒号，后面留一个空格）。",
            )
            return
    near = nearest(text, known)
    report.add(
        "YM103",
        key,
        f"{path}/{escape(text)}",
        f"{what}里没有{quoted(text)}这个字段。",
        f"是不是{quoted(near)}？" if near else "删去它，或把说明写进“备注”。",
    )


def nearest(text: str, known: list[str]) -> str | None:
    """The known spelling most like a text, if one is like it at all."""
    from difflib import get_close_matches

    if len(text) > 40:  # noqa: PLR2004 - no label is half as long
        return None
    close = get_close_matches(folded(text), known, n=1, cutoff=0.5)
    return close[0] if close else None
