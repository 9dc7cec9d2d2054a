"""How the values of a scorecard are written on a form: money, points, rates, targets.

Every layout writes them the same way. Which cell they go to is the layout's business.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.engine.rounding import EXACT, divided, exact_sum, percent
from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.model.project import Fund, Indicator, Project
    from scoring.model.scorecard import ExecutionScore, IndicatorScore, Scorecard

NOTHING = "—"
"""Printed where a form has a cell that this row does not fill."""

UNJUDGED = "无法评判"
NOT_APPLICABLE = "不适用"
TOTAL_ROW = "资金总额"

_MONEY_DIGITS = 2
_POWER_OF_WAN = {"元": -4, "千元": -1, "万元": 0, "亿元": 4}


class FundLine(NamedTuple):
    """One printed row of the funds block."""

    name: str
    requested: str
    approved: str
    budget: str
    executed: str
    balance: str
    rate: str
    score: str
    explanation: str = ""
    is_total: bool = False


def money(amount: Decimal | None, unit: str) -> str:
    """An amount in 万元: two decimals, more where the input says more; blank when not given.

    >>> from decimal import Decimal
    >>> money(Decimal("83"), "万元"), money(Decimal("827310"), "元")
    ('83.00', '82.731')
    """
    if amount is None:
        return ""
    text = format(EXACT.scaleb(amount, _POWER_OF_WAN[unit]), "f")
    whole, _, digits = text.partition(".")
    return f"{whole}.{digits.rstrip('0').ljust(_MONEY_DIGITS, '0')}"


def weight(points: Decimal | None) -> str:
    """A weight as written; blank when not given."""
    return "" if points is None else format(points, "f")


def title(project: Project) -> str:
    """The project's name as it begins the title of a form.

    >>> from scoring.model.project import Project
    >>> title(Project("公路养护项目", 2023))
    '公路养护'
    """
    name = project.name or "（未填项目名称）"
    return name.removesuffix("项目") or name


def year(project: Project) -> str:
    """The line below the title."""
    return f"（{project.year or '　　'}年度）"


def targets(row: Indicator) -> tuple[str, str]:
    """The initial and the adjusted target, each with its operator and unit in one text."""
    return _whole(row.initial_target, row), _whole(row.adjusted_target, row)


def counting_target(row: Indicator, card: Scorecard) -> tuple[str, str]:
    """The target that counts, for forms with one column, and a remark where the other differs.

    The remark is 年初 or 调整后 with the other target in brackets; empty where there is none.
    """
    initial, adjusted = targets(row)
    if not adjusted or not initial or initial == adjusted:
        return initial or adjusted, ""
    if card.rules.target == "initial":
        return initial, f"（调整后：{adjusted}）"
    return adjusted, f"（年初：{initial}）"


def _whole(target: str | None, row: Indicator) -> str:
    if target is None or (row.operator is None and row.measure_unit is None):
        return target or ""
    return notation.combine(row.operator, target, row.measure_unit) or ""


def points(score: IndicatorScore) -> str:
    """The points of an indicator; where they are not known, between which points they lie."""
    if score.status == "not_applicable":
        return NOT_APPLICABLE
    if score.score is not None:
        return format(score.score, "f")
    return _unjudged(score.low, score.high)


def execution_points(execution: ExecutionScore) -> str:
    """The points of the execution rate, or between which they lie."""
    if execution.score is not None:
        return format(execution.score, "f")
    return _unjudged(Decimal(0), execution.weight)


def _unjudged(low: Decimal, high: Decimal) -> str:
    return f"{UNJUDGED}\n{plain(low)}～{plain(high)}" if high > low else UNJUDGED


def deduction(row: Indicator) -> str:
    """The points taken off by hand; blank where there are none."""
    return f"{row.deduction:f}" if row.deduction else ""


def explanation(row: Indicator, *, has_deductions_apart: bool = False) -> str:
    """The last column: why the result differs, why points were taken off, why a row is left out.

    With a column of its own for the points taken off, only their reason stands here.
    """
    texts = []
    if row.not_applicable is not None:
        texts.append(f"{NOT_APPLICABLE}：{row.not_applicable}")
    if row.deduction:
        # In one line: what stands in the next ones explains the result.
        reason = "；".join((row.deduction_reason or "未写扣分原因").split("\n"))
        begin = "扣分原因" if has_deductions_apart else f"扣{row.deduction:f}分"
        texts.append(f"{begin}：{reason}")
    if row.explanation is not None:
        texts.append(row.explanation)
    return "\n".join(texts)


def total(card: Scorecard) -> str:
    """The total, or between which totals it lies."""
    if card.total is not None:
        return format(card.total, "f")
    if card.bounds is None:
        return UNJUDGED
    return f"{UNJUDGED}\n{card.bounds.low:f}～{card.bounds.high:f}"


def grade(card: Scorecard) -> str:
    """The grade, or the grades that are still possible."""
    if card.grade is not None:
        return card.grade
    return either(card.bounds.grades) if card.bounds is not None else ""


def fund_lines(card: Scorecard) -> list[FundLine]:
    """The rows of the funds block: the total first, then a row for each source."""
    project, execution = card.project, card.execution
    total_fund = next((fund for fund in project.funds if fund.is_total), None)
    sources = [fund for fund in project.funds if not fund.is_total]
    if total_fund is None:
        counted = [fund for fund in sources if not fund.is_part]
        from scoring.model.project import Fund

        total_fund = Fund(
            TOTAL_ROW,
            "",
            requested=_sum([fund.requested for fund in counted]),
            approved=_sum([fund.approved for fund in counted]),
            balance=_sum([fund.balance for fund in counted]),
            is_total=True,
        )
    total_fund = total_fund._replace(
        annual_budget=execution.annual_budget, executed=execution.executed
    )
    lines = [_fund_line(total_fund, card, execution_points(execution))]
    for fund in sources:
        is_same = (fund.budget, fund.executed) == (total_fund.budget, total_fund.executed)
        # The only source of the money has the whole project's rate, and its points.
        earned = execution_points(execution) if is_same and len(sources) == 1 else NOTHING
        lines.append(_fund_line(fund, card, earned))
    return lines


def _fund_line(fund: Fund, card: Scorecard, earned: str) -> FundLine:
    unit = card.project.money_unit
    budget, executed = fund.budget, fund.executed
    balance = fund.balance
    if balance is None and budget is not None and executed is not None:
        balance = EXACT.subtract(budget, executed)
    rate = ""
    if budget and executed is not None:
        rate = f"{percent(divided(executed, budget), card.rules.rounding.digits):f}%"
    return FundLine(
        fund.name,
        money(fund.requested, unit),
        money(fund.approved, unit),
        money(budget, unit),
        money(executed, unit),
        money(balance, unit),
        rate,
        earned,
        fund.explanation or "",
        fund.is_total,
    )


def empty_line(name: str) -> FundLine:
    """A printed row for a source the project has none of."""
    return FundLine(name, "", "", "", "", "", "", NOTHING)


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return exact_sum(known) if known else None


def either(names: Sequence[str]) -> str:
    """Names as alternatives.

    >>> either(("中", "良", "优"))
    '中、良或优'
    """
    *others, last = names
    return f"{'、'.join(others)}或{last}" if others else last
