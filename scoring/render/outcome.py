"""The lines under a form that say what came out: points, total, grade, bounds, caps, counts.

Plain lines, the same for every text format.
"""

from __future__ import annotations

from scoring.engine.rounding import exact_sum
from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.layouts.printed import either

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.model.scorecard import Scorecard

SEVERITY_LABELS: dict[str, str] = {"error": "错误", "warning": "警告", "note": "提示"}
"""How each severity is printed."""

_UNKNOWN = "未定"


def outcome(card: Scorecard) -> list[str]:
    """What came out, in a few lines.

    The first line holds the points of the execution rate and of the indicators, the total and
    the grade; the others follow only where there is something to say.
    """
    execution = card.execution.score
    rows = [row for row in card.indicators if row.status != "not_applicable"]
    scores = [row.score for row in rows if row.score is not None]
    earned = exact_sum(scores) if rows and len(scores) == len(rows) else None
    points = f"执行率得分 {_known(execution)}　指标得分 {_known(earned)}"
    lines = [f"{points}　总分 {_known(card.total)}　等级 {card.grade or _UNKNOWN}"]
    if card.bounds is not None:
        open_rows = [f"“{row.name}”" for row in rows if row.score is None]
        if execution is None:
            open_rows.insert(0, "预算执行率")
        lines.append(
            f"无法评判：{'、'.join(open_rows)}。总分在 {card.bounds.low:f}～{card.bounds.high:f} "
            f"之间，等级可能是{either(card.bounds.grades)}；补齐后总分才能确定。"
        )
    elif card.total is None:
        lines.append("没有绩效指标，总分无法确定。")
    lines += _claims(card)
    lines += [f"封顶：{cap.reason}（{cap.source}）" for cap in card.caps]
    if any(row.status == "not_applicable" for row in card.indicators):
        lines.append("有不适用的指标，分值的去向见 score explain。")
    rules = card.rules
    lines.append(f"评分规则 {rules.id}（{rules.title}，版本 {rules.version}）")
    return lines


def _claims(card: Scorecard) -> list[str]:
    """What the unit itself came to, where that differs from the total and grade worked out."""
    claimed = card.project.claimed
    total_differs = claimed.total is not None and claimed.total != card.total
    grade_differs = claimed.grade is not None and claimed.grade != card.grade
    if not (total_differs or grade_differs):
        return []
    parts = []
    if claimed.total is not None:
        parts.append(f"总分 {claimed.total:f}")
    if claimed.grade is not None:
        parts.append(f"等级 {claimed.grade}")
    return [f"单位填的{'、'.join(parts)}与按规则计算的不同；差在哪里，见 score check。"]


def _known(points: object) -> str:
    return _UNKNOWN if points is None else f"{points}"


def counts(findings: tuple[Finding, ...]) -> str:
    """How many findings of each severity.

    >>> counts(())
    '没有发现问题'
    """
    parts = []
    for severity, label in SEVERITY_LABELS.items():
        count = sum(finding.severity == severity for finding in findings)
        if count:
            parts.append(f"{label} {count}")
    return "、".join(parts) if parts else "没有发现问题"


def weights_line(card: Scorecard) -> str:
    """Weights and points of each first-level class."""
    parts = [f"预算执行率 {_known(card.execution.score)}／{plain(card.execution.weight)}"]
    for section in card.sections:
        name = section.level1 or "（未写一级指标）"
        parts.append(f"{name} {_known(section.score)}／{plain(section.weight)}")
    return "分类得分：" + "，".join(parts)
