"""Project files and forms of a folder into the three tables."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import scoring
from scoring.portfolio.run import NothingToScoreError, run
from scoring.portfolio.tables import RESULTS, schema
from scoring.source.files import NoSuchPathError

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "examples" / "jinbao-2023.yaml"
OPEN = ROOT / "examples" / "unjudged.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what folders hold: good and bad files, a form, strangers."""
    home = tmp_path / "in"
    (home / "区县").mkdir(parents=True)
    shutil.copy(GOOD, home / "甲.yaml")
    shutil.copy(OPEN, home / "区县" / "乙.yaml")
    (home / "坏.yaml").write_text("项目名称: 坏\n年度: [", encoding="utf-8")
    (home / "空规则.yaml").write_text(
        "项目名称: 丙\n年度: 2023\n评分规则: 没有\n", encoding="utf-8"
    )
    (home / "别的.yaml").write_text("on: push\n", encoding="utf-8")
    (home / "名单.csv").write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    card = scoring.score(str(GOOD))
    (home / "表.xlsx").write_bytes(scoring.render(card, "xlsx"))
    return home


def read(out: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: pl.read_parquet(out / f"{name}.parquet").to_dicts() for name in RESULTS}


def test_a_folder_gives_every_project_once_under_its_path(folder: Path, tmp_path: Path) -> None:
    counted = run([str(folder)], str(tmp_path / "out"), workers=1)
    tables = read(tmp_path / "out")
    ids = [row["project_id"] for row in tables["projects"]]
    assert sorted(ids) == ["区县/乙.yaml", "坏.yaml", "甲.yaml", "空规则.yaml", "表.xlsx"]
    assert counted.projects == len(ids)
    assert set(counted.passed_over) == {"别的.yaml", "名单.csv"}
    assert not (tmp_path / "out" / ".parts").exists()


def test_scores_and_findings_are_those_of_score_file(folder: Path, tmp_path: Path) -> None:
    run([str(folder)], str(tmp_path / "out"), workers=1)
    tables = read(tmp_path / "out")
    for name in ("甲.yaml", "区县/乙.yaml"):
        card = scoring.score(str(folder / name))
        row = next(row for row in tables["projects"] if row["project_id"] == name)
        assert row["total"] == card.total
        assert row["grade"] == card.grade
        assert row["execution_score"] == card.execution.score
        if card.bounds is not None:
            assert (row["low"], row["high"]) == (card.bounds.low, card.bounds.high)
        rows = [row for row in tables["indicators"] if row["project_id"] == name]
        assert [(one["name"], one["score"], one["status"], one["completion"]) for one in rows] == [
            (one.name, one.score, one.status, one.completion) for one in card.indicators
        ]
        found = [row for row in tables["findings"] if row["project_id"] == name]
        said = [(one["code"], one["path"], one["line"]) for one in found if one["code"][:2] != "PF"]
        assert said == [(one.code, one.path, one.line) for one in card.findings]


def test_a_bad_project_is_reported_and_costs_no_other(folder: Path, tmp_path: Path) -> None:
    run([str(folder)], str(tmp_path / "out"), workers=1)
    tables = read(tmp_path / "out")
    bad = next(row for row in tables["projects"] if row["project_id"] == "坏.yaml")
    assert bad["total"] is None
    assert bad["error"] == 1
    codes = {row["code"] for row in tables["findings"] if row["project_id"] == "坏.yaml"}
    assert codes == {"YM101"}
    lost = next(row for row in tables["projects"] if row["project_id"] == "空规则.yaml")
    assert (lost["total"], lost["error"]) == (None, 1)


def test_the_same_project_twice_is_found_in_both(folder: Path, tmp_path: Path) -> None:
    run([str(folder)], str(tmp_path / "out"), workers=1)
    tables = read(tmp_path / "out")
    twice = [row["project_id"] for row in tables["findings"] if row["code"] == "PF851"]
    assert twice == ["甲.yaml", "表.xlsx"]
    for row in tables["projects"]:
        mine = [one for one in tables["findings"] if one["project_id"] == row["project_id"]]
        for severity in ("error", "warning", "note"):
            assert row[severity] == sum(one["severity"] == severity for one in mine)


def test_the_tables_have_the_columns_of_the_contract(folder: Path, tmp_path: Path) -> None:
    from pyarrow import parquet

    run([str(folder)], str(tmp_path / "out"), workers=1)
    for name in RESULTS:
        assert parquet.read_schema(tmp_path / "out" / f"{name}.parquet").equals(schema(name))


def test_processes_change_no_byte(folder: Path, tmp_path: Path) -> None:
    for number in range(300):
        shutil.copy(folder / "甲.yaml", folder / f"份{number}.yaml")
    run([str(folder)], str(tmp_path / "one"), workers=1)
    run([str(folder)], str(tmp_path / "two"), workers=2)
    for name in RESULTS:
        file = f"{name}.parquet"
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_results_in_the_folder_are_no_inputs(folder: Path) -> None:
    first = run([str(folder)], str(folder / "out"), workers=1)
    shutil.copy(GOOD, folder / "out" / "summary.yaml")
    second = run([str(folder)], str(folder / "out"), workers=1)
    assert first == second


def test_nothing_to_score_is_said(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    with pytest.raises(NothingToScoreError):
        run([str(tmp_path / "leer")], str(tmp_path / "out"))
    with pytest.raises(NoSuchPathError):
        run([str(tmp_path / "nicht")], str(tmp_path / "out"))
