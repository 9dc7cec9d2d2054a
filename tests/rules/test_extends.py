"""``extends``: what a set takes over, what it replaces, and chains that lead nowhere."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from scoring.source.ruleset import RuleSetError, load_rules, read_rules
from tests.rules.complete import COMPLETE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = """\
id: child
title: 子规则
version: "2"
extends: {parent}
sources: [{{id: o, document: 本单位自定, evidence: choice}}]
"""


def child(text: str = "", parent: str = "./own.yaml") -> str:
    return HEAD.format(parent=parent) + text


@pytest.fixture
def own(write: Callable[..., str]) -> str:
    return write(COMPLETE)


@pytest.mark.usefixtures("own")
def test_everything_not_said_is_taken_over(write: Callable[..., str], own: str) -> None:
    rules, parent = load_rules(write(child(), "child.yaml")), load_rules(own)
    assert (rules.id, rules.title, rules.version, rules.extends) == (
        "child", "子规则", "2", "./own.yaml",
    )  # fmt: skip
    assert rules.weights == parent.weights
    assert rules.grades == parent.grades
    assert rules.methods == parent.methods
    assert {source.id for source in rules.sources} == {"o", "k"}


@pytest.mark.usefixtures("own")
def test_identity_is_not_taken_over(write: Callable[..., str]) -> None:
    mof = load_rules("mof-2020")
    rules = load_rules(write(child(parent="mof-2020"), "child.yaml"))
    assert mof.effective_from is not None
    assert (rules.effective_from, rules.issuer, rules.region, rules.notes) == (None, None, None, ())


@pytest.mark.usefixtures("own")
def test_mappings_are_joined_and_lists_replaced(write: Callable[..., str]) -> None:
    text = """\
weights: {classes: {产出: 40, 满意度: 20}, source: o}
grades: [{name: 合格, from: 60, source: o}, {name: 不合格, from: 0, source: o}]
checks: {AC505: {severity: error, source: o}, FD405: {limit: 90%, source: o}}
"""
    rules = load_rules(write(child(text), "child.yaml"))
    assert dict(rules.weights.classes) == {
        "产出": Decimal(40), "效益": Decimal(30), "满意度": Decimal(20),
    }  # fmt: skip
    assert [grade.name for grade in rules.grades] == ["合格", "不合格"]
    over = rules.setting("AC505")
    assert over is not None
    assert (over.severity, over.limit) == ("error", Decimal("1.3"))
    assert len(rules.checks) == 2


@pytest.mark.usefixtures("own")
def test_an_empty_mapping_empties(write: Callable[..., str]) -> None:
    text = "weights: {execution: 20, classes: {}, source: o}\nmethods: {}\n"
    rules = load_rules(write(child(text), "child.yaml"))
    assert rules.weights.classes == ()
    assert rules.methods == ()


@pytest.mark.usefixtures("own")
def test_a_method_is_replaced_whole(write: Callable[..., str]) -> None:
    text = "methods: {质量: {完成比例: {及格: 60%}, source: o}}\n"
    rules = load_rules(write(child(text), "child.yaml"))
    assert [(name, method.name) for name, method in rules.methods] == [("质量", "ratio")]


@pytest.mark.usefixtures("own")
def test_the_parents_source_does_not_vouch_for_a_changed_number(
    write: Callable[..., str],
) -> None:
    _, findings = read_rules(write(child("rounding: {digits: 1}\n"), "child.yaml"))
    assert [(one.code, one.path) for one in findings] == [("RS871", "/rounding")]


@pytest.mark.usefixtures("own")
def test_the_childs_source_wins(write: Callable[..., str]) -> None:
    text = child().replace("id: o, document: 本单位自定", "id: k, document: 子规则自定")
    rules = load_rules(write(text, "child.yaml"))
    source = rules.source("k")
    assert source is not None
    assert source.document == "子规则自定"
    assert len(rules.sources) == 1


@pytest.mark.usefixtures("own")
def test_what_does_not_fit_the_parent_is_found_in_the_child(write: Callable[..., str]) -> None:
    file = write(child("weights: {execution: 20, source: o}\n"), "child.yaml")
    _, findings = read_rules(file)
    finding = findings[0]
    assert (finding.code, finding.file, finding.line) == ("RS872", file, 6)


@pytest.mark.usefixtures("own")
def test_title_and_version_are_its_own(write: Callable[..., str]) -> None:
    text = child().replace("title: 子规则\n", "")
    _, findings = read_rules(write(text, "child.yaml"))
    assert any(one.path == "/title" and "缺少" in one.message for one in findings)


def test_grandparents(write: Callable[..., str]) -> None:
    write(child("rounding: {digits: 1, source: o}\n", "mof-2020"), "own.yaml")
    rules = load_rules(write(child().replace("id: child", "id: grandchild"), "child.yaml"))
    assert rules.rounding.digits == 1
    assert rules.weights.execution == 10


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"child.yaml": child(parent="./child.yaml")}, "绕了一圈"),
        ({"child.yaml": child(), "own.yaml": child(parent="./child.yaml")}, "绕了一圈"),
        ({"child.yaml": child(parent="./没有.yaml")}, "没有这个文件"),
        ({"child.yaml": child(parent="mof-1949")}, "是不是 mof-20"),
        ({"child.yaml": child(), "own.yaml": COMPLETE.replace("digits: 2", "digits: x")}, "digits"),
    ],
)
def test_parents_that_cannot_be_used(
    files: dict[str, str], words: str, tmp_path: Path, write: Callable[..., str]
) -> None:
    for name, text in files.items():
        write(text, name)
    with pytest.raises(RuleSetError, match=words) as raised:
        load_rules(str(tmp_path / "child.yaml"))
    first = raised.value.findings[0]
    assert first.path in {"/extends", "/rounding/digits"}
    assert first.line is not None
