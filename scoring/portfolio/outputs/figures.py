"""What a group of projects comes to: counts, money, means. Whole numbers inside, so nothing is lost.

``Figures`` of two groups add up to those of both. The sums over a batch of rows are made by polars
in 128 bits; they are exact because a batch is short (``ROWS``). Nothing here reads files.
"""

from __future__ import annotations

from decimal import Context, Decimal
from operator import add

from scoring.engine.rounding import rounded
from scoring.portfolio.tables import MONEY, POINTS
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

ROWS = 100_000
"""Rows summed at once. Money has 24 digits and points 9: so many products stay below 2^127."""

FULL_MARKS = 10_000
"""100 points, in hundredths."""

_DIGITS = 2
"""Digits of means and rates."""

_WIDE = Context(prec=200)


class Figures(NamedTuple):
    """Sums over projects: money in millionths of its unit, points in hundredths.

    ``read`` are the projects that could be read, ``judged`` those with a total. Rates are over
    ``paired`` projects (both amounts known), money-weighted means over ``weighed`` ones (total and
    budget known). ``bounded`` projects have a total or at least a lowest and a highest one.
    """

    projects: int = 0
    read: int = 0
    judged: int = 0
    full: int = 0
    budgeted: int = 0
    budget: int = 0
    spent: int = 0
    executed: int = 0
    paired: int = 0
    paired_budget: int = 0
    paired_executed: int = 0
    points: int = 0
    weighed: int = 0
    weighed_budget: int = 0
    weighed_points: int = 0
    bounded: int = 0
    low_points: int = 0
    high_points: int = 0
    error: int = 0
    warning: int = 0
    note: int = 0
    with_error: int = 0
    with_warning: int = 0

    @property
    def unread(self) -> int:
        """Projects that could not be read."""
        return self.projects - self.read

    @property
    def undetermined(self) -> int:
        """Projects that were read and have no total."""
        return self.read - self.judged

    @property
    def annual_budget(self) -> Decimal | None:
        """Money of the year; none where there are projects and none says."""
        return money(self.budget) if self.budgeted or not self.projects else None

    @property
    def executed_money(self) -> Decimal | None:
        """Money spent; none where there are projects and none says."""
        return money(self.executed) if self.spent or not self.projects else None

    @property
    def rate(self) -> Decimal | None:
        """Money spent in percent of the budget, over the projects that say both."""
        return _quotient(self.paired_executed * 100, self.paired_budget)

    @property
    def mean(self) -> Decimal | None:
        """The plain mean of the totals."""
        return _quotient(self.points, self.judged * 100)

    @property
    def weighted_mean(self) -> Decimal | None:
        """The mean of the totals, each as heavy as its budget."""
        return _quotient(self.weighed_points, self.weighed_budget * 100)

    @property
    def mean_bounds(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and highest plain mean while totals are open; none when there are none."""
        low = _quotient(self.low_points, self.bounded * 100)
        high = _quotient(self.high_points, self.bounded * 100)
        return None if low is None or high is None else (low, high)


NOTHING = Figures()


def total_of(groups: Iterable[Figures]) -> Figures:
    """The figures of all groups together.

    >>> total_of([Figures(projects=2, budget=3_000_000), Figures(projects=1)]).projects
    3
    """
    made = NOTHING
    for figures in groups:
        made = Figures._make(map(add, made, figures))
    return made


def money(scaled: int) -> Decimal:
    """Money from millionths, without idle zeros.

    >>> money(82_731_000), money(83_000_000)
    (Decimal('82.731'), Decimal('83'))
    """
    return plain(Decimal(scaled).scaleb(-MONEY[1], _WIDE))


def points(scaled: int) -> Decimal:
    """Points from hundredths.

    >>> points(9997)
    Decimal('99.97')
    """
    return Decimal(scaled).scaleb(-POINTS[1], _WIDE)


def plain(number: Decimal) -> Decimal:
    """The same number without zeros at its end, never in powers of ten."""
    if not number:
        return Decimal(0)
    made = number.normalize(_WIDE)
    exponent = made.as_tuple().exponent
    return made.quantize(Decimal(1), context=_WIDE) if int(exponent) > 0 else made


def _quotient(above: int, below: int) -> Decimal | None:
    return rounded((above, below), _DIGITS) if below > 0 else None


def sums() -> list[pl.Expr]:
    """The expressions that sum a batch of projects, one for each field of ``Figures``.

    The columns are those of projects.parquet with decimals as their whole numbers.
    """
    import polars as pl

    budget, executed, total = pl.col("annual_budget"), pl.col("executed"), pl.col("total")
    both = budget.is_not_null() & executed.is_not_null()
    weighed = budget.is_not_null() & total.is_not_null()
    low, high = pl.coalesce("total", "low"), pl.coalesce("total", "high")
    bounded = low.is_not_null() & high.is_not_null()
    made = {
        "projects": pl.len(),
        "read": pl.col("rules").count(),
        "judged": total.count(),
        "full": (total == FULL_MARKS).sum(),
        "budgeted": budget.count(),
        "budget": budget.sum(),
        "spent": executed.count(),
        "executed": executed.sum(),
        "paired": both.sum(),
        "paired_budget": budget.filter(both).sum(),
        "paired_executed": executed.filter(both).sum(),
        "points": total.sum(),
        "weighed": weighed.sum(),
        "weighed_budget": budget.filter(weighed).sum(),
        "weighed_points": (budget * total).sum(),
        "bounded": bounded.sum(),
        "low_points": low.filter(bounded).sum(),
        "high_points": high.filter(bounded).sum(),
        "error": pl.col("error").cast(pl.Int64).sum(),
        "warning": pl.col("warning").cast(pl.Int64).sum(),
        "note": pl.col("note").cast(pl.Int64).sum(),
        "with_error": (pl.col("error") > 0).sum(),
        "with_warning": (pl.col("warning") > 0).sum(),
    }
    return [made[field].alias(f"_{field}") for field in Figures._fields]
