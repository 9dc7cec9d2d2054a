"""The rows of the indicator block under their classes, level 1 and level 2 merged over theirs."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.grid import Cell
from scoring.render.layouts.printed import NOTHING

if TYPE_CHECKING:
    from scoring.model.project import Indicator
    from scoring.model.scorecard import IndicatorScore, Scorecard


class ClassedRow(NamedTuple):
    """A row, its score, and the group cells that begin with it."""

    groups: tuple[Cell, ...]
    row: Indicator
    score: IndicatorScore


def classed_rows(card: Scorecard) -> list[ClassedRow]:
    """The rows as written; neighbours of one class share its cell."""
    scores = card.indicators
    rows = {row.path: row for row in card.project.indicators}
    classed = []
    for at, score in enumerate(scores):
        first = (score.level1,)
        second = (score.level1, score.level2)
        before = scores[at - 1] if at else None
        groups = []
        if before is None or (before.level1,) != first:
            length = _run([(known.level1,) for known in scores], at)
            groups.append(Cell(_name(score.level1, is_below=at > 0), rows=length, role="group"))
        if before is None or (before.level1, before.level2) != second:
            length = _run([(known.level1, known.level2) for known in scores], at)
            is_below = before is not None and before.level1 == score.level1
            groups.append(Cell(_name(score.level2, is_below=is_below), rows=length, role="group"))
        classed.append(ClassedRow(tuple(groups), rows[score.path], score))
    return classed


def _name(level: str | None, *, is_below: bool) -> str:
    """The name of a class; none below another is marked: a blank would mean the one above."""
    return level or (NOTHING if is_below else "")


def _run(keys: list[tuple[str | None, ...]], start: int) -> int:
    """How many equal keys stand in a row from here."""
    end = start
    while end < len(keys) and keys[end] == keys[start]:
        end += 1
    return end - start
