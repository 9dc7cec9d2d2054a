"""Several grids under one heading, in every format: what-if and sensitivity are written so.

Nothing here knows what the grids say.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render import encoded

if TYPE_CHECKING:
    from scoring.model.sensitivity import Sensitivity
    from scoring.model.whatif import WhatIf
    from scoring.render.grid import Grid

FORMATS = ("table", "json", "markdown", "html", "xlsx")
"""What the analyses can be written as."""

_STYLE = """
main h1{margin:0 0 8px;font-size:22px;line-height:1.4;text-align:center}
main h2{margin:26px 0 8px;font-size:17px;break-after:avoid}
.lead p{margin:2px 0}
.lead p:first-child{font-size:17px;font-weight:700}
@media print{main h1{font-size:16pt}main h2{font-size:11pt;margin:10pt 0 4pt}.lead{font-size:9pt}}
"""


class Paper(NamedTuple):
    """A heading, the answer in a few lines, the tables, and a picture as HTML."""

    title: str
    lead: tuple[str, ...]
    grids: tuple[Grid, ...]
    picture: str = ""
    style: str = ""


def write_whatif(found: WhatIf, format: str, columns: int, *, every: bool = False) -> bytes:  # noqa: A002
    """A what-if in one of ``FORMATS``; ``every`` row, or those that change."""
    from scoring.render.layouts import whatif as layout

    if format == "json":
        return encoded(found.to_json() + "\n")
    grids = layout.lay_out(found, every=every)
    return write(Paper(layout.title(found), tuple(layout.lead(found)), grids), format, columns)


def write_sensitivity(found: Sensitivity, format: str, columns: int) -> bytes:  # noqa: A002
    """A sensitivity in one of ``FORMATS``; in html with its picture."""
    from scoring.render.layouts import sensitivity as layout

    if format == "json":
        return encoded(found.to_json() + "\n")
    paper = Paper(layout.title(found), tuple(layout.lead(found)), layout.lay_out(found))
    if format == "html":
        from scoring.render.tornado import STYLE, picture

        paper = paper._replace(picture=picture(found), style=STYLE)
    return write(paper, format, columns)


def write(paper: Paper, format: str, columns: int) -> bytes:  # noqa: A002 - the option's word
    """A paper as text for the terminal, Markdown, a page or a workbook."""
    if format == "xlsx":
        from scoring.render import xlsx

        return xlsx.write_sheets([(grid.title, grid) for grid in paper.grids], paper.title)
    if format == "html":
        return encoded(_page(paper))
    if format == "markdown":
        return encoded(_markdown(paper))
    return encoded(_text(paper, columns))


def _text(paper: Paper, columns: int) -> str:
    from scoring.render.terminal import clamp, draw
    from scoring.render.width import visible, wrap

    columns = clamp(columns)
    lines = [
        f"{line}\n" for text in (paper.title, *paper.lead) for line in wrap(visible(text), columns)
    ]
    for grid in paper.grids:
        lines += ["\n", draw(grid, columns)]
    return "".join(lines)


def _markdown(paper: Paper) -> str:
    from scoring.render.markdown import escape, table

    parts = [f"# {escape(paper.title)}\n\n", *(f"- {escape(line)}\n" for line in paper.lead)]
    # A table begins with its own heading, of the first level.
    parts += [f"\n#{table(grid)}" for grid in paper.grids]
    return "".join(parts)


def _page(paper: Paper) -> str:
    from scoring.render.html import escape, policy, table, widths_of
    from scoring.render.page_style import STYLE

    style = STYLE + _STYLE + paper.style
    parts = []
    for number, grid in enumerate(paper.grids):
        style += widths_of(grid.widths, f".t{number} ")
        name = escape(grid.title)
        notes = "".join(f"<p>{escape(note)}</p>\n" for note in grid.notes)
        parts.append(
            f"<section>\n<h2>{name}</h2>\n"
            f'<div class="scroll t{number}" tabindex="0" role="region" aria-label="{name}">\n'
            f"{table(grid._replace(title='', subtitle=''))}</div>\n"
            + (f'<div class="notes">\n{notes}</div>\n' if notes else "")
            + "</section>\n"
        )
    title = escape(paper.title)
    lead = "".join(f"<p>{escape(line)}</p>\n" for line in paper.lead)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<div class="lead">\n{lead}</div>\n{paper.picture}'
        f"{''.join(parts)}</main>\n</body>\n</html>\n"
    )
