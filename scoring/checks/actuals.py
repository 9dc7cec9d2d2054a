"""Checks of the results (AC504 to AC507): are they plausible beside the targets?

AC501 to AC503 and AC508 to AC510 are reported by scoring itself. A finding never changes a score.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.checks.case import Check
from scoring.checks.judged_rows import (
    ACTUAL,
    in_one_unit,
    is_blank,
    judged_rows,
    plain_quantity,
)
from scoring.model.calculation import plain
from scoring.notation import vocabulary
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.checks.case import Case, Findings
    from scoring.checks.judged_rows import JudgedRow
    from scoring.notation import Quantity

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_LIKELY = (Decimal("0.5"), Decimal("1.5"))
_LEAST_ROWS, _LEAST_OPEN = 3, 2


def percent_scale(case: Case) -> Findings:
    """AC504: 0.95 where 95% is meant; it is judged as written."""
    for row in judged_rows(case):
        target, actual = plain_quantity(row.target), plain_quantity(row.actual)
        if target is None or actual is None or not is_scaled(row, target, actual):
            continue
        wanted = plain(actual.number * _HUNDRED)
        if _is_share(actual) and not _is_share(target):
            wanted = plain(actual.number)
        yield case.found(
            "AC504",
            f"“{row.name}”的实际完成值 {row.row.actual} 与指标值 {row.score.target} 相差约一百倍，"
            "像是小数与百分数混用，现按所写的评判",
            f"指标值和实际完成值都用百分数写，如 {wanted}%",
            row.path(ACTUAL),
        )


def is_scaled(row: JudgedRow, target: Quantity, actual: Quantity) -> bool:
    """Whether one side of a rate is a fraction and the other a percentage.

    Either of them is at most 1 and becomes like the other when it is multiplied by 100.
    """
    if row.is_upper_bound or not (_is_rate(row, target) and _is_rate(row, actual)):
        return False
    if actual.unit is not None and target.unit is not None:
        return False
    if 0 < actual.number <= _ONE < target.number:
        small, large = actual.number, target.number
    elif 0 < target.number <= _ONE < actual.number:
        small, large = target.number, actual.number
    else:
        return False
    return _LIKELY[0] * large <= small * _HUNDRED <= _LIKELY[1] * large


def _is_share(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.kind == "share"


def _is_rate(row: JudgedRow, quantity: Quantity) -> bool:
    """Whether a number stands for a percentage: by its unit, or without one by the name."""
    if quantity.unit is not None:
        return quantity.unit.text in {"%", "百分比"}
    sides = (plain_quantity(row.target), plain_quantity(row.actual))
    if any(side is not None and _is_share(side) for side in sides):
        return True
    return notation.fold(row.name).endswith(vocabulary.words("names", "shares"))


def over_completion(case: Case) -> Findings:
    """AC505: far more than was aimed at, without a word about it."""
    limit = case.limit("AC505", "1.3")
    for row in judged_rows(case):
        if row.is_upper_bound or not _reaches(row, limit):
            continue
        if not is_blank(row.row.explanation) or not is_blank(row.row.deduction_reason):
            continue
        shown = f"完成 {plain(row.score.completion)}%，" if row.score.completion is not None else ""
        yield case.found(
            "AC505",
            f"“{row.name}”的实际完成值 {row.row.actual} 远高于指标值 {row.score.target}"
            f"（{shown}达到 {plain(limit * _HUNDRED)}% 以上），没有说明原因",
            "在偏差原因里说明：是任务增加，还是年初指标值定低了，今后怎样改",
            row.path(ACTUAL),
        )


def _reaches(row: JudgedRow, limit: Decimal) -> bool:
    """Whether the result is at or above this share of the target."""
    target, actual = plain_quantity(row.target), plain_quantity(row.actual)
    if target is not None and actual is not None:
        if is_scaled(row, target, actual):
            return False  # a hundred times too much is AC504
        pair = in_one_unit(actual, target)
        return pair is not None and pair[1] > 0 and pair[0] >= pair[1] * limit
    if target is None or row.score.completion is None:
        return False
    return row.score.completion >= limit * _HUNDRED


def all_actuals_equal_targets(case: Case) -> Findings:
    """AC506: every number reached exactly, as nobody measures it.

    At least three numbers; where they could hardly differ (=, 100%, 0) they prove nothing, so at
    least two must have been free to.
    """
    numeric = free = 0
    for row in judged_rows(case):
        target, actual = plain_quantity(row.target), plain_quantity(row.actual)
        if target is None or actual is None:
            continue
        pair = in_one_unit(actual, target)
        if pair is None or pair[0] != pair[1]:
            return
        numeric += 1
        free += _could_differ(row, target)
    if numeric >= _LEAST_ROWS and free >= _LEAST_OPEN:
        yield case.found(
            "AC506",
            f"{numeric} 个定量指标的实际完成值全都与指标值分毫不差，不像实际测得的数",
            "核对是否照抄了指标值，按台账、统计或测评结果填写",
            "/绩效指标",
        )


def _could_differ(row: JudgedRow, target: Quantity) -> bool:
    if row.operator == "=" or target.number == 0:
        return False
    return not (_is_share(target) and notation.in_base(target, None) == 1)


def late(case: Case) -> Findings:
    """AC507: done after the deadline."""
    year = case.project.year
    for row in judged_rows(case):
        if not isinstance(row.target, notation.Dates) or not isinstance(row.actual, notation.Dates):
            continue
        deadline = notation.resolve(row.target, year)
        done = notation.resolve(row.actual, year)
        if deadline is None or done is None or done[0] <= deadline[1]:
            continue
        last_year, month, day = deadline[1]
        yield case.found(
            "AC507",
            f"“{row.name}”的完成时间 {row.row.actual} 晚于期限 {last_year}年{month}月{day}日",
            "核对日期；确实逾期的，在偏差原因里说明原因和改进措施",
            row.path(ACTUAL),
        )


CHECKS: tuple[Check, ...] = (
    Check("AC504", percent_scale),
    Check("AC505", over_completion),
    Check("AC506", all_actuals_equal_targets),
    Check("AC507", late),
)
