"""Whether the points are spread as the rule set has it (WT302, WT304, WT305).

That they add up at all is looked at by scoring itself (WT301, WT303).
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from scoring import notation
from scoring.checks.case import Case, Check, Skipped
from scoring.model.calculation import plain
from scoring.notation.vocabulary import words
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.model.finding import Finding
    from scoring.model.project import Indicator
    from scoring.model.ruleset import RuleSet

Split = dict[str, Decimal]
"""Points of each first-level class."""

_ALL = "/绩效指标"
_ZERO = Decimal(0)
_SATISFACTION = "满意度"


def _sum(rows: tuple[Indicator, ...]) -> Decimal:
    return sum((row.weight for row in rows if row.weight is not None), _ZERO)


# ---------------------------------------------------------------- WT302


def section_weight(case: Case) -> list[Finding] | Skipped:
    """WT302: a first-level class has not the points the rule set gives it."""
    rows, rules = case.project.indicators, case.rules
    if not rows or any(row.weight is None for row in rows):
        return Skipped("有指标没有分值，无法比较一级指标的分值")
    total = _sum(rows)
    if total != rules.weights.indicators:
        fitting = _fitting_total(case, total)
        if fitting is None or not rules.weights.classes:
            return Skipped("指标分值合计不对（见 WT301），无法比较一级指标的分值")
        message = (
            f"指标分值合计 {plain(total)}，与规则 {rules.id} 的 "
            f"{plain(rules.weights.indicators)} 不同，与 {fitting.id}（{fitting.title}）相符"
        )
        return [case.found("WT302", message, _remedy(fitting), _ALL)]
    if not rules.weights.classes:
        return Skipped("规则没有规定一级指标的分值")
    split = _split(rows, rules)
    if split is None:
        return Skipped("一级指标不是产出、效益一类，规则没有规定它们的分值")
    wanted = _nearest(split, rules)
    # Where a class is missing (CP205) its points have to stand somewhere: the others may be more.
    is_whole = all(name in split for name in wanted)
    short = [name for name in wanted if name in split and split[name] < wanted[name]]
    if split == wanted or (not is_whole and not short):
        return []
    different = [name for name in split if split[name] != wanted.get(name, _ZERO)]
    told = "、".join(
        f"{name}指标 {plain(split[name])} 分（规则为 {plain(wanted.get(name, _ZERO))} 分）"
        for name in different
    )
    other = _fitting_split(case, rows)
    fits = f"；这样的分值与 {other.id}（{other.title}）相符" if other is not None else ""
    return [
        case.found(
            "WT302", f"一级指标的分值与规则 {rules.id} 不同：{told}{fits}", _remedy(other), _ALL
        )
    ]


def _remedy(other: RuleSet | None) -> str:
    if other is not None:
        return f"确实按该规则填报的，写“评分规则: {other.id}”；否则按现用规则调整分值"
    return "按规则调整各一级指标的分值；有文件依据另行分配的，在备注里写明"


def _split(rows: tuple[Indicator, ...], rules: RuleSet) -> Split | None:
    """The points of each class of the rule set; none when a row belongs to no such class."""
    known = {notation.class_key(name) for name, _ in rules.weights.classes}
    split: Split = {}
    for row in rows:
        key = notation.class_key(row.level1 or "")
        if key == "效益" and row.level2 is not None and _SATISFACTION in row.level2:
            key = _SATISFACTION
        if key == "成本" and key not in known:
            key = "产出"
        if key not in known:
            return None
        split[key] = split.get(key, _ZERO) + (row.weight or _ZERO)
    return split


def _allowed(rules: RuleSet, present: Mapping[str, Decimal]) -> list[Split]:
    """The splits a rule set allows for the classes that a form has."""
    weights = rules.weights
    splits = [dict(weights.classes)]
    splits += [dict(split) for missing, split in weights.without if missing not in present]
    moved = rules.not_applicable
    if moved.mode == "move" and moved.move_from is not None and moved.move_to is not None:
        for split in list(splits):
            points = split.get(moved.move_from)
            if points is not None and moved.move_from not in present and moved.move_to in split:
                rest = {name: part for name, part in split.items() if name != moved.move_from}
                rest[moved.move_to] += points
                splits.append(rest)
    return splits


def _nearest(split: Split, rules: RuleSet) -> Split:
    """The allowed split that differs least."""

    def distance(wanted: Split) -> Decimal:
        return sum(
            (abs(split.get(name, _ZERO) - wanted.get(name, _ZERO)) for name in {*split, *wanted}),
            _ZERO,
        )

    return min(_allowed(rules, split), key=distance)


def _fitting_split(case: Case, rows: tuple[Indicator, ...]) -> RuleSet | None:
    for other in case.others():
        if other.id == case.rules.id or not other.weights.classes:
            continue
        split = _split(rows, other)
        if split is not None and split in _allowed(other, split):
            return other
    return None


def _fitting_total(case: Case, total: Decimal) -> RuleSet | None:
    """A rule set that leaves the indicators as many points as they have.

    It has to give the execution rate the points that the form prints, or it fits by chance.
    """
    printed = next((fund.claimed_weight for fund in case.project.funds if fund.is_total), None)
    for other in case.others():
        weights = other.weights
        if other.id != case.rules.id and (weights.indicators, weights.execution) == (
            total,
            printed,
        ):
            return other
    return None


# ---------------------------------------------------------------- WT304


def execution_counted_twice(case: Case) -> list[Finding]:
    """WT304: the indicators alone make the whole, or the execution rate is one of them."""
    rows, rules = case.project.indicators, case.rules
    if not rules.weights.execution:
        return []
    execution = plain(rules.weights.execution)
    findings = [
        case.found(
            "WT304",
            f"“{row.name}”就是预算执行率，规则已经给执行率 {execution} 分，这里又记了一次",
            "删去这一行，把分值分给反映产出和效益的指标",
            row.path,
        )
        for row in rows
        if row.not_applicable is None and _is_execution(row)
    ]
    total = _sum(rows)
    if not findings and total == rules.weights.total:
        findings.append(
            case.found(
                "WT304",
                f"各指标的分值已经合计 {plain(total)}，没有留出执行率的 {execution} 分",
                f"调整各指标分值，使其合计为 {plain(rules.weights.indicators)}",
                _ALL,
            )
        )
    return findings


@lru_cache(maxsize=1024)
def _names_execution(name: str) -> bool:
    """Whether a name is one of the execution rate: 项目资金支付率, 预算执行率（%）."""
    bare = notation.fold(name)
    return (bare.partition("(")[0] or bare).endswith(words("execution", "indicators"))


def _is_execution(row: Indicator) -> bool:
    if _names_execution(row.name):
        return True
    return any(
        level is not None and notation.class_key(level) == "预算执行率"
        for level in (row.level1, row.level2)
    )


# ---------------------------------------------------------------- WT305


def weight_concentrated(case: Case) -> list[Finding]:
    """WT305: one indicator has more points than the limit: points, or a share of the whole."""
    total = case.rules.weights.total
    limit = case.limit("WT305", "1")
    most = limit * total if limit <= 1 else limit
    return [
        case.found(
            "WT305",
            f"“{row.name}”一项就有 {plain(row.weight)} 分，超过 {plain(most)} 分",
            "把分值分散到几项指标，或把这一项拆开",
            f"{row.path}/分值",
        )
        for row in case.project.indicators
        if row.weight is not None and row.weight > most
    ]


CHECKS = (
    Check("WT302", section_weight),
    Check("WT304", execution_counted_twice),
    Check("WT305", weight_concentrated, is_off=True),
)
