"""The five pictures of summary.html: totals, execution, departments, classes, findings.

A mark leads to a list of the projects behind it; ``Lists`` gathers what lists are needed.
"""

from __future__ import annotations

from math import log

from scoring.portfolio.outputs.drawing import Picture, Piece, bar, ticks
from scoring.portfolio.outputs.figures import money
from scoring.portfolio.outputs.summary import BIN, CELL, LAST_BIN, LAST_RATE, LAST_TOTAL
from scoring.portfolio.outputs.wording import (
    amount,
    class_name,
    code_title,
    count,
    department_name,
    grade_name,
    project_name,
    score,
)
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.html import escape
from scoring.render.outcome import SEVERITY_LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from scoring.portfolio.outputs.reading import Listed
    from scoring.portfolio.outputs.summary import Loss, Summary

DEPARTMENTS = 30
CLASSES = 24
CODES = 30
"""So many rows of a picture; what is left out is counted below it."""

_HIGH, _FOOT, _HEAD = 230, 40, 22
_DENSITIES = 5


class Behind(NamedTuple):
    """A list of the projects behind a mark: the first few, and what each is remarked with."""

    anchor: str
    heading: str
    whole: int
    ids: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class Lists:
    """The lists that marks lead to, in the order they were asked for."""

    def __init__(self) -> None:
        self.kept: list[Behind] = []

    def add(
        self, heading: str, whole: int, ids: Sequence[str], remarks: Sequence[str] = ()
    ) -> str | None:
        """Ask for a list; its anchor, or none where nothing is known to list."""
        if not ids:
            return None
        anchor = f"m{len(self.kept) + 1}"
        self.kept.append(Behind(anchor, heading, whole, tuple(ids), tuple(remarks)))
        return anchor


def grade_style(summary: Summary, name: str | None) -> str:
    """The colour of a grade."""
    if name is None or name not in summary.grade_names:
        return "gx"
    return f"g{min(summary.grade_names.index(name), 4)}"


def totals(summary: Summary, lists: Lists) -> str:
    """How the totals are spread, over the bands of the grades."""
    counts = dict(summary.bins)
    if not counts:
        return "<p>没有一个项目有总分。</p>\n"
    first = min(*counts, LAST_BIN - 20) // 5 * 5
    columns = LAST_BIN - first + 1
    wide = 100 / columns
    scale = ticks(max(counts.values()))
    drawn = Picture(_HEAD + _HIGH + _FOOT, "总分的分布，一根柱子两分宽")
    _bands(drawn, summary, first, wide)
    for tick in scale:
        top = _HEAD + _HIGH * (1 - tick / scale[-1])
        drawn.line(0, top, 100, top)
    for at in range(first, LAST_BIN + 1):
        number = counts.get(at, 0)
        said = "100 分及以上" if at == LAST_BIN else f"{at * BIN}～{at * BIN + BIN} 分（不含上限）"
        if number:
            high = max(_HIGH * number / scale[-1], 2)
            link = lists.add(f"总分 {said}", number, summary.behind.get(("bin", at), ()))
            place = ((at - first) * wide + wide * 0.08, _HEAD + _HIGH - high)
            title = f"{said}：{count(number)} 个项目"
            drawn.box(*place, (wide * 0.84, high), "bar", title, link)
        if at * BIN % 10 == 0:
            left = (at - first) * wide
            drawn.text(
                left, _HEAD + _HIGH + 16, str(at * BIN), "mid" if first < at < LAST_BIN else ""
            )
    # Letters last: no column covers them.
    for tick in scale[1:]:
        drawn.text(0, _HEAD + _HIGH * (1 - tick / scale[-1]) - 3, count(tick), "halo")
    drawn.text(50, _HEAD + _HIGH + 34, "总分（横）　项目数（竖）", "mid")
    return drawn.markup()


def _bands(drawn: Picture, summary: Summary, first: int, wide: float) -> None:
    end = 100.0
    for number, band in enumerate(summary.bands):
        begin = min(max((float(band.start) / BIN - first) * wide, 0), 100)
        if begin < end:
            drawn.box(begin, 0, (end - begin, _HEAD + _HIGH), "band2" if number % 2 else "band")
            drawn.text((begin + end) / 2, 15, band.name, "mid strong")
            end = begin


