r"""Any grid as csv: a BOM, lines that end in CR LF, merged cells written once, in their corner.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula. Such a text
gets an apostrophe in front, and the reader takes it off again; plain numbers (``-5.00``, ``+3.2%``)
stay as they are. Nothing here knows what a form says.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.grid import placed
from scoring.render.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.model.scorecard import Scorecard
    from scoring.render.grid import Grid

BOM = "\ufeff"
GUARD = "'"
_STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def write_form(card: Scorecard, form: str | None = None) -> str:
    """The scorecard's form as csv."""
    from scoring.render.layouts import lay_out

    return write(lay_out(card, form))


def write(grid: Grid) -> str:
    """The title, the year, the table, the notes and the footer, each line as wide as the table."""
    count = len(grid.widths)
    lines = [[""] * count for _ in grid.rows]
    for row, column, cell in placed(grid):
        lines[row][column] = guarded(shown(cell.text))
    blank = [""] * (count - 1)
    above = [[guarded(shown(text)), *blank] for text in (grid.title, grid.subtitle) if text]
    below = [[guarded(shown(text)), *blank] for text in (*grid.notes, grid.footer) if text]
    return lines_of([*above, *lines, *below])


def lines_of(rows: Iterable[Sequence[str]]) -> str:
    """The rows as the text of a csv file."""
    import csv
    from io import StringIO

    text = StringIO(newline="")
    text.write(BOM)
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it for a formula; ``unguarded`` gives it back.

    >>> [guarded(text) for text in ("=1个", "-5.00", "+3.2%", "—", "'=1个", "'abc")]
    ["'=1个", '-5.00', '+3.2%', '—', "''=1个", "'abc"]
    """
    return GUARD + text if _is_risky(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded.

    >>> [unguarded(text) for text in ("'=1个", "''=1个", "'abc", "-5.00")]
    ['=1个', "'=1个", "'abc", '-5.00']
    """
    return text[1:] if text[:1] == GUARD and _is_risky(text[1:]) else text


def _is_risky(text: str) -> bool:
    """Whether a spreadsheet may run it, leaving apostrophes and blanks before it aside."""
    bare = text.lstrip(GUARD)
    first = bare[:1]
    if first.isspace() and first not in _STARTS_FORMULA:
        # Some programs trim what they open.
        first = bare.lstrip()[:1]
    return first in _STARTS_FORMULA and first != "" and not _is_harmless(bare)


def _is_harmless(text: str) -> bool:
    """A number with its sign, or nothing but minus signs, as blanks are filled in."""
    number = text[1:].removesuffix("%") if text[:1] in {"+", "-"} else ""
    whole, point, decimals = number.partition(".")
    is_number = whole.isdecimal() and (decimals.isdecimal() or not point) and number.isascii()
    return is_number or not text.strip("-")
