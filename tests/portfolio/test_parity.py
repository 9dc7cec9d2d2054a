"""The columnar road and the scalar engine agree in every column of every table."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings

from tests.portfolio.building import in_columns, one_by_one, portfolios, table_of


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios)
def test_every_column_is_that_of_the_scalar_engine(
    portfolio: list[list[dict[str, str | None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        table_of(portfolio).write_parquet(path)
        fast = in_columns([path], Path(folder))
        slow = one_by_one([path], Path(folder))
    for columns, whole in zip(fast, slow, strict=True):
        for name, expected in whole.items():
            made = pl.DataFrame(pl.from_arrow(columns[name])).to_dicts()
            wanted = pl.DataFrame(pl.from_arrow(expected)).to_dicts()
            if name == "texts":
                made, wanted = sorted(made, key=str), sorted(wanted, key=str)
            assert made == wanted, name
