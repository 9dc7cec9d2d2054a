"""Where two rule sets differ: value by value, each with the source it comes from."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.model.method import LABELS
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from scoring.model.method import Method
    from scoring.model.ruleset import RuleSet

NONE = "—"
"""How a value is printed that one of the sets does not have."""


class Difference(NamedTuple):
    """One value that differs, as printed; ``path`` is that of the rule set's file."""

    path: str
    first: str
    second: str
    first_source: str
    second_source: str


def diff(first: RuleSet, second: RuleSet) -> tuple[Difference, ...]:
    """The values that differ, in the order of the file; titles and sources alone do not count.

    >>> from scoring.source.ruleset import load_rules
    >>> rows = diff(load_rules("mof-2020"), load_rules("guangxi"))
    >>> [(row.path, row.first, row.second) for row in rows]
    [('/form', 'mof', 'guangxi'), ('/checks/AC505/severity', '—', 'error')]
    """
    one, other = dict(_values(first)), dict(_values(second))
    paths = [*one, *[path for path in other if path not in one]]
    rows = []
    for path in sorted(paths, key=lambda known: _ORDER.index(known.split("/")[1])):
        text, source = one.get(path, (NONE, ""))
        other_text, other_source = other.get(path, (NONE, ""))
        if text != other_text:
            rows.append(
                Difference(path, text, other_text, first.cite(source), second.cite(other_source))
            )
    return tuple(rows)


_ORDER = (
    "form", "target", "weights", "execution", "ratio", "tiers", "methods", "not_applicable",
    "unjudged", "rounding", "grades", "checks",
)  # fmt: skip


def _values(rules: RuleSet) -> Iterator[tuple[str, tuple[str, str]]]:
    """Path: the printed value and the id of its source."""
    yield "/form", (rules.form, "")
    yield "/target/value", (rules.target, rules.target_source)
    yield from _weights(rules)
    execution, ratio = rules.execution, rules.ratio
    yield "/execution/zero_budget", (execution.zero_budget, execution.source)
    for cap in execution.caps:
        yield f"/execution/caps/{_share(cap.below)}", (plain(cap.at_most), cap.source)
    yield "/ratio/reverse", (ratio.reverse, ratio.source)
    yield "/ratio/equal", (ratio.equal, ratio.source)
    yield "/ratio/floor", (_optional(ratio.floor), ratio.source)
    for tier in rules.tiers:
        yield f"/tiers/{tier.name}/from", (_share(tier.start), tier.source)
        yield f"/tiers/{tier.name}/default", (_optional(tier.default), tier.source)
    for name, method in rules.methods:
        yield f"/methods/{name}", (_method(method), method.source)
    moved = rules.not_applicable
    text = moved.mode
    if moved.move_to is not None:
        text = f"{moved.move_from or ''}→{moved.move_to}"  # type: ignore[assignment]
    yield "/not_applicable", (text, moved.source)
    yield "/unjudged", (rules.unjudged, "")
    yield "/rounding/digits", (str(rules.rounding.digits), rules.rounding.source)
    for grade in rules.grades:
        yield f"/grades/{grade.name}/from", (plain(grade.start), grade.source)
    for code, setting in rules.checks:
        if setting.severity is not None:
            yield f"/checks/{code}/severity", (setting.severity, setting.source)
        if setting.limit is not None:
            yield f"/checks/{code}/limit", (_limit(setting.limit), setting.source)
        if setting.off:
            yield f"/checks/{code}/off", ("true", setting.source)


def _weights(rules: RuleSet) -> Iterator[tuple[str, tuple[str, str]]]:
    weights = rules.weights
    yield "/weights/total", (plain(weights.total), weights.source)
    yield "/weights/execution", (plain(weights.execution), weights.source)
    for name, points in weights.classes:
        yield f"/weights/classes/{name}", (plain(points), weights.source)
    yield "/weights/fixed", (str(weights.fixed).lower(), weights.source)
    for missing, split in weights.without:
        for name, points in split:
            yield f"/weights/without/{missing}/{name}", (plain(points), weights.source)


def _share(share: Decimal) -> str:
    return f"{plain(share * 100)}%"


def _optional(share: Decimal | None) -> str:
    return NONE if share is None else _share(share)


def _limit(limit: Decimal) -> str:
    """A limit as it is written: shares are below 10, amounts are not."""
    return _share(limit) if limit < 10 else plain(limit)  # noqa: PLR2004


def _method(method: Method) -> str:
    details = [
        f"{plain(step.at_least)}{step.unit or ''}→{_share(step.share)}" for step in method.steps
    ]
    if method.passing is not None:
        details.append(f"及格 {_share(method.passing)}")
    if method.every is not None and method.off is not None:
        details.append(f"每 {plain(method.every)}{method.unit or ''}扣 {plain(method.off)}")
    return " ".join([LABELS[method.name], *details])
