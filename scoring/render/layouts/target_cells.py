"""A target split into the three cells some forms print: 指标性质, 指标值, 计量单位.

The split is the notation's own ``combine`` backwards: what the cells would not give back together
stays whole in 指标值.
"""

from __future__ import annotations

from scoring import notation
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.model.project import Indicator

QUALITATIVE = "定性"
RANGE = "区间"
DEADLINE = "期限"


class TargetCells(NamedTuple):
    """The texts of the three cells."""

    nature: str
    value: str
    unit: str


def split(target: str | None) -> TargetCells:
    """The cells of a target written in one text.

    >>> split("≥95%"), split("提高"), split("2023年12月底前")
    ... # doctest: +NORMALIZE_WHITESPACE
    (TargetCells(nature='≥', value='95', unit='%'), TargetCells(nature='定性', value='提高', unit=''),
     TargetCells(nature='期限', value='2023年12月底前', unit=''))
    """
    if target is None:
        return TargetCells("", "", "")
    value = notation.parse(target)
    if isinstance(value, notation.Measure):
        amount, unit = value.quantity
        cells = TargetCells(value.operator or "", f"{amount:f}", unit.text if unit else "")
        together = notation.combine(cells.nature or None, cells.value, cells.unit or None)
        if together is not None and notation.parse(together) == value:
            return cells
    elif isinstance(value, notation.Interval):
        return TargetCells(RANGE, target, "")
    elif isinstance(value, notation.Dates):
        return TargetCells(DEADLINE, target, "")
    elif isinstance(value, notation.Words):
        bare = target.removeprefix(QUALITATIVE).strip()
        # A text that holds a number may be a number nobody could read: it is not called 定性.
        if bare and (bare != target.strip() or not notation.holds_number(target)):
            return TargetCells(QUALITATIVE, bare, "")
    return TargetCells("", target, "")


def cells_of(target: str, row: Indicator) -> TargetCells:
    """The cells of a target of a row, which may have its own operator and unit.

    ``target`` is the whole text; where it cannot be split, the row's own parts are printed.
    """
    cells = split(target)
    if cells.nature or cells.unit or (row.operator is None and row.measure_unit is None):
        return cells
    for own in (row.initial_target, row.adjusted_target):
        if own is not None and notation.combine(row.operator, own, row.measure_unit) == target:
            return TargetCells(row.operator or "", own, row.measure_unit or "")
    return cells
