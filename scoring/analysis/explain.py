"""The calculation sheet: how every point of a scorecard came about, as ordered steps.

Takes what the engine noted and puts it in the order a reader checks it: the execution rate, the
indicators, the total, the grade. Nothing is scored here; printing is the business of
``scoring.render.sheet``.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.analysis.naming import EXECUTION, TOTAL, exactly_named, named
from scoring.engine.rounding import exact_sum
from scoring.model.calculation import Step, plain
from scoring.model.method import LABELS
from scoring.model.scorecard import STATUS_LABELS
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.model.scorecard import IndicatorScore, Scorecard

_EXECUTION_NAMES = frozenset((EXECUTION, "执行率", "执行率得分", "预算执行率得分"))
_TOTAL_NAMES = frozenset((TOTAL, "等级", "总分和等级"))


class Part(NamedTuple):
    """One part of the sheet: the execution rate, an indicator, or the total with its grade.

    ``result`` is what comes out, in points or as a grade; ``status`` is empty for the total.
    """

    name: str
    level1: str | None
    level2: str | None
    weight: Decimal | None
    method: str | None
    status: str
    result: str
    steps: tuple[Step, ...]

    @property
    def title(self) -> str:
        """The classes and the name.

        >>> Part("培训人数", "产出指标", "数量指标", None, None, "", "", ()).title
        '产出指标 / 数量指标 / 培训人数'
        """
        return " / ".join(text for text in (self.level1, self.level2, self.name) if text)


class Sheet(NamedTuple):
    """The calculation sheet of one project, or the parts of it that were asked for."""

    card: Scorecard
    parts: tuple[Part, ...]


def explain(card: Scorecard, name: str | None = None) -> Sheet:
    """The calculation sheet of a scorecard.

    Args:
        card: the scorecard.
        name: only the row of this name; a part of the name is enough where one row alone has it.
            ``预算执行率`` and ``总分`` name the other parts.

    Raises ``UnknownNameError`` when the name fits no row, or more than one.
    """
    if name is None:
        rows = tuple(_row(row) for row in card.indicators)
        return Sheet(card, (_execution(card), *rows, _total(card)))
    name = name.strip()
    if not exactly_named(card.indicators, name):
        if name in _EXECUTION_NAMES:
            return Sheet(card, (_execution(card),))
        if name in _TOTAL_NAMES:
            return Sheet(card, (_total(card),))
    return Sheet(card, tuple(_row(card.indicators[at]) for at in named(card.indicators, name)))


def _execution(card: Scorecard) -> Part:
    execution = card.execution
    result = plain_points(execution.score)
    return Part(EXECUTION, None, None, execution.weight, None, STATUS_LABELS[execution.status],
                result, execution.steps)  # fmt: skip


def _row(row: IndicatorScore) -> Part:
    method = None if row.method is None else LABELS[row.method]
    return Part(row.name, row.level1, row.level2, row.weight, method, STATUS_LABELS[row.status],
                plain_points(row.score), row.steps)  # fmt: skip


def plain_points(score: Decimal | None) -> str:
    """Points as printed; a dash where they are not known."""
    return "—" if score is None else format(score, "f")


def _total(card: Scorecard) -> Part:
    rules = card.rules
    steps = [_left_out(card, row) for row in card.indicators if row.status == "not_applicable"]
    if card.bounds is not None:
        execution = card.execution.score
        ends = (execution, execution)
        if execution is None:
            ends = (Decimal(0), card.execution.weight)
        rows = _judged(card)
        low = [ends[0], *(row.low if row.score is None else row.score for row in rows)]
        high = [ends[1], *(row.high if row.score is None else row.score for row in rows)]
        steps += [_sum("最低", low, card), _sum("最高", high, card)]
    elif card.total is not None:
        steps += _sections(card)
    for cap in card.caps:
        steps.append(
            Step("封顶", cap.reason, f"≤{plain(cap.limit)}", "/execution/caps", cap.source)
        )
    if card.total is not None:
        steps.append(_grade(card, card.total))
        result = f"{card.total:f}　{card.grade}"
    elif card.bounds is not None:
        ends_text = f"{card.bounds.low:f}～{card.bounds.high:f}"
        grades = "、".join(card.bounds.grades)
        steps.append(Step("总分", "还有无法评判的项目，只知道上下限", ends_text, "", ""))
        steps.append(Step("等级", f"总分在 {ends_text} 之间可能的等级", grades, "/grades", ""))
        result = f"{ends_text}　{grades}"
    else:
        steps.append(Step("总分", "没有绩效指标", "未定", "", ""))
        result = "—"
    return Part("总分和等级", None, None, rules.weights.total, None, "", result, tuple(steps))


def _judged(card: Scorecard) -> list[IndicatorScore]:
    return [row for row in card.indicators if row.status != "not_applicable"]


def _left_out(card: Scorecard, row: IndicatorScore) -> Step:
    weight = "没有分值" if row.weight is None else f"{plain(row.weight)} 分"
    rule = card.rules.not_applicable
    return Step(
        STATUS_LABELS["not_applicable"],
        f"{row.name}（{weight}）",
        "不参加评分",
        "/not_applicable",
        card.rules.cite(rule.source),
    )


def _sections(card: Scorecard) -> list[Step]:
    """The sum of each class from its rows, then the total from the sums."""
    steps = []
    sums = [card.execution.score]
    for section in card.sections:
        rows = [row for row in _judged(card) if row.level1 == section.level1]
        if rows:
            scores = [row.score for row in rows]
            label = f"{section.level1 or '未写一级指标'}小计"
            steps.append(_sum(label, scores, None))
            sums.append(_known_sum(scores))
    steps.append(_sum("总分", sums, card))
    return steps


def _known_sum(scores: list[Decimal | None]) -> Decimal:
    return exact_sum([score for score in scores if score is not None])


def _sum(label: str, terms: list[Decimal | None], card: Scorecard | None) -> Step:
    """A sum written out; with the scorecard given, the rule on rounding stands beside it."""
    written = " + ".join(map(_counted, terms))
    rule, source = "", ""
    if card is not None:
        rule, source = "/rounding", card.rules.cite(card.rules.rounding.source)
    return Step(label, written, f"{_known_sum(terms):f}", rule, source)


def _counted(score: Decimal | None) -> str:
    return "0（无法评判，按规则记 0）" if score is None else format(score, "f")


def _grade(card: Scorecard, total: Decimal) -> Step:
    """The band the total lies in: half-open, the top one without an upper end."""
    grades = card.rules.grades
    at = next((at for at, grade in enumerate(grades) if grade.name == card.grade), 0)
    grade = grades[at]
    if at == 0:
        band = f"≥{plain(grade.start)}"
    elif at == len(grades) - 1:
        band = f"<{plain(grades[at - 1].start)}"
    else:
        band = f"≥{plain(grade.start)} 且 <{plain(grades[at - 1].start)}"
    return Step("等级", f"{total:f} 在 {band}", grade.name, f"/grades/{grade.name}",
                card.rules.cite(grade.source))  # fmt: skip
