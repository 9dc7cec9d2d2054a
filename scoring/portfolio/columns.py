"""The columns of flat tables: which spelling means what, and which are passed through.

English names are those of the results and of the project file; Chinese ones the labels of the
form. Nothing here reads a table.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation.vocabulary import labels
from scoring.portfolio.tables import INDICATORS
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.keys import folded, matched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ID_SPELLINGS = ("project_id", "项目编号", "项目标识", "项目ID", "项目id")
INDICATOR_SPELLINGS = ("indicator", "三级指标", "指标名称", "绩效指标")

PROJECT_COLUMNS = (
    "project_id", "name", "department", "unit", "code", "year", "rules", "annual_budget",
    "executed",
)  # fmt: skip
"""Columns that repeat in every row of a project."""

INDICATOR_COLUMNS = (
    "level1", "level2", "indicator", "target", "adjusted_target", "operator", "measure_unit",
    "actual", "weight", "claimed_score", "method", "degree", "deduction", "deduction_reason",
    "explanation", "evidence", "not_applicable", "review_score", "review_note", "id", "note",
)  # fmt: skip
"""Columns of an indicator."""

KNOWN = (*PROJECT_COLUMNS, *INDICATOR_COLUMNS)

FIELD = {"indicator": "name", "target": "initial_target"}
"""Columns that are called otherwise than the field of the project file."""

_AMBIGUOUS = frozenset(("项目资金", "单位"))


class Header(NamedTuple):
    """What the columns of a table mean.

    ``known`` pairs the names of this module with positions; ``further`` are the positions and
    printed names of the columns that are passed through; ``money`` says of amounts whose heading
    names a unit (全年预算数（元）) which it is; ``twice`` are headings that say the same again.
    """

    known: dict[str, int]
    further: tuple[tuple[int, str], ...]
    money: dict[str, str]
    twice: tuple[str, ...]


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Every accepted heading and the column it means."""
    meaning: dict[str, str] = {}
    for mapping, columns in (
        ("indicator", INDICATOR_COLUMNS),
        ("fund", ("annual_budget", "executed")),
    ):
        names = {FIELD.get(column, column): column for column in columns}
        for spelling, english in labels(mapping).english.items():
            if english in names and spelling != "name":
                meaning.setdefault(spelling, names[english])
    meaning |= {
        spelling: english
        for spelling, english in labels("project").english.items()
        if english in PROJECT_COLUMNS and spelling not in _AMBIGUOUS
    }
    meaning.update({column: column for column in KNOWN})
    meaning.update(dict.fromkeys(ID_SPELLINGS, "project_id"))
    meaning.update(dict.fromkeys(INDICATOR_SPELLINGS, "indicator"))
    # The labels of both; what a flat table has in every row is the indicator's.
    meaning.update({"note": "note", "备注": "note", "说明": "note"})
    return meaning


def meaning_of(heading: str) -> str | None:
    """The column that a heading means; none for one that is passed through.

    >>> meaning_of("三级指标"), meaning_of("全年预算数（万元）"), meaning_of("area")
    ('indicator', 'annual_budget', None)
    """
    known = spellings()
    spelling = matched(known, heading.strip())
    return None if spelling is None else known[spelling]


def read_header(headings: Sequence[str]) -> Header:
    """What the headings of a table mean; the first of two that mean the same counts."""
    known: dict[str, int] = {}
    further: list[tuple[int, str]] = []
    money: dict[str, str] = {}
    twice: list[str] = []
    taken = set(INDICATORS)
    for position, heading in enumerate(headings):
        column = meaning_of(heading)
        if column is not None and column in known:
            twice.append(heading)
        elif column is not None:
            known[column] = position
            unit = _unit_in(heading)
            if unit is not None and column in {"annual_budget", "executed"}:
                money[column] = unit
        elif heading.strip():
            name = heading.strip()
            while name in taken:
                name = f"given_{name}"
            taken.add(name)
            further.append((position, name))
    return Header(known, tuple(further), money, tuple(twice))


def _unit_in(heading: str) -> str | None:
    half = folded(heading)
    inside = half[half.rindex("(") + 1 : -1] if half.endswith(")") and "(" in half else ""
    return inside if inside in {"元", "千元", "亿元"} else None


def is_flat_header(headings: Iterable[str]) -> bool:
    """Whether a first row is that of a flat table: it names a project and an indicator.

    >>> is_flat_header(["project_id", "indicator", "actual"]), is_flat_header(["自评表", ""])
    (True, False)
    """
    meant = {meaning_of(heading) for heading in headings}
    return bool(meant & {"project_id", "code", "name"}) and meant >= {"indicator", "actual"}
