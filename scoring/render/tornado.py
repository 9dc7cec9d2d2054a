"""The picture of a sensitivity: bars of totals over the bands of the grades, as SVG inside a page.

A picture of what the tables say, nothing more: every number in it stands in a table too. No script,
no style of its own: the page's style sheet names the classes.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from scoring.model.calculation import plain
from scoring.model.sensitivity import grades_of
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.html import escape
from scoring.render.layouts.sensitivity import shown_hinges
from scoring.render.width import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.model.scorecard import Scorecard
    from scoring.model.sensitivity import Sensitivity

WIDTH = 1000
_LEFT, _RIGHT = 250, 130
_ROW, _BAR = 26, 14
_TOP = 46
_GAP = 34
_NAME, _TAIL = 30, 5
"""So many narrow characters of a name fit beside its bar; so many of its end are kept."""

STYLE = """
.picture{width:100%;height:auto;display:block;margin:8px 0 4px}
.picture text{font-size:13px;fill:#1b1f24}
.picture .small{font-size:12px;fill:#4a4f55}
.picture .head{font-weight:700}
.picture .band0{fill:#f3f6fa}
.picture .band1{fill:#e7edf5}
.picture .edge{stroke:#8a93a0;stroke-dasharray:4 3}
.picture .now{stroke:#111;stroke-width:1.5}
.picture .bar{fill:#5b84b1}
.picture .decisive{fill:#b25e00}
.picture .point{fill:#1f4e8c}
.legend{margin:2px 0 0;font-size:12px;color:#4a4f55}
@media print{.picture text,.picture .small{font-size:12px;fill:#000}}
"""


class _Bar(NamedTuple):
    """One line of the picture."""

    name: str
    low: Decimal
    high: Decimal
    grades: str
    kind: str = "bar"


def picture(found: Sensitivity) -> str:
    """The picture; empty where there is no total to show."""
    ranges, hinges = list(_ranges(found)), list(_hinges(found))
    if not ranges:
        return ""
    every = [*ranges, *hinges]
    axis = _Axis(found.card, min(bar.low for bar in every), max(bar.high for bar in every))
    height = _TOP + _ROW * len(ranges) + _GAP + _ROW * len(hinges) + 30
    bottom = height - 26
    label = escape(f"总分的范围，以及各项单独变动时的总分；现在 {ranges[0].low:f} 分")
    parts = [
        f'<svg class="picture" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">\n',
        *axis.bands(bottom),
        *_block("总分的范围", ranges, _TOP, axis),
    ]
    if hinges:
        parts += _block("只动一项时的总分", hinges, _TOP + _ROW * len(ranges) + _GAP, axis)
    card = found.card
    if card.total is not None:
        at = axis.at(card.total)
        parts.append(f'<line class="now" x1="{at}" y1="{_TOP - 14}" x2="{at}" y2="{bottom}"/>\n')
    parts += [*axis.marks(bottom), "</svg>\n"]
    legend = "底色和虚线是等级的分界"
    if card.total is not None:
        legend += "，竖线是现在的总分"
    if any(bar.kind == "decisive" for bar in hinges):
        legend += "；橙色：这一项单独就能改变等级"
    return "".join(parts) + f'<p class="legend">{legend}。</p>\n'


def _ranges(found: Sensitivity) -> Iterator[_Bar]:
    card = found.card
    if card.total is None and card.bounds is None:
        return
    yield _of_card("现在", card)
    for name, span in (("分值", found.weights), ("实际完成值", found.actuals)):
        if span is not None:
            grades = "、".join(reversed(span.grades))
            yield _Bar(f"{name} ±{plain(span.percent)}%", span.low, span.high, grades)
    yield _of_card("按年初指标值", found.initial)
    yield _of_card("按调整后指标值", found.adjusted)
    if found.against is not None:
        yield _of_card(f"规则 {found.against.rules.id}", found.against)


def _of_card(name: str, card: Scorecard) -> _Bar:
    low = high = card.total
    if card.bounds is not None:
        low, high = card.bounds.low, card.bounds.high
    zero = Decimal(0)
    grades = "、".join(reversed(grades_of(card.grade, card.bounds)))
    return _Bar(name, zero if low is None else low, zero if high is None else high, grades, "point")


def _hinges(found: Sensitivity) -> Iterator[_Bar]:
    for hinge in shown_hinges(found):
        ends = hinge.ends
        if ends is not None:
            kind = "decisive" if hinge.is_decisive else "bar"
            yield _Bar(hinge.name, *ends, f"{ends[0]:f}～{ends[1]:f}", kind)


def _block(name: str, bars: list[_Bar], top: int, axis: _Axis) -> Iterator[str]:
    yield f'<text class="head" x="8" y="{top - 8}">{name}</text>\n'
    for number, bar in enumerate(bars):
        y = top + number * _ROW
        first, last = axis.at(bar.low), axis.at(bar.high)
        middle = y + _ROW // 2
        told = f"{bar.name}：{bar.low:f}～{bar.high:f}"
        if bar.low == bar.high:
            told = f"{bar.name}：{bar.low:f}"
            mark = f'<circle class="point" cx="{first}" cy="{middle}" r="5"/>'
        else:
            kind = "bar" if bar.kind == "point" else bar.kind
            mark = (
                f'<rect class="{kind}" x="{first}" y="{middle - _BAR // 2}" '
                f'width="{max(last - first, 2)}" height="{_BAR}"/>'
            )
        yield (
            f"<g><title>{escape(told)}</title>"
            f'<text x="{_LEFT - 12}" y="{middle + 5}" text-anchor="end">{escape(_cut(bar.name))}'
            f'</text>{mark}<text class="small" x="{WIDTH - _RIGHT + 10}" y="{middle + 4}">'
            f"{escape(bar.grades)}</text></g>\n"
        )


def _cut(name: str) -> str:
    """A name that fits beside its bar: its middle goes, for names often differ at their ends."""
    name = " ".join(name.split())
    if width(name) <= _NAME:
        return name
    tail = name[-_TAIL:]
    head = name[:-_TAIL]
    while width(f"{head}…{tail}") > _NAME:
        head = head[:-1]
    return f"{head}…{tail}"


class _Axis:
    """Totals from left to right, and the grades they belong to."""

    def __init__(self, card: Scorecard, low: Decimal, high: Decimal) -> None:
        five = Decimal(5)
        self.low = (low / five).to_integral_value(ROUND_FLOOR) * five
        self.high = (high / five).to_integral_value(ROUND_CEILING) * five
        if self.low == self.high:
            self.low -= five
        self.grades = card.rules.grades

    def at(self, total: Decimal) -> int:
        """Where a total stands."""
        inner = WIDTH - _LEFT - _RIGHT
        share = (total - self.low) * inner / (self.high - self.low)
        return _LEFT + int(min(max(share, Decimal(0)), Decimal(inner)))

    def bands(self, bottom: int) -> Iterator[str]:
        """A field for each grade, with its name on top."""
        end = self.high
        for number, grade in enumerate(self.grades):
            is_last = number == len(self.grades) - 1
            start = self.low if is_last else max(grade.start, self.low)
            if start >= end:
                continue
            left, right = self.at(start), self.at(end)
            yield (
                f'<rect class="band{number % 2}" x="{left}" y="26" width="{right - left}" '
                f'height="{bottom - 26}"/>'
                f'<text x="{(left + right) // 2}" y="18" text-anchor="middle">'
                f"{escape(grade.name)}</text>\n"
            )
            if start > self.low:
                yield f'<line class="edge" x1="{left}" y1="26" x2="{left}" y2="{bottom}"/>\n'
            end = start

    def marks(self, bottom: int) -> Iterator[str]:
        """The numbers below: both ends and the edges of the grades."""
        edges = [grade.start for grade in self.grades if self.low < grade.start < self.high]
        for edge in (self.low, *sorted(edges), self.high):
            yield (
                f'<text class="small" x="{self.at(edge)}" y="{bottom + 16}" text-anchor="middle">'
                f"{plain(edge)}</text>\n"
            )
