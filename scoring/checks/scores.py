"""What the unit wrote as its own points, total and grade, against the rules (SC601–607, GR651–652).

A claim never changes a score; only the assessor's decision on a qualitative row is one, and then
it is looked at for its tier alone.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.checks.case import Case, Check, Skipped
from scoring.checks.judged_rows import is_blank
from scoring.engine.judgement import judge
from scoring.engine.methods import decision_outside_tier
from scoring.engine.rounding import divided, exact_sum, rounded, times
from scoring.engine.target import aim_of
from scoring.engine.total import grade_of
from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from scoring.model.finding import Finding
    from scoring.model.project import Indicator
    from scoring.model.scorecard import IndicatorScore

TOLERANCE = Decimal("0.01")
"""Points by which a claim may differ."""

RESULT = "/自评结果"
_CLAIMED = "得分"


class Claim(NamedTuple):
    """A row with a claimed score: as written, and as scored."""

    row: Indicator
    scored: IndicatorScore
    claimed: Decimal

    @property
    def path(self) -> str:
        """Where the claimed score stands."""
        return f"{self.row.path}/{_CLAIMED}"


def _claims(case: Case) -> Iterator[Claim]:
    """The rows that apply and have a claimed score other than the computed one."""
    for row, scored in zip(case.project.indicators, case.card.indicators, strict=True):
        claimed = row.claimed_score
        if claimed is None or claimed == scored.score or scored.status == "not_applicable":
            continue
        yield Claim(row, scored, claimed)


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= TOLERANCE


# ---------------------------------------------------------------- the rows

if TYPE_CHECKING:
    Fault = Literal["", "over", "cut", "full", "wrong"]


def _fault(claim: Claim, digits: int) -> Fault:
    """What is wrong with a claimed score; each claim has one fault at most.

    ``over`` is SC602, ``cut`` SC606, ``full`` SC607, ``wrong`` SC601.
    """
    row, scored, claimed = claim
    most = _most(scored)
    if most is not None and claimed > most + TOLERANCE:
        return "over"
    score = scored.score
    if score is None or _same(claimed, score) or _same(claimed, _unscaled(scored, digits)):
        return ""
    is_deducted = row.deduction is not None and row.deduction > 0
    if scored.status == "met" and claimed < score and not is_deducted:
        return "cut" if is_blank(row.explanation) and is_blank(row.deduction_reason) else ""
    # Bands give points by the value, whether or not the target is met.
    is_missed = scored.status in {"partly", "missed"} and scored.method != "bands"
    if is_missed and not is_deducted and most is not None and _same(claimed, most):
        return "full"
    return "wrong"


def _most(scored: IndicatorScore) -> Decimal | None:
    """The weight of a row, or the one re-scaled for rows that do not apply, if that is more."""
    if scored.weight is None or scored.effective_weight is None:
        return scored.weight
    return max(scored.weight, scored.effective_weight)


def _unscaled(scored: IndicatorScore, digits: int) -> Decimal:
    """The points of a row if its weight had not been re-scaled for rows that do not apply.

    A unit that did not re-scale has one fault, its total, not one in every row.
    """
    score, weight, effective = scored.score, scored.weight, scored.effective_weight
    assert score is not None
    if weight is None or not effective or weight == effective:
        return score
    return rounded(times(score.as_integer_ratio(), divided(weight, effective)), digits)


def is_met_but_cut(case: Case, row: Indicator, scored: IndicatorScore) -> bool:
    """Whether SC606 speaks of a row: met, claimed lower, no reason given."""
    claimed, setting = row.claimed_score, case.rules.setting("SC606")
    if claimed is None or scored.status != "met" or (setting is not None and setting.off):
        return False
    return _fault(Claim(row, scored, claimed), case.rules.rounding.digits) == "cut"


def _faulty(case: Case, fault: Fault) -> Iterator[Claim]:
    return (claim for claim, found in case.once(_faults) if found == fault)


def _faults(case: Case) -> list[tuple[Claim, Fault]]:
    """Every claim with a fault, and which."""
    digits = case.rules.rounding.digits
    claims = [(claim, _fault(claim, digits)) for claim in _claims(case)]
    return [(claim, fault) for claim, fault in claims if fault]


def claimed_score(case: Case) -> list[Finding]:
    """SC601: the claimed score differs from the computed one."""
    return [
        case.found(
            "SC601",
            f"“{claim.row.name}”填写得分 {plain(claim.claimed)}，按规则应为 {claim.scored.score}",
            "按指标值和实际完成值重新计算得分；用 score explain 看每一步怎样算",
            claim.path,
        )
        for claim in _faulty(case, "wrong")
    ]


def score_over_weight(case: Case) -> list[Finding]:
    """SC602: the claimed score is above the weight."""
    return [
        case.found(
            "SC602",
            f"“{claim.row.name}”填写得分 {plain(claim.claimed)}，"
            f"超过分值 {plain(claim.scored.weight)}",
            "得分不能超过分值；核对得分和分值哪一个填错",
            claim.path,
        )
        for claim in _faulty(case, "over")
    ]


def met_but_cut(case: Case) -> list[Finding]:
    """SC606: the target is met, points are off, and no reason is given."""
    return [
        case.found(
            "SC606",
            f"“{claim.row.name}”已达到指标值，填写得分 {plain(claim.claimed)}，"
            f"低于应得的 {claim.scored.score}，没有说明原因",
            "该得满分的填满分；确需扣分的，在偏差原因或扣分原因里写明",
            claim.path,
        )
        for claim in _faulty(case, "cut")
    ]


def missed_but_full(case: Case) -> list[Finding]:
    """SC607: the target is missed and the claimed score is the full weight."""
    return [
        case.found(
            "SC607",
            f"“{claim.row.name}”没有达到指标值（指标值 {claim.scored.target}，"
            f"实际完成值 {claim.scored.actual}），却填了满分 {plain(claim.claimed)}，"
            f"按规则应为 {claim.scored.score}",
            "按完成比例计算得分；实际完成值填错的，改正完成值",
            claim.path,
        )
        for claim in _faulty(case, "full")
    ]


# ---------------------------------------------------------------- SC603


def score_outside_tier(case: Case) -> Iterator[Finding]:
    """SC603: the decision on a qualitative row lies outside the tier of its result."""
    for row, scored in zip(case.project.indicators, case.card.indicators, strict=True):
        if scored.method != "tiers" or scored.score is not None:
            continue
        if scored.weight is None or (row.degree is None and row.claimed_score is None):
            continue
        if row.degree is None and scored.weight < (row.claimed_score or 0):
            continue  # SC602 says so
        reason = _outside(case, row)
        if reason:
            label = "完成程度" if row.degree is not None else _CLAIMED
            yield case.found(
                "SC603",
                f"“{row.name}”的{reason}",
                "先定等级再定分：改正实际完成值所属的等级，或把得分改到本档以内",
                f"{row.path}/{label}",
            )


def _outside(case: Case, row: Indicator) -> str:
    aim = aim_of(row, case.rules, [], [])
    if aim.value is None or is_blank(row.actual):
        return ""
    verdict = judge(row, aim, case.project, case.rules, [], [])
    return decision_outside_tier(row, verdict, case.rules)


# ---------------------------------------------------------------- SC604, SC605


def claimed_total(case: Case) -> list[Finding] | Skipped:
    """SC604: the claimed total differs from the computed one, or lies outside its bounds."""
    card, claimed = case.card, case.project.claimed.total
    if claimed is None:
        return Skipped("没有填写自评总分")
    added = _sum_of_claims(case)
    if card.total is not None:
        if _same(claimed, card.total):
            return []
        expected = f"按规则计算是 {card.total}"
    elif card.weight != case.rules.weights.total or any(
        row.weight is None for row in case.project.indicators
    ):
        return Skipped("总分未定，分值又不全（见 WT301、CP203），不能比较总分")
    elif card.bounds is not None:
        if card.bounds.low - TOLERANCE <= claimed <= card.bounds.high + TOLERANCE:
            return []
        expected = f"还有指标无法评判，按规则计算应在 {card.bounds.low}～{card.bounds.high} 之间"
    else:
        return Skipped("没有指标，算不出总分")
    sums = ""
    remedy = "把总分改为各项得分之和"
    if added is not None and _same(added, claimed):
        sums = "，与填写的各项得分之和一致，而"
        remedy = "先改正得分有误的各行（见 SC601、SC602、SC605～SC607），再重新合计总分"
    elif added is not None:
        sums = f"，填写的各项得分相加是 {plain(added)}，"
    else:
        sums = "，"
    message = f"填写总分 {plain(claimed)}{sums}{expected}"
    return [case.found("SC604", message, remedy, f"{RESULT}/总分")]


def _sum_of_claims(case: Case) -> Decimal | None:
    """The sum of all claimed scores; none while a row that applies has none."""
    claimed = [
        row.claimed
        for row in case.card.indicators
        if row.status != "not_applicable" or row.claimed is not None
    ]
    execution = case.project.claimed.execution_score
    if execution is None or any(score is None for score in claimed):
        return None
    return exact_sum([execution, *(score for score in claimed if score is not None)])


def claimed_execution_score(case: Case) -> list[Finding] | Skipped:
    """SC605: the claimed points of the execution rate differ from the computed ones."""
    project, execution = case.project, case.card.execution
    claimed = project.claimed.execution_score
    if claimed is None:
        return Skipped("没有填写执行率得分")
    if execution.score is None:
        return Skipped("执行率得分算不出（见 FD403、CP202）")
    if _same(claimed, execution.score):
        return []
    total = next((fund for fund in project.funds if fund.is_total), None)
    is_in_funds = total is not None and total.claimed_score is not None
    return [
        case.found(
            "SC605",
            f"填写执行率得分 {plain(claimed)}，执行率 {execution.rate}%，"
            f"{plain(execution.weight)} 分应得 {execution.score}",
            "执行率得分 = 执行率分值 × 全年执行数 ÷ 全年预算数，最高不超过分值",
            f"{total.path}/{_CLAIMED}" if is_in_funds and total else f"{RESULT}/执行率得分",
        )
    ]


# ---------------------------------------------------------------- GR651, GR652


def claimed_grade(case: Case) -> list[Finding] | Skipped:
    """GR651: the claimed grade is not that of the total."""
    card, rules = case.card, case.rules
    grade = _grade(case)
    if grade is None or grade not in {known.name for known in rules.grades}:
        return Skipped("没有填写等级，或等级不在规则里（见 GR652）")
    total = case.project.claimed.total
    whose = "填写的总分"
    if total is None:
        total, whose = card.total, "按规则计算的总分"
    if total is None:
        if card.bounds is None or grade in card.bounds.grades:
            return []
        names = "、".join(card.bounds.grades)
        message = (
            f"填写等级“{grade}”，总分在 {card.bounds.low}～{card.bounds.high} 之间，"
            f"等级应是 {names}"
        )
    else:
        right = grade_of(total, rules)
        if right == grade:
            return []
        message = f"填写等级“{grade}”，{whose} {plain(total)} 应为“{right}”"
    remedy = "按规则的分数段填写等级；用 score rules show 看各等级的界限"
    return [case.found("GR651", message, remedy, f"{RESULT}/等级")]


def _grade(case: Case) -> str | None:
    grade = case.project.claimed.grade
    if grade is None or is_blank(grade):
        return None
    bare = notation.fold(grade)
    return bare.partition("(")[0] or bare.strip("()")


def unknown_grade(case: Case) -> list[Finding]:
    """GR652: the rule set has no such grade."""
    grade = _grade(case)
    names = [known.name for known in case.rules.grades]
    if grade is None or grade in names:
        return []
    message = f"填写等级“{grade}”，规则 {case.rules.id} 只有 {'、'.join(names)}"
    return [case.found("GR652", message, "改为规则里的等级", f"{RESULT}/等级")]


CHECKS = (
    Check("SC601", claimed_score),
    Check("SC602", score_over_weight),
    Check("SC603", score_outside_tier),
    Check("SC604", claimed_total),
    Check("SC605", claimed_execution_score),
    Check("SC606", met_but_cut),
    Check("SC607", missed_but_full),
    Check("GR651", claimed_grade),
    Check("GR652", unknown_grade),
)
