"""How firmly a total and a grade stand: distances, lost points, ranges, what the grade hangs on.

Values only, and their JSON; every range is defined in ``docs/whatif.md``. Working them out is the
business of ``scoring.analysis``, laying them out that of ``scoring.render``.
"""

from __future__ import annotations

from scoring.model.review import Result
from scoring.model.whatif import difference
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

    from scoring.model.scorecard import Scorecard

    Basis = Literal["evidence", "decision", "fact"]
    """What winning points back takes: a better record, an assessor's decision, or other facts."""

    Error = Literal["stated", "sample"]
    """Where the error of an actual comes from: the share asked for, or the size of a sample."""

SENSITIVITY_SCHEMA = "jixiao.sensitivity/1"

BASIS_LABELS: dict[str, str] = {
    "evidence": "能",
    "decision": "看评定",
    "fact": "不能",
}
"""Whether points can be won back without changing the truth, as printed."""


class Distance(NamedTuple):
    """How far a grade is: points to win (positive) or to lose (negative), 0 where it is reached.

    They are the fewest points, in steps of the last printed digit, after which the total has the
    grade. ``from_low`` and ``from_high`` are counted from the lowest and the highest total; both
    are the same while the total is known.
    """

    grade: str
    start: Decimal
    from_low: Decimal
    from_high: Decimal
    is_reachable: bool


class Remedy(NamedTuple):
    """One way to win lost points back.

    ``label`` is the printed name of the value that would have to be another, ``needed`` that value
    as it would be written, ``least`` the one nearest to the present value that is rounded to the
    same points (in the digits it is written in). ``gain`` are the points it wins over the lowest
    the row has now, ``after`` total and grade with nothing else changed.
    """

    basis: Basis
    label: str
    needed: str | None
    least: str | None
    gain: Decimal
    after: Result
    text: str


class Loss(NamedTuple):
    """A part that has not its full points, or may not have them, and the ways to win them back.

    ``path`` is the JSON pointer of the row; ``low`` and ``high`` bound the points it has, and so
    ``lost_low`` and ``lost_high`` those it has lost. ``remedies`` are ordered: what needs no change
    of the truth stands first.
    """

    level1: str | None
    level2: str | None
    name: str
    path: str
    weight: Decimal | None
    score: Decimal | None
    low: Decimal
    high: Decimal
    lost_low: Decimal
    lost_high: Decimal
    remedies: tuple[Remedy, ...]


class Move(NamedTuple):
    """How far the actual of one row may be off, and the points at both ends."""

    name: str
    path: str
    actual: str
    lowest: str
    highest: str
    error: Error
    sample: int | None
    low: Decimal
    high: Decimal


class Span(NamedTuple):
    """From which to which total a move can lead, and the grades between, the lowest first.

    ``percent`` is how far each value moves; ``held`` names the rows that do not take part, each
    with the reason.
    """

    percent: Decimal
    low: Decimal
    high: Decimal
    grades: tuple[str, ...]
    held: tuple[tuple[str, str], ...] = ()

    def is_kept(self, card: Scorecard) -> bool:
        """Whether the grade, or the grades that are possible, stay what they are."""
        return set(self.grades) <= set(grades_of(card.grade, card.bounds))

    def to_dict(self, card: Scorecard) -> dict[str, object]:
        """The range as the JSON prints it."""
        return {
            "percent": self.percent,
            "low": self.low,
            "high": self.high,
            "grades": list(self.grades),
            "kept": self.is_kept(card),
            "held": [{"name": name, "reason": reason} for name, reason in self.held],
        }


class Tip(NamedTuple):
    """A value of one part at which the total has another grade, and that grade.

    It is the nearest such value to the present one, in the digits it is written in.
    """

    value: str
    grade: str


class Hinge(NamedTuple):
    """One part at its fewest and at its most points, everything else as it is.

    ``is_decisive`` says whether that alone leads to another grade; ``falls_at`` and ``rises_at``
    at which actual (or amount executed) it does, where that is a number and the total is known.
    """

    name: str
    path: str
    weight: Decimal | None
    score: Decimal | None
    low: Decimal
    high: Decimal
    lowest: Result
    highest: Result
    is_decisive: bool
    falls_at: Tip | None = None
    rises_at: Tip | None = None

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """The totals at both ends; none where there is no total at all."""
        low = self.lowest.total
        high = self.highest.total
        if low is None and self.lowest.bounds is not None:
            low = self.lowest.bounds.low
        if high is None and self.highest.bounds is not None:
            high = self.highest.bounds.high
        return None if low is None or high is None else (low, high)


