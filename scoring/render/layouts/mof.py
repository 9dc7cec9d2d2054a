"""The common form in the style of 财预〔2020〕10号: 项目支出绩效自评表, eleven columns."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed
from scoring.render.layouts.classes import classed_rows

if TYPE_CHECKING:
    from scoring.model.project import Indicator
    from scoring.model.scorecard import Scorecard

    Row = tuple[Cell, ...]

WIDTHS = (8, 10, 12, 10, 10, 16, 16, 8, 10, 8, 12)
_COLUMNS = len(WIDTHS)


def lay_out(card: Scorecard) -> Grid:
    """The scorecard as the common form."""
    project = card.project
    rows: list[Row] = [
        (_label("项目名称", 3), Cell(project.name or "", columns=_COLUMNS - 3, align="center")),
        (
            _label("主管部门", 3),
            Cell(project.department or "", columns=3, align="center"),
            _label("实施单位", 2),
            Cell(project.unit or "", columns=3, align="center"),
        ),
        *_funds(card),
        (_label("年度总体目标", rows=2), _label("预期目标", 5), _label("实际完成情况", 5)),
        (Cell(project.goal or "", columns=5), Cell(project.goal_result or "", columns=5)),
        *_indicators(card),
        (
            _label("总分", 7),
            Cell(plain(card.weight), role="total"),
            Cell(printed.total(card), role="total"),
            Cell(printed.grade(card), columns=2, role="total"),
        ),
    ]
    return Grid("项目支出绩效自评表", printed.year(project), WIDTHS, tuple(rows))


def _label(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, columns, rows, "label")


def _funds(card: Scorecard) -> list[Row]:
    lines = printed.fund_lines(card)
    rows: list[Row] = [
        (
            _label("项目资金（万元）", rows=1 + len(lines)),
            _label("", 2),
            _label("年初预算数", 2),
            _label("全年预算数"),
            _label("全年执行数"),
            _label("分值"),
            _label("执行率", 2),
            _label("得分"),
        )
    ]
    for at, line in enumerate(lines):
        if line.is_total:
            name, weight, score = "年度资金总额", plain(card.execution.weight), line.score
        else:
            is_marked = at > 1 or line.name.startswith("其中")
            name = line.name if is_marked else f"其中：{line.name}"
            weight = score = printed.NOTHING
        rows.append(
            (
                _label(name, 2),
                Cell(line.approved or line.requested, columns=2, role="number"),
                Cell(line.budget, role="number"),
                Cell(line.executed, role="number"),
                Cell(weight, role="number"),
                Cell(line.rate, columns=2, role="number"),
                Cell(score, role="number"),
            )
        )
    return rows


def _indicators(card: Scorecard) -> list[Row]:
    classed = classed_rows(card)
    rows: list[Row] = [
        (
            _label("绩效指标", rows=1 + (len(classed) or 1)),
            _label("一级指标"),
            _label("二级指标"),
            _label("三级指标", 2),
            _label("年度指标值"),
            _label("实际完成值"),
            _label("分值"),
            _label("得分"),
            _label("偏差原因分析及改进措施", 2),
        )
    ]
    for groups, row, score in classed:
        rows.append(
            (
                *groups,
                Cell(row.name, columns=2),
                Cell(_target(row, card), align="center"),
                Cell(row.actual or "", align="center"),
                Cell(printed.weight(row.weight), role="number"),
                Cell(printed.row_points(score), role="number"),
                Cell(printed.explanation(row), columns=2),
            )
        )
    if not classed:
        rows.append((Cell("（没有绩效指标）", columns=_COLUMNS - 1, align="center"),))
    return rows


def _target(row: Indicator, card: Scorecard) -> str:
    """The one column for targets: where two differ, first the one that counts, then the other."""
    initial, adjusted = printed.targets(row)
    if not adjusted or not initial or initial == adjusted:
        return initial or adjusted
    if card.rules.target == "initial":
        return f"{initial}\n（调整后：{adjusted}）"
    return f"{adjusted}\n（年初：{initial}）"
