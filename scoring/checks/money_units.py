"""Whether the amounts of a funds block can be in one unit: 元 written where 万元 is meant.

Small sources beside a large total, and small balances, are ordinary. So only the columns of one
row are held against each other, and the total row against the sum of its rows.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.model.project import Fund, Project

COLUMNS = (
    ("目标申报数", "requested"),
    ("预算编制数", "approved"),
    ("全年预算数", "annual_budget"),
    ("全年执行数", "executed"),
    ("资金结余", "balance"),
)
"""The columns of the funds block: label and field."""

PLANS = COLUMNS[:3]
FLOWS = COLUMNS[:4]

FAR_ABOVE = 2000
"""No amount of a form is so many times another one that it ought to be near or below."""

ABOUT = (8000, 50_000)
"""How many times a budget is of what was executed when only the units differ."""

EQUAL = (9000, 11_000)
"""How many times a total is of the sum of its rows when only the units differ."""

_TEN_THOUSANDS = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}


class Apart(NamedTuple):
    """Two amounts about ten thousand times apart; ``path`` is where the large one stands."""

    large: str
    large_amount: Decimal
    small: str
    small_amount: Decimal
    path: str


def in_ten_thousands(amount: Decimal, project: Project) -> Decimal:
    """An amount of a project in 万元."""
    return amount * _TEN_THOUSANDS.get(project.money_unit, Decimal(1))


def amount_of(fund: Fund, field: str) -> Decimal | None:
    """The amount of a row in a column, by the name of its field."""
    value: Decimal | None = getattr(fund, field)
    return value


def path_of(fund: Fund, label: str) -> str:
    """Where the amount of a column stands; 年初预算数 is a number, or has both columns below."""
    if label not in {"目标申报数", "预算编制数"}:
        return f"{fund.path}/{label}"
    below = f"/{label}" if fund.requested is not None else ""
    return f"{fund.path}/年初预算数{below}"


def label_of(fund: Fund, label: str) -> str:
    """The label of a column as the form has it: 年初预算数 when it is one number."""
    return "年初预算数" if label == "预算编制数" and fund.requested is None else label


def has_mixed_units(project: Project) -> bool:
    """Whether two amounts are in different units, so that sums and differences mean nothing."""
    return mixed_units(project) is not None


def mixed_units(project: Project) -> Apart | None:
    """Two amounts that ought to be near one another and are about ten thousand times apart."""
    amounts = [
        amount
        for fund in project.funds
        for amount in (fund.requested, fund.approved, fund.annual_budget, fund.executed)
        if amount is not None and amount > 0
    ]
    # Most forms are done here: no amount, and no sum of them, can be so much above another.
    if not amounts or max(amounts) * len(project.funds) <= min(amounts) * FAR_ABOVE:
        return None
    for fund in project.funds:
        apart = _plans_apart(fund) or _executed_apart(fund)
        if apart is not None:
            return apart
    total = next((fund for fund in project.funds if fund.is_total), None)
    return None if total is None else _total_apart(total, project)


def _plans_apart(fund: Fund) -> Apart | None:
    known = [(label, amount_of(fund, field)) for label, field in PLANS]
    amounts = [(amount, label) for label, amount in known if amount is not None and amount > 0]
    if not amounts:
        return None
    large, label = max(amounts)
    small, other = min(amounts)
    if large <= small * FAR_ABOVE:
        return None
    name, beside = label_of(fund, label), label_of(fund, other)
    return Apart(f"{fund.name}的{name}", large, beside, small, path_of(fund, label))


def _executed_apart(fund: Fund) -> Apart | None:
    budget, executed = fund.budget, fund.executed
    if budget is None or executed is None or budget <= 0 or executed <= 0:
        return None
    if executed > budget * FAR_ABOVE:
        path = f"{fund.path}/全年执行数"
        return Apart(f"{fund.name}的全年执行数", executed, "全年预算数", budget, path)
    least, most = ABOUT
    if executed * least <= budget <= executed * most:
        path = f"{fund.path}/全年预算数"
        return Apart(f"{fund.name}的全年预算数", budget, "全年执行数", executed, path)
    return None


def _total_apart(total: Fund, project: Project) -> Apart | None:
    for label, field in FLOWS:
        whole = amount_of(total, field)
        rows = [amount_of(fund, field) for fund in project.funds if not fund.is_total]
        parts = sum((amount for amount in rows if amount is not None), Decimal(0))
        if whole is None or whole <= 0 or parts <= 0:
            continue
        path, name = path_of(total, label), label_of(total, label)
        least, most = EQUAL
        if parts * least <= whole <= parts * most:
            return Apart(f"{total.name}的{name}", whole, "各来源合计", parts, path)
        if parts > whole * FAR_ABOVE:
            return Apart(f"各来源的{name}合计", parts, total.name, whole, path)
    return None
