"""The 自评报告: the outline filled from the project's texts and the scorecard, in two formats.

``compose`` makes the report as values, ``write`` prints it. Nothing is made up: every number is the
scorecard's, every text the project's, and where neither has anything a gap says what to write.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard
    from scoring.render.self_report.document import SelfReport

FORMATS = ("markdown", "docx")
"""What the report can be written in."""


class UnknownReportFormatError(ValueError):
    """The report is not written in this format."""

    def __init__(self, format: str) -> None:  # noqa: A002 - the word of the option
        self.format = format
        super().__init__(f"自评报告没有格式“{format}”，可用：{'、'.join(FORMATS)}。")

    def __reduce__(self) -> tuple[type[UnknownReportFormatError], tuple[str]]:
        return type(self), (self.format,)


def compose(card: Scorecard) -> SelfReport:
    """The report on a scored project."""
    from scoring.render.docx import properties_of
    from scoring.render.layouts import lay_out
    from scoring.render.layouts.printed import title
    from scoring.render.self_report import beginning, closing, results, shortfalls
    from scoring.render.self_report.document import SelfReport, one_line
    from scoring.render.self_report.topics import Texts

    project = card.project
    texts = Texts(project)
    form = lay_out(card)
    year = "" if project.year is None else f"{project.year}年度"
    body = (
        *beginning.situation(card, texts),
        *beginning.work(card, texts),
        *results.conclusion(card, texts),
        *results.fulfilment(card, texts),
        *shortfalls.shortfalls(card, texts),
        *closing.use(texts),
        *closing.other(card, texts),
        *closing.attached(form.title),
    )
    return SelfReport(
        one_line(f"{year}{title(project)}项目支出绩效自评报告"),
        body,
        tuple(closing.signature(card)),
        form,
        closing.EVIDENCE_TITLE,
        tuple(closing.evidence(card)),
        tuple(properties_of(card)),
    )


def write(report: SelfReport, format: str = "markdown") -> bytes:  # noqa: A002
    """The report in a format of ``FORMATS``; the same report gives the same bytes.

    Raises ``UnknownReportFormatError``.
    """
    if format == "markdown":
        from scoring.render import encoded
        from scoring.render.self_report.markdown import write as write_markdown

        return encoded(write_markdown(report))
    if format == "docx":
        from scoring.render.self_report.word import write as write_word

        return write_word(report)
    raise UnknownReportFormatError(format)
