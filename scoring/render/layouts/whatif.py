"""What a change would do, as tables: what was changed, the points, the findings."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.model.scorecard import STATUS_LABELS
from scoring.model.whatif import difference
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed
from scoring.render.layouts.review import signed
from scoring.render.outcome import SEVERITY_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from scoring.model.finding import Finding
    from scoring.model.scorecard import ExecutionScore, IndicatorScore, Scorecard
    from scoring.model.whatif import RowChange, WhatIf

    Row = tuple[Cell, ...]

BLANK = "（空）"
OPEN = "未定"
_CHANGES = ("名称", "改的是", "原来", "改为")
_CHANGES_WIDTHS = (26, 12, 24, 24)
_POINTS = ("指标", "分值", "指标值", "实际完成值", "原得分", "现得分", "变化", "评判")
_POINTS_WIDTHS = (20, 8, 16, 20, 9, 11, 8, 16)
_FINDINGS = ("变化", "级别", "代码", "问题")
_FINDINGS_WIDTHS = (8, 6, 8, 64)


def title(found: WhatIf) -> str:
    """The heading above all tables."""
    return f"{found.before.project.name or '（未填项目名称）'}　假设分析"


def lead(found: WhatIf) -> list[str]:
    """What comes out, in a line or two, and under which rules."""
    before, after = found.before, found.after
    change = "" if found.difference is None else f"（{signed(found.difference)}）"
    totals = _arrow(total(before), total(after))
    lines = [f"总分 {totals}{change}　等级 {_grades(found)}"]
    if found.after.bounds is not None:
        lines.append("改后还有无法评判的项目，总分未定，只知道上下限。")
    lines += [f"改后封顶：{cap.reason}" for cap in after.caps if cap not in before.caps]
    rules = before.rules
    lines.append(f"评分规则 {rules.id}（{rules.title}，版本 {rules.version}）")
    return lines


def _grades(found: WhatIf) -> str:
    return _arrow(printed.grade(found.before) or OPEN, printed.grade(found.after) or OPEN)


def total(card: Scorecard) -> str:
    """The total, or between which totals it lies, in one line."""
    if card.total is not None:
        return format(card.total, "f")
    if card.bounds is None:
        return OPEN
    return f"{OPEN}（{card.bounds.low:f}～{card.bounds.high:f}）"


def lay_out(found: WhatIf, *, every: bool = False) -> tuple[Grid, ...]:
    """The tables: the changes, the points of changed rows (or of ``every`` row), the findings."""
    grids = [_changes(found), _points(found, every=every)]
    if found.appeared or found.vanished:
        grids.append(_findings(found))
    return tuple(grids)


def _changes(found: WhatIf) -> Grid:
    rows: list[Row] = [_headings(_CHANGES)]
    rows += [
        (
            Cell(change.name),
            Cell(change.label, align="center"),
            Cell(change.before or BLANK, align="center"),
            Cell(change.after or BLANK, align="center"),
        )
        for change in found.changes
    ]
    if not found.changes:
        rows.append((Cell("没有改动", columns=len(_CHANGES), align="center"),))
    return Grid("改动", "", _CHANGES_WIDTHS, tuple(rows), repeated=1)


def _points(found: WhatIf, *, every: bool) -> Grid:
    rows: list[Row] = [_headings(_POINTS)]
    if every or found.is_execution_changed:
        rows.append(_execution(found.before.execution, found.after.execution))
    shown = [row for row in found.rows if every or row.is_changed]
    rows += [_row(row) for row in shown]
    rows.append(
        (
            Cell("总分", columns=4, role="label"),
            Cell(total(found.before), role="total"),
            Cell(total(found.after), role="total"),
            Cell(signed(found.difference), role="total"),
            Cell(_grades(found), align="center"),
        )
    )
    hidden = len(found.rows) - len(shown)
    notes = (f"其余 {hidden} 个指标没有变化；加 --all 全部列出。",) if hidden else ()
    return Grid("得分", "", _POINTS_WIDTHS, tuple(rows), notes, repeated=1)


def _row(row: RowChange) -> Row:
    before, after = row.before, row.after
    return (
        Cell(before.name),
        Cell(_arrow(_weight(before), _weight(after)), role="number"),
        Cell(_arrow(before.target or BLANK, after.target or BLANK), align="center"),
        Cell(_arrow(before.actual or BLANK, after.actual or BLANK), align="center"),
        Cell(printed.points(before), role="number"),
        Cell(printed.points(after), role="number"),
        Cell(signed(row.difference), role="number"),
        Cell(_arrow(STATUS_LABELS[before.status], STATUS_LABELS[after.status]), align="center"),
    )


def _weight(row: IndicatorScore) -> str:
    weight = row.weight if row.effective_weight is None else row.effective_weight
    return "" if weight is None else plain(weight)


def _execution(before: ExecutionScore, after: ExecutionScore) -> Row:
    return (
        Cell("预算执行率", role="group"),
        Cell(plain(before.weight), role="number"),
        Cell(""),
        Cell(_arrow(_rate(before.rate), _rate(after.rate)), align="center"),
        Cell(printed.execution_points(before), role="number"),
        Cell(printed.execution_points(after), role="number"),
        Cell(signed(difference(before.score, after.score)), role="number"),
        Cell(_arrow(STATUS_LABELS[before.status], STATUS_LABELS[after.status]), align="center"),
    )


def _rate(rate: Decimal | None) -> str:
    return OPEN if rate is None else f"{rate:f}%"


def _findings(found: WhatIf) -> Grid:
    rows: list[Row] = [_headings(_FINDINGS)]
    rows += _told("新出现", found.appeared)
    rows += _told("消失", found.vanished)
    return Grid("问题", "", _FINDINGS_WIDTHS, tuple(rows), repeated=1)


def _told(change: str, findings: tuple[Finding, ...]) -> Iterator[Row]:
    for finding in findings:
        yield (
            Cell(change, align="center"),
            Cell(SEVERITY_LABELS[finding.severity], align="center"),
            Cell(finding.code, align="center"),
            Cell(finding.message),
        )


def _headings(texts: tuple[str, ...]) -> Row:
    return tuple(Cell(text, role="label") for text in texts)


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
