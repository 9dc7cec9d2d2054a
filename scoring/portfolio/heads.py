"""The projects of a slice: one row each, money and year as whole numbers, the odd ones marked."""

from __future__ import annotations

from scoring.portfolio.bound import LARGEST, MONEY_SCALE
from scoring.portfolio.columns import PROJECT_COLUMNS
from scoring.portfolio.flat import LINE, SOURCE
from scoring.portfolio.staging import FAULT
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

NUMBER = "__number"
MOST_ROWS = 5000
"""A project of more rows is read as a whole: the reader of project files has a limit."""

CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\x{fffe}\x{ffff}]"
"""Signs that may stand in no text."""

_PLAIN = r"^\d{1,11}(\.\d{1,6})?$"
_YEAR = r"^(19(49|[5-9]\d)|20\d\d|2100)(年度?)?$"


def typed_heads(frame: pl.DataFrame) -> pl.DataFrame:
    """A row for each project, in order.

    ``budget`` and ``executed`` are whole numbers in the scale of the two (``money_places``);
    ``__odd`` says that the columnar road cannot take the project.
    """
    import polars as pl

    heads = frame.group_by(NUMBER, maintain_order=True).agg(
        *(pl.col(column).first() for column in (*PROJECT_COLUMNS, SOURCE, LINE)),
        pl.len().alias("__rows"),
        pl.col(FAULT).is_not_null().any().alias("__fault"),
    )
    texts = ("name", "department", "unit", "code")
    unlike = _unlike(frame, heads)
    budget, executed = pl.col("annual_budget"), pl.col("executed")
    heads = heads.with_columns(
        (
            pl.col("__fault")
            | pl.Series("__unlike", unlike)
            | (pl.col("project_id") == "")
            | (pl.col("__rows") > MOST_ROWS)
            | pl.col("name").is_null()
            | ~pl.col("year").str.contains(_YEAR).fill_null(value=False)
            | (budget.is_not_null() & ~budget.str.contains(_PLAIN).fill_null(value=False))
            | (executed.is_not_null() & ~executed.str.contains(_PLAIN).fill_null(value=False))
            | pl.any_horizontal(
                pl.col(column).str.contains(CONTROLS).fill_null(value=False) for column in texts
            )
        ).alias("__odd"),
        pl.col("year").str.slice(0, 4).cast(pl.Int32, strict=False).alias("year_number"),
        *(
            pl.col(column).cast(pl.Decimal(20, MONEY_SCALE), strict=False).alias(f"{column}_exact")
            for column in ("annual_budget", "executed")
        ),
    )
    return _scaled(heads)


def _unlike(frame: pl.DataFrame, heads: pl.DataFrame) -> pl.Series:
    """Which projects have rows that say something else of them than the first one."""
    import polars as pl

    places = frame[NUMBER]
    odd = pl.Series("odd", [False]).new_from_index(0, frame.height)
    for column in PROJECT_COLUMNS[1:]:
        cells = frame[column]
        if cells.null_count() == frame.height:
            continue
        first = heads[column].gather(places)
        odd |= cells.is_not_null() & cells.ne_missing(first)
    numbers = places.filter(odd).unique()
    return heads[NUMBER].is_in(numbers.implode())


def _scaled(heads: pl.DataFrame) -> pl.DataFrame:
    """Money as whole numbers: the fewest digits after the point that both amounts need."""
    import polars as pl

    scaled = heads.with_columns(
        pl.lit(None, pl.Int64).alias("budget"), pl.lit(None, pl.Int64).alias("spent")
    )
    amounts = {"budget": "annual_budget_exact", "spent": "executed_exact"}
    wanted = [
        (pl.col(source) * 10**MONEY_SCALE).cast(pl.Int64, strict=False).alias(name)
        for name, source in amounts.items()
    ]
    scaled = heads.with_columns(wanted)
    # Trailing zeros of both go: six digits after the point are rarely needed.
    for _ in range(MONEY_SCALE // 2):
        both = (pl.col("budget").fill_null(0) % 100 == 0) & (
            pl.col("spent").fill_null(0) % 100 == 0
        )
        scaled = scaled.with_columns(
            pl.when(both).then(pl.col(name) // 100).otherwise(pl.col(name)).alias(name)
            for name in amounts
        )
    too_large = (pl.col("budget").fill_null(0) > LARGEST) | (pl.col("spent").fill_null(0) > LARGEST)
    unread = pl.any_horizontal(
        pl.col(column).is_not_null() & pl.col(source).is_null()
        for column, source in (("annual_budget", "budget"), ("executed", "spent"))
    )
    return (
        scaled.with_columns((pl.col("__odd") | too_large | unread).alias("__odd"))
        .rename({"executed": "executed_text"})
        .rename({"spent": "executed"})
    )
