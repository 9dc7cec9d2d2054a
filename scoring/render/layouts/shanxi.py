"""The Shanxi form: 项目支出绩效自评表 with funds by source, both targets, analysis and notes."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed, texts
from scoring.render.layouts.blocks import (
    EXPLANATION,
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
from scoring.render.layouts.texts import Texts

if TYPE_CHECKING:
    from scoring.model.project import Project
    from scoring.model.scorecard import Scorecard
    from scoring.render.layouts.classes import ClassedRow

    Row = tuple[Cell, ...]

WIDTHS = (8, 10, 12, 20, 14, 14, 14, 8, 10, 20)
_COLUMNS = len(WIDTHS)

_HEADINGS = (
    ("一级指标", 1), ("二级指标", 1), ("三级指标", 1), ("年初指标值", 1), ("调整后指标值", 1),
    ("实际完成值", 1), ("分值", 1), ("得分", 1), (EXPLANATION, 1),
)  # fmt: skip

_RESULTS = "自评结果分析"
_RESULT_TEXTS = (texts.IMPLEMENTATION, texts.OUTPUTS, texts.BENEFITS, texts.SATISFACTION)
_OTHER_TEXTS = ("主要经验做法", texts.PROBLEMS, texts.MEASURES)

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
        (label("项目名称", 2), value(project.name, _COLUMNS - 2)),
        (
            label("主管部门及代码", 2),
            value(project.department, 3),
            label("预算单位", 2),
            value(project.unit, 3),
        ),
        *_funds(card),
        (label("项目年度绩效目标", rows=2), label("年度目标", 4), label("实际完成情况", 5)),
        (Cell(project.goal or "", 4), Cell(project.goal_result or "", 5)),
        *block("绩效指标", indicator_rows(card, _HEADINGS, _indicator)),
        (
            label("总分", _COLUMNS - 2),
            result(printed.total(card)),
            result(printed.grade(card)),
        ),
        *block("项目绩效分析", _analysis(project)),
        *extra_rows(identity(project), 2, _COLUMNS),
    ]
    title = f"{printed.title(project)}项目支出绩效自评表"
    return Grid(title, printed.year(project), WIDTHS, tuple(rows), NOTES, footer(card), 1)


def _funds(card: Scorecard) -> list[Row]:
    rows: list[Row] = [
        (
            label("", rows=2),
            label("年初预算数", 2),
            label("全年预算数", rows=2),
            label("全年执行数", rows=2),
            label("资金结（转）余", rows=2),
            label("执行率", rows=2),
            label("得分", rows=2),
            label(EXPLANATION, rows=2),
        ),
        (label("目标申报数"), label("预算编制数")),
    ]
    for line in money_lines(card, printed.TOTAL_ROW):
        amounts = (line.requested, line.approved, line.budget, line.executed, line.balance)
        numbers = [number(text) for text in (*amounts, line.rate, line.score)]
        rows.append((label(line.name), *numbers, Cell(line.explanation)))
    return block("项目资金预算安排及执行进度（万元）", rows)


def _indicator(classed: ClassedRow) -> Row:
    row = classed.row
    initial, adjusted = printed.targets(row)
    return (
        Cell(row.name),
        value(initial),
        value(adjusted),
        value(row.actual),
        number(printed.weight(row.weight)),
        number(printed.points(classed.score)),
        Cell(printed.explanation(row)),
    )


def _analysis(project: Project) -> list[Row]:
    """The last block: the form's own labels first, then what the project says besides."""
    own = Texts(project)
    own.open_group(_RESULTS)
    results = tuple((name, own.take(name)) for name in _RESULT_TEXTS)
    others = [(name, own.take(name)) for name in _OTHER_TEXTS]
    return extra_rows([(_RESULTS, results), *others, *own.rest()], 3, _COLUMNS - 1)
