"""What the texts of a row lead to, remembered: forms repeat the same pairs of target and actual.

Only what follows from the texts and the rules alone is kept, and only where nothing had to be
noted: a row with a finding, a decision, a deduction, a method of its own or a date is worked out
each time. Points are not remembered; they are the weight times the share, rounded once.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import TypeAlias

    from scoring.engine.rounding import Fraction
    from scoring.model.method import MethodName
    from scoring.model.project import Indicator
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Status

    Memory: TypeAlias = dict[object, "Outcome"]
    """The outcomes by the texts of their rows."""

MOST = 16_384
"""Rows of one rule set that are remembered; then it begins anew."""

TEXTS = slice(2, 9)
"""Fields of a row that its texts stand in: classes, targets, operator, unit and actual."""


class Outcome(NamedTuple):
    """What follows from the texts of a row: everything but its points.

    ``status`` is the one of a row that earned something.
    """

    target: str | None
    other_target: str | None
    method: MethodName
    completion: Decimal | None
    deviation: Decimal | None
    share: Fraction
    status: Status


def memory_of(rules: RuleSet) -> Memory:
    """What is remembered under rules that judge alike."""
    return _memory(rules.target, rules.ratio, rules.tiers, rules.methods, rules.rounding.digits)


@lru_cache(maxsize=16)
def _memory(*rules: object) -> Memory:
    del rules
    return {}


def forget() -> None:
    """Forget everything: for measuring, and for proving that it makes no difference."""
    _memory.cache_clear()


def remember(rules: RuleSet, row: Indicator, outcome: Outcome) -> None:
    """Keep an outcome under its rules."""
    memory = memory_of(rules)
    if len(memory) >= MOST:
        memory.clear()
    memory[row[TEXTS]] = outcome
