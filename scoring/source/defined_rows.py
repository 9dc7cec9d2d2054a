"""Rows and their definitions: which definition a row means, and what it takes from it.

A row of the project keeps what it says itself and takes the rest. Nothing here reads files.
"""

from __future__ import annotations

from scoring.model.project import Indicator
from scoring.notation.folding import fold
from scoring.notation.grammar import parse
from scoring.notation.values import Interval, Measure
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from scoring.model.library import Definition

INHERITED = tuple(
    field
    for field in Indicator._fields
    if field not in {"name", "path", "note", "level1", "level2", "evidence"}
)
"""What a row takes from its definition when it does not say it; classes follow their own rule.

Not the evidence: what usually proves an indicator is not what this project has at hand.
"""

_APART = ("operator", "measure_unit")
"""Cells that belong to a number without a sign or unit of its own."""


def completed(
    rows: Iterable[Indicator], definitions: Iterable[Definition]
) -> tuple[Indicator, ...]:
    """The rows, each with what its definition adds.

    A definition belongs to a row by its id; else by name and classes; else by name alone, when
    only one definition has it; else by another name it goes by.
    """
    find = finder(definitions)
    return tuple(_completed(row, find(row)) for row in rows)


def finder(definitions: Iterable[Definition]) -> Callable[[Indicator], Definition | None]:
    """A function from a row to its definition among these, or to none."""
    by_id: dict[str, Definition] = {}
    by_name: dict[str, list[Definition]] = {}
    by_other_name: dict[str, list[Definition]] = {}
    for definition in definitions:
        row = definition.row
        if row.id is not None:
            by_id.setdefault(row.id, definition)
        by_name.setdefault(_same(row.name), []).append(definition)
        for name in definition.also:
            by_other_name.setdefault(_same(name), []).append(definition)

    def find(row: Indicator) -> Definition | None:
        if row.id is not None and row.id in by_id:
            return by_id[row.id]
        name = _same(row.name)
        return _chosen(row, by_name.get(name, [])) or _chosen(row, by_other_name.get(name, []))

    return find


def _same(name: str | None) -> str:
    return fold(name or "")


def _chosen(row: Indicator, named: list[Definition]) -> Definition | None:
    """The one that the classes of the row choose among those of its name."""
    classes = (_same(row.level1), _same(row.level2))

    def of(definition: Definition) -> tuple[str, str]:
        return _same(definition.row.level1), _same(definition.row.level2)

    fitting = [
        candidate
        for candidate in named
        if all(
            not mine or not theirs or mine == theirs
            for mine, theirs in zip(classes, of(candidate), strict=True)
        )
    ]
    exact = [candidate for candidate in fitting if of(candidate) == classes]
    for choice in (exact, fitting, named):
        if len(choice) == 1:
            return choice[0]
    return None


def _is_given(value: object) -> bool:
    return value is not None and value != ()


def _completed(row: Indicator, definition: Definition | None) -> Indicator:
    if definition is None:
        return row
    defined = definition.row
    changes: dict[str, Any] = {
        field: getattr(defined, field)
        for field in INHERITED
        if not _is_given(getattr(row, field)) and _is_given(getattr(defined, field))
    }
    for field in _APART:
        if field in changes and not _is_wanting(row, field):
            del changes[field]
    if row.level1 is None:
        changes["level1"] = defined.level1
    if row.level2 is None and row.level1 in {None, defined.level1}:
        changes["level2"] = defined.level2
    return row._replace(**changes)


def _is_wanting(row: Indicator, field: str) -> bool:
    """Whether the row's own targets leave the sign, or the unit, to the definition."""
    own = [text for text in (row.initial_target, row.adjusted_target) if text is not None]
    return not own or any(_lacks(text, field) for text in own)


def _lacks(target: str, field: str) -> bool:
    value = parse(target)
    if isinstance(value, Measure):
        return value.operator is None if field == "operator" else value.quantity.unit is None
    return field == "measure_unit" and isinstance(value, Interval) and value.high.unit is None
