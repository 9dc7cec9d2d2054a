"""The line of the total: the points the unit gives itself, and its grade."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.events import Scalar
from scoring.source.forms.blocks.analysis import ticked
from scoring.source.forms.blocks.kinds import own_cells, split_total
from scoring.source.forms.draft import scalar
from scoring.source.forms.labels import bare, is_one_of, spellings, word_set
from scoring.source.reading import is_placeholder, quantity

if TYPE_CHECKING:
    from scoring.source.forms.draft import Draft
    from scoring.source.forms.rows import Columns, Row
    from scoring.source.forms.sheet import FormCell


def read_total(draft: Draft, row: Row, columns: Columns | None) -> None:
    """总分 │ 100 │ 99.97 │ 优, in any arrangement."""
    draft.blocks.add("total")
    numbers: list[FormCell] = []
    wanted = "total"
    for cell in own_cells(row):
        text = cell.text
        label = _label(text)
        pair = split_total(text)
        if label is not None:
            wanted = label
            draft.see(row, cell)
        elif pair is not None:
            _split(draft, row, cell, pair)
        elif any(word in text for word in word_set("forms", "unjudged")):
            # Our own form of an open total: what follows are the grades still possible.
            draft.claimed.setdefault("open", scalar(row, cell))
            draft.use(cell)
        elif wanted == "total" and quantity(text) is not None:
            numbers.append(cell)
            draft.use(cell)
        else:
            _grade(draft, row, cell, is_wanted=wanted == "grade")
    if numbers and "open" not in draft.claimed:
        chosen = _points(numbers, columns)
        if chosen is not None:
            draft.claimed.setdefault("total", scalar(row, chosen))
    draft.leave(row)


def _label(text: str) -> str | None:
    """Whether a cell is the label of the total or of the grade."""
    if is_one_of("forms.total", "words", text):
        return "total"
    return "grade" if is_one_of("forms.total", "grades", text) else None


def _grade(draft: Draft, row: Row, cell: FormCell, *, is_wanted: bool) -> None:
    """The grade in a cell; beside its label whatever stands there is one."""
    grade = None if is_placeholder(cell.text) else grade_in(cell.text)
    is_open = "open" in draft.claimed
    if grade is None and is_wanted and not is_placeholder(cell.text):
        grade = cell.text.strip()
    if grade is not None and not is_open:
        draft.claimed.setdefault("grade", scalar(row, cell, grade))
    if grade is not None or is_open:
        draft.use(cell)


def _points(numbers: list[FormCell], columns: Columns | None) -> FormCell | None:
    """The number that is the total: the one under 得分, not the sum of the weights."""
    if columns is not None:
        owned = [(columns.owner(cell), cell) for cell in numbers]
        scores = [cell for heading, cell in owned if heading and heading.field == "claimed_score"]
        if scores:
            return scores[0]
        if len(numbers) == 1 and owned[0][0] is not None and owned[0][0].field == "weight":
            return None
    return numbers[-1]


def _split(draft: Draft, row: Row, cell: FormCell, pair: tuple[str, str]) -> None:
    """总分：99.97 等级：优 in one cell."""
    draft.use(cell)
    label, rest = pair
    if is_one_of("forms.total", "grades", label):
        draft.claimed.setdefault("grade", scalar(row, cell, grade_in(rest) or rest))
        return
    digits = rest[: len(rest) - len(rest.lstrip("0123456789.．"))]
    place = row.place(cell)
    if digits and quantity(digits) is not None:
        draft.claimed.setdefault("total", Scalar(digits, place, plain=False))
    grade = grade_in(rest[len(digits) :].lstrip("分，,；; "))
    if grade is not None:
        draft.claimed.setdefault("grade", Scalar(grade, place, plain=False))


def grade_in(text: str) -> str | None:
    """The grade a short text names, ticked or written.

    >>> grade_in("优"), grade_in("自评等级：良"), grade_in("优□ 良☑ 中□ 差□"), grade_in("优化管理")
    ('优', '良', '良', None)
    """
    chosen = ticked(text)
    half = bare(chosen if chosen is not None else text)
    grades = word_set("forms", "grades")
    label, colon, rest = half.partition(":")
    if colon and is_one_of("forms.total", "grades", label):
        half = rest
    for spelling in (half, *spellings(half)):
        word = spelling.strip("“”\"'()").removesuffix("等级")
        if word in grades:
            return word
    return None
