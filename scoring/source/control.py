"""The control file: what the department's accounts say of the projects, together and one by one.

Read by the same strict reader as project files. What the figures are held against is in
``scoring.checks.accounts``.
"""

from __future__ import annotations

from functools import lru_cache, partial

from scoring.model.control import Control, ControlProject, ControlTotal, Figure
from scoring.notation.folding import fold
from scoring.notation.vocabulary import labels, words
from scoring.record import TYPE_CHECKING, NamedTuple, cast
from scoring.source.events import Mapping, Scalar, Sequence, escape, in_order, is_null, place_of
from scoring.source.keys import read_record, slots
from scoring.source.project import DEFAULT_UNIT, money_unit, year
from scoring.source.reading import Report, money, quantity, text

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.finding import Finding
    from scoring.source.events import Document, Node
    from scoring.source.reading import Converter, Slots

OUTER = ("totals", "projects", "money_unit", "complete", "note")
TOTAL = (
    "department",
    "unit",
    "year",
    "project_count",
    "annual_budget",
    "executed",
    "source",
    "note",
)
PROJECT = (
    "name", "code", "unit", "year", "files", "annual_budget", "executed", "source", "note",
)  # fmt: skip
TOTAL_EXAMPLE = "如 {主管部门: 304-某局, 年度: 2023, 项目数: 12, 全年执行数: 1447.2, 来源: …}。"
PROJECT_EXAMPLE = "如 {项目名称: …, 全年预算数: 83, 全年执行数: 82.73, 来源: …}。"
MOST_DIGITS = 9
"""Digits of a number of projects."""


class ControlReading(NamedTuple):
    """The figures and what was wrong with the file; none while anything is."""

    control: Control | None
    findings: tuple[Finding, ...]


def read_control(document: Document) -> ControlReading:
    r"""The control figures of a document.

    >>> from scoring.source.events import read_document
    >>> read = read_control(read_document("合计: [{年度: 2023, 项目数: 12, 全年预算数: 1530}]"))
    >>> read.control.totals[0].project_count.number, read.control.totals[0].annual_budget.line
    (Decimal('12'), 1)
    """
    report = Report(document.file)
    report.findings.extend(document.findings)
    root = document.root
    values: list[object] = [None] * len(OUTER)
    if isinstance(root, Mapping):
        read_record(root, _outer_slots(), values, "", report, "勾稽数")
    elif not report.findings:
        node = root or Scalar("", None, plain=True)
        message = "勾稽数应是一组“名称: 值”，含“合计”或“项目”。"
        report.add("YM104", node, "", message, f"写成 合计: [{{…}}]，{TOTAL_EXAMPLE}")
    unit = cast("str", values[2] or DEFAULT_UNIT)
    totals = [
        ControlTotal._make((*row[:-1], path, *place_of(node)[:2]))
        for node, path, row in _rows(values[0], TOTAL, _total_slots(unit), "合计", report)
        if _says_something(row[3:6], node, path, TOTAL_EXAMPLE, report)
    ]
    projects = [
        ControlProject._make((*row[:-1], path, *place_of(node)[:2]))
        for node, path, row in _rows(values[1], PROJECT, _project_slots(unit), "项目", report)
        if _is_known(row, node, path, report)
    ]
    if not totals and not projects and isinstance(root, Mapping) and not report.findings:
        message = "勾稽数里既没有“合计”，也没有“项目”。"
        report.add("YM104", root, "", message, f"写成 合计: [{{…}}]，{TOTAL_EXAMPLE}")
    findings = in_order(report.findings)
    if findings:
        return ControlReading(None, findings)
    complete = cast("bool", values[3] or False)
    control = Control(tuple(totals), tuple(projects), unit, complete, document.file)
    return ControlReading(control, ())


@lru_cache(maxsize=1)
def _outer_slots() -> Slots:
    converters: dict[str, Converter] = {
        "totals": _block,
        "projects": _block,
        "money_unit": money_unit,
        "complete": _yes_or_no,
        "note": text,
    }
    return slots("control", OUTER, converters)


def _total_slots(unit: str) -> Slots:
    amount = partial(_amount, unit=unit)
    converters: dict[str, Converter] = {
        **dict.fromkeys(TOTAL, text),
        "department": _department,
        "year": year,
        "project_count": _count,
        "annual_budget": amount,
        "executed": amount,
    }
    return slots("control_total", TOTAL, converters)


