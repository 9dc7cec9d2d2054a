"""What a check sees: one scored project, its rule set, and the limits in force.

A check is a function from a ``Case`` to findings. It sees typed values only, never files or
texts of YAML, and it never changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from scoring.model.codes import found
from scoring.record import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from typing import TypeVar

    from scoring.model.finding import Finding, Related
    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard

    Made = TypeVar("Made")


class Skipped(NamedTuple):
    """A check that could not run, and why; not run is not passed."""

    reason: str


class Case(NamedTuple):
    """One project to be checked, with its scorecard.

    ``others`` gives the rule sets a check may name instead of the one in force; they are loaded
    only when a check asks for them. ``known`` is where :meth:`once` keeps what was made.
    """

    card: Scorecard
    rules: RuleSet
    others: Callable[[], tuple[RuleSet, ...]] = tuple
    known: dict[object, object] | None = None

    def once(self, make: Callable[[Case], Made]) -> Made:
        """What a function makes of this case: made once for all checks of a run.

        A score of checks look at the same rows, and several at the same claims.
        """
        if self.known is None:
            return make(self)
        if make not in self.known:
            self.known[make] = make(self)
        return cast("Made", self.known[make])

    @property
    def project(self) -> Project:
        """The project as read."""
        return self.card.project

    def limit(self, code: str, default: str) -> Decimal:
        """The limit of a check: the rule set's, else the default of the check's page.

        Percentages are shares: 130% is 1.3.
        """
        setting = self.rules.setting(code)
        if setting is not None and setting.limit is not None:
            return setting.limit
        return Decimal(default)

    def found(
        self,
        code: str,
        message: str,
        remedy: str,
        path: str = "",
        related: tuple[Related, ...] = (),
    ) -> Finding:
        """A finding with the severity that the rule set gives the code."""
        return found(code, message, remedy, path, related=related, rules=self.rules)


Findings = Iterable["Finding"]
Run = Callable[[Case], "Findings | Skipped"]


class Check(NamedTuple):
    """A check: its code and its function. ``is_off`` ones run only where a limit is set."""

    code: str
    run: Run
    is_off: bool = False
