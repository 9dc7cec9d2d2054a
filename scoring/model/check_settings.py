"""A user's own settings of the checks, and checks of one's own written as data.

Values only, and the closed lists of what an own check can look at and how it compares: reading is
in ``scoring.source.check_settings``, carrying out in ``scoring.checks.settings``.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

    from scoring.model.finding import Severity

    Comparison = Literal[
        "blank",
        "filled",
        "equals",
        "differs",
        "above",
        "below",
        "at_least",
        "at_most",
        "contains",
        "lacks",
        "one_of",
        "not_one_of",
    ]
    Kind = Literal["text", "number"]

UNTOUCHABLE = ("EN", "YM", "RV681", "RV682")
"""What no setting reaches: our own faults, values that could not be read, faded acceptances."""

COMPARISONS: dict[str, tuple[str, str]] = {
    "blank": ("any", "none"),
    "filled": ("any", "none"),
    "equals": ("any", "one"),
    "differs": ("any", "one"),
    "above": ("number", "one"),
    "below": ("number", "one"),
    "at_least": ("number", "one"),
    "at_most": ("number", "one"),
    "contains": ("text", "one"),
    "lacks": ("text", "one"),
    "one_of": ("any", "many"),
    "not_one_of": ("any", "many"),
}
"""Comparison: the kind of field it takes, and how many values it compares with."""

_PROJECT: dict[str, Kind] = {
    "name": "text",
    "year": "number",
    "department": "text",
    "unit": "text",
    "code": "text",
    "rules": "text",
    "money_unit": "text",
    "goal": "text",
    "goal_result": "text",
    "note": "text",
}
_FUND: dict[str, Kind] = {
    "name": "text",
    "requested": "number",
    "approved": "number",
    "annual_budget": "number",
    "executed": "number",
    "balance": "number",
    "claimed_weight": "number",
    "claimed_rate": "text",
    "claimed_score": "number",
    "explanation": "text",
    "note": "text",
}
_INDICATOR: dict[str, Kind] = {
    "level1": "text",
    "level2": "text",
    "name": "text",
    "initial_target": "text",
    "adjusted_target": "text",
    "operator": "text",
    "measure_unit": "text",
    "actual": "text",
    "weight": "number",
    "claimed_score": "number",
    "degree": "number",
    "deduction": "number",
    "deduction_reason": "text",
    "explanation": "text",
    "evidence": "text",
    "not_applicable": "text",
    "review_score": "number",
    "review_note": "text",
    "id": "text",
    "note": "text",
}
JUDGED: dict[str, Kind] = {"score": "number", "completion": "number", "deviation": "number"}
"""What the scorecard knows of a row: points and percentages."""

FIELDS: dict[str, dict[str, Kind]] = {
    "project": _PROJECT,
    "funds": _FUND,
    "indicators": {**_INDICATOR, **JUDGED},
    "claimed": {"execution_score": "number", "total": "number", "grade": "text"},
    "result": {
        "total": "number",
        "grade": "text",
        "execution_rate": "number",
        "execution_score": "number",
    },
}
"""Block: its fields and their kinds. ``result`` is the scorecard; the others are what was read."""


class Override(NamedTuple):
    """What the user says about one check; ``None`` leaves it to the rule set."""

    code: str
    severity: Severity | None = None
    limit: Decimal | None = None
    off: bool | None = None


class OwnCheck(NamedTuple):
    """A check as data: a finding wherever the comparison holds.

    ``values`` are what is compared with: texts, or numbers for a field of numbers. ``message``
    may hold {名称} and {值}, which become the row's name and the value found.
    """

    code: str
    name: str
    block: str
    field: str
    comparison: Comparison
    values: tuple[str | Decimal, ...]
    message: str
    help: str
    severity: Severity = "warning"


class CheckSettings(NamedTuple):
    """A user's settings: what differs from the rule set, and checks of one's own."""

    overrides: tuple[Override, ...] = ()
    own_checks: tuple[OwnCheck, ...] = ()
    file: str | None = None

    def override(self, code: str) -> Override | None:
        """What is said about a check, or none."""
        return next((one for one in self.overrides if one.code == code), None)
