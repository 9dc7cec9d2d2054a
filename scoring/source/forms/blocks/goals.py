"""The texts of the yearly goal and of what became of it, under their labels or beside them."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.blocks.kinds import goal_cells, kind_of
from scoring.source.forms.draft import scalar
from scoring.source.forms.labels import is_any_block
from scoring.source.forms.rows import Columns, Heading

if TYPE_CHECKING:
    from scoring.source.forms.draft import Draft
    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormCell


def read_goals(draft: Draft, rows: list[Row], start: int) -> int:
    """The block that begins in this row; how many rows were read."""
    row = rows[start]
    labelled = goal_cells(row)
    fields = [field for _, field in labelled]
    first = labelled[0][0]
    if len(labelled) > 1 and is_any_block(first.text) and fields[0] in fields[1:]:
        # 年度总体目标 │ 预期目标 │ 实际完成情况: the first is the name of the block.
        draft.see(row, first)
        labelled = labelled[1:]
    draft.blocks.add("goals")
    above: list[Heading] = []
    beside: list[Heading] = []
    cells = row.cells
    for cell, field in labelled:
        draft.see(row, cell)
        at = cells.index(cell) + 1
        following = cells[at] if at < len(cells) else None
        if following is not None and not any(following is other for other, _ in labelled):
            if is_any_block(following.text) and field == "goal":
                continue
            draft.use(following)
            draft.goals.setdefault(field, []).append(scalar(row, following))
            start_, end = following.column, following.column + following.columns
            beside.append(Heading(field, cell.text, following, start_, end))
        else:
            above.append(Heading(field, cell.text, cell, cell.column, cell.column + cell.columns))
    draft.leave(row)
    if beside:
        return 1 + _more(draft, rows, start + 1, Columns(beside), _last_row(labelled))
    if above:
        return 1 + _more(draft, rows, start + 1, Columns(above), None)
    return 1


def _last_row(labelled: list[tuple[FormCell, str]]) -> int:
    """The last row a label beside its text is merged over."""
    return max(cell.row + cell.rows - 1 for cell, _ in labelled)


def _more(draft: Draft, rows: list[Row], start: int, columns: Columns, until: int | None) -> int:
    """Texts in the rows below, by their columns, as far as no other block begins."""
    at = start
    while at < len(rows):
        row = rows[at]
        if kind_of(row) is not None or (until is not None and row.number > until):
            break
        found: list[tuple[Heading, FormCell]] = []
        for cell in row.cells:
            heading = columns.owner(cell)
            if heading is None and cell.column > columns.last:
                heading = columns.headings[-1]
            if heading is not None:
                found.append((heading, cell))
        if not found:
            break
        for heading, cell in found:
            draft.use(cell)
            draft.goals.setdefault(heading.field, []).append(scalar(row, cell))
        draft.leave(row)
        at += 1
    return at - start
