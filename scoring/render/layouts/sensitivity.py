"""How firmly a total and a grade stand, as tables: one for each question."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.model.sensitivity import BASIS_LABELS, grades_of
from scoring.model.whatif import difference
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed
from scoring.render.layouts.review import signed
from scoring.render.layouts.whatif import OPEN, total

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from scoring.model.review import Result
    from scoring.model.scorecard import IndicatorScore, Scorecard
    from scoring.model.sensitivity import Distance, Hinge, Loss, Remedy, Sensitivity, Span

    Row = tuple[Cell, ...]

_DISTANCES = ("等级", "起点", "距离")
_DISTANCES_WIDTHS = (10, 14, 62)
_LOSSES = (
    "指标",
    "分值",
    "得分",
    "丢分",
    "事实不变能否得回",
    "要改的",
    "需达到",
    "得回",
    "之后总分",
    "说明",
)
_LOSSES_WIDTHS = (18, 6, 8, 8, 9, 9, 14, 7, 8, 30)
_RANGES = ("情形", "总分最低", "总分最高", "可能的等级", "等级")
_RANGES_WIDTHS = (34, 12, 12, 14, 14)
_MOVES = ("指标", "实际完成值", "可能低到", "可能高到", "误差依据", "得分最低", "得分最高")
_MOVES_WIDTHS = (24, 12, 12, 12, 16, 9, 9)
_HINGES = (
    "指标", "分值", "得分", "最低时总分", "等级", "最高时总分", "等级", "能改变等级",
    "到这个值时改变",
)  # fmt: skip
_HINGES_WIDTHS = (20, 6, 8, 10, 8, 10, 8, 8, 22)
_ROWS = ("指标", "指标值", "得分", "指标值", "得分", "差")
_ROWS_WIDTHS = (26, 16, 10, 16, 10, 8)
SHOWN_HINGES = 20


def title(found: Sensitivity) -> str:
    """The heading above all tables."""
    return f"{found.card.project.name or '（未填项目名称）'}　敏感性分析"


def lead(found: Sensitivity) -> list[str]:
    """The answers in a few lines."""
    card = found.card
    lines = [f"总分 {total(card)}　等级 {printed.grade(card) or OPEN}"]
    if card.total is None and card.bounds is None:
        lines.append("没有绩效指标，没有总分可分析。")
    kept = [
        f"{name} ±{plain(span.percent)}% 以内，等级{_kept(span, card)}"
        for name, span in (("分值", found.weights), ("实际完成值", found.actuals))
        if span is not None
    ]
    if kept:
        lines.append("；".join(kept) + "。")
    if found.hinges:
        decisive = [f"“{hinge.name}”" for hinge in found.hinges if hinge.is_decisive]
        most = 5
        named = "、".join(decisive[:most]) + (
            f"等 {len(decisive)} 项" if len(decisive) > most else ""
        )
        what = "等级" if card.bounds is None else "可能的等级"
        lines.append(
            f"单独一项就能改变{what}的：{named}。" if decisive else f"没有哪一项单独能改变{what}。"
        )
    rules = card.rules
    lines.append(f"评分规则 {rules.id}（{rules.title}，版本 {rules.version}）")
    return lines


def _kept(span: Span, card: Scorecard) -> str:
    if span.is_kept(card):
        return "不变"
    others = [name for name in span.grades if name not in grades_of(card.grade, card.bounds)]
    return f"可能变为{printed.either(tuple(others))}"


def lay_out(found: Sensitivity) -> tuple[Grid, ...]:
    """The tables, those that have nothing to say left out."""
    grids = []
    if found.distances:
        grids.append(_distances(found))
    grids.append(_losses(found))
    if found.weights is not None:
        grids.append(_ranges(found))
    if found.moves:
        grids.append(_moves(found))
    if found.hinges:
        grids.append(_hinges(found))
    grids.append(_compared("年初指标值与调整后指标值", found.initial, found.adjusted,
                           ("按年初", "按调整后")))  # fmt: skip
    if found.against is not None:
        names = (found.card.rules.id, found.against.rules.id)
        grids.append(_compared("两套评分规则", found.card, found.against, names))
    return tuple(grids)


def _headings(texts: tuple[str, ...]) -> Row:
    return tuple(Cell(text, role="label") for text in texts)


def _distances(found: Sensitivity) -> Grid:
    rows: list[Row] = [_headings(_DISTANCES)]
    last = found.distances[-1]
    for one in found.distances:
        start = "（最低一档）" if one is last else f"{plain(one.start)} 分起"
        rows.append(
            (Cell(one.grade, role="group"), Cell(start, align="center"), Cell(_distance(one)))
        )
    return Grid("离各等级的距离", "", _DISTANCES_WIDTHS, tuple(rows), repeated=1)


def _distance(one: Distance) -> str:
    low, high = one.from_low, one.from_high
    if low == high:
        if not low:
            return "现在的等级"
        if low < 0:
            return f"再丢 {-low:f} 分降到此等级"
        reach = "" if one.is_reachable else "（各项全得满分也达不到）"
        return f"还差 {low:f} 分{reach}"
    if low > 0:
        start = f"从最低分算还差 {low:f} 分"
    else:
        start = "最低分即在此等级" if not low else f"从最低分算再丢 {-low:f} 分"
    if high > 0:
        end = f"从最高分算还差 {high:f} 分"
    else:
        end = "最高分即在此等级" if not high else f"从最高分算再丢 {-high:f} 分"
    return f"{start}，{end}"


def _losses(found: Sensitivity) -> Grid:
    rows: list[Row] = [_headings(_LOSSES)]
    for loss in found.losses:
        rows += _loss(loss)
    if not found.losses:
        rows.append((Cell("没有丢分", columns=len(_LOSSES), align="center"),))
    return Grid("丢分，从多到少", "", _LOSSES_WIDTHS, tuple(rows), (_WAYS,), repeated=1)


_WAYS = (
    "“能”：补填、改写法或补证据即可评判，事实不变；“看评定”：由评价人决定，须有依据；"
    "“不能”：事实已经如此，这里只说明差多少。"
)


def _loss(loss: Loss) -> Iterator[Row]:
    count = max(1, len(loss.remedies))
    lost = f"{loss.lost_high:f}"
    if loss.lost_low != loss.lost_high:
        lost = f"{loss.lost_low:f}～{loss.lost_high:f}"
    score = printed.UNJUDGED if loss.score is None else f"{loss.score:f}"
    head = (
        Cell(loss.name, rows=count),
        Cell("" if loss.weight is None else plain(loss.weight), rows=count, role="number"),
        Cell(score, rows=count, role="number"),
        Cell(lost, rows=count, role="number"),
    )
    if not loss.remedies:
        yield (*head, *(Cell("") for _ in _LOSSES[len(head) :]))
    for at, remedy in enumerate(loss.remedies):
        yield (*(head if at == 0 else ()), *_remedy(remedy))


def _remedy(remedy: Remedy) -> Row:
    text = remedy.text
    if remedy.least is not None and remedy.least != remedy.needed:
        text += f"（四舍五入后，{remedy.least} 起得分相同）"
    after = _ended(remedy.after)
    return (
        Cell(BASIS_LABELS[remedy.basis], align="center"),
        Cell(remedy.label, align="center"),
        Cell(remedy.needed or "", align="center"),
        Cell(f"+{remedy.gain:f}" if remedy.gain else "", role="number"),
        Cell(after, align="center"),
        Cell(text),
    )


def _ended(result: Result) -> str:
    if result.total is not None:
        return f"{result.total:f}\n{result.grade}"
    if result.bounds is not None:
        return f"{result.bounds.low:f}～{result.bounds.high:f}"
    return OPEN


def _ranges(found: Sensitivity) -> Grid:
    card = found.card
    rows: list[Row] = [_headings(_RANGES)]
    now = "现在"
    if card.bounds is not None:
        now += "（无法评判的从最低到最高）"
    low, high = _ends(card)
    rows.append(_range(now, low, high, grades_of(card.grade, card.bounds), ""))
    held: list[str] = []
    names = ("各项分值变动", "各项实际完成值有误差")
    for name, span in zip(names, (found.weights, found.actuals), strict=True):
        if span is None:
            continue
        text = f"{name} ±{plain(span.percent)}%"
        rows.append(_range(text, span.low, span.high, span.grades, _kept(span, card)))
    if found.weights is not None and found.weights.held:
        listed = "、".join(f"{name}（{reason}）" for name, reason in found.weights.held)
        held.append(f"分值不变动的：{listed}。")
    notes = (
        "分值变动时各项合计不变；实际完成值的误差各项同时发生，互不相关；金额以账为准，不变动。",
        *held,
    )
    return Grid("总分的范围", "", _RANGES_WIDTHS, tuple(rows), notes, repeated=1)


def _ends(card: Scorecard) -> tuple[Decimal | None, Decimal | None]:
    if card.bounds is not None:
        return card.bounds.low, card.bounds.high
    return card.total, card.total


def _range(
    name: str, low: Decimal | None, high: Decimal | None, grades: tuple[str, ...], kept: str
) -> Row:
    return (
        Cell(name),
        Cell("" if low is None else f"{low:f}", role="number"),
        Cell("" if high is None else f"{high:f}", role="number"),
        Cell(printed.either(tuple(reversed(grades))) if grades else OPEN, align="center"),
        Cell(kept, align="center"),
    )


def _moves(found: Sensitivity) -> Grid:
    rows: list[Row] = [_headings(_MOVES)]
    for move in found.moves:
        basis = "±" + plain(found.actuals.percent if found.actuals else 0) + "%"
        if move.sample is not None:
            basis = f"样本 {move.sample}，95% 置信区间"
        rows.append(
            (
                Cell(move.name),
                Cell(move.actual, align="center"),
                Cell(move.lowest, align="center"),
                Cell(move.highest, align="center"),
                Cell(basis, align="center"),
                Cell(f"{move.low:f}", role="number"),
                Cell(f"{move.high:f}", role="number"),
            )
        )
    return Grid("实际完成值的误差", "", _MOVES_WIDTHS, tuple(rows), repeated=1)


def _hinges(found: Sensitivity) -> Grid:
    rows: list[Row] = [_headings(_HINGES)]
    shown = shown_hinges(found)
    for hinge in shown:
        ends = hinge.ends
        rows.append(
            (
                Cell(hinge.name),
                Cell("" if hinge.weight is None else plain(hinge.weight), role="number"),
                Cell(printed.UNJUDGED if hinge.score is None else f"{hinge.score:f}",
                     role="number"),
                Cell("" if ends is None else f"{ends[0]:f}", role="number"),
                Cell(_grades(hinge.lowest), align="center"),
                Cell("" if ends is None else f"{ends[1]:f}", role="number"),
                Cell(_grades(hinge.highest), align="center"),
                Cell("能" if hinge.is_decisive else "不能", align="center"),
                Cell(_tips(hinge), align="center"),
            )
        )  # fmt: skip
    notes = [
        "每次只动一项：得分降到最低，或升到最高，其余不变。",
        "到这个值时改变：实际完成值（执行率是全年执行数）离现在最近的、使等级改变的值。",
    ]
    if found.card.bounds is not None:
        notes.append("总分未定时：最低时总分取下限，最高时总分取上限。")
    if len(shown) < len(found.hinges):
        notes.append(f"另有 {len(found.hinges) - len(shown)} 项影响更小，-f json 给出全部。")
    return Grid("等级系于哪一项", "", _HINGES_WIDTHS, tuple(rows), tuple(notes), repeated=1)


def _tips(hinge: Hinge) -> str:
    """The values at which the grade falls and rises, a line each."""
    lines = []
    if hinge.falls_at is not None:
        lines.append(f"{hinge.falls_at.value} 降为{hinge.falls_at.grade}")
    if hinge.rises_at is not None:
        lines.append(f"{hinge.rises_at.value} 升为{hinge.rises_at.grade}")
    return "\n".join(lines)


def shown_hinges(found: Sensitivity) -> tuple[Hinge, ...]:
    """The parts with the widest swing."""
    return found.hinges[:SHOWN_HINGES]


def _grades(result: Result) -> str:
    grades = grades_of(result.grade, result.bounds)
    return printed.either(tuple(reversed(grades))) if grades else OPEN


def _compared(name: str, first: Scorecard, second: Scorecard, names: tuple[str, str]) -> Grid:
    headings = (_ROWS[0], *(f"{names[at // 2]}\n{text}" for at, text in enumerate(_ROWS[1:5])),
                _ROWS[5])  # fmt: skip
    rows: list[Row] = [_headings(headings)]
    execution = (first.execution, second.execution)
    if execution[0].score != execution[1].score or execution[0].weight != execution[1].weight:
        rows.append(
            (
                Cell("预算执行率", role="group"),
                *(
                    cell
                    for one in execution
                    for cell in (
                        Cell(f"{plain(one.weight)} 分", align="center"),
                        Cell(printed.execution_points(one), role="number"),
                    )
                ),
                Cell(signed(difference(execution[0].score, execution[1].score)), role="number"),
            )
        )
    pairs = zip(first.indicators, second.indicators, strict=True)
    rows += [_pair(one, other) for one, other in pairs if _differ(one, other)]
    same = len(rows) == 1
    rows.append(
        (
            Cell("总分和等级", role="label"),
            *(
                cell
                for card in (first, second)
                for cell in (
                    Cell(printed.grade(card) or OPEN, align="center"),
                    Cell(total(card), role="total"),
                )
            ),
            Cell(signed(difference(first.total, second.total)), role="total"),
        )
    )
    notes = ("各项得分都相同。",) if same else ("只列得分或评判不同的项。",)
    return Grid(name, "", _ROWS_WIDTHS, tuple(rows), notes, repeated=1)


def _differ(one: IndicatorScore, other: IndicatorScore) -> bool:
    return (one.score, one.low, one.high, one.status) != (
        other.score, other.low, other.high, other.status,
    )  # fmt: skip


def _pair(one: IndicatorScore, other: IndicatorScore) -> Row:
    return (
        Cell(one.name),
        Cell(one.target or "", align="center"),
        Cell(printed.points(one), role="number"),
        Cell(other.target or "", align="center"),
        Cell(printed.points(other), role="number"),
        Cell(signed(difference(one.score, other.score)), role="number"),
    )
