"""Which row of a reviewer's file is which row of the self-evaluation. Nothing is scored here."""

from __future__ import annotations

from scoring import notation
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.model.project import Indicator


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
