"""Results into a database: a DuckDB file or PostgreSQL, all of a run in one transaction.

Three tables as those of the folder, with one column more in front: ``run``, the name the rows of a
run are kept under. A run written again replaces its rows and no others, so the years stand side by
side. Drivers are imported where they are used.
"""

from __future__ import annotations

import os

from scoring.portfolio.tables import RESULTS
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    import pyarrow as pa

    from scoring.portfolio.outputs.reading import Tables

    Connection: TypeAlias = Any
    """A connection or a cursor of a driver, which may not be installed."""

PREFIX = "jixiao_"
"""What the names of the tables begin with."""

DUCKDB = "duckdb:"
POSTGRESQL = ("postgresql://", "postgres://")
_ROWS = 50_000


class DatabaseError(RuntimeError):
    """The database cannot be opened or written; nothing was changed in it."""


def is_database(target: str) -> bool:
    """Whether the target of ``-o`` is a database and no folder.

    >>> is_database("duckdb:结果.duckdb"), is_database("postgresql://host/db"), is_database("结果")
    (True, True, False)
    """
    return target.startswith((DUCKDB, *POSTGRESQL))


def write_database(folder: str, target: str, run: str | None = None) -> dict[str, int]:
    """Write the tables of a finished run into a database, all or nothing.

    Args:
        folder: of the finished run.
        target: ``duckdb:FILE`` or ``postgresql://…``.
        run: the name the rows are kept under; by default that of the folder.

    Returns how many rows each table got. Raises ``UnfinishedRunError`` for the folder,
    ``DatabaseError`` for the database, ``ValueError`` for another kind of target, and
    ``ModuleNotFoundError`` where the driver is not installed.
    """
    from scoring.portfolio.outputs.reading import open_tables

    tables = open_tables(folder)
    name = run or os.path.basename(os.path.abspath(folder))
    if target.startswith(DUCKDB):
        return _into_duckdb(tables, target.removeprefix(DUCKDB), name)
    if target.startswith(POSTGRESQL):
        return _into_postgresql(tables, target, name)
    # The target may hold a password: only what comes before it is said.
    message = f"不认识的数据库 {target.partition(':')[0]}：写 duckdb:文件 或 postgresql://…"
    raise ValueError(message)


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever stands in it.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace("\0", "").replace('"', '""') + '"'


def _schema(tables: Tables, name: str) -> pa.Schema:
    from pyarrow import parquet

    made: pa.Schema = parquet.read_schema(tables.path(name))
    return made


def _statements(name: str, schema: pa.Schema, *, is_duckdb: bool) -> Iterator[str]:
    """The table, if it is not there, and the columns that an earlier run did not have."""
    table = quoted(PREFIX + name)
    yield f"CREATE TABLE IF NOT EXISTS {table} (run TEXT NOT NULL)"
    for field in schema:
        kind = _type(field.type, is_duckdb=is_duckdb)
        yield f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {quoted(field.name)} {kind}"
    if not is_duckdb:
        index = quoted(f"{PREFIX}{name}_run")
        yield f"CREATE INDEX IF NOT EXISTS {index} ON {table} (run, project_id)"


def _type(kind: pa.DataType, *, is_duckdb: bool) -> str:
    import pyarrow as pa

    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision},{kind.scale})"
    if pa.types.is_integer(kind):
        return "INTEGER" if kind.bit_width <= 32 else "BIGINT"  # noqa: PLR2004 - bits
    if pa.types.is_list(kind):
        return "JSON" if is_duckdb else "JSONB"
    return "TEXT"


def _into_duckdb(tables: Tables, file: str, run: str) -> dict[str, int]:
    try:
        import duckdb
    except ModuleNotFoundError as error:
        message = "写 DuckDB 需要安装：pip install 'jixiao[portfolio]'"
        raise ModuleNotFoundError(message, name=error.name) from None
    counts = {}
    try:
        with duckdb.connect(file) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.begin()
            for name in RESULTS:
                counts[name] = _table_into_duckdb(connection, tables, name, run)
            connection.commit()
    except duckdb.Error as error:
        message = f"写不进 {file}：{_first_line(error)}。数据库没有改动。"
        raise DatabaseError(message) from error
    return counts


def _table_into_duckdb(connection: Connection, tables: Tables, name: str, run: str) -> int:
    from pyarrow import parquet

    schema = _schema(tables, name)
    for statement in _statements(name, schema, is_duckdb=True):
        connection.execute(statement)
    table = quoted(PREFIX + name)
    connection.execute(f"DELETE FROM {table} WHERE run = ?", [run])  # noqa: S608 - the name is ours
    columns = ", ".join(map(quoted, schema.names))
    values = ", ".join(
        f"to_json({quoted(field.name)})" if field.name == "related" else quoted(field.name)
        for field in schema
    )
    rows = 0
    with parquet.ParquetFile(tables.path(name)) as file:
        for batch in file.iter_batches(_ROWS):
            connection.register("incoming", batch)
            connection.execute(
                f"INSERT INTO {table} (run, {columns}) SELECT ?, {values} FROM incoming",  # noqa: S608
                [run],
            )
            connection.unregister("incoming")
            rows += batch.num_rows
    return rows


def _into_postgresql(tables: Tables, target: str, run: str) -> dict[str, int]:
    try:
        import psycopg
    except ModuleNotFoundError as error:
        message = "写 PostgreSQL 需要安装：pip install 'jixiao[postgresql]'"
        raise ModuleNotFoundError(message, name=error.name) from None
    counts = {}
    try:
        # Leaving the block commits; an error anywhere in it takes everything back.
        with psycopg.connect(target) as connection, connection.cursor() as cursor:
            for name in RESULTS:
                counts[name] = _table_into_postgresql(cursor, tables, name, run)
    except psycopg.Error as error:
        message = f"写不进 PostgreSQL：{_first_line(error)}。数据库没有改动。"
        raise DatabaseError(message) from error
    return counts


def _table_into_postgresql(cursor: Connection, tables: Tables, name: str, run: str) -> int:
    import polars as pl
    from pyarrow import parquet

    schema = _schema(tables, name)
    for statement in _statements(name, schema, is_duckdb=False):
        cursor.execute(statement)
    table = quoted(PREFIX + name)
    cursor.execute(f"DELETE FROM {table} WHERE run = %s", [run])  # noqa: S608 - the name is ours
    columns = ", ".join(map(quoted, schema.names))
    texts = [number for number, field in enumerate(schema) if str(field.type) == "string"]
    related = schema.get_field_index("related")
    rows = 0
    with (
        parquet.ParquetFile(tables.path(name)) as file,
        cursor.copy(f"COPY {table} (run, {columns}) FROM STDIN") as copy,
    ):
        for batch in file.iter_batches(_ROWS):
            for row in pl.DataFrame(pl.from_arrow(batch)).iter_rows():
                copy.write_row([run, *_cells(row, texts, related)])
            rows += batch.num_rows
    return rows


def _cells(row: tuple[Any, ...], texts: list[int], related: int) -> list[Any]:
    """The cells of a row as PostgreSQL takes them: it knows no NUL in a text."""
    from scoring.model.document import json_text

    cells = list(row)
    for number in texts:
        if cells[number] is not None and "\0" in cells[number]:
            cells[number] = cells[number].replace("\0", "␀")
    if related >= 0:
        cells[related] = json_text(cells[related], None).replace("\0", "").replace("\\u0000", "")
    return cells


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip("。.")
