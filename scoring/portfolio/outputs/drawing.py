"""Pictures as inline SVG: places in percent across and pixels down, so that letters keep their size.

Marks carry their words in ``<title>`` and lead to the list of what is behind them. Nothing here
knows projects.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.html import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Piece(NamedTuple):
    """A piece of a bar: its share of the whole in percent, its colour, its words, where it leads."""

    share: float
    style: str
    title: str
    link: str | None = None


class Picture:
    """A picture while it is drawn."""

    def __init__(self, height: int, label: str) -> None:
        """``label`` says what the picture shows, for those who do not see it."""
        self._parts = [f'<svg height="{height}" role="group" aria-label="{escape(label)}">']

    def box(
        self,
        left: float,
        top: float,
        size: tuple[float, float],
        style: str,
        title: str = "",
        link: str | None = None,
    ) -> None:
        """A rectangle; ``size`` is percent across and pixels down."""
        inner = f"<title>{escape(title)}</title>" if title else ""
        self._mark(
            f'<rect x="{_percent(left)}" y="{_number(top)}" width="{_percent(size[0])}" '
            f'height="{_number(size[1])}" class="{style}">{inner}</rect>',
            link,
        )

    def dot(self, left: float, top: float, style: str, title: str, link: str | None) -> None:
        """A round mark."""
        self._mark(
            f'<circle cx="{_percent(left)}" cy="{_number(top)}" r="4.5" class="{style}">'
            f"<title>{escape(title)}</title></circle>",
            link,
        )

    def line(self, left: float, top: float, right: float, bottom: float) -> None:
        """A thin line of the grid."""
        self._parts.append(
            f'<line x1="{_percent(left)}" y1="{_number(top)}" x2="{_percent(right)}" '
            f'y2="{_number(bottom)}" class="grid"/>'
        )

    def text(self, left: float, top: float, text: str, style: str = "") -> None:
        """A word."""
        kind = f' class="{style}"' if style else ""
        self._parts.append(
            f'<text x="{_percent(left)}" y="{_number(top)}"{kind}>{escape(text)}</text>'
        )

    def markup(self) -> str:
        """The picture."""
        return "".join([*self._parts, "</svg>\n"])

    def _mark(self, shape: str, link: str | None) -> None:
        self._parts.append(shape if link is None else f'<a href="#{link}">{shape}</a>')


def bar(pieces: Iterable[Piece], label: str, height: int = 14) -> str:
    """A bar lying down, piece after piece."""
    drawn = Picture(height, label)
    drawn.box(0, 0, (100, height), "back")
    left = 0.0
    for piece in pieces:
        drawn.box(left, 0, (piece.share, height), piece.style, piece.title, piece.link)
        left += piece.share
    return drawn.markup()


def ticks(most: int, count: int = 4) -> Sequence[int]:
    """Round numbers from 0 to the most or a little beyond.

    >>> ticks(137), ticks(3), ticks(0)
    ([0, 50, 100, 150], [0, 1, 2, 3], [0, 1])
    """
    if most < 1:
        return [0, 1]
    step = 1
    while step * count < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, most + step, step))


def _percent(number: float) -> str:
    return f"{_number(number)}%"


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
