from decimal import Decimal
from pathlib import Path

import pytest

from scoring.model.library import Library
from scoring.model.project import Indicator
from scoring.source.defined_rows import completed
from scoring.source.definitions import (
    LibraryReading,
    find_library,
    read_library,
    with_definitions,
)
from scoring.source.events import read_document
from scoring.source.project import read_project

LIBRARY = """\
id: weihu
title: 信息系统运维
indicators:
  产出指标:
    数量指标:
      运维数量: {年初指标值: =1个, 分值: 20, 编号: N1, 取值方法: 查合同, 指标方向: 越多越好}
    成本指标:
      费用: {年初指标值: ≤5万元, 分值: 5, 常见错误: [漏记, 多记], 佐证材料: 发票}
  效益指标:
    社会效益指标:
      费用: {年初指标值: ≤9万元}
"""


def library() -> Library:
    reading = read_library(read_document(LIBRARY, "weihu.yaml"))
    assert reading.findings == ()
    assert reading.library is not None
    return reading.library


def row(
    name: str, level1: str | None = None, level2: str | None = None, **fields: object
) -> Indicator:
    return Indicator(name, "", level1, level2)._replace(**fields)  # type: ignore[arg-type]


def test_a_library_is_read() -> None:
    value = library()
    assert (value.id, value.title, value.file) == ("weihu", "信息系统运维", "weihu.yaml")
    first, second, _ = value.definitions
    assert (first.row.name, first.obtained, first.direction) == ("运维数量", "查合同", "越高越好")
    assert second.mistakes == "漏记\n多记"


def test_a_row_takes_what_it_does_not_say() -> None:
    (done,) = completed(
        [row("运维数量", actual="1个", initial_target="=2个")], library().definitions
    )
    assert (done.level1, done.level2, done.weight) == ("产出指标", "数量指标", Decimal(20))
    assert (done.actual, done.initial_target) == ("1个", "=2个")


def test_the_classes_choose_between_equal_names() -> None:
    definitions = library().definitions
    (done,) = completed([row("费用", "效益指标", "社会效益指标")], definitions)
    assert done.initial_target == "≤9万元"
    (done,) = completed([row("费用", "产出指标")], definitions)
    assert (done.initial_target, done.level2, done.evidence) == ("≤5万元", "成本指标", ())
    (unknown,) = completed([row("费用")], definitions)
    assert unknown.initial_target is None


def test_an_id_is_enough() -> None:
    (done,) = completed([row("运维台数", id="N1")], library().definitions)
    assert done.initial_target == "=1个"
    assert done.name == "运维台数"


def test_a_project_is_completed_from_the_libraries_it_names() -> None:
    text = (
        "项目名称: 甲\n年度: 2023\n引用指标:\n- weihu\n- 没有\n"
        "绩效指标:\n- {三级指标: 运维数量, 实际完成值: 1个}\n"
    )
    project = read_project(read_document(text, "a.yaml")).project
    assert project is not None

    def find(name: str) -> LibraryReading | None:
        return read_library(read_document(LIBRARY)) if name == "weihu" else None

    reading = with_definitions(project, find)
    assert reading.project is not None
    assert reading.project.indicators[0].weight == 20
    (finding,) = reading.findings
    assert (finding.code, finding.path) == ("YM104", "/引用指标/1")
    assert (finding.file, finding.line, finding.column) == ("a.yaml", 5, 3)


def test_what_is_no_library() -> None:
    assert read_library(read_document("- 1")).library is None
    (finding,) = read_library(read_document("id: a\nindicator: []\n")).findings
    assert (finding.code, finding.path) == ("YM103", "/indicator")


def test_a_path_starts_from_the_folder_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text(LIBRARY, "utf-8")
    project_file = str(tmp_path / "project.yaml")
    for name in ("targets.yaml", "./targets.yaml", str(tmp_path / "targets.yaml")):
        reading = find_library(name, project_file)
        assert reading is not None
        assert reading.library is not None
        assert reading.library.id == "weihu"
        assert find_library(name, project_file, paths=False) is None


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml", ".", "a\0b", "../../x"])
def test_what_is_not_there(name: str, tmp_path: Path) -> None:
    assert find_library(name, str(tmp_path / "project.yaml")) is None


def test_the_example_with_its_targets_in_another_file() -> None:
    example = Path(__file__).resolve().parents[2] / "examples" / "actuals.yaml"
    project = read_project(read_document(example.read_bytes(), str(example))).project
    assert project is not None
    reading = with_definitions(project, lambda name: find_library(name, project.file))
    assert reading.findings == ()
    assert reading.project is not None
    assert all(row.initial_target and row.weight for row in reading.project.indicators)
