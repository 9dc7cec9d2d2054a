"""What a change would do: a project scored as it is and as it would be, row by row.

Values only, and their JSON. Making them is the business of ``scoring.analysis.whatif``, laying
them out that of ``scoring.render``.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.model.finding import Finding
    from scoring.model.scorecard import Bounds, ExecutionScore, IndicatorScore, Scorecard

WHATIF_SCHEMA = "jixiao.whatif/1"


class ChangedValue(NamedTuple):
    """One value that was changed; ``None`` is a blank.

    ``name`` is that of the indicator or of the row of funds, ``field`` the English name of the
    field, ``label`` the printed one, ``path`` the JSON pointer of the value in the file.
    """

    name: str
    field: str
    label: str
    path: str
    before: str | None
    after: str | None


class RowChange(NamedTuple):
    """One indicator before and after; ``difference`` is after − before, where both are known."""

    before: IndicatorScore
    after: IndicatorScore
    difference: Decimal | None

    @property
    def is_changed(self) -> bool:
        """Whether anything about the row differs but the way it is told."""
        return self.before._replace(calculation=()) != self.after._replace(calculation=())

    def to_dict(self) -> dict[str, object]:
        """The row as the JSON prints it."""
        return {
            "level1": self.before.level1,
            "level2": self.before.level2,
            "name": self.before.name,
            "changed": self.is_changed,
            "before": _row(self.before),
            "after": _row(self.after),
            "difference": self.difference,
        }


class WhatIf(NamedTuple):
    """A project as it is and as it would be with some values changed.

    ``difference`` is the total after − before, ``None`` while either is undetermined.
    ``appeared`` and ``vanished`` are the findings of the checks that only one of the two has.
    """

    before: Scorecard
    after: Scorecard
    changes: tuple[ChangedValue, ...]
    rows: tuple[RowChange, ...]
    difference: Decimal | None
    appeared: tuple[Finding, ...]
    vanished: tuple[Finding, ...]

    @property
    def is_execution_changed(self) -> bool:
        """Whether anything about the execution rate differs."""
        before, after = self.before.execution, self.after.execution
        return before._replace(calculation=()) != after._replace(calculation=())

    def to_dict(self) -> dict[str, object]:
        """The comparison as the JSON document ``jixiao.whatif/1``; numbers stay Decimal."""
        from scoring.model.document import heading

        before, after = self.before, self.after
        return {
            **heading(WHATIF_SCHEMA, before),
            "changes": [change._asdict() for change in self.changes],
            "execution": {
                "weight": before.execution.weight,
                "changed": self.is_execution_changed,
                "before": _execution(before.execution),
                "after": _execution(after.execution),
                "difference": difference(before.execution.score, after.execution.score),
            },
            "indicators": [row.to_dict() for row in self.rows],
            "before": result(before),
            "after": result(after),
            "difference": self.difference,
            "findings": {
                "appeared": [finding.to_dict() for finding in self.appeared],
                "vanished": [finding.to_dict() for finding in self.vanished],
            },
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The JSON text of :meth:`to_dict`; numbers are printed exactly."""
        from scoring.model.document import json_text

        return json_text(self.to_dict(), indent)


def difference(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """After − before, exact; ``None`` where either is not known."""
    if before is None or after is None:
        return None
    from decimal import Context

    return Context(prec=1000).subtract(after, before)


def result(card: Scorecard) -> dict[str, object]:
    """Total, grade, bounds and caps of a scorecard."""
    return {
        "total": card.total,
        "grade": card.grade,
        "bounds": bounds(card.bounds),
        "caps": [cap._asdict() for cap in card.caps],
    }


def bounds(known: Bounds | None) -> dict[str, object] | None:
    """Bounds as JSON prints them."""
    if known is None:
        return None
    return {"low": known.low, "high": known.high, "grades": list(known.grades)}


def _row(row: IndicatorScore) -> dict[str, object]:
    return {
        "target": row.target,
        "actual": row.actual,
        "weight": row.weight,
        "effective_weight": row.effective_weight,
        "method": row.method,
        "completion": row.completion,
        "deviation": row.deviation,
        "score": row.score,
        "low": row.low,
        "high": row.high,
        "status": row.status,
    }


def _execution(execution: ExecutionScore) -> dict[str, object]:
    return {
        "annual_budget": execution.annual_budget,
        "executed": execution.executed,
        "rate": execution.rate,
        "score": execution.score,
        "status": execution.status,
    }
