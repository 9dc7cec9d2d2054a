"""What the official forms share: labels, blocks merged down their first column, money rows, extras.

Only pieces that look alike on every form; the order and the wording of a form are its own module's.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell
from scoring.render.layouts import printed
from scoring.render.layouts.classes import classed_rows
from scoring.render.layouts.texts import flat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scoring.model.project import Project
    from scoring.model.scorecard import Scorecard
    from scoring.render.layouts.classes import ClassedRow
    from scoring.render.layouts.printed import FundLine

    Row = tuple[Cell, ...]
    Heading = tuple[str, int]

NO_INDICATORS = "（没有绩效指标）"
EXPLANATION = "偏差原因分析及改进措施"
FUNDS_EXPLANATION = "预算执行偏差原因"
"""What a form without a cell for it calls the reasons given for the money."""

CODE = "项目编码"
NOTE = "备注"


def label(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """A printed label."""
    return Cell(text, columns, rows, "label")


def value(text: str | None, columns: int = 1) -> Cell:
    """A short text in the middle of its cell: a name, a target, a date."""
    return Cell(text or "", columns, align="center")


def number(text: str, columns: int = 1) -> Cell:
    """A number as printed, or what stands in its place."""
    return Cell(text, columns, role="number")


def result(text: str, columns: int = 1) -> Cell:
    """A total or a grade."""
    return Cell(text, columns, role="total")


def block(title: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with a label in front that is merged down over all of them.

    Units and points in brackets begin a line of their own: the label stands in a narrow column.
    """
    first, *rest = rows
    return [(label(title.replace("（", "\n（"), rows=len(rows)), *first), *rest]


def footer(card: Scorecard) -> str:
    """The line at the foot of each page: the rules the points follow."""
    rules = card.rules
    return f"评分规则 {rules.id}（{rules.title}，版本 {rules.version}）"


def indicator_rows(
    card: Scorecard, headings: Sequence[Heading], cells: Callable[[ClassedRow], Row]
) -> list[Row]:
    """The indicator block without its own label: headings, then a row for each indicator.

    Args:
        card: the scorecard.
        headings: the texts of the heading row and over how many columns each reaches.
        cells: the cells of a row after its classes.
    """
    rows: list[Row] = [tuple(label(text, columns) for text, columns in headings)]
    classed = classed_rows(card)
    rows += [(*row.groups, *cells(row)) for row in classed]
    if not classed:
        rows.append((value(NO_INDICATORS, sum(columns for _, columns in headings)),))
    return rows


def money_lines(
    card: Scorecard, total: str, places: Sequence[tuple[str, str]] = ()
) -> list[FundLine]:
    """The printed rows of the funds block, the total under the form's own name.

    The sources keep their order and their names. A source the form prints a row for and the
    project has none of is an empty row at the end; the first source begins with 其中.

    Args:
        card: the scorecard.
        total: what the form calls the total row.
        places: the form's own rows: the name, and the words of which a source of this kind has one.
    """
    first, *sources = printed.fund_lines(card)
    lines = [first._replace(name=total)]
    missing = list(places)
    for line in sources:
        # 财政专户管理资金 before 财政资金: the form names the narrower kinds last.
        kinds = [place for place in missing if any(word in line.name for word in place[1].split())]
        kind = kinds[-1] if kinds else None
        if kind is not None:
            missing.remove(kind)
        lines.append(line)
    lines += [printed.empty_line(name) for name, _ in missing]
    if places and len(lines) > 1 and not lines[1].name.startswith("其中"):
        lines[1] = lines[1]._replace(name=f"其中：{lines[1].name}")
    return lines


def money_reasons(card: Scorecard) -> list[tuple[str, str]]:
    """The reasons given on the rows of the funds block: of which source, empty for the total."""
    return [
        ("" if fund.is_total else fund.name, fund.explanation)
        for fund in card.project.funds
        if fund.explanation
    ]


def extra_rows(pairs: Sequence[tuple[str, object]], before: int, columns: int) -> list[Row]:
    """Labels and texts, a row each; a label with labels of its own is merged down over theirs.

    Args:
        pairs: labels, each with a text or with further pairs.
        before: over how many columns a label reaches.
        columns: over how many columns label and text reach together.
    """
    rows: list[Row] = []
    for name, said in pairs:
        if isinstance(said, tuple) and said and before > 1:
            first, *rest = extra_rows(said, before - 1, columns - 1)
            rows += [(label(name, rows=1 + len(rest)), *first), *rest]
        else:
            rows.append((label(name, before), Cell(flat(said), columns - before)))
    return rows


def identity(project: Project) -> list[tuple[str, object]]:
    """What no form has a cell for but a project may have: its code and its note."""
    return [(name, text) for name, text in ((CODE, project.code), (NOTE, project.note)) if text]
