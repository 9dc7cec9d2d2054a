"""``score indicators`` and ``score new --library`` as they are typed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import yaml

import scoring
from scoring.cli.new import library_text
from scoring.loading import load_rules
from scoring.source.definitions import shipped_library
from scoring.source.library import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

OWN = """\
id: own
title: 本单位批复指标
indicators:
- {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 养护面积, 年初指标值: ≥120万平方米, 分值: 50}
- {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 城区景观面貌, 年初指标值: 改善, 分值: 30}
- {一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: "市民: 满意度", 年初指标值: ≥90%, 分值: 10}
"""


def test_libraries_are_listed(run: Run) -> None:
    done = run("indicators", "list")
    assert done.code == 0
    for name in shipped("indicators"):
        assert f"\n{name} " in done.out
    listed = json.loads(run("indicators", "list", "-f", "json").out)
    assert listed["schema"] == "jixiao.indicators/1"
    assert [one["id"] for one in listed["libraries"]] == list(shipped("indicators"))


@pytest.mark.parametrize("query", [["pxrs"], ["培训人数"], ["培训", "人数"]])
def test_a_search_puts_the_best_first(run: Run, query: list[str]) -> None:
    done = run("indicators", "search", *query)
    assert done.code == 0
    assert done.out.split("\n")[2].startswith("培训人数")
    found = json.loads(run("indicators", "search", *query, "-f", "json").out)
    assert found["indicators"][0]["name"] == "培训人数"
    assert found["indicators"][0]["evidence"]
    assert found["found"] >= len(found["indicators"])


def test_a_search_by_class_unit_and_library(run: Run) -> None:
    done = run("indicators", "search", "--class", "时效", "--unit", "%", "--library", "training")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.split("\n")[2:-1]] == ["培训计划按期完成率"]
    limited = run("indicators", "search", "满意度", "--limit", "2")
    assert len(limited.out.split("\n")) == 5
    assert "列出前 2 个" in limited.err


def test_a_search_that_finds_nothing_says_so(run: Run) -> None:
    done = run("indicators", "search", "星际旅行")
    assert (done.code, done.out) == (0, "")
    assert "没有符合" in done.err


def test_a_library_is_shown(run: Run) -> None:
    done = run("indicators", "show", "training")
    assert done.code == 0
    for text in ("培训人次", "产出指标 / 数量指标", "可靠程度：凭专业知识，未核原文"):
        assert text in done.out
    document = json.loads(run("indicators", "show", "training", "-f", "json").out)
    assert document["library"]["id"] == "training"
    assert len(document["library"]["indicators"]) >= 12


@pytest.mark.parametrize("name", ["培训人次", "training/培训人次", "参训人次"])
def test_a_definition_is_shown_with_proof_and_mistakes(run: Run, name: str) -> None:
    done = run("indicators", "show", name)
    assert done.code == 0
    for text in ("培训人次", "取值方法：", "佐证材料：签到表", "常见错误：", "≥ 人次"):
        assert text in done.out


def test_a_definition_of_a_form_names_it(run: Run) -> None:
    done = run("indicators", "show", "it-operation/劳务费")
    assert "依据：忻州市社会保障卡服务中心2023年度自评表" in done.out


def test_a_library_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    assert "养护面积" in run("indicators", "show", "own.yaml").out
    assert "≥120万平方米" in run("indicators", "show", "own.yaml/养护面积").out
    (tmp_path / "bad.yaml").write_text(OWN.replace("title", "titel"), encoding="utf-8")
    done = run("indicators", "show", "bad.yaml")
    assert done.code == 0
    assert "YM103" in done.err


@pytest.mark.parametrize("rules", shipped("rules"))
@pytest.mark.parametrize("name", shipped("indicators"))
def test_a_new_file_from_a_library_scores_at_once(name: str, rules: str) -> None:
    library = shipped_library(name).library
    assert library is not None
    text = library_text(load_rules(rules), rules, "a.yaml", library, name)
    document = yaml.safe_load(text)
    assert document["引用指标"] == name
    card = scoring.score(text)
    assert card.findings == ()
    assert card.rules.id == rules
    assert card.total is not None
    assert 80 < card.total < 100
    assert card.to_dict()["weight"] == Decimal(100)
    # Its points are those of the classes, and the checks point at every example left in it.
    (file,) = scoring.check(text).files
    assert {finding.code for finding in file.findings} == {"CP204"}
    assert len(file.findings) == len(card.indicators) + 2


def test_a_new_file_from_a_library_as_it_is_typed(run: Run, tmp_path: Path) -> None:
    done = run("new", "a.yaml", "--library", "training", "--rules", "mof-2021")
    assert done.code == 0, done.err
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "取值：" in text
    assert "还可以用：" in text
    assert "成本指标:\n    经济成本指标:" in text
    assert run("a.yaml").code == 0
    assert run("check", "a.yaml").code == 0
    again = run("new", "-", "--library", "training", "--rules", "mof-2021")
    assert again.out == text.replace("a.yaml", "project.yaml")


def test_a_new_file_from_approved_targets(run: Run, tmp_path: Path) -> None:
    """A library with targets and weights leaves only the results to be filled in."""
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "year").mkdir()
    assert run("new", "year/a.yaml", "--library", "own.yaml").code == 0
    text = (tmp_path / "year" / "a.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    assert document["引用指标"] == "../own.yaml"
    assert document["绩效指标"]["产出指标"]["数量指标"]["养护面积"] == {"实际完成值": "120万平方米"}
    scored = json.loads(run("year/a.yaml", "-f", "json").out)
    assert scored["findings"] == []
    assert (scored["weight"], scored["total"]) == (100, 99.55)


def test_a_library_without_indicators_gives_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("id: own\ntitle: 空\nindicators: []\n", encoding="utf-8")
    done = run("new", "a.yaml", "--library", "own.yaml")
    assert done.code == 2
    assert "里没有指标" in done.err
    assert not (tmp_path / "a.yaml").exists()


def test_a_library_without_some_classes_still_makes_the_total(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "id: own\nindicators:\n"
        + "".join(f"- {{三级指标: {name}, 计量单位: 个}}\n" for name in ("甲数", "乙数", "丙数")),
        encoding="utf-8",
    )
    assert run("new", "a.yaml", "--library", "own.yaml").code == 0
    scored = json.loads(run("a.yaml", "-f", "json").out)
    assert scored["weight"] == 100
    assert scored["findings"] == []


def test_the_schema_of_a_library(run: Run) -> None:
    schema = json.loads(run("schema", "library").out)
    assert schema["title"] == "指标库"
    assert "取值方法" in schema["$defs"]["indicator"]["properties"]
