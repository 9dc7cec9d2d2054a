"""The report of the checks: findings of one or many files, and what every check came to."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal

    from scoring.model.finding import Finding

if TYPE_CHECKING:
    Outcome = Literal["clean", "found", "skipped", "crashed"]

REPORT_SCHEMA = "jixiao.report/1"


class Accepted(NamedTuple):
    """A finding that a reviewer has accepted: it stays visible and no longer counts."""

    finding: Finding
    reason: str
    name: str
    expires: str | None


class CheckOutcome(NamedTuple):
    """What one check came to; ``reason`` says why it was skipped or how it crashed."""

    code: str
    outcome: Outcome
    reason: str | None = None


class FileReport(NamedTuple):
    """One file: its findings in the order of the file, and every check's outcome by code."""

    file: str | None
    findings: tuple[Finding, ...]
    checks: tuple[CheckOutcome, ...]
    accepted: tuple[Accepted, ...] = ()

    @property
    def has_crashed(self) -> bool:
        """Whether a check crashed: our own fault, never hidden."""
        return any(check.outcome == "crashed" for check in self.checks)


class Report(NamedTuple):
    """All files that were checked."""

    files: tuple[FileReport, ...]

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each severity; accepted ones are not counted."""
        counts = {"error": 0, "warning": 0, "note": 0}
        for file in self.files:
            for finding in file.findings:
                counts[finding.severity] += 1
        return counts

    def to_dict(self) -> dict[str, object]:
        """The report as the JSON document ``jixiao.report/1``."""
        return {
            "schema": REPORT_SCHEMA,
            "files": [
                {
                    "file": file.file,
                    "findings": [finding.to_dict() for finding in file.findings],
                    "checks": [check._asdict() for check in file.checks],
                    "accepted": [
                        {**item._asdict(), "finding": item.finding.to_dict()}
                        for item in file.accepted
                    ],
                }
                for file in self.files
            ],
            "summary": self.summary,
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The JSON text of :meth:`to_dict`."""
        from scoring.model.document import json_text

        return json_text(self.to_dict(), indent)
