"""Which block of a form a row begins, told by its labels."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from scoring.notation.vocabulary import words
from scoring.record import TYPE_CHECKING
from scoring.source.forms.labels import (
    bare,
    field_of,
    is_any_block,
    is_block,
    is_one_of,
    is_unused,
    money_unit,
    spellings,
    word_set,
)
from scoring.source.forms.rows import Heading, headings_of
from scoring.source.reading import is_placeholder, quantity

if TYPE_CHECKING:
    from typing import Literal

    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormCell

    Kind = Literal["indicators", "funds", "total", "goals", "heading", "analysis", "notes"]

CLASSES = frozenset(("level1", "level2", "name"))
VALUES = frozenset(("initial_target", "adjusted_target", "actual", "weight", "claimed_score"))
MONEY = frozenset(
    ("requested", "approved", "initial_budget", "annual_budget", "executed", "balance")
)
FEWEST = 3
"""A header row of indicators names at least so many columns."""

_LONG_TEXT = 20


def is_number(text: str) -> bool:
    """Whether a cell holds a number or what stands in its place."""
    return is_placeholder(text) or quantity(text) is not None


def own_cells(row: Row) -> list[FormCell]:
    """The cells of a row after the labels of blocks that begin in it."""
    cells = list(row.cells)
    while len(cells) > 1 and is_any_block(cells[0].text):
        cells.pop(0)
    return cells


def indicator_headings(row: Row) -> list[Heading]:
    """The columns of the indicator block, if this is its header row; else nothing."""
    if len(row.cells) < FEWEST:
        return []
    found = headings_of(row, lambda cell: field_of("indicator", cell.text))
    fields = {heading.field for heading in found}
    if not fields & CLASSES or not fields & VALUES or len(fields) < FEWEST:
        return []
    first = min(heading.start for heading in found if heading.field in CLASSES)
    found = [heading for heading in found if heading.start >= first or not is_any(heading)]
    if 2 * len(found) < len([cell for cell in row.cells if not is_any_block(cell.text)]):
        return []
    return found


def is_any(heading: Heading) -> bool:
    """Whether a heading is the label of a block as well."""
    return is_any_block(heading.label)


def further_headings(row: Row, context: str) -> list[Heading]:
    """The columns a second header row names; nothing when the row is not one."""
    found = headings_of(row, lambda cell: field_of(context, cell.text))
    others = [
        cell for cell in row.cells if field_of(context, cell.text) is None
        and not is_block(context, cell.text)
    ]  # fmt: skip
    return found if found and not others else []


def fund_headings(row: Row) -> list[Heading]:
    """The columns of the funds block, if this is its header row; else nothing."""
    cells = row.cells
    found = headings_of(row, lambda cell: field_of("fund", cell.text))
    if len(found) < 2 or any(is_number(cell.text) for cell in cells):  # noqa: PLR2004 - two columns
        return []
    if any(field_of("heading", cell.text) == "name" for cell in cells):
        return []  # the header of a table with one project a row
    fields = {heading.field for heading in found}
    if "annual_budget" in fields or "weak_annual_budget" not in fields:
        found = [heading for heading in found if heading.field != "weak_annual_budget"]
    else:
        found = [
            heading._replace(field="annual_budget")
            if heading.field == "weak_annual_budget"
            else heading
            for heading in found
        ]
    fields = {heading.field for heading in found}
    if len(fields & (MONEY | {"claimed_rate"})) < 2:  # noqa: PLR2004 - two columns
        return []
    if not fields & {"annual_budget", "executed", "initial_budget"}:
        return []
    return found


def goal_cells(row: Row) -> list[tuple[FormCell, str]]:
    """The cells of a row that are labels of the goal or of its result."""
    return [
        (cell, field) for cell in row.cells if (field := field_of("goal", cell.text)) is not None
    ]


def is_total(row: Row) -> bool:
    """Whether a row is the line of the total: 总分, 合计, 自评得分."""
    cells = own_cells(row)
    if not cells:
        return False
    first = cells[0].text
    if is_one_of("forms.total", "words", first) or is_one_of("forms.total", "grades", first):
        return True
    return split_total(first) is not None


def split_total(text: str) -> tuple[str, str] | None:
    """总分：99.97 in one cell as its label and the rest.

    >>> split_total("总分：99.97 等级：优"), split_total("总分析：无")
    (('总分', '99.97 等级：优'), None)
    """
    label, colon, rest = text.replace("：", ":", 1).partition(":")
    if colon and rest.strip() and len(label) <= _LONG_TEXT:
        for key in ("words", "grades"):
            if is_one_of("forms.total", key, label):
                return label, rest.strip()
    return None


def heading_label(text: str) -> str | None:
    """The field a label of the form's head means; ``unused`` for one that is not kept."""
    field = field_of("heading", text)
    if field is not None:
        return field
    if is_unused(text):
        return "unused"
    return None


def is_analysis_label(text: str) -> bool:
    """Whether a text is a printed label of the analysis, or of the whole block."""
    return is_one_of("forms.analysis", "words", text) or is_block("analysis", text)


def is_note(text: str) -> bool:
    """Whether a text is a printed note or guidance below or beside the form.

    >>> is_note("备注：1.执行率……"), is_note("填表说明"), is_note("说明原因")
    (True, True, False)
    """
    half = bare(text[:_LONG_TEXT])
    for word in words("forms", "notes"):
        if half.startswith(word):
            rest = half[len(word) :]
            if not rest or rest[0] in ":,.、;(0123456789)一":
                return True
    return half.startswith(words("template", "guidance"))


@lru_cache(maxsize=64)
def kind_of(row: Row) -> Kind | None:
    """The block a row begins; none when its first label begins none."""
    if indicator_headings(row):
        return "indicators"
    if fund_headings(row) or is_fund_pairs(row):
        return "funds"
    if is_total(row):
        return "total"
    first = row.cells[0].text
    own = own_cells(row)[0].text
    if any(field_of("goal", text) for text in (first, own)):
        return "goals"
    if heading_label(own) is not None or heading_text(own) is not None or money_unit(own):
        return "heading"
    if is_analysis_label(own) or is_block("analysis", first):
        return "analysis"
    if is_note(first):
        return "notes"
    return None


def is_fund_pairs(row: Row) -> bool:
    """Whether a row holds amounts each behind its label: 预算数： │ 100 │ 执行数： │ 95."""
    pairs = 0
    for label, value in pairwise(row.cells):
        if field_of("fund", label.text) in MONEY and is_number(value.text):
            pairs += 1
    return pairs > 1


def heading_text(text: str) -> tuple[str, str] | None:
    """A label of the head and its value in one cell: 项目名称：某项目.

    >>> heading_text("项目名称：某项目"), heading_text("备注：1.见附件")
    (('name', '某项目'), None)
    """
    label, colon, rest = text.replace("：", ":", 1).partition(":")
    if not colon or len(label) > _LONG_TEXT or not spellings(label):
        return None
    field = heading_label(label)
    if field is None or field == "note" or bare(label) in word_set("forms", "notes"):
        return None
    return field, rest.strip()
