"""The project file: from a document, or from a mapping of Python, to a ``Project``.

A bad value costs that value only and becomes a finding; all that can be read is read. The blocks
of money and indicators are in ``funds`` and ``indicators``. No file is opened here.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.model.project import Claimed, Fund, Indicator, Project
from scoring.record import TYPE_CHECKING, NamedTuple, cast
from scoring.source.events import Mapping, Scalar, Sequence, escape, in_order, is_null
from scoring.source.funds import read_funds, total_score
from scoring.source.indicators import read_indicators
from scoring.source.keys import folded, read_record, slots
from scoring.source.places import Places
from scoring.source.reading import UNITS, Report, keep, points, quoted, text, texts

if TYPE_CHECKING:
    import collections.abc

    from scoring.model.finding import Finding
    from scoring.source.events import Document, Node
    from scoring.source.reading import Slots

FIRST_YEAR = 1949
LAST_YEAR = 2100
DEFAULT_UNIT = "万元"


class Reading(NamedTuple):
    """A project and what was wrong with it; no project when nothing could be read."""

    project: Project | None
    findings: tuple[Finding, ...]


def year(node: Node, path: str, key: Scalar, report: Report) -> int | None:
    """A year from 1949 to 2100; 年 or 年度 may follow."""
    if is_null(node):
        return None
    if isinstance(node, Scalar):
        written = folded(node.text).removesuffix("度").removesuffix("年")
        if written.isdecimal() and written.isascii() and len(written) == 4:  # noqa: PLR2004 - a year
            value = int(written)
            if FIRST_YEAR <= value <= LAST_YEAR:
                return value
    report.wrong(
        node, path, key, f"{FIRST_YEAR}到{LAST_YEAR}之间的年份", "写成四位数字，如 年度: 2023。"
    )
    return None


def money_unit(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """The unit of all amounts: 元, 千元, 万元 or 亿元."""
    written = text(node, path, key, report)
    if written is None or written in UNITS:
        return written
    report.wrong(node, path, key, "、".join(UNITS) + "之一", "改成其中一种；不写就是万元。")
    return None


def claimed(node: Node, path: str, key: Scalar, report: Report) -> Claimed | None:
    """What the unit wrote as its own result."""
    if is_null(node):
        return None
    if not isinstance(node, Mapping):
        report.wrong(node, path, key, "一组自评结果", "写成 自评结果: {总分: 99.97, 等级: 优}。")
        return None
    values: list[object] = [None] * 4
    read_record(node, _claimed_slots(), values, f"{path}/{escape(key[0])}", report, "自评结果")
    return Claimed._make(values[:3])


def analysis(node: Node, path: str, key: Scalar, report: Report) -> tuple[tuple[str, object], ...]:
    """Free labels with texts, or with one further level of labels and texts."""
    if is_null(node):
        return ()
    inner = f"{path}/{escape(key[0])}"
    if not isinstance(node, Mapping):
        report.wrong(node, path, key, "各段文字", "写成 项目绩效分析: {主要经验做法: ……}。")
        return ()
    pairs: list[tuple[str, object]] = []
    for label, value in node.entries:
        heading = text(label, inner, label, report) or ""
        if isinstance(value, Mapping):
            below = f"{inner}/{escape(label[0])}"
            read = [
                (text(name, below, name, report) or "", text(item, below, name, report))
                for name, item in value.entries
            ]
            pairs.append((heading, tuple(pair for pair in read if pair[1] is not None)))
        else:
            paragraph = text(value, inner, label, report)
            if paragraph is not None:
                pairs.append((heading, paragraph))
    return tuple(pairs)


ORDER = Project._fields


@lru_cache(maxsize=1)
def _claimed_slots() -> Slots:
    converters = {"execution_score": points, "total": points, "grade": text, "note": text}
    return slots("claimed", (*Claimed._fields, "note"), converters)


@lru_cache(maxsize=1)
def _project_slots() -> Slots:
    known = slots(
        "project",
        ORDER,
        {
            "name": text,
            "year": year,
            "department": text,
            "unit": text,
            "code": text,
            "rules": text,
            "money_unit": money_unit,
            "funds": _with_key,
            "goal": text,
            "goal_result": text,
            "indicators": _with_key,
            "analysis": analysis,
            "claimed": claimed,
            "note": text,
            "indicator_library": texts,
        },
    )
    # Editors read it; it says nothing about the project. ``places`` is a slot no key can mean.
    known["$schema"] = (ORDER.index("places"), keep, 1 << ORDER.index("places"))
    return known


def _with_key(node: Node, path: str, key: Scalar, report: Report) -> tuple[Scalar, Node]:  # noqa: ARG001 - a converter
    """A block and its key: read when the money unit is known."""
    return key, node


def read_project(document: Document) -> Reading:
    r"""The project of a document, with all findings in the order of the file.

    >>> from scoring.source.events import read_document
    >>> reading = read_project(read_document("项目名称: 甲\n年度: 2023年"))
    >>> reading.project.year, reading.findings
    (2023, ())
    """
    report = Report(document.file)
    report.findings.extend(document.findings)
    root = document.root
    if not isinstance(root, Mapping):
        if root is not None or not document.findings:
            _not_a_project(root, report)
        return Reading(None, in_order(report.findings))
    return _read(root, report)


def project_from_mapping(mapping: collections.abc.Mapping[str, object]) -> Reading:
    """The project of a mapping as JSON would hold it, by the same reader, without places.

    Args:
        mapping: labels or English names to texts, numbers (floats by their shortest text),
            lists and mappings.

    >>> project_from_mapping({"name": "甲", "year": 2023}).project.name
    '甲'
    """
    from scoring.source.python_values import tree_of

    root, findings = tree_of(mapping)
    report = Report(None)
    report.findings.extend(findings)
    if not isinstance(root, Mapping):
        if not findings:
            _not_a_project(root, report)
        return Reading(None, tuple(report.findings))
    return _read(root, report)


def _read(root: Mapping, report: Report) -> Reading:
    values: list[object] = [None] * len(ORDER)
    read_record(root, _project_slots(), values, "", report, "项目文件")
    (name, when, department, unit, code, rules, money_unit_, funds, goal, goal_result, rows) = (
        values[:11]
    )
    if name is None:
        _missing(root, "项目名称", "name", "项目名称: 金保工程信息系统日常运营维护", report)
    if when is None:
        _missing(root, "年度", "year", "年度: 2023", report)
    amount = cast("str", money_unit_ or DEFAULT_UNIT)
    own = cast("Claimed", values[12] or Claimed())
    money_rows: tuple[Fund, ...] = ()
    if funds is not None:
        key, node = cast("tuple[Scalar, Node]", funds)
        money_rows = read_funds(node, "", key, report, amount)
        if own.execution_score is None:
            score = total_score(money_rows)
            if score is not None:
                own = own._replace(execution_score=score)
    indicators: tuple[Indicator, ...] = ()
    if rows is not None:
        key, node = cast("tuple[Scalar, Node]", rows)
        new = tuple.__new__
        read = read_indicators(node, "", key, report)
        indicators = tuple([new(Indicator, row) for row in read])
    findings = in_order(report.findings)
    project = Project._make(
        (
            name,
            when,
            department,
            unit,
            code,
            rules,
            amount,
            money_rows,
            goal,
            goal_result,
            indicators,
            values[11] or (),
            own,
            values[13],
            values[14] or (),
            {} if root.mark is None else Places(root),
            report.file,
            findings,
        )
    )
    return Reading(project, findings)


def _missing(root: Mapping, label: str, english: str, example: str, report: Report) -> None:
    """YM104 for a field that must be there, unless its own value was already refused."""
    spellings = [
        key
        for key, _ in root.entries
        if _project_slots().get(key[0], (None, None, 0))[0] == ORDER.index(english)
    ]
    for key in spellings:
        pointer = f"/{escape(key[0])}"
        if any(finding.path == pointer and finding.code == "YM104" for finding in report.findings):
            return
    report.add(
        "YM104",
        spellings[0] if spellings else root,
        f"/{escape(spellings[0][0])}" if spellings else "",
        f"{quoted(label)}是空的。" if spellings else f"缺少{quoted(label)}。",
        f"在文件的最外层写上 {example}。",
    )


def _not_a_project(root: Node | None, report: Report) -> None:
    """YM104 when the file is no mapping at all: empty, a list, or a colon YAML did not see."""
    first = root or Scalar("", None, plain=True)
    help_ = "项目文件由“名称: 值”组成，第一行如 项目名称: 金保工程信息系统日常运营维护。"
    if root is None or is_null(root):
        message = "文件是空的，应是一个项目。"
    elif isinstance(root, Sequence):
        message = "文件是一个列表，应是一个项目（最外层是“名称: 值”）。"
    else:
        written = cast("Scalar", root).text
        message = f"文件是一段文字{quoted(written)}，应是一个项目（最外层是“名称: 值”）。"
        if "：" in written:
            help_ = "冒号用了全角（：），YAML 只认半角冒号加空格，写成 年度: 2023。"
        elif ":" in written:
            help_ = "冒号后面要有一个空格，写成 年度: 2023。"
    report.add("YM104", first, "", message, help_)
    if first[1] is None:
        report.findings[-1] = report.findings[-1]._replace(
            file=report.file, line=1 if report.file else None, column=1 if report.file else None
        )
