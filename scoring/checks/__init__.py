"""Checks: what a careful reviewer would see, each with a code, a place and a remedy.

One module a family; ``CHECKS`` is the closed list of those that look at one project beyond what
reading and scoring report themselves.
"""

from __future__ import annotations

from scoring.checks.runner import run_checks
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.checks.case import Check

__all__ = ["all_checks", "run_checks"]

FAMILIES = ("completeness", "weights", "funds", "targets", "actuals", "scores", "explanations",
            "consistency")  # fmt: skip


def all_checks() -> tuple[Check, ...]:
    """Every check of one project, in the order of the codes."""
    from importlib import import_module

    checks: list[Check] = []
    for family in FAMILIES:
        checks.extend(import_module(f"scoring.checks.{family}").CHECKS)
    return tuple(sorted(checks, key=lambda check: check.code))
