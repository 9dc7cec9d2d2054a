"""What follows from texts alone, worked out once for each distinct combination of them.

Within a table by a join, from table to table by memory. What the texts mean is the caller's.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import polars as pl

    from scoring.model.ruleset import RuleSet

MOST = 200_000
"""Combinations of one kind that are remembered; then it begins anew."""

_MEMORY: dict[tuple[str, RuleSet], dict[tuple[str | None, ...], tuple[object, ...]]] = {}


def joined(
    rows: pl.DataFrame,
    keys: Sequence[str],
    make: Callable[..., tuple[object, ...]],
    columns: dict[str, Any],
) -> pl.DataFrame:
    """The rows with columns made of the texts in some others, once for each combination."""
    import polars as pl

    known = rows.select(keys).unique()
    made = [make(*texts) for texts in known.iter_rows()]
    further = pl.DataFrame(made, schema=columns, orient="row")
    return attached(rows, keys, pl.concat([known, further], how="horizontal"))


def attached(rows: pl.DataFrame, keys: Sequence[str], known: pl.DataFrame) -> pl.DataFrame:
    """The rows with the columns known of their keys, in their order."""
    return rows.join(known, on=list(keys), how="left", nulls_equal=True, maintain_order="left")


def filled(rows: pl.DataFrame, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns that hold anything: the others tell no row from another."""
    return tuple(column for column in columns if rows[column].null_count() < rows.height)


def remembered(
    kind: str, rules: RuleSet, make: Callable[..., tuple[object, ...]]
) -> Callable[..., tuple[object, ...]]:
    """The function with what it gave for the same texts in earlier slices remembered."""
    memory = _MEMORY.setdefault((kind, rules), {})

    def look_up(*texts: str | None) -> tuple[object, ...]:
        found = memory.get(texts)
        if found is None:
            if len(memory) >= MOST:
                memory.clear()
            found = memory[texts] = make(*texts)
        return found

    return look_up
