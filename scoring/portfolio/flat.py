"""Flat tables cut into slices of whole projects: what a part of the columnar road reads.

Projects come out in the order of their ids. Tables that have them in that order are read where
they lie; others are sorted once, on disk, beside the parts. So neither the order of the rows, nor
how they are spread over files, changes a byte of the results.
"""

from __future__ import annotations

import os

from scoring.portfolio.columns import Header, read_header
from scoring.portfolio.parts import FOLDER, stamp
from scoring.portfolio.staging import FAULT, stage
from scoring.portfolio.trouble import FlatTableError
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

ROWS_OF_PART = 262_144
"""So many rows a part has, and what is left of its last project."""

SOURCE, LINE = "__source", "__line"
"""Columns of a sorted stage: the number of the table a row comes from, and its line there."""

_LITTLE = 1 << 26


class Table(NamedTuple):
    """A flat table to be read.

    ``shown`` is the name findings carry, ``first_line`` the line of its first row. ``path`` is a
    Parquet file, the table itself or its stage. ``columns`` pairs the columns of ``columns`` with
    the headings in there, ``money`` those amounts whose heading names another unit than 万元.
    """

    path: str
    shown: str
    first_line: int
    columns: tuple[tuple[str, str], ...]
    further: tuple[tuple[str, str], ...]
    money: tuple[tuple[str, str], ...]
    rows: int
    stamps: tuple[tuple[int, int], ...]


class Segment(NamedTuple):
    """Rows of a table: from ``start``, so many."""

    table: Table
    start: int
    rows: int


class Slice(NamedTuple):
    """Whole projects, one after the other; ``sources`` are the tables of a sorted stage."""

    segments: tuple[Segment, ...]
    sources: tuple[tuple[str, int], ...]
    rows: int


def slices_of(paths: Sequence[str], out: str) -> tuple[list[Slice], tuple[str, ...]]:
    """The slices of all tables together, and the columns that are passed through.

    Raises ``FlatTableError`` for a table without projects or indicators.
    """
    tables = [_table(path, out) for path in paths]
    further = tuple(dict.fromkeys(name for table in tables for _, name in table.further))
    slices = _cut(tables)
    if slices is None:
        from scoring.portfolio.sorting import sorted_stage

        slices = _cut([sorted_stage(tables, out)])
        assert slices is not None
        sources = tuple((table.shown, table.first_line) for table in tables)
        slices = [piece._replace(sources=sources) for piece in slices]
    return slices, further


def _table(path: str, out: str) -> Table:
    """What a file holds, staged when it is no Parquet."""
    from pyarrow import lib, parquet

    from scoring.model.digest import digest_of

    stamps = (stamp(path),)
    is_parquet = path.lower().endswith(".parquet")
    held = path
    if not is_parquet:
        key = digest_of([os.path.abspath(path), *stamps[0]])[7:23]
        held = os.path.join(out, FOLDER, f"table-{key}.parquet")
        if not os.path.isfile(held):
            stage(path, held)
    try:
        known = parquet.read_metadata(held)
        headings = known.schema.to_arrow_schema().names
    except (OSError, lib.ArrowException) as error:
        message = f"无法读取 {path}：不是完整的 Parquet 文件（{type(error).__name__}）。"
        raise FlatTableError(message) from None
    header = read_header([name for name in headings if name != FAULT])
    _check(header, path)
    is_text = path.lower().endswith((".csv", ".tsv", ".xlsx"))
    columns = [(column, headings[place]) for column, place in header.known.items()]
    if FAULT in headings:
        columns.append((FAULT, FAULT))
    return Table(
        held,
        path.replace("\\", "/").removeprefix("./"),
        2 if is_text else 1,
        tuple(columns),
        tuple((headings[place], name) for place, name in header.further),
        tuple(header.money.items()),
        known.num_rows,
        stamps,
    )


def _check(header: Header, path: str) -> None:
    known = header.known
    if not {"project_id", "code", "name"} & known.keys():
        message = (
            f"{path} 里没有 project_id（项目编号）一列，也没有项目编码、项目名称，分不出项目。"
        )
        raise FlatTableError(message)
    if "indicator" not in known:
        message = (
            f"{path} 里没有 indicator（三级指标）一列；平面表一行一个指标，"
            "列名见 docs/portfolio.md。"
        )
        raise FlatTableError(message)


def id_columns(table: Table) -> tuple[str, ...]:
    """The headings that make the id: project_id, else code or name, with the year."""
    known = dict(table.columns)
    if "project_id" in known:
        return (known["project_id"],)
    own = known.get("code") or known["name"]
    return (own, known["year"]) if "year" in known else (own,)


