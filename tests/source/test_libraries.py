"""The libraries that ship: complete, consistent, without targets, and named sources that are true."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from scoring import notation
from scoring.checks.completeness import PARENTS
from scoring.checks.targets import is_hollow
from scoring.loading import load_project
from scoring.model.library import DIRECTIONS, EARLIER, HIGHER, LOWER, Definition, Library
from scoring.notation.operators import operator_of
from scoring.source.definitions import LibraryReading, read_library, shipped_library
from scoring.source.events import read_document
from scoring.source.json_schema import library_schema
from scoring.source.library import shipped

if TYPE_CHECKING:
    from scoring.model.project import Project

ROOT = Path(__file__).resolve().parents[2]
IDS = [path.stem for path in sorted((ROOT / "indicators").glob("*.yaml"))]
QUALITATIVE = "定性"
UNNAMED = "项目名称未标明"
"""Stands for the name of a project that the part of the form in hand does not show."""

PLACES = {**PARENTS, "成本": "产出"}


def library(name: str) -> Library:
    reading = shipped_library(name)
    assert reading.findings == ()
    assert reading.library is not None
    return reading.library


@lru_cache(maxsize=1)
def forms() -> tuple[tuple[str, Project], ...]:
    """The published forms that the libraries name: the text of each and what it says."""
    paths = sorted((ROOT / "tests" / "forms").glob("0*.yaml"))
    return tuple((path.read_text("utf-8"), load_project(str(path))) for path in paths)


DEFINITIONS = [
    pytest.param(name, definition, id=f"{name}/{definition.row.name}")
    for name in IDS
    for definition in library(name).definitions
]


def test_there_are_at_least_fourteen() -> None:
    assert len(IDS) >= 14
    assert tuple(IDS) == shipped("indicators")


@pytest.mark.parametrize("name", IDS)
def test_a_library_is_complete(name: str) -> None:
    value = library(name)
    assert value.id == name
    assert value.title
    assert value.kind
    assert value.version
    assert value.evidence == "recalled"
    assert 12 <= len(value.definitions) <= 30
    assert {one.source for one in value.definitions if one.source} == set(value.sources)


@pytest.mark.parametrize("name", IDS)
def test_a_library_fits_its_schema(name: str) -> None:
    document = yaml.safe_load((ROOT / "indicators" / f"{name}.yaml").read_text("utf-8"))
    jsonschema.Draft202012Validator(library_schema()).validate(document)


@pytest.mark.parametrize("name", IDS)
def test_every_kind_of_class_is_there(name: str) -> None:
    places = {notation.class_key(one.row.level2 or "") for one in library(name).definitions}
    assert {"数量", "质量", "时效", "成本", "服务对象满意度"} <= places
    assert places & {"经济效益", "社会效益", "生态效益", "可持续影响"}


@pytest.mark.parametrize("name", IDS)
def test_nothing_stands_twice(name: str) -> None:
    names = [notation.fold(known) for one in library(name).definitions for known in one.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "definition"), DEFINITIONS)
def test_a_definition_says_all_of_it(name: str, definition: Definition) -> None:
    row = definition.row
    assert row.name
    assert row.level1
    assert row.level2
    assert PLACES[notation.class_key(row.level2)] == notation.class_key(row.level1)
    assert definition.direction in DIRECTIONS
    assert definition.obtained
    assert row.evidence
    assert definition.mistakes
    # No invented figures: targets and weights are the project's.
    assert row.initial_target is None
    assert row.adjusted_target is None
    assert row.weight is None
    assert row.method is None
    assert library(name).id == name


@pytest.mark.parametrize(("name", "definition"), DEFINITIONS)
def test_sign_unit_and_direction_agree(name: str, definition: Definition) -> None:
    row = definition.row
    assert name
    assert row.operator is not None
    if row.operator == QUALITATIVE:
        assert row.measure_unit is None
        assert definition.direction == HIGHER
        return
    assert operator_of(row.operator) == row.operator
    if row.measure_unit is None:
        assert definition.direction == EARLIER
        assert row.level2 == "时效指标"
        assert row.name.endswith("时间")
        return
    assert notation.find_unit(row.measure_unit, known_only=True) is not None
    by_sign = {"≥": HIGHER, "≤": LOWER}
    if row.operator in by_sign:
        assert definition.direction == by_sign[row.operator]
    else:
        # = says nothing about the direction: the definition does, as the name has it.
        less = notation.is_less_better(row.name)
        assert definition.direction == (LOWER if less else HIGHER)


@pytest.mark.parametrize(("name", "definition"), DEFINITIONS)
def test_a_source_has_the_name_it_stands_for(name: str, definition: Definition) -> None:
    if definition.source is None:
        return
    unit, _, rest = definition.source.partition("自评表（")
    unit = unit.removesuffix("年度").rstrip("0123456789")
    title = rest.removesuffix("）")
    title = notation.fold(title)
    owners = [
        project
        for text, project in forms()
        if unit in text and (title == UNNAMED or title in notation.fold(text))
    ]
    assert owners, f"{name}: {definition.source}"
    printed = {notation.fold(row.name) for project in owners for row in project.indicators}
    assert any(notation.fold(own) in known for own in definition.names for known in printed)


def test_a_row_without_sign_and_unit_takes_those_of_its_definition() -> None:
    project = load_project(
        {
            "项目名称": "例",
            "年度": 2023,
            "引用指标": "training",
            "绩效指标": {
                "培训人次": {"年初指标值": 200, "实际完成值": 190, "分值": 30},
                "学员满意度": {"年初指标值": "≥90%", "实际完成值": "92%", "分值": 30},
                "参训人员能力提升": {"年初指标值": "比上年提高", "分值": 30},
            },
        }
    )
    count, satisfaction, effect = project.indicators
    assert (count.level1, count.level2) == ("产出指标", "数量指标")
    assert (count.operator, count.measure_unit) == ("≥", "人次")
    # Written out in full, or in words, it is complete; another name it goes by is enough.
    assert (satisfaction.level2, satisfaction.operator) == ("服务对象满意度指标", None)
    assert (effect.operator, effect.measure_unit) == (None, None)
    # What usually proves it is not what the project has.
    assert all(row.evidence == () for row in project.indicators)
    assert project.findings == ()


def read(text: str) -> LibraryReading:
    return read_library(read_document(text, "a.yaml"))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("指标性质: 大概", "YM104"),
        ("指标方向: 随便", "YM104"),
        ("取值办法: 查账", "YM103"),
        ("又名: [甲]", "YM103"),
    ],
)
def test_a_library_is_read_strictly(row: str, code: str) -> None:
    text = f"id: a\nindicators:\n  产出指标:\n    数量指标:\n      甲数:\n        {row}\n        分值: 3\n"
    (finding,) = read(text).findings
    assert (finding.code, finding.line) == (code, 6)
    assert finding.help


def test_the_head_is_read_strictly() -> None:
    reading = read("id: a\nevidence: certain\nindicators: []\n")
    (finding,) = reading.findings
    assert (finding.code, finding.path) == ("YM104", "/evidence")
    assert reading.library is not None
    assert reading.library.evidence is None


def test_english_names_do_as_well() -> None:
    text = (
        "id: a\ntitle: A\nevidence: form\nindicators:\n"
        "- {level1: 产出指标, level2: 数量指标, name: 甲数, operator: '>=', measure_unit: 个,\n"
        "   direction: higher, obtained: 数, evidence: [账], mistakes: [漏], also: [乙数], source: 某表}\n"
    )
    reading = read(text)
    assert reading.findings == ()
    assert reading.library is not None
    (one,) = reading.library.definitions
    assert (one.direction, one.also, one.source, one.names) == (
        HIGHER, ("乙数",), "某表", ("甲数", "乙数"),
    )  # fmt: skip
    assert reading.library.evidence == "form"


def test_guards_against_hollow_words() -> None:
    """What the example file of a library writes for a qualitative row is not hollow itself."""
    assert not is_hollow("比上年提高")
