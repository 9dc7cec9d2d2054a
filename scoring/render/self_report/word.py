"""The report as a Word document: text upright, the form lying down, the evidence upright again."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.docx import section_of
from scoring.render.self_report.document import Heading, Table
from scoring.render.width import visible, width
from scoring.render.word.markup import lines, marked, paragraph, run
from scoring.render.word.package import save
from scoring.render.word.pages import LETTER, Section, letter_foot
from scoring.render.word.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.render.self_report.document import Block, Paragraph, SelfReport


def write(report: SelfReport) -> bytes:
    """The whole report as one file."""
    body = [lines("Title", _title(report.title)), *_blocks(report.body), _EMPTY]
    body += [_paragraph(line, "Signature") for line in report.signature]
    evidence = [
        paragraph("Attachment", run("附件2")),
        lines("Title", report.evidence_title),
        *_blocks(report.evidence),
    ]
    sections = (
        Section(LETTER, "".join(body), letter_foot()),
        section_of(report.form, paragraph("Attachment", run("附件1"))),
        Section(LETTER, "".join(evidence), letter_foot()),
    )
    return save(sections, report.title, report.properties)


_ENDING = "项目支出绩效自评报告"
_WIDEST = 40
"""Columns of a line of the title."""


def _title(title: str) -> str:
    """A long title in two lines, the kind of document on a line of its own."""
    if width(visible(title)) <= _WIDEST or not title.endswith(_ENDING):
        return title
    return f"{title.removesuffix(_ENDING)}\n{_ENDING}"


_EMPTY = paragraph("Body", "")


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield lines(f"Heading{block.level}", block.text)
        elif isinstance(block, Table):
            if block.grid.title:
                yield lines("TableTitle", block.grid.title)
            yield table(block.grid, LETTER.width, LETTER.height)
            yield paragraph("AfterTable", "", '<w:spacing w:after="160"/>')
        else:
            yield _paragraph(block, "Body")


def _paragraph(block: Paragraph, style: str) -> str:
    pieces = [
        run(piece) if isinstance(piece, str) else marked(piece.text) for piece in block.pieces
    ]
    return paragraph(style, "".join(pieces))
