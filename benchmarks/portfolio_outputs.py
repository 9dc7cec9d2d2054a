"""Outputs of a portfolio: everything made from the three tables, against a bare scan of them.

The base is what polars takes to read the same columns of the same files and add up what can be
added. The tables are the published forms, repeated with other money and totals. Memory is that of
a process of its own for each size: it must not grow with the projects.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from interleaved import Goal, report, take_turns
from pyarrow import parquet
from tabulate import tabulate

from scoring.portfolio.outputs import write_outputs
from scoring.portfolio.outputs.tally import COLUMNS
from scoring.portfolio.tables import RESULTS

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.portfolio.made_tables import repeated, write

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCK = 2700
SIZES, QUICK_SIZES = (10_000, 100_000, 1_000_000), (2_700, 100_000)
BASE, OUTPUTS = "bare scan", "four outputs"
MOST = 12


def make(folder: Path, projects: int) -> None:
    """Write tables of about so many projects: a block of them, again and again with other ids."""
    block = write(folder / "block", repeated(BLOCK))
    for name in RESULTS:
        table = parquet.read_table(block / f"{name}.parquet")
        ids = table.column("project_id")
        place = table.schema.get_field_index("project_id")
        with parquet.ParquetWriter(
            folder / f"{name}.parquet", table.schema, compression="zstd"
        ) as out:
            for turn in range(max(projects // BLOCK, 1)):
                renamed = pc.binary_join_element_wise(pa.scalar(f"{turn:05d}/"), ids, "")
                out.write_table(table.set_column(place, table.schema.field(place), renamed))


def scan(folder: Path) -> None:
    """Read the columns the outputs need and sum what are numbers."""
    for name, columns in COLUMNS.items():
        rows = pl.scan_parquet(folder / f"{name}.parquet").select(columns)
        kinds = rows.collect_schema()
        rows.select(
            pl.col(column).sum() if kinds[column].is_numeric() else pl.col(column).count()
            for column in columns
        ).collect(engine="streaming")


def peak(folder: Path) -> int:
    """Megabytes a process takes at most to write the outputs."""
    script = (
        "import resource, sys; from scoring.portfolio.outputs import write_outputs;"
        "write_outputs(sys.argv[1], list_limit=0);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    return int(ended.stdout)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the ratios and the memory of every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small tables, few rounds")
    options = parser.parse_args(arguments)
    memory = []
    reached = True
    sizes = QUICK_SIZES if options.quick else SIZES
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            make(folder, size)
            rounds = 3 if size >= SIZES[-1] else 5
            timings = take_turns(
                {
                    BASE: partial(scan, folder),
                    OUTPUTS: partial(write_outputs, place, list_limit=0),
                },
                rounds=rounds,
            )
            goals = {OUTPUTS: [Goal(MOST, BASE)]} if size == SIZES[-1] else {}
            title = f"{size:,} projects, {rounds} rounds"
            reached = report(title, timings, BASE, goals) and reached
            memory.append((f"{size:,}", peak(folder)))
    print()
    print(tabulate(memory, headers=("projects", "peak MB")))
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
