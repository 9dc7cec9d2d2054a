"""Writing workbooks: a form to xlsx, against XlsxWriter alone writing the same cells.

The base does what the library cannot do without: the same texts and numbers in the same cells,
merged and framed alike, and nothing else. It has no widths, heights, fonts, number formats, print
set-up or properties, and the grid is laid out for it beforehand. The form is measured from the
scorecard on, laying it out included. The texts alone, unmerged, stand beside as a lower bound.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]
from interleaved import Goal, report, take_turns
from ratio_projects import ROWS, ratio_projects

import scoring
from scoring.render.grid import placed
from scoring.render.layouts import lay_out
from scoring.render.xlsx import number_of, write_form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    Bare = tuple[int, int, int, int, str | Decimal]

ROUNDS, REPEATS = 31, 10
QUICK_ROUNDS, QUICK_REPEATS = 15, 3
PROJECTS = 60
BASE = "XlsxWriter, same cells"
FORMS = ("shanxi", "mof", "sichuan", "hubei")


def cells_of(card: scoring.Scorecard, form: str) -> list[Bare]:
    """Every cell: its corner, the rows and columns it reaches over, its text or number."""
    bare: list[Bare] = []
    for row, column, cell in placed(lay_out(card, form)):
        number = number_of(cell)
        bare.append((row, column, cell.rows, cell.columns, number.value if number else cell.text))
    return bare


def write_bare(cells: Sequence[Bare]) -> bytes:
    """The cells with their merges and frames."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        frame = workbook.add_format({"border": 1})
        for row, column, rows, columns, value in cells:
            if rows > 1 or columns > 1:
                sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", frame)
            if isinstance(value, str):
                sheet.write_string(row, column, value, frame)
            else:
                sheet.write_number(row, column, value, frame)
    return content.getvalue()


def write_texts(cells: Sequence[Bare]) -> bytes:
    """Only the texts and numbers, neither merged nor framed."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for row, column, _, _, value in cells:
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write_number(row, column, value)
    return content.getvalue()


def over(things: Sequence[object], call: Callable[..., object]) -> Callable[[], object]:
    """A call that takes the next thing each time."""
    turn = cycle(things)
    return lambda: call(next(turn))


def main() -> int:
    """Measure, print, and say by the exit code whether the goals were reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    is_quick = parser.parse_args().quick
    rounds, repeats = (QUICK_ROUNDS, QUICK_REPEATS) if is_quick else (ROUNDS, REPEATS)
    cards = [scoring.score(project.yaml()) for project in ratio_projects(PROJECTS)]
    reached = True
    for form in FORMS:
        bare = [cells_of(card, form) for card in cards]
        timings = take_turns(
            {
                BASE: over(bare, write_bare),
                "form": over(cards, lambda card, form=form: write_form(card, form)),
                "texts alone": over(bare, write_texts),
            },
            rounds=rounds,
            repeats=repeats,
        )
        title = (
            f"{form}: {ROWS} indicators, {len(bare[0])} cells, {rounds} rounds of {repeats} forms"
        )
        reached = report(title, timings, BASE, {"form": [Goal(2, BASE)]}) and reached
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
