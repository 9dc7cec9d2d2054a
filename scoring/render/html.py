"""Any grid as a web page of one file, for the screen and for paper.

The page loads nothing and runs nothing: its content security policy allows its own style sheet
only. Nothing here knows what a form says. The style is in ``page_style``.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.grid import placed
from scoring.render.heading_rows import heading_rows
from scoring.render.page_style import STYLE
from scoring.render.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scoring.model.scorecard import Scorecard
    from scoring.render.grid import Cell, Grid, Placed

RULES_HINT = "rules"
"""The hint a form carries of the rule set it was scored by, for reading it back."""

_HINT = "jixiao."
_SPECIAL = {
    ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;",
}  # fmt: skip


def write_form(card: Scorecard, form: str | None = None) -> str:
    """The scorecard's form; on the screen also what came out and what was found."""
    from scoring.render.layouts import lay_out

    return write(lay_out(card, form), {RULES_HINT: card.rules.id}, _remarks(card))


def write(grid: Grid, hints: Mapping[str, str] | None = None, remarks: str = "") -> str:
    """A page with one table.

    Args:
        grid: the table.
        hints: what the page says about itself in ``<meta>``, for those who read it back.
        remarks: HTML below the form, for the screen only.
    """
    style = STYLE + widths_of(grid.widths)
    title = " ".join(shown(grid.title).split()) or "自评表"
    metas = [f'<meta name="{_HINT}{name}" content="{escape(text)}">\n' for name, text in
             (hints or {}).items()]  # fmt: skip
    notes = "".join(f"<p>{_lines(note)}</p>\n" for note in grid.notes)
    footer = f"<footer><p>{_lines(grid.footer)}</p></footer>\n" if grid.footer else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        f"{''.join(metas)}<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<main>\n<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}">\n'
        f"{table(grid)}</div>\n"
        + (f'<div class="notes">\n{notes}</div>\n' if notes else "")
        + f"{footer}</main>\n{remarks}</body>\n</html>\n"
    )


def escape(text: str) -> str:
    """The text as HTML shows it letter by letter, in content and in attributes.

    >>> escape("≥90% <b> & c")
    '≥90% &lt;b&gt; &amp; c'
    """
    return shown(text).translate(_SPECIAL)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def policy(style: str) -> str:
    """The content security policy of a page with this style sheet and nothing else."""
    from base64 import b64encode
    from hashlib import sha256

    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def widths_of(widths: Sequence[int], within: str = "") -> str:
    """The width of each column in percent, and the least width of the table on a small screen.

    ``within`` selects the one table that is meant, where a page has several.
    """
    total = sum(widths)
    columns = "".join(
        f"{within}.c{number}{{width:{width * 10000 // total / 100:g}%}}"
        for number, width in enumerate(widths)
    )
    return f"{columns}\n@media screen{{{within}table{{min-width:{total * 7}px}}}}\n"


def table(grid: Grid, contents: Mapping[tuple[int, int], str] | None = None) -> str:
    """The grid as an HTML table.

    Args:
        grid: the table.
        contents: HTML that stands in a cell in place of its text, by the row and column of its
            corner: what a page adds that can be filled in.
    """
    columns = "".join(f'<col class="c{number}">' for number in range(len(grid.widths)))
    caption = "".join(
        f'<span class="{name}">{_lines(text)}</span>'
        for name, text in (("title", grid.title), ("subtitle", grid.subtitle))
        if text
    )
    rows = _rows(placed(grid), grid.rows, contents or {})
    head = heading_rows(grid)
    parts = ["<table>\n", f"<caption>{caption}</caption>\n" if caption else ""]
    parts.append(f"<colgroup>{columns}</colgroup>\n")
    if head:
        parts += ["<thead>\n", *rows[:head], "</thead>\n"]
    return "".join([*parts, "<tbody>\n", *rows[head:], "</tbody>\n</table>\n"])


def _rows(
    places: Iterable[Placed],
    rows: Sequence[Sequence[Cell]],
    contents: Mapping[tuple[int, int], str],
) -> list[str]:
    lines: list[list[str]] = [[] for _ in rows]
    for row, column, cell in places:
        right = rows[row][len(lines[row]) + 1 :]
        inner = contents.get((row, column))
        lines[row].append(_cell(cell, right, _lines(cell.text) if inner is None else inner))
    return [f"<tr>{''.join(line)}</tr>\n" for line in lines]


def _cell(cell: Cell, right: Sequence[Cell], inner: str) -> str:
    """One cell; ``right`` are those that begin beside it, which tell what a label is the label of."""
    text, columns, rows, role, _ = cell
    name, scope = "td", ""
    if text.strip() and role in {"label", "group"}:
        name, scope = "th", f' scope="{_scope(cell, right)}"'
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + (
        f' colspan="{columns}"' if columns > 1 else ""
    )
    side = " left" if cell.alignment == "left" else ""
    return f'<{name}{scope}{spans} class="{role}{side}">{inner}</{name}>'


def _scope(cell: Cell, right: Sequence[Cell]) -> str:
    """A label heads its row when something but labels follows, or when it is taller than the rest.

    >>> from scoring.render.grid import Cell
    >>> label, value = Cell("年度", role="label"), Cell("2023")
    >>> _scope(label, [value]), _scope(label, [label]), _scope(label, [])
    ('row', 'col', 'col')
    """
    if cell.role == "group" or any(other.role != "label" for other in right):
        return "row"
    return "row" if right and cell.rows > max(other.rows for other in right) else "col"


def _remarks(card: Scorecard) -> str:
    """What came out and what was found: for the author on the screen, never part of the form."""
    from scoring.render.outcome import counts, outcome, weights_line

    lines = "".join(f"<li>{_lines(line)}</li>\n" for line in (*outcome(card), weights_line(card)))
    parts = ['<aside class="remarks" aria-label="评分结果和发现的问题">\n']
    parts.append(f"<h2>评分结果</h2>\n<ul>\n{lines}</ul>\n")
    if card.findings:
        parts.append(f"<h2>发现的问题（{counts(card.findings)}）</h2>\n{_findings(card)}")
    parts.append('<p class="hint">这一部分只在屏幕上显示，打印时只印上面的表。</p>\n</aside>\n')
    return "".join(parts)


def _findings(card: Scorecard) -> str:
    from scoring.render.outcome import SEVERITY_LABELS
    from scoring.render.problems import SHOWN, place

    parts = ['<ol class="findings">\n']
    for finding in card.findings[:SHOWN]:
        where = place(finding)
        parts.append(
            f'<li class="{finding.severity}"><strong>{SEVERITY_LABELS[finding.severity]} '
            f"{escape(finding.code)}</strong>"
            + (f' <span class="place">{escape(where)}</span>' if where else "")
            + f"<br>{_lines(finding.message)}"
            + (
                f'<br><span class="help">怎么改：{_lines(finding.help)}</span>'
                if finding.help
                else ""
            )
            + "</li>\n"
        )
    parts.append("</ol>\n")
    if len(card.findings) > SHOWN:
        parts.append(f"<p>另有 {len(card.findings) - SHOWN} 条未列出，-f json 给出全部。</p>\n")
    return "".join(parts)