def execution(
    summary: Summary, few: Sequence[Listed], anchors: Mapping[str, str], lists: Lists
) -> str:
    """Execution rates against totals: a dot for each project, or shaded cells where there are many.

    Args:
        summary: of the portfolio.
        few: all projects, where they are few enough for a dot each.
        anchors: where each of them stands in the page.
        lists: takes the lists of the cells.
    """
    if not summary.cells:
        return "<p>没有既有执行率又有总分的项目。</p>\n"
    bottom = min(*(total for _, total, _ in summary.cells), LAST_TOTAL - 8) // 2 * 2
    rows, columns = LAST_TOTAL - bottom + 1, LAST_RATE + 1
    high, wide = (_HIGH + 60) / rows, 100 / columns
    foot = _HIGH + 60
    drawn = Picture(foot + _FOOT, "预算执行率和总分，横是执行率，竖是总分")
    drawn.box(0, 0, (100, foot), "band")
    for total in range(bottom, LAST_TOTAL + 1, 2):
        top = foot - (total - bottom) * high
        drawn.line(0, top, 100, top)
    for rate in range(0, LAST_RATE + 1, 4):
        drawn.line(rate * wide, 0, rate * wide, foot)
        drawn.text(rate * wide, foot + 16, f"{rate * CELL}%", "mid" if rate else "")
    if few:
        _dots(drawn, few, anchors, (bottom, high, wide, foot))
    else:
        most = log(1 + max(number for _, _, number in summary.cells))
        for rate, total, number in summary.cells:
            said = f"执行率{_from(rate, LAST_RATE, '%')}，总分{_from(total, LAST_TOTAL, ' 分')}"
            link = lists.add(said, number, summary.behind.get(("cell", rate, total), ()))
            shade = min(int(log(1 + number) / most * _DENSITIES) + 1, _DENSITIES)
            top = foot - (total - bottom + 1) * high
            title = f"{said}：{count(number)} 个项目"
            drawn.box(rate * wide, top, (wide * 0.96, high - 1), f"d{shade}", title, link)
    for total in range(bottom, LAST_TOTAL + 1, 2):
        drawn.text(0.4, foot - (total - bottom) * high - 3, str(total * CELL), "halo")
    drawn.text(50, foot + 34, "预算执行率（横）　总分（竖）", "mid")
    return drawn.markup()


def _dots(
    drawn: Picture,
    few: Sequence[Listed],
    anchors: Mapping[str, str],
    frame: tuple[int, float, float, int],
) -> None:
    bottom, high, wide, foot = frame
    for project in few:
        if project.total is None or project.execution_rate is None:
            continue
        rate = min(float(project.execution_rate) / CELL, LAST_RATE + 0.5)
        total = min(float(project.total) / CELL, LAST_TOTAL + 0.5)
        title = (
            f"{project_name(project)}：执行率 {score(project.execution_rate)}%，"
            f"总分 {score(project.total)}"
        )
        place = (max(rate, 0) * wide, foot - (total - bottom) * high)
        drawn.dot(*place, "dot", title, anchors.get(project.project_id))


def _from(cell: int, last: int, unit: str) -> str:
    start = f" {cell * CELL}{unit}"
    return (
        f"{start}及以上"
        if cell == last
        else f" {cell * CELL}～{cell * CELL + CELL}{unit}（不含上限）"
    )


def departments(summary: Summary, lists: Lists) -> str:
    """The grades of each department, the one with the most projects first."""
    grades = summary.grades_by_department()
    known = summary.by_department()
    names = (*summary.grade_names, None)
    used = [name for name in names if any(row.get(name) for row in grades.values())]
    legend = "".join(
        f'<li><i class="{grade_style(summary, name)}"></i>{escape(grade_name(name))}</li>'
        for name in used
    )
    parts = [f'<ul class="legend">{legend}</ul>\n<ul class="bars">\n']
    for department in list(known)[:DEPARTMENTS]:
        figures, shown = known[department], department_name(department)
        pieces = []
        for name in used:
            number = grades[department].get(name, 0)
            if number:
                heading = f"{shown} {grade_name(name)}"
                ids = summary.behind.get(("department", department, name), ())
                share = number * 100 / figures.projects
                title = f"{heading}：{count(number)} 个项目（{share:.1f}%）"
                link = lists.add(heading, number, ids)
                pieces.append(Piece(share, grade_style(summary, name), title, link))
        mean = "" if figures.mean is None else f"，平均 {score(figures.mean)}"
        value = f"{count(figures.projects)} 个{mean}"
        parts.append(_row(escape(shown), value, bar(pieces, f"{shown}各等级的项目")))
    parts.append("</ul>\n")
    if len(known) > DEPARTMENTS:
        parts.append(
            f'<p class="soft">另有 {count(len(known) - DEPARTMENTS)} 个部门未画出，'
            "见 汇总表.xlsx 的“分部门”。</p>\n"
        )
    return "".join(parts)


