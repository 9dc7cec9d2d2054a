"""The five methods: from a verdict and a weight to points, as exact fractions.

A closed table. Each method returns an award, or says why it cannot tell.
"""

from __future__ import annotations

from scoring import notation
from scoring.engine.rounding import (
    EXACT,
    WHOLE,
    ZERO,
    Fraction,
    divided,
    fraction,
    is_less,
    minus,
    percent,
    times,
)
from scoring.engine.verdict import ratio_share, ratio_terms
from scoring.model.calculation import plain
from scoring.model.method import Method
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from scoring.engine.verdict import Verdict
    from scoring.model.calculation import Entry
    from scoring.model.project import Indicator
    from scoring.model.ruleset import RuleSet, Source, Tier
    from scoring.notation import Quantity


class Award(NamedTuple):
    """What a method gives: a share of the weight, less ``off`` points.

    ``share`` is ``None`` when the method cannot tell; then ``low`` and ``high`` are the shares
    between which it lies and ``reason`` says what is missing. ``terms`` is how the share is told
    after the weight: `` × 8 ÷ 10``.
    """

    share: Fraction | None
    terms: str = ""
    off: Fraction = ZERO
    low: Fraction = ZERO
    high: Fraction = WHOLE
    reason: str = ""


FULL = Award(WHOLE)
NOTHING = Award(ZERO, " × 0")
BY_KIND = {
    "number": Method("ratio"),
    "range": Method("ratio"),
    "words": Method("tiers"),
    "date": Method("direct"),
}
"""The method of each kind of target, where neither the row nor its class names one."""


def method_of(row: Indicator, kind: str, rules: RuleSet) -> Method:
    """The row's own method, else its class's where it fits, else that of the kind of target."""
    if row.method is not None:
        return row.method
    if rules.methods:
        for name in (row.level2, row.level1):
            if name is None:
                continue
            key = notation.class_key(name)
            for known, method in rules.methods:
                if notation.class_key(known) == key and _fits(method, kind):
                    return method
    return BY_KIND[kind]


def _fits(method: Method, kind: str) -> bool:
    """Whether a class's method can be used on this kind of target."""
    if method.name in {"bands", "per_point", "ratio"}:
        return kind in {"number", "range"}
    return method.name == "direct" or kind == "words"


def award(
    method: Method, row: Indicator, verdict: Verdict, rules: RuleSet, entries: list[Entry] | None
) -> Award:
    """The award of a row by a method."""
    return _METHODS[method.name](method, row, verdict, rules, entries)


def _source(method: Method, fallback: str, rules: RuleSet) -> Source | None:
    return rules.source(method.source or fallback)


def _ratio(
    method: Method, row: Indicator, verdict: Verdict, rules: RuleSet, entries: list[Entry] | None
) -> Award:
    del row
    if verdict.is_met is None:
        return Award(None, reason=verdict.reason)
    if verdict.is_met:
        return FULL
    terms = ""
    if verdict.completion is not None:
        share = verdict.completion
        if share[0] < 0:
            return NOTHING
        if entries is not None:
            terms = f" × {percent(share, 2)}%"
    elif verdict.numbers is None or verdict.numbers.target <= 0:
        return NOTHING
    else:
        share = verdict.share or ratio_share(verdict.numbers, rules.ratio)
        if entries is not None:
            terms = ratio_terms(verdict.numbers, rules.ratio)
    passing = rules.ratio.floor if method.passing is None else method.passing
    if passing is not None and is_less(share, fraction(passing)):
        if entries is not None:
            shown = f"{percent(share, rules.rounding.digits)}%"
            source = _source(method, rules.ratio.source, rules)
            entries.append(("passing", (shown, passing * 100), "/ratio/floor", source))
        return NOTHING
    return Award(share, terms)


def _direct(
    method: Method, row: Indicator, verdict: Verdict, rules: RuleSet, entries: list[Entry] | None
) -> Award:
    del method, row, rules, entries
    if verdict.is_met is None:
        return Award(None, reason=verdict.reason)
    return FULL if verdict.is_met else NOTHING