def _project_slots(unit: str) -> Slots:
    amount = partial(_amount, unit=unit)
    converters: dict[str, Converter] = {
        **dict.fromkeys(PROJECT, text),
        "year": year,
        "annual_budget": amount,
        "executed": amount,
    }
    return slots("control_project", PROJECT, converters)


def _block(node: Node, path: str, key: Scalar, report: Report) -> tuple[Scalar, Node]:  # noqa: ARG001 - a converter
    """A list and its key: read when the money unit is known."""
    return key, node


def _rows(
    block: object, order: tuple[str, ...], known: Slots, what: str, report: Report
) -> list[tuple[Mapping, str, list[object]]]:
    """The rows of a list, each with its path and its fields; a single row needs no list."""
    if block is None:
        return []
    key, node = cast("tuple[Scalar, Node]", block)
    if is_null(node):
        return []
    path = f"/{escape(key.text)}"
    items: list[tuple[Node, str]] = [(node, path)]
    if isinstance(node, Sequence):
        items = [(item, f"{path}/{position}") for position, item in enumerate(node.items)]
    example = TOTAL_EXAMPLE if order is TOTAL else PROJECT_EXAMPLE
    rows = []
    for item, pointer in items:
        if not isinstance(item, Mapping):
            message = f"“{what}”里的这一项不是一行数（应是一组“名称: 值”）。"
            report.add("YM104", item, pointer, message, example)
            continue
        values: list[object] = [None] * len(order)
        read_record(item, known, values, pointer, report, f"“{what}”的一行")
        rows.append((item, pointer, values))
    return rows


def _says_something(
    figures: list[object], node: Node, path: str, example: str, report: Report
) -> bool:
    """Whether a row has any figure; one that was refused has been told already."""
    if any(figure is not None for figure in figures):
        return True
    if not any(finding.path.startswith(path) for finding in report.findings):
        message = "这一行没有数：项目数、全年预算数、全年执行数至少写一个。"
        report.add("YM104", node, path, message, example)
    return False


def _is_known(row: list[object], node: Node, path: str, report: Report) -> bool:
    """Whether a row says which project it is about; it needs no figure to say that there is one."""
    if any(row[place] is not None for place in (0, 1, 4)):
        return True
    if not any(finding.path.startswith(path) for finding in report.findings):
        message = "这一行没有写明是哪个项目：项目编码、项目名称、文件至少写一个。"
        report.add("YM104", node, path, message, PROJECT_EXAMPLE)
    return False


def _department(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """A department; 全部 is none in particular."""
    written = text(node, path, key, report)
    if written is not None and fold(written) in words("control", "all_projects"):
        return None
    return written


def _figure(number: Decimal, node: Node, path: str, key: Scalar) -> Figure:
    return Figure(number, f"{path}/{escape(key.text)}", *place_of(node)[:2])


def _amount(node: Node, path: str, key: Scalar, report: Report, unit: str) -> Figure | None:
    number = money(node, path, key, report, unit)
    return None if number is None else _figure(number, node, path, key)


def _count(node: Node, path: str, key: Scalar, report: Report) -> Figure | None:
    """A number of projects; 个 or 项 may follow."""
    if is_null(node):
        return None
    read = quantity(node.text.strip()) if isinstance(node, Scalar) else None
    number = None if read is None else read.number
    is_count = read is not None and (read.unit is None or read.unit.text in {"个", "项"})
    if (
        number is None
        or not is_count
        or number < 0
        or number >= 10**MOST_DIGITS
        or number != number.to_integral_value()
    ):
        report.wrong(node, path, key, "项目的个数", "写成整数，如 项目数: 12。")
        return None
    return _figure(number, node, path, key)


def _yes_or_no(node: Node, path: str, key: Scalar, report: Report) -> bool | None:
    if is_null(node):
        return None
    written = node.text.strip() if isinstance(node, Scalar) else ""
    word = labels("yes_or_no").english.get(written)
    if word is None:
        report.wrong(node, path, key, "“是”或“否”", "项目列全了写 是；没有列全写 否，或不写。")
        return None
    return word == "true"
