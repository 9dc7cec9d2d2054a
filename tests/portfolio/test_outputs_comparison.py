"""A run beside last year's: who is the same project, what moved, what came back, what stayed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl

from scoring.portfolio.outputs import write_outputs
from tests.portfolio.made_tables import repeated, unread, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.portfolio.made_tables import Row

    Tables = dict[str, list[Row]]


def project(project_id: str, name: str | None, grade: str | None, unit: str = "某站") -> Row:
    known = {"rules": "mof-2020", "name": name, "unit": unit, "grade": grade, "error": 0}
    return {**unread(project_id), **known}


def indicator(project_id: str, name: str, target: str | None) -> Row:
    return {"project_id": project_id, "name": name, "target": target, "status": "unjudged"}


def finding(project_id: str, code: str, path: str) -> Row:
    return {
        "project_id": project_id, "code": code, "name": "x", "severity": "error",
        "message": "", "help": "", "path": path, "related": [],
    }  # fmt: skip


LAST: Tables = {
    "projects": [
        project("l1", "2022年 道路养护（一期）", "优"),
        project("l2", "图书馆", "良"),
        project("l3", "撤销的项目", "良"),
        project("l4", "两份", "良"),
        project("l5", "两份", "中"),
    ],
    "indicators": [
        indicator("l1", "里程", "≥10公里"),
        indicator("l1", "完成时间", "2022年12月底前"),
        indicator("l2", "场次", "≥5场"),
        indicator("l2", "人次", None),
    ],
    "findings": [
        finding("l1", "AC508", "/绩效指标/0"),
        finding("l1", "AC508", "/绩效指标/0"),
        finding("l1", "CP201", "/绩效指标/1"),
        finding("l2", "AC508", "/绩效指标/7"),
    ],
}
THIS: Tables = {
    "projects": [
        project("t1", "2023年道路养护(一期)", "中"),
        project("t2", "图书馆", None),
        project("t3", "新项目", "优"),
        project("t4", "两份", "优"),
        project("t5", None, "优"),
        unread("t6"),
    ],
    "indicators": [
        indicator("t1", "里程", "≥10 公里"),
        indicator("t1", "完成时间", "2023年12月底前"),
        indicator("t2", "场次", "≥6场"),
        indicator("t2", "人次", "≥6人"),
    ],
    "findings": [
        finding("t1", "AC508", "/绩效指标/0"),
        finding("t1", "CP201", "/绩效指标/2"),
        finding("t2", "AC508", "/绩效指标/0"),
    ],
}


def compared(this: Path, last: Path) -> Row:
    write_outputs(str(this), compare=str(last))
    document = json.loads((this / "summary.json").read_text(encoding="utf-8"))
    made: Row = document["comparison"]
    return made


def test_comparison(tmp_path: Path) -> None:
    this, last = write(tmp_path / "this", THIS), write(tmp_path / "last", LAST)
    found = compared(this, last)
    counts = {key: found[key] for key in ("matched", "new", "gone", "ambiguous", "unnamed")}
    assert counts == {"matched": 2, "new": 1, "gone": 1, "ambiguous": 1, "unnamed": 1}
    assert found["moves"] == [
        {"from": "优", "to": "中", "projects": 1, "first": ["t1"]},
        {"from": "良", "to": None, "projects": 1, "first": ["t2"]},
    ]
    assert found["repeated"] == [{"code": "AC508", "findings": 1, "projects": 1, "first": ["t1"]}]
    assert found["targets"] == {
        "compared": 3, "unchanged": 2, "projects": 2, "projects_unchanged": 1, "first": ["t1"],
    }  # fmt: skip
    assert "与上年比较" in openpyxl.load_workbook(this / "汇总表.xlsx").sheetnames
    text = (this / "summary.html").read_text(encoding="utf-8")
    assert "上年优，本年中" in text


def test_codes_come_before_names(tmp_path: Path) -> None:
    tables = [
        {"projects": [{**project(key, name, "优"), "code": "001006"}]}
        for key, name in (("a", "旧名"), ("b", "新名"))
    ]
    last, this = (
        write(tmp_path / str(number), rows, ("code",)) for number, rows in enumerate(tables)
    )
    assert compared(this, last)["matched"] == 1


def test_a_run_beside_itself(tmp_path: Path) -> None:
    rows = repeated(81)
    for number, row in enumerate(rows["projects"]):
        row["name"] = f"第 {chr(ord('甲') + number)} 个项目"
    this, last = write(tmp_path / "this", rows), write(tmp_path / "last", rows)
    found = compared(this, last)
    assert found["matched"] == 81
    assert all(move["from"] == move["to"] for move in found["moves"])
    assert found["targets"]["compared"] == found["targets"]["unchanged"] > 0
    pairs = {(row["code"], row["project_id"]) for row in rows["findings"]}
    assert sum(one["projects"] for one in found["repeated"]) == len(pairs)
    assert sum(one["findings"] for one in found["repeated"]) == len(rows["findings"])
