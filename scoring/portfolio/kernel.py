"""The kernel: points, totals and grades as one expression, made from a rule set, for any engine.

Written through ibis, so that polars or DuckDB run it here and Spark SQL on a cluster. All numbers
are whole: points in hundredths, a target and an actual in one common scale, money likewise. They
are multiplied and divided as float64, which is exact inside the bound that ``bound`` proves; what
lies beyond never gets here. Nothing here reads a text or knows where the columns come from.

A row is judged by ``low``, ``high`` and ``actual``: met inside, else by the share of the nearer
end. ``sign`` says which ends there are and whether they belong to it.
"""

from __future__ import annotations

from scoring.portfolio.bound import HUNDRED, NO_END
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    import ibis.expr.types as ir

    from scoring.model.ruleset import RuleSet

AT_LEAST, ABOVE, AT_MOST, BELOW, EQUAL, RANGE = 1, 2, 3, 4, 5, 6
"""Signs. A range is ``RANGE``, one more when its lower end is open, two more its upper end."""

SIGNS = {"≥": AT_LEAST, ">": ABOVE, "≤": AT_MOST, "<": BELOW, "=": EQUAL}
LOW_OPEN, HIGH_OPEN = 1, 2
PERCENT = 10_000
"""A whole in hundredths of a percent."""

__all__ = ["NO_END", "SIGNS", "judged", "points", "shares", "totals"]


def shares(rows: ir.Table, rules: RuleSet) -> ir.Table:
    """The rows with the share each earns, ``num`` ÷ ``den``.

    Reads ``sign``, ``low``, ``high`` and ``actual``: 0 where there is no lower end and ``NO_END``
    where there is no upper one; an end is above 0, an actual is not below.
    """
    import ibis

    low, high, actual = rows.low, rows.high, rows.actual
    near = ibis.greatest(low, ibis.least(actual, high))
    num, den = ibis.least(actual, near), ibis.greatest(actual, near)
    if rules.ratio.reverse == "linear":
        is_over = actual > high
        num = ibis.ifelse(is_over, ibis.greatest(2 * high - actual, 0), num)
        den = ibis.ifelse(is_over, high, den)
    is_equal = rows.sign == EQUAL
    if rules.ratio.equal == "exact":
        num = ibis.ifelse(is_equal, ibis.ifelse(actual == low, low, 0), num)
        den = ibis.ifelse(is_equal, low, den)
    elif rules.ratio.equal == "two_sided":
        num = ibis.ifelse(is_equal, ibis.greatest(low - (actual - low).abs(), 0), num)
        den = ibis.ifelse(is_equal, low, den)
    return rows.mutate(num=num, den=den)


def judged(rows: ir.Table) -> ir.Table:
    """The rows of :func:`shares` with ``is_met``, ``completion`` and ``deviation``.

    The last two are in hundredths of a percent; none where undefined.
    """
    import ibis

    sign, low, high, actual = rows.sign, rows.low, rows.high, rows.actual
    is_range, is_reverse = sign >= RANGE, (sign == AT_MOST) | (sign == BELOW)
    has_open_low = (
        (sign == ABOVE) | (sign == RANGE + LOW_OPEN) | (sign == RANGE + LOW_OPEN + HIGH_OPEN)
    )
    has_open_high = (
        (sign == BELOW) | (sign == RANGE + HIGH_OPEN) | (sign == RANGE + LOW_OPEN + HIGH_OPEN)
    )
    on_edge = (has_open_low & (actual == low)) | (has_open_high & (actual == high))
    near = ibis.greatest(low, ibis.least(actual, high))
    above = ibis.cases((is_range, ibis.least(actual, near)), (is_reverse, high), else_=actual)
    below = ibis.cases((is_range, ibis.greatest(actual, near)), (is_reverse, actual), else_=low)
    end = ibis.cases((is_range, near), (is_reverse, high), else_=low)
    apart = actual - end
    size = _rounded(apart.abs().cast("float64") * PERCENT, end)
    return rows.mutate(
        is_met=(rows.num == rows.den) & ~on_edge,
        completion=ibis.ifelse(
            below > 0, _rounded(above.cast("float64") * PERCENT, below), ibis.null("int64")
        ),
        deviation=ibis.ifelse(apart < 0, -size, size),
    )


