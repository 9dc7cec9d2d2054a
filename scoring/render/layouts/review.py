"""The 自评复核底稿: self-evaluation and review side by side, thirteen columns, and its summary."""

from __future__ import annotations

from scoring import notation
from scoring.engine.rounding import exact_sum
from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed
from scoring.render.layouts.target_cells import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from scoring.model.review import Result, Review, ReviewedRow, Side

    Row = tuple[Cell, ...]

HEADINGS = (
    "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "权重", "自评完成值",
    "自评得分", "复核完成值", "复核得分", "复核指标偏差", "备注",
)  # fmt: skip
WIDTHS = (8, 8, 14, 6, 10, 6, 6, 10, 8, 10, 8, 8, 24)
_COLUMNS = len(WIDTHS)
_MOST_REASONS = 5
_KNOWN_DIGITS = 2

SUMMARY = ("项目名称", "自评得分", "复核得分", "偏差", "主要偏差原因")
_SPANS = (3, 3, 2, 2, 3)
"""Over how many columns each cell of the summary reaches."""

UNREVIEWED = "未复核"
OPEN = "未定"
EXPLANATION = "复核指标偏差、偏差：复核得分减自评得分。自评得分为单位所填，未填的按规则计算。"


def lay_out(review: Review) -> Grid:
    """The review as a form; what must be remarked stands below it."""
    project = review.card.project
    rules = review.card.rules
    rows: list[Row] = [tuple(Cell(text, role="label") for text in HEADINGS)]
    rows.append(_execution(review.execution))
    rows += _indicators(review)
    rows.append(_totals(review))
    rows += _summary(review)
    notes = (
        EXPLANATION,
        *review.remarks,
        f"评分规则 {rules.id}（{rules.title}，版本 {rules.version}）",
    )
    title = f"{project.name or '（未填项目名称）'}自评复核底稿"
    return Grid(title, printed.year(project), WIDTHS, tuple(rows), notes, repeated=1)


def points(score: Decimal | None, digits: int = _KNOWN_DIGITS) -> str:
    """Points with at least so many digits; longer ones stay as written.

    >>> from decimal import Decimal
    >>> points(Decimal("20")), points(Decimal("9.967")), points(None)
    ('20.00', '9.967', '')
    """
    if score is None:
        return ""
    text = f"{score:f}"
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(digits, '0')}" if digits else text


def signed(difference: Decimal | None) -> str:
    """A difference with its sign.

    >>> from decimal import Decimal
    >>> signed(Decimal("-2")), signed(Decimal("0.5")), signed(Decimal("0.00"))
    ('-2.00', '+0.50', '0.00')
    """
    text = points(difference)
    return f"+{text}" if difference is not None and difference > 0 else text


def target_cells(row: ReviewedRow) -> tuple[str, str, str]:
    """指标性质, 指标值 and 计量单位 of a target; an operator that was assumed in brackets."""
    nature, value, unit = split(row.target)
    if row.target is None or nature:
        return nature, value, unit
    parsed = notation.parse(row.target)
    if isinstance(parsed, notation.Measure) and parsed.operator is None:
        number = parsed.quantity.number
        nature = f"（{notation.assumed_operator(number, row.name, row.level1, row.level2)}）"
    return nature, value, unit


def _execution(row: ReviewedRow) -> Row:
    return (
        Cell(row.name, columns=3, role="group"),
        Cell("", columns=3),
        Cell(printed.weight(row.weight), role="number"),
        *_sides(row),
    )


def _indicators(review: Review) -> Iterator[Row]:
    rows = review.rows
    if not rows:
        yield (Cell("（没有绩效指标）", columns=_COLUMNS, align="center"),)
    for at, row in enumerate(rows):
        groups = []
        for level in (1, 2):
            length = _run(rows, at, level)
            if length:
                text = (row.level1 if level == 1 else row.level2) or ""
                groups.append(Cell(text, rows=length, role="group"))
        nature, value, unit = target_cells(row)
        yield (
            *groups,
            Cell(row.name),
            Cell(nature, align="center"),
            Cell(value, role="number"),
            Cell(unit, align="center"),
            Cell(printed.weight(row.weight), role="number"),
            *_sides(row),
        )


