"""The Shanxi form: 项目支出绩效自评表 with funds by source, both targets, analysis and notes."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed
from scoring.render.layouts.classes import classed_rows

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard

    Row = tuple[Cell, ...]

WIDTHS = (8, 10, 12, 20, 14, 14, 14, 8, 10, 20)
_COLUMNS = len(WIDTHS)

_NOTE_1 = (
    "备注：1.“年初预算数”项下的“目标申报数”和“预算编制数”为并列关系，其中“目标申报数”的数据"
    "来源于项目目标申报表中的项目资金总额表中的年度资金，“预算编制数”数据来源于项目预算支出明细表。"
)
NOTES = (
    _NOTE_1,
    "2.“全年预算数”的取数规则，如果年初预算未调整，取预算编制数；如果有调整，取调整后的预算数。",
    "3.“全年执行数”是指预算执行指标确认数。",
    "4.“执行率”是执行数与“全年预算数”相比较。",
)


def lay_out(card: Scorecard) -> Grid:
    """The scorecard as the Shanxi form."""
    project = card.project
    rows: list[Row] = [
        (_label("项目名称", 2), Cell(project.name or "", columns=_COLUMNS - 2, align="center")),
        (
            _label("主管部门及代码", 2),
            Cell(project.department or "", columns=3, align="center"),
            _label("预算单位", 2),
            Cell(project.unit or "", columns=3, align="center"),
        ),
        *_funds(card),
        (_label("项目年度绩效目标", rows=2), _label("年度目标", 4), _label("实际完成情况", 5)),
        (Cell(project.goal or "", columns=4), Cell(project.goal_result or "", columns=5)),
        *_indicators(card),
        (
            _label("总分", _COLUMNS - 2),
            Cell(printed.total(card), role="total"),
            Cell(printed.grade(card), role="total"),
        ),
        *_analysis(card),
    ]
    title = f"{printed.title(project)}项目支出绩效自评表"
    return Grid(title, printed.year(project), WIDTHS, tuple(rows), NOTES)


def _label(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, columns, rows, "label")


def _funds(card: Scorecard) -> list[Row]:
    lines = printed.fund_lines(card)
    rows: list[Row] = [
        (
            _label("项目资金预算安排及执行进度（万元）", rows=2 + len(lines)),
            _label("", rows=2),
            _label("年初预算数", 2),
            _label("全年预算数", rows=2),
            _label("全年执行数", rows=2),
            _label("资金结（转）余", rows=2),
            _label("执行率", rows=2),
            _label("得分", rows=2),
            _label("偏差原因分析及改进措施", rows=2),
        ),
        (_label("目标申报数"), _label("预算编制数")),
    ]
    for line in lines:
        amounts = (line.requested, line.approved, line.budget, line.executed, line.balance)
        numbers = [Cell(text, role="number") for text in (*amounts, line.rate, line.score)]
        rows.append((_label(line.name), *numbers, Cell(line.explanation)))
    return rows


def _indicators(card: Scorecard) -> list[Row]:
    classed = classed_rows(card)
    head = ("一级指标", "二级指标", "三级指标", "年初指标值", "调整后指标值", "实际完成值", "分值",
            "得分", "偏差原因分析及改进措施")  # fmt: skip
    rows: list[Row] = [
        (_label("绩效指标", rows=1 + (len(classed) or 1)), *[_label(text) for text in head])
    ]
    for groups, row, score in classed:
        initial, adjusted = printed.targets(row)
        rows.append(
            (
                *groups,
                Cell(row.name),
                Cell(initial, align="center"),
                Cell(adjusted, align="center"),
                Cell(row.actual or "", align="center"),
                Cell(printed.weight(row.weight), role="number"),
                Cell(printed.row_points(score), role="number"),
                Cell(printed.explanation(row)),
            )
        )
    if not classed:
        rows.append((Cell("（没有绩效指标）", columns=_COLUMNS - 1, align="center"),))
    return rows


def _analysis(card: Scorecard) -> list[Row]:
    """The last block, its labels as given; a label with labels of its own is merged over them."""
    rows: list[Row] = []
    for label, value in card.project.analysis:
        if isinstance(value, tuple) and value:
            for at, (inner, text) in enumerate(value):
                outer = (_label(label, rows=len(value)),) if at == 0 else ()
                rows.append((*outer, _label(inner, 2), Cell(_flat(text), columns=_COLUMNS - 4)))
        else:
            rows.append((_label(label, 3), Cell(_flat(value), columns=_COLUMNS - 4)))
    if rows:
        rows[0] = (_label("项目绩效分析", rows=len(rows)), *rows[0])
    return rows


def _flat(value: object) -> str:
    """A text, or deeper labels and texts line by line."""
    if isinstance(value, tuple):
        return "\n".join(f"{label}：{_flat(text)}" for label, text in value)
    return "" if value is None else str(value)
