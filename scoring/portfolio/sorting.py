"""Flat tables whose projects do not come in the order of their ids: sorted once, on disk.

DuckDB sorts what does not fit into memory on disk. Within a project the rows keep the order they
have in the tables.
"""

from __future__ import annotations

import os

from scoring.portfolio.columns import KNOWN
from scoring.portfolio.flat import LINE, SOURCE, Table, as_text, project_ids
from scoring.portfolio.parts import FOLDER
from scoring.portfolio.staging import FAULT
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMORY = "1GB"


def sorted_stage(tables: Sequence[Table], out: str) -> Table:
    """One table of all rows in the order of the ids, under the names of ``columns``."""
    import duckdb
    from pyarrow import parquet

    from scoring.model.digest import digest_of

    stamps = tuple(known for table in tables for known in table.stamps)
    key = digest_of([[table.shown, table.path] for table in tables] + [list(stamps)])[7:23]
    home = os.path.join(out, FOLDER)
    target = os.path.join(home, f"sorted-{key}.parquet")
    further = tuple(dict.fromkeys(name for table in tables for _, name in table.further))
    columns = [
        column
        for column in (*KNOWN, FAULT)
        if column == "project_id" or any(column in dict(table.columns) for table in tables)
    ]
    if not os.path.isfile(target):
        plain = [_plain(table, number, home, key) for number, table in enumerate(tables)]
        temporary = f"{target}.{os.getpid()}.tmp"
        with duckdb.connect() as database:
            database.execute(f"SET memory_limit = '{MEMORY}'")
            database.execute(f"SET temp_directory = '{_quoted(os.path.join(home, 'spill'))}'")
            names = ", ".join(f"'{_quoted(path)}'" for path in plain)
            database.execute(
                f"COPY (SELECT * FROM read_parquet([{names}], union_by_name = true) "  # noqa: S608 - names of our own files
                f'ORDER BY project_id, "{SOURCE}", "{LINE}") '
                f"TO '{_quoted(temporary)}' (FORMAT parquet, COMPRESSION lz4)"
            )
        os.replace(temporary, target)
        for path in plain:
            os.unlink(path)
    return Table(
        target,
        "",
        1,
        tuple((column, column) for column in columns),
        tuple((name, name) for name in further),
        (),
        parquet.read_metadata(target).num_rows,
        stamps,
    )


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _plain(table: Table, number: int, home: str, key: str) -> str:
    """The rows of one table under the names of ``columns``, numbered, as texts."""
    import polars as pl

    from scoring.portfolio.flat import in_wan

    path = os.path.join(home, f"plain-{key}-{number}.parquet")
    rows = pl.scan_parquet(table.path)
    kinds = dict(rows.collect_schema())
    money = dict(table.money)
    columns = [project_ids(table, kinds).alias("project_id")]
    columns += [
        in_wan(as_text(heading, kinds[heading]), column, money).alias(column)
        for column, heading in table.columns
        if column != "project_id"
    ]
    columns += [as_text(heading, kinds[heading]).alias(name) for heading, name in table.further]
    columns += [
        pl.lit(number, dtype=pl.Int32).alias(SOURCE),
        (pl.int_range(pl.len(), dtype=pl.Int32) + table.first_line).alias(LINE),
    ]
    rows.select(columns).sink_parquet(path, compression="lz4", engine="streaming")
    return path
