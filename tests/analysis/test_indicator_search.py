"""Searching the libraries: the obvious comes first, by words, synonyms, class, unit and letters."""

from __future__ import annotations

import pytest

from scoring.analysis.indicator_search import in_name, meant_by, named, search, synonyms
from scoring.analysis.indicator_suggestions import suggester
from scoring.analysis.pinyin import span
from scoring.loading import load_project
from scoring.notation import class_key
from scoring.source.definitions import shipped_libraries, shipped_library


def names(query: str, *, unit: str | None = None, level: str | None = None) -> list[str]:
    return [match.definition.row.name for match in search(query, unit=unit, level=level)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("培训人数", "培训人数"),
        ("培训人次", "培训人次"),
        ("参训人次", "培训人次"),
        ("学员满意度", "参训人员满意度"),
        ("故障", "故障修复率"),
        ("工程验收合格率", "工程验收合格率"),
        ("pxrs", "培训人数"),
        ("peixunrenshu", "培训人数"),
        ("pxrenshu", "培训人数"),
        ("hbrs", "参会人次"),
        ("zlcgl", None),
        ("防洪", "安全度汛"),
        ("WIFI", "无线网络覆盖率"),
        ("社保卡", "社保卡持有率"),
        ("知晓率", "政策知晓率"),
        ("公路 成本", "项目总成本"),
        ("读者满意", "读者满意度"),
    ],
)
def test_the_obvious_comes_first(query: str, first: str | None) -> None:
    found = names(query)
    if query == "hbrs":
        assert first not in found
        return
    assert (found[0] if found else None) == first


def test_every_name_is_found_by_itself() -> None:
    for library in shipped_libraries():
        for definition in library.definitions:
            best = search(definition.row.name)[0]
            assert best.definition.row.name == definition.row.name
            assert best.points >= 100


def test_letters_of_a_name_find_it() -> None:
    for query, name in (("cqbm", None), ("ldcx", None), ("tzcs", None), ("sbkcyl", "社保卡持有率")):
        found = names(query)
        assert (name in found) is (name is not None)


def test_a_character_may_be_read_in_several_ways() -> None:
    assert span("cxjz", "培训长效机制") == (2, 4)
    assert span("zxjz", "培训长效机制") == (2, 4)
    assert span("q", "培训") is None


def test_all_words_must_fit() -> None:
    both = set(names("道路 成本"))
    assert both
    assert both <= set(names("成本"))
    assert names("道路 接种") == []
    assert names("没有这样的东西呀") == []


def test_words_of_the_same_meaning() -> None:
    assert "培训人次" in names("轮训")
    assert "培训成本" in meant_by("轮训费用")
    assert in_name("轮训", "培训人次") < in_name("培训", "培训人次")
    groups = synonyms()
    assert all(len(set(group)) == len(group) > 1 for group in groups)


def test_by_unit_and_class() -> None:
    found = search("", unit="人次", level="数量")
    assert found
    for match in found:
        assert match.definition.row.measure_unit == "人次"
        assert class_key(match.definition.row.level2 or "") == "数量"
    assert set(names("", level="时效指标")) == set(names("", level="时效"))
    assert "培训人次" in names("人次 数量")
    assert {match.library.id for match in search("training")} == {"training"}


def test_one_library_alone() -> None:
    library = shipped_library("meeting").library
    assert library is not None
    found = search("满意度", (library,))
    assert [match.definition.row.name for match in found] == ["参会人员满意度"]


def test_the_definitions_of_one_name() -> None:
    homes = [match.library.id for match in named("社保卡持有率", shipped_libraries())]
    assert homes == ["employment", "it-operation"]
    (other,) = named("学员满意度", shipped_libraries())
    assert other.definition.row.name == "参训人员满意度"
    assert named("满意", shipped_libraries()) == ()


def test_the_same_query_finds_the_same() -> None:
    assert search("满意度") == search("满意度")


@pytest.mark.parametrize(
    ("name", "level2", "found", "is_same"),
    [
        ("参训人员能力提升", "社会效益指标", "参训人员能力提升", True),
        ("对维护基建市场公平的影响程度", "社会效益指标", "建设市场公平", True),
        ("本县参训人员能力提升情况", "社会效益指标", "参训人员能力提升", False),
        ("外星人来访意义", "社会效益指标", None, None),
    ],
)
def test_what_helps_a_row(
    name: str,
    level2: str,
    found: str | None,
    is_same: bool | None,  # noqa: FBT001
) -> None:
    project = load_project(
        {
            "项目名称": "例",
            "年度": 2023,
            "绩效指标": {"效益指标": {level2: {name: {"年初指标值": "效果显著", "分值": 9}}}},
        }
    )
    suggestion = suggester(project)(project.indicators[0])
    assert (suggestion and suggestion.definition.row.name) == found
    assert (suggestion and suggestion.is_same) == is_same