def _tiers(
    method: Method, row: Indicator, verdict: Verdict, rules: RuleSet, entries: list[Entry] | None
) -> Award:
    del method
    tiers = rules.tiers
    place = _tier_place(verdict, len(tiers))
    if verdict.kind != "words":
        return FULL if verdict.is_met else _undecided(tiers, place, verdict.reason or _DECIDE)
    decided = _decision(row)
    if decided is not None:
        label, value, share = decided
        within = _tier_at(tiers, share) if place is None and label == _DEGREE else place
        if within is not None and _is_within(tiers, within, share):
            if entries is None:
                return Award(share)
            source = rules.source(tiers[within].source)
            shown = f"{tiers[within].name}，占分值 {percent(share, 2)}%"
            entries.append(("decision", (label, value, shown), "/tiers", source))
            told = f"{plain(value)}%" if label == _DEGREE else f"{plain(value)} ÷ {row.weight:f}"
            return Award(share, f" × {told}")
        outside = _outside(tiers, place, decided)
        if outside:
            return _undecided(tiers, place, outside)
    if place is None:
        return Award(None, reason=verdict.reason or _DECIDE)
    default = tiers[place].default
    if default is None:
        reason = f"属于“{tiers[place].name}”一档（{_span(tiers, place)}），需由评价人给出完成程度"
        return _undecided(tiers, place, reason)
    if entries is None:
        return Award(fraction(default))
    source = rules.source(tiers[place].source)
    told = f"{plain(default * 100)}%"
    entries.append(("decision", ("本档默认占分值", "", told), "/tiers", source))
    return Award(fraction(default), f" × {told}")


def has_decision(row: Indicator) -> bool:
    """Whether somebody decided what a qualitative row earns."""
    return row.degree is not None or row.claimed_score is not None


def decision_outside_tier(row: Indicator, verdict: Verdict, rules: RuleSet) -> str:
    """Why the assessor's decision on a qualitative row cannot stand; empty when it can."""
    decided = _decision(row)
    if decided is None or verdict.kind != "words":
        return ""
    return _outside(rules.tiers, _tier_place(verdict, len(rules.tiers)), decided)


def _outside(
    tiers: tuple[Tier, ...], place: int | None, decided: tuple[str, Decimal, Fraction]
) -> str:
    """What is wrong with a decision about a result of the tier ``place``; empty when nothing is.

    Where the tier is not known, a degree has to lie in some tier, and a score says nothing.
    """
    label, value, share = decided
    if place is not None:
        if _is_within(tiers, place, share):
            return ""
        return f"{label} {plain(value)} 不在“{tiers[place].name}”一档（{_span(tiers, place)}）"
    if label == _DEGREE and _tier_at(tiers, share) is None:
        return f"{label} {plain(value)} 应在 0～100 之间"
    return ""


_DEGREE, _CLAIMED = "完成程度", "得分"
_DECIDE = "需由评价人给出完成程度"


def _tier_place(verdict: Verdict, count: int) -> int | None:
    if verdict.kind != "words" or verdict.tier is None:
        return None
    if verdict.tier == "attained":
        return 0
    return count - 1 if verdict.tier == "missed" else 1


def _decision(row: Indicator) -> tuple[str, Decimal, Fraction] | None:
    """The assessor's decision: 完成程度, else 得分, as a share of the weight."""
    if row.degree is not None:
        above, below = row.degree.as_integer_ratio()
        return _DEGREE, row.degree, (above, below * 100)
    if row.claimed_score is not None and row.weight:
        return _CLAIMED, row.claimed_score, divided(row.claimed_score, row.weight)
    return None


def _tier_at(tiers: tuple[Tier, ...], share: Fraction) -> int | None:
    for place in range(len(tiers)):
        if _is_within(tiers, place, share):
            return place
    return None


