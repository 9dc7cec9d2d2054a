"""Checks of the explanations (EX): is what was missed explained, and does it agree with the points?

Phrases are looked for clause by clause; a denied, supposed or earlier one (无未完成事项, 如未完成,
上年未完成) says nothing about this row.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from scoring import notation
from scoring.checks.case import Check
from scoring.checks.judged_rows import is_blank, judged_rows
from scoring.checks.scores import is_met_but_cut
from scoring.model.calculation import plain
from scoring.notation import vocabulary
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.checks.case import Case, Findings
    from scoring.checks.judged_rows import JudgedRow

EXPLANATION, DEDUCTION, EVIDENCE, CLAIMED = "偏差原因", "扣分", "佐证材料", "得分"
_CLAUSE_ENDS = ",。;:、!?()\"'"
_HUNDRED = Decimal(100)
_NOISE = Decimal("0.006")
"""A weight re-scaled and printed with 4 digits may differ by so much from its points."""
_TOLERANCE = Decimal("0.01")
"""Claims may differ by so many points."""


def lost_points_unexplained(case: Case) -> Findings:
    """EX701: points were lost and nobody says why; a met row cut without a reason is SC606's."""
    if _explains_as_a_whole(case):
        return
    for row in judged_rows(case):
        lost = _lost(row)
        if lost is None or not is_no_reason(row.row.explanation):
            continue
        if not is_no_reason(row.row.deduction_reason) or _is_deducted_only(row):
            continue
        if is_met_but_cut(case, row.row, row.score):
            continue
        yield case.found(
            "EX701",
            f"“{row.name}”{lost}，没有说明原因",
            "在偏差原因里写清为什么没有做到、准备怎样改进；写“无”等于没写",
            row.path(EXPLANATION),
        )


def _lost(row: JudgedRow) -> str | None:
    """How many points a judged row lost, by the rules or as the unit claims; nothing if none."""
    score = row.score
    if score.score is None or score.effective_weight is None:
        return None
    if score.score < score.effective_weight - _NOISE:
        return f"得 {plain(score.score)} 分，分值 {plain(score.effective_weight)} 分"
    if (
        score.claimed is not None
        and score.weight is not None
        and score.claimed < score.weight - _TOLERANCE
    ):
        return f"自评 {plain(score.claimed)} 分，分值 {plain(score.weight)} 分"
    return None


def _is_deducted_only(row: JudgedRow) -> bool:
    """Whether only a deduction took the points: its missing reason is EX703."""
    score, weight, deduction = row.score.score, row.score.effective_weight, row.row.deduction
    if score is None or weight is None or deduction is None:
        return False
    return deduction > 0 and score + deduction >= weight - _NOISE


def _explains_as_a_whole(case: Case) -> bool:
    """Whether the form explains all that was missed in one text (偏差大或目标未完成原因分析)."""
    headings = vocabulary.words("explanations", "whole_form")
    return any(
        any(heading in label for heading in headings)
        and isinstance(text, str)
        and not is_no_reason(text)
        for label, text in case.project.analysis
    )


@lru_cache(maxsize=1024)
def is_no_reason(text: str | None) -> bool:
    """Whether a text gives no reason: blank, a placeholder, or 无偏差 and the like.

    >>> is_no_reason("无"), is_no_reason("无偏差。"), is_no_reason("新工种首年鉴定")
    (True, True, False)
    """
    if text is None or is_blank(text):
        return True
    return notation.fold(text).strip("。.;,") in vocabulary.words("explanations", "none")


