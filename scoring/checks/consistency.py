"""Checks across the form (CX801 to CX804): money against costs, results against money, goal against targets.

What the goal's running text mentions is found by ``notation.running_text`` and paired by name in
``goal_text``. CX805 needs the department's accounts: ``control``.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.checks.case import Check
from scoring.checks.goal_text import goal_contradicts_target
from scoring.checks.judged_rows import ACTUAL, judged_rows, plain_quantity
from scoring.checks.money_units import has_mixed_units
from scoring.model.calculation import plain
from scoring.model.finding import Related
from scoring.notation import vocabulary
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.checks.case import Case, Findings
    from scoring.checks.judged_rows import JudgedRow
    from scoring.model.finding import Finding
    from scoring.notation import Quantity

_TOLERANCE = Decimal(1000)
"""0.1 万元 in 元: what a total may differ from its parts."""
_LEAST, _MOST = Decimal("0.95"), Decimal("1.05")
_HUNDRED = Decimal(100)


class Costs(NamedTuple):
    """Cost rows that are meant to add up; ``targets`` is their sum in 元."""

    rows: tuple[JudgedRow, ...]
    targets: Decimal


def cost_actuals_vs_executed(case: Case) -> Findings:
    """CX801: costs that were planned to make the budget do not add to what was spent."""
    budget, executed = case.card.execution.annual_budget, case.card.execution.executed
    rows = cost_rows(case)
    scale = _scale(case) if rows else None
    if budget is None or budget <= 0 or executed is None or scale is None:
        return
    for costs in cost_groups(rows, budget * scale):
        if not _LEAST * budget * scale <= costs.targets <= _MOST * budget * scale:
            continue
        actuals = _sum_of_actuals(costs.rows)
        if actuals is None:
            continue
        if abs(actuals - executed * scale) > _TOLERANCE:
            yield _unequal(case, costs, actuals / scale, executed)
        return


def _unequal(case: Case, costs: Costs, actuals: Decimal, executed: Decimal) -> Finding:
    unit = case.project.money_unit
    names = "、".join(row.name for row in costs.rows)
    apart = abs(actuals - executed)
    return case.found(
        "CX801",
        f"成本指标（{names}）的实际完成值合计 {plain(actuals)} {unit}，"
        f"全年执行数是 {plain(executed)} {unit}，相差 {plain(apart)} {unit}",
        "按账核对：哪些支出没有列进成本指标，或哪一行的实际完成值填错了",
        costs.rows[0].path(ACTUAL),
        _related(costs.rows[1:], ACTUAL),
    )


def cost_targets_vs_budget(case: Case) -> Findings:
    """CX802: costs planned beyond the budget.

    A budget cut during the year does not make the targets of its beginning wrong: they may be as
    high as the approved budget, too.
    """
    budget = case.card.execution.annual_budget
    rows = cost_rows(case)
    scale = _scale(case) if rows else None
    if budget is None or budget <= 0 or scale is None:
        return
    highest = max(budget, _approved(case) or budget)
    for costs in cost_groups(rows, budget * scale):
        if costs.targets <= highest * scale + _TOLERANCE:
            continue
        unit = case.project.money_unit
        names = "、".join(row.name for row in costs.rows)
        yield case.found(
            "CX802",
            f"成本指标（{names}）的指标值合计 {plain(costs.targets / scale)} {unit}，"
            f"超过全年预算数 {plain(budget)} {unit}",
            "核对指标值和预算：成本的上限合计不应超过预算，有其他来源的钱应列入资金",
            costs.rows[0].target_path,
            _related(costs.rows[1:], None),
        )
        return


def _approved(case: Case) -> Decimal | None:
    """The approved budget of the year's beginning: the total row's, else the rows' sum."""
    funds = case.project.funds
    totals = [fund for fund in funds if fund.is_total]
    amounts = [fund.approved for fund in totals or funds if not fund.is_part]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _related(rows: tuple[JudgedRow, ...], label: str | None) -> tuple[Related, ...]:
    return tuple(
        Related(
            row.path(label) if label else row.target_path,
            None,
            None,
            f"“{row.name}”{row.row.actual if label else row.score.target}",
        )
        for row in rows
    )


