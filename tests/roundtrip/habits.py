"""What a printed form is made of, and how an office fills one in: cells and habits.

Nothing of scoring.render is used here; the shapes of the forms are in ``shape`` and ``as_printed``.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["text", "number", "rate"]
Classes = Literal["merged", "repeated", "blank"]
Rates = Literal["formatted", "number", "text"]
Numbers = Literal["number", "text", "full width"]
_CLASSES: tuple[Classes, ...] = ("merged", "repeated", "blank")
_RATES: tuple[Rates, ...] = ("formatted", "number", "text")
_NUMBERS: tuple[Numbers, ...] = ("number", "text", "full width")


class Spot(NamedTuple):
    """One printed cell, merged over ``columns`` and ``rows``; counts from 0."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    kind: Kind = "text"


class Printed(NamedTuple):
    """A form on paper: lines above, cells, lines below."""

    name: str
    above: tuple[str, ...]
    spots: tuple[Spot, ...]
    below: tuple[str, ...]
    width: int
    habits: Habits


class Habits(NamedTuple):
    """How an office fills its forms in; all of it follows from one number."""

    classes: Classes = "merged"
    rates: Rates = "text"
    numbers: Numbers = "text"
    is_target_split: bool = False
    has_broken_labels: bool = False
    corner: tuple[int, int] = (0, 0)
    has_samples: bool = False
    is_total_merged: bool = True
    wording: int = 0
    has_annex_line: bool = False
    is_title_in_table: bool = False
    is_money_in_yuan: bool = False
    oddity: str = ""


ODDITIES = (
    "points behind classes", "classes upright", "points with their unit", "subtotals",
    "heading again after a page", "label and value in one cell", "year in a field",
    "unit in the label", "separators", "title in one cell", "empty columns", "other sheets",
)  # fmt: skip
"""What only some offices do; each is tried by itself."""


def habits_of(number: int) -> Habits:
    """The habits of a number; neighbours differ in nearly all of them."""
    return Habits(
        classes=_CLASSES[number % 3],
        rates=_RATES[number // 2 % 3],
        numbers=_NUMBERS[number // 3 % 3],
        is_target_split=number % 4 == 1,
        has_broken_labels=number % 2 == 1,
        corner=((0, 0), (1, 1), (2, 1), (0, 1))[number % 4],
        has_samples=number % 3 != 1,
        is_total_merged=number % 5 != 0,
        wording=number % 4,
        has_annex_line=number % 2 == 0,
        is_title_in_table=number // 2 % 2 == 0,
        is_money_in_yuan=number % 7 == 3,
    )
