"""What acceptances do to a report: accepted findings stay visible and no longer count.

An acceptance that has run out, or that nothing answers to, is a finding itself (RV681, RV682).
Today is given by the caller: nothing here looks at a clock.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from scoring.model.acceptance import is_acceptable
from scoring.model.codes import found
from scoring.model.report import Accepted, CheckOutcome, FileReport, Report
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.acceptance import Acceptance, Acceptances
    from scoring.model.finding import Finding

UNUSED, EXPIRED = "RV681", "RV682"


def accept(report: Report, acceptances: Acceptances, today: str) -> Report:
    """The report with what is accepted set apart, and a report about the acceptances at its end.

    Args:
        report: what was found in the files.
        acceptances: the reviewers' entries.
        today: YYYY-MM-DD; an entry holds to the end of the day it names.
    """
    valid: dict[str, list[Acceptance]] = {}
    for entry in acceptances.entries:
        if is_acceptable(entry.code) and not is_expired(entry, today):
            valid.setdefault(entry.code, []).append(entry)
    used: set[Acceptance] = set()
    files = tuple(_accepted(file, valid, used) for file in report.files)
    return Report((*files, _about(acceptances, used, report, today)))


def is_expired(entry: Acceptance, today: str) -> bool:
    """Whether the last day of an entry is over.

    >>> from scoring.model.acceptance import Acceptance
    >>> is_expired(Acceptance("AC505", "", "已核", "张三", expires="2024-06-30"), "2024-06-30")
    False
    """
    return entry.expires is not None and entry.expires < today


def answers(entry: Acceptance, finding: Finding) -> bool:
    """Whether a finding of the entry's code stands at or below its path.

    >>> from scoring.model.acceptance import Acceptance
    >>> from scoring.model.codes import found
    >>> answers(Acceptance("AC505", "/绩效指标", "", ""), found("AC505", "", "", "/绩效指标/产出"))
    True
    """
    path = entry.path
    return not path or finding.path == path or finding.path.startswith(path + "/")


def is_about(entry: Acceptance, file: str | None) -> bool:
    """Whether an entry is about a file: its pattern fits the whole name, or its end.

    >>> from scoring.model.acceptance import Acceptance
    >>> entry = Acceptance("AC505", "", "", "", files="乙局/*.yaml")
    >>> is_about(entry, "2023/乙局/甲.yaml"), is_about(entry, "2023/甲.yaml")
    (True, False)
    """
    return entry.files is None or matches(entry.files, file)


def matches(files: str, file: str | None) -> bool:
    """Whether a pattern of file names fits the whole name of a file, or its end.

    >>> matches("乙局/*.yaml", "2023/乙局/甲.yaml"), matches("甲.yaml", None)
    (True, False)
    """
    if file is None:
        return False
    name, pattern = file.replace("\\", "/"), files.replace("\\", "/").removeprefix("./")
    return fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}")


def _accepted(
    file: FileReport, valid: dict[str, list[Acceptance]], used: set[Acceptance]
) -> FileReport:
    kept: list[Finding] = []
    accepted = list(file.accepted)
    for finding in file.findings:
        entries = [
            entry
            for entry in valid.get(finding.code, ())
            if answers(entry, finding) and is_about(entry, file.file)
        ]
        if entries:
            used.update(entries)
            first = entries[0]
            accepted.append(Accepted(finding, first.reason, first.name, first.expires))
        else:
            kept.append(finding)
    return file._replace(findings=tuple(kept), accepted=tuple(accepted))


def _about(
    acceptances: Acceptances, used: set[Acceptance], report: Report, today: str
) -> FileReport:
    """The report about the acceptances themselves."""
    findings = []
    waiting = 0
    ran = [
        (file.file, {one.code for one in file.checks if one.outcome in {"clean", "found"}})
        for file in report.files
    ]
    for entry in acceptances.entries:
        if is_expired(entry, today):
            findings.append(_found(EXPIRED, entry, acceptances.file))
        elif entry not in used:
            if any(entry.code in codes and is_about(entry, file) for file, codes in ran):
                findings.append(_found(UNUSED, entry, acceptances.file))
            else:
                waiting += 1
    seen = {finding.code for finding in findings}
    unused = CheckOutcome(UNUSED, "found" if UNUSED in seen else "clean")
    if waiting and UNUSED not in seen:
        unused = CheckOutcome(
            UNUSED, "skipped", f"{waiting} 条受理的文件这次没有查，或那一项没有运行"
        )
    expired = CheckOutcome(EXPIRED, "found" if EXPIRED in seen else "clean")
    return FileReport(acceptances.file, tuple(findings), (unused, expired))


def _found(code: str, entry: Acceptance, file: str | None) -> Finding:
    what = f"{entry.code} {entry.path or '/'}（{entry.name}：{entry.reason}）"
    if code == EXPIRED:
        message = f"受理已过期（{entry.expires}）：{what}。"
        help_ = "重新核对；仍然属实的，改写到期日和理由，否则删去这一条。"
    else:
        message = f"受理没有用上：{what}，那里没有这个问题了。"
        help_ = "删去这一条；如果路径写错了，从 score check -f json 的 path 照抄。"
    finding = found(code, message, help_, entry.pointer)
    return finding._replace(file=file, line=entry.line, column=entry.column)
