"""The rows of a scored project as the checks look at them: what was written beside what was made of it.

Only reading lives here; what is wrong with a row is said by the checks of each family.
"""

from __future__ import annotations

from scoring import notation
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.checks.case import Case
    from scoring.model.project import Indicator
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import IndicatorScore
    from scoring.notation import Operator, Quantity, Value

INITIAL, ADJUSTED, ACTUAL = "年初指标值", "调整后指标值", "实际完成值"
UPPER = ("≤", "<")
"""Operators of targets where less is better."""


class JudgedRow(NamedTuple):
    """One row with its points.

    ``label`` names the field of the target it was judged by. ``target`` and ``actual`` are what
    the texts say, ``None`` when nothing is written. ``operator`` is the one written or assumed,
    for a single number only.
    """

    row: Indicator
    score: IndicatorScore
    label: str
    target: Value | None
    operator: Operator | None
    actual: Value | None

    @property
    def name(self) -> str:
        """The name of the indicator."""
        return self.row.name

    @property
    def level2(self) -> str:
        """The class the row stands in, by its second level, else its first; empty for none."""
        return notation.class_key(self.row.level2 or self.row.level1 or "")

    def path(self, label: str) -> str:
        """The path of one field of the row."""
        return f"{self.row.path}/{label}"

    @property
    def target_path(self) -> str:
        """The path of the target the row was judged by."""
        return self.path(self.label)

    @property
    def is_upper_bound(self) -> bool:
        """Whether less is better: the target is an upper bound."""
        return self.operator in UPPER


def judged_rows(case: Case) -> tuple[JudgedRow, ...]:
    """The rows of the project in their order; those that do not apply are left out."""
    return case.once(_rows_of)


def _rows_of(case: Case) -> tuple[JudgedRow, ...]:
    card = case.card
    return tuple(
        judged_row(row, score, card.rules)
        for row, score in zip(card.project.indicators, card.indicators, strict=True)
        if row.not_applicable is None
    )


def judged_row(row: Indicator, score: IndicatorScore, rules: RuleSet) -> JudgedRow:
    """A row and its points put together."""
    target = notation.parse(score.target) if score.target is not None else None
    operator: Operator | None = None
    if isinstance(target, notation.Measure):
        operator = target.operator or notation.assumed_operator(
            target.quantity.number, row.name, row.level1, row.level2
        )
    return JudgedRow(row, score, _label(row, rules), target, operator, _actual(row))


def is_blank(text: str | None) -> bool:
    """Whether nothing is written, or a placeholder (无, —).

    >>> is_blank(None), is_blank("无"), is_blank("集中采购节约")
    (True, True, False)
    """
    return text is None or isinstance(notation.parse(text), notation.Blank)


def plain_quantity(value: Value | None) -> Quantity | None:
    """The quantity of a single number, whatever operator it carries; nothing for the rest."""
    return value.quantity if isinstance(value, notation.Measure) else None


def in_one_unit(one: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """Both numbers in one unit; nothing when their units are unlike."""
    if not notation.comparable(one.unit, other.unit):
        return None
    return notation.in_base(one, other.unit), notation.in_base(other, one.unit)


def _label(row: Indicator, rules: RuleSet) -> str:
    if is_blank(row.adjusted_target):
        return INITIAL
    if is_blank(row.initial_target):
        return ADJUSTED
    return INITIAL if rules.target == "initial" else ADJUSTED


def _actual(row: Indicator) -> Value | None:
    text = row.actual
    if text is None:
        return None
    value = notation.parse(text)
    if isinstance(value, notation.Blank):
        return None
    if (
        row.measure_unit is not None
        and isinstance(value, notation.Measure)
        and value.quantity.unit is None
    ):
        joined = notation.combine(None, text, row.measure_unit)
        if joined is not None:
            return notation.parse(joined)
    return value
