"""The user's settings of the checks: severities, limits, checks off, and checks of one's own.

Read by the same strict reader as project files. What the settings do is in
``scoring.checks.settings``.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.model.check_settings import (
    COMPARISONS,
    FIELDS,
    UNTOUCHABLE,
    CheckSettings,
    Override,
    OwnCheck,
)
from scoring.model.codes import CODES, is_users_code
from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING, NamedTuple, cast
from scoring.source.events import Mapping, Scalar, escape, in_order, is_null
from scoring.source.keys import read_record, slots
from scoring.source.reading import Report, keep, quoted, text, texts
from scoring.source.ruleset_reader import plain_number, plain_share

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.check_settings import Comparison, Kind
    from scoring.model.finding import Finding, Severity
    from scoring.source.events import Document, Node
    from scoring.source.reading import Slots

OUTER = ("checks", "own_checks", "note")
SETTING = ("severity", "limit", "off", "note")
OWN = ("name", "field", "comparison", "value", "message", "help", "severity", "note")
EXAMPLE = "如 CP901: {字段: 绩效指标.编号, 比较: 为空, 消息: 指标没有编号}。"


class SettingsReading(NamedTuple):
    """The settings and what was wrong with the file; none while anything is."""

    settings: CheckSettings | None
    findings: tuple[Finding, ...]


def read_check_settings(document: Document) -> SettingsReading:
    r"""The settings of a document.

    >>> from scoring.source.events import read_document
    >>> read = read_check_settings(read_document("检查: {AC505: {级别: error, 界限: 150%}}"))
    >>> read.settings.overrides
    (Override(code='AC505', severity='error', limit=Decimal('1.5'), off=None),)
    """
    report = Report(document.file)
    report.findings.extend(document.findings)
    root = document.root
    overrides: list[Override] = []
    own: list[OwnCheck] = []
    if isinstance(root, Mapping):
        values: list[object] = [None] * len(OUTER)
        read_record(root, _outer(), values, "", report, "检查设置")
        for key, value, path in _entries(values[0], report):
            override = _override(key, value, path, report)
            if override is not None:
                overrides.append(override)
        for key, value, path in _entries(values[1], report):
            check = _own_check(key, value, path, report)
            if check is not None:
                own.append(check)
    elif root is not None and not is_null(root):
        report.add(
            "YM104", root, "", "检查设置应是一组“名称: 值”。", "写成 检查: {…} 和 自定检查: {…}。"
        )
    findings = in_order(report.findings)
    if findings:
        return SettingsReading(None, findings)
    return SettingsReading(CheckSettings(tuple(overrides), tuple(own), document.file), ())


@lru_cache(maxsize=1)
def _outer() -> Slots:
    return slots("check_settings", OUTER, {"checks": _block, "own_checks": _block, "note": text})


@lru_cache(maxsize=1)
def _setting() -> Slots:
    converters = {"severity": _severity, "limit": _limit, "off": _off, "note": text}
    return slots("check_setting", SETTING, converters)


@lru_cache(maxsize=1)
def _own() -> Slots:
    converters = {**dict.fromkeys(OWN, text), "severity": _severity, "value": texts, "field": keep}
    return slots("own_check", OWN, converters)


def _block(node: Node, path: str, key: Scalar, report: Report) -> tuple[Node, str, Scalar] | None:
    """A mapping from codes, read when its own kind of entry is known."""
    if is_null(node):
        return None
    if not isinstance(node, Mapping):
        report.wrong(node, path, key, "一组“代码: 设置”", "写成 检查: {AC505: {级别: error}}。")
        return None
    return node, f"{path}/{escape(key.text)}", key


def _entries(block: object, report: Report) -> list[tuple[Scalar, Mapping, str]]:
    if block is None:
        return []
    node, path, _ = cast("tuple[Mapping, str, Scalar]", block)
    entries = []
    for key, value in node.entries:
        if isinstance(value, Mapping):
            entries.append((key, value, f"{path}/{escape(key.text)}"))
        else:
            report.wrong(
                value, path, key, "一组设置", "写成 {级别: error}、{界限: 150%} 或 {停用: 是}。"
            )
    return entries


def is_known_code(code: str) -> bool:
    """Whether a code is one of the product's or one of those left to the user."""
    return code in CODES or is_users_code(code)


def report_unknown_code(code: str, node: Node, path: str, report: Report) -> None:
    """YM103: a code nobody knows, with the nearest known one."""
    from difflib import get_close_matches

    near = get_close_matches(code.upper()[:20], CODES, n=1)
    hint = f"是不是 {near[0]}？" if near else ""
    message = f"没有“{code[:20]}”这个检查代码。"
    report.add("YM103", node, path, message, f"{hint}score checks list 列出全部代码。")


def _override(key: Scalar, value: Mapping, path: str, report: Report) -> Override | None:
    code = key.text
    if not is_known_code(code):
        report_unknown_code(code, key, path, report)
        return None
    if code.startswith(UNTOUCHABLE):
        message = f"{code} 不能设置：{'、'.join(UNTOUCHABLE)} 总要报出。"
        report.add("YM104", key, path, message, "删去这一项。")
        return None
    values: list[object] = [None] * len(SETTING)
    read_record(value, _setting(), values, path, report, "检查的设置")
    severity, limit, off, _ = values
    return Override(
        code,
        cast("Severity | None", severity),
        cast("Decimal | None", limit),
        cast("bool | None", off),
    )


