"""``score import`` and forms given to the other commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FORM = """\
项目支出绩效自评表,,,,,,
（2023年度）,,,,,,
项目名称,乡村道路养护,,,,,
主管部门,某县交通运输局,,实施单位,某县公路所,,
项目资金（万元）,,年初预算数,全年预算数,全年执行数,执行率,得分
,年度资金总额,100,100,98,98.00%,9.80
一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分
产出指标,数量指标,养护里程,≥30公里,27公里,90,90
总分,,,,,100,99.80
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "自评表.csv"
    path.write_text(FORM, encoding="utf-8-sig")
    return path


def test_one_form_to_one_project_file(run: Run, form: Path, tmp_path: Path) -> None:
    done = run("import", form.name, "-o", "project.yaml")
    assert done.code == 0, done.err
    assert "已写入 project.yaml（1 个指标，表上总分 99.80）" in done.err
    direct = json.loads(run(form.name, "-f", "json").out)
    indirect = json.loads(run("project.yaml", "-f", "json").out)
    assert direct["total"] == indirect["total"] == 90.8
    assert direct["project"]["digest"] == indirect["project"]["digest"]
    assert direct["indicators"][0]["claimed"] == 90
    content = (tmp_path / "project.yaml").read_bytes()
    assert run("import", form.name, "-o", "project.yaml").code == 0
    assert (tmp_path / "project.yaml").read_bytes() == content


def test_a_project_file_that_was_worked_on_is_kept(run: Run, form: Path, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text("项目名称: 我改过的\n", encoding="utf-8")
    done = run("import", form.name, "-o", "project.yaml")
    assert done.code == 2
    assert "已存在，内容不同" in done.err
    assert "我改过的" in (tmp_path / "project.yaml").read_text(encoding="utf-8")
    assert run("import", form.name, "-o", "project.yaml", "--force").code == 0
    assert "养护里程" in (tmp_path / "project.yaml").read_text(encoding="utf-8")


def test_without_a_name_the_project_file_is_printed(run: Run, form: Path) -> None:
    done = run("import", form.name)
    assert done.code == 0
    assert "项目名称: 乡村道路养护" in done.out


def test_the_rules_asked_for_are_written(run: Run, form: Path) -> None:
    done = run("import", form.name, "--rules", "hubei-2020", "-o", "a.yaml")
    assert done.code == 0
    assert json.loads(run("a.yaml", "-f", "json").out)["rules"]["id"] == "hubei-2020"
    assert run("import", form.name, "--rules", "nix").code == 2


def test_a_folder_to_a_folder(run: Run, form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "表" / "乙"
    folder.mkdir(parents=True)
    for name in ("甲.csv", "丙.csv"):
        (folder / name).write_text(FORM, encoding="utf-8-sig")
    (folder / "名单.csv").write_text("序号,姓名\n1,张三\n", encoding="utf-8-sig")
    done = run("import", "表", "-o", "项目")
    assert done.code == 0, done.err
    assert "2 个项目文件，1 个文件里没有自评表，跳过" in done.err
    written = sorted(path.relative_to(tmp_path) for path in (tmp_path / "项目").rglob("*"))
    assert written == [Path("项目/乙"), Path("项目/乙/丙.yaml"), Path("项目/乙/甲.yaml")]
    assert run("import", "表").code == 2
    assert form.exists()


def test_what_cannot_be_read_is_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    done = run("import", "a.xlsx", "-o", "a.yaml")
    assert done.code == 1
    assert "YM1" in done.err
    assert not (tmp_path / "a.yaml").exists()
    scored = run("a.xlsx", "-o", "a.json")
    assert scored.code == 1
    assert not (tmp_path / "a.json").exists()


def test_checks_name_the_cell(run: Run, form: Path) -> None:
    done = run("check", form.name)
    assert done.code == 1
    assert "SC607 单元格 G8" in done.out
    found = json.loads(run("check", form.name, "-f", "json").out)["files"][0]["findings"]
    (full_marks,) = [one for one in found if one["code"] == "SC607"]
    assert (full_marks["cell"], full_marks["line"]) == ("G8", None)


def test_other_commands_take_forms(run: Run, form: Path) -> None:
    assert "养护里程" in run("explain", form.name).out
    assert "90 × 27 ÷ 30" in run("explain", form.name, "养护里程").out
    assert run("review", form.name, form.name).code == 0
    assert "# 2023年度乡村道路养护项目支出绩效自评报告" in run("report", form.name).out


def test_several_forms_in_one_workbook(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(("甲项目", "乙项目")):
        sheet = book.create_sheet(name, number)
        for line in FORM.replace("乡村道路养护", name).splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "两张.xlsx")
    done = run("两张.xlsx")
    assert done.code == 1
    assert "2 张自评表" in done.err
    assert "score import" in done.err
    assert run("import", "两张.xlsx", "-o", "a.yaml").code == 2
    done = run("import", "两张.xlsx", "-o", "夹/")
    assert done.code == 0, done.err
    names = sorted(path.name for path in (tmp_path / "夹").iterdir())
    assert names == ["两张-乙项目.yaml", "两张-甲项目.yaml"]
    report = json.loads(run("check", "两张.xlsx", "-f", "json").out)
    assert [file["file"] for file in report["files"]] == ["两张.xlsx#甲项目", "两张.xlsx#乙项目"]
