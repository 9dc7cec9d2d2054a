"""Portfolios made for measuring: typed columns for the kernel, texts for the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from scoring.portfolio.bound import NO_END

if TYPE_CHECKING:
    from pathlib import Path

INDICATORS = 15
SIGNS = np.array(("≥", ">", "≤", "<", "=", ""))
UNITS = np.array(("%", "人", "万元", "个", "次"))
ROW_GROUP = 983_040
CHUNK = 200_000
"""Projects that are made at a time: making the data must not take the machine."""


def typed(projects: int, rows: Path, heads: Path, seed: int = 1) -> None:
    """Two files of whole numbers: the rows, and the money of the projects; 44 % miss their target."""
    random = np.random.default_rng(seed)
    count = projects * INDICATORS
    sign = random.choice([1, 5, 3, 2, 4, 6], count, p=[0.42, 0.2, 0.18, 0.05, 0.05, 0.1])
    target = random.integers(100, 1_000_000, count)
    is_upper, is_lower = np.isin(sign, (3, 4)), np.isin(sign, (1, 2, 5))
    low = np.where(is_upper, 0, target)
    high = np.where(is_lower, NO_END, np.where(sign == 6, target + target // 2, target))  # noqa: PLR2004 - a range
    missed = (target * random.uniform(0.5, 1.4, count)).astype(np.int64)
    pl.DataFrame(
        {
            "project": np.repeat(np.arange(projects), INDICATORS).astype(np.int32),
            "sign": sign.astype(np.int8),
            "weight": random.choice([400, 500, 600, 625, 775], count).astype(np.int32),
            "low": low,
            "high": high,
            "actual": np.where(random.random(count) < 0.56, target, missed),  # noqa: PLR2004 - see above
        }
    ).write_parquet(rows, row_group_size=ROW_GROUP)
    budget = random.integers(100, 10**7, projects)
    executed = (budget * random.uniform(0.4, 1.05, projects)).astype(np.int64)
    pl.DataFrame(
        {"project": np.arange(projects).astype(np.int32), "budget": budget, "executed": executed}
    ).write_parquet(heads)


def texts(projects: int, path: Path) -> None:
    """A flat table as units hand it in: one row an indicator, everything as text."""
    import pyarrow as pa
    from pyarrow import parquet

    writer = None
    for start in range(0, projects, CHUNK):
        table = _texts(start, min(CHUNK, projects - start)).to_arrow()
        table = table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))
        if writer is None:
            writer = parquet.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=ROW_GROUP)
    if writer is not None:
        writer.close()


def _texts(start: int, projects: int) -> pl.DataFrame:
    random = np.random.default_rng(start + 7)
    count = projects * INDICATORS
    number: np.ndarray[tuple[int], np.dtype[np.int64]] = np.repeat(
        np.arange(start, start + projects), INDICATORS
    )
    target = np.where(
        random.random(count) < 0.5,  # noqa: PLR2004 - half are whole
        random.integers(10, 101, count),
        random.integers(1, 2000, count) / 10,
    )
    share = np.where(random.random(count) < 0.56, 1, random.uniform(0.5, 1.3, count))  # noqa: PLR2004 - met
    sign = SIGNS[random.choice(len(SIGNS), count, p=[0.5, 0.05, 0.15, 0.05, 0.15, 0.1])]
    unit = pl.Series(UNITS[random.integers(0, len(UNITS), count)])
    kind = random.random(count)
    said = np.array(("达成预期指标", "部分达成", "已完成", "效果明显"))
    done = np.array(("2023年11月", "2023年12月30日", "2024年1月3日"))
    budget = random.integers(100, 500_000, projects)
    executed = (budget * random.uniform(0.5, 1.02, projects)).astype(np.int64)
    frame = pl.DataFrame(
        {
            "project_id": pl.Series(number).cast(pl.String).str.zfill(8),
            "department": np.array([f"部门{place}" for place in range(200)])[number % 200],
            "unit": np.array([f"单位{place}" for place in range(5000)])[number % 5000],
            "annual_budget": _text(np.repeat(budget / 100, INDICATORS)),
            "executed": _text(np.repeat(executed / 100, INDICATORS)),
            "level1": np.array(("产出指标", "效益指标", "满意度指标"))[
                random.integers(0, 3, count)
            ],
            "level2": np.array(("数量指标", "质量指标", "成本指标", "社会效益指标"))[
                random.integers(0, 4, count)
            ],
            "indicator": np.array([f"指标{place}" for place in range(300)])[
                random.integers(0, 300, count)
            ],
            "target": pl.Series(sign) + _text(target) + unit,
            "actual": _text(np.round(target * share, 2)) + unit,
            "__kind": kind,
            "__said": said[random.choice(4, count, p=[0.9, 0.06, 0.03, 0.01])],
            "__done": done[random.choice(3, count, p=[0.6, 0.35, 0.05])],
        }
    )
    words, date = pl.col("__kind") < 0.1, pl.col("__kind") < 0.15  # noqa: PLR2004 - a tenth, a twentieth
    return frame.select(
        "project_id",
        (pl.lit("项目") + pl.col("project_id")).alias("name"),
        "department",
        "unit",
        pl.lit("2023").alias("year"),
        pl.lit("mof-2020").alias("rules"),
        "annual_budget",
        "executed",
        "level1",
        "level2",
        "indicator",
        pl.when(words)
        .then(pl.lit("效果良好"))
        .when(date)
        .then(pl.lit("2023年12月31日前"))
        .otherwise("target")
        .alias("target"),
        pl.when(words).then("__said").when(date).then("__done").otherwise("actual").alias("actual"),
        pl.lit("6").alias("weight"),
    )


def _text(numbers: Any) -> pl.Series:  # noqa: ANN401 - arrays of numpy
    return pl.Series(numbers).cast(pl.String).str.strip_suffix(".0")
