"""The rows of a slice with their own numbers typed: weights, decisions, deductions, claims.

Each distinct text of a column is converted once. A row that the columnar road cannot take marks
its project.
"""

from __future__ import annotations

from scoring.portfolio.bound import HUNDRED
from scoring.portfolio.heads import CONTROLS, NUMBER
from scoring.portfolio.tables import WEIGHT, fitted
from scoring.portfolio.typed import degree_of, hundredths, method_of_text, points_of
from scoring.record import TYPE_CHECKING
from scoring.source.classes import class_name
from scoring.source.indicators import APPLIES

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

TEXTS = (
    "level1", "level2", "indicator", "target", "adjusted_target", "operator", "measure_unit",
    "actual", "deduction_reason", "explanation", "evidence", "review_note", "id", "note",
    "not_applicable",
)  # fmt: skip
LONGEST = 100_000


def typed_rows(rows: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """The rows with ``weight_cents``, ``deduction_cents`` and the year; ``__odd`` where not to be.

    Args:
        rows: those that hold an indicator.
        heads: their projects.
    """
    import polars as pl

    odd = rows["indicator"].is_null()
    applies = rows["not_applicable"].is_in(list(APPLIES))
    odd |= rows["not_applicable"].is_not_null() & ~applies.fill_null(value=False)
    for column in TEXTS:
        cells = rows[column]
        if cells.null_count() < rows.height:
            odd |= _is_odd(cells)
    made = []
    for column, name, convert, kind in (
        ("weight", "weight_cents", hundredths, pl.Int64),
        ("weight", "weight_places", _places, pl.Int8),
        ("deduction", "deduction_cents", _deducted, pl.Int64),
        ("degree", "__degree", _is(degree_of), pl.Boolean),
        ("claimed_score", "claimed", _millionths, pl.Int64),
        ("review_score", "review", _millionths, pl.Int64),
        ("method", "__method", _is(method_of_text), pl.Boolean),
    ):
        values = _mapped(rows[column], convert, kind).alias(name)
        odd |= values.is_null() & rows[column].is_not_null()
        made.append(values)
    made += [
        _mapped(rows[column], class_name, pl.String).alias(column)
        for column in ("level1", "level2")
    ]
    years = heads["year_number"].gather(rows[NUMBER]).alias("year")
    return rows.with_columns(*made, years, odd.fill_null(value=False).alias("__odd"))


def _is(convert: Callable[[str], object | None]) -> Callable[[str], bool | None]:
    def answer(text: str) -> bool | None:
        return True if convert(text) is not None else None

    return answer


def _places(text: str) -> int | None:
    """The digits a weight has after the point as written: sums are told with as many."""
    value = points_of(text)
    return None if value is None else max(-int(value.as_tuple().exponent), 0)


def _millionths(text: str) -> int | None:
    """Points as their column holds them, in whole numbers."""
    value = points_of(text)
    held = None if value is None else fitted(value, WEIGHT)
    return None if held is None else int(held.scaleb(WEIGHT[1]))


def _deducted(text: str) -> int | None:
    """A deduction in hundredths; one below 0 takes nothing off."""
    value = points_of(text)
    if value is None:
        return None
    above, below = max(value, type(value)(0)).as_integer_ratio()
    if HUNDRED * above % below or above > below * HUNDRED * HUNDRED:
        return None
    return HUNDRED * above // below


def _mapped(
    cells: pl.Series, convert: Callable[[str], object | None], kind: type[pl.DataType]
) -> pl.Series:
    """Every cell converted, each distinct text once."""
    import polars as pl

    if cells.null_count() == len(cells):
        return pl.Series(cells.name, [None], kind).new_from_index(0, len(cells))
    known = cells.drop_nulls().unique()
    values = pl.Series([convert(text) for text in known], dtype=kind)
    return cells.replace_strict(known, values, default=None, return_dtype=kind)


def _is_odd(cells: pl.Series) -> pl.Series:
    """Which cells hold signs that may stand in no text, or are too long."""
    import polars as pl

    known = cells.drop_nulls().unique()
    odd = known.filter(known.str.contains(CONTROLS) | (known.str.len_chars() > LONGEST))
    if odd.is_empty():
        return pl.Series(cells.name, [False]).new_from_index(0, len(cells))
    return cells.is_in(odd.implode()).fill_null(value=False)
