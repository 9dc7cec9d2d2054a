"""Why review and self-evaluation differ, in words: the reviewer's reason, and what to remark.

Only what stands in the files, or follows from the rules: no reason is ever made up.
"""

from __future__ import annotations

from scoring import notation
from scoring.engine.execution import funds_total
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from scoring.model.project import Fund, Indicator, Project
    from scoring.model.review import ReviewedRow
    from scoring.model.scorecard import Scorecard

    Reason = tuple[str | None, bool | None]
    """The reason, and whether it accounts for the difference; nothing to account for is none."""

_MOST_NAMES = 10


def reason_of(row: ReviewedRow, own: Indicator | None, other: Indicator | None) -> Reason:
    """The reason for a row's difference.

    复核意见 of either file counts, and whatever the reviewer's file newly says in 扣分原因 or
    偏差原因. The unit's own explanation was there before the review: it is shown, but accounts for
    nothing.
    """
    is_explained = True if row.difference else None
    for source in (other, own):
        if source is not None and is_said(source.review_note):
            return source.review_note, is_explained
    if own is not None and other is not None and other is not own:
        for written, before in (
            (other.deduction_reason, own.deduction_reason),
            (other.explanation, own.explanation),
        ):
            if is_said(written) and not _is_same(written, before):
                return written, is_explained
    if row.difference and row.basis == "computed" and _is_same(row.own.actual, row.review.actual):
        return f"完成值未变，按规则计算为 {row.review.score:f} 分", True
    if own is not None and is_said(own.explanation) and row.difference != 0:
        return f"自评说明：{own.explanation}", False if row.difference else None
    return None, False if row.difference else None


def reason_of_execution(card: Scorecard, other: Scorecard, row: ReviewedRow) -> Reason:
    """The reason for the difference in the points of the execution rate."""
    if not row.difference:
        return None, None
    if funds_total(card.project)[:2] == funds_total(other.project)[:2]:
        return f"预算数和执行数未变，按规则计算为 {row.review.score:f} 分", True
    before = _texts(card.project)
    for text in _texts(other.project):
        if not any(_is_same(text, known) for known in before):
            return text, True
    return None, False


def _texts(project: Project) -> list[str]:
    """Explanations and notes of the funds, those of the total row first."""
    rows: list[Fund] = sorted(project.funds, key=lambda fund: not fund.is_total)
    return [
        text for fund in rows for text in (fund.explanation, fund.note) if text and is_said(text)
    ]


def is_said(text: str | None) -> bool:
    """Whether a text says anything: 无 and / say nothing.

    >>> is_said("无"), is_said("发票不全")
    (False, True)
    """
    return text is not None and not isinstance(notation.parse(text), notation.Blank)


def _is_same(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return (one or None) == (other or None)
    return notation.same_text(one, other)


def remarks_on(
    row: ReviewedRow, own: Indicator | None, other: Indicator | None, *, is_second: bool
) -> tuple[str, ...]:
    """What a reader of the row must know beside the reason."""
    if other is None:
        return ("复核文件中没有这一项，未复核",)
    remarks = []
    if not row.is_applicable:
        if other.review_score is not None:
            remarks.append(f"不适用，所写的复核得分 {other.review_score:f} 没有采用")
        return tuple(remarks)
    if own is None:
        return ("自评文件中没有这一项",)
    if not is_second:
        return ()
    if other.actual is None and own.actual is not None and row.review.score is None:
        remarks.append("复核文件没有填实际完成值")
    return (*_changed(own, other), *remarks, *_passed_over(row, own, other))


def _changed(own: Indicator, other: Indicator) -> list[str]:
    """Targets and weights that the two files give differently."""
    remarks = [
        f"{label}不同：自评 {mine or '未填'}，复核 {theirs or '未填'}"
        for label, mine, theirs in (
            ("指标值", own.initial_target, other.initial_target),
            ("调整后指标值", own.adjusted_target, other.adjusted_target),
        )
        if not _is_same(mine, theirs)
    ]
    if own.weight != other.weight:
        remarks.append(f"分值不同：自评 {_points(own.weight)}，复核 {_points(other.weight)}")
    return remarks


def _passed_over(row: ReviewedRow, own: Indicator, other: Indicator) -> list[str]:
    """Points that stand in one of the files and are not the reviewer's."""
    remarks = []
    if own.review_score is not None:
        if other.review_score is None:
            remarks.append("复核得分取自自评文件")
        elif own.review_score != other.review_score:
            remarks.append(f"自评文件另写有复核得分 {own.review_score:f}，采用复核文件的")
    written = other.claimed_score
    is_new = written is not None and written != own.claimed_score
    if is_new and row.basis == "computed" and written != row.review.score:
        remarks.append(f"复核文件的得分 {_points(written)} 没有采用：复核人的评分应写在复核得分里")
    return remarks


def _points(points: Decimal | None) -> str:
    return "未填" if points is None else f"{points:f}"


def remarks_about(
    card: Scorecard, other: Scorecard | None, rows: Sequence[ReviewedRow]
) -> tuple[str, ...]:
    """What a reader of the whole review must know."""
    written = sum(row.basis == "written" for row in rows)
    computed = sum(row.basis == "computed" for row in rows)
    remarks = []
    if other is not None:
        remarks += _unlike(card.project, other.project)
        for standing, text in (
            ("self_only", "复核文件缺少、因而未复核的指标"),
            ("review_only", "只在复核文件中有的指标"),
        ):
            names = [f"“{row.name}”" for row in rows if row.standing == standing]
            if names:
                more = f"等 {len(names)} 项" if len(names) > _MOST_NAMES else ""
                remarks.append(f"{text}：{'、'.join(names[:_MOST_NAMES])}{more}。")
        # The very same rows: the reviewer's file gave none, and they were taken over.
        if other.project.funds and other.project.funds is card.project.funds:
            remarks.append("复核文件没有项目资金，执行率按自评文件的资金计算。")
    if computed and not written:
        remarks.append(f"没有写复核得分，{computed} 项复核得分都按规则计算。")
    elif computed:
        remarks.append(f"复核得分：复核人所写 {written} 项，按规则计算 {computed} 项。")
    return tuple(remarks)


def _unlike(own: Project, other: Project) -> list[str]:
    """Where two files do not even seem to be about the same project, or under the same rules."""
    return [
        f"两个文件的{label}不同：自评 {mine}，复核 {theirs}。"
        for label, mine, theirs in (
            ("项目名称", own.name, other.name),
            ("年度", own.year, other.year),
            ("项目编码", own.code, other.code),
            ("评分规则", own.rules, other.rules),
        )
        if mine is not None and theirs is not None and mine != theirs
    ]
