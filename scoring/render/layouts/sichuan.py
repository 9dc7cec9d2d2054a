"""The Sichuan form: 部门预算项目支出绩效自评表 (2023), targets in three columns, signed at the foot."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed, texts
from scoring.render.layouts.blocks import (
    block,
    extra_rows,
    footer,
    identity,
    indicator_rows,
    label,
    money_lines,
    number,
    result,
    value,
)
from scoring.render.layouts.target_cells import cells_of
from scoring.render.layouts.texts import Texts

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard
    from scoring.render.layouts.classes import ClassedRow

    Row = tuple[Cell, ...]

WIDTHS = (10, 10, 12, 20, 8, 12, 10, 14, 8, 9, 20)
_COLUMNS = len(WIDTHS)
_BEFORE = 2
_SLASH = "/"
"""What the form prints where only the total row has a number."""

_SOURCES = (
    ("财政资金", "财政 拨款 公共预算"),
    ("财政专户管理资金", "专户"),
    ("单位资金", "单位"),
    ("其他资金", "其他"),
)
_HEADINGS = (
    ("一级指标", 1), ("二级指标", 1), ("三级指标", 1), ("指标性质", 1), ("指标值", 1),
    ("度量单位", 1), ("完成值", 1), ("权重", 1), ("得分", 1), ("未完成原因分析", 1),
)  # fmt: skip

_CONCLUSIONS = (
    (texts.CONCLUSION, "评价结论"),
    (texts.PROBLEMS, "存在问题"),
    (texts.MEASURES, "改进措施"),
)

_NOTE_1 = (
    "说明：1.预算执行率=预算执行数/调整后预算数，预算执行率未达到90%的需说明原因（100字以内）；"
    "年中发生预算调整的（追加或调减），应单独说明理由；其他资金包括：社会投入资金、银行贷款。"
)
NOTES = (_NOTE_1, "2.评价结论、存在问题、改进措施各200字以内。")


def lay_out(card: Scorecard) -> Grid:
    """The scorecard as the Sichuan form."""
    project, weights = card.project, card.rules.weights
    own = Texts(project)
    execution = f"预算执行情况（{plain(card.execution.weight)}分）"
    indicators = f"绩效指标（{plain(weights.indicators)}分）"
    conclusions = [(name, own.take(text, name)) for text, name in _CONCLUSIONS]
    process = own.take(texts.PROCESS)
    manager, accountant = own.take(texts.MANAGER), own.take(texts.ACCOUNTANT)
    rows: list[Row] = [
        (label("项目名称", _BEFORE), value(project.name, _COLUMNS - _BEFORE)),
        (
            label("主管部门", _BEFORE),
            value(project.department, 4),
            label("实施单位（盖章）", 2),
            value(project.unit, 3),
        ),
        *block(
            "项目基本情况",
            [
                (
                    label("1.项目年度目标完成情况", _BEFORE, rows=2),
                    label("项目年度目标", 4),
                    label("年度目标完成情况", 4),
                ),
                (Cell(project.goal or "", 4), Cell(project.goal_result or "", 4)),
                (label(f"2.{texts.PROCESS}", _BEFORE), Cell(process, 8)),
            ],
        ),
        *block(execution, _funds(card)),
        *block(indicators, _indicators(card)),
        (
            label("合计", 8),
            result(plain(card.weight)),
            result(printed.total(card)),
            result(printed.grade(card)),
        ),
        *extra_rows([*conclusions, *own.rest(), *identity(project)], _BEFORE, _COLUMNS),
        (
            label("项目负责人", _BEFORE),
            value(manager, 4),
            label("财务负责人", 2),
            value(accountant, 3),
        ),
    ]
    title = "部门预算项目支出绩效自评表"
    return Grid(title, printed.year(project), WIDTHS, tuple(rows), NOTES, footer(card), 1)


def _funds(card: Scorecard) -> list[Row]:
    rows: list[Row] = [
        (
            label("年度预算数（万元）", 2),
            label("年初预算"),
            label("调整后预算数", 2),
            label("预算执行数"),
            label("预算执行率"),
            label("权重"),
            label("得分"),
            label("原因"),
        )
    ]
    for line in money_lines(card, "总额", _SOURCES):
        weight, score = _SLASH, _SLASH
        if line.is_total:
            weight, score = plain(card.execution.weight), line.score
        rows.append(
            (
                label(line.name, 2),
                number(line.approved or line.requested),
                number(line.budget, 2),
                number(line.executed),
                number(line.rate),
                number(weight),
                number(score),
                Cell(line.explanation),
            )
        )
    return rows


def _indicators(card: Scorecard) -> list[Row]:
    def cells(classed: ClassedRow) -> Row:
        row = classed.row
        target, other = printed.counting_target(row, card)
        nature, amount, unit = cells_of(target, row)
        return (
            Cell(row.name),
            value(nature),
            number(f"{amount}\n{other}" if other else amount),
            value(unit),
            value(row.actual),
            number(printed.weight(row.weight)),
            number(printed.points(classed.score)),
            Cell(printed.explanation(row)),
        )

    return indicator_rows(card, _HEADINGS, cells)
