"""The tables of a finished run, read in batches: memory does not grow with the projects.

Decimals come as their whole numbers (points in hundredths, money in millionths). What is made of
the rows is not here.
"""

from __future__ import annotations

import os

from scoring.portfolio.outputs.figures import ROWS
from scoring.portfolio.tables import RESULTS
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from decimal import Decimal

    import polars as pl

    Progress = Callable[[int, int], None]

FURTHER = ("code", "initial_budget")
"""Columns that projects.parquet may have beyond those of the contract; shown where they are."""


LISTED_ROWS = 10_000
"""Rows held at once while projects are listed."""


class UnfinishedRunError(LookupError):
    """The folder does not hold the tables of a finished run."""


class Listed(NamedTuple):
    """A project as it is listed."""

    project_id: str
    name: str | None
    department: str | None
    unit: str | None
    year: int | None
    rules: str | None
    annual_budget: Decimal | None
    executed: Decimal | None
    execution_rate: Decimal | None
    total: Decimal | None
    grade: str | None
    low: Decimal | None
    high: Decimal | None
    error: int
    warning: int
    note: int
    code: str | None = None
    initial_budget: Decimal | None = None

    @property
    def is_read(self) -> bool:
        """Whether the project could be read at all."""
        return self.rules is not None


class Tables(NamedTuple):
    """Where the tables of a run lie, and how many rows they have."""

    folder: str
    projects: int
    indicators: int
    findings: int
    further: tuple[str, ...] = ()

    def path(self, name: str) -> str:
        """The file of a table."""
        return os.path.join(self.folder, f"{name}.parquet")

    def frames(self, name: str, columns: Sequence[str], rows: int = ROWS) -> Iterator[pl.DataFrame]:
        """The rows of a table in their order, so many at a time."""
        import polars as pl

        kinds = RESULTS[name]
        wanted = [
            pl.col(column).to_physical() if isinstance(kinds[column], tuple) else pl.col(column)
            for column in columns
        ]
        yield from _batches(self.scan(name).select(wanted), rows)

    def scan(self, name: str) -> pl.LazyFrame:
        """The rows of a table, to be asked."""
        import polars as pl

        return pl.scan_parquet(self.path(name), glob=False)

    def listed(self, most: int) -> Iterator[Listed]:
        """The first projects, one by one."""
        yield from self._rows(self.scan("projects").head(most))

    def looked_up(self, ids: Collection[str]) -> dict[str, Listed]:
        """The projects with these ids."""
        import polars as pl

        if not ids:
            return {}
        rows = self.scan("projects").filter(pl.col("project_id").is_in(sorted(ids)))
        return {row.project_id: row for row in self._rows(rows)}

    def _rows(self, rows: pl.LazyFrame) -> Iterator[Listed]:
        columns = [*Listed._fields[: -len(FURTHER)], *self.further]
        places = [Listed._fields.index(column) for column in columns]
        blank: list[object] = [None] * len(Listed._fields)
        for frame in _batches(rows.select(columns), LISTED_ROWS):
            for row in frame.iter_rows():
                made = [*blank]
                for place, value in zip(places, row, strict=True):
                    made[place] = value
                yield Listed._make(made)


def _batches(rows: pl.LazyFrame, most: int) -> Iterator[pl.DataFrame]:
    """What is asked for, in frames of at most so many rows, in its order."""
    asked = rows.collect_batches(chunk_size=most, maintain_order=True, engine="streaming")
    for frame in asked:
        yield from frame.iter_slices(most)


def open_tables(folder: str) -> Tables:
    """The tables of a run.

    Raises ``UnfinishedRunError`` where one is missing, broken or lacks a column.
    """
    import pyarrow as pa
    from pyarrow import parquet

    rows: dict[str, int] = {}
    further: tuple[str, ...] = ()
    for name, columns in RESULTS.items():
        path = os.path.join(folder, f"{name}.parquet")
        try:
            with parquet.ParquetFile(path) as file:
                rows[name] = file.metadata.num_rows
                known = set(file.schema_arrow.names)
        except (OSError, pa.ArrowException):
            message = (
                f"{folder} 里没有可用的 {name}.parquet：它不是 score portfolio 写完的结果文件夹。"
            )
            raise UnfinishedRunError(message) from None
        missing = [column for column in columns if column not in known]
        if missing:
            message = f"{path} 缺少列 {'、'.join(missing)}：它不是本版本 score portfolio 的结果。"
            raise UnfinishedRunError(message)
        if name == "projects":
            further = tuple(column for column in FURTHER if column in known)
    return Tables(folder, rows["projects"], rows["indicators"], rows["findings"], further)
