"""One row of the form: target, verdict, method, points."""

from __future__ import annotations

from scoring import notation
from scoring.engine.judgement import ACTUAL, judge
from scoring.engine.methods import Award, award, completion_and_deviation, method_of
from scoring.engine.rounding import ZERO, fraction, is_less, minus, rounded, times
from scoring.engine.target import aim_of
from scoring.engine.verdict import REPORTED
from scoring.model.codes import found
from scoring.model.scorecard import IndicatorScore
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.engine.rounding import Fraction
    from scoring.engine.target import Aim
    from scoring.engine.verdict import Verdict
    from scoring.engine.weights import Share
    from scoring.model.calculation import Entry
    from scoring.model.finding import Finding
    from scoring.model.method import MethodName
    from scoring.model.project import Indicator, Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Status

KINDS = {"Measure": "number", "Interval": "range", "Dates": "date", "Words": "words"}


def score_row(
    row: Indicator, share: Share | None, project: Project, rules: RuleSet, findings: list[Finding]
) -> IndicatorScore:
    """The points of one row; ``share`` is the weight it is scored with, if it has one."""
    entries: list[Entry] = []
    if row.not_applicable is not None:
        return _not_applicable(row, rules)
    aim = aim_of(row, rules, findings, entries)
    has_actual = _has_actual(row)
    if not has_actual:
        findings.append(
            found(
                "CP202",
                f"“{row.name}”没有实际完成值",
                "补填实际完成值，与指标值用同样的单位",
                f"{row.path}/{ACTUAL}",
                rules=rules,
            )
        )
    if row.weight is None:
        findings.append(
            found("CP203", f"“{row.name}”没有分值", "补填分值", f"{row.path}/分值", rules=rules)
        )
    elif row.weight <= 0:
        findings.append(
            found(
                "WT303",
                f"“{row.name}”的分值是 {row.weight:f}",
                "分值应大于 0；不适用的指标写“不适用: 原因”",
                f"{row.path}/分值",
                rules=rules,
            )
        )
    if aim.value is None or not has_actual:
        missing = "指标值" if has_actual else ("实际完成值" if aim.value else "指标值和实际完成值")
        gap = Award(None, reason=f"缺少{missing}")
        return _result(row, aim, share, None, gap, None, rules, entries)
    kind = KINDS[type(aim.value).__name__]
    verdict = judge(row, aim, project, rules, findings, entries)
    method = method_of(row, kind, rules)
    if share is None:
        gap = Award(None, reason="缺少分值")
        return _result(row, aim, None, method.name, gap, verdict, rules, entries)
    given = award(method, row, verdict, rules, entries)
    if given.share is None and given.reason != REPORTED:
        findings.append(
            found(
                "AC508",
                f"“{row.name}”无法评判：{given.reason}",
                _remedy(kind),
                f"{row.path}/{ACTUAL}",
                rules=rules,
            )
        )
    return _result(row, aim, share, method.name, given, verdict, rules, entries)


def _has_actual(row: Indicator) -> bool:
    return row.actual is not None and not isinstance(notation.parse(row.actual), notation.Blank)


def _remedy(kind: str) -> str:
    if kind == "words":
        return "写明达成、部分达成或未达成，并填完成程度（占分值的百分数），附依据"
    if kind == "date":
        return "填写实际完成的日期，写到日"
    return "填写实际测得的数，与指标值用同样的单位"


def _not_applicable(row: Indicator, rules: RuleSet) -> IndicatorScore:
    outcome = {"rescale": "其余指标按比例折算", "lose": "分值不再计入", "move": "分值移给其他指标"}
    rule = rules.not_applicable
    entry: Entry = (
        "not_applicable",
        (row.not_applicable, outcome[rule.mode]),
        "/not_applicable",
        rules.source(rule.source),
    )
    zero = rounded(ZERO, rules.rounding.digits)
    target = row.initial_target if row.initial_target is not None else row.adjusted_target
    return IndicatorScore(
        row.path, row.level1, row.level2, row.name, target, None, row.actual,
        row.weight, None, None, None, None, None, "not_applicable",
        row.claimed_score, row.review_score, zero, zero, (entry,),
    )  # fmt: skip


def _result(  # noqa: PLR0913, PLR0917 - all that one row is made of
    row: Indicator,
    aim: Aim,
    share: Share | None,
    method: MethodName | None,
    given: Award,
    verdict: Verdict | None,
    rules: RuleSet,
    entries: list[Entry],
) -> IndicatorScore:
    digits = rules.rounding.digits
    weight = share.exact if share is not None else ZERO
    if weight[0] < 0:
        weight = ZERO
    status: Status = "unjudged"
    score: Decimal | None = None
    if share is not None and share.entry is not None:
        entries.append(share.entry)
    if given.share is None:
        low = rounded(times(weight, given.low), digits)
        high = rounded(times(weight, given.high), digits)
        entries.append(("unjudged", (given.reason, low, high), "/unjudged", None))
    else:
        assert share is not None
        assert verdict is not None
        score = low = high = _points(row, share, weight, given, rules, entries)
        status = _status(score, weight, verdict, given, rules)
    completion, deviation = (
        (None, None) if verdict is None else completion_and_deviation(verdict, digits)
    )
    return IndicatorScore(
        row.path, row.level1, row.level2, row.name, aim.text, aim.other, row.actual,
        row.weight, share.printed if share is not None else None, method, completion, deviation,
        score, status, row.claimed_score, row.review_score, low, high, tuple(entries),
    )  # fmt: skip


def _points(
    row: Indicator,
    share: Share,
    weight: Fraction,
    given: Award,
    rules: RuleSet,
    entries: list[Entry],
) -> Decimal:
    """Points of a known share: rounded once, never below 0, never above the weight."""
    digits = rules.rounding.digits
    source = rules.source(rules.ratio.source)
    assert given.share is not None
    exact = times(weight, given.share)
    terms = given.terms
    if given.off != ZERO:
        exact = minus(exact, given.off)
        terms += f" － {rounded(given.off, digits)}"
    if row.deduction is not None and row.deduction > 0:
        exact = minus(exact, fraction(row.deduction))
        terms += f" － {row.deduction:f}"
        reason = row.deduction_reason
        entries.append(("deduction", (row.deduction, reason), "", None))
    if exact[0] < 0:
        exact = ZERO
    if is_less(weight, exact):
        exact = weight
    points = rounded(exact, digits)
    entries.append(("points", (share.terms, terms, points), "/ratio", source))
    return points


def _status(
    score: Decimal, weight: Fraction, verdict: Verdict, given: Award, rules: RuleSet
) -> Status:
    """Met, partly or missed; nothing earned is always missed, unless nothing could be earned."""
    if not score and weight[0]:
        return "missed"
    assert given.share is not None
    if verdict.kind == "words":
        is_top = not is_less(given.share, fraction(rules.tiers[0].start))
        return "met" if is_top and verdict.is_met is not False else "partly"
    return "met" if verdict.is_met and given.share[0] == given.share[1] else "partly"
