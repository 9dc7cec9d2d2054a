"""``score review`` as a process: two files, one file, samples, exit codes, formats."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

OWN = """\
项目名称: 培训
年度: 2023
主管部门: 甲局
项目资金: {资金总额: {全年预算数: 100, 全年执行数: 90}}
绩效指标:
  产出指标:
    数量指标:
      培训人数: {年初指标值: ≥100人, 实际完成值: 100人, 分值: 60, 得分: 60}
    质量指标:
      合格率: {年初指标值: ≥90%, 实际完成值: 95%, 分值: 30, 得分: 30}
"""
OTHER = """\
项目名称: 培训
年度: 2023
绩效指标:
  产出指标:
    数量指标:
      培训人数: {实际完成值: 80人}
    质量指标:
      合格率: {实际完成值: 95%}
"""


@pytest.fixture
def own(tmp_path: Path) -> str:
    (tmp_path / "自评.yaml").write_text(OWN, encoding="utf-8")
    return "自评.yaml"


@pytest.fixture
def other(tmp_path: Path) -> str:
    (tmp_path / "复核.yaml").write_text(OTHER, encoding="utf-8")
    return "复核.yaml"


def test_two_files_side_by_side(run: Run, own: str, other: str) -> None:
    ran = run("review", own, other)
    assert ran.code == 0
    line = next(line for line in ran.out.splitlines() if "培训人数" in line)
    assert [cell.strip() for cell in line.split("│")][4:-2] == [
        "≥", "100", "人", "60", "100人", "60.00", "80人", "48.00", "-12.00",
    ]  # fmt: skip
    assert "警告 RV683 第6行第7列" in ran.out
    assert "培训人数 -12.00：没有说明原因" in ran.out
    assert all(len(line) <= 120 for line in ran.out.splitlines())


def test_the_headings_are_those_of_the_form(run: Run, own: str) -> None:
    out = run("review", own, "-f", "markdown").out
    assert (
        "| **一级指标** | **二级指标** | **三级指标** | **指标性质** | **指标值** | **计量单位** "
        "| **权重** | **自评完成值** | **自评得分** | **复核完成值** | **复核得分** "
        "| **复核指标偏差** | **备注** |"
    ) in out
    for heading in ("项目名称", "自评得分", "复核得分", "偏差", "主要偏差原因"):
        assert f"**{heading}**" in out


def test_json_is_exact(run: Run, own: str, other: str) -> None:
    ran = run("review", own, other, "-f", "json")
    document = json.loads(ran.out, parse_float=str)
    assert document["schema"] == "jixiao.review/1"
    assert document["indicators"][0]["difference"] == "-12.00"
    assert (document["self"]["total"], document["review"]["total"]) == ("99.00", "87.00")
    assert document["findings"][0]["file"] == other
    assert "RV683" in ran.err


def test_a_workbook_is_written_whole_and_the_same_each_time(
    run: Run, own: str, other: str, tmp_path: Path
) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        ran = run("review", own, other, "-o", name)
        assert (ran.code, ran.out) == (0, "")
        assert f"已写入 {name}" in ran.err
    first, second = ((tmp_path / name).read_bytes() for name in ("一.xlsx", "二.xlsx"))
    assert first == second
    strings = zipfile.ZipFile(BytesIO(first)).read("xl/sharedStrings.xml").decode()
    assert "自评复核底稿" in strings


def test_an_open_total_is_exit_1(run: Run, own: str, tmp_path: Path) -> None:
    (tmp_path / "少.yaml").write_text(OTHER.partition("    质量指标")[0], encoding="utf-8")
    ran = run("review", own, "少.yaml")
    assert ran.code == 1
    assert "未复核" in ran.out
    assert "57.00～87.00" in ran.out


def test_a_value_that_cannot_be_read_is_exit_1(run: Run, tmp_path: Path) -> None:
    text = OWN.replace("得分: 60}", "得分: 60, 复核得分: 很高}")
    (tmp_path / "坏.yaml").write_text(text, encoding="utf-8")
    ran = run("review", "坏.yaml")
    assert ran.code == 1
    assert "YM104" in ran.out


def test_a_file_that_is_no_project_is_exit_1(run: Run, own: str, tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text("项目名称: [", encoding="utf-8")
    ran = run("review", own, "坏.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "坏.yaml" in ran.err or "YM101" in ran.err


def test_standard_input(run: Run, own: str) -> None:
    ran = run("review", own, "-", stdin=OTHER.encode())
    assert ran.code == 0
    assert "-12.00" in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "缺少参数"),
        (("a", "b", "c"), "3 个文件"),
        (("-", "-"), "标准输入只能读一次"),
        (("没有.yaml",), "没有文件 没有.yaml"),
        ((".",), "--sample 个数"),
        (("自评.yaml", "-f", "docx"), "没有格式“docx”"),
        (("自评.yaml", "--seed", "3"), "--seed 只和 --sample"),
        (("--sample", "三", "."), "应是整数"),
        (("--sample", "0", "."), "至少抽 1 个"),
        (("--sample", "2", "--seed", "x", "."), "应是整数"),
        (("--sample", "2", "没有/"), "没有文件、文件夹"),
        (("--sample", "2", "--rules", "mof-2020", "."), "抽样不用评分规则"),
    ],
)
def test_wrong_use(run: Run, own: str, arguments: tuple[str, ...], told: str) -> None:
    assert own
    ran = run("review", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve projects of two departments, in two folders."""
    for at in range(12):
        text = OWN.replace("培训\n", f"培训{at}\n").replace("甲局", f"{'甲乙'[at % 2]}局")
        text = text.replace("全年预算数: 100", f"全年预算数: {at + 1}")
        place = tmp_path / "项目" / ("上" if at < 6 else "下")
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{at}.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "项目"


