"""What a whole portfolio comes to: the value that every output is written from.

One pass over each table makes it (``tally``); it holds no projects but those that are listed.
"""

from __future__ import annotations

from scoring.portfolio.outputs.figures import Figures, total_of
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from decimal import Decimal
    from typing import TypeVar

    from scoring.portfolio.outputs.comparison import Comparison
    from scoring.portfolio.outputs.reading import Listed

    Key = TypeVar("Key", bound=Hashable)

BIN = 2
"""Points a column of the distribution is wide; the last one holds 100 and beyond."""

LAST_BIN = 100 // BIN
CELL = 5
"""Percent and points a cell of execution against totals is wide and high."""

LAST_RATE, LAST_TOTAL = 105 // CELL, 100 // CELL
"""The last cells: 105 percent and beyond, 100 points and beyond."""


class Group(NamedTuple):
    """The projects of one department, year and grade."""

    department: str | None
    year: int | None
    grade: str | None
    figures: Figures


class Loss(NamedTuple):
    """What the indicators of a class come to; weights in millionths, points in hundredths.

    ``weight`` and ``points`` are those of the ``judged`` rows; ``worst`` are rows as points lost,
    project and name of the indicator.
    """

    level1: str | None
    level2: str | None
    rows: int = 0
    judged: int = 0
    unjudged: int = 0
    not_applicable: int = 0
    losing: int = 0
    weight: int = 0
    points: int = 0
    worst: tuple[tuple[int, str, str], ...] = ()

    @property
    def lost(self) -> int:
        """Points lost, in millionths."""
        return self.weight - self.points * 10_000


class ExecutionLoss(NamedTuple):
    """What the budget execution comes to under the rule sets whose weight is known."""

    judged: int
    weight: Decimal
    points: Decimal
    left_out: int
    """Projects under rules of their own: the tables do not say what execution weighs there."""


class CodeCount(NamedTuple):
    """The findings of one code."""

    code: str
    name: str
    severity: str
    findings: int
    projects: int
    behind: tuple[str, ...]


class Band(NamedTuple):
    """A grade and the total it begins at."""

    name: str
    start: Decimal


class Summary(NamedTuple):
    """A portfolio in figures, with the projects that are named.

    ``bands`` are those of the rule set of most projects, ``bands_of`` its id; ``same_bands`` says
    that all other projects have the same. ``bins`` count totals, ``cells`` execution and totals.
    ``shown`` are the projects behind any mark, ``open_projects`` those without a total (the first).
    """

    groups: tuple[Group, ...]
    grade_names: tuple[str, ...]
    rules: tuple[tuple[str | None, int], ...]
    bands: tuple[Band, ...]
    bands_of: str | None
    same_bands: bool
    bins: tuple[tuple[int, int], ...]
    cells: tuple[tuple[int, int, int], ...]
    losses: tuple[Loss, ...]
    execution: ExecutionLoss
    codes: tuple[CodeCount, ...]
    behind: dict[tuple[object, ...], tuple[str, ...]]
    shown: dict[str, Listed]
    open_projects: tuple[Listed, ...]
    list_limit: int
    comparison: Comparison | None = None

    @property
    def figures(self) -> Figures:
        """All projects."""
        return total_of(group.figures for group in self.groups)

    @property
    def is_listed(self) -> bool:
        """Whether there are few enough projects to list them one by one."""
        return self.figures.projects <= self.list_limit

    def by_department(self) -> dict[str | None, Figures]:
        """Departments, those with the most projects first, then by name; without a name last."""
        made = self._by(lambda group: group.department)
        order = sorted(made, key=lambda name: (name is None, -made[name].projects, name or ""))
        return {name: made[name] for name in order}

    def by_year(self) -> dict[int | None, Figures]:
        """Years in their order, unknown last."""
        made = self._by(lambda group: group.year)
        return {year: made[year] for year in sorted(made, key=lambda one: (one is None, one or 0))}

    def by_grade(self, department: object = ..., year: object = ...) -> dict[str | None, Figures]:
        """Every grade in its order, then those without one; of a department or a year, if given."""
        made: dict[str | None, list[Figures]] = {name: [] for name in (*self.grade_names, None)}
        for group in self.groups:
            if department in {..., group.department} and year in {..., group.year}:
                made[group.grade].append(group.figures)
        return {name: total_of(figures) for name, figures in made.items()}

    def grades_by_department(self) -> dict[str | None, dict[str | None, int]]:
        """How many projects of each grade a department has."""
        made: dict[str | None, dict[str | None, int]] = {}
        for group in self.groups:
            row = made.setdefault(group.department, {})
            row[group.grade] = row.get(group.grade, 0) + group.figures.projects
        return made

    def _by(self, key: Callable[[Group], Key]) -> dict[Key, Figures]:
        made: dict[Key, list[Figures]] = {}
        for group in self.groups:
            made.setdefault(key(group), []).append(group.figures)
        return {one: total_of(figures) for one, figures in made.items()}
