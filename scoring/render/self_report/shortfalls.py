"""Part 五: where the goals were missed, why, and what is done about it."""

from __future__ import annotations

from scoring.checks.explanations import is_no_reason
from scoring.record import TYPE_CHECKING
from scoring.render.self_report import topics
from scoring.render.self_report.document import Gap, Paragraph, heading, paragraph
from scoring.render.self_report.topics import ended
from scoring.render.self_report.wording import (
    lost,
    lost_on_execution,
    place,
    points,
    reached,
    share,
    worth,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.model.project import Indicator
    from scoring.model.scorecard import IndicatorScore, Scorecard
    from scoring.render.self_report.document import Block, Piece
    from scoring.render.self_report.topics import Texts

_WHY = "偏离的原因和改进措施"


def shortfalls(card: Scorecard, texts: Texts) -> Iterator[Block]:
    """五、偏离绩效目标的原因和改进措施."""
    yield heading(1, "五、偏离绩效目标的原因和改进措施")
    yield heading(2, "（一）偏离绩效目标的情况和原因")
    yield from texts.named(topics.REASONS)
    items = list(_items(card, is_explained=bool(texts.of(topics.REASONS))))
    if not items:
        is_open = card.total is None
        yield paragraph(
            "已经评判的内容没有失分。" if is_open else "预算执行率和各项绩效指标都没有失分。"
        )
    for number, item in enumerate(items, 1):
        yield paragraph(f"{number}.", *item)
    yield from _notes(card)
    yield heading(2, "（二）存在的主要问题")
    yield from texts.paragraphs(topics.PROBLEMS, "项目管理中存在的主要问题；没有的写“无”")
    yield heading(2, "（三）改进措施")
    yield from texts.paragraphs(topics.MEASURES, "下一步改进措施")


def _items(card: Scorecard, *, is_explained: bool) -> Iterator[tuple[Piece, ...]]:
    """A piece of text for everything that lost points or is not judged."""
    missing = lost_on_execution(card)
    if missing is not None:
        execution = card.execution
        assert execution.score is not None
        rate = "" if execution.rate is None else f"执行率{execution.rate:f}%，"
        said = [fund.explanation for fund in card.project.funds if _is_reason(fund.explanation)]
        earned = f"得{points(execution.score)}，失{points(missing)}"
        yield (
            f"预算执行率（{worth(execution.weight)}）：{rate}{earned}。",
            *_because(said, is_explained=is_explained),
        )
    given = {row.path: row for row in card.project.indicators}
    for row in card.indicators:
        missing = lost(row, card)
        if missing is not None and row.score is not None:
            earned = f"得{points(row.score)}，失{points(missing)}"
            yield (
                f"{_name(row)}：{reached(row, given[row.path])}，{earned}。",
                *_because(_reasons(given[row.path]), is_explained=is_explained),
            )
    for row in card.indicators:
        if row.status == "unjudged":
            yield (
                f"{_name(row)}：{reached(row, given[row.path])}，无法评判，要补齐的内容见第三部分。",
                *_because(_reasons(given[row.path]), is_explained=True),
            )


def _name(row: IndicatorScore) -> str:
    classes = place(row)
    inside = f"{classes}，{share(row)}" if classes else share(row)
    return f"“{row.name}”（{inside}）"


def _is_reason(text: str | None) -> bool:
    return not is_no_reason(text)


def _reasons(row: Indicator) -> list[str | None]:
    reasons: list[str | None] = []
    if row.deduction:
        why = row.deduction_reason if _is_reason(row.deduction_reason) else "没有写扣分原因"
        reasons.append(f"扣{row.deduction:f}分，{why}")
    if _is_reason(row.explanation):
        reasons.append(row.explanation)
    return reasons


def _because(reasons: list[str | None], *, is_explained: bool) -> tuple[Piece, ...]:
    said = list(dict.fromkeys(reason.strip() for reason in reasons if reason))
    if said:
        return ("原因：" + "".join(map(ended, said)),)
    return () if is_explained else (Gap(_WHY),)


def _notes(card: Scorecard) -> Iterator[Paragraph]:
    """What is said of rows that lost nothing, and why rows are left out."""
    given = {row.path: row for row in card.project.indicators}
    texts = []
    for row in card.indicators:
        own = given[row.path]
        if row.status == "not_applicable":
            reason = ended((own.not_applicable or "没有写明原因").strip())
            texts.append(f"{_name(row)}：不适用，不参加评分。{reason}")
        elif row.score is not None and lost(row, card) is None and _is_reason(own.explanation):
            assert own.explanation is not None
            said = ended(own.explanation.strip())
            texts.append(f"{_name(row)}：{reached(row, own)}。{said}")
    if texts:
        yield paragraph("其他需要说明的指标：")
        yield from (paragraph(f"（{at}）{text}") for at, text in enumerate(texts, 1))
