"""The control file: figures with their digits and places, and every mistake told with its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scoring.model.control import Control, Figure
from scoring.source.control import read_control
from scoring.source.events import read_document

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "control" / "jinbao-2023.yaml"
TEXT = """\
合计:
- {主管部门: 304-某局, 年度: 2023年, 项目数: 12个, 全年预算数: 1530, 全年执行数: 1447.20, 来源: 表二}
- {主管部门: 全部, 项目数: 1,200}
项目:
- {项目编码: "001", 项目名称: 甲, 预算单位: 乙, 文件: 甲*.yaml, 全年执行数: 82.730}
项目齐全: 是
备注: 随便写
""".replace("1,200", "'1,200'")


def read(text: str) -> Control:
    control, findings = read_control(read_document(text, "勾稽数.yaml"))
    assert findings == ()
    assert control is not None
    return control


def test_figures_keep_their_digits_and_places() -> None:
    control = read(TEXT)
    department, every = control.totals
    assert (department.department, department.year, department.source) == ("304-某局", 2023, "表二")
    assert department.project_count == Figure(Decimal(12), "/合计/0/项目数", 2, 34)
    assert str(department.executed.number) == "1447.20"  # type: ignore[union-attr]
    assert (department.pointer, department.line, department.column) == ("/合计/0", 2, 3)
    assert (every.department, every.year) == (None, None)
    assert every.project_count is not None
    assert every.project_count.number == 1200
    (project,) = control.projects
    assert (project.code, project.name, project.unit, project.files) == (
        "001", "甲", "乙", "甲*.yaml",
    )  # fmt: skip
    assert str(project.executed.number) == "82.730"  # type: ignore[union-attr]
    assert project.annual_budget is None
    assert (control.is_complete, control.money_unit, control.file) == (
        True, "万元", "勾稽数.yaml",
    )  # fmt: skip


def test_english_names_and_a_single_row() -> None:
    control = read("""\
money_unit: 元
totals: {department: 某局, project_count: 3, executed: 2万元}
projects: [{files: a.yaml, annual_budget: 5}]
complete: 否
""")
    (total,) = control.totals
    assert total.executed is not None
    assert total.executed.number == 20000
    assert total.pointer == "/totals"
    assert not control.is_complete


def test_json_and_the_example() -> None:
    control = read('{"合计": [{"项目数": 2}], "项目": [{"项目名称": "甲"}]}')
    assert control.projects[0].name == "甲"
    example = read(EXAMPLE.read_text(encoding="utf-8"))
    assert all(total.source for total in example.totals)
    assert all(project.source for project in example.projects)
    assert str(example.projects[0].executed.number) == "82.73"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("", "YM104", None, "一组“名称: 值”"),
        ("- 1\n", "YM104", 1, "一组“名称: 值”"),
        ("备注: 无\n", "YM104", 1, "既没有“合计”，也没有“项目”"),
        ("合计: 12\n", "YM104", 1, "不是一行数"),
        ("合计:\n- {年度: 2023}\n", "YM104", 2, "没有数"),
        ("合计:\n- {项目数: 1.5}\n", "YM104", 2, "项目的个数"),
        ("合计:\n- {项目数: -1}\n", "YM104", 2, "项目的个数"),
        ("合计:\n- {项目数: 3人}\n", "YM104", 2, "项目的个数"),
        ("合计:\n- {项目数: [1]}\n", "YM104", 2, "项目的个数"),
        ("合计:\n- {全年预算数: 多}\n", "YM104", 2, "一个金额"),
        ("合计:\n- {年度: 23, 项目数: 1}\n", "YM104", 2, "年份"),
        ("合计:\n- {项目数: 1, 全年预算: 2, 全年预算数: 2}\n", "YM102", 2, "全年预算"),
        ("合计:\n- {项目数: 1, 全年结余: 2}\n", "YM103", 2, "全年结余"),
        ("项目:\n- {全年预算数: 3}\n", "YM104", 2, "哪个项目"),
        ("项目:\n- 甲\n", "YM104", 2, "不是一行数"),
        ("合计: [{项目数: 1}]\n项目齐全: 大概\n", "YM104", 2, "“是”或“否”"),
        ("合计: [{项目数: 1}]\n金额单位: 美元\n", "YM104", 2, "亿元之一"),
        ("合计: [{项目数: &a 1}]\n", "YM105", 1, ""),
        ("合计: [\n", "YM101", 1, ""),
        ("合计:\n- {项目数: " + "9" * 70 + "}\n", "YM104", 2, "项目的个数"),
    ],
)
def test_mistakes(text: str, code: str, line: int | None, said: str) -> None:
    control, findings = read_control(read_document(text, "勾稽数.yaml"))
    assert control is None
    (finding,) = findings
    assert (finding.code, finding.line, finding.file) == (code, line, "勾稽数.yaml")
    assert said in finding.message
    assert finding.help
