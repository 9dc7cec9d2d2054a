import datetime as dt
import enum
from collections import OrderedDict
from decimal import Decimal
from types import MappingProxyType

import pytest

from scoring.source.events import DEPTH_LIMIT, Mapping, Scalar
from scoring.source.project import project_from_mapping
from scoring.source.python_values import tree_of


class Word(str, enum.Enum):  # noqa: UP042 - such values exist in callers' code
    NAME = "甲"


class Real(float):
    def __repr__(self) -> str:
        return "Real(…)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (82.731, "82.731"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (Real(0.5), "0.5"),
        (5, "5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.10"), "1.10"),
        (True, "true"),
        (None, ""),
        ("x", "x"),
        (dt.date(2023, 12, 31), "2023-12-31"),
    ],
)
def test_values_enter_by_their_text(value: object, text: str) -> None:
    root, findings = tree_of({"a": value})
    assert findings == []
    assert isinstance(root, Mapping)
    node = root.entries[0][1]
    assert isinstance(node, Scalar)
    assert node.text == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), b"x", {1, 2}, 1j])
def test_what_no_file_could_hold(value: object) -> None:
    reading = project_from_mapping({"name": "甲", "year": 2023, "note": value})
    assert [(found.code, found.path) for found in reading.findings] == [("YM104", "/note")]
    assert reading.project is not None
    assert reading.project.name == "甲"


@pytest.mark.parametrize(
    "value", [10**5000, Decimal("1e9999"), "长" * 100_001], ids=["whole", "power", "text"]
)
def test_too_large_values(value: object) -> None:
    reading = project_from_mapping({"name": "甲", "year": 2023, "note": value})
    assert [found.code for found in reading.findings] == ["YM106"]
    assert reading.project is None


def test_keys_must_be_texts() -> None:
    reading = project_from_mapping({"name": "甲", "year": 2023, 5: "x"})  # type: ignore[dict-item]
    assert [found.code for found in reading.findings] == ["YM104"]


def test_a_mapping_that_holds_itself() -> None:
    document: dict[str, object] = {"name": "甲", "year": 2023}
    document["项目绩效分析"] = document
    assert [found.code for found in project_from_mapping(document).findings] == ["YM106"]


def test_shared_values_do_not_explode() -> None:
    value: object = "x"
    for _ in range(DEPTH_LIMIT - 4):
        value = [value, value]
    assert [found.code for found in project_from_mapping({"a": value}).findings] == ["YM106"]


def test_any_mapping_will_do() -> None:
    document = MappingProxyType(OrderedDict(name=Word.NAME, year="2023"))
    project = project_from_mapping(document).project
    assert project is not None
    assert (project.name, project.year, len(project.places)) == ("甲", 2023, 0)


def test_texts_of_python_are_quoted_texts() -> None:
    project = project_from_mapping({"name": "null", "year": 2023, "note": "~"}).project
    assert project is not None
    assert (project.name, project.note) == ("null", "~")
