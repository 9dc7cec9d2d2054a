"""The Hubei form: 项目自评表 (2020), without a weight column; weights stand behind the names."""

from __future__ import annotations

from scoring import notation
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
    money_reasons,
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

WIDTHS = (10, 14, 18, 30, 22, 22, 18)
_COLUMNS = len(WIDTHS)
_BEFORE = 2

_KINDS = (
    ("项目类别", ("部门预算项目", "省直专项", "省对下转移支付项目")),
    ("项目属性", ("持续性项目", "新增性项目")),
    ("项目类型", ("常年性项目", "延续性项目", "一次性项目")),
)
"""The rows to tick, and their choices."""

TICKED, UNTICKED = "■", "□"
EXECUTION = "预算执行率"
"""Whose reasons a line of 偏差大或目标未完成原因分析 gives when it is no indicator's."""

GRADE = "自评等级"
GOAL, GOAL_RESULT = "年度目标", "实际完成情况"
_USE = "改进措施及结果应用方案"

_HEADINGS = (
    ("一级指标", 1), ("二级指标", 1), ("三级指标", 1), ("年初目标值(A)", 1), ("实际完成值(B)", 1),
    ("得分", 1),
)  # fmt: skip

_NOTE_1 = "备注：1.预算执行得分＝20分×执行率（B/A）。"
_NOTE_2 = (
    "2.定量指标：正向指标（目标值为≥X）得分＝权重×B/A，反向指标（目标值为≤X）得分＝权重×A/B，"
    "得分不超过权重。"
)
_NOTE_3 = (
    "3.定性指标：达成预期指标、部分达成预期指标、未达成预期指标三档，分别按该指标分值的"
    "100%～80%（含）、80%～50%（含）、50%～0%合理确定得分。"
)
NOTES = (_NOTE_1, _NOTE_2, _NOTE_3)


def lay_out(card: Scorecard) -> Grid:
    """The scorecard as the Hubei form."""
    project = card.project
    own = Texts(project)
    execution = plain(card.execution.weight)
    indicators = plain(card.rules.weights.indicators)
    kinds = [(name, _ticked(own.take(name), choices)) for name, choices in _KINDS]
    date = own.take(texts.DATE)
    reasons = "\n".join(part for part in (own.take(texts.DEVIATIONS), *_reasons(card)) if part)
    measures = own.take(texts.MEASURES, _USE)
    rows: list[Row] = [
        (
            label("单位名称", _BEFORE),
            value(project.unit, 2),
            label("填报日期"),
            value(date, 2),
        ),
        (label("项目名称", _BEFORE), value(project.name, _COLUMNS - _BEFORE)),
        (
            label("主管部门", _BEFORE),
            value(project.department, 2),
            label("项目实施单位"),
            value(project.unit, 2),
        ),
        *extra_rows(kinds, _BEFORE, _COLUMNS),
        *block(f"预算执行情况（万元）（{execution}分）", _funds(card)),
        *block(f"年度绩效目标（{indicators}分）", _indicators(card)),
        (label("总分", _COLUMNS - 1), result(printed.total(card))),
        (label(GRADE, _COLUMNS - 1), result(printed.grade(card))),
        *extra_rows(
            [
                (texts.DEVIATIONS, reasons),
                (_USE, measures),
                *_goals(project),
                *own.rest(),
                *identity(project),
            ],
            _BEFORE,
            _COLUMNS,
        ),
    ]
    year = "" if project.year is None else f"{project.year}年度"
    title = f"{year}{printed.title(project)}项目自评表"
    return Grid(title, "", WIDTHS, tuple(rows), NOTES, footer(card), 2)


def _ticked(chosen: str, choices: tuple[str, ...]) -> str:
    """The choices, ticked where the text names them; what is none of them follows as written."""
    boxes = []
    is_one = False
    for place, choice in enumerate(choices, 1):
        word = choice.removesuffix("项目")
        is_ticked = word in chosen
        is_one = is_one or is_ticked
        boxes.append(f"{place}、{choice}{TICKED if is_ticked else UNTICKED}")
    if chosen and not is_one:
        boxes.append(chosen)
    return "　".join(boxes)


def _funds(card: Scorecard) -> list[Row]:
    weight = plain(card.execution.weight)
    headings: Row = (
        label("", 2),
        label("预算数(A)"),
        label("执行数(B)"),
        label("执行率(B/A)"),
        label(f"得分({weight}分×执行率)"),
    )
    rows: list[Row] = [
        (
            label(line.name, 2),
            number(line.budget),
            number(line.executed),
            number(line.rate),
            number(line.score if line.is_total else printed.NOTHING),
        )
        for line in money_lines(card, "年度财政资金总额")
    ]
    return [headings, *rows]


def _indicators(card: Scorecard) -> list[Row]:
    def cells(classed: ClassedRow) -> Row:
        row = classed.row
        target, other = printed.counting_target(row, card)
        weight = "" if row.weight is None else f"（{printed.weight(row.weight)}分）"
        return (
            Cell(f"{row.name}{weight}"),
            value(f"{target}\n{other}" if other else target),
            value(row.actual),
            number(printed.points(classed.score)),
        )

    return indicator_rows(card, _HEADINGS, cells)


def _reasons(card: Scorecard) -> list[str]:
    """The reasons the other forms print in a column: a line each, after whom they are about."""
    said = [(name or EXECUTION, text) for name, text in money_reasons(card)]
    said += [(row.name, printed.explanation(row)) for row in card.project.indicators]
    return [
        f"{name}：{line}"
        for name, text in said
        for line in text.split("\n")
        if not isinstance(notation.parse(line), notation.Blank)
    ]


def _goals(project: Project) -> list[tuple[str, str]]:
    """The texts of the goal, where there are any: the form has cells for the indicators only."""
    pairs = ((GOAL, project.goal), (GOAL_RESULT, project.goal_result))
    return [(name, text) for name, text in pairs if text]
