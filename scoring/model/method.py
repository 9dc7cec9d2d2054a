"""The five ways of turning a result into points, with their parameters.

The set is closed: a rule set or a row names one of them, and only the numbers are free.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

if TYPE_CHECKING:
    MethodName = Literal["ratio", "tiers", "direct", "bands", "per_point"]

LABELS: dict[str, str] = {
    "ratio": "完成比例",
    "tiers": "评判等级",
    "direct": "直接赋分",
    "bands": "区间赋分",
    "per_point": "按量扣分",
}
"""The printed name of each method."""


class Step(NamedTuple):
    """One step of ``bands``: from this value on (``unit`` as written, or none), this share."""

    at_least: Decimal
    unit: str | None
    share: Decimal


class Method(NamedTuple):
    """A method and its parameters.

    ``passing`` belongs to ``ratio``: the share of the target below which nothing is earned.
    ``steps`` belong to ``bands``, highest first. ``every`` and ``off`` belong to ``per_point``:
    ``off`` points for every ``every`` units (in ``unit``, or the target's) beyond the target.
    ``source`` is the id of the rule set's source, empty when the row itself names the method.
    """

    name: MethodName
    passing: Decimal | None = None
    steps: tuple[Step, ...] = ()
    every: Decimal | None = None
    unit: str | None = None
    off: Decimal | None = None
    source: str = ""
