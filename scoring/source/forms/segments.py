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
from scoring.source.forms.rows import rows_of

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


def segments_of(sheets: Sequence[FormSheet]) -> tuple[list[Segment], list[FormSheet]]:
    """The forms of a file, and the sheets that hold none."""
    found: list[Segment] = []
    parts: list[_Parts] = []
    others: list[FormSheet] = []
    for sheet in sheets:
        pieces = _split(sheet)
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
        is_any = False
        for piece, more in pieces:
            if more.is_form:
                found.append(piece)
                parts.append(more)
                is_any = True
        if pieces and not is_any:
            others.append(sheet)
    return found, others


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


def _split(sheet: FormSheet) -> list[tuple[Segment, _Parts]]:
    """The rows of a sheet, cut where another form begins."""
    rows = rows_of(sheet)
    if not rows:
        return []
    starts = [0]
    current = _Parts()
    all_parts = [current]
    names = [name_of(row) for row in rows]
    titles = [_title_of(row) for row in rows]
    following = _following_names(names, titles)
    for at, row in enumerate(rows):
        name, title = names[at], titles[at]
        begins = False
        if title is not None and (current.is_form or current.has_funds or current.has_total):
            begins = _is_new(current, title, following[at])
        elif name is not None and current.name is not None:
            begins = (
                name != current.name
                if not current.has_total
                else current.has_funds or current.has_indicators
            )
        elif name is not None and current.has_total:
            begins = True
        if begins:

            first = at
            current = _Parts()
            all_parts.append(current)
            starts.append(first)
        current.title = current.title or title
        current.name = current.name or name
        if indicator_headings(row):
            current.has_indicators = True
        elif fund_headings(row) or is_fund_pairs(row):
            current.has_funds = True
        elif current.has_indicators and is_total(row):
            current.has_total = True
    ends = [*starts[1:], len(rows)]
    pieces: list[tuple[Segment, _Parts]] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        segment = Segment(
            sheet.name,
            rows[start:end],
            sheet.before if number == 0 else (),
            sheet.after,
            sheet.hints,
        )
        parts = all_parts[number]
        if number == 0 and parts.title is None:
            parts.title = next((bare(line) for line in sheet.before if is_title(line)), None)
        if number == 0 and parts.name is None:
            for line in sheet.before:
                pair = heading_text(line.strip())
                if pair is not None and pair[0] == "name":
                    parts.name = bare(pair[1])
        pieces.append((segment, parts))
    return pieces


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
