"""The report as Markdown."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.markdown import escape, table
from scoring.render.self_report.document import Heading, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.render.grid import Grid
    from scoring.render.self_report.document import Block, Paragraph, SelfReport


def write(report: SelfReport) -> str:
    """The whole report: gaps in bold, tables under their titles, the attachments at the end."""
    parts = [f"# {escape(report.title)}\n\n", *_blocks(report.body)]
    parts += map(_paragraph, report.signature)
    parts += [f"## 附件1 {escape(report.form.title)}\n\n", _table(report.form)]
    parts += [f"## 附件2 {escape(report.evidence_title)}\n\n", *_blocks(report.evidence)]
    return "".join(parts).rstrip("\n") + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{'#' * (block.level + 1)} {escape(block.text)}\n\n"
        elif isinstance(block, Table):
            if block.grid.title:
                yield f"**{escape(block.grid.title)}**\n\n"
            yield _table(block.grid)
        else:
            yield _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    pieces = [
        _line(piece) if isinstance(piece, str) else f"**{escape(piece.text)}**"
        for piece in block.pieces
    ]
    return "".join(pieces) + "\n\n"


def _line(text: str) -> str:
    """A text that begins no list: 1. would."""
    escaped = escape(text)
    number, point, rest = escaped.partition(".")
    return f"{number}\\.{rest}" if point and number.isascii() and number.isdigit() else escaped


def _table(grid: Grid) -> str:
    """The table without its heading, which stands above it in a way of its own."""
    _, _, rest = table(grid).partition("\n\n")
    return rest + "\n"
