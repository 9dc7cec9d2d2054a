"""A grid as a Markdown table that GitHub shows; merged cells are written once, the rest is blank."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.grid import placed
from scoring.render.layouts import lay_out
from scoring.render.outcome import SEVERITY_LABELS, counts, outcome, weights_line
from scoring.render.problems import SHOWN, place
from scoring.render.width import visible

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard
    from scoring.render.grid import Grid

_SPECIAL = {ord(character): f"\\{character}" for character in "\\`*_[]|~#!"}
_SPECIAL |= {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\n"): "<br>"}


def write(card: Scorecard, form: str | None = None) -> str:
    """The scorecard as Markdown: the form, what came out, what was found."""
    parts = [table(lay_out(card, form)), "\n"]
    parts += [f"- {escape(line)}\n" for line in (*outcome(card), weights_line(card))]
    if card.findings:
        parts.append(f"\n## 发现的问题（{counts(card.findings)}）\n\n")
        for finding in card.findings[:SHOWN]:
            label = SEVERITY_LABELS[finding.severity]
            where = place(finding)
            where = f" {escape(where)}" if where else ""
            parts.append(f"- **{label} {finding.code}**{where}：{escape(finding.message)}")
            parts.append(f"（{escape(finding.help)}）\n" if finding.help else "\n")
        if len(card.findings) > SHOWN:
            parts.append(f"- 另有 {len(card.findings) - SHOWN} 条未列出，-f json 给出全部。\n")
    return "".join(parts)


def table(grid: Grid) -> str:
    """The grid as a heading, a table and its notes."""
    count = len(grid.widths)
    cells = [[""] * count for _ in grid.rows]
    for row, column, cell in placed(grid):
        text = escape(cell.text)
        if cell.role == "label" and text:
            text = f"**{text}**"
        cells[row][column] = text
    first, *rest = [f"| {' | '.join(line)} |\n" for line in cells]
    parts = [f"# {escape(grid.title)}\n\n", f"{escape(grid.subtitle)}\n\n" if grid.subtitle else ""]
    parts += [first, "|" + " --- |" * count + "\n", *rest]
    parts += [f"\n{escape(note)}\n" for note in grid.notes]
    return "".join(parts)


def escape(text: str) -> str:
    r"""The text as Markdown shows it letter by letter, in one line.

    >>> escape("a|b*c\n<d>")
    'a\\|b\\*c<br>&lt;d&gt;'
    """
    return visible(text).strip().translate(_SPECIAL)
