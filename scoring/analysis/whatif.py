"""Some values of a project changed: what becomes of every row, of the total and of the findings.

Nothing is edited: a second project is made beside the first, and the engine scores both.
"""

from __future__ import annotations

from collections import Counter

from scoring.analysis.changes import ChangeError, applied
from scoring.checks.inspection import report_on
from scoring.engine import score_project
from scoring.model.whatif import RowChange, WhatIf, difference
from scoring.record import TYPE_CHECKING
from scoring.source.places import locate

if TYPE_CHECKING:
    from scoring.analysis.changes import Changes
    from scoring.model.finding import Finding
    from scoring.model.scorecard import Scorecard

__all__ = ["ChangeError", "whatif"]

CLAIMS = frozenset(("SC601", "SC602", "SC604", "SC605", "SC606", "SC607", "GR651"))
"""What the unit wrote as its result belongs to the old values: no wonder if it no longer fits."""


def whatif(card: Scorecard, changes: Changes) -> WhatIf:
    """The scorecard beside the one the project would have with some values changed.

    Args:
        card: the scorecard as it is; its project and its rules are what is scored again.
        changes: a mapping of names to values, or texts ``NAME=VALUE``; see
            ``scoring.analysis.changes.applied``. Made one after the other.

    Findings of both are those of every check. Of those about what the unit claims (得分, 总分,
    等级) only the ones that vanish are told. Raises ``ChangeError`` (a ``ValueError``) for a name
    that fits no value or several, and for a value the reader would refuse.
    """
    project, made = applied(card.project, changes)
    after = score_project(project, card.rules)
    rows = tuple(
        RowChange(old, new, difference(old.score, new.score))
        for old, new in zip(card.indicators, after.indicators, strict=True)
    )
    # The scorecard may carry the findings of reading already; the checks bring them along.
    first = _findings(score_project(card.project, card.rules))
    second = _findings(after)
    appeared = tuple(one for one in _only(second, first) if one.code not in CLAIMS)
    return WhatIf(
        card, after, made, rows, difference(card.total, after.total), appeared,
        _only(first, second),
    )  # fmt: skip


def _findings(card: Scorecard) -> tuple[Finding, ...]:
    return report_on(card, card.project.file, locate=locate).findings


def _only(here: tuple[Finding, ...], there: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings of one side that the other has not, each as often as it has it more often.

    A finding of one code at one place is the same one, also where the numbers it tells are others.
    """
    left = Counter((one.code, one.path) for one in there)
    found = []
    for one in here:
        if left[one.code, one.path]:
            left[one.code, one.path] -= 1
        else:
            found.append(one)
    return tuple(found)