class Sensitivity(NamedTuple):
    """How firmly a project's total and grade stand.

    ``weights`` and ``actuals`` are ``None`` where there is no total to move. ``initial`` and
    ``adjusted`` are the scorecards by the one and by the other target; ``against`` the one under
    the other rule set, where one was given.
    """

    card: Scorecard
    distances: tuple[Distance, ...]
    losses: tuple[Loss, ...]
    weights: Span | None
    actuals: Span | None
    moves: tuple[Move, ...]
    hinges: tuple[Hinge, ...]
    initial: Scorecard
    adjusted: Scorecard
    against: Scorecard | None = None

    def to_dict(self) -> dict[str, object]:
        """The answers as the JSON document ``jixiao.sensitivity/1``; numbers stay Decimal."""
        from scoring.model.document import heading
        from scoring.model.whatif import result

        card = self.card
        return {
            **heading(SENSITIVITY_SCHEMA, card),
            "result": result(card),
            "distances": [
                {
                    "grade": one.grade,
                    "from": one.start,
                    "low": one.from_low,
                    "high": one.from_high,
                    "reachable": one.is_reachable,
                }
                for one in self.distances
            ],
            "losses": [_loss(one) for one in self.losses],
            "weights": None if self.weights is None else self.weights.to_dict(card),
            "actuals": None if self.actuals is None else self.actuals.to_dict(card),
            "moves": [move._asdict() for move in self.moves],
            "hinges": [
                {
                    **one._asdict(),
                    "lowest": one.lowest.to_dict(),
                    "highest": one.highest.to_dict(),
                    "falls_at": None if one.falls_at is None else one.falls_at._asdict(),
                    "rises_at": None if one.rises_at is None else one.rises_at._asdict(),
                }
                for one in self.hinges
            ],
            "targets": {
                "initial": result(self.initial),
                "adjusted": result(self.adjusted),
                "indicators": differing(self.initial, self.adjusted),
            },
            "against": None if self.against is None else _against(card, self.against),
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The JSON text of :meth:`to_dict`; numbers are printed exactly."""
        from scoring.model.document import json_text

        return json_text(self.to_dict(), indent)


def grades_of(grade: str | None, bounds: object) -> tuple[str, ...]:
    """The grade, or those between the bounds."""
    if grade is not None:
        return (grade,)
    known: tuple[str, ...] = getattr(bounds, "grades", ())
    return known


def result_of(card: Scorecard) -> Result:
    """Total, grade and bounds of a scorecard."""
    return Result(card.total, card.grade, card.bounds)


def differing(first: Scorecard, second: Scorecard) -> list[dict[str, object]]:
    """The rows that two scorings of one project give other points, or judge otherwise."""
    rows: list[dict[str, object]] = []
    for one, other in zip(first.indicators, second.indicators, strict=True):
        if (one.score, one.low, one.high, one.status) == (
            other.score, other.low, other.high, other.status,
        ):  # fmt: skip
            continue
        rows.append(
            {
                "name": one.name,
                "first_target": one.target,
                "second_target": other.target,
                "first_score": one.score,
                "second_score": other.score,
                "difference": difference(one.score, other.score),
            }
        )
    return rows


def _loss(loss: Loss) -> dict[str, object]:
    remedies = [{**remedy._asdict(), "after": remedy.after.to_dict()} for remedy in loss.remedies]
    return {**loss._asdict(), "remedies": remedies}


def _against(card: Scorecard, other: Scorecard) -> dict[str, object]:
    from scoring.model.digest import ruleset_digest
    from scoring.model.whatif import result

    rules = other.rules
    return {
        "rules": {"id": rules.id, "version": rules.version, "digest": ruleset_digest(rules)},
        "result": result(other),
        "difference": difference(card.total, other.total),
        "execution": {"first": card.execution.score, "second": other.execution.score},
        "indicators": differing(card, other),
    }
