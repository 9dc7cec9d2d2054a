"""The common form in the style of 财预〔2020〕10号: 项目支出绩效自评表, eleven columns.

Offices whose form has the points taken off in a column of their own print a twelfth, 扣分.
"""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed
from scoring.render.layouts.blocks import (
    EXPLANATION,
    FUNDS_EXPLANATION,
    block,
    extra_rows,
    footer,
    identity,
    indicator_rows,
    label,
    money_lines,
    money_reasons,
    number,
    result,
    value,
)
from scoring.render.layouts.texts import Texts

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard
    from scoring.render.layouts.classes import ClassedRow

    Row = tuple[Cell, ...]

WIDTHS = (8, 10, 12, 10, 10, 16, 16, 8, 10, 8, 12)
_DEDUCTION_WIDTH = 8
_BEFORE = 3
"""Over how many columns the labels on the left of the form reach."""

_SOURCES = (
    ("当年财政拨款", "财政 拨款 公共预算"),
    ("上年结转资金", "结转"),
    ("其他资金", "其他"),
)
"""The rows the form prints for the sources of the money, and how they are known."""


def lay_out(card: Scorecard, *, has_deductions: bool = False) -> Grid:
    """The scorecard as the common form.

    Args:
        card: the scorecard.
        has_deductions: with the column 扣分 after 得分.
    """
    project = card.project
    widths = (*WIDTHS[:9], _DEDUCTION_WIDTH, *WIDTHS[9:]) if has_deductions else WIDTHS
    columns = len(widths)
    right = columns - 6
    rows: list[Row] = [
        (label("项目名称", _BEFORE), value(project.name, columns - _BEFORE)),
        (
            label("主管部门", _BEFORE),
            value(project.department, 3),
            label("实施单位", 2),
            value(project.unit, columns - 8),
        ),
        *_funds(card, columns),
        (label("年度总体目标", rows=2), label("预期目标", 5), label("实际完成情况", right)),
        (Cell(project.goal or "", 5), Cell(project.goal_result or "", right)),
        *block("绩效指标", _indicators(card, has_deductions=has_deductions)),
        (
            label("总分", 7),
            result(plain(card.weight)),
            result(printed.total(card)),
            result(printed.grade(card), columns - 9),
        ),
    ]
    said = _texts(card)
    if said:
        rows += block("项目绩效分析", extra_rows(said, _BEFORE, columns - 1))
    rows += extra_rows(identity(project), _BEFORE, columns)
    year = printed.year(project)
    return Grid("项目支出绩效自评表", year, widths, tuple(rows), (), footer(card), 1)


def _funds(card: Scorecard, columns: int) -> list[Row]:
    rows: list[Row] = [
        (
            label("", 2),
            label("年初预算数", 2),
            label("全年预算数"),
            label("全年执行数"),
            label("分值"),
            label("执行率", 2),
            label("得分", columns - 10),
        )
    ]
    for line in money_lines(card, "年度资金总额", _SOURCES):
        weight, score = printed.NOTHING, printed.NOTHING
        if line.is_total:
            weight, score = plain(card.execution.weight), line.score
        rows.append(
            (
                label(line.name, 2),
                number(line.approved or line.requested, 2),
                number(line.budget),
                number(line.executed),
                number(weight),
                number(line.rate, 2),
                number(score, columns - 10),
            )
        )
    return block("项目资金（万元）", rows)


def _indicators(card: Scorecard, *, has_deductions: bool) -> list[Row]:
    def cells(classed: ClassedRow) -> Row:
        row = classed.row
        target, other = printed.counting_target(row, card)
        reasons = printed.explanation(row, has_deductions_apart=has_deductions)
        return (
            Cell(row.name, 2),
            value(f"{target}\n{other}" if other else target),
            value(row.actual),
            number(printed.weight(row.weight)),
            number(printed.points(classed.score)),
            *([number(printed.deduction(row))] if has_deductions else []),
            Cell(reasons, 2),
        )

    headings = [
        ("一级指标", 1), ("二级指标", 1), ("三级指标", 2), ("年度指标值", 1), ("实际完成值", 1),
        ("分值", 1), ("得分", 1), (EXPLANATION, 2),
    ]  # fmt: skip
    if has_deductions:
        headings.insert(-1, ("扣分", 1))
    return indicator_rows(card, headings, cells)


def _texts(card: Scorecard) -> list[tuple[str, object]]:
    """What the form has no cell for: the reasons given for the money, the project's free texts."""
    said = Texts(card.project).rest()
    reasons = [f"{name}：{text}" if name else text for name, text in money_reasons(card)]
    if reasons:
        said.insert(0, (FUNDS_EXPLANATION, "\n".join(reasons)))
    return said