def sampled(out: str) -> list[str]:
    return [item["name"] for item in json.loads(out)["sample"]]


def test_a_sample_repeats_and_prints_its_seed(run: Run, folder: Path) -> None:
    first = run("review", "--sample", "6", "--seed", "7", str(folder), "-f", "json")
    assert first.code == 0
    assert json.loads(first.out)["seed"] == 7
    again = run(
        "review", "--sample", "6", "--seed", "7", str(folder / "下"), f"{folder}/上/*.yaml",
        "-f", "json",
    )  # fmt: skip
    assert sampled(first.out) == sampled(again.out)
    assert len(sampled(first.out)) == 6
    table = run("review", "--sample", "6", "--seed", "7", str(folder))
    assert "种子 7" in table.out
    assert "从 12 个项目中抽取 6 个" in table.out
    assert run("review", "--sample", "6", "--seed", "8", str(folder)).out != table.out


def test_the_default_seed_is_1_and_said(run: Run, folder: Path) -> None:
    ran = run("review", "--sample", "6", str(folder))
    assert "种子 1" in ran.out
    assert ran.out == run("review", "--sample", "6", "--seed", "1", str(folder)).out


def test_every_stratum_has_its_share(run: Run, folder: Path) -> None:
    document = json.loads(run("review", "--sample", "6", str(folder), "-f", "json").out)
    strata = {(known["department"], known["band"]): known["drawn"] for known in document["strata"]}
    assert strata == {
        (one, band): 1 for one in ("甲局", "乙局") for band in ("大额", "中额", "小额")
    }


def test_files_that_take_no_part_are_listed(run: Run, folder: Path) -> None:
    (folder / "坏.yaml").write_text("项目名称: [", encoding="utf-8")
    (folder / "表.xlsx").write_bytes(b"PK")
    (folder / "别的.yaml").write_text("a: 1\n", encoding="utf-8")
    ran = run("review", "--sample", "2", str(folder))
    assert ran.code == 1
    for name in ("坏.yaml", "表.xlsx", "别的.yaml"):
        assert name in ran.out
    assert "3 个文件没有参加抽样" in ran.err
    (folder / "坏.yaml").unlink()
    (folder / "表.xlsx").unlink()
    assert run("review", "--sample", "2", str(folder)).code == 0


def test_a_sample_as_a_workbook(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("review", "--sample", "3", str(folder), "-o", "单.xlsx").code == 0
    book = zipfile.ZipFile(tmp_path / "单.xlsx").read("xl/workbook.xml").decode()
    assert "抽样清单" in book
    assert "抽样分层" in book


def test_help_is_in_chinese(run: Run) -> None:
    ran = run("review", "--help")
    assert ran.code == 0
    assert "用法：score review" in ran.out
    assert "--sample 个数" in ran.out