def points(
    weight: ir.NumericColumn,
    num: ir.NumericColumn,
    den: ir.NumericColumn,
    off: ir.NumericColumn | None = None,
) -> ir.IntegerColumn:
    """The points of each row in hundredths: weight × ``num`` ÷ ``den``, half up.

    ``off`` is what comes off, in hundredths times ``den``; nothing goes below 0.
    """
    import ibis

    top = weight.cast("float64") * num
    if off is not None:
        return _rounded(ibis.greatest(top - off, 0.0), den)
    return ibis.ifelse(num == den, weight.cast("int64"), _rounded(top, den))


def _rounded(top: ir.NumericValue, den: ir.NumericValue) -> ir.IntegerValue:
    import ibis

    return (top / ibis.greatest(den, 1) + 0.5).floor().cast("int64")


def totals(sums: ir.Table, rules: RuleSet) -> ir.Table:
    """Execution, total, grade and bounds of each project.

    Reads the sums of its rows in hundredths, ``points``, ``low`` and ``high``, how many there are
    (``rows``) and how many of them are open (``open``), and ``budget`` and ``executed`` in one
    scale: none where they are missing, and never below 0.
    """
    import ibis

    weight = hundredths(rules.weights.execution)
    budget, executed = sums.budget, sums.executed
    is_known = (budget > 0).fill_null(False) & executed.notnull()  # noqa: FBT003 - a value
    spent = ibis.least(executed, budget).cast("float64")
    earned = _rounded(spent * weight, budget)
    nothing = ibis.null("int64")
    execution = ibis.ifelse(is_known, earned, nothing)
    if rules.execution.zero_budget == "zero":
        has_none = ~(budget > 0).fill_null(False)  # noqa: FBT003 - a value
        execution = ibis.ifelse(has_none, ibis.literal(0, "int64"), execution)
    rate = ibis.ifelse(is_known, _rounded(executed.cast("float64") * PERCENT, budget), nothing)
    known = execution.fill_null(0)
    is_settled = execution.notnull() & (sums.open == 0)
    summed = sums.points + known
    low, high = sums.low + known, sums.high + ibis.ifelse(execution.notnull(), known, weight)
    caps = rules.execution.caps
    if caps:
        limit, low_limit = _limits(rate_known=is_known, sums=sums, rules=rules)
        low_limit = ibis.ifelse(execution.notnull(), limit, low_limit)
        summed, low, high = (
            ibis.least(summed, limit),
            ibis.least(low, low_limit),
            ibis.least(high, limit),
        )
    has_rows = sums.rows > 0
    has_total = has_rows if rules.unjudged == "zero" else has_rows & is_settled
    total = ibis.ifelse(has_total, summed, nothing)
    return sums.mutate(
        execution_rate=rate,
        execution_score=execution,
        total=total,
        grade=grade(total, rules),
        low_total=ibis.cases((has_total, summed), (has_rows, low), else_=nothing),
        high_total=ibis.cases((has_total, summed), (has_rows, high), else_=nothing),
    )


def _limits(
    *, rate_known: ir.BooleanValue, sums: ir.Table, rules: RuleSet
) -> tuple[ir.IntegerValue, ir.IntegerValue]:
    """The limit that the rate brings about, and the tightest that an unknown rate may."""
    import ibis

    limit = ibis.literal(NO_END, "int64")
    executed, budget = sums.executed.cast("float64"), sums.budget.cast("float64")
    for cap in rules.execution.caps:
        above, below = cap.below.as_integer_ratio()
        is_hit = rate_known & (executed * below < budget * above)
        limit = ibis.ifelse(is_hit, ibis.least(limit, hundredths(cap.at_most)), limit)
    tightest = min(hundredths(cap.at_most) for cap in rules.execution.caps)
    return limit, ibis.literal(tightest, "int64")


def grade(total: ir.IntegerValue, rules: RuleSet) -> ir.StringValue:
    """The grade of a total in hundredths; none where there is no total."""
    import ibis

    bands = [(total >= _least(band.start), ibis.literal(band.name)) for band in rules.grades[:-1]]
    lowest = (total.notnull(), ibis.literal(rules.grades[-1].name))
    return ibis.cases(*bands, lowest, else_=ibis.null("string"))


def hundredths(value: Decimal) -> int:
    """Points in hundredths.

    >>> from decimal import Decimal
    >>> hundredths(Decimal("7.5"))
    750
    """
    above, below = value.as_integer_ratio()
    if HUNDRED * above % below:
        message = f"not in hundredths: {value}"
        raise ValueError(message)
    return HUNDRED * above // below


def _least(start: Decimal) -> int:
    """The smallest total in hundredths that reaches a band."""
    above, below = start.as_integer_ratio()
    return -(-HUNDRED * above // below)
