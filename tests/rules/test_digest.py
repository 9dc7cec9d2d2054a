"""Digests: equal values have equal ones, whatever file they came from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import scoring
from scoring.model.digest import digest_of, project_digest, ruleset_digest
from scoring.source.ruleset import load_rules
from tests.rules.complete import COMPLETE, changed

if TYPE_CHECKING:
    from collections.abc import Callable


def test_yaml_and_json_of_a_project_agree() -> None:
    yaml = "项目名称: 例\n年度: 2023\n绩效指标: {产出: {数量指标: {甲: {分值: 20.0, 年初指标值: ≥1}}}}\n"
    json = (
        '{"name": "例", "year": 2023, "indicators": [{"level1": "产出指标", "level2": "数量指标",'
        ' "name": "甲", "initial_target": "≥1", "weight": 20}]}'
    )
    one, other = scoring.load_project(yaml), scoring.load_project(json)
    assert project_digest(one) == project_digest(other)
    changed_weight = scoring.load_project(yaml.replace("20.0", "20.01"))
    assert project_digest(changed_weight) != project_digest(one)


def test_a_rule_set_has_the_digest_of_its_values(write: Callable[..., str]) -> None:
    known = ruleset_digest(load_rules(write(COMPLETE)))
    same = COMPLETE.replace("execution: 10,", "execution: 10.0,").replace(
        "form: mof", "form:  mof # 表"
    )
    assert ruleset_digest(load_rules(write(same))) == known
    assert ruleset_digest(load_rules(write(f"{COMPLETE}cases: []\n"))) == known
    other = changed("execution: 10,", "execution: 10.5,").replace("产出: 60", "产出: 59.5")
    assert ruleset_digest(load_rules(write(other))) != known


def test_numbers_and_texts_are_told_apart() -> None:
    assert digest_of(Decimal(1)) != digest_of("1")
    assert digest_of(Decimal("1e3")) == digest_of(Decimal("1000.00"))
    assert digest_of(None) != digest_of("")
