import pickle

import pytest

from scoring.api import score
from scoring.model.codes import found
from scoring.model.finding import Place, Related
from scoring.source.events import read_document
from scoring.source.places import Places, locate
from scoring.source.project import read_project

TEXT = """\
项目名称: 甲
绩效指标:
  产出:
    投入/产出~比:
      实际完成值: 1个
      分值:
  效益: [{三级指标: 乙}]
"""


@pytest.fixture
def places() -> Places:
    return Places(read_document(TEXT).root)


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 1, 1),
        ("/项目名称", 1, 7),
        ("/绩效指标", 2, 1),
        ("/绩效指标/产出/投入~1产出~0比", 4, 5),
        ("/绩效指标/产出/投入~1产出~0比/实际完成值", 5, 14),
        ("/绩效指标/产出/投入~1产出~0比/分值", 6, 7),
        ("/绩效指标/效益/0", 7, 8),
        ("/绩效指标/效益/0/三级指标", 7, 15),
    ],
)
def test_pointers(places: Places, pointer: str, line: int, column: int) -> None:
    assert places[pointer] == Place(line, column)
    assert pointer in places


@pytest.mark.parametrize("pointer", ["/x", "/绩效指标/效益/1", "/绩效指标/效益/x", "/项目名称/a"])
def test_pointers_to_nothing(places: Places, pointer: str) -> None:
    assert pointer not in places
    assert places.get(pointer) is None


def test_all_pointers_in_order(places: Places) -> None:
    assert len(places) == 10
    assert list(places)[:3] == ["", "/项目名称", "/绩效指标"]
    assert dict(places)["/项目名称"] == Place(1, 7)


def test_a_project_can_be_pickled() -> None:
    project = read_project(read_document(TEXT + "年度: 2023\n")).project
    assert project is not None
    copy = pickle.loads(pickle.dumps(project))  # noqa: S301 - our own value
    assert copy == project
    assert copy.places["/项目名称"] == Place(1, 7)


def test_findings_are_located_at_the_nearest_value() -> None:
    project = read_project(read_document(TEXT + "年度: 2023\n", "a.yaml")).project
    assert project is not None
    finding = found(
        "CP201",
        "m",
        "h",
        "/绩效指标/产出/投入~1产出~0比/年初指标值",
        related=(Related("/绩效指标/效益/0", None, None, "r"),),
    )
    located = locate(finding, project)
    assert (located.file, located.line, located.column) == ("a.yaml", 4, 5)
    assert located.related[0][:3] == ("/绩效指标/效益/0", 7, 8)
    assert locate(located, project) == located


def test_without_places_nothing_is_invented() -> None:
    assert locate(found("CP201", "m", "h", "/a"), {}).line is None


ENGLISH = """\
name: 甲
year: 2023
funds:
  总额: {annual_budget: 0, executed: 9}
indicators:
- {name: 甲, 年度指标值: ≥90%, actual: 好, weight: 90}
"""


def test_a_finding_points_at_the_field_as_the_file_spells_it() -> None:
    findings = {finding.code: finding for finding in score(ENGLISH).findings}
    actual, budget = findings["AC509"], findings["FD403"]
    assert (actual.path, actual.line, actual.column) == ("/indicators/0/actual", 6, 34)
    assert (budget.path, budget.line, budget.column) == ("/funds/总额/annual_budget", 4, 23)


def test_another_spelling_finds_its_field() -> None:
    target = score(ENGLISH.replace("≥90%", "90%")).findings[0]
    assert (target.code, target.path) == ("FD403", "/funds/总额/annual_budget")
    paths = {item.path for item in score(ENGLISH.replace("≥90%", "90%")).findings}
    assert "/indicators/0/年度指标值" in paths


def test_a_missing_field_points_at_its_row() -> None:
    found = score(ENGLISH.replace("actual: 好, ", "")).findings
    missing = next(finding for finding in found if finding.code == "CP202")
    assert (missing.path, missing.line) == ("/indicators/0/实际完成值", 6)
