"""One form: its rows block by block into a draft, then what only the whole form can tell."""

from __future__ import annotations

from scoring.model.finding import Place
from scoring.record import TYPE_CHECKING
from scoring.source.events import Scalar
from scoring.source.forms.blocks.analysis import Analysis
from scoring.source.forms.blocks.funds import give_reason, read_funds, share_reasons
from scoring.source.forms.blocks.goals import read_goals
from scoring.source.forms.blocks.heading import (
    finish_heading,
    read_heading,
    read_line,
    read_rules,
    read_title,
)
from scoring.source.forms.blocks.indicators import Indicators
from scoring.source.forms.blocks.kinds import is_note, kind_of
from scoring.source.forms.blocks.result import read_total
from scoring.source.forms.draft import Draft
from scoring.source.forms.labels import bare, is_one_of
from scoring.source.forms.row_values import explain

if TYPE_CHECKING:
    from scoring.source.forms.rows import Row
    from scoring.source.forms.segments import Segment

_COLONS = 8
_NUMBERED = "0123456789一二三四五六七八九十（("


def read_form(segment: Segment, file: str | None) -> Draft:
    """The draft of one form; never raises."""
    draft = Draft(file, segment.sheet)
    foot = Place(sheet=segment.sheet)
    for line in segment.before:
        read_line(draft, line)
    for name, value in segment.hints:
        if name == "rules" and value.strip():
            draft.values.setdefault("rules", Scalar(value.strip(), foot, plain=False))
    _read_rows(draft, segment.rows)
    for line in segment.after:
        read_rules(draft, line, foot)
    _share_out(draft)
    finish_heading(draft)
    return draft


def _read_rows(draft: Draft, rows: list[Row]) -> None:
    indicators = Indicators(draft)
    analysis = Analysis(draft)
    in_notes = False
    at = 0
    while at < len(rows):
        row = rows[at]
        kind = kind_of(row)
        if kind == "indicators":
            at += indicators.read(rows, at)
            in_notes = False
        elif kind == "funds":
            at += read_funds(draft, rows, at)
        elif kind == "total":
            read_total(draft, row, indicators.columns)
            at += 1
        elif kind == "goals":
            at += read_goals(draft, rows, at)
        elif kind == "heading":
            read_heading(draft, row)
            draft.leave(row)
            at += 1
        elif kind == "notes" and not _is_remark(row):
            in_notes = _note(draft, row) or in_notes
            at += 1
        else:
            at += _other(draft, rows, at, analysis, indicators, in_notes=in_notes)
    indicators.finish()


def _is_remark(row: Row) -> bool:
    """备注 │ a text: the project's own remark, not a printed note."""
    return len(row.cells) == 2 and bare(row.cells[0].text) in {"备注", "说明"}  # noqa: PLR2004


def _note(draft: Draft, row: Row) -> bool:
    """A printed note: dropped, but for the line that names the rules."""
    for cell in row.cells:
        read_rules(draft, cell.text, row.place(cell))
        draft.use(cell)
    return True


def _other(
    draft: Draft,
    rows: list[Row],
    at: int,
    analysis: Analysis,
    indicators: Indicators,
    *,
    in_notes: bool,
) -> int:
    """A row that begins no block: text of the analysis, title, note, or indicators going on."""
    row = rows[at]
    first = row.cells[0]
    if read_rules(draft, first.text, row.place(first)):
        draft.use(*row.cells)
        return 1
    if in_notes and len(row.cells) == 1 and _is_further_note(first.text):
        draft.use(first)
        return 1
    taken = analysis.read(rows, at)
    if taken:
        for number in range(at, at + taken):
            draft.leave(rows[number])
        return taken
    if "total" not in draft.blocks and "indicators" not in draft.blocks and read_title(draft, row):
        draft.leave(row)
        return 1
    if indicators.columns is not None and "total" not in draft.blocks and len(row.cells) > 2:  # noqa: PLR2004
        went = indicators.go_on(rows, at)
        if went:
            return went
    if is_note(first.text):
        draft.use(*row.cells)
    elif "indicators" in draft.blocks and read_title(draft, row):
        pass
    draft.leave(row)
    return 1


def _is_further_note(text: str) -> bool:
    """A line after 备注：1. …: another number, or a line that goes on."""
    return text.lstrip()[:1] in _NUMBERED


def _share_out(draft: Draft) -> None:
    """Reasons a form without a column for them prints below it, back to their rows."""
    by_name = {
        row.values["name"].text: row.values for row in draft.indicators if "name" in row.values
    }
    kept = []
    for part in draft.analysis:
        text = part.text
        if text is not None and is_one_of("forms.analysis", "fund_reasons", part.label.text):
            text = share_reasons(draft, text)
        elif (
            text is not None
            and "explanation" not in draft.columns
            and is_one_of("forms.analysis", "row_reasons", part.label.text)
        ):
            text = _to_rows(draft, text, by_name)
        if text is not None or part.inner:
            kept.append(part._replace(text=text))
    draft.analysis = kept


def _to_rows(draft: Draft, text: Scalar, by_name: dict[str, dict[str, Scalar]]) -> Scalar | None:
    """Lines that begin with the name of an indicator, of a source, or 预算执行率."""
    funds = {row.name.text: row.values for row in draft.funds}
    total = next(
        (row.values for row in draft.funds if is_one_of("funds", "total", row.name.text)), None
    )
    left: list[str] = []
    for line in text.text.split("\n"):
        # A name may hold a colon of its own: 指标1：培训人次：教材涨价.
        ends = [place for place, sign in enumerate(line) if sign == "："][:_COLONS]
        for end in ends:
            name, reason = line[:end], line[end + 1 :]
            values = by_name.get(name) or funds.get(name)
            if values is None and is_one_of("forms.analysis", "execution", name):
                values = total
            if values is not None and give_reason(values, text._replace(text=reason)):
                break
        else:
            left.append(line)
    for values in by_name.values():
        explain(values)
    return text._replace(text="\n".join(left)) if left else None
