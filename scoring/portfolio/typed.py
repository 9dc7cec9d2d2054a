"""Texts of a flat table into whole numbers, each distinct text once.

A target or an actual that is one plain number (or a range of two) becomes its digits and the
places after the point; everything else is left to the exact lane. The readers are those of the
project file.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from scoring import notation
from scoring.engine.target import aim_of
from scoring.model.project import Indicator
from scoring.portfolio.bound import HEAVIEST, HUNDRED, LARGEST
from scoring.portfolio.kernel import HIGH_OPEN, LOW_OPEN, RANGE, SIGNS
from scoring.portfolio.outcomes import LESS, MORE
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.events import Scalar
from scoring.source.methods import method_of
from scoring.source.reading import Report, degree, points

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.engine.target import Aim
    from scoring.model.finding import Finding
    from scoring.model.method import Method
    from scoring.model.ruleset import RuleSet
    from scoring.notation import Quantity, Unit
    from scoring.source.events import Node
    from scoring.source.reading import Converter

ASSUMED = 0
"""The sign of a bare number: which one is meant depends on the row."""

MOST_PLACES = 8
_UNITS: dict[Unit | None, int] = {None: 0}
_BY_NUMBER: list[Unit | None] = [None]


class Target(NamedTuple):
    """A target as typed columns; ``sign`` is none where the exact lane has to judge.

    ``label`` is the field it stands in.
    ``low`` and ``high`` are whole numbers with ``places`` digits after the point.
    """

    text: str | None
    label: str
    kind: str | None
    sign: int | None
    low: int
    high: int
    places: int
    unit: int


class Actual(NamedTuple):
    """An actual as typed columns."""

    number: int
    places: int
    unit: int


def number_of(unit: Unit | None) -> int:
    """A number for a unit, the same in this process."""
    number = _UNITS.get(unit)
    if number is None:
        number = _UNITS[unit] = len(_BY_NUMBER)
        _BY_NUMBER.append(unit)
    return number


@lru_cache(maxsize=65_536)
def _digits(number: Decimal) -> tuple[int, int] | None:
    """The digits of a number and how many of them are behind the point; none when too many."""
    sign, digits, exponent = number.as_tuple()
    value, places = int("".join(map(str, digits))), -int(exponent)
    while places > 0 and value % 10 == 0:
        value, places = value // 10, places - 1
    if places < 0:
        value, places = value * 10**-places if places > -MOST_PLACES * 2 else LARGEST + 1, 0
    if sign or places > MOST_PLACES or value > LARGEST:
        return None
    return value, places


def target_of(
    initial: str | None,
    adjusted: str | None,
    operator: str | None,
    measure_unit: str | None,
    rules: RuleSet,
) -> Target:
    """The target that counts under the rules, as typed columns."""
    row = Indicator(
        MORE,
        "",
        initial_target=initial,
        adjusted_target=adjusted,
        operator=operator,
        measure_unit=measure_unit,
    )
    findings: list[Finding] = []
    aim = aim_of(row, rules, findings, None)
    value = aim.value
    if isinstance(value, notation.Measure):
        read = _digits(value.quantity.number)
        if read is None or not read[0]:
            return _left(aim, "number")
        sign = ASSUMED if value.operator is None else SIGNS[value.operator]
        unit = number_of(value.quantity.unit)
        return Target(aim.text, aim.label, "number", sign, read[0], read[0], read[1], unit)
    if isinstance(value, notation.Interval):
        low, high = _digits(value.low.number), _digits(value.high.number)
        if low is None or high is None or not low[0] or value.low.unit != value.high.unit:
            return _left(aim, "range")
        places = max(low[1], high[1])
        ends = [number * 10 ** (places - own) for number, own in (low, high)]
        if ends[0] > ends[1] or ends[1] > LARGEST:
            return _left(aim, "range")
        sign = RANGE + (not value.low_closed) * LOW_OPEN + (not value.high_closed) * HIGH_OPEN
        return Target(
            aim.text, aim.label, "range", sign, ends[0], ends[1], places, number_of(value.low.unit)
        )
    kind = None
    if value is not None:
        kind = "date" if isinstance(value, notation.Dates) else "words"
    return _left(aim, kind)


def _left(aim: Aim, kind: str | None) -> Target:
    """A target that the exact lane judges."""
    return Target(aim.text, aim.label, kind, None, 0, 0, 0, 0)


def actual_of(text: str, measure_unit: str | None) -> Actual | None:
    """An actual that is one plain number, with the unit of its own column where it has none."""
    parsed = notation.parse(text)
    if not isinstance(parsed, notation.Measure) or parsed.operator is not None:
        return None
    if measure_unit is not None and parsed.quantity.unit is None:
        parsed = notation.parse(notation.combine(None, text, measure_unit) or text)
        if not isinstance(parsed, notation.Measure) or parsed.operator is not None:
            return None
    read = _digits(parsed.quantity.number)
    return None if read is None else Actual(*read, number_of(parsed.quantity.unit))


def scales(target: int, actual: int) -> tuple[int, int] | None:
    """What the numbers of two units are multiplied with to be compared; none when unlike."""
    theirs, own = _BY_NUMBER[target], _BY_NUMBER[actual]
    if not notation.comparable(own, theirs):
        return None
    one = Decimal(1)
    left = _base(notation.Quantity(one, theirs), own).as_integer_ratio()
    right = _base(notation.Quantity(one, own), theirs).as_integer_ratio()
    ratio = Decimal(left[0] * right[1]), Decimal(left[1] * right[0])
    above, below = int(ratio[0]), int(ratio[1])
    from math import gcd

    common = gcd(above, below)
    return above // common, below // common


def _base(quantity: Quantity, other: Unit | None) -> Decimal:
    return notation.in_base(quantity, other)


def reasoned(text: str | None, sign: int, label: str, rules: RuleSet) -> tuple[Finding, ...]:
    """What is noted of a bare target that is read with this sign."""
    findings: list[Finding] = []
    name = LESS if sign == SIGNS["≤"] else MORE
    row = Indicator(name, "", initial_target=text)
    aim_of(row, rules._replace(target="initial"), findings, None)
    return tuple(finding._replace(path=f"/{label}") for finding in findings)


def converted(convert: Converter, text: str) -> object | None:
    """What a reader of the project file makes of a cell; none when it objects."""
    report = Report(None)
    key = Scalar("某列", None, plain=False)
    value = convert(Scalar(text, None, plain=False), "", key, report)
    return None if report.findings else value


def hundredths(text: str) -> int | None:
    """Points above 0 in hundredths, as the kernel takes them; none for all others."""
    value = converted(points, text)
    if not isinstance(value, Decimal) or value <= 0:
        return None
    above, below = value.as_integer_ratio()
    if HUNDRED * above % below:
        return None
    number = HUNDRED * above // below
    return number if number <= HEAVIEST else None


def points_of(text: str) -> Decimal | None:
    """Points as written."""
    value = converted(points, text)
    return value if isinstance(value, Decimal) else None


def degree_of(text: str) -> Decimal | None:
    """A percent as written."""
    value = converted(degree, text)
    return value if isinstance(value, Decimal) else None


@lru_cache(maxsize=1024)
def method_of_text(text: str) -> Method | None:
    """The method a cell names, with its parameters as JSON; none when it names none."""
    report = Report(None)
    node = method_node(text)
    found = None
    if node is not None:
        found = method_of(node, "", Scalar("赋分方法", None, plain=False), report)
    return None if report.findings else found


def method_node(text: str) -> Node | None:
    """The tree of a method's cell: a name, or a mapping written as JSON."""
    if text.lstrip()[:1] != "{":
        return Scalar(text, None, plain=False)
    from scoring.source.events import read_document

    document = read_document(text)
    return None if document.findings else document.root


def each(texts: list[str], convert: Callable[[str], object | None]) -> list[object | None]:
    """Every text converted."""
    return [convert(text) for text in texts]
