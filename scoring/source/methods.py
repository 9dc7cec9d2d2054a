"""How a row or a rule set names a method of scoring: 赋分方法, with or without parameters.

The methods and their meaning are in the model and the engine; here is only their spelling.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.model.method import LABELS, Method, Step
from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING, cast
from scoring.source.events import Mapping, Scalar, Sequence, escape, is_null
from scoring.source.keys import matched, report_unknown
from scoring.source.reading import Report, as_percent, points, quantity, quoted, shifted, text

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.finding import Finding
    from scoring.model.method import MethodName
    from scoring.notation.values import Quantity
    from scoring.source.events import Node

EXAMPLES = {
    "bands": "{区间赋分: [[90, 100%], [80, 80%], [60, 50%]]}",
    "per_point": "{按量扣分: {每: 1, 扣: 0.5}}",
    "ratio": "{完成比例: {及格: 60%}}",
}
PARAMETERS = {"ratio": ("passing",), "per_point": ("every", "off")}
PAIR = 2


def read_method(node: Node, path: str, findings: list[Finding]) -> Method | None:
    """The method a node names; what is wrong with it goes to ``findings``.

    Args:
        node: a text (``直接赋分``, ``ratio``) or a mapping of one method to its parameters.
        path: JSON pointer of the node.
        findings: gets YM103 and YM104, with places.
    """
    report = Report(None)
    head, _, last = path.rpartition("/")
    key = Scalar(last.replace("~1", "/").replace("~0", "~") or "赋分方法", node[1], plain=True)
    method = method_of(node, head, key, report)
    findings.extend(report.findings)
    return method


def method_of(node: Node, path: str, key: Scalar, report: Report) -> Method | None:
    """The converter of 赋分方法."""
    if is_null(node):
        return None
    if isinstance(node, Scalar):
        return _named(node, path, key, report)
    if isinstance(node, Sequence):
        report.wrong(node, path, key, "一种赋分方法", f"写成 {_names()}，或 {EXAMPLES['bands']}。")
        return None
    return _with_parameters(node, f"{path}/{escape(key[0])}", key, report)


@lru_cache(maxsize=1)
def _names() -> str:
    return "、".join(LABELS.values())


def _name_of(spelling: str) -> MethodName | None:
    known = labels("method").english
    found = matched(known, spelling)
    return None if found is None else cast("MethodName", known[found])


def _named(node: Scalar, path: str, key: Scalar, report: Report) -> Method | None:
    written = text(node, path, key, report)
    if written is None:
        return None
    method = _name_of(written)
    if method is None:
        report.wrong(
            node, path, key, f"以下之一：{_names()}", "改成其中一种；留空则按指标的类型选择。"
        )
        return None
    if method in {"bands", "per_point"}:
        report.wrong(
            node,
            path,
            key,
            f"{LABELS[method]}和它的参数",
            f"写成 {EXAMPLES[method]}，数字按方案改。",
        )
        return None
    return Method(method)


def _chosen(
    node: Mapping, path: str, key: Scalar, report: Report
) -> tuple[Scalar, Node, MethodName] | None:
    """The one method of ``{区间赋分: …}``; a remark may stand beside it."""
    chosen: tuple[Scalar, Node, MethodName] | None = None
    for entry, value in node[0]:
        if entry[0] in {"备注", "note"}:
            continue
        method = _name_of(entry[0])
        if method is None:
            report_unknown(entry, value, list(labels("method").english), path, report, "赋分方法")
        elif chosen is not None:
            report.add(
                "YM104",
                entry,
                f"{path}/{escape(entry[0])}",
                f"这里写了两种赋分方法：{quoted(chosen[0][0])}和{quoted(entry[0])}，应只有一种。",
                "留下一种，删去另一种。",
            )
        else:
            chosen = (entry, value, method)
    if chosen is None and all(entry[0] in {"备注", "note"} for entry, _ in node[0]):
        head = path.rpartition("/")[0]
        report.wrong(node, head, key, "一种赋分方法", f"写成 {_names()}之一。")
    return chosen


def _with_parameters(node: Mapping, path: str, key: Scalar, report: Report) -> Method | None:
    chosen = _chosen(node, path, key, report)
    if chosen is None:
        return None
    entry, value, method = chosen
    if method == "bands":
        return _bands(value, path, entry, report)
    if method == "per_point":
        return _per_point(value, path, entry, report)
    if is_null(value) or (isinstance(value, Mapping) and not value.entries):
        return Method(method)
    if method == "ratio":
        return _ratio(value, path, entry, report)
    report.wrong(value, path, entry, "空的", f"{LABELS[method]}没有参数，只写 {LABELS[method]}。")
    return None


def unit_of(read: Quantity) -> str | None:
    """The unit of a quantity as written."""
    return None if read.unit is None else read.unit.text


def _share(node: Node, path: str, key: Scalar, report: Report) -> Decimal | None:
    """A share of the points: 80% or 0.8; none, with a finding, when it is not from 0 to 1."""
    if isinstance(node, Scalar) and (read := quantity(node.text)) is not None:
        value = as_percent(read)
        if value is not None and read.unit is not None:
            value = shifted(value, -2)
        if value is not None and 0 <= value <= 1:
            return value
    report.wrong(node, path, key, "0%到100%之间的比例", "写成百分数，如 80%。")
    return None


def _bands(node: Node, path: str, key: Scalar, report: Report) -> Method | None:
    """Steps of a value and a share, highest first, however they were written."""
    if not isinstance(node, Sequence) or not node.items:
        report.wrong(node, path, key, "各档的列表", f"写成 {EXAMPLES['bands']}，数字按方案改。")
        return None
    inner = f"{path}/{escape(key[0])}"
    steps: list[Step] = []
    before = len(report.findings)
    for position, item in enumerate(node.items):
        place = Scalar(str(position), item[1], plain=True)
        if not isinstance(item, Sequence) or len(item.items) != PAIR:
            report.wrong(item, inner, place, "一对[起点, 比例]", "每一档写成 [90, 100%]。")
            continue
        row = f"{inner}/{position}"
        start, share = item.items
        read = quantity(start.text) if isinstance(start, Scalar) else None
        earned = _share(share, row, Scalar("1", share[1], plain=True), report)
        if read is None:
            report.wrong(
                start,
                row,
                Scalar("0", start[1], plain=True),
                "这一档的起点数值",
                "写成数字，如 90。",
            )
        elif earned is not None:
            if any(step.at_least == read.number for step in steps):
                report.wrong(item, inner, place, "与别档不同的起点", "两档的起点相同，删去一档。")
            steps.append(Step(read.number, unit_of(read), earned))
    if len(report.findings) > before:
        return None
    steps.sort(key=lambda step: step.at_least, reverse=True)
    return Method("bands", steps=tuple(steps))


def _parameters(
    node: Node, method: str, path: str, key: Scalar, report: Report
) -> dict[str, tuple[Scalar, Node]] | None:
    """The parameters of a method by their English names."""
    if not isinstance(node, Mapping):
        report.wrong(node, path, key, f"{LABELS[method]}的参数", f"写成 {EXAMPLES[method]}。")
        return None
    inner = f"{path}/{escape(key[0])}"
    known = {
        spelling: english
        for spelling, english in labels("method_parameter").english.items()
        if english in PARAMETERS[method]
    }
    parameters: dict[str, tuple[Scalar, Node]] = {}
    for entry, value in node.entries:
        if entry[0] in {"备注", "note"}:
            continue
        spelling = matched(known, entry[0])
        if spelling is None:
            report_unknown(entry, value, list(known), inner, report, LABELS[method])
        elif known[spelling] in parameters:
            from scoring.source.refusals import duplicate

            first = parameters[known[spelling]][0]
            report.findings.append(duplicate(first, entry, inner, report.file, same_field=True))
        else:
            parameters[known[spelling]] = (entry, value)
    return parameters


def _per_point(node: Node, path: str, key: Scalar, report: Report) -> Method | None:
    before = len(report.findings)
    parameters = _parameters(node, "per_point", path, key, report)
    if parameters is None:
        return None
    inner = f"{path}/{escape(key[0])}"
    every = unit = off = None
    if "every" in parameters:
        entry, value = parameters["every"]
        read = quantity(value.text) if isinstance(value, Scalar) else None
        if read is None or read.number <= 0:
            report.wrong(value, inner, entry, "大于0的数", "写成每多少扣一次，如 1 或 1个。")
        else:
            every, unit = read.number, unit_of(read)
    if "off" in parameters:
        entry, value = parameters["off"]
        off = points(value, inner, entry, report)
        if off is not None and off <= 0:
            report.wrong(value, inner, entry, "大于0的分数", "写成每次扣的分数，如 0.5。")
    if len(report.findings) == before and (every is None or off is None):
        report.wrong(node, path, key, "“每”和“扣”两个参数", f"写成 {EXAMPLES['per_point']}。")
    if len(report.findings) > before:
        return None
    return Method("per_point", every=every, unit=unit, off=off)


def _ratio(node: Node, path: str, key: Scalar, report: Report) -> Method | None:
    before = len(report.findings)
    parameters = _parameters(node, "ratio", path, key, report)
    passing = None
    if parameters and "passing" in parameters:
        entry, value = parameters["passing"]
        passing = _share(value, f"{path}/{escape(key[0])}", entry, report)
    return None if len(report.findings) > before else Method("ratio", passing=passing)
