"""Numbers of a scorecard in the words of a report. None is worked out anew but for differences."""

from __future__ import annotations

from scoring.engine.rounding import EXACT, fraction, rounded
from scoring.model.calculation import plain
from scoring.model.scorecard import STATUS_LABELS
from scoring.record import TYPE_CHECKING
from scoring.render.layouts import printed

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.project import Indicator
    from scoring.model.scorecard import IndicatorScore, Scorecard

NAMELESS = "未写一级指标"


def points(score: Decimal) -> str:
    """Points with their unit.

    >>> from decimal import Decimal
    >>> points(Decimal("9.90"))
    '9.90分'
    """
    return f"{score:f}分"


def worth(weight: Decimal | None) -> str:
    """What something is worth."""
    return "没有分值" if weight is None else f"分值{plain(weight)}分"


def share(row: IndicatorScore) -> str:
    """What a row is worth, and what it counts for where that differs."""
    if row.effective_weight is None or row.effective_weight == row.weight:
        return worth(row.weight)
    return f"{worth(row.weight)}，折算后{plain(row.effective_weight)}分"


def lost(row: IndicatorScore, card: Scorecard) -> Decimal | None:
    """The points a judged row is short of its weight; ``None`` where nothing is lost or known."""
    if row.score is None or row.effective_weight is None or row.status == "not_applicable":
        return None
    full = rounded(fraction(row.effective_weight), card.rules.rounding.digits)
    missing = EXACT.subtract(full, row.score)
    return missing if missing > 0 else None


def lost_on_execution(card: Scorecard) -> Decimal | None:
    """The points the execution rate is short of its weight."""
    execution = card.execution
    if execution.score is None:
        return None
    missing = EXACT.subtract(execution.weight, execution.score)
    return missing if missing > 0 else None


def place(row: IndicatorScore) -> str:
    """The classes of a row."""
    return "／".join(text for text in (row.level1, row.level2) if text)


def reached(row: IndicatorScore, given: Indicator) -> str:
    """Target and actual of a row; words stand between quotation marks."""
    initial, adjusted = printed.targets(given)
    target = row.target or adjusted or initial
    is_text = row.method == "tiers"
    parts = [f"指标值{_quoted(target, is_text=is_text)}" if target else "没有指标值"]
    if row.other_target:
        name = "年初指标值" if row.target == adjusted else "调整后指标值"
        parts.append(f"{name}{_quoted(row.other_target, is_text=is_text)}")
    actual = row.actual and f"实际完成值{_quoted(row.actual, is_text=is_text)}"
    parts.append(actual or "没有实际完成值")
    if row.completion is not None:
        parts.append(f"完成率{row.completion:f}%")
    return "，".join(parts)


def _quoted(text: str, *, is_text: bool) -> str:
    return f"“{text}”" if is_text else text


def statuses(rows: list[IndicatorScore]) -> str:
    """How many rows came out how.

    >>> statuses([])
    ''
    """
    counts = [(label, sum(row.status == status for row in rows))
              for status, label in STATUS_LABELS.items()]  # fmt: skip
    return "、".join(f"{label}{count}项" for label, count in counts if count)
