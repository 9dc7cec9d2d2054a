"""What was handed in held against the department's accounts: numbers of projects, and money.

A pure function from the control figures and the projects' money to where they disagree; the words
for it are in ``scoring.checks.control``. Only one project is held at a time, so that any number of
them may pass by.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from scoring import notation
from scoring.checks.acceptances import matches
from scoring.engine.rounding import EXACT
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from scoring.model.control import Control, ControlProject, ControlTotal, Figure

    What = Literal["project_count", "annual_budget", "executed"]

TOLERANCE = Decimal(1000)
"""0.1 万元 in 元: what an amount may differ from the accounts."""

MONEY: tuple[What, What] = ("annual_budget", "executed")
_SIGNS = "-—_.:、/ "
_ZERO = Decimal(0)
_WIDE = Context(prec=200)


class Handed(NamedTuple):
    """What is known of one project handed in; texts folded, money in 元."""

    name: str
    code: str
    department: str
    unit: str
    year: int | None
    file: str | None
    annual_budget: Decimal | None
    executed: Decimal | None


class TotalApart(NamedTuple):
    """A total that the projects handed in do not make; amounts in 元.

    ``unfilled`` is how many of the projects have no such amount and count as nothing.
    """

    total: ControlTotal
    what: What
    figure: Figure
    handed: Decimal
    projects: int
    unfilled: int = 0


class AmountApart(NamedTuple):
    """A project (by its number among those handed in) whose amount the accounts do not have."""

    number: int
    row: ControlProject
    what: What
    figure: Figure
    handed: Decimal


class Outcome(NamedTuple):
    """Where the accounts and what was handed in disagree, everything in the order given.

    ``absent`` are rows that no project answers to, ``unclear`` rows that several different ones
    do, with how many. ``unlisted`` are the numbers of projects that a complete list lacks, and
    ``compared`` those of projects that some row is about.
    """

    totals: tuple[TotalApart, ...] = ()
    amounts: tuple[AmountApart, ...] = ()
    absent: tuple[ControlProject, ...] = ()
    unclear: tuple[tuple[ControlProject, int], ...] = ()
    unlisted: tuple[int, ...] = ()
    compared: frozenset[int] = frozenset()


def compare(control: Control, handed: Iterable[Handed]) -> Outcome:
    """Where the projects handed in disagree with the control figures.

    Args:
        control: the figures of the accounts.
        handed: each project once, in any order; it is gone through once.

    >>> from scoring.model.control import Control, ControlTotal, Figure
    >>> control = Control((ControlTotal(executed=Figure(Decimal("82.73"))),))
    >>> one = Handed("甲", "", "", "", 2023, None, Decimal("830000"), Decimal("827310"))
    >>> compare(control, [one]).totals
    ()
    >>> compare(control, [one._replace(executed=Decimal("830000"))]).totals[0].handed
    Decimal('830000')
    """
    scale = scale_of(control.money_unit)
    sums = [_Sum(total) for total in control.totals]
    rows = [_Row(row) for row in control.projects]
    by_code: dict[str, list[_Row]] = {}
    by_name: dict[str, list[_Row]] = {}
    by_file: list[_Row] = []
    for row in rows:
        if row.code:
            by_code.setdefault(row.code, []).append(row)
        if row.name:
            by_name.setdefault(row.name, []).append(row)
        if not row.code and not row.name:
            by_file.append(row)
    unlisted = []
    for number, one in enumerate(handed):
        for each in sums:
            each.add(one)
        near = [
            *(by_code.get(one.code, ()) if one.code else ()),
            *(by_name.get(one.name, ()) if one.name else ()),
            *by_file,
        ]
        answering = [row for row in near if row.is_about(one)]
        for row in answering:
            row.add(number, one)
        if control.is_complete and not answering:
            unlisted.append(number)
    apart = tuple(found for each in sums for found in each.apart(scale))
    clear = [row for row in rows if len(row.identities) == 1]
    amounts = [found for row in clear for found in row.apart(scale)]
    return Outcome(
        apart,
        tuple(dict.fromkeys(amounts)),
        tuple(row.row for row in rows if not row.identities),
        tuple((row.row, len(row.identities)) for row in rows if len(row.identities) > 1),
        tuple(unlisted),
        frozenset(number for row in clear for number, _ in row.projects),
    )


def scale_of(unit: str) -> Decimal:
    """How many 元 a money unit is.

    >>> scale_of("万元")
    Decimal('10000')
    """
    found = notation.find_unit(unit, known_only=True)
    assert found is not None
    return found.scale


def agrees(figure: Decimal, handed: Decimal, scale: Decimal) -> bool:
    """Whether an amount in 元 is that of the accounts, a figure of so many 元.

    It may differ by 0.1 万元, or by what the accounts did not print: the digits of the figure are
    those of the accounts, and an amount that rounds to it agrees.

    >>> agrees(Decimal("82.73"), Decimal("827310"), Decimal(10000))
    True
    >>> agrees(Decimal("82.73"), Decimal("830000"), Decimal(10000))
    False
    >>> agrees(Decimal("83"), Decimal("827310"), Decimal(10000))
    True
    """
    if abs(EXACT.subtract(EXACT.multiply(figure, scale), handed)) <= TOLERANCE:
        return True
    exponent = figure.as_tuple().exponent
    assert isinstance(exponent, int)
    if not figure:
        return False  # a printed 0 is no rounding of something else
    printed = Decimal(1).scaleb(min(exponent, 0))
    return EXACT.divide(handed, scale).quantize(printed, ROUND_HALF_UP, _WIDE) == figure


def body(written: str | None) -> tuple[str, str]:
    """The code and the name of a department or unit; either may be empty.

    >>> body("304-忻州市人力资源和社会保障局"), body("某局（304）"), body("304")
    (('304', '忻州市人力资源和社会保障局'), ('304', '某局'), ('304', ''))
    """
    folded = notation.fold(written or "")
    bare = folded.lstrip("0123456789")
    code = folded[: len(folded) - len(bare)]
    bare = bare.strip(_SIGNS)
    if not code and bare.endswith(")"):
        head, _, tail = bare[:-1].rpartition("(")
        if head and tail.isdecimal():
            return tail, head
    if bare.startswith("(") and not code:
        head, _, tail = bare[1:].partition(")")
        if head.isdecimal() and tail:
            return head, tail.strip(_SIGNS)
    return code, bare


def is_same_body(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two departments or units are the same: by code and name, as far as both have them."""
    if one[0] and other[0] and one[0] != other[0]:
        return False
    if one[1] and other[1]:
        return one[1] == other[1]
    return bool(one[0]) and one[0] == other[0]


