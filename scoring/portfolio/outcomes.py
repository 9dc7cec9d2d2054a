"""What a row comes to apart from its weight, by the scalar engine's own functions: the exact lane.

Everything that is not a plain number against a number goes through here, once for each distinct
combination of texts: dates, statements, tiers, bands, per-point deductions, unlike units, gaps.
The outcome is a share as two whole numbers, so that the kernel gives the points.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd

from scoring import notation
from scoring.engine.judgement import judge
from scoring.engine.methods import Award, award, method_of
from scoring.engine.rounding import ZERO
from scoring.engine.row import (
    KINDS,
    earned_status,
    holds_actual,
    percentages,
    report_gaps,
    report_open,
)
from scoring.engine.target import aim_of
from scoring.engine.verdict import REPORTED
from scoring.portfolio.bound import HUNDRED, is_small
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.engine.rounding import Fraction
    from scoring.engine.verdict import Verdict
    from scoring.model.finding import Finding
    from scoring.model.project import Indicator, Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Status

LESS, MORE = "\ue000投诉次数\ue001", "\ue000\ue001"
"""Names that stand for the row's own until its finding is printed: less is better, or not."""


class Outcome(NamedTuple):
    """What follows from the texts of a row.

    The points are ``(weight × num − off) ÷ den``; ``low`` and ``high`` are the shares between
    which an open row lies. ``status`` is that of a row that earned something. ``is_small`` says
    that the kernel may take the numbers. Percentages are in hundredths.
    """

    target: str | None
    method: str | None
    completion: int | None
    deviation: int | None
    is_open: bool
    status: str
    num: int
    den: int
    off: int
    low_num: int
    low_den: int
    high_num: int
    high_den: int
    is_small: bool
    findings: tuple[Finding, ...]


def outcome(row: Indicator, project: Project, rules: RuleSet) -> Outcome:
    """The outcome of a row that applies, with a weight above 0 or none.

    Follows ``scoring.engine.row`` step by step, but for the points.
    """
    findings: list[Finding] = []
    aim = aim_of(row, rules, findings, None)
    has_actual = holds_actual(row)
    report_gaps(row, rules, findings, has_actual=has_actual)
    verdict: Verdict | None = None
    method: str | None = None
    status: Status = "partly"
    if aim.value is None or not has_actual:
        given = Award(None, reason=REPORTED)
    else:
        kind = KINDS[aim.value.__class__]
        verdict = judge(row, aim, project, rules, findings, None)
        way = method_of(row, kind, rules)
        method = way.name
        if row.weight is None:
            given = Award(None, reason=REPORTED)
        else:
            given = award(way, row, verdict, rules, None)
            if given.share is None and given.reason != REPORTED:
                report_open(row, kind, given.reason, rules, findings)
        if given.share is not None:
            status = earned_status(verdict, given, rules)
    completion, deviation = _percentages(verdict, rules)
    num, den, off = _earned(given)
    low, high = (_reduced(end) for end in (given.low, given.high))
    if row.weight is None:
        low = high = ZERO
    return Outcome(
        aim.text,
        method,
        completion,
        deviation,
        given.share is None,
        status,
        num,
        den,
        off,
        *low,
        *high,
        is_small(num, den, off // HUNDRED, *low, *high),
        tuple(findings),
    )


def _earned(given: Award) -> tuple[int, int, int]:
    """The share, and what is off, over one denominator; off in hundredths."""
    if given.share is None:
        return 0, 1, 0
    above, below = given.share
    off, per = given.off
    num, den, less = above * per, below * per, HUNDRED * off * below
    common = gcd(num, den, less)
    return num // common, den // common, less // common


def _reduced(share: Fraction) -> Fraction:
    common = gcd(*share)
    return share[0] // common, share[1] // common


def _percentages(verdict: Verdict | None, rules: RuleSet) -> tuple[int | None, int | None]:
    if verdict is None:
        return None, None
    completion, deviation = percentages(verdict, rules.rounding.digits)
    return _hundredths(completion), _hundredths(deviation)


_MOST = 10**18


def _hundredths(value: Decimal | None) -> int | None:
    """A rounded percentage in hundredths; none when its column cannot hold it."""
    if value is None:
        return None
    above, below = value.as_integer_ratio()
    number = HUNDRED * above // below
    return number if -_MOST < number < _MOST else None


@lru_cache(maxsize=65_536)
def is_less_better(name: str, level1: str | None, level2: str | None) -> bool:
    """Whether a bare number above 0 is an upper bound under this name."""
    from decimal import Decimal

    return notation.assumed_operator(Decimal(1), name, level1, level2) == "≤"


def with_name(text: str, name: str) -> str:
    """A message with the row's own name in the place of the one that stood for it.

    >>> with_name(f"“{MORE}”没有分值", "培训人数")
    '“培训人数”没有分值'
    """
    return text.replace(LESS, name).replace(MORE, name)
