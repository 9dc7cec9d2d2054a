"""The scorecard: every point of one project, with the way it was reached.

Values only. ``to_dict`` and ``to_json`` give the JSON of ``jixiao.scorecard/1``; laying a
scorecard out as a form is the business of ``scoring.render``.
"""

from __future__ import annotations

from scoring.model.calculation import steps_of
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

    from scoring.model.calculation import Calculation, Entry, Step
    from scoring.model.finding import Finding
    from scoring.model.method import MethodName
    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet

if TYPE_CHECKING:
    Status = Literal["met", "partly", "missed", "unjudged", "not_applicable"]

STATUS_LABELS: dict[str, str] = {
    "met": "达成",
    "partly": "部分达成",
    "missed": "未得分",
    "unjudged": "无法评判",
    "not_applicable": "不适用",
}
"""How each status is printed."""


class ExecutionScore(NamedTuple):
    """Points of the budget execution rate.

    ``annual_budget`` and ``executed`` are money in the project's unit, ``rate`` a percentage
    rounded to the rule set's digits, ``score`` points.
    """

    weight: Decimal
    annual_budget: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    status: Status
    calculation: Calculation | tuple[Entry, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The calculation, step by step, made when asked for."""
        return steps_of(self.calculation)


class IndicatorScore(NamedTuple):
    """Points of one row.

    ``target`` is the text the row was judged by; ``other_target`` the initial or adjusted one
    that differs from it. ``completion`` and ``deviation`` are percentages. ``low`` and ``high``
    bound the points: both equal ``score`` when it is known.
    """

    path: str
    level1: str | None
    level2: str | None
    name: str
    target: str | None
    other_target: str | None
    actual: str | None
    weight: Decimal | None
    effective_weight: Decimal | None
    method: MethodName | None
    completion: Decimal | None
    deviation: Decimal | None
    score: Decimal | None
    status: Status
    claimed: Decimal | None
    review: Decimal | None
    low: Decimal
    high: Decimal
    calculation: Calculation | tuple[Entry, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The calculation, step by step, made when asked for."""
        return steps_of(self.calculation)


class Section(NamedTuple):
    """A first-level class: its weights and its points, ``None`` when a row is not judged."""

    level1: str | None
    weight: Decimal
    score: Decimal | None


class Bounds(NamedTuple):
    """The lowest and highest total an open scorecard can come to, and the grades between."""

    low: Decimal
    high: Decimal
    grades: tuple[str, ...]


class AppliedCap(NamedTuple):
    """A limit put on the total because little of the budget was executed."""

    limit: Decimal
    reason: str
    source: str


class Scorecard(NamedTuple):
    """One project scored under one rule set.

    ``weight`` is the plain sum of all weights with the execution's; ``total`` and ``grade`` are
    ``None`` while anything is unjudged, and ``bounds`` then says how far they can go.
    """

    project: Project
    rules: RuleSet
    execution: ExecutionScore
    indicators: tuple[IndicatorScore, ...]
    sections: tuple[Section, ...]
    weight: Decimal
    total: Decimal | None
    grade: str | None
    bounds: Bounds | None
    caps: tuple[AppliedCap, ...]
    findings: tuple[Finding, ...] = ()

    def indicator(self, name: str) -> IndicatorScore:
        """The row of this name; ``KeyError`` when there is none.

        >>> import scoring
        >>> row = {"年初指标值": "≥100人", "实际完成值": "80人", "分值": 90}
        >>> card = scoring.score(
        ...     {
        ...         "项目名称": "例",
        ...         "年度": 2023,
        ...         "项目资金": {"资金总额": {"全年预算数": 10, "全年执行数": 10}},
        ...         "绩效指标": {"产出指标": {"数量指标": {"培训人数": row}}},
        ...     }
        ... )
        >>> card.indicator("培训人数").score
        Decimal('72.00')
        """
        for row in self.indicators:
            if row.name == name:
                return row
        raise KeyError(name)

    def to_dict(self) -> dict[str, object]:
        """The scorecard as the JSON document ``jixiao.scorecard/1``; numbers stay Decimal."""
        from scoring.model.document import scorecard_document

        return scorecard_document(self)

    def to_json(self, indent: int | None = 2) -> str:
        """The JSON text of :meth:`to_dict`; numbers are printed exactly."""
        from scoring.model.document import json_text

        return json_text(self.to_dict(), indent)