def explanation_contradicts(case: Case) -> Findings:
    """EX702: 未完成 at full marks; 偏差较小 where the deviation is large."""
    limit = case.limit("EX702", "0.2") * _HUNDRED
    for row in judged_rows(case):
        text = row.row.explanation
        if text is None or is_blank(text):
            continue
        phrase = says(text, "unfinished") if _has_full_marks(row) else None
        if phrase is not None:
            yield case.found(
                "EX702",
                f"“{row.name}”得了满分，偏差原因却写“{phrase}”",
                "核对完成情况：没有完成就不应得满分，完成了就改写说明",
                row.path(EXPLANATION),
            )
            continue
        deviation = row.score.deviation
        if deviation is None or abs(deviation) <= limit:
            continue
        phrase = says(text, "small")
        if phrase is not None:
            yield case.found(
                "EX702",
                f"“{row.name}”的偏差是 {plain(deviation)}%，超过 {plain(limit)}%，"
                f"偏差原因却写“{phrase}”",
                "如实写明偏差有多大、为什么，并提出改进措施",
                row.path(EXPLANATION),
            )


def _has_full_marks(row: JudgedRow) -> bool:
    score = row.score
    if score.claimed is not None and score.weight is not None:
        return score.claimed >= score.weight > 0
    return score.status == "met" and score.score is not None and not _lost(row)


@lru_cache(maxsize=1024)
def says(text: str, key: str) -> str | None:
    """The phrase of this kind (``unfinished``, ``small``) that a text asserts, or nothing.

    >>> says("因疫情影响未完成全部场次", "unfinished"), says("无未完成事项", "unfinished")
    ('未完成', None)
    """
    folded = notation.fold(text)
    for phrase in vocabulary.words("explanations", key):
        start = folded.find(phrase)
        while start >= 0:
            if _is_asserted(folded, start, start + len(phrase)):
                return phrase
            start = folded.find(phrase, start + 1)
    return None


def _is_asserted(text: str, start: int, end: int) -> bool:
    """Whether the phrase at this place is neither denied, supposed, earlier, nor part of a term."""
    clause = max(text.rfind(sign, 0, start) for sign in _CLAUSE_ENDS) + 1
    before = text[clause:start]
    if _is_denied(before) or any(word in before for word in _words("earlier")):
        return False
    # 如未完成: the supposition may begin with the first character of the phrase
    if text[clause:end].startswith(_words("hypotheses")):
        return False
    return not text.startswith(_words("follows"), end)


def _is_denied(before: str) -> bool:
    """Whether the words before a phrase deny it (不存在任何); 因无资金 denies the money only."""
    stripped = True
    while before and stripped:
        if before.endswith(_words("denials")):
            return True
        stripped = False
        for word in _words("denied"):
            if before.endswith(word):
                before = before[: -len(word)]
                stripped = True
                break
    return False


def _words(key: str) -> tuple[str, ...]:
    return vocabulary.words("explanations", key)


def deduction_without_reason(case: Case) -> Findings:
    """EX703: points taken off and no reason given."""
    for row in judged_rows(case):
        deduction = row.row.deduction
        if deduction is None or deduction <= 0 or not is_no_reason(row.row.deduction_reason):
            continue
        yield case.found(
            "EX703",
            f"“{row.name}”扣了 {plain(deduction)} 分，没有写扣分原因",
            "补填扣分原因，写明依据；没有理由的不扣",
            row.path(DEDUCTION),
        )


def no_evidence(case: Case) -> Findings:
    """EX704: points without evidence, in a project that gives evidence elsewhere.

    A form that has no place for evidence says nothing about it: then the check is silent.
    """
    rows = judged_rows(case)
    if not any(_has_evidence(row) for row in rows):
        return
    for row in rows:
        if row.score.score is None or row.score.score <= 0 or _has_evidence(row):
            continue
        yield case.found(
            "EX704",
            f"“{row.name}”得 {plain(row.score.score)} 分，没有佐证材料，别的指标有",
            "补填佐证材料，如台账、验收单、统计表、调查报告的名称或位置",
            row.path(EVIDENCE),
        )


def _has_evidence(row: JudgedRow) -> bool:
    return any(not is_blank(text) for text in row.row.evidence)


CHECKS: tuple[Check, ...] = (
    Check("EX701", lost_points_unexplained),
    Check("EX702", explanation_contradicts),
    Check("EX703", deduction_without_reason),
    Check("EX704", no_evidence),
)
