"""What a user's settings do: they go over the rule set's, and add checks written as data.

No setting reaches our own faults (EN) or values that could not be read (YM). Reading the file is
not done here.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from scoring.checks.case import Check, Skipped
from scoring.model.check_settings import JUDGED, UNTOUCHABLE, CheckSettings
from scoring.model.finding import Finding
from scoring.model.ruleset import CheckSetting
from scoring.notation import Blank, parse
from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.checks.case import Case
    from scoring.model.check_settings import OwnCheck
    from scoring.model.ruleset import RuleSet

    Value = str | Decimal | int | tuple[str, ...] | None

NO_SETTINGS = CheckSettings()
NOTHING_TO_COMPARE = "没有可比较的值"

_MAPPINGS = {"funds": "fund", "indicators": "indicator", "claimed": "claimed"}


def in_force(rules: RuleSet, settings: CheckSettings = NO_SETTINGS) -> RuleSet:
    """The rule set with the user's settings of the checks over its own; nothing else changes."""
    merged = {code: said for code, said in rules.checks if not code.startswith(UNTOUCHABLE)}
    for one in settings.overrides:
        if one.code.startswith(UNTOUCHABLE):
            continue
        said = merged.get(one.code, CheckSetting())
        merged[one.code] = CheckSetting(
            one.severity or said.severity,
            said.limit if one.limit is None else one.limit,
            said.off if one.off is None else one.off,
            said.source if one.limit is None else "",
        )
    checks = tuple(merged.items())
    return rules if checks == rules.checks else rules._replace(checks=checks)


def own_checks(settings: CheckSettings) -> tuple[Check, ...]:
    """The user's own checks, to be run like all others."""
    return tuple(Check(own.code, partial(compare, own)) for own in settings.own_checks)


def compare(own: OwnCheck, case: Case) -> list[Finding] | Skipped:
    """A finding wherever the comparison of an own check holds in one project."""
    seen = False
    findings = []
    for name, path, value in _values(own, case):
        known = _known(value)
        seen = seen or known is not None
        if _holds(own, known):
            findings.append(_found(own, name, path, value))
    if not seen and own.comparison != "blank":
        return Skipped(NOTHING_TO_COMPARE)
    return findings


def _found(own: OwnCheck, name: str, path: str, value: Value) -> Finding:
    printed = "" if value is None else _shown(value)
    # Split first: what a row holds is never taken for a place to be filled in.
    parts = own.message.split("{名称}")
    message = name.join(part.replace("{值}", printed) for part in parts)
    if name and len(parts) == 1:
        message = f"“{name}”：{message}"
    return Finding(own.code, own.name, own.severity, message, own.help, path)


def _values(own: OwnCheck, case: Case) -> Iterator[tuple[str, str, Value]]:
    """Each value of the field with the name of its row and its path."""
    card, project, field = case.card, case.project, own.field
    if own.block == "indicators" and field in JUDGED:
        for judged in card.indicators:
            yield judged.name, judged.path, getattr(judged, field)
    elif own.block in {"indicators", "funds"}:
        label = labels(_MAPPINGS[own.block]).printed.get(field, "")
        rows = project.indicators if own.block == "indicators" else project.funds
        for row in rows:
            yield row.name, f"{row.path}/{label}" if label else row.path, getattr(row, field)
    elif own.block == "claimed":
        label = labels("claimed").printed[field]
        yield "", f"/自评结果/{label}", getattr(project.claimed, field)
    elif own.block == "result":
        execution = card.execution
        results = {
            "total": card.total,
            "grade": card.grade,
            "execution_rate": execution.rate,
            "execution_score": execution.score,
        }
        yield "", "", results[field]
    else:
        label = labels("project").printed[field]
        yield "", f"/{label}", getattr(project, field)


def _known(value: Value) -> str | Decimal | None:
    """The value to be compared; a placeholder is no value."""
    if isinstance(value, tuple):
        return "；".join(value) or None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str) and isinstance(parse(value), Blank):
        return None
    return value


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return "；".join(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _holds(own: OwnCheck, value: str | Decimal | None) -> bool:
    """Whether the comparison holds; with no value only ``blank`` does: unknown is not zero."""
    if own.comparison == "blank" or value is None:
        return own.comparison == "blank" and value is None
    if own.comparison in {"contains", "lacks"}:
        return (str(own.values[0]) in str(value)) is (own.comparison == "contains")
    if own.comparison in {"equals", "one_of"}:
        return value in own.values
    if own.comparison in {"differs", "not_one_of"}:
        return value not in own.values
    return own.comparison == "filled" or _is_beyond(own, value)


def _is_beyond(own: OwnCheck, value: str | Decimal) -> bool:
    bound = own.values[0]
    assert isinstance(bound, Decimal)
    assert isinstance(value, Decimal)
    if own.comparison == "above":
        return value > bound
    if own.comparison == "below":
        return value < bound
    return value >= bound if own.comparison == "at_least" else value <= bound
