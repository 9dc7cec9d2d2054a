"""Points of the budget execution rate, over the total row of the funds or the sum of the rows."""

from __future__ import annotations

from scoring.engine.rounding import (
    WHOLE,
    ZERO,
    divided,
    exact_sum,
    fraction,
    is_less,
    percent,
    rounded,
    times,
)
from scoring.model.codes import found
from scoring.model.scorecard import ExecutionScore
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.engine.rounding import Fraction
    from scoring.model.calculation import Entry
    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Status

FUNDS = "/项目资金"


def funds_total(project: Project) -> tuple[Decimal | None, Decimal | None, str]:
    """Annual budget and executed amount of the whole project, and the pointer of their row.

    The total row's figures, else the sum of the rows; a row that is part of the row above it is
    not added again.
    """
    for fund in project.funds:
        if fund.is_total:
            return fund.budget, fund.executed, fund.path
    rows = [fund for fund in project.funds if not fund.is_part]
    path = rows[0].path if len(rows) == 1 else FUNDS
    return _sum([row.budget for row in rows]), _sum([row.executed for row in rows]), path


def _sum(numbers: list[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return exact_sum(known) if known else None


def execution_rate(project: Project) -> Fraction | None:
    """Executed ÷ annual budget as an exact fraction; none when it has no meaning."""
    budget, executed, _ = funds_total(project)
    if budget is None or executed is None or budget <= 0:
        return None
    return divided(executed, budget)


class ExecutionCalculation(NamedTuple):
    """How a known rate became points: told only when asked for."""

    budget: Decimal
    executed: Decimal
    rate: Decimal
    share: Fraction
    score: Decimal
    rules: RuleSet

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rate, then the points."""
        budget, executed, rate, share, score, rules = self
        terms = f" × {executed:f} ÷ {budget:f}"
        if share == WHOLE:
            terms = " × 1（执行率超过 100% 的按 100% 计）"
        elif share == ZERO:
            terms = " × 0"
        values = (rules.weights.execution, terms, score)
        rated = ("rate", (executed, budget, rate), "/execution")
        earned = ("points", values, "/weights/execution")
        return (
            (*rated, rules.source(rules.execution.source)),
            (*earned, rules.source(rules.weights.source)),
        )


def score_execution(project: Project, rules: RuleSet, findings: list[Finding]) -> ExecutionScore:
    """The execution rate's points: weight × min(1, executed ÷ annual budget)."""
    weight = rules.weights.execution
    digits = rules.rounding.digits
    budget, executed, path = funds_total(project)
    if budget is None or budget <= 0:
        findings.append(_no_budget(project, budget, path, rules))
        if rules.execution.zero_budget == "zero":
            entry: Entry = (
                "sum",
                ("得分", "全年预算数为 0 或未填，按规则记 0 分", "0"),
                "/execution/zero_budget",
                rules.source(rules.execution.source),
            )
            zero = rounded(ZERO, digits)
            return ExecutionScore(weight, budget, executed, None, zero, "missed", (entry,))
        return _open(weight, budget, executed, "全年预算数为 0 或未填，执行率没有意义", rules)
    if executed is None:
        findings.append(
            found(
                "CP202",
                "没有填全年执行数",
                "补填全年执行数（一分未支出的填 0）",
                f"{path}/全年执行数",
                rules=rules,
            )
        )
        return _open(weight, budget, executed, "没有填全年执行数", rules)
    rate = divided(executed, budget)
    printed = percent(rate, digits)
    share = WHOLE if is_less(WHOLE, rate) else (ZERO if rate[0] < 0 else rate)
    score = rounded(times(fraction(weight), share), digits)
    status: Status = "met" if executed >= budget else ("partly" if score else "missed")
    calculation = ExecutionCalculation(budget, executed, printed, share, score, rules)
    return ExecutionScore(weight, budget, executed, printed, score, status, calculation)


def _open(
    weight: Decimal,
    budget: Decimal | None,
    executed: Decimal | None,
    reason: str,
    rules: RuleSet,
) -> ExecutionScore:
    digits = rules.rounding.digits
    bounds = (rounded(ZERO, digits), rounded(fraction(weight), digits))
    entry: Entry = (
        "unjudged",
        (reason, *bounds),
        "/execution",
        rules.source(rules.execution.source),
    )
    return ExecutionScore(weight, budget, executed, None, None, "unjudged", (entry,))


def _no_budget(project: Project, budget: Decimal | None, path: str, rules: RuleSet) -> Finding:
    if budget is None:
        message = "没有填全年预算数" if project.funds else "没有填项目资金"
    else:
        message = f"全年预算数是 {budget:f}"
        parts = _sum([fund.budget for fund in project.funds if not fund.is_total])
        if parts:
            message += f"，而各资金来源合计 {parts:f}"
    return found(
        "FD403",
        f"{message}，执行率无法计算",
        "在资金总额一行填写全年预算数（未调整的填预算编制数）",
        f"{path}/全年预算数" if project.funds else FUNDS,
        rules=rules,
    )
