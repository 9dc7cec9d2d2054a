"""Which row of a reviewer's file is which row of the self-evaluation, and what it leaves to it.

Nothing is scored here.
"""

from __future__ import annotations

from scoring import notation
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.model.project import Indicator, Project


class Pair(NamedTuple):
    """The positions of one indicator in the two files; ``None`` where a file does not have it."""

    own: int | None
    other: int | None


def pair(own: Sequence[Indicator], other: Sequence[Indicator]) -> tuple[Pair, ...]:
    """The rows of two files, each once: first those of the self-evaluation, in its order.

    Rows belong together when classes and name agree (rows written twice in their order), else
    when the name is the only one of its kind left on both sides.

    >>> from scoring.model.project import Indicator
    >>> pair([Indicator("甲", "", "产出指标"), Indicator("乙", "")], [Indicator("甲", "", "产出")])
    (Pair(own=0, other=0), Pair(own=1, other=None))
    """
    partner: dict[int, int] = {}
    waiting: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(other):
        waiting.setdefault(_key(row), []).append(at)
    for at, row in enumerate(own):
        found = waiting.get(_key(row))
        if found:
            partner[at] = found.pop(0)
    taken = set(partner.values())
    own_names = _positions(own, set(partner))
    other_names = _positions(other, taken)
    for name, places in own_names.items():
        others = other_names.get(name, [])
        if len(places) == 1 and len(others) == 1:
            partner[places[0]] = others[0]
    taken = set(partner.values())
    pairs = [Pair(at, partner.get(at)) for at in range(len(own))]
    pairs += [Pair(None, at) for at in range(len(other)) if at not in taken]
    return tuple(pairs)


def _key(row: Indicator) -> tuple[str, ...]:
    classes = (notation.class_key(level) if level else "" for level in (row.level1, row.level2))
    return (*classes, notation.fold(row.name))


def _positions(rows: Sequence[Indicator], without: set[int]) -> dict[str, list[int]]:
    """Where each name stands among the rows that have no partner yet."""
    places: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if at not in without:
            places.setdefault(notation.fold(row.name), []).append(at)
    return places


def completed(reviewed: Project, own: Project) -> Project:
    """The reviewer's project with what it left to the self-evaluation.

    Targets, weights, classes and methods were set at the start of the year and may be left out,
    and so may the funds as a whole. An actual is never taken over: what the reviewer did not write
    has not been reviewed.
    """
    rows = list(reviewed.indicators)
    for first, second in pair(own.indicators, reviewed.indicators):
        if first is not None and second is not None:
            rows[second] = _completed_row(rows[second], own.indicators[first])
    project = reviewed._replace(indicators=tuple(rows))
    if not project.funds:
        project = project._replace(funds=own.funds, money_unit=own.money_unit)
    return project


def _completed_row(row: Indicator, own: Indicator) -> Indicator:
    if row.initial_target is None and row.adjusted_target is None:
        row = row._replace(
            initial_target=own.initial_target,
            adjusted_target=own.adjusted_target,
            operator=row.operator or own.operator,
            measure_unit=row.measure_unit or own.measure_unit,
        )
    if row.not_applicable is None and row.actual is None and row.review_score is None:
        row = row._replace(not_applicable=own.not_applicable)
    return row._replace(
        level1=row.level1 or own.level1,
        level2=row.level2 or own.level2,
        weight=own.weight if row.weight is None else row.weight,
        method=row.method or own.method,
    )
