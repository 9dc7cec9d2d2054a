"""The report of the checks as SARIF 2.1.0, for tools that show findings beside the lines.

Accepted findings are results with a suppression; a crash makes the run unsuccessful. Columns
count characters, as everywhere here.
"""

from __future__ import annotations

from scoring.model.codes import CODES
from scoring.record import TYPE_CHECKING
from scoring.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scoring.model.finding import Finding
    from scoring.model.report import Accepted, FileReport, Report

    Object = dict[str, object]

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write(report: Report, texts: Mapping[str, str] | None = None) -> str:
    """The report as the text of a SARIF log.

    Args:
        report: what was found.
        texts: what each code finds, in a line; by default the codes' names.
    """
    from scoring.model.document import json_text

    return json_text(sarif_log(report, texts or {}), 2)


def sarif_log(report: Report, texts: Mapping[str, str]) -> Object:
    """The report as a SARIF log of one run."""
    positions: dict[str, int] = {}
    rules: list[Object] = []
    for finding in _every(report):
        if finding.code not in positions:
            positions[finding.code] = len(positions)
            rules.append(_rule(finding, texts))
    run: Object = {
        "tool": {
            "driver": {
                "name": "jixiao",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "artifacts": [{"location": {"uri": uri}} for uri in _uris(report)],
        "results": list(_results(report, positions)),
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _every(report: Report) -> Iterator[Finding]:
    for file in report.files:
        yield from file.findings
        for accepted in file.accepted:
            yield accepted.finding


def _rule(finding: Finding, texts: Mapping[str, str]) -> Object:
    name, severity = CODES.get(finding.code, (finding.name, finding.severity))
    return {
        "id": finding.code,
        "name": name,
        "shortDescription": {"text": texts.get(finding.code, name)},
        "defaultConfiguration": {"level": severity},
        "help": {"text": f"score checks show {finding.code}"},
    }


def _invocation(report: Report) -> Object:
    """Whether everything ran; what did not is a notification."""
    notifications: list[Object] = []
    for file in report.files:
        for check in file.checks:
            if check.outcome == "crashed":
                text = f"检查 {check.code} 运行出错（{check.reason}），这一项没有查。"
                notification: Object = {"level": "error", "message": {"text": text}}
                if file.file is not None:
                    location = {"artifactLocation": {"uri": uri_of(file.file)}}
                    notification["locations"] = [{"physicalLocation": location}]
                notifications.append(notification)
    invocation: Object = {"executionSuccessful": not notifications}
    if notifications:
        invocation["toolExecutionNotifications"] = notifications
    return invocation


def _uris(report: Report) -> list[str]:
    names = dict.fromkeys(file.file for file in report.files if file.file is not None)
    return [uri_of(name) for name in names]


def uri_of(file: str) -> str:
    """A file name as a URI: relative as it was given, absolute ones with their scheme.

    >>> uri_of("项目/a b.yaml"), uri_of("/甲.yaml"), uri_of("./a.yaml")
    ('%E9%A1%B9%E7%9B%AE/a%20b.yaml', 'file:///%E7%94%B2.yaml', 'a.yaml')
    """
    from urllib.parse import quote

    name = file.replace("\\", "/")
    is_drive = name[1:2] == ":" and name[:1].isascii() and name[:1].isalpha()
    quoted = quote(name.removeprefix("./"), safe="/", errors="surrogateescape")
    if name.startswith("/"):
        return f"file://{quoted}"
    return f"file:///{quoted.replace('%3A', ':', 1)}" if is_drive else quoted


def _results(report: Report, positions: Mapping[str, int]) -> Iterator[Object]:
    seen: dict[str, int] = {}
    for file in report.files:
        for finding in file.findings:
            yield _result(finding, file, positions, seen)
        for accepted in file.accepted:
            yield _result(accepted.finding, file, positions, seen) | {
                "suppressions": [_suppression(accepted)]
            }


def _suppression(accepted: Accepted) -> Object:
    until = f"，到 {accepted.expires}" if accepted.expires else ""
    return {
        "kind": "external",
        "status": "accepted",
        "justification": f"{accepted.name}：{accepted.reason}{until}",
    }


def _result(
    finding: Finding, file: FileReport, positions: Mapping[str, int], seen: dict[str, int]
) -> Object:
    name = finding.file or file.file
    text = f"{finding.message} 怎么改：{finding.help}" if finding.help else finding.message
    related: list[Object] = [
        {
            "id": number,
            "message": {"text": one.message or one.path or finding.message},
            **_location(one.file or name, one.line, one.column, one.path),
        }
        for number, one in enumerate(finding.related, 1)
    ]
    result: Object = {
        "ruleId": finding.code,
        "ruleIndex": positions[finding.code],
        "level": finding.severity,
        "message": {"text": text},
        "locations": [_location(name, finding.line, finding.column, finding.path, _cell(finding))],
        "partialFingerprints": {"jixiao/v1": _fingerprint(finding, name, seen)},
    }
    if related:
        result["relatedLocations"] = related
    return result


def _cell(finding: Finding) -> str | None:
    if finding.cell is None:
        return None
    return f"{finding.sheet}!{finding.cell}" if finding.sheet else finding.cell


def _location(
    file: str | None, line: int | None, column: int | None, path: str, cell: str | None = None
) -> Object:
    location: Object = {}
    if file is not None:
        physical: Object = {"artifactLocation": {"uri": uri_of(file)}}
        if line is not None:
            physical["region"] = {"startLine": line, "startColumn": column or 1}
        location["physicalLocation"] = physical
    if path or cell:
        logical = {"fullyQualifiedName": cell or path, "kind": "member"}
        location["logicalLocations"] = [logical]
    return location


def _fingerprint(finding: Finding, file: str | None, seen: dict[str, int]) -> str:
    """The same for the same finding of the same value, wherever its line has moved to."""
    from hashlib import sha256

    value = "\n".join((finding.code, uri_of(file or ""), finding.path))
    number = seen[value] = seen.get(value, -1) + 1
    return sha256(f"{value}\n{number}".encode("utf-8", "backslashreplace")).hexdigest()
