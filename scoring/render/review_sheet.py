"""The 复核底稿 in every format: the grid, the results in words, and what was found."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render import encoded
from scoring.render.layouts.review import lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.model.finding import Finding
    from scoring.model.review import Review

FORMATS = ("table", "json", "markdown", "xlsx")
"""What a review and a sample can be written as."""

SHEET_NAME = "自评复核底稿"


def write(
    review: Review,
    format: str,  # noqa: A002 - the option's word
    columns: int,
    source: str | None = None,
) -> bytes:
    """The review in one of ``FORMATS``.

    Args:
        review: what ``scoring.review`` returns.
        format: the same review gives the same bytes.
        columns: width of the terminal, for ``table``.
        source: the text of the reviewer's file, to show the lines findings stand in.
    """
    if format == "json":
        return encoded(review.to_json() + "\n")
    grid = lay_out(review)
    if format == "xlsx":
        from scoring.render import xlsx

        return xlsx.write(grid, SHEET_NAME)
    found = shown_findings(review)
    if format == "markdown":
        return encoded(_markdown(review, found))
    return encoded(_text(review, found, columns, source))


def shown_findings(review: Review) -> tuple[Finding, ...]:
    """The findings of the review and the errors of both files; ``score check`` tells the rest."""
    return tuple(
        finding
        for finding in review.findings
        if finding.code == "RV683" or finding.severity == "error"
    )


def _text(review: Review, found: Sequence[Finding], columns: int, source: str | None) -> str:
    from scoring.render.outcome import counts
    from scoring.render.problems import describe
    from scoring.render.terminal import clamp, draw

    columns = clamp(columns)
    lines = [draw(lay_out(review), columns)]
    if found:
        file = review.reviewed.project.file
        lines.append(f"\n发现的问题：{counts(tuple(found))}\n")
        lines += [f"{line}\n" for line in describe(found, columns, source, file)]
    return "".join(lines)


def _markdown(review: Review, found: Sequence[Finding]) -> str:
    from scoring.render.markdown import escape, table
    from scoring.render.outcome import SEVERITY_LABELS, counts
    from scoring.render.problems import place

    parts = [table(lay_out(review))]
    if found:
        parts.append(f"\n## 发现的问题（{counts(tuple(found))}）\n\n")
    for finding in found:
        label = f"{SEVERITY_LABELS[finding.severity]} {finding.code}"
        parts.append(f"- **{label}** {escape(place(finding))}：{escape(finding.message)}")
        parts.append(f"（{escape(finding.help)}）\n" if finding.help else "\n")
    return "".join(parts)
