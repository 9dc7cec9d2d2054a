"""The published schema and the reader accept the same documents.

Generated: documents in the ordinary spellings, some with one thing broken. Not generated, for a
schema cannot say it: one field under two spellings, rare writings of numbers, folded keys, limits.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.notation.vocabulary import labels
from scoring.source.json_schema import library_schema, project_schema
from scoring.source.project import project_from_mapping

ROOT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=1)
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(project_schema())


def assert_agree(document: dict[str, Any]) -> None:
    errors = [error.message for error in validator().iter_errors(document)]
    findings = project_from_mapping(document).findings
    assert bool(errors) == bool(findings), (errors, findings)


texts = st.sampled_from(
    ["提高", "≥90%", "2023年12月31日", "=1个", "", "无", " x ", "a\nb", "a\x07", "~"]
)
scalars = st.one_of(
    texts, st.none(), st.booleans(), st.integers(-3, 200), st.sampled_from([0.5, 82.731])
)
numbers = st.one_of(
    st.integers(-5, 100),
    st.sampled_from(
        [
            82.731,
            "20",
            "1,000",
            "12,00",
            "3.5分",
            "—",
            "",
            None,
            "十几",
            "5个",
            True,
            "83万元",
            "830000元",
            " 7 ",
        ]
    ),
)
degrees = st.sampled_from([0, 85, 100, 101, -1, "85%", "100", "120%", "—", None, "好", 99.5])
shares = st.sampled_from(["80%", 0.8, 1, "1", "0.5", "101%", 2, None, "好", -0.1, "100%"])
starts = st.sampled_from([90, "80", "60%", "高", None, 59.5])
anything = st.sampled_from([[], {}, [1], {"x": 1}, "x", 5, None, [[1, 2]], {"备注": "y"}])


def choose(
    mapping: str, values: dict[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Mappings with each field at most once, under any of its spellings."""
    spellings = {
        field: sorted(key for key, english in labels(mapping).english.items() if english == field)
        for field in values
    }

    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        document: dict[str, Any] = {}
        for field in draw(st.lists(st.sampled_from(sorted(values)), unique=True, max_size=5)):
            document[draw(st.sampled_from(spellings[field]))] = draw(
                st.one_of(values[field], values[field], values[field], anything)
            )
        if draw(st.integers(0, 12)) == 0:
            document[draw(st.sampled_from(["随意", "年初指标直", "x"]))] = draw(scalars)
        return document

    return build()


