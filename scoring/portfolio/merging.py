"""The pieces of a slice, and the projects that were scored whole, as the tables of a part."""

from __future__ import annotations

from scoring import notation
from scoring.checks.portfolio import EXPLANATION_LENGTH, Text
from scoring.portfolio.flat import LINE, SOURCE
from scoring.portfolio.lanes import NUMBER, PLACE
from scoring.portfolio.tables import FINDINGS, KEPT, MONEY, POINTS, RATE, WEIGHT, schema
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    import pyarrow as pa

    from scoring.portfolio.parts import Part
    from scoring.portfolio.records import Rows
    from scoring.portfolio.summing import Piece

SCALE_OF_CENTS = 2


def merged(pieces: Sequence[Piece], whole: Rows, part: Part) -> dict[str, pa.Table]:
    """The tables of a part, projects in their order, whatever road they came."""
    held: dict[str, list[tuple[pl.Series, pa.Table]]] = {name: [] for name in KEPT}
    for piece in pieces:
        for name, (numbers, table) in _tables(piece, part).items():
            held[name].append((numbers, table))
    if whole.count:
        for name, table in whole.tables().items():
            held[name].append((_numbers(name, table, whole), table))
    return {name: _in_order(name, tables, part.further) for name, tables in held.items()}


def _in_order(
    name: str, tables: Sequence[tuple[pl.Series, pa.Table]], further: tuple[str, ...]
) -> pa.Table:
    import polars as pl
    import pyarrow as pa

    if not tables:
        return schema(name, further).empty_table()
    whole = pa.concat_tables(table for _, table in tables)
    if len(tables) == 1 and tables[0][0].is_sorted():
        return whole
    order = pl.concat([numbers for numbers, _ in tables]).arg_sort()
    # A stable sort: the rows of one project come from one table and stay in their order.
    order = pl.DataFrame({"n": pl.concat([numbers for numbers, _ in tables])}).with_row_index("i")
    places = order.sort("n", maintain_order=True)["i"].to_arrow()
    return whole.take(places)


def _numbers(name: str, table: pa.Table, whole: Rows) -> pl.Series:
    """The numbers of the projects that the rows of a table of the scalar road belong to."""
    import polars as pl

    if name in {"entries", "texts"}:
        return pl.Series(table.column("number").to_pylist(), dtype=pl.Int64)
    ids = [row[0] for row in whole.rows["projects"]]
    known = dict(zip(ids, whole.numbers, strict=True))
    wanted = table.column("project_id").to_pylist()
    return pl.Series([known[project_id] for project_id in wanted], dtype=pl.Int64)


def _tables(piece: Piece, part: Part) -> Iterator[tuple[str, tuple[pl.Series, pa.Table]]]: ...
