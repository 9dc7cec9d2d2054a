"""Writing a form as PDF, web page and csv, against typst setting the same bare table, warm.

The peer is what someone would write who wants only the table: the cells with their merges as JSON
into a template of a few lines, one compiler kept for all of them. It makes no heading, no foot and
no archive file, and chooses no fonts. Every call writes a form of which every text is new.
"""

from __future__ import annotations

import json
import sys
from itertools import count
from pathlib import Path

import typst
from interleaved import Goal, report, take_turns

import scoring
from scoring.render import csv_text, html, pdf
from scoring.render.grid import Grid, placed
from scoring.render.layouts import lay_out

ROUNDS, QUICK_ROUNDS = 15, 5
BASE = "bare typst table"
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "jinbao-2023.yaml"
BARE = b"""
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", flipped: true, margin: 12mm)
#set text(font: data.fonts, size: 9pt, lang: "zh")
#table(
  columns: data.widths.map(width => width * 1fr),
  align: center + horizon,
  ..data.cells.map(((y, x, rows, columns, body)) => table.cell(
    x: x, y: y, rowspan: rows, colspan: columns, body)),
)
"""


class BareTable:
    """The peer: a warm compiler and a template of a few lines."""

    def __init__(self, family: str) -> None:
        fonts = typst.Fonts(include_embedded_fonts=False)
        self.compiler = typst.Compiler(font_paths=fonts)
        self.family = family

    def write(self, grid: Grid) -> object:
        """The cells as a PDF."""
        cells = [
            (place.row, place.column, place.cell.rows, place.cell.columns, place.cell.text)
            for place in placed(grid)
        ]
        data = {"fonts": [self.family], "widths": grid.widths, "cells": cells}
        text = json.dumps(data, ensure_ascii=False)
        return self.compiler.compile(
            input=BARE, format="pdf", sys_inputs={"data": text}, timestamp=0
        )


def renewed(grid: Grid, number: int) -> Grid:
    """The form with every text changed: nothing set before can be used again."""
    rows = tuple(
        tuple(cell._replace(text=f"{cell.text}{number}") for cell in cells) for cells in grid.rows
    )
    return grid._replace(title=f"{grid.title}{number}", rows=rows)


def main() -> int:
    """Measure, print, and say by the exit code whether the goals were reached."""
    card = scoring.score(EXAMPLE)
    grid = lay_out(card)
    numbers = count()
    bare = BareTable(pdf.setter_of(None).faces.body[0])
    rounds = QUICK_ROUNDS if "--quick" in sys.argv[1:] else ROUNDS
    timings = take_turns(
        {
            BASE: lambda: bare.write(renewed(grid, next(numbers))),
            "pdf": lambda: pdf.write(renewed(grid, next(numbers))),
            "html": lambda: html.write(renewed(grid, next(numbers))),
            "csv": lambda: csv_text.write(renewed(grid, next(numbers))),
            "flat rows": lambda: scoring.render(card, "csv", "flat"),
        },
        rounds=rounds,
        repeats=3,
    )
    goals = {"pdf": [Goal(2, BASE)], "html": [Goal(0.5, BASE)], "csv": [Goal(0.5, BASE)]}
    title = f"{EXAMPLE.name} ({len(placed(grid))} cells), {rounds} rounds"
    return 0 if report(title, timings, BASE, goals) else 1


if __name__ == "__main__":
    sys.exit(main())
