"""What a library says about an indicator, added to the help of a finding about its hollow target.

No file is opened here: the caller brings a function from a row to what the libraries define.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.finding import Finding
    from scoring.model.library import Definition
    from scoring.model.project import Indicator, Project
    from scoring.model.report import FileReport

HOLLOW = "TG454"


class Suggestion(NamedTuple):
    """A definition for a row, the library it stands in, and whether it has the row's own name."""

    definition: Definition
    library: str
    title: str | None = None
    is_same: bool = True


def with_suggestions(
    report: FileReport, project: Project, suggest: Callable[[Indicator], Suggestion | None]
) -> FileReport:
    """The report with the library's definition in the help of each hollow target.

    Args:
        report: about one file, its findings with or without places.
        project: the one it is about.
        suggest: asked for the rows with a hollow target only.
    """
    if all(finding.code != HOLLOW for finding in report.findings):
        return report
    findings = tuple(
        _suggested(finding, project, suggest) if finding.code == HOLLOW else finding
        for finding in report.findings
    )
    return report._replace(findings=findings)


def _suggested(
    finding: Finding, project: Project, suggest: Callable[[Indicator], Suggestion | None]
) -> Finding:
    for row in project.indicators:
        if finding.path.rpartition("/")[0] == row.path:
            found = suggest(row)
            return finding if found is None else finding._replace(help=helped(finding.help, found))
    return finding


def helped(help_: str, suggestion: Suggestion) -> str:
    """The help with what the definition says behind it."""
    definition, name = suggestion.definition, suggestion.definition.row.name
    library = f"指标库“{suggestion.title or suggestion.library}”"
    lead = f"{library}里有{'' if suggestion.is_same else '相近的'}“{name}”"
    said = [
        (definition.obtained, "取值方法：{}"),
        ("、".join(definition.row.evidence), "佐证材料：{}"),
    ]
    parts = [form.format(text.rstrip("。")) for text, form in said if text]
    place = f"{suggestion.library}/{name}"
    bare = place.replace("/", "").replace("-", "").replace(".", "")
    command = f"score indicators show {place if bare.isalnum() else repr(place)}"
    return f"{help_.rstrip('。')}。{'；'.join([lead, *parts])}（{command}）"
