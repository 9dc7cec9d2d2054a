"""``score portfolio`` as people type it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).parents[2]


def score(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scoring", "portfolio", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "in"
    home.mkdir()
    shutil.copy(ROOT / "examples" / "jinbao-2023.yaml", home)
    return home


def test_a_folder_is_scored_and_all_outputs_are_there(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = score(folder, "-o", out, "--workers", 1)
    assert done.returncode == 0, done.stderr
    assert "1 个项目" in done.stderr
    names = {path.name for path in out.iterdir()}
    wanted = {"projects.parquet", "indicators.parquet", "findings.parquet"}
    assert names == wanted | {"汇总表.xlsx", "summary.html", "summary.json", "披露.md"}


def test_accounts_that_disagree_are_found(folder: Path, tmp_path: Path) -> None:
    control = tmp_path / "账.yaml"
    control.write_text(
        "合计: [{年度: 2023, 项目数: 2}]\n"
        "项目:\n- {项目名称: 金保工程信息系统日常运营维护, 全年执行数: 50}\n",
        encoding="utf-8",
    )
    done = score(folder, "-o", tmp_path / "out", "--control", control)
    assert done.returncode == 1
    assert "PF854" in done.stderr
    findings = pl.read_parquet(tmp_path / "out" / "findings.parquet")
    assert "CX805" in findings["code"].to_list()


def test_results_go_to_a_database_too(folder: Path, tmp_path: Path) -> None:
    import duckdb

    file = tmp_path / "结果.duckdb"
    done = score(folder, "-o", tmp_path / "out", "-o", f"duckdb:{file}")
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(file), read_only=True) as database:
        assert database.execute("SELECT count(*) FROM jixiao_projects").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "-o"),
        (("-o", "x", "--engine", "hadoop"), "local"),
        (("-o", "x", "--workers", "viele"), "--workers"),
        (("-o", "x", "--list-limit", "-1"), "--list-limit"),
        (("-o", "x", "--control", "nicht.yaml"), "nicht.yaml"),
        (("-o", "README.md"), "README.md"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], said: str) -> None:
    done = score("examples", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = score(tmp_path / "weg", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "weg" in done.stderr
