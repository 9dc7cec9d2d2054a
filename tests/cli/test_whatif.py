"""``score whatif`` and ``score sensitivity`` as processes: results, messages, exit codes, formats."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

LOST = str(EXAMPLES / "lost-points.yaml")


def test_a_change_is_compared(run: Run) -> None:
    ran = run("whatif", LOST, "--set", "培训人次=1200人次", "--set", "取证率.分值=10")
    assert ran.code == 0
    assert "总分 77.86 → 80.78（+2.92）　等级 中 → 良" in ran.out.replace("  ", "　")
    assert all(len(line) <= 120 for line in ran.out.splitlines())
    assert not ran.err


def test_an_undetermined_total_is_1(run: Run, unjudged: str) -> None:
    assert run("whatif", LOST, "--set", "培训人次=").code == 1
    assert run("whatif", unjudged, "--set", "读者活动=24场").code == 1
    assert run("sensitivity", unjudged).code == 1
    assert run("sensitivity", LOST).code == 0


def test_a_change_may_settle_what_was_open(run: Run, tmp_path: Path) -> None:
    text = (EXAMPLES / "lost-points.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text(text.replace("分值: 8, 偏差", "分值: 多, 偏差"), "utf-8")
    assert run("a.yaml").code == 1
    done = run("whatif", "a.yaml", "--set", "培训人次.分值=8", "--set", "取证率.分值=8")
    assert done.code == 0
    assert "消失" in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("whatif", LOST), "没有写要改什么；至少写一个 --set 名称=值"),
        (("whatif", LOST, "--set", "率=1"), "名称里有“率”的不止一个"),
        (("whatif", LOST, "--set", "取证率.分值=多"), "“分值”写的是“多”，应是一个分数"),
        (("whatif", LOST, "--set", "取证率"), "没有写等号"),
        (("whatif", LOST, "--set", "取证率=1", "-f", "docx"), "没有格式“docx”"),
        (("whatif", "没有.yaml", "--set", "a=1"), "没有文件 没有.yaml"),
        (("sensitivity", LOST, "--weights", "十几"), "--weights 写的是 十几"),
        (("sensitivity", LOST, "--actuals", "101"), "--actuals 写的是 101"),
        (("sensitivity", LOST, "--against", "nix"), "没有“nix”这套评分规则"),
        (("sensitivity", LOST, "--rules", "nix"), "没有“nix”这套评分规则"),
    ],
)
def test_wrong_use_is_2(run: Run, arguments: tuple[str, ...], message: str) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert message in ran.err
    assert not ran.out


def test_a_file_that_cannot_be_read_is_1(run: Run) -> None:
    for command in (("whatif", "-", "--set", "a=1"), ("sensitivity", "-")):
        ran = run(*command, stdin=b"a: [1")
        assert ran.code == 1
        assert "YM101" in ran.err


def test_json(run: Run) -> None:
    ran = run("whatif", LOST, "--set", "培训人次=1200人次", "-f", "json")
    document = json.loads(ran.out, parse_float=str)
    assert document["schema"] == "jixiao.whatif/1"
    assert document["difference"] == "1.00"
    ran = run("sensitivity", LOST, "--weights", "10%", "--against", "hubei-2020", "-f", "json")
    document = json.loads(ran.out, parse_float=str)
    assert document["schema"] == "jixiao.sensitivity/1"
    assert document["weights"]["percent"] == 10
    assert document["against"]["rules"]["id"] == "hubei-2020"


def test_files_by_their_endings(run: Run, tmp_path: Path) -> None:
    for command in (("whatif", LOST, "--set", "培训人次=1200人次"), ("sensitivity", LOST)):
        ran = run(*command, "-o", "a.xlsx")
        assert (ran.code, ran.err) == (0, "已写入 a.xlsx\n")
        with zipfile.ZipFile(BytesIO((tmp_path / "a.xlsx").read_bytes())) as book:
            assert "xl/workbook.xml" in book.namelist()
        assert run(*command, "-o", "a.html").code == 0
        assert (tmp_path / "a.html").read_text("utf-8").startswith("<!DOCTYPE html>")
        assert run(*command, "-o", "a.md").code == 0
        assert (tmp_path / "a.md").read_text("utf-8").startswith("# ")


def test_help_teaches(run: Run) -> None:
    for command, words in (
        ("whatif", ("--set 培训人数.分值=15", "全年执行数=80万元", "--all")),
        ("sensitivity", ("--against hubei-2020", "--actuals", "样本量")),
    ):
        out = run(command, "--help").out
        assert all(word in out for word in words)
