"""Whether the money of the form agrees with itself (FD401, FD402, FD404–409).

A budget of 0 is reported by scoring itself (FD403). Money is in the project's unit throughout.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from scoring import notation
from scoring.checks.case import Case, Check, Skipped
from scoring.checks.judged_rows import is_blank
from scoring.checks.money_units import (
    COLUMNS,
    amount_of,
    has_mixed_units,
    in_ten_thousands,
    label_of,
    mixed_units,
    path_of,
)
from scoring.engine.execution import funds_total
from scoring.engine.rounding import EXACT, divided, exact_sum, percent
from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scoring.model.finding import Finding
    from scoring.model.project import Fund, Project

TOLERANCE = Decimal("0.1")
"""万元 by which sums and differences may be off."""

_SUSPECT = Skipped("金额的单位可能不一致（见 FD408），先改正单位再查")
_ZERO = Decimal(0)
_WIDE = Context(prec=200)


def _tolerance(project: Project) -> Decimal:
    return TOLERANCE / in_ten_thousands(Decimal(1), project)


def _agree(one: Decimal, other: Decimal, project: Project) -> bool:
    """Whether two amounts differ by no more than 0.1万元, or by the rounding of either print."""
    if one == other or abs(EXACT.subtract(one, other)) <= _tolerance(project):
        return True
    # A printed 0 is no rounding of something else.
    if not one or not other:
        return False
    return _printed_like(one, other) == other or _printed_like(other, one) == one


def _printed_like(number: Decimal, pattern: Decimal) -> Decimal:
    """A number rounded to the digits another is printed with."""
    exponent = pattern.as_tuple().exponent
    assert isinstance(exponent, int)
    places = Decimal(1).scaleb(min(exponent, 0))
    return number.quantize(places, rounding=ROUND_HALF_UP, context=_WIDE)


def _total_row(project: Project) -> Fund | None:
    return next((fund for fund in project.funds if fund.is_total), None)


def _first_of_each(funds: Iterable[Fund], fields: tuple[str, ...]) -> Iterator[Fund]:
    """The rows, without those that repeat the figures of a row before (a single source)."""
    seen: set[tuple[object, ...]] = set()
    for fund in sorted(funds, key=lambda fund: not fund.is_total):
        key = tuple(getattr(fund, field) for field in fields)
        if key not in seen:
            seen.add(key)
            yield fund


# ---------------------------------------------------------------- FD401


def funds_sum(case: Case) -> list[Finding] | Skipped:
    """FD401: the rows of the funds do not add to the total row."""
    project = case.project
    total = _total_row(project)
    rows = [fund for fund in project.funds if not fund.is_total]
    if total is None or not rows:
        return Skipped("没有资金总额一行，或没有各来源的行")
    if has_mixed_units(project):
        return _SUSPECT
    wrong = []
    for label, field in COLUMNS:
        whole = amount_of(total, field)
        amounts = [(amount_of(fund, field), fund) for fund in rows]
        if whole is None or all(amount is None for amount, _ in amounts):
            continue
        sums = _sums([(amount or _ZERO, fund) for amount, fund in amounts])
        if not any(_agree(whole, found, project) for found in sums):
            wrong.append((label, sums[0], whole))
    if not wrong:
        return []
    unit = project.money_unit
    told = "；".join(
        f"{label_of(total, label)}各行合计 {plain(sum_)}{unit}，{total.name}是 {plain(whole)}{unit}"
        for label, sum_, whole in wrong
    )
    remedy = f"核对各来源的金额和{total.name}，其中项不要重复列入"
    return [case.found("FD401", told, remedy, path_of(total, wrong[0][0]))]


def _sums(amounts: list[tuple[Decimal, Fund]]) -> list[Decimal]:
    """What the rows can add up to; the first is the plain reading.

    A row that is part of the row above it is not added. Under 财政拨款 and the like, and above a
    row that begins with 其中, rows that make just its amount (中央, 省级 …) may be its parts too.
    """
    rows = [(amount, fund) for amount, fund in amounts if not fund.is_part]
    whole = exact_sum(amount for amount, _ in rows)
    sums = [whole]
    inside = _ZERO
    for place, (amount, fund) in enumerate(rows[:-1]):
        is_parent = notation.fund_role(fund.name) == "parent"
        if not amount or not (is_parent or rows[place + 1][1].name.lstrip().startswith("其中")):
            continue
        below = _ZERO
        for after, _ in rows[place + 1 :]:
            below = EXACT.add(below, after)
            if below == amount:
                inside = EXACT.add(inside, below)
                sums += [EXACT.subtract(whole, below), EXACT.subtract(whole, inside)]
                break
    return sums


# ---------------------------------------------------------------- FD402, FD404


def executed_above_budget(case: Case) -> list[Finding] | Skipped:
    """FD402: more was executed than the annual budget."""
    project = case.project
    if has_mixed_units(project):
        return _SUSPECT
    unit = project.money_unit
    findings = []
    for fund in _first_of_each(project.funds, ("budget", "executed")):
        budget, executed = fund.budget, fund.executed
        if budget is None or executed is None or (fund.is_total and not budget):
            continue
        if executed > budget and not _agree(executed, budget, project):
            message = (
                f"{fund.name}的全年执行数 {plain(executed)}{unit}，"
                f"大于全年预算数 {plain(budget)}{unit}"
            )
            remedy = "核对两个数；预算调整过的，全年预算数填调整后的数"
            findings.append(case.found("FD402", message, remedy, f"{fund.path}/全年执行数"))
            if fund.is_total:
                break
    return findings


def balance(case: Case) -> list[Finding] | Skipped:
    """FD404: the balance is not the budget less what was executed."""
    project = case.project
    if has_mixed_units(project):
        return _SUSPECT
    unit = project.money_unit
    findings = []
    for fund in _first_of_each(project.funds, ("budget", "executed", "balance")):
        budget, executed, left = fund.budget, fund.executed, fund.balance
        if budget is None or executed is None or left is None:
            continue
        rest = EXACT.subtract(budget, executed)
        if _agree(left, rest, project) or (rest < 0 and not left):
            continue
        message = (
            f"{fund.name}的资金结余填 {plain(left)}{unit}，预算数减执行数是 {plain(rest)}{unit}"
        )
        remedy = "资金结余 = 全年预算数 － 全年执行数，改正填错的那一个"
        findings.append(case.found("FD404", message, remedy, f"{fund.path}/资金结余"))
        if fund.is_total:
            break
    return findings


# ---------------------------------------------------------------- FD405, FD406


def low_execution_unexplained(case: Case) -> list[Finding]:
    """FD405: the execution rate is below the limit and no row of the funds says why."""
    limit = case.limit("FD405", "0.8")
    budget, executed, path = funds_total(case.project)
    if (
        budget is None
        or executed is None
        or budget <= 0
        or executed >= EXACT.multiply(budget, limit)
    ):
        return []
    if any(not is_blank(fund.explanation) for fund in case.project.funds):
        return []
    rate = percent(divided(executed, budget), case.rules.rounding.digits)
    return [
        case.found(
            "FD405",
            f"预算执行率 {plain(rate)}%，低于 {plain(limit * 100)}%，没有说明原因",
            "在资金总额一行的“偏差原因”里写明为什么没有花完、怎样改进",
            f"{path}/偏差原因",
        )
    ]


def unspent(case: Case) -> list[Finding]:
    """FD406: more than the limit of the budget is left."""
    limit = case.limit("FD406", "0.2")
    budget, executed, path = funds_total(case.project)
    if budget is None or executed is None or budget <= 0:
        return []
    left = EXACT.subtract(budget, executed)
    if left <= EXACT.multiply(budget, limit):
        return []
    share = percent(divided(left, budget), case.rules.rounding.digits)
    unit = case.project.money_unit
    return [
        case.found(
            "FD406",
            f"还有 {plain(left)}{unit} 没有支出，占全年预算数的 {plain(share)}%，"
            f"超过 {plain(limit * 100)}%",
            "核实结余；确实用不完的，及时调减预算或交回",
            f"{path}/全年执行数",
        )
    ]


# ---------------------------------------------------------------- FD407


def annual_budget_source(case: Case) -> list[Finding]:
    """FD407: the annual budget repeats what was asked for, not what was approved."""
    for fund in sorted(case.project.funds, key=lambda fund: not fund.is_total):
        requested, approved, annual = fund.requested, fund.approved, fund.annual_budget
        if requested and approved and annual == requested and approved != requested:
            message = (
                f"{fund.name}的全年预算数 {plain(requested)} 与目标申报数相同，"
                f"而预算编制数是 {plain(approved)}"
            )
            remedy = "没有调整预算的，全年预算数填预算编制数；调整过的，填调整后的数"
            return [case.found("FD407", message, remedy, f"{fund.path}/全年预算数")]
    return []


# ---------------------------------------------------------------- FD408

_LARGEST = "100000"


def money_unit(case: Case) -> list[Finding]:
    """FD408: an amount is ten thousand times another of the form, or too large for 万元."""
    project = case.project
    pair = mixed_units(project)
    unit = project.money_unit
    remedy = f"全表金额都换算成“{unit}”，或在“金额单位”里写明实际用的单位"
    if pair is not None:
        message = (
            f"{pair.large} {plain(pair.large_amount)}{unit}，约为"
            f"{pair.small} {plain(pair.small_amount)}{unit} 的一万倍，像是把元当成了万元"
        )
        return [case.found("FD408", message, remedy, pair.path)]
    limit = case.limit("FD408", _LARGEST)
    for fund in sorted(project.funds, key=lambda fund: not fund.is_total):
        for label, field in COLUMNS:
            amount = amount_of(fund, field)
            if amount is not None and in_ten_thousands(amount, project) > limit:
                message = (
                    f"{fund.name}的{label_of(fund, label)}是 {plain(amount)}{unit}，"
                    f"超过 {plain(limit)}万元，像是把元当成了万元"
                )
                return [case.found("FD408", message, remedy, path_of(fund, label))]
    return []


# ---------------------------------------------------------------- FD409


def claimed_rate(case: Case) -> list[Finding]:
    """FD409: the printed execution rate is not executed ÷ annual budget."""
    findings = []
    for fund in _first_of_each(case.project.funds, ("budget", "executed", "claimed_rate")):
        budget, executed = fund.budget, fund.executed
        if fund.claimed_rate is None or budget is None or executed is None or budget <= 0:
            continue
        printed = _printed_rate(fund.claimed_rate)
        if printed is None or any(_is_right(rate, executed, budget) for rate in printed):
            continue
        rate = percent(divided(executed, budget), case.rules.rounding.digits)
        findings.append(
            case.found(
                "FD409",
                f"{fund.name}的执行率填 {fund.claimed_rate}，"
                f"{plain(executed)} ÷ {plain(budget)} 是 {plain(rate)}%",
                "按 全年执行数 ÷ 全年预算数 重新计算执行率",
                f"{fund.path}/执行率",
            )
        )
    return findings


def _printed_rate(text: str) -> list[Decimal] | None:
    """What a printed rate can mean, in percent; nothing when it is no number."""
    value = notation.parse(text)
    if not isinstance(value, notation.Measure) or value.operator is not None:
        return None
    number, unit = value.quantity
    if unit is not None:
        return [number] if unit.kind == "share" and unit.text in _PERCENT else None
    # Without a sign it is a percentage, or a ratio such as 0.9968 or 1.
    return [number, number.scaleb(2)] if number <= _HIGHEST_RATIO else [number]


_PERCENT = ("%", "百分比", "百分率")
_HIGHEST_RATIO = 2
_WHOLE_RATE = 100


def _is_right(printed: Decimal, executed: Decimal, budget: Decimal) -> bool:
    """Whether a printed percentage is the rate at its own digits, rounded or cut."""
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    if printed == _WHOLE_RATE and executed > budget:
        return True
    places = Decimal(1).scaleb(min(exponent, 0))
    rate = _WIDE.divide(_WIDE.multiply(executed, Decimal(100)), budget)
    return printed in {
        rate.quantize(places, rounding=ROUND_HALF_UP, context=_WIDE),
        rate.quantize(places, rounding=ROUND_DOWN, context=_WIDE),
    }


CHECKS = (
    Check("FD401", funds_sum),
    Check("FD402", executed_above_budget),
    Check("FD404", balance),
    Check("FD405", low_execution_unexplained),
    Check("FD406", unspent),
    Check("FD407", annual_budget_source),
    Check("FD408", money_unit),
    Check("FD409", claimed_rate),
)