class _Sum:
    """What the projects of one total come to."""

    def __init__(self, total: ControlTotal) -> None:
        self.total = total
        self.department = body(total.department) if total.department else None
        self.unit = body(total.unit) if total.unit else None
        self.known: dict[tuple[str, str], bool] = {}
        self.projects = 0
        self.sums = dict.fromkeys(MONEY, _ZERO)
        self.unfilled = dict.fromkeys(MONEY, 0)

    def add(self, one: Handed) -> None:
        if self.total.year is not None and one.year != self.total.year:
            return
        where = one.department, one.unit
        is_ours = self.known.get(where)
        if is_ours is None:
            is_ours = self.known[where] = self._is_ours(one)
        if not is_ours:
            return
        self.projects += 1
        for what in MONEY:
            amount: Decimal | None = getattr(one, what)
            if amount is None:
                self.unfilled[what] += 1
            else:
                self.sums[what] = EXACT.add(self.sums[what], amount)

    def _is_ours(self, one: Handed) -> bool:
        return (
            self.department is None or is_same_body(self.department, body(one.department))
        ) and (self.unit is None or is_same_body(self.unit, body(one.unit)))

    def apart(self, scale: Decimal) -> list[TotalApart]:
        total, found = self.total, []
        if total.project_count is not None and total.project_count.number != self.projects:
            came = Decimal(self.projects)
            found.append(
                TotalApart(total, "project_count", total.project_count, came, self.projects)
            )
        for what in MONEY:
            figure: Figure | None = getattr(total, what)
            came = self.sums[what]
            if figure is not None and not agrees(figure.number, came, scale):
                unfilled = self.unfilled[what]
                found.append(TotalApart(total, what, figure, came, self.projects, unfilled))
        return found


class _Row:
    """The projects that one row of the accounts is about."""

    def __init__(self, row: ControlProject) -> None:
        self.row = row
        self.code = notation.fold(row.code or "")
        self.name = notation.fold(row.name or "")
        self.unit = body(row.unit) if row.unit else None
        self.projects: list[tuple[int, Handed]] = []
        self.identities: set[tuple[object, ...]] = set()

    def is_about(self, one: Handed) -> bool:
        """Whether a project is the row's: by code where both have one, else by name."""
        if self.code and one.code:
            if self.code != one.code:
                return False
        elif self.name != one.name if self.name else self.code:
            return False
        row = self.row
        return (
            (row.year is None or row.year == one.year)
            and (self.unit is None or is_same_body(self.unit, body(one.unit)))
            and (row.files is None or matches(row.files, one.file))
        )

    def add(self, number: int, one: Handed) -> None:
        if any(number == known for known, _ in self.projects):
            return  # found by its code and by its name
        self.projects.append((number, one))
        is_coded = bool(self.code and one.code)
        self.identities.add((one.code,) if is_coded else (one.name, one.unit, one.year, one.code))

    def apart(self, scale: Decimal) -> list[AmountApart]:
        found = []
        for number, one in self.projects:
            for what in MONEY:
                figure: Figure | None = getattr(self.row, what)
                amount: Decimal | None = getattr(one, what)
                if figure is None or amount is None or agrees(figure.number, amount, scale):
                    continue
                found.append(AmountApart(number, self.row, what, figure, amount))
        return found
