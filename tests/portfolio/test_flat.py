"""Flat tables in every form: the same rows give the same tables."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import polars as pl
import pytest

import scoring
from scoring.portfolio import flat
from scoring.portfolio.run import run
from scoring.portfolio.tables import RESULTS
from scoring.portfolio.trouble import FlatTableError
from scoring.render.flat import write as write_flat
from tests.portfolio.building import shuffled

ROOT = Path(__file__).parents[2]


def portfolio(count: int = 40) -> pl.DataFrame:
    """Rows of projects, deterministic and of all kinds."""
    random = Random(5)  # noqa: S311 - the same every time
    rows = [
        {
            "project_id": f"P{number:04d}",
            "name": f"项目{number}",
            "department": f"部门{number % 3}",
            "unit": f"单位{number}",
            "year": "2023",
            "rules": ("mof-2020", "platform")[number % 2],
            "annual_budget": str(random.randint(1, 999)),
            "executed": str(random.randint(0, 999)),
            "level1": "产出指标",
            "level2": "数量指标",
            "indicator": f"指标{place}",
            "target": random.choice(("≥90%", "=3次", "≤19.5万元", "提高", "2023年12月底前", "80")),
            "actual": random.choice(
                ("86.2%", "3次", "17.41万元", "达成预期指标", "2023年11月", "/")
            ),
            "weight": "30",
            "region": random.choice(("东", "西")),
        }
        for number in range(count)
        for place in range(3)
    ]
    return pl.DataFrame(rows)


def tables(path: Path | list[Path], out: Path) -> dict[str, list[dict[str, object]]]:
    paths = path if isinstance(path, list) else [path]
    run([str(one) for one in paths], str(out), workers=1)
    return {name: pl.read_parquet(out / f"{name}.parquet").to_dicts() for name in RESULTS}


def bare(found: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """The tables without what names the file and the line of a row."""
    for rows in found.values():
        for row in rows:
            row.pop("file", None)
            row.pop("line", None)
            if "与" in str(row.get("message")):
                row.pop("message")
    return found


CHINESE = {
    "project_id": "项目编号", "name": "项目名称", "department": "主管部门", "unit": "预算单位",
    "year": "年度", "rules": "评分规则", "annual_budget": "全年预算数（万元）", "executed": "全年执行数",
    "level1": "一级指标", "level2": "二级指标", "indicator": "三级指标", "target": "年度指标值",
    "actual": "实际完成值", "weight": "分值",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "gb18030", "xlsx", "jsonl", "chinese", "typed"])
def test_every_kind_of_table_gives_the_same(kind: str, tmp_path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    table = portfolio()
    table.write_parquet(tmp_path / "first.parquet")
    wanted = bare(tables(tmp_path / "first.parquet", tmp_path / "wanted"))
    path = tmp_path / f"second.{'csv' if kind in {'gb18030', 'chinese'} else kind}"
    if kind == "csv":
        path.write_bytes(b"\xef\xbb\xbf" + table.write_csv().replace("\n", "\r\n").encode())
    elif kind == "gb18030":
        path.write_bytes(table.write_csv().encode("gb18030"))
    elif kind == "chinese":
        path.write_bytes(table.rename(CHINESE).write_csv().encode())
    elif kind == "jsonl":
        lines = [json.dumps(row, ensure_ascii=False) for row in table.to_dicts()]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif kind == "typed":
        path = tmp_path / "second.parquet"
        table.with_columns(
            pl.col("year").cast(pl.Int32),
            pl.col("annual_budget").cast(pl.Float64),
            pl.col("weight").cast(pl.Int64),
            pl.col("executed").cast(pl.Decimal(12, 3)),
        ).write_parquet(path)
    else:
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, table.columns)
            for number, row in enumerate(table.rows(), 1):
                sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])
    assert bare(tables(path, tmp_path / "out")) == wanted


def test_order_and_files_change_nothing(tmp_path: Path) -> None:
    table = portfolio()
    table.write_parquet(tmp_path / "whole.parquet")
    wanted = bare(tables(tmp_path / "whole.parquet", tmp_path / "wanted"))
    mixed = shuffled(table, Random(9))  # noqa: S311 - the same every time
    assert mixed["project_id"].to_list() != table["project_id"].to_list()
    mixed.write_parquet(tmp_path / "mixed.parquet")
    assert bare(tables(tmp_path / "mixed.parquet", tmp_path / "out")) == wanted
    cut = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    table[:50].write_parquet(cut[0])
    table[50:].write_parquet(cut[1])
    assert bare(tables(cut, tmp_path / "out")) == wanted


@pytest.mark.parametrize("size", [1, 7, 50])
def test_the_size_of_the_parts_changes_nothing(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portfolio().write_parquet(tmp_path / "table.parquet")
    wanted = tables(tmp_path / "table.parquet", tmp_path / "wanted")
    monkeypatch.setattr(flat, "ROWS_OF_PART", size)
    assert tables(tmp_path / "table.parquet", tmp_path / "out") == wanted


def test_other_columns_are_passed_through(tmp_path: Path) -> None:
    table = portfolio(3).with_columns(status=pl.lit("旧"))
    table.write_parquet(tmp_path / "table.parquet")
    rows = tables(tmp_path / "table.parquet", tmp_path / "out")["indicators"]
    assert [row["region"] for row in rows] == table["region"].to_list()
    assert {row["given_status"] for row in rows} == {"旧"}


def test_the_flat_csv_of_a_scorecard_is_read_back(tmp_path: Path) -> None:
    files = [ROOT / "examples" / name for name in ("jinbao-2023.yaml", "lost-points.yaml")]
    cards = [scoring.score(str(file)) for file in files]
    path = tmp_path / "flat.csv"
    path.write_bytes(write_flat(cards).encode())
    found = tables(path, tmp_path / "out")
    totals = {row["name"]: (row["total"], row["grade"]) for row in found["projects"]}
    assert totals == {card.project.name: (card.total, card.grade) for card in cards}


def test_a_broken_row_costs_only_its_project(tmp_path: Path) -> None:
    lines = portfolio(5).write_csv().splitlines()
    lines[4] = lines[4] + ",zu,viel"
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = tables(path, tmp_path / "out")
    concerned = {row["project_id"] for row in found["findings"] if row["code"] == "YM101"}
    assert concerned == {"P0001"}
    assert len(found["projects"]) == 5


def test_rows_without_an_id_are_reported(tmp_path: Path) -> None:
    table = portfolio(3)
    table = table.with_columns(
        pl.when(pl.col("project_id") == "P0001")
        .then(pl.lit(""))
        .otherwise("project_id")
        .alias("project_id")
    )
    table.write_parquet(tmp_path / "table.parquet")
    found = tables(tmp_path / "table.parquet", tmp_path / "out")
    lost = next(row for row in found["projects"] if not row["project_id"])
    assert (lost["total"], lost["error"]) == (None, 1)


def test_a_table_without_indicators_is_refused_by_name(tmp_path: Path) -> None:
    pl.DataFrame({"project_id": ["a"], "x": ["1"]}).write_parquet(tmp_path / "t.parquet")
    with pytest.raises(FlatTableError, match="indicator"):
        run([str(tmp_path / "t.parquet")], str(tmp_path / "out"))


def test_money_under_a_heading_in_yuan_becomes_wan(tmp_path: Path) -> None:
    table = portfolio(2).rename(
        {"annual_budget": "全年预算数（元）", "executed": "全年执行数（元）"}
    )
    table.write_csv(tmp_path / "t.csv")
    table = portfolio(2)
    row = tables(tmp_path / "t.csv", tmp_path / "out")["projects"][0]
    assert float(str(row["annual_budget"])) == float(table["annual_budget"][0]) / 10_000
