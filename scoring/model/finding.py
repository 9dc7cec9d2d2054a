"""Findings: problems in data as values, each with a code, a place and a remedy."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal

if TYPE_CHECKING:
    Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Place(NamedTuple):
    """Where a value stands: line and column count from 1, in characters; a cell in a workbook."""

    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None


class Related(NamedTuple):
    """Another place that belongs to a finding (the first of two equal keys, the other row).

    ``file`` is set only where the place is in another file than the finding's; the JSON has no
    field for it, so the message names the file too.
    """

    path: str
    line: int | None
    column: int | None
    message: str
    file: str | None = None

    def to_dict(self) -> dict[str, object]:
        """The place as the JSON of the scorecard and the report prints it."""
        document = self._asdict()
        del document["file"]
        return document


class Finding(NamedTuple):
    """One thing wrong or doubtful: what was found, what was expected, where, how to mend it.

    ``path`` is the JSON pointer of the value in the document as written. ``line`` and ``column``
    are filled from the file's places once, when the report is put together.
    """

    code: str
    name: str
    severity: Severity
    message: str
    help: str
    path: str = ""
    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    related: tuple[Related, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The finding as the JSON of the scorecard and the report prints it."""
        document = self._asdict()
        document["related"] = [related.to_dict() for related in self.related]
        return document


def file_order(finding: Finding) -> tuple[str, int, int, int, str, str, str]:
    """The key by which findings stand in the order of their file, those without a place first."""
    cell = finding.cell or ""
    letters = cell.rstrip("0123456789")
    return (
        finding.sheet or "",
        finding.line or int(cell[len(letters) :] or 0),
        finding.column or 0,
        len(letters),
        letters,
        finding.code,
        finding.path,
    )
