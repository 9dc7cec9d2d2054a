"""One row of the form: target, verdict, method, points."""

from __future__ import annotations

from scoring import notation
from scoring.engine.judgement import ACTUAL, judge
from scoring.engine.memory import TEXTS, Outcome, memory_of, remember
from scoring.engine.methods import Award, award, has_decision, method_of
from scoring.engine.rounding import (
    WHOLE,
    ZERO,
    fraction,
    is_less,
    minus,
    percent,
    rounded,
    times,
)
from scoring.engine.target import aim_of
from scoring.engine.verdict import REPORTED, completion_and_deviation
from scoring.engine.weights import as_written, changed_weights
from scoring.model.codes import found
from scoring.model.scorecard import IndicatorScore
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.engine.rounding import Fraction
    from scoring.engine.verdict import Kind, Verdict
    from scoring.engine.weights import Share
    from scoring.model.calculation import Entry
    from scoring.model.finding import Finding
    from scoring.model.method import Method
    from scoring.model.project import Indicator, Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Status

KINDS: dict[type, Kind] = {
    notation.Measure: "number",
    notation.Interval: "range",
    notation.Dates: "date",
    notation.Words: "words",
}
"""What kind of target each parsed value is."""


class RowCalculation(NamedTuple):
    """How to work a row out again, this time noting every step: made only when asked for.

    ``share`` is there where the weight is not the one written.
    """

    row: Indicator
    share: Share | None
    project: Project
    rules: RuleSet

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the engine does to score the row, in order."""
        entries: list[Entry] = []
        if self.row.not_applicable is not None:
            rule = self.rules.not_applicable
            values = (self.row.not_applicable, GONE[rule.mode])
            return (("not_applicable", values, "/not_applicable", self.rules.source(rule.source)),)
        share = self.share or as_written(self.row)
        _score(self.row, share, self.project, self.rules, [], entries)
        return tuple(entries)


GONE = {"rescale": "其余指标按比例折算", "lose": "分值不再计入", "move": "分值移给其他指标"}
"""What becomes of the weight of a row that does not apply."""


def score_rows(
    project: Project, rules: RuleSet, findings: list[Finding]
) -> tuple[IndicatorScore, ...]:
    """The points of all rows, in their order."""
    changed = changed_weights(project.indicators, rules)
    memory = memory_of(rules)
    digits = rules.rounding.digits
    new = tuple.__new__
    scores = []
    for place, row in enumerate(project.indicators):
        share = None if changed is None else changed.get(place)
        known = memory.get(row[TEXTS])
        # Fields are taken apart at once, and the results made without their constructors: for a
        # remembered row that halves the time.
        (
            name, path, level1, level2, _, _, _, _, actual, weight, claimed, own_method, degree,
            deduction, _, _, _, not_applicable, review, _, _, _,
        ) = row  # fmt: skip
        if (
            known is None
            or share is not None
            or weight is None
            or weight <= 0
            or own_method is not None
            or deduction is not None
            or not_applicable is not None
            or (known[2] == "tiers" and (degree is not None or claimed is not None))
        ):
            scores.append(score_row(row, share or as_written(row), project, rules, findings))
            continue
        target, other, method, completion, deviation, earned, status = known
        above, below = weight.as_integer_ratio()
        score = rounded((above * earned[0], below * earned[1]), digits)
        fields = (
            path, level1, level2, name, target, other, actual, weight, weight, method, completion,
            deviation, score, status if score else "missed", claimed, review, score, score,
            new(RowCalculation, (row, None, project, rules)),
        )  # fmt: skip
        scores.append(new(IndicatorScore, fields))
    return tuple(scores)


def score_row(
    row: Indicator, share: Share | None, project: Project, rules: RuleSet, findings: list[Finding]
) -> IndicatorScore:
    """The points of one row; ``share`` is the weight it is scored with, if it has one."""
    if row.not_applicable is not None:
        zero = rounded(ZERO, rules.rounding.digits)
        # What is missing or doubtful in a row that does not count is nobody's concern.
        aim = aim_of(row, rules, [], None)
        calculation = RowCalculation(row, share, project, rules)
        return IndicatorScore(
            row.path, row.level1, row.level2, row.name, aim.text, aim.other, row.actual,
            row.weight, None, None, None, None, None, "not_applicable",
            row.claimed_score, row.review_score, zero, zero, calculation,
        )  # fmt: skip
    return _score(row, share, project, rules, findings, None)


def _score(
    row: Indicator,
    share: Share | None,
    project: Project,
    rules: RuleSet,
    findings: list[Finding],
    entries: list[Entry] | None,
) -> IndicatorScore:
    noted = len(findings)
    aim = aim_of(row, rules, findings, entries)
    has_actual = holds_actual(row)
    if not has_actual or row.weight is None or row.weight <= 0:
        report_gaps(row, rules, findings, has_actual=has_actual)
    verdict: Verdict | None = None
    way: Method | None = None
    kind: Kind = "words"
    earned: Status = "unjudged"
    if aim.value is None or not has_actual:
        missing = "指标值" if has_actual else ("实际完成值" if aim.value else "指标值和实际完成值")
        given = Award(None, reason=f"缺少{missing}")
    else:
        kind = KINDS[aim.value.__class__]
        verdict = judge(row, aim, project, rules, findings, entries)
        way = method_of(row, kind, rules)
        if share is None:
            given = Award(None, reason="缺少分值")
        else:
            given = award(way, row, verdict, rules, entries)
            if given.share is None and given.reason != REPORTED:
                report_open(row, kind, given.reason, rules, findings)
    digits = rules.rounding.digits
    weight = ZERO if share is None or share.exact[0] < 0 else share.exact
    status: Status = "unjudged"
    score: Decimal | None = None
    if given.share is None:
        low = rounded(times(weight, given.low), digits)
        high = rounded(times(weight, given.high), digits)
        if entries is not None:
            if share is not None and share.entry is not None:
                entries.append(share.entry)
            entries.append(("unjudged", (given.reason, low, high), "/unjudged", None))
    else:
        assert share is not None
        assert verdict is not None
        score = low = high = _points(row, weight, given, digits)
        earned = earned_status(verdict, given, rules)
        # Nothing earned is always missed, unless nothing could be earned.
        status = earned if score or not weight[0] else "missed"
        if entries is not None:
            _tell_points(row, share, given, score, way, rules, entries)
    completion, deviation = (None, None) if verdict is None else percentages(verdict, digits)
    if (
        given.share is not None
        and entries is None
        and len(findings) == noted
        and way is not None
        and _may_be_remembered(row, kind, given)
    ):
        outcome = Outcome(aim.text, aim.other, way.name, completion, deviation, given.share, earned)
        remember(rules, row, outcome)
    return IndicatorScore(
        row.path, row.level1, row.level2, row.name, aim.text, aim.other, row.actual,
        row.weight, None if share is None else share.printed,
        None if way is None else way.name, completion, deviation,
        score, status, row.claimed_score, row.review_score, low, high,
        RowCalculation(row, share, project, rules),
    )  # fmt: skip


def percentages(verdict: Verdict, digits: int) -> tuple[Decimal | None, Decimal | None]:
    """Completion and deviation in percent; none for tiers and dates."""
    if verdict.printed is not None:
        return verdict.printed
    completion, deviation = completion_and_deviation(verdict)
    return (
        None if completion is None else percent(completion, digits),
        None if deviation is None else percent(deviation, digits),
    )


def holds_actual(row: Indicator) -> bool:
    """Whether a row says anything about what was reached."""
    return row.actual is not None and notation.parse(row.actual).__class__ is not notation.Blank


def report_gaps(
    row: Indicator, rules: RuleSet, findings: list[Finding], *, has_actual: bool
) -> None:
    """CP202, CP203 and WT303: no actual, no weight, or a weight that is none."""
    if not has_actual:
        message, remedy = f"“{row.name}”没有实际完成值", "补填实际完成值，与指标值用同样的单位"
        findings.append(found("CP202", message, remedy, f"{row.path}/{ACTUAL}", rules=rules))
    if row.weight is None:
        message = f"“{row.name}”没有分值"
        findings.append(found("CP203", message, "补填分值", f"{row.path}/分值", rules=rules))
    elif row.weight <= 0:
        message = f"“{row.name}”的分值是 {row.weight:f}"
        remedy = "分值应大于 0；不适用的指标写“不适用: 原因”"
        findings.append(found("WT303", message, remedy, f"{row.path}/分值", rules=rules))


def report_open(
    row: Indicator, kind: str, reason: str, rules: RuleSet, findings: list[Finding]
) -> None:
    """AC508: what is needed to judge the row."""
    if kind == "words":
        remedy = "写明达成、部分达成或未达成，并填完成程度（占分值的百分数），附依据"
    elif kind == "date":
        remedy = "填写实际完成的日期，写到日"
    else:
        remedy = "填写实际测得的数，与指标值用同样的单位"
    message = f"“{row.name}”无法评判：{reason}"
    findings.append(found("AC508", message, remedy, f"{row.path}/{ACTUAL}", rules=rules))


def _points(row: Indicator, weight: Fraction, given: Award, digits: int) -> Decimal:
    """Points of a known share: rounded once, never below 0, never above the weight."""
    assert given.share is not None
    exact = weight if given.share is WHOLE else times(weight, given.share)
    if given.off is not ZERO:
        exact = minus(exact, given.off)
    if row.deduction is not None and row.deduction > 0:
        exact = minus(exact, fraction(row.deduction))
    if exact[0] < 0:
        exact = ZERO
    if exact is not weight and is_less(weight, exact):
        exact = weight
    return rounded(exact, digits)


def _tell_points(  # noqa: PLR0917 - all that the last steps tell
    row: Indicator,
    share: Share,
    given: Award,
    points: Decimal,
    way: Method | None,
    rules: RuleSet,
    entries: list[Entry],
) -> None:
    """The last steps: the weight if it was re-scaled, the deduction, the points."""
    if share.entry is not None:
        entries.append(share.entry)
    terms = given.terms
    if given.off[0]:
        terms += f" － {rounded(given.off, rules.rounding.digits)}"
    if row.deduction is not None and row.deduction > 0:
        entries.append(("deduction", (row.deduction, row.deduction_reason), "", None))
        terms += f" － {row.deduction:f}"
    path, source = "/ratio", rules.ratio.source
    if way is not None and way.name == "tiers":
        path, source = "/tiers", rules.tiers[0].source
    elif way is not None and way.name != "ratio":
        # A method that the row itself names rests on no clause of the rule set.
        path, source = f"/methods/{way.name}", way.source
    entries.append(("points", (share.terms, terms, points), path, rules.source(source)))


def _may_be_remembered(row: Indicator, kind: Kind, given: Award) -> bool:
    """Whether another row of the same texts comes out alike, its weight apart."""
    return (
        row.method is None
        and given.off is ZERO
        and kind != "date"
        and (kind != "words" or not has_decision(row))
    )


def earned_status(verdict: Verdict, given: Award, rules: RuleSet) -> Status:
    """Met or partly, of a row that earned something."""
    assert given.share is not None
    if verdict.kind == "words":
        is_top = not is_less(given.share, fraction(rules.tiers[0].start))
        return "met" if is_top and verdict.is_met is not False else "partly"
    return "met" if verdict.is_met and given.share[0] == given.share[1] else "partly"
