"""A review: what a unit gave itself beside what the reviewer gives, row by row.

Values only, and their JSON. Working them out is the business of ``scoring.analysis.review``,
laying them out as a 复核底稿 that of ``scoring.render``.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

    from scoring.model.finding import Finding
    from scoring.model.scorecard import Bounds, Scorecard

    Standing = Literal["both", "self_only", "review_only"]
    """Which of two files has the row; in one file every row is of both sides."""

    Basis = Literal["written", "computed"]
    """Where the reviewer's points come from: 复核得分 as written, or the rules."""

REVIEW_SCHEMA = "jixiao.review/1"


class Side(NamedTuple):
    """One side of a row: the actual and the points it stands for.

    ``low`` and ``high`` bound the points; both equal ``score`` when it is known.
    """

    actual: str | None
    score: Decimal | None
    low: Decimal
    high: Decimal


class ReviewedRow(NamedTuple):
    """One indicator, or the execution rate, on both sides.

    ``review_path`` is the JSON pointer of the row in the reviewer's file, empty without one.
    ``claimed`` are the points the unit wrote, ``computed`` those the rules give it; ``own`` stands
    for the first of the two that is there. ``difference`` is review − own in points; ``deviation``
    how far the reviewed actual is from the target, in percent. ``is_explained`` says whether
    ``reason`` accounts for the difference, or is only what the unit had written anyway; it is
    ``None`` where there is nothing to explain.
    """

    review_path: str
    standing: Standing
    level1: str | None
    level2: str | None
    name: str
    target: str | None
    weight: Decimal | None
    claimed: Decimal | None
    computed: Decimal | None
    own: Side
    review: Side
    basis: Basis | None
    difference: Decimal | None
    deviation: Decimal | None
    reason: str | None
    is_explained: bool | None
    remarks: tuple[str, ...] = ()
    is_applicable: bool = True

    def to_dict(self) -> dict[str, object]:
        """The row as the JSON of the review prints it."""
        return {
            "level1": self.level1,
            "level2": self.level2,
            "name": self.name,
            "standing": self.standing,
            "target": self.target,
            "weight": self.weight,
            **self.sides(),
        }

    def sides(self) -> dict[str, object]:
        """What the two sides say and how they differ."""
        return {
            "self_actual": self.own.actual,
            "claimed": self.claimed,
            "computed": self.computed,
            "self_score": self.own.score,
            "review_actual": self.review.actual,
            "review_score": self.review.score,
            "review_basis": self.basis,
            "difference": self.difference,
            "deviation": self.deviation,
            "reason": self.reason,
            "explained": self.is_explained,
            "remarks": list(self.remarks),
        }


def _size(row: ReviewedRow) -> Decimal:
    assert row.difference is not None
    return abs(row.difference)


class Result(NamedTuple):
    """A total with its grade, or how far they can go while something is unjudged."""

    total: Decimal | None
    grade: str | None
    bounds: Bounds | None

    def to_dict(self) -> dict[str, object]:
        """Total, grade and bounds."""
        bounds = self.bounds
        return {
            "total": self.total,
            "grade": self.grade,
            "bounds": None
            if bounds is None
            else {"low": bounds.low, "high": bounds.high, "grades": list(bounds.grades)},
        }


class Review(NamedTuple):
    """One project, reviewed.

    ``card`` is the self-evaluation scored by the rules, ``reviewed`` the reviewer's file likewise
    (the same scorecard where one file holds both). ``claimed`` are the total and grade the unit
    wrote; ``own`` is that total, else the sum of the points on the unit's side; ``computed`` what
    the rules make of the self-evaluation; ``review`` the reviewer's result. ``findings`` are those
    of the review, then those of reading and scoring the two files, but for what 复核得分 settles.
    """

    card: Scorecard
    reviewed: Scorecard
    has_second_file: bool
    execution: ReviewedRow
    rows: tuple[ReviewedRow, ...]
    claimed: Result
    own: Result
    computed: Result
    review: Result
    difference: Decimal | None
    remarks: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def differing(self) -> tuple[ReviewedRow, ...]:
        """The parts whose points differ, the largest difference first."""
        parts = [part for part in (self.execution, *self.rows) if part.difference]
        return tuple(sorted(parts, key=_size, reverse=True))

    def to_dict(self) -> dict[str, object]:
        """The review as the JSON document ``jixiao.review/1``; numbers stay Decimal."""
        from scoring.model.digest import project_digest
        from scoring.model.document import heading

        other = self.reviewed.project
        return {
            **heading(REVIEW_SCHEMA, self.card),
            "reviewed_digest": project_digest(other) if self.has_second_file else None,
            "execution": {"weight": self.execution.weight, **self.execution.sides()},
            "indicators": [row.to_dict() for row in self.rows],
            "self": {
                **self.own.to_dict(),
                "claimed": {"total": self.claimed.total, "grade": self.claimed.grade},
                "computed": self.computed.to_dict(),
            },
            "review": self.review.to_dict(),
            "difference": self.difference,
            "remarks": list(self.remarks),
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The JSON text of :meth:`to_dict`; numbers are printed exactly."""
        from scoring.model.document import json_text

        return json_text(self.to_dict(), indent)