methods = st.one_of(
    st.sampled_from(["直接赋分", "ratio", "评判等级", "区间赋分", "按量扣分", "随便", "", None]),
    st.builds(
        lambda value: {"区间赋分": value},
        st.lists(
            st.tuples(starts, shares).map(list), max_size=3, unique_by=lambda pair: str(pair[0])
        ),
    ),
    st.builds(
        lambda every, off: {"按量扣分": {"每": every, "扣": off}},
        st.sampled_from([1, "1个", 0, "0", None, "几"]),
        st.sampled_from([0.5, "0.5分", -1, "—"]),
    ),
    st.builds(lambda share: {"完成比例": {"及格": share}}, shares),
    st.sampled_from(
        [
            {"直接赋分": None},
            {"直接赋分": {}},
            {"直接赋分": 5},
            {},
            {"备注": "x"},
            {"直接赋分": None, "评判等级": None},
            {"按量扣分": {"每": 1}},
        ]
    ),
)
targets = st.one_of(
    scalars, st.sampled_from([[80, 90], ["80%", "90%"], [80], [1, 2, 3], ["高", 1], [None, 1]])
)
indicator_fields = {
    "initial_target": targets,
    "adjusted_target": targets,
    "operator": scalars,
    "measure_unit": scalars,
    "actual": scalars,
    "weight": numbers.filter(lambda value: "元" not in str(value)),
    "claimed_score": numbers.filter(lambda value: "元" not in str(value)),
    "method": methods,
    "degree": degrees,
    "deduction": st.sampled_from([0, 0.5, "1分", None, "少"]),
    "explanation": scalars,
    "evidence": st.one_of(scalars, st.lists(scalars, max_size=2)),
    "not_applicable": scalars,
    "review_score": st.sampled_from([1, "2", None]),
    "id": scalars,
    "note": scalars,
}
indicators = choose("indicator", indicator_fields)
names = st.sampled_from(["产出指标", "效益（30分）", "数量", "甲", "乙/丙~", "备注"])
tree = st.recursive(
    st.one_of(indicators, indicators, st.sampled_from([None, "", {}, 5, "x"])),
    lambda inner: st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
rows = st.lists(
    st.one_of(
        st.builds(
            lambda row, name, level: {**row, "三级指标": name, "一级指标": level},
            indicators,
            st.sampled_from(["甲", "乙", "", None, 5]),
            scalars,
        ),
        indicators,
        anything,
    ),
    max_size=3,
)
amounts = numbers.filter(lambda value: "分" not in str(value))
fund = choose(
    "fund",
    {
        "initial_budget": st.one_of(
            amounts, choose("budget", {"requested": amounts, "approved": amounts})
        ),
        "annual_budget": amounts,
        "executed": amounts,
        "balance": amounts,
        "claimed_weight": st.sampled_from([10, "10分", "—", None]),
        "claimed_rate": scalars,
        "claimed_score": st.sampled_from([9.97, "9.97", "—"]),
        "explanation": scalars,
        "note": scalars,
    },
)
funds = st.one_of(
    st.dictionaries(
        st.sampled_from(["资金总额", "其中：财政拨款", "其他"]),
        st.one_of(fund, anything),
        max_size=3,
    ),
    fund,
    st.lists(
        st.one_of(st.builds(lambda row, name: {**row, "资金来源": name}, fund, scalars), fund),
        max_size=2,
    ),
    anything,
)
project_fields = {
    "name": st.sampled_from(["甲", "甲", "甲", "", None, 5, [1]]),
    "year": st.sampled_from([2023, "2023年", "2023年度", "2023", 2023, 23, "去年", None]),
    "department": scalars,
    "unit": scalars,
    "code": scalars,
    "rules": scalars,
    "money_unit": st.sampled_from(["元", "万元", "亿元", "千元", None, "美元", 5]),
    "funds": funds,
    "goal": scalars,
    "goal_result": scalars,
    "indicators": st.one_of(st.dictionaries(names, tree, max_size=3), rows, anything),
    "analysis": st.one_of(
        st.dictionaries(
            st.sampled_from(["甲", "乙"]),
            st.one_of(scalars, st.dictionaries(st.just("丙"), scalars)),
        ),
        anything,
    ),
    "claimed": choose(
        "claimed", {"total": numbers.filter(lambda value: "元" not in str(value)), "grade": scalars}
    ),
    "note": scalars,
    "indicator_library": st.one_of(scalars, st.lists(scalars, max_size=2)),
}


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(choose("project", project_fields))
def test_whole_projects(document: dict[str, Any]) -> None:
    assert_agree(document)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(project_fields["indicators"])
def test_blocks_of_indicators(block: object) -> None:
    assert_agree({"项目名称": "甲", "年度": 2023, "绩效指标": block})


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(funds)
def test_blocks_of_money(block: object) -> None:
    assert_agree({"项目名称": "甲", "年度": 2023, "项目资金": block})


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(methods)
def test_methods(value: object) -> None:
    assert_agree({"项目名称": "甲", "年度": 2023, "绩效指标": {"甲": {"赋分方法": value}}})


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("tests/forms/*.yaml")), ids=lambda path: path.stem[:3]
)
def test_the_published_forms(path: Path) -> None:
    # The base loader makes texts of everything and runs nothing.
    assert_agree(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506


def test_both_schemas_are_schemas() -> None:
    jsonschema.Draft202012Validator.check_schema(project_schema())
    jsonschema.Draft202012Validator.check_schema(library_schema())


def test_every_spelling_of_every_field_is_published() -> None:
    properties = project_schema()["properties"]
    assert isinstance(properties, dict)
    assert set(labels("project").english) <= set(properties)
