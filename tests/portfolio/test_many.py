"""Ten thousand projects on both roads; a million behind a variable of the environment."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import polars as pl
import pytest

from tests.portfolio.building import in_columns, one_by_one

if TYPE_CHECKING:
    from pathlib import Path

MANY = 10_000
CHECKED = 200
"""Of so many projects every column is held against the scalar engine."""


def portfolio(count: int) -> pl.DataFrame:
    random = Random(3)  # noqa: S311 - the same every time
    rows = []
    for number in range(count):
        head = {
            "project_id": f"{number:08d}",
            "name": f"项目{number}",
            "department": f"部门{number % 97}",
            "unit": f"单位{number % 997}",
            "year": "2023",
            "rules": random.choice(("mof-2020", "mof-2021", "platform", "hubei-2020")),
            "annual_budget": f"{random.randint(1, 99_999) / 100:.2f}",
            "executed": f"{random.randint(1, 99_999) / 100:.2f}",
        }
        for place in range(3):
            unit = random.choice(("%", "人", "万元", ""))
            target = random.randint(1, 2000) / 10
            actual = target * random.choice((1, 1, 0.95, 1.2))
            rows.append(
                {
                    **head,
                    "level1": random.choice(("产出指标", "效益指标", "满意度指标")),
                    "level2": "数量指标",
                    "indicator": f"指标{place}",
                    "target": f"{random.choice('≥≤=><')}{target:g}{unit}",
                    "actual": random.choice((f"{actual:.2f}{unit}", "部分达成", "达成预期指标")),
                    "weight": "30",
                }
            )
    return pl.DataFrame(rows)


@pytest.mark.parametrize("count", [MANY, pytest.param(1_000_000, marks=pytest.mark.long)])
def test_a_large_portfolio_agrees_with_the_scalar_engine(count: int, tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    table = portfolio(count)
    table.write_parquet(path)
    parts = in_columns([path], tmp_path)
    projects = pl.concat([pl.DataFrame(pl.from_arrow(part["projects"])) for part in parts])
    assert projects["project_id"].to_list() == table["project_id"].unique().sort().to_list()
    step = max(count // CHECKED, 1)
    chosen = [f"{number:08d}" for number in range(0, count, step)]
    table.filter(pl.col("project_id").is_in(chosen)).write_parquet(path)
    (expected,) = one_by_one([path], tmp_path)
    for name in ("projects", "indicators"):
        wanted = pl.DataFrame(pl.from_arrow(expected[name])).to_dicts()
        made = pl.concat([pl.DataFrame(pl.from_arrow(part[name])) for part in parts])
        assert made.filter(pl.col("project_id").is_in(chosen)).to_dicts() == wanted
