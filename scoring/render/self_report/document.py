"""The 自评报告 as values: headings, paragraphs, tables, gaps. No format and no project is known here."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.shown import shown

if TYPE_CHECKING:
    from typing import TypeAlias

    from scoring.render.grid import Grid


class Gap(NamedTuple):
    """What the author still has to write; printed so that nobody overlooks it.

    >>> Gap("立项依据和背景").text
    '【请补充：立项依据和背景】'
    """

    wanted: str

    @property
    def text(self) -> str:
        """As printed."""
        return f"【请补充：{self.wanted}】"


if TYPE_CHECKING:
    Piece: TypeAlias = str | Gap


class Heading(NamedTuple):
    """A heading with its number; ``level`` counts from 1."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """One paragraph: texts and gaps."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


class Table(NamedTuple):
    """A table; the title stands above it."""

    grid: Grid


if TYPE_CHECKING:
    Block: TypeAlias = Heading | Paragraph | Table


class SelfReport(NamedTuple):
    """The whole report.

    ``body`` ends with the list of what is attached, ``signature`` stands below it. ``form`` is
    attachment 1, a page lying down; ``evidence`` attachment 2. ``properties`` are kept with files
    that can: the ids of rules and form.
    """

    title: str
    body: tuple[Block, ...]
    signature: tuple[Paragraph, ...]
    form: Grid
    evidence_title: str
    evidence: tuple[Block, ...]
    properties: tuple[tuple[str, str], ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything the author still has to write, in order."""
        blocks = (*self.body, *self.signature, *self.evidence)
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        return tuple(
            piece for block in paragraphs for piece in block.pieces if isinstance(piece, Gap)
        )


def paragraph(*pieces: Piece) -> Paragraph:
    """A paragraph of these pieces, in one line."""
    return Paragraph(
        tuple(one_line(piece) if isinstance(piece, str) else piece for piece in pieces)
    )


def heading(level: int, text: str) -> Heading:
    """A heading in one line."""
    return Heading(level, one_line(text))


def one_line(text: str) -> str:
    r"""A text whose line breaks are spaces.

    >>> one_line("甲\r\n乙")
    '甲 乙'
    """
    return text if text.isprintable() else " ".join(shown(text).split("\n"))