def as_text(column: str, kind: pl.DataType) -> pl.Expr:
    """A column as the texts of its cells; whole numbers of a float column without a point."""
    import polars as pl

    cell = pl.col(column)
    if kind in {pl.Float32, pl.Float64}:
        whole = cell.is_finite() & (cell == cell.round()) & (cell.abs() < 1e15)  # noqa: PLR2004 - exact up to here
        return (
            pl.when(whole)
            .then(cell.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(cell.cast(pl.String))
        )
    if isinstance(kind, pl.Decimal):
        text = cell.cast(pl.String)
        bare = text.str.strip_chars_end("0").str.strip_chars_end(".")
        return pl.when(text.str.contains(".", literal=True)).then(bare).otherwise(text)
    if isinstance(kind, pl.List):
        return cell.list.eval(pl.element().cast(pl.String)).list.join("\n")
    if kind == pl.Boolean:
        return pl.when(cell).then(pl.lit("是")).when(~cell).then(pl.lit("否"))
    return cell.cast(pl.String)


def project_ids(table: Table, kinds: dict[str, pl.DataType]) -> pl.Expr:
    """The id of every row."""
    import polars as pl

    parts = [
        as_text(column, kinds[column]).fill_null("").str.strip_chars()
        for column in id_columns(table)
    ]
    return parts[0] if len(parts) == 1 else pl.concat_str(parts, separator="/")


def _ids(tables: Sequence[Table]) -> Iterator[tuple[Table, int, pl.Series]]:
    """The ids of all rows, batch by batch, with the row each batch begins at."""
    import polars as pl
    from pyarrow import parquet

    for table in tables:
        start = 0
        columns = list(id_columns(table))
        with parquet.ParquetFile(table.path) as file:
            for batch in file.iter_batches(1 << 18, columns=columns):
                frame = pl.DataFrame(pl.from_arrow(batch))
                kinds = dict(frame.schema)
                yield table, start, frame.select(project_ids(table, kinds)).to_series()
                start += batch.num_rows


class _Cutter:
    """Cuts the rows of all tables into slices, as their ids come by."""

    def __init__(self) -> None:
        self.slices: list[Slice] = []
        self.held: list[Segment] = []
        self.count = 0
        self.last: str | None = None

    def keep(self, table: Table, start: int, rows: int) -> None:
        """Rows that belong to the slice at hand."""
        if rows and self.held and self.held[-1].table is table:
            self.held[-1] = self.held[-1]._replace(rows=self.held[-1].rows + rows)
        elif rows:
            self.held.append(Segment(table, start, rows))
        self.count += rows

    def finish(self) -> None:
        """The slice at hand is whole."""
        if self.held:
            self.slices.append(Slice(tuple(self.held), (), self.count))
        self.held, self.count = [], 0

    def take(self, table: Table, start: int, ids: pl.Series) -> None:
        """The next rows; ``start`` is where they begin in the table."""
        position = 0
        while position < ids.len():
            room = ROWS_OF_PART - self.count
            if room > ids.len() - position:
                self.keep(table, start + position, ids.len() - position)
                break
            # The slice is full: it ends where the next project begins.
            final = ids[position + room - 1] if room > 0 else self.last
            end = int(ids.search_sorted(final, side="right"))
            self.keep(table, start + position, end - position)
            if end == ids.len():
                break
            self.finish()
            position = end
        if ids.len():
            self.last = ids[-1]


def _cut(tables: Sequence[Table]) -> list[Slice] | None:
    """Slices of whole projects; none when the ids do not come in their order."""
    cutter = _Cutter()
    for table, start, ids in _ids(tables):
        last = cutter.last
        if not ids.is_sorted() or (last is not None and ids.len() and ids[0] < last):
            return None
        cutter.take(table, start, ids)
    cutter.finish()
    return cutter.slices


def read_slice(piece: Slice) -> pl.DataFrame:
    """The rows of a slice: known columns by their names, all as texts, with table and line."""
    import polars as pl

    frames = []
    for segment in piece.segments:
        table = segment.table
        rows = pl.scan_parquet(table.path).slice(segment.start, segment.rows)
        kinds = dict(rows.collect_schema())
        columns = [project_ids(table, kinds).alias("project_id")]
        columns += [
            in_wan(as_text(heading, kinds[heading]), column, dict(table.money)).alias(column)
            for column, heading in table.columns
            if column != "project_id"
        ]
        columns += [as_text(heading, kinds[heading]).alias(name) for heading, name in table.further]
        if LINE not in kinds:
            columns += [
                pl.lit(table.shown).alias(SOURCE),
                pl.int_range(pl.len(), dtype=pl.Int32).alias(LINE)
                + segment.start
                + table.first_line,
            ]
        else:
            names = dict(enumerate(shown for shown, _ in piece.sources))
            columns += [
                pl.col(SOURCE).replace_strict(names, return_dtype=pl.String),
                pl.col(LINE),
            ]
        frames.append(rows.select(columns).collect())
    return pl.concat(frames, how="diagonal")


def in_wan(text: pl.Expr, column: str, money: dict[str, str]) -> pl.Expr:
    """An amount under a heading with a unit of its own, with that unit behind it."""
    import polars as pl

    unit = money.get(column)
    if unit is None:
        return text
    is_bare = text.str.contains(r"[\d０-９]\s*$")
    return pl.when(is_bare).then(text + pl.lit(unit)).otherwise(text)
