"""``score check --control`` as it is typed: the figures of the accounts beside what was handed in."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
CONTROL = """\
合计: {项目数: 2, 来源: 部门决算}
项目: [{项目名称: 金保工程信息系统日常运营维护, 全年执行数: 80.00}]
"""


@pytest.fixture
def folder(tmp_path: Path, jinbao: str) -> Path:
    (tmp_path / "甲.yaml").write_bytes(Path(jinbao).read_bytes())
    (tmp_path / "勾稽数.yaml").write_text(CONTROL, encoding="utf-8")
    return tmp_path


def test_agrees_with_the_source_documents_accounts(run: Run, jinbao: str) -> None:
    example = str(ROOT / "examples" / "control" / "jinbao-2023.yaml")
    done = run("check", jinbao, "--control", example)
    assert done.code == 0, done.err
    assert "PF854" not in done.out
    assert "CX805" not in done.out
    assert "共 1 个文件：" in done.out


def test_text_shows_the_lines_of_both_files(run: Run, folder: Path) -> None:
    done = run("check", "甲.yaml", "--control", "勾稽数.yaml", cwd=folder, COLUMNS="200")
    assert done.code == 1
    assert "警告 CX805 第14行第12列 /项目资金/资金总额/全年执行数" in done.out
    assert "    14 │ 全年执行数: 82.731" in done.out
    assert "参见（勾稽数.yaml 第2行）" in done.out
    assert "勾稽数.yaml：错误 1" in done.out
    assert (
        "错误 PF854 第1行第11列 /合计/项目数：全部的项目，项目数部门账上是 2 个，收到 1 个"
        in done.out
    )
    assert "    1 │ 合计: {项目数: 2, 来源: 部门决算}" in done.out


def test_without_it_the_checks_say_how_to_give_one(run: Run, folder: Path) -> None:
    done = run("check", "甲.yaml", cwd=folder, COLUMNS="200")
    assert done.code == 0
    assert "CX805、PF854（没有给部门账上的数；用 --control 文件 给出）" in done.out


def test_json_sarif_and_workbook(run: Run, folder: Path) -> None:
    command = ("check", ".", "--control", "勾稽数.yaml", "--fail-on", "never")
    document = json.loads(run(*command, "-f", "json", cwd=folder).out)
    assert [file["file"] for file in document["files"]] == ["./甲.yaml", "勾稽数.yaml"]
    found = {one["code"] for file in document["files"] for one in file["findings"]}
    assert {"CX805", "PF854"} <= found
    results = json.loads(run(*command, "-f", "sarif", cwd=folder).out)["runs"][0]["results"]
    assert {"CX805", "PF854"} <= {result["ruleId"] for result in results}
    assert run(*command, "-o", "清单.xlsx", cwd=folder).code == 0
    with zipfile.ZipFile(BytesIO((folder / "清单.xlsx").read_bytes())) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "PF854" in strings
    assert "部门账上是 80.00 万元" in strings


def test_a_faulty_or_missing_file_is_misuse(run: Run, folder: Path) -> None:
    (folder / "勾稽数.yaml").write_text("合计:\n- {项目数: 多}\n", encoding="utf-8")
    done = run("check", "甲.yaml", "--control", "勾稽数.yaml", cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert "勾稽数 勾稽数.yaml 不能用" in done.err
    assert "第2行" in done.err
    done = run("check", "甲.yaml", "--control", "没有.yaml", cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert "没有.yaml" in done.err