def _run(rows: Sequence[ReviewedRow], start: int, levels: int) -> int:
    """How many rows in a row share their classes from here; 0 when the row above does too."""

    def key(at: int) -> tuple[str | None, ...]:
        return (rows[at].level1, rows[at].level2)[:levels]

    if start and key(start - 1) == key(start):
        return 0
    end = start
    while end < len(rows) and key(end) == key(start):
        end += 1
    return end - start


def _sides(row: ReviewedRow) -> Row:
    """Actuals, points, difference and remarks of both sides."""
    own_points = "" if row.standing == "review_only" else _points(row.own, row.own.score)
    review_points = _points(row.review, row.review.score)
    if not row.is_applicable:
        review_points = printed.NOT_APPLICABLE
    elif row.standing == "self_only":
        review_points = UNREVIEWED
    return (
        Cell(row.own.actual or "", align="center"),
        Cell(own_points, role="number"),
        Cell(row.review.actual or "", align="center"),
        Cell(review_points, role="number"),
        Cell(signed(row.difference), role="number"),
        Cell(_remarks(row)),
    )


def _points(side: Side, score: Decimal | None) -> str:
    if score is not None:
        return points(score)
    if side.high > side.low:
        return f"{printed.UNJUDGED}\n{plain(side.low)}～{plain(side.high)}"
    return printed.UNJUDGED


def _remarks(row: ReviewedRow) -> str:
    texts = []
    if row.reason is not None:
        texts.append(row.reason)
    if row.difference and row.is_explained is False:
        texts.append("（没有说明偏差原因）")
    texts += row.remarks
    if row.deviation and row.own.actual != row.review.actual:
        texts.append(f"复核完成值偏离指标值 {row.deviation:+f}%")
    return "\n".join(texts)


def _totals(review: Review) -> Row:
    weights = [row.weight for row in (review.execution, *review.rows) if row.weight is not None]
    grades = f"自评 {review.own.grade or OPEN}，复核 {review.review.grade or OPEN}"
    return (
        Cell("合计", columns=6, role="label"),
        Cell(plain(exact_sum(weights)), role="number"),
        Cell(""),
        Cell(_total(review.own), role="total"),
        Cell(""),
        Cell(_total(review.review), role="total"),
        Cell(signed(review.difference), role="total"),
        Cell(grades),
    )


def _total(result: Result) -> str:
    if result.total is not None:
        return points(result.total)
    if result.bounds is None:
        return OPEN
    return f"{OPEN}\n{result.bounds.low:f}～{result.bounds.high:f}"


def _summed(result: Result) -> str:
    """Total and grade; while open, which grades it can still come to."""
    if result.total is not None:
        return f"{_total(result)}（{result.grade or OPEN}）"
    if result.bounds is None:
        return OPEN
    return f"{_total(result)}\n（{printed.either(result.bounds.grades)}）"


def _summary(review: Review) -> Iterator[Row]:
    yield tuple(
        Cell(text, columns=span, role="label") for text, span in zip(SUMMARY, _SPANS, strict=True)
    )
    own = _summed(review.own)
    if review.computed.total != review.own.total or review.computed.grade != review.own.grade:
        own += f"\n按规则计算 {_summed(review.computed)}"
    yield (
        Cell(review.card.project.name or "", columns=_SPANS[0], align="center"),
        Cell(own, columns=_SPANS[1], align="center"),
        Cell(_summed(review.review), columns=_SPANS[2], align="center"),
        Cell(signed(review.difference), columns=_SPANS[3], role="total"),
        Cell(main_reasons(review), columns=_SPANS[4]),
    )


def main_reasons(review: Review) -> str:
    """The largest differences, a line each, with the reason where one was given."""
    differing = review.differing
    lines = []
    for row in differing[:_MOST_REASONS]:
        reason = row.reason if row.reason and row.is_explained else "没有说明原因"
        lines.append(f"{row.name} {signed(row.difference)}：{reason}")
    if len(differing) > _MOST_REASONS:
        lines.append(f"另有 {len(differing) - _MOST_REASONS} 项有偏差")
    return "\n".join(lines)
