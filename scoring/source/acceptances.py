"""The reviewers' file of acceptances: a list of findings let stand, each with who and why.

Read by the same strict reader as project files. What an acceptance does is in
``scoring.checks.acceptances``.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.model.acceptance import NEVER_ACCEPTED, Acceptance, Acceptances, is_acceptable
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.check_settings import is_known_code, report_unknown_code
from scoring.source.events import Mapping, Scalar, Sequence, in_order, is_null, place_of
from scoring.source.keys import read_record, slots
from scoring.source.reading import Report, keep, text

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.source.events import Document, Node
    from scoring.source.reading import Slots

ORDER = ("code", "files", "path", "reason", "name", "expires", "note")
NEEDED = {"code": "代码", "path": "路径", "reason": "理由", "name": "姓名"}
EXAMPLE = "如 {代码: AC505, 路径: /绩效指标/产出指标, 理由: …, 姓名: …, 到期: 2024-12-31}。"


class AcceptancesReading(NamedTuple):
    """The acceptances and what was wrong with the file; none while anything is."""

    acceptances: Acceptances | None
    findings: tuple[Finding, ...]


@lru_cache(maxsize=1)
def _slots() -> Slots:
    return slots("acceptance", ORDER, dict.fromkeys(ORDER, text))


@lru_cache(maxsize=1)
def _outer_slots() -> Slots:
    return slots("acceptances", ("entries", "note"), {"entries": keep, "note": text})


def read_acceptances(document: Document) -> AcceptancesReading:
    r"""The acceptances of a document: a list, or a mapping with the list under 受理.

    >>> from scoring.source.events import read_document
    >>> read = read_acceptances(
    ...     read_document(
    ...         "- {代码: AC505, 路径: /绩效指标, 理由: 已核, 姓名: 张三, 到期: 2024-12-31}"
    ...     )
    ... )
    >>> read.acceptances.entries[0].code, read.findings
    ('AC505', ())
    """
    report = Report(document.file)
    report.findings.extend(document.findings)
    root: Node | None = document.root
    path = ""
    if isinstance(root, Mapping):
        key = next((key for key, _ in root.entries if key.text in _outer_slots()), None)
        values: list[object] = [None, None]
        read_record(root, _outer_slots(), values, "", report, "受理清单")
        path = "" if key is None else f"/{key.text}"
        root = values[0] if isinstance(values[0], (Scalar, Mapping, Sequence)) else None
    entries: list[Acceptance] = []
    if isinstance(root, Sequence):
        for position, item in enumerate(root.items):
            entry = _entry(item, f"{path}/{position}", report)
            if entry is not None:
                entries.append(entry)
    elif not report.findings and not is_null(root):
        node = root or Scalar("", None, plain=True)
        report.add("YM104", node, path, "受理清单应是一个列表，每项一条受理。", EXAMPLE)
    findings = in_order(report.findings)
    if findings:
        return AcceptancesReading(None, findings)
    return AcceptancesReading(Acceptances(tuple(entries), document.file), ())


def _entry(node: Node, path: str, report: Report) -> Acceptance | None:
    if not isinstance(node, Mapping):
        report.add("YM104", node, path, "这一项不是一条受理（应是一组“名称: 值”）。", EXAMPLE)
        return None
    before = len(report.findings)
    values: list[str | None] = [None] * len(ORDER)
    read_record(node, _slots(), values, path, report, "受理")  # type: ignore[arg-type]
    given = dict(zip(ORDER, values, strict=True))
    for field, label in NEEDED.items():
        if given[field] is None and len(report.findings) == before:
            report.add("YM104", node, f"{path}/{label}", f"这条受理缺少“{label}”。", EXAMPLE)
    if len(report.findings) > before:
        return None
    place = place_of(node)
    entry = Acceptance(
        given["code"] or "",
        _pointer_of(given["path"] or ""),
        given["reason"] or "",
        given["name"] or "",
        given["files"],
        given["expires"],
        path,
        place.line,
        place.column,
    )
    _check(entry, node, report)
    return entry


def _pointer_of(written: str) -> str:
    """The JSON pointer as written, a slash alone meaning the whole file."""
    return written.rstrip("/")


def _check(entry: Acceptance, node: Node, report: Report) -> None:
    if not is_known_code(entry.code):
        report_unknown_code(entry.code, node, f"{entry.pointer}/代码", report)
    elif not is_acceptable(entry.code):
        report.add(
            "YM104",
            node,
            f"{entry.pointer}/代码",
            f"{entry.code} 不能受理：{'、'.join(NEVER_ACCEPTED)} 开头的问题只能改正。",
            "删去这一条，按提示改正文件。",
        )
    if entry.path and not entry.path.startswith("/"):
        report.add(
            "YM104",
            node,
            f"{entry.pointer}/路径",
            f"路径写的是“{entry.path[:80]}”，应以 / 开头。",
            "从 score check -f json 的 path 照抄，或只抄前面几段；整个文件写 /。",
        )
    if entry.expires is not None and not is_day(entry.expires):
        report.add(
            "YM104",
            node,
            f"{entry.pointer}/到期",
            f"到期写的是“{entry.expires[:80]}”，应是日期。",
            "写成 2024-12-31 的样子；那一天仍然有效。",
        )


def is_day(written: str) -> bool:
    """Whether a text is a date written as YYYY-MM-DD.

    >>> is_day("2024-02-29"), is_day("2023-02-29"), is_day("20240229")
    (True, False, False)
    """
    from datetime import date

    try:
        return len(written) == len("2024-02-29") and bool(date.fromisoformat(written))
    except ValueError:
        return False