def _is_within(tiers: tuple[Tier, ...], place: int, share: Fraction) -> bool:
    if is_less(share, fraction(tiers[place].start)):
        return False
    if place == 0:
        return not is_less(WHOLE, share)
    return is_less(share, fraction(tiers[place - 1].start))


def _span(tiers: tuple[Tier, ...], place: int) -> str:
    low = plain(tiers[place].start * 100)
    if place == 0:
        return f"分值的 {low}%～100%"
    return f"分值的 {low}%～{plain(tiers[place - 1].start * 100)}%，不含上限"


def _undecided(tiers: tuple[Tier, ...], place: int | None, reason: str) -> Award:
    if place is None:
        return Award(None, reason=reason)
    high = WHOLE if place == 0 else fraction(tiers[place - 1].start)
    return Award(None, low=fraction(tiers[place].start), high=high, reason=reason)


def _quantity(number: Decimal, unit: str | None) -> Quantity:
    return notation.Quantity(number, notation.find_unit(unit) if unit else None)


def _bands(
    method: Method, row: Indicator, verdict: Verdict, rules: RuleSet, entries: list[Entry] | None
) -> Award:
    del row
    result = verdict.numbers.result if verdict.numbers else verdict.stated
    if result is None:
        return Award(None, reason=verdict.reason or "区间赋分需要实际测得的数")
    if verdict.numbers and result.unit is None:
        result = result._replace(unit=verdict.numbers.target_unit)
    source = _source(method, "", rules)
    value = notation.show(notation.Measure(None, result))
    for step in method.steps:
        edge = _quantity(step.at_least, step.unit)
        if not notation.comparable(edge.unit, result.unit):
            return Award(None, reason="区间赋分的界限与实际完成值单位不同")
        if notation.in_base(result, edge.unit) >= notation.in_base(edge, result.unit):
            if entries is None:
                return Award(fraction(step.share))
            band = f"{plain(step.at_least)}{step.unit or ''} 以上"
            shown = f"{plain(step.share * 100)}%"
            entries.append(("band", (value, band, f"得分值的 {shown}"), "/methods", source))
            return Award(fraction(step.share), f" × {shown}")
    if entries is not None:
        entries.append(("band", (value, "低于最低一档", "不得分"), "/methods", source))
    return NOTHING


def _per_point(
    method: Method, row: Indicator, verdict: Verdict, rules: RuleSet, entries: list[Entry] | None
) -> Award:
    del row
    if verdict.is_met:
        return FULL
    numbers = verdict.numbers
    if verdict.is_met is None or numbers is None or method.every is None or method.off is None:
        return Award(None, reason=verdict.reason or "按量扣分需要实际测得的数")
    # Beyond the target, in the unit the target is printed in: 95% and 93.5% are 1.5 apart.
    apart = minus(fraction(numbers.actual), fraction(numbers.target))
    amount = (abs(apart[0]), apart[1])
    every = _quantity(method.every, method.unit)
    step = fraction(notation.in_base(every, numbers.target_unit))
    if numbers.is_as_written and numbers.target_unit is not None:
        # Both numbers stand in the target's own unit; so must the step.
        scale = fraction(numbers.target_unit.scale)
        step = times(step, (scale[1], scale[0]))
    steps = (amount[0] * step[1], amount[1] * step[0])
    off = times(steps, fraction(method.off))
    if entries is not None:
        source = _source(method, "", rules)
        shown = abs(EXACT.subtract(numbers.shown_actual, numbers.shown_target))
        lost = plain(percent((off[0], off[1] * 100), 4))
        unit = method.unit or numbers.unit
        values = (shown, unit, method.every, method.off, lost)
        entries.append(("beyond", values, "/methods", source))
    return Award(WHOLE, "", off)


_METHODS: dict[str, Callable[..., Award]] = {
    "ratio": _ratio,
    "tiers": _tiers,
    "direct": _direct,
    "bands": _bands,
    "per_point": _per_point,
}