def _severity(node: Node, path: str, key: Scalar, report: Report) -> str | None:
    """A severity, in Chinese or English."""
    written = node.text.strip() if isinstance(node, Scalar) else ""
    word = labels("severity").english.get(written)
    if word is None:
        report.wrong(
            node,
            path,
            key,
            "error、warning 或 note",
            "写成 error（错误）、warning（警告）或 note（提示）。",
        )
    return word


def _limit(node: Node, path: str, key: Scalar, report: Report) -> Decimal | None:
    """A percentage as a share, or a number."""
    value = plain_share(node.text.strip()) if isinstance(node, Scalar) else None
    if value is None or value < 0:
        report.wrong(node, path, key, "百分数或不小于0的数", "如 130% 或 100000。")
        return None
    return value


def _off(node: Node, path: str, key: Scalar, report: Report) -> bool | None:
    written = node.text.strip() if isinstance(node, Scalar) else ""
    word = labels("yes_or_no").english.get(written)
    if word is None:
        report.wrong(node, path, key, "是 或 否", "停用写 是，启用写 否。")
        return None
    return word == "true"


def _own_check(key: Scalar, value: Mapping, path: str, report: Report) -> OwnCheck | None:
    code, before = key.text, len(report.findings)
    if not is_users_code(code):
        report.add(
            "YM104",
            key,
            path,
            f"自定检查的代码写的是“{code[:20]}”，应是两个大写字母和 900 到 999。",
            "如 CP901；EN、YM、RV 三类不能自定。",
        )
    given: list[object] = [None] * len(OWN)
    read_record(value, _own(), given, path, report, "自定检查")
    name, field, comparison, values, message, help_, severity, _ = given
    if len(report.findings) > before:
        return None
    for label, needed in (("字段", field), ("比较", comparison), ("消息", message)):
        if needed is None:
            report.add("YM104", value, path, f"自定检查 {code} 缺少“{label}”。", EXAMPLE)
            return None
    where = _field(cast("Node", field), path, report)
    how = labels("comparison").english.get(cast("str", comparison))
    if how is None:
        words = "、".join(labels("comparison").printed.values())
        message_ = f"没有“{cast('str', comparison)[:20]}”这种比较。"
        report.add("YM104", value, f"{path}/比较", message_, f"可用的有 {words}。")
    if where is None or how is None:
        return None
    block, name_of_field, kind = where
    written = cast("tuple[str, ...]", values or ())
    compared = _values(how, kind, written, value, path, report)
    if compared is None:
        return None
    return OwnCheck(
        code,
        cast("str | None", name) or code.lower(),
        block,
        name_of_field,
        cast("Comparison", how),
        compared,
        cast("str", message),
        cast("str | None", help_) or "",
        cast("Severity | None", severity) or "warning",
    )


def _field(node: Node, path: str, report: Report) -> tuple[str, str, Kind] | None:
    """The block, the field and its kind of ``绩效指标.编号``; a field alone is the project's."""
    written = node.text.strip() if isinstance(node, Scalar) else ""
    head, dot, tail = written.partition(".")
    if not dot:
        head, tail = "project", head
    block = labels("project").english.get(head) or labels("block").english.get(head) or head
    kinds = FIELDS.get(block, {})
    field = tail
    for mapping in MAPPINGS.get(block, ()):
        english = labels(mapping).english.get(tail)
        if english in kinds:
            field = english
            break
    if field in kinds:
        return block, field, kinds[field]
    if not kinds:
        expected = f"可用的块有 {'、'.join(BLOCKS)}；项目的字段不写块。"
    else:
        expected = f"可用的有 {'、'.join(printed(block, known) for known in kinds)}。"
    report.add("YM103", node, f"{path}/字段", f"没有{quoted(written)}这个字段。", expected)
    return None


MAPPINGS: dict[str, tuple[str, ...]] = {
    "project": ("project",),
    "funds": ("fund", "budget"),
    "indicators": ("judged", "indicator"),
    "claimed": ("claimed",),
    "result": ("result",),
}
"""The labels by which the fields of a block are called."""

BLOCKS = ("项目资金", "绩效指标", "自评结果", "评分结果")


def printed(block: str, field: str) -> str:
    """The label of a field, its English name where it has none.

    >>> printed("indicators", "actual"), printed("funds", "name")
    ('实际完成值', 'name')
    """
    for mapping in MAPPINGS[block]:
        label = labels(mapping).printed.get(field)
        if label is not None:
            return label
    return field


def _values(
    how: str, kind: Kind, written: tuple[str, ...], node: Node, path: str, report: Report
) -> tuple[str | Decimal, ...] | None:
    """What is compared with, of the kind of the field."""
    takes, count = COMPARISONS[how]
    word = labels("comparison").printed[how]
    pointer = f"{path}/值"
    if takes not in {"any", kind}:
        of = "数" if takes == "number" else "文字"
        report.add(
            "YM104",
            node,
            f"{path}/比较",
            f"“{word}”只能用于{of}的字段。",
            "换一个字段，或换一种比较。",
        )
        return None
    if (count == "none") != (not written) or (count == "one" and len(written) != 1):
        wanted = {"none": "不写值", "one": "写一个值", "many": "写一个列表"}[count]
        report.add("YM104", node, pointer, f"“{word}”要{wanted}。", f"比较: {word} 时{wanted}。")
        return None
    if kind == "text":
        return written
    numbers = [_number_in(text_) for text_ in written]
    if any(number is None for number in numbers):
        report.add("YM104", node, pointer, "这个字段是数，值应是数。", "写成数字，如 90 或 95%。")
        return None
    return tuple(number for number in numbers if number is not None)


def _number_in(written: str) -> Decimal | None:
    """A number; percentages of the scorecard are percentages, so 95% is 95."""
    return plain_number(written.removesuffix("%").rstrip())
