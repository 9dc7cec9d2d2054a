"""The indicators of a project or of a library: a tree of classes, or a list of rows.

The texts of targets and actuals stay as written; what they mean is read by the notation.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.model.project import Indicator
from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING
from scoring.source.classes import class_name
from scoring.source.events import Mapping, Scalar, Sequence, escape, is_null
from scoring.source.keys import matched, nearest, read_record, slots
from scoring.source.methods import method_of
from scoring.source.reading import degree, points, quantity, quoted, text, texts

if TYPE_CHECKING:
    from typing import Any

    from scoring.source.events import Node
    from scoring.source.reading import Converter, Report, Slots

LEVELS = 3
"""Levels of the tree: first class, second class, indicator."""

RANGE = 2
WIDTH = len(Indicator._fields)
EVIDENCE = Indicator._fields.index("evidence")
LEVEL_FIELDS = ("level1", "level2", "name")
APPLIES = frozenset(("否", "no", "No", "false", "False", "适用", "/", "—", "-", "无"))
"""What stands under 不适用 when the row does apply."""


def target(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """A target: a text, or a list of two numbers, which is a range."""
    if node.__class__ is Sequence:
        return _range(node, path, key, report)
    return text(node, path, key, report)


def _range(node: Sequence, path: str, key: Scalar, report: Report) -> str | None:
    ends = [item.text.strip() for item in node.items if isinstance(item, Scalar)]
    cut = any(end[:1] == "0" and end[1:3].isdigit() for end in ends[1:])
    if len(ends) == RANGE == len(node.items) and not cut and all(map(quantity, ends)):
        return f"[{ends[0]},{ends[1]}]"
    help_ = (
        "区间写成 [80, 90]；带千分位的数去掉逗号或加引号。"
        if cut or len(ends) > RANGE
        else ("写成一段文字，如 ≥90%；区间写成 [80, 90]。")
    )
    report.wrong(node, path, key, "一段文字或两个数的区间", help_)
    return None


def not_applicable(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """The reason a row takes no part; none when the form only says that it does."""
    reason = text(node, path, key, report)
    return None if reason in APPLIES else reason


CONVERTERS: dict[str, Converter] = {
    "initial_target": target,
    "adjusted_target": target,
    "operator": text,
    "measure_unit": text,
    "actual": text,
    "weight": points,
    "claimed_score": points,
    "method": method_of,
    "degree": degree,
    "deduction": points,
    "deduction_reason": text,
    "explanation": text,
    "evidence": texts,
    "not_applicable": not_applicable,
    "review_score": points,
    "review_note": text,
    "id": text,
    "note": text,
}


class Row:
    """How the rows of one kind of file are read: their fields, and what is made of them."""

    def __init__(
        self,
        order: tuple[str, ...],
        converters: dict[str, Converter],
        further: dict[str, tuple[str, ...]] | None = None,
    ) -> None:
        """``order`` are the fields; ``further`` the spellings the vocabulary does not have."""
        self.width = len(order)
        misplaced = dict.fromkeys(LEVEL_FIELDS, _misplaced)
        self.in_tree: Slots = slots("indicator", order, {**converters, **misplaced})
        with_levels = {**converters, "level1": _level, "level2": _level, "name": text}
        self.in_list: Slots = slots("indicator", order, with_levels)
        for field, spellings in (further or {}).items():
            position = order.index(field)
            for spelling in spellings:
                slot = (position, converters[field], 1 << position)
                self.in_tree[spelling] = self.in_list[spelling] = slot
        self.notes = {
            spelling
            for spelling, english in labels("indicator").english.items()
            if english == "note"
        }
        # Keys that make a mapping an indicator and not a class.
        self.fields = frozenset(self.in_tree.keys() - self.notes)


def _misplaced(node: Node, path: str, key: Scalar, report: Report) -> None:  # noqa: ARG001 - a converter
    """In the tree the levels are the keys above; written again they could only disagree."""
    report.add(
        "YM103",
        key,
        f"{path}/{escape(key[0])}",
        f"{quoted(key[0])}只用于列表写法；这里的名称已写在上一级的键里。",
        "删去它；或把绩效指标改成列表，每行写 一级指标、二级指标、三级指标。",
    )


def _level(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    written = text(node, path, key, report)
    return None if written is None else class_name(written)


@lru_cache(maxsize=1)
def project_row() -> Row:
    """The row of a project file."""
    return Row(Indicator._fields, CONVERTERS)


def read_indicators(
    node: Node, path: str, key: Scalar, report: Report, row: Row | None = None
) -> list[tuple[Any, ...]]:
    """The rows of 绩效指标 in order, each as the values of its fields.

    ``row`` says which fields there are; without it those of ``Indicator``.
    """
    reader = _Reader(report, row or project_row())
    inner = f"{path}/{escape(key[0])}"
    if isinstance(node, Mapping):
        reader.group(node, inner, ())
    elif isinstance(node, Sequence):
        reader.rows(node, inner, ())
    elif not is_null(node):
        report.wrong(
            node,
            path,
            key,
            "指标",
            "逐级写成 产出指标: {数量指标: {指标名称: {年初指标值: ≥1个, 分值: 10}}}。",
        )
    return reader.read


class _Reader:
    """Walks the tree of classes; never deeper than three levels."""

    def __init__(self, report: Report, row: Row) -> None:
        self.report = report
        self.row = row
        self.read: list[tuple[Any, ...]] = []

    def group(self, node: Mapping, path: str, classes: tuple[str, ...]) -> None:
        """The children of a class, or of 绩效指标 itself."""
        fields = self.row.fields
        notes = self.row.notes
        for key, value in node[0]:
            place = f"{path}/{escape(key[0])}"
            if key[0] in notes:
                text(value, path, key, self.report)
            elif value.__class__ is Mapping:
                entries = value[0]
                # The first key as written settles nearly every row at once.
                if (
                    not entries
                    or entries[0][0][0] in fields
                    or self.is_indicator(value, len(classes))
                ):
                    self.indicator(key, value, place, classes)
                elif len(classes) + 1 < LEVELS:
                    self.group(value, place, (*classes, class_name(key[0])))
                else:
                    self.report.wrong(
                        value,
                        path,
                        key,
                        "指标的各项内容",
                        "指标最多三级：一级指标、二级指标、三级指标；减少一级。",
                    )
            elif value.__class__ is Sequence and len(classes) + 1 < LEVELS:
                self.rows(value, place, (*classes, class_name(key[0])))
            elif is_null(value):
                self.indicator(key, Mapping([], value[1], flow=False), place, classes)
            else:
                self.report.wrong(
                    value,
                    path,
                    key,
                    "指标的各项内容，或下一级指标",
                    f"写成 {key[0]}: {{年初指标值: ≥1个, 实际完成值: 1个, 分值: 10}}。",
                )

    def is_indicator(self, node: Mapping, depth: int) -> bool:
        """Whether a mapping is an indicator although its first key as written does not say so."""
        known = self.row.fields
        for key, value in node[0]:
            # Folding is dear, and a class above other classes has nothing but mappings below it.
            if key[0] in known or (
                value.__class__ is not Mapping and matched(known, key[0]) is not None
            ):
                return True
        keys = [key[0] for key, _ in node.entries]
        filled = [value for key, value in node.entries if not is_null(value)]
        if not all(isinstance(value, Scalar) for value in filled):
            return False
        if all(key in self.row.notes for key in keys):
            return True
        if not filled:
            return depth + 1 == LEVELS
        return depth + 1 == LEVELS or any(nearest(key, list(known)) for key in keys)

    def indicator(self, key: Scalar, node: Mapping, path: str, classes: tuple[str, ...]) -> None:
        """One row of the tree."""
        name = key[0]
        name = name.strip() if name.isprintable() else self.name_of(key, path)
        values: list[Any] = [None] * self.row.width
        values[EVIDENCE] = ()
        read_record(node, self.row.in_tree, values, path, self.report, "指标")
        values[0] = name
        values[1] = path
        if classes:
            values[2] = classes[0]
            values[3] = classes[1] if len(classes) > 1 else None
        self.read.append(tuple(values))

    def name_of(self, key: Scalar, path: str) -> str:
        """The name of a row, which is its key."""
        return text(key, path.rpartition("/")[0], key, self.report) or ""

    def rows(self, node: Sequence, path: str, classes: tuple[str, ...]) -> None:
        """The rows of a list; blank classes stay blank."""
        for position, item in enumerate(node.items):
            place = f"{path}/{position}"
            if not isinstance(item, Mapping):
                self.report.wrong(
                    item,
                    path,
                    Scalar(str(position), item[1], plain=True),
                    "一行指标",
                    "写成 {三级指标: 指标名称, 年初指标值: ≥1个, 分值: 10}。",
                )
                continue
            values: list[Any] = [None] * self.row.width
            values[EVIDENCE] = ()
            read_record(item, self.row.in_list, values, place, self.report, "指标")
            if values[0] is None:
                self.report.add(
                    "YM104",
                    item,
                    place,
                    "这一行指标没有“三级指标”（指标的名称）。",
                    "补上名称，如 三级指标: 劳务费。",
                )
                values[0] = ""
            values[1] = place
            if values[2] is None and classes:
                values[2] = classes[0]
            if values[3] is None and len(classes) > 1:
                values[3] = classes[1]
            self.read.append(tuple(values))