def classes(summary: Summary, lists: Lists) -> str:
    """Points lost by class of indicators, the most first."""
    rows: list[tuple[Decimal, Decimal, str, Loss | None]] = []
    if summary.execution.judged:
        spent = summary.execution
        rows.append((spent.weight - spent.points, spent.weight, "预算执行率", None))
    rows += [
        (money(loss.lost), money(loss.weight), class_name(loss.level1, loss.level2), loss)
        for loss in summary.losses
        if loss.lost
    ]
    rows.sort(key=lambda row: (-row[0], row[2]))
    most = max((float(lost) for lost, *_ in rows), default=0)
    if most <= 0:
        return "<p>没有一行失分。</p>\n"
    parts = ['<ul class="bars">\n']
    for lost, weight, name, loss in rows[:CLASSES]:
        link = None
        if loss is not None:
            ids = [project for _, project, _ in loss.worst]
            remarks = [f"“{row}”失 {amount(money(points))} 分" for points, _, row in loss.worst]
            link = lists.add(f"{name}失分最多的指标", loss.losing, ids, remarks)
        share = "" if not weight else f"，占分值 {lost * 100 / weight:.1f}%"
        value = f"失 {amount(lost)} 分{share}"
        piece = Piece(max(float(lost) * 100 / most, 0), "bar", f"{name}：{value}", link)
        parts.append(_row(_linked(name, link), value, bar([piece], f"{name}失分")))
    parts.append("</ul>\n")
    if len(rows) > CLASSES:
        more = count(len(rows) - CLASSES)
        parts.append(
            f'<p class="soft">另有 {more} 类未画出，见 汇总表.xlsx 的“各类指标失分”。</p>\n'
        )
    return "".join(parts)


def findings(summary: Summary, lists: Lists) -> str:
    """Findings by code, the most first."""
    if not summary.codes:
        return "<p>没有发现问题。</p>\n"
    most = summary.codes[0].findings
    used = {code.severity for code in summary.codes}
    parts = ['<ul class="bars">\n']
    for code in summary.codes[:CODES]:
        label = SEVERITY_LABELS.get(code.severity, code.severity)
        heading = f"{code.code} {code_title(code.code, code.name)}"
        link = lists.add(heading, code.projects, code.behind)
        value = f"{label} {count(code.findings)} 条，{count(code.projects)} 个项目"
        style = code.severity if code.severity in SEVERITY_LABELS else "note"
        piece = Piece(code.findings * 100 / most, style, f"{heading}：{value}", link)
        parts.append(_row(_linked(heading, link), value, bar([piece], heading)))
    parts.append("</ul>\n")
    if len(summary.codes) > CODES:
        more = count(len(summary.codes) - CODES)
        parts.append(f'<p class="soft">另有 {more} 种未画出，见 汇总表.xlsx 的“问题”。</p>\n')
    legend = "".join(
        f'<li><i class="{severity}"></i>{label}</li>'
        for severity, label in SEVERITY_LABELS.items()
        if severity in used
    )
    return f'<ul class="legend">{legend}</ul>\n{"".join(parts)}'


def _linked(text: str, link: str | None) -> str:
    return escape(text) if link is None else f'<a href="#{link}">{escape(text)}</a>'


def _row(name: str, value: str, drawn: str) -> str:
    return (
        f'<li><div class="line"><span>{name}</span><span class="value">{escape(value)}</span></div>'
        f"{drawn}</li>\n"
    )
