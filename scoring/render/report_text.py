"""The report of the checks as text: file by file, each finding with its line and how to mend it."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.outcome import counts
from scoring.render.problems import describe, place
from scoring.render.width import visible, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.report import FileReport, Report

    TextOf = Callable[[str | None], str | None]

_INDENT = "    "
_NO_PROJECT = 2
"""A report about acceptances or control figures has no more outcomes than two."""


def write(report: Report, columns: int = 120, text_of: TextOf = lambda _: None) -> str:
    """The whole report as text, no line wider than so many columns.

    Args:
        report: what was found.
        columns: width of the terminal.
        text_of: gives the text of a file, to show the lines that findings stand in.
    """
    lines: list[str] = []
    for file in report.files:
        if file.findings or file.accepted or file.has_crashed:
            lines += [*_file(file, columns, text_of), ""]
    lines += _summary(report, columns)
    return "".join(f"{line}\n" for line in lines)


def _file(file: FileReport, columns: int, text_of: TextOf) -> list[str]:
    heading = counts(file.findings)
    if file.accepted:
        heading += f"（另已接受 {len(file.accepted)}）"
    lines = wrap(visible(f"{file.file or '（无文件名）'}：{heading}"), columns)
    source = text_of(file.file) if file.findings else None
    lines += describe(file.findings, columns, source, file.file)
    for accepted in file.accepted:
        finding = accepted.finding
        head = f"已接受 {finding.code} {place(finding)}".rstrip()
        until = f"，到 {accepted.expires}" if accepted.expires else ""
        lines += _hanging(f"{head}：{finding.message}", columns)
        lines += _hanging(f"{_INDENT}{accepted.name}：{accepted.reason}{until}", columns)
    return lines


def _hanging(text: str, columns: int) -> list[str]:
    indent = _INDENT if text.startswith(_INDENT) else ""
    first, *rest = wrap(visible(text[len(indent) :]), columns - len(_INDENT))
    return [indent + first, *[_INDENT + line for line in rest]]


def _summary(report: Report, columns: int) -> list[str]:
    findings = tuple(finding for file in report.files for finding in file.findings)
    accepted = sum(len(file.accepted) for file in report.files)
    crashed = sum(file.has_crashed for file in report.files)
    count = sum(len(file.checks) > _NO_PROJECT for file in report.files)
    text = f"共 {count} 个文件：{counts(findings)}"
    if accepted:
        text += f"；已接受 {accepted}"
    if crashed:
        text += f"；{crashed} 个文件有检查运行出错，没有查完"
    return [*wrap(f"{text}。", columns), *_skipped(report, columns)]


def _skipped(report: Report, columns: int) -> list[str]:
    """Which checks did not run, with the reasons for a single file: not run is not passed."""
    reasons: dict[str, dict[str, None]] = {}
    for file in report.files:
        for check in file.checks:
            if check.outcome == "skipped":
                reasons.setdefault(check.code, {})[check.reason or ""] = None
    if not reasons:
        return []
    if sum(len(file.checks) > _NO_PROJECT for file in report.files) > 1:
        codes = "、".join(sorted(reasons))
        return _hanging(f"在一些文件里没有查：{codes}。原因见 -f json。", columns)
    by_reason: dict[str, list[str]] = {}
    for code, why in sorted(reasons.items()):
        by_reason.setdefault("；".join(why), []).append(code)
    parts = [f"{'、'.join(codes)}（{reason}）" for reason, codes in by_reason.items()]
    return _hanging(f"没有查：{'；'.join(parts)}。", columns)
