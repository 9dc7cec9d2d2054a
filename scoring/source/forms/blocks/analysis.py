"""The texts of 项目绩效分析 and what is ticked: labels as printed, with their texts."""

from __future__ import annotations

from scoring.notation.folding import fold
from scoring.notation.vocabulary import words
from scoring.record import TYPE_CHECKING
from scoring.source.forms.blocks.kinds import heading_label, is_analysis_label, is_note, kind_of
from scoring.source.forms.draft import Analysed, scalar
from scoring.source.forms.labels import (
    bare,
    is_any_block,
    is_block,
    is_one_of,
    spellings,
    without_breaks,
)
from scoring.source.reading import is_placeholder

if TYPE_CHECKING:
    from scoring.source.events import Scalar
    from scoring.source.forms.draft import Draft
    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormCell

_LONGEST_LABEL = 40


class Analysis:
    """The rows of the block, one after another: an outer label may reach over several of them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.outer: Analysed | None = None
        self.column = 0
        self.end = 0
        self.block_end = 0

    def read(self, rows: list[Row], at: int) -> int:
        """One row, or a label and the text below it; how many rows were read, 0 for none."""
        row = rows[at]
        cells = list(row.cells)
        if is_block("analysis", cells[0].text):
            self.block_end = max(self.block_end, row.number + cells[0].rows)
            self.draft.see(row, cells.pop(0))
            self.draft.blocks.add("analysis")
        if not cells:
            return 1
        if len(cells) == 1:
            return self._alone(rows, at, cells[0])
        if not self._is_label(cells[0], cells[1]):
            return 0
        self.draft.blocks.add("analysis")
        if all(_known(cell.text) for cell in cells):
            self._blank(row, cells)
        elif len(cells) > 2 and self._is_pairs(cells):  # noqa: PLR2004 - label, text, label
            self._pairs(row, cells)
        else:
            self._nested(row, cells)
        self.draft.leave(row)
        return 1

    def _is_label(self, cell: FormCell, following: FormCell) -> bool:
        """Whether a cell may be a label of a text: a known one, or any short one in its place."""
        if is_analysis_label(cell.text):
            return True
        text = without_breaks(cell.text).strip()
        if not text or len(text) > _LONGEST_LABEL or is_placeholder(text) or is_note(text):
            return False
        is_inside = cell.row < self.block_end or bool(self.draft.blocks & {"total", "analysis"})
        return is_inside and cell.column + cell.columns <= following.column

    def _is_pairs(self, cells: list[FormCell]) -> bool:
        """项目负责人 │ 张三 │ 财务负责人 │ 李四: labels that are not one inside the other."""
        return not (
            len(cells) == 3  # noqa: PLR2004 - outer label, inner label, text
            and cells[0].column + cells[0].columns == cells[1].column
            and (cells[0].rows > 1 or not is_analysis_label(cells[2].text))
        )

    def _blank(self, row: Row, cells: list[FormCell]) -> None:
        """Labels without a text; the first may reach over labels in the rows below."""
        self.draft.see(row, *cells)
        label, following = cells[0], cells[1]
        if label.column + label.columns == following.column and is_analysis_label(label.text):
            self.outer = Analysed(_label(scalar(row, label)), None, [])
            self.draft.analysis.append(self.outer)
            self.column = label.column
            self.end = row.number + label.rows

    def _pairs(self, row: Row, cells: list[FormCell]) -> None:
        at = 0
        while at < len(cells):
            label = cells[at]
            at += 1
            if not _known(label.text) and at > 1:
                continue
            self.draft.see(row, label)
            if at < len(cells) and not _known(cells[at].text):
                self.draft.use(cells[at])
                add_text(self.draft, scalar(row, label), scalar(row, cells[at]))
                at += 1

    def _nested(self, row: Row, cells: list[FormCell]) -> None:
        label, text = cells[0], cells[-1]
        if len(cells) == 3:  # noqa: PLR2004 - outer label, inner label, text
            self.outer = Analysed(_label(scalar(row, label)), None, [])
            self.draft.analysis.append(self.outer)
            self.column = label.column
            self.end = row.number + label.rows
            self.draft.see(row, label)
            label = cells[1]
        is_inner = self.outer is not None and (
            label.column > self.column
            and (
                row.number < self.end or not is_analysis_label(label.text) or self.end <= row.number
            )
        )
        self.draft.see(row, label)
        self.draft.use(text)
        if is_inner and self.outer is not None:
            part = Analysed(_label(scalar(row, label)), scalar(row, text), [])
            self.outer.inner.append(part)
        else:
            self.outer = None
            add_text(self.draft, scalar(row, label), scalar(row, text))

    def _alone(self, rows: list[Row], at: int, cell: FormCell) -> int:
        """A label with nothing beside it: its text may be in the same cell or in the row below."""
        row = rows[at]
        draft = self.draft
        label, colon, text = cell.text.replace("：", ":", 1).partition(":")
        if colon and text.strip() and is_analysis_label(label):
            draft.use(cell)
            draft.blocks.add("analysis")
            add_text(draft, scalar(row, cell, label), scalar(row, cell, text))
            return 1
        if not is_analysis_label(cell.text):
            if self.outer is None or cell.column <= self.column or row.number >= self.end:
                return 0
            draft.use(cell)  # a label inside another, without a text
            return 1
        draft.see(row, cell)
        draft.blocks.add("analysis")
        below = rows[at + 1] if at + 1 < len(rows) else None
        if below is not None and len(below.cells) == 1 and kind_of(below) is None:
            wide = below.cells[0]
            if wide.column <= cell.column and not is_note(wide.text):
                draft.use(wide)
                add_text(draft, scalar(row, cell), scalar(below, wide))
                return 2
        return 1


def _known(text: str) -> bool:
    return is_analysis_label(text) or heading_label(text) is not None


def _label(label: Scalar) -> Scalar:
    """A label as it is printed, in one line, without the colon and the numbering around it."""
    text = without_breaks(label.text).strip().rstrip(":：").strip()
    known = spellings(text)
    for spelling in known:
        if is_one_of("forms.analysis", "words", spelling) or is_any_block(spelling):
            return label._replace(text=spelling)
    return label._replace(text=text or bare(label.text))


def add_text(draft: Draft, label: Scalar, text: Scalar) -> None:
    """A text under its label; of boxes to tick only what is ticked."""
    label = _label(label)
    if is_one_of("forms.analysis", "ticked", label.text):
        chosen = ticked(text.text)
        if chosen is not None:
            text = text._replace(text=chosen)
    if text.text.strip():
        draft.analysis.append(Analysed(label, text, []))


def ticked(text: str) -> str | None:
    """The choices that are ticked; none when the text has no boxes.

    >>> ticked("1、部门预算项目□　2、省直专项■"), ticked("□一次性项目 ☑常年性项目"), ticked("其他")
    ('省直专项', '常年性项目', None)
    """
    on = set("".join(words("forms", "ticked")))
    off = set("".join(words("forms", "unticked")))
    half = "".join(fold(sign) if sign.strip() else " " for sign in text)
    marks = [(place, sign) for place, sign in enumerate(half) if sign in on | off]
    if not any(sign in off for _, sign in marks):
        return None
    before = marks[0][0] == len(half) - len(half.lstrip())
    chosen: list[str] = []
    start = 0
    ends = [place for place, _ in marks]
    for number, (place, sign) in enumerate(marks):
        if before:
            until = ends[number + 1] if number + 1 < len(marks) else len(half)
            piece = half[place + 1 : until]
        else:
            piece = half[start:place]
            start = place + 1
        if sign in on:
            chosen.append(piece.strip().lstrip("0123456789").lstrip(".、)").strip())
    rest = "" if before else half[start:].strip()
    return "、".join([piece for piece in (*chosen, rest) if piece])
