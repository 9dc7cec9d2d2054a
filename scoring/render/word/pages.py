"""Paper, margins and the foot of a page."""

from __future__ import annotations

from scoring.record import NamedTuple
from scoring.render.word.markup import PAGE, PAGES, TAB, field, paragraph, run

_LONG, _SHORT = 16_838, 11_906
"""The sides of A4, in twentieths of a point."""


class Paper(NamedTuple):
    """A4, upright or lying down, with its margins in twentieths of a point."""

    is_lying: bool
    top: int
    side: int
    bottom: int
    foot: int
    """From the edge of the paper to the line at its foot."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return (_LONG, _SHORT) if self.is_lying else (_SHORT, _LONG)

    @property
    def width(self) -> int:
        """Between the margins."""
        return self.size[0] - 2 * self.side

    @property
    def height(self) -> int:
        """Between the margins."""
        return self.size[1] - self.top - self.bottom


FORM = Paper(is_lying=True, top=850, side=850, bottom=964, foot=510)
"""15 mm around, a little more at the foot."""

LETTER = Paper(is_lying=False, top=2098, side=1531, bottom=1984, foot=1400)
"""37 mm above, 35 mm below, 27 mm at the sides: official letters, GB/T 9704."""


class Section(NamedTuple):
    """Pages of one paper: their markup, and what stands at their foot."""

    paper: Paper
    body: str
    foot: str


def form_foot(text: str, paper: Paper) -> str:
    """A line of text on the left, on the right the page and how many there are."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{paper.width}"/></w:tabs>'
    number = f"{run('第 ')}{field(PAGE)}{run(' 页　共 ')}{field(PAGES)}{run(' 页')}"
    return paragraph("Footer", (run(text) if text else "") + TAB + number, tab)


def letter_foot() -> str:
    """The number of the page between dashes."""
    content = f"{run('— ')}{field(PAGE)}{run(' —')}"
    return paragraph("Footer", content, '<w:jc w:val="center"/>')


def settings_of(paper: Paper, foot_id: str) -> str:
    """The markup that ends a section."""
    width, height = paper.size
    orient = ' w:orient="landscape"' if paper.is_lying else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{foot_id}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{paper.top}" w:right="{paper.side}" w:bottom="{paper.bottom}" '
        f'w:left="{paper.side}" w:header="510" w:footer="{paper.foot}" w:gutter="0"/>'
        '<w:cols w:space="425"/></w:sectPr>'
    )
