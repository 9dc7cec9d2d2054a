"""How a score was reached, kept as bare numbers and told as steps when somebody asks.

The engine notes an entry for each thing it does: a kind, the numbers put in, the rule-set path and
the source it follows. ``steps_of`` turns entries into texts that a reader can follow with a pocket
calculator. Nothing is decided here.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from scoring.model.ruleset import Source

    Values = tuple[object, ...]
    Entry = tuple[str, Values, str, Source | None]

    class Calculation(Protocol):
        """Something that can tell what the engine did, when asked."""

        @property
        def entries(self) -> tuple[Entry, ...]:
            """What was done, in order."""


class Step(NamedTuple):
    """One step: what is worked out, with which numbers, what comes out, and by which rule."""

    label: str
    expression: str
    result: str
    rule: str
    source: str


class Factor(NamedTuple):
    """A fraction by which a weight is re-scaled: ``above ÷ below``."""

    above: Decimal
    below: Decimal


def plain(number: object) -> str:
    """A number without exponent and without idle zeros; texts as they are.

    >>> plain(Decimal("8.50")), plain(Decimal("1E+3"))
    ('8.5', '1000')
    """
    if not isinstance(number, Decimal):
        return str(number)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def steps_of(calculation: Calculation | tuple[Entry, ...]) -> tuple[Step, ...]:
    """The steps of a calculation, in order."""
    steps = []
    told = getattr(calculation, "entries", None)
    entries: tuple[Entry, ...] = calculation if told is None else told  # type: ignore[assignment]
    for kind, values, rule, source in entries:
        label, expression, result = _TELLERS[kind](*values)
        steps.append(Step(label, expression, result, rule, source.citation if source else ""))
    return tuple(steps)


def _target(label: str, text: str, other_label: str, other: str | None) -> tuple[str, str, str]:
    aside = f"（{other_label} {other} 不采用）" if other else ""
    return "取指标值", f"按{label}{aside}", text


def _assumed(operator: str, reason: str) -> tuple[str, str, str]:
    return "补比较符号", f"指标值没有写符号，{reason}", operator


def _actual(text: str, remark: str) -> tuple[str, str, str]:
    return "取实际完成值", remark or "按填报数", text


def _compare(
    actual: object, sign: str, target: object, unit: str, *, met: bool
) -> tuple[str, str, str]:
    return (
        "比较",
        f"{plain(actual)}{unit} 与 {sign}{plain(target)}{unit}",
        "达到" if met else "未达到",
    )


def _range(
    actual: object, low: object, high: object, unit: str, *, met: bool
) -> tuple[str, str, str]:
    where = "在范围内" if met else "不在范围内"
    return "比较", f"{plain(actual)}{unit} 与 {plain(low)}～{plain(high)}{unit}", where


def _date(actual: str, deadline: str, outcome: str) -> tuple[str, str, str]:
    return "比较", f"{actual} 与截止日 {deadline}", outcome


def _statement(text: str, tier: str) -> tuple[str, str, str]:
    return "归档", f"“{text}”按词汇表归入", tier


def _decision(label: str, value: object, share: str) -> tuple[str, str, str]:
    return "评定", f"{label} {plain(value)}", share


def _weight(weight: object, factor: Factor, effective: object) -> tuple[str, str, str]:
    return (
        "折算分值",
        f"{plain(weight)} × {plain(factor.above)} ÷ {plain(factor.below)}",
        plain(effective),
    )


def _moved(weight: object, added: object, effective: object) -> tuple[str, str, str]:
    return "移入分值", f"{plain(weight)} + {plain(added)}", plain(effective)


def _points(weight: object, terms: str, points: object) -> tuple[str, str, str]:
    return "得分", f"{plain(weight)}{terms}", str(points)


def _band(value: str, band: str, share: str) -> tuple[str, str, str]:
    return "落入区间", f"{value}：{band}", share


def _beyond(
    amount: object, unit: str, every: object, off: object, lost: str
) -> tuple[str, str, str]:
    return (
        "按量扣分",
        f"差 {plain(amount)}{unit}，每 {plain(every)}{unit}扣 {plain(off)} 分",
        f"扣 {lost} 分",
    )


def _passing(completion: str, passing: object) -> tuple[str, str, str]:
    return "及格线", f"完成 {completion}，低于及格线 {plain(passing)}%", "不得分"


def _deduction(deduction: object, reason: str | None) -> tuple[str, str, str]:
    return "扣分", f"{reason or '未写扣分原因'}（扣到 0 为止）", f"－{plain(deduction)}"


def _rate(executed: object, budget: object, rate: object) -> tuple[str, str, str]:
    return "执行率", f"{plain(executed)} ÷ {plain(budget)}", f"{rate}%"


def _sum(label: str, numbers: str, total: object) -> tuple[str, str, str]:
    return label, numbers, str(total)


def _unjudged(reason: str, low: object, high: object) -> tuple[str, str, str]:
    return "无法评判", reason, f"{low}～{high} 分之间"


def _not_applicable(reason: str, outcome: str) -> tuple[str, str, str]:
    return "不适用", reason, outcome


_TELLERS: dict[str, Callable[..., tuple[str, str, str]]] = {
    "target": _target,
    "assumed": _assumed,
    "actual": _actual,
    "compare": lambda actual, sign, target, unit, met: _compare(
        actual, sign, target, unit, met=met
    ),
    "range": lambda actual, low, high, unit, met: _range(actual, low, high, unit, met=met),
    "date": _date,
    "statement": _statement,
    "decision": _decision,
    "weight": _weight,
    "moved": _moved,
    "points": _points,
    "band": _band,
    "beyond": _beyond,
    "passing": _passing,
    "deduction": _deduction,
    "rate": _rate,
    "sum": _sum,
    "unjudged": _unjudged,
    "not_applicable": _not_applicable,
}
"""Kind of entry: how it is told."""
