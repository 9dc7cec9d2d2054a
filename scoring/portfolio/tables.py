"""The tables of a portfolio: their columns and types, and nothing about what fills them.

Points have two digits, money stands in 万元 with six (a hundredth of a 分). A number that its
column cannot hold is reported and left out, never cut: :func:`fitted` says which.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

POINTS = (9, 2)
"""Digits in all and after the point: points, totals, bounds."""

RATE = (18, 2)
"""Percentages: rates, completion, deviation."""

WEIGHT = (18, 6)
"""What is printed as written: weights, claimed and reviewed points."""

MONEY = (24, 6)
"""Money in 万元: down to a hundredth of a 分."""

_DIGITS = Context(prec=200)

_TEXT, _COUNT = "text", "count"

PROJECTS: dict[str, object] = {
    "project_id": _TEXT,
    "name": _TEXT,
    "department": _TEXT,
    "unit": _TEXT,
    "year": _COUNT,
    "rules": _TEXT,
    "annual_budget": MONEY,
    "executed": MONEY,
    "execution_rate": RATE,
    "execution_score": POINTS,
    "total": POINTS,
    "grade": _TEXT,
    "low": POINTS,
    "high": POINTS,
    "error": _COUNT,
    "warning": _COUNT,
    "note": _COUNT,
}
"""A row for each project; the last three count its findings."""

INDICATORS: dict[str, object] = {
    "project_id": _TEXT,
    "level1": _TEXT,
    "level2": _TEXT,
    "name": _TEXT,
    "target": _TEXT,
    "actual": _TEXT,
    "weight": WEIGHT,
    "effective_weight": WEIGHT,
    "method": _TEXT,
    "completion": RATE,
    "deviation": RATE,
    "score": POINTS,
    "status": _TEXT,
    "claimed": WEIGHT,
    "review": WEIGHT,
}
"""A row for each indicator; columns of a flat table that nobody here knows follow."""

FINDINGS: dict[str, object] = {
    "project_id": _TEXT,
    "code": _TEXT,
    "name": _TEXT,
    "severity": _TEXT,
    "message": _TEXT,
    "help": _TEXT,
    "path": _TEXT,
    "file": _TEXT,
    "line": _COUNT,
    "column": _COUNT,
    "sheet": _TEXT,
    "cell": _TEXT,
    "related": "related",
}
"""A row for each finding."""

ENTRIES: dict[str, object] = {
    "part": "number",
    "number": "number",
    "project_id": _TEXT,
    "shown": _TEXT,
    "name": _TEXT,
    "year": _COUNT,
    "department": _TEXT,
    "unit": _TEXT,
    "code": _TEXT,
    "total": POINTS,
    "path": _TEXT,
    "file": _TEXT,
    "line": _COUNT,
    "column": _COUNT,
    "sheet": _TEXT,
    "cell": _TEXT,
    "rules": _TEXT,
}
"""What is kept of a project for the checks over all of them: its part, and its row in there."""

TEXTS: dict[str, object] = {
    "part": "number",
    "number": "number",
    "name": _TEXT,
    "digest": "digest",
    "label": _TEXT,
    "path": _TEXT,
    "file": _TEXT,
    "line": _COUNT,
    "column": _COUNT,
    "sheet": _TEXT,
    "cell": _TEXT,
}
"""Digests of the long texts of the projects of a part."""

RESULTS: dict[str, dict[str, object]] = {
    "projects": PROJECTS,
    "indicators": INDICATORS,
    "findings": FINDINGS,
}
"""The tables that come out."""

KEPT: dict[str, dict[str, object]] = {**RESULTS, "entries": ENTRIES, "texts": TEXTS}
"""The tables of a part."""


def schema(name: str, further: tuple[str, ...] = ()) -> pa.Schema:
    """The schema of a table; ``further`` are the columns that are passed through.

    >>> schema("projects").field("total").type
    Decimal128Type(decimal128(9, 2))
    """
    import pyarrow as pa

    kinds = {
        _TEXT: pa.string(),
        _COUNT: pa.int32(),
        "number": pa.int64(),
        "digest": pa.binary(16),
        "related": pa.list_(
            pa.struct(
                [
                    ("path", pa.string()),
                    ("line", pa.int32()),
                    ("column", pa.int32()),
                    ("message", pa.string()),
                ]
            )
        ),
    }
    fields = [
        (column, pa.decimal128(*kind) if isinstance(kind, tuple) else kinds[str(kind)])
        for column, kind in KEPT[name].items()
    ]
    if name == "indicators":
        fields += [(column, pa.string()) for column in further]
    return pa.schema(fields)


@lru_cache(maxsize=65_536)
def fitted(value: Decimal | None, kind: tuple[int, int]) -> Decimal | None:
    """The number as its column holds it; none when it has too many digits in front.

    Digits behind those of the column are rounded half up: only what is printed as written, and
    money below a hundredth of a 分, can have them.

    >>> fitted(Decimal("1.5"), POINTS), fitted(Decimal("1e9"), POINTS)
    (Decimal('1.50'), None)
    """
    if value is None:
        return None
    whole, digits = kind
    made = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _DIGITS)
    return made if made.adjusted() < whole - digits else None
