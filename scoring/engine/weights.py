"""What becomes of the weight of rows that do not apply."""

from __future__ import annotations

from scoring import notation
from scoring.engine.rounding import (
    EXACT,
    Fraction,
    divided,
    exact_sum,
    fraction,
    plus,
    rounded,
    times,
)
from scoring.model.calculation import Factor
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.calculation import Entry
    from scoring.model.project import Indicator
    from scoring.model.ruleset import RuleSet


class Share(NamedTuple):
    """The weight a row is scored with.

    ``exact`` is a fraction, rounded only as points; ``printed`` has four digits. ``changed`` is how
    the steps tell a weight that is not the one written: ``15 × 90 ÷ 80``.
    """

    exact: Fraction
    printed: Decimal
    changed: str = ""
    entry: Entry | None = None

    @property
    def terms(self) -> str:
        """The weight as the steps tell it."""
        return self.changed or _text(self.printed)


EFFECTIVE_DIGITS = 4
"""Digits of a printed effective weight."""


def as_written(row: Indicator) -> Share | None:
    """The weight a row prints, if it has one."""
    weight = row.weight
    return None if weight is None else Share(weight.as_integer_ratio(), weight)


def changed_weights(rows: tuple[Indicator, ...], rules: RuleSet) -> dict[int, Share] | None:
    """The weights rows are scored with, by their position; ``None`` when they are as written.

    Rows that do not apply are left out: their weight is re-scaled, moved or lost as the rule set
    says. So are rows without a weight.
    """
    rule = rules.not_applicable
    gone = [row for row in rows if row.not_applicable is not None and row.weight is not None]
    if not gone or rule.mode == "lose":
        return None
    shares: dict[int, Share] = {}
    for place, row in enumerate(rows):
        share = as_written(row)
        if share is not None and row.not_applicable is None:
            shares[place] = share
    if rule.mode == "move":
        gone = _move(rows, gone, shares, rules)
        if not gone:
            return shares
    return _rescaled(shares, rules)


def _text(weight: Decimal) -> str:
    return format(weight, "f")


def _move(
    rows: tuple[Indicator, ...], gone: list[Indicator], shares: dict[int, Share], rules: RuleSet
) -> list[Indicator]:
    """Move weight to the class that takes it; returns the rows whose weight is still to place."""
    rule = rules.not_applicable
    taken = [row for row in gone if _is_of(row, rule.move_from)]
    heirs = [place for place in shares if _is_of(rows[place], rule.move_to)]
    heirs_weight = exact_sum(shares[place].printed for place in heirs)
    if not taken or heirs_weight <= 0:
        return gone
    moved = exact_sum(row.weight for row in taken if row.weight is not None)
    source = rules.source(rule.source)
    for place in heirs:
        share = shares[place]
        part = times(divided(share.printed, heirs_weight), fraction(moved))
        exact = plus(share.exact, part)
        printed = rounded(exact, EFFECTIVE_DIGITS)
        added = f"{_text(moved)} × {_text(share.printed)} ÷ {_text(heirs_weight)}"
        entry = ("moved", (share.printed, added, printed), "/not_applicable", source)
        shares[place] = Share(exact, printed, f"({_text(share.printed)} + {added})", entry)
    return [row for row in gone if row not in taken]


def _is_of(row: Indicator, name: str | None) -> bool:
    if name is None:
        return True
    key = notation.class_key(name)
    return any(
        notation.class_key(level) == key for level in (row.level1, row.level2) if level is not None
    )


def _rescaled(shares: dict[int, Share], rules: RuleSet) -> dict[int, Share]:
    """All weights × (the rule set's indicator weights ÷ the applicable ones)."""
    above = EXACT.subtract(rules.weights.total, rules.weights.execution)
    below = exact_sum(share.printed for share in shares.values())
    if below <= 0:
        return shares
    factor = Factor(above, below)
    ratio = divided(above, below)
    source = rules.source(rules.not_applicable.source)
    result = {}
    for place, share in shares.items():
        exact = times(share.exact, ratio)
        printed = rounded(exact, EFFECTIVE_DIGITS)
        entry = ("weight", (share.printed, factor, printed), "/not_applicable", source)
        terms = f"{share.terms} × {_text(above)} ÷ {_text(below)}"
        result[place] = Share(exact, printed, terms, entry)
    return result
