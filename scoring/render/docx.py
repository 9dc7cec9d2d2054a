"""Any grid as a Word document: a real table on A4 lying down, ready to sign.

The same grid gives the same bytes. Nothing here knows what a form says. python-docx is imported
when a document is written.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.word.markup import lines, paragraph
from scoring.render.word.package import save
from scoring.render.word.pages import FORM, Section, form_foot
from scoring.render.word.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.model.scorecard import Scorecard
    from scoring.render.grid import Grid

RULES, FORM_ID = "评分规则", "版式"
"""Custom properties of the file: the id of the rule set, and of the form."""


def write(grid: Grid, properties: Sequence[tuple[str, str]] = ()) -> bytes:
    """The grid as a document; ``properties`` are kept with the file (docProps/custom.xml)."""
    return save([section_of(grid)], grid.title, properties)


def write_form(card: Scorecard, form: str | None = None) -> bytes:
    """The scorecard as a form: the one asked for, else the rule set's.

    Raises ``UnknownFormError`` when there is no such form.
    """
    from scoring.render.layouts import lay_out

    return write(lay_out(card, form), properties_of(card, form))


def properties_of(card: Scorecard, form: str | None = None) -> list[tuple[str, str]]:
    """What is kept with a file so that its form can be read back."""
    return [(RULES, card.rules.id), (FORM_ID, form or card.rules.form)]


def section_of(grid: Grid, before: str = "") -> Section:
    """The pages of a grid: title, table, notes; ``before`` is markup that stands above them."""
    parts = [before]
    if grid.title:
        parts.append(lines("FormTitle", grid.title))
    if grid.subtitle:
        parts.append(lines("FormSubtitle", grid.subtitle))
    taken = _taken(grid) + (_ABOVE if before else 0)
    parts.append(table(grid, FORM.width, FORM.height, taken))
    parts += [lines("Note", note) for note in grid.notes]
    if not grid.notes:
        # A document does not end in a table.
        parts.append(paragraph("AfterTable", ""))
    return Section(FORM, "".join(parts), form_foot(grid.footer, FORM))


_TITLE, _SUBTITLE, _NOTE = (360, 600), (240, 500), (180, 300)
"""Width of a character and height of a line of each, in twentieths of a point."""

_ABOVE = 640
"""What a line above the title takes."""


def _taken(grid: Grid) -> int:
    """About how high title and notes are."""
    from scoring.render.width import visible, wrap

    texts = [(grid.title, _TITLE), (grid.subtitle, _SUBTITLE)]
    texts += [(note, _NOTE) for note in grid.notes]
    return sum(
        len(wrap(visible(text), 2 * FORM.width // wide)) * line
        for text, (wide, line) in texts
        if text
    )
