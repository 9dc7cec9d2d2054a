"""Which row of a project a name means: as written, or a part of the name that one row alone has.

The names of the parts that are no rows stand here too. Nothing is scored here.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.model.project import Indicator
    from scoring.model.scorecard import IndicatorScore

EXECUTION, TOTAL = "预算执行率", "总分"
"""Names of the parts that are not indicators."""

_MOST_SUGGESTIONS = 5
_ALIKE = 0.4


class UnknownNameError(LookupError):
    """No row has this name, or several have it in theirs; ``suggestions`` are the nearest names."""

    def __init__(self, name: str, suggestions: tuple[str, ...]) -> None:
        self.name = name
        self.suggestions = suggestions
        hint = "、".join(f"“{suggestion}”" for suggestion in suggestions)
        asked = f"没有指标“{name}”"
        if name and sum(name in suggestion for suggestion in suggestions) > 1:
            asked = f"名称里有“{name}”的不止一个"
        super().__init__(f"{asked}；您是要{hint}吗？" if hint else f"{asked}。")

    def __reduce__(self) -> tuple[type[UnknownNameError], tuple[str, tuple[str, ...]]]:
        return type(self), (self.name, self.suggestions)


def exactly_named(rows: Sequence[Indicator | IndicatorScore], name: str) -> list[int]:
    """The positions of the rows that have this name."""
    return [at for at, row in enumerate(rows) if row.name == name]


def named(
    rows: Sequence[Indicator | IndicatorScore],
    name: str,
    others: Iterable[str] = (EXECUTION, TOTAL),
) -> list[int]:
    """The positions of the rows that a name means; several only where they share one name.

    Args:
        rows: of a project or of its scorecard.
        name: a name, or a part of one where only one name has it.
        others: names of parts that are no rows, for the suggestions.

    Raises ``UnknownNameError`` when the name fits no row, or rows of different names.

    >>> from scoring.model.project import Indicator
    >>> named([Indicator("培训人数", ""), Indicator("培训场次", "")], "人数")
    [0]
    """
    found = exactly_named(rows, name)
    if found:
        return found
    found = [at for at, row in enumerate(rows) if name and name in row.name]
    if len({rows[at].name for at in found}) != 1:
        known = [rows[at].name for at in found]
        raise UnknownNameError(name, _suggestions([row.name for row in rows], name, known, others))
    return found


def title(row: Indicator | IndicatorScore) -> str:
    """The classes and the name of a row.

    >>> from scoring.model.project import Indicator
    >>> title(Indicator("培训人数", "", "产出指标", "数量指标"))
    '产出指标/数量指标/培训人数'
    """
    return "/".join(text for text in (row.level1, row.level2, row.name) if text)


def _suggestions(
    names: list[str], name: str, found: list[str], others: Iterable[str]
) -> tuple[str, ...]:
    if found:
        return tuple(dict.fromkeys(found))[:_MOST_SUGGESTIONS]
    from difflib import get_close_matches

    every = list(dict.fromkeys([*names, *others]))
    near = get_close_matches(name, every, n=_MOST_SUGGESTIONS, cutoff=_ALIKE)
    return tuple(near or every[:_MOST_SUGGESTIONS])
