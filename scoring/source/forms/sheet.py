"""What every format of a filled form is opened as: a sheet of cells with their text and address.

No format and no label of a form is known here.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.model.finding import Finding


class FormCell(NamedTuple):
    """One cell of a form, merged over ``columns`` to the right and ``rows`` downwards.

    ``row`` and ``column`` count from 0. ``text`` is what a reader of the form sees, exact: a number
    with a number format as it is shown when the shown text is exact (0.9968 shown as 99.68%), else
    with all its digits; never blank. ``address`` is the name of the cell (``B7``) that findings
    print; a table of a document or a page counts its columns the same way.
    """

    row: int
    column: int
    text: str
    address: str
    rows: int = 1
    columns: int = 1


class FormSheet(NamedTuple):
    """A sheet of a workbook, a table of a document or page, a table of text.

    ``cells`` are those with a text, in reading order. ``before`` and ``after`` are the lines of
    running text around a table (title and notes of a document, header and footer of a page).
    ``name`` is what findings call the sheet: the sheet's name, ``表1`` for the first table of a
    document, ``None`` for a file that has only one. ``hints`` are what the file says about itself
    beside its text, such as the rule set a form of ours was written under (``rules``).
    """

    name: str | None
    cells: tuple[FormCell, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()


class OpenedFile(NamedTuple):
    """The sheets of a file in their order, and what opening it brought to light.

    No sheets and an error among the findings: the file was refused.
    """

    sheets: tuple[FormSheet, ...]
    findings: tuple[Finding, ...]