def _scale(case: Case) -> Decimal | None:
    """How many 元 the project's money unit is; nothing where the funds mix units (FD408)."""
    if has_mixed_units(case.project):
        return None
    unit = notation.find_unit(case.project.money_unit, known_only=True)
    return unit.scale if unit is not None and unit.group == "yuan" else None


def cost_rows(case: Case) -> list[tuple[JudgedRow, Decimal]]:
    """The rows that cap a whole amount of money, each with its target in 元."""
    amounts = ((row, _amount(row)) for row in judged_rows(case))
    return [(row, notation.in_base(amount, None)) for row, amount in amounts if amount is not None]


def cost_groups(rows: list[tuple[JudgedRow, Decimal]], budget: Decimal) -> list[Costs]:
    """The costs of single items, and each total row by itself: it is not added twice.

    A total is known by its name (项目总成本), or because it makes the budget (in 元) alone.
    """
    parts: list[JudgedRow] = []
    groups: list[Costs] = []
    targets = Decimal(0)
    for row, amount in rows:
        is_named = notation.fold(row.name).endswith(vocabulary.words("costs", "totals"))
        if is_named or amount >= _LEAST * budget:
            groups.append(Costs((row,), amount))
        else:
            parts.append(row)
            targets += amount
    return [Costs(tuple(parts), targets), *groups] if parts else groups


def _amount(row: JudgedRow) -> Quantity | None:
    """The whole amount of money a cost row may take, or nothing for any other row."""
    quantity = plain_quantity(row.target)
    unit = quantity.unit if quantity is not None else None
    if unit is None or unit.group != "yuan" or unit.per is not None:
        return None
    if row.operator in {"≥", ">"} or row.level2 not in vocabulary.words("costs", "money"):
        return None
    name = notation.fold(row.name)
    if "其中" in name or any(word in name for word in vocabulary.words("costs", "per_unit")):
        return None
    if any(word in name for word in vocabulary.words("costs", "not_of_year")):
        return None
    return quantity


def _sum_of_actuals(rows: tuple[JudgedRow, ...]) -> Decimal | None:
    """The results added up in 元; nothing when one of them is no amount."""
    total = Decimal(0)
    for row in rows:
        actual, target = plain_quantity(row.actual), plain_quantity(row.target)
        if actual is None or target is None or not notation.comparable(actual.unit, target.unit):
            return None
        total += notation.in_base(actual, target.unit)
    return total


def results_outrun_money(case: Case) -> Findings:
    """CX803: nearly all results for much less of the money; judged totals only."""
    card = case.card
    money = card.execution
    if card.total is None or money.score is None or money.weight <= 0:
        return
    weights = [row.effective_weight for row in card.indicators if row.effective_weight is not None]
    scores = [row.score for row in card.indicators if row.score is not None]
    weight, score = sum(weights, Decimal(0)), sum(scores, Decimal(0))
    if weight <= 0 or score <= 0:
        return
    limit = case.limit("CX803", "0.05")
    # (I－E)÷I > limit without a division, exactly
    if (1 - limit) * score * money.weight <= money.score * weight:
        return
    if has_mixed_units(case.project):
        return
    results, spent = score / weight, money.score / money.weight
    over = _percent((results - spent) / results)
    yield case.found(
        "CX803",
        f"指标得分率 {_percent(results)}，预算执行得分率 {_percent(spent)}，"
        f"（指标－执行）÷指标＝{over}，超过 {plain(limit * _HUNDRED)}%：事做得多，钱花得少",
        "核对指标值是否定低了、钱是否没有及时支付，或预算是否编多了，并写明原因",
        "/项目资金",
    )


def _percent(share: Decimal) -> str:
    return f"{share * _HUNDRED:.2f}%"


CHECKS: tuple[Check, ...] = (
    Check("CX801", cost_actuals_vs_executed),
    Check("CX802", cost_targets_vs_budget),
    Check("CX803", results_outrun_money),
    Check("CX804", goal_contradicts_target),
)
