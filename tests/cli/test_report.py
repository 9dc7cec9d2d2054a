"""``score report`` as a process: formats, files, gaps, exit codes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.cli.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

LOST = str(EXAMPLES / "lost-points.yaml")


def test_markdown_goes_to_the_terminal(run: Run, jinbao: str) -> None:
    ran = run("report", jinbao)
    assert ran.code == 0
    assert ran.out.startswith("# 2023年度金保工程信息系统日常运营维护项目支出绩效自评报告\n")
    assert "总分99.97分，等级为“优”。" in ran.out
    assert "报告里还有 6 处【请补充：…】：立项依据和背景；" in ran.err


def test_a_document_is_written_by_its_ending(run: Run, tmp_path: Path) -> None:
    ran = run("report", LOST, "-o", "自评报告.docx")
    assert (ran.code, ran.raw) == (0, b"")
    assert ran.err.startswith("已写入 自评报告.docx\n")
    content = (tmp_path / "自评报告.docx").read_bytes()
    first = Document(BytesIO(content)).paragraphs[0]
    assert first.text == "2024年度职业技能提升培训（丢分示例）"
    assert run("report", LOST, "-f", "docx", "-o", "又一份").code == 0
    assert (tmp_path / "又一份").read_bytes() == content


def test_an_open_total_is_reported_and_told_by_the_exit_code(run: Run, unjudged: str) -> None:
    ran = run("report", unjudged)
    assert ran.code == 1
    assert "总分未定：最低53.84分，最高96.84分" in ran.out


def test_other_rules_can_be_asked_for(run: Run) -> None:
    ran = run("report", LOST, "--rules", "hubei-2020")
    assert "编号hubei-2020" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-f", "json"), "自评报告没有格式“json”，可用：markdown、docx。"),
        (("-o", "自评报告.pdf"), "自评报告写不成 .pdf；请用 -o 自评报告.docx"),
        (("--rules", "nowhere"), "nowhere"),
        (("-o", "没有/自评报告.docx"), "无法写入 没有/自评报告.docx：文件夹不存在。"),
    ],
)
def test_wrong_use_says_what_to_do(run: Run, arguments: tuple[str, ...], message: str) -> None:
    ran = run("report", LOST, *arguments)
    assert ran.code == 2
    assert message in ran.err
    assert ran.out == ""


def test_a_file_that_cannot_be_read_gives_no_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text("项目名称: [", encoding="utf-8")
    ran = run("report", "坏.yaml", "-o", "报告.docx")
    assert ran.code == 1
    assert "没有可评分的项目" in ran.err
    assert not (tmp_path / "报告.docx").exists()


def test_the_help_names_the_formats(run: Run) -> None:
    ran = run("report", "--help")
    assert ran.code == 0
    assert "markdown（默认）、docx" in ran.out
