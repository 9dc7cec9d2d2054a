"""What to say about a rule set that is unknown or faulty."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.source.ruleset import RuleSetError


def describe(error: RuleSetError) -> list[str]:
    """The findings of a faulty rule set with their places, or the message where there are none."""
    from scoring.cli.streams import columns
    from scoring.render.outcome import counts
    from scoring.render.problems import describe as lines_of

    if not error.findings:
        return [str(error)]
    count = counts(error.findings)
    return [*lines_of(error.findings, columns(None)), f"评分规则不能用（{count}）。"]
