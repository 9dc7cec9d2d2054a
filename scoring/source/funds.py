"""The money of a project: the block 项目资金, one row a source.

What the amounts mean for the execution rate is decided by the engine and the checks.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.model.project import Fund
from scoring.notation.vocabulary import labels, words
from scoring.record import TYPE_CHECKING, cast
from scoring.source.events import Mapping, Scalar, Sequence, escape, is_null
from scoring.source.keys import folded, matched, read_record, slots
from scoring.source.reading import money, points, text

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.source.events import Node
    from scoring.source.reading import Report, Slots

NAME_LABELS = ("资金来源", "名称", "资金名称", "name")
"""What the name of a source may be called in a list of rows."""

ROW = (
    "name",
    "initial_budget",
    "annual_budget",
    "executed",
    "balance",
    "claimed_weight",
    "claimed_rate",
    "claimed_score",
    "explanation",
    "note",
)
"""The fields of a row as they are written, in the order of ``Fund`` (``name`` in lists only)."""

TOTAL = "资金总额"


@lru_cache(maxsize=8)
def _row_slots(unit: str, *, listed: bool) -> Slots:
    """The fields of a row whose amounts are in this unit."""

    def amount(node: Node, path: str, key: Scalar, report: Report) -> Decimal | None:
        return money(node, path, key, report, unit)

    pair = slots(
        "budget", ("requested", "approved", "note"), {"requested": amount, "approved": amount}
    )
    pair["备注"] = pair["note"] = (2, text, 4)

    def budget(node: Node, path: str, key: Scalar, report: Report) -> object:
        if not isinstance(node, Mapping):
            return (None, money(node, path, key, report, unit))
        values: list[object] = [None, None, None]
        read_record(node, pair, values, f"{path}/{escape(key[0])}", report, "年初预算数")
        return values[:2]

    known = slots(
        "fund",
        ROW,
        {
            "initial_budget": budget,
            "annual_budget": amount,
            "executed": amount,
            "balance": amount,
            "claimed_weight": points,
            "claimed_rate": text,
            "claimed_score": points,
            "explanation": text,
            "note": text,
        },
    )
    if listed:
        known.update(dict.fromkeys(NAME_LABELS, (0, text, 1)))
    return known


@lru_cache(maxsize=1)
def _row_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names of the total row, of rows that have parts, and of such parts."""
    total, parents, parts = (
        frozenset(folded(word) for word in words("funds", kind))
        for kind in ("total", "parents", "parts")
    )
    return total | {"total"}, parents, parts


def read_funds(node: Node, path: str, key: Scalar, report: Report, unit: str) -> tuple[Fund, ...]:
    """The rows of 项目资金, amounts in ``unit``.

    A mapping of names to rows, a list of rows with their names, or the fields of the total row
    alone.
    """
    if is_null(node):
        return ()
    inner = f"{path}/{escape(key[0])}"
    if isinstance(node, Mapping):
        return _mapped(node, inner, report, unit)
    if isinstance(node, Sequence):
        return _listed(node, inner, report, unit)
    report.wrong(
        node,
        path,
        key,
        "各资金来源的金额",
        "写成 项目资金: {资金总额: {全年预算数: 83, 全年执行数: 82.731}}。",
    )
    return ()


def _mapped(node: Mapping, path: str, report: Report, unit: str) -> tuple[Fund, ...]:
    rows: list[Fund] = []
    has_parent = False
    own = [entry for entry in node.entries if _field_of(*entry) is not None]
    remarks = [entry for entry in own if _field_of(*entry) == "note"]
    if len(own) > len(remarks):
        # The amounts stand directly under 项目资金: they are the total.
        total = Mapping(own, node.mark, node.flow)
        rows.append(_row(TOTAL, total, path, report, unit, has_parent=False))
    for name, value in node.entries:
        if any(name is entry[0] for entry in own):
            continue
        place = f"{path}/{escape(name[0])}"
        if isinstance(value, Mapping):
            rows.append(_row(name[0].strip(), value, place, report, unit, has_parent=has_parent))
        elif is_null(value):
            empty = Mapping([], value[1], flow=False)
            rows.append(_row(name[0].strip(), empty, place, report, unit, has_parent=has_parent))
        else:
            report.wrong(
                value,
                path,
                name,
                "这一来源的各项金额",
                f"写成 {name[0]}: {{全年预算数: 83, 全年执行数: 82.731}}。",
            )
            continue
        has_parent = has_parent or bare_name(name[0]) in _row_names()[1]
    for name, value in remarks:
        text(value, path, name, report)
    return tuple(rows)


def _field_of(key: Scalar, value: Node) -> str | None:
    """The field of the total row that an entry directly under 项目资金 is; none for a row."""
    fields = labels("fund").english
    if key[0] in fields:
        return fields[key[0]]
    # A row may be called 结余（上年）; only as written, or with an amount, is it a field.
    spelling = None if isinstance(value, Mapping) else matched(fields, key[0])
    return None if spelling is None else fields[spelling]


def _listed(node: Sequence, path: str, report: Report, unit: str) -> tuple[Fund, ...]:
    rows: list[Fund] = []
    has_parent = False
    for position, item in enumerate(node.items):
        if not isinstance(item, Mapping):
            key = Scalar(str(position), item[1], plain=True)
            report.wrong(item, path, key, "一行资金", "写成 {资金来源: …, 全年预算数: 83}。")
            continue
        row = _row(None, item, f"{path}/{position}", report, unit, has_parent=has_parent)
        rows.append(row)
        has_parent = has_parent or bare_name(row.name) in _row_names()[1]
    return tuple(rows)


def _row(
    name: str | None, node: Mapping, path: str, report: Report, unit: str, *, has_parent: bool
) -> Fund:
    values: list[object] = [None] * len(ROW)
    read_record(node, _row_slots(unit, listed=name is None), values, path, report, "资金的一行")
    if name is None:
        name = cast("str | None", values[0])
        if name is None:
            report.add(
                "YM104",
                node,
                path,
                "这一行资金没有“资金来源”。",
                "补上来源的名称，如 资金来源: 市县区财政资金。",
            )
            name = ""
    requested, approved = cast("tuple[object, object]", values[1] or (None, None))
    bare = bare_name(name)
    totals, _, parts = _row_names()
    return Fund._make(
        (
            name,
            path,
            requested,
            approved,
            *values[2:],
            bare in totals,
            has_parent and bare in parts,
        )
    )


@lru_cache(maxsize=256)
def bare_name(name: str) -> str:
    """The name of a row without 其中 before it and remarks behind it, folded.

    >>> bare_name("其中：当年财政拨款（万元）")
    '当年财政拨款'
    """
    half = folded(name)
    if half.startswith("其中"):
        half = half[2:].lstrip(":")
    if half.endswith(")") and "(" in half:
        half = half[: half.rindex("(")]
    return half.lstrip("0123456789.、")


def total_score(funds: tuple[Fund, ...]) -> Decimal | None:
    """得分 of the total row: what the unit claims for the execution rate."""
    for fund in funds:
        if fund.is_total:
            return fund.claimed_score
    return None
