"""Reading forms: from a workbook to its cells as they are seen, against openpyxl's bare read.

The base is what a user of openpyxl pays who looks at every value in its quickest way, which knows
no merged cells; beside it stands its usual way, which spends most of its time on the frames of
merged cells. Neither applies number formats.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
from interleaved import Goal, report, take_turns
from ratio_projects import ratio_projects

import scoring
from scoring.source.forms.opening import open_sheets

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 31
REPEATS = 5
QUICK_ROUNDS = 15
BASE = "openpyxl, read-only"
WHOLE = "openpyxl, whole"
FORMATS = ("xlsx", "docx", "html", "csv")


def _values(data: bytes, *, read_only: bool) -> Callable[[], int]:
    def read() -> int:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True, read_only=read_only)
        found = sum(
            value is not None
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
            for value in row
        )
        book.close()
        return found

    return read


def _opened(data: bytes, name: str) -> Callable[[], object]:
    return lambda: open_sheets(data, name)


def main() -> int:
    """Measure, print, and say by the exit code whether the goal was reached."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = QUICK_ROUNDS if options.parse_args().quick else ROUNDS
    scorecard = scoring.score(ratio_projects(1)[0].yaml())
    forms = {name: scoring.render(scorecard, name) for name in FORMATS}
    opened = {name: open_sheets(data, f"form.{name}") for name, data in forms.items()}
    found = _values(forms["xlsx"], read_only=True)()
    if opened["xlsx"].findings or found != len(opened["xlsx"].sheets[0].cells):
        print(f"the workbook is not read alike: {found} values", file=sys.stderr)
        return 2
    timings = take_turns(
        {
            BASE: _values(forms["xlsx"], read_only=True),
            WHOLE: _values(forms["xlsx"], read_only=False),
            **{name: _opened(data, f"form.{name}") for name, data in forms.items()},
        },
        rounds=rounds,
        repeats=REPEATS,
    )
    title = f"opening a form of {found} cells, {rounds} rounds of {REPEATS}"
    return 0 if report(title, timings, BASE, {"xlsx": [Goal(2, BASE), Goal(2, WHOLE)]}) else 1


if __name__ == "__main__":
    sys.exit(main())
