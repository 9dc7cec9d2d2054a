"""Where one form ends and the next begins, in a sheet, over the tables of a document.

A form begins with its title or its 项目名称. A repeated head on the next page begins none, and a
table that goes on where the one before it stopped belongs to the same form.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.forms.blocks.heading import is_title
from scoring.source.forms.blocks.kinds import (
    fund_headings,
    heading_label,
    heading_text,
    indicator_headings,
    is_fund_pairs,
    is_total,
    kind_of,
)
from scoring.source.forms.labels import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormSheet


class Segment(NamedTuple):
    """The rows of one form, with the lines around them."""

    sheet: str | None
    rows: list[Row]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()


class _Parts:
    """What the rows of a form hold so far."""

    def __init__(self) -> None:
        self.name: str | None = None
        self.title: str | None = None
        self.has_funds = False
        self.has_indicators = False
        self.has_total = False

    def add(self, row: Row, title: str | None, name: str | None) -> None:
        """One row more."""
        self.title = self.title or title
        self.name = self.name or name
        if indicator_headings(row):
            self.has_indicators = True
        elif fund_headings(row) or is_fund_pairs(row):
            self.has_funds = True
        elif self.has_indicators and is_total(row):
            self.has_total = True

    @property
    def is_form(self) -> bool:
        """Whether these rows are a form at all."""
        return self.has_indicators or (self.has_funds and self.name is not None)


def name_of(row: Row) -> str | None:
    """The name of the project, if the row says it; an empty one is ''."""
    for at, cell in enumerate(row.cells):
        if heading_label(cell.text) == "name":
            value = row.cells[at + 1].text if at + 1 < len(row.cells) else ""
            return "" if heading_label(value) is not None else bare(value) or value.strip()
        pair = heading_text(cell.text)
        if pair is not None and pair[0] == "name":
            return bare(pair[1])
    return None


def segments_of(sheets: Sequence[tuple[FormSheet, list[Row]]]) -> list[Segment]:
    """The forms in the sheets of a file, each sheet with its rows."""
    found: list[Segment] = []
    parts: list[_Parts] = []
    for sheet, rows in sheets:
        pieces = _split(sheet, rows)
        # So many tables of a document are one form, while it goes on.
        if found and pieces and _goes_on(parts[-1], pieces[0], sheet):
            piece, more = pieces.pop(0)
            last = found[-1]
            found[-1] = last._replace(
                rows=last.rows + piece.rows,
                after=last.after + sheet.before + piece.after,
                hints=last.hints + sheet.hints,
            )
            _join(parts[-1], more)
        for piece, more in pieces:
            if more.is_form:
                found.append(piece)
                parts.append(more)
    return found


def _join(parts: _Parts, more: _Parts) -> None:
    parts.has_funds = parts.has_funds or more.has_funds
    parts.has_indicators = parts.has_indicators or more.has_indicators
    parts.has_total = parts.has_total or more.has_total


def _goes_on(parts: _Parts, piece: tuple[Segment, _Parts], sheet: FormSheet) -> bool:
    """Whether a table of a document goes on with the form of the table before it."""
    rows, more = piece
    if sheet.name is None or not sheet.name.startswith("表"):
        return False
    title = next((bare(line) for line in sheet.before if is_title(line)), more.title)
    if title is not None and title != parts.title:
        return False
    if more.name is not None and more.name != parts.name:
        return False
    if not parts.has_total:
        return True
    # Below the total come the texts of the analysis and the signatures.
    return not (more.has_funds or more.has_indicators or more.has_total) and all(
        kind_of(row) in {"analysis", "notes", "heading", None} for row in rows.rows
    ) and any(kind_of(row) == "analysis" for row in rows.rows)  # fmt: skip


def _split(sheet: FormSheet, rows: list[Row]) -> list[tuple[Segment, _Parts]]:
    """The rows of a sheet, cut where another form begins."""
    if not rows:
        return []
    names = [name_of(row) for row in rows]
    titles = [_title_of(row) for row in rows]
    following = _following_names(names, titles)
    starts = [0]
    all_parts = [_Parts()]
    for at, row in enumerate(rows):
        if _begins(all_parts[-1], titles[at], names[at], following[at]):
            all_parts.append(_Parts())
            starts.append(at)
        all_parts[-1].add(row, titles[at], names[at])
    _from_lines(all_parts[0], sheet.before)
    ends = [*starts[1:], len(rows)]
    return [
        (
            Segment(
                sheet.name,
                rows[start:end],
                () if start else sheet.before,
                sheet.after,
                sheet.hints,
            ),
            parts,
        )
        for start, end, parts in zip(starts, ends, all_parts, strict=True)
    ]


def _begins(parts: _Parts, title: str | None, name: str | None, following: str | None) -> bool:
    """Whether a row with this title or this name begins another form."""
    if title is not None and (parts.is_form or parts.has_funds or parts.has_total):
        return _is_new(parts, title, following)
    if name is None:
        return False
    if parts.has_total:
        return True
    return parts.name is not None and name != parts.name


def _from_lines(parts: _Parts, lines: tuple[str, ...]) -> None:
    """Title and name from the lines before a table."""
    if parts.title is None:
        parts.title = next((bare(line) for line in lines if is_title(line)), None)
    for line in lines:
        pair = heading_text(line.strip())
        if parts.name is None and pair is not None and pair[0] == "name":
            parts.name = bare(pair[1])


def _title_of(row: Row) -> str | None:
    """The title of a form, if the row is one: a text alone in its row."""
    if len(row.cells) > 2 or not is_title(row.cells[0].text):  # noqa: PLR2004 - a title and a year
        return None
    if kind_of(row) is not None:
        return None
    return bare(row.cells[0].text)


def _following_names(names: list[str | None], titles: list[str | None]) -> list[str | None]:
    """For each row the name said next, before another title."""
    result: list[str | None] = [None] * len(names)
    next_name: str | None = None
    for at in range(len(names) - 1, -1, -1):
        if names[at] is not None:
            next_name = names[at]
        result[at] = next_name
        if titles[at] is not None:
            next_name = None
    return result


def _is_new(current: _Parts, title: str, name: str | None) -> bool:
    """Whether a title begins a form, or is the head of the next page of this one."""
    if title != current.title or current.has_total:
        return True
    return name is not None and current.name is not None and name != current.name
