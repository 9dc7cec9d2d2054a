"""Control figures: what the department's own accounts say, to hold what was handed in against.

They come from the reviewers' own file, never from a project file. Values only: reading is in
``scoring.source.control``, the comparison in ``scoring.checks.accounts``.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal


class Figure(NamedTuple):
    """One number of the accounts with its digits as printed, and where it stands in the file."""

    number: Decimal
    pointer: str = ""
    line: int | None = None
    column: int | None = None


class ControlTotal(NamedTuple):
    """What the accounts say of many projects together: how many, how much.

    Without a department, a unit or a year it is about all of them. ``source`` says where the
    figures are printed.
    """

    department: str | None = None
    unit: str | None = None
    year: int | None = None
    project_count: Figure | None = None
    annual_budget: Figure | None = None
    executed: Figure | None = None
    source: str | None = None
    pointer: str = ""
    line: int | None = None
    column: int | None = None


class ControlProject(NamedTuple):
    """What the accounts say of one project.

    It is known by its ``code``, else by its ``name``; ``unit``, ``year`` and ``files`` (a pattern
    of file names) tell apart what is called the same, and ``files`` alone will do.
    """

    name: str | None = None
    code: str | None = None
    unit: str | None = None
    year: int | None = None
    files: str | None = None
    annual_budget: Figure | None = None
    executed: Figure | None = None
    source: str | None = None
    pointer: str = ""
    line: int | None = None
    column: int | None = None


class Control(NamedTuple):
    """The figures of one file, in its order, money in ``money_unit``.

    ``is_complete`` says that ``projects`` lists every project there is: another one that is handed
    in is then a finding.
    """

    totals: tuple[ControlTotal, ...] = ()
    projects: tuple[ControlProject, ...] = ()
    money_unit: str = "万元"
    is_complete: bool = False
    file: str | None = None
