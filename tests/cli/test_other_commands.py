"""``score explain``, ``new``, ``rules``, ``checks`` and ``schema`` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from scoring.model.codes import CODES
from scoring.render.width import width

if TYPE_CHECKING:
    from tests.cli.conftest import Run

RULES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "rules").glob("*.yaml"))


def test_the_calculation_of_one_indicator(run: Run, jinbao: str) -> None:
    done = run("explain", jinbao, "劳务费")
    assert done.code == 0
    assert "劳务费" in done.out
    assert "宣传费" not in done.out
    assert "  1.1 " in done.out
    assert "依据 规则 /" in done.out


def test_the_calculation_of_everything(run: Run, jinbao: str, unjudged: str) -> None:
    done = run("explain", jinbao, COLUMNS="80")
    assert done.code == 0
    assert "执行率：82.731 ÷ 83 = 99.68%" in done.out
    assert "等级：99.97 在 ≥90 → 优" in done.out
    assert max(map(width, done.out.split("\n"))) <= 80
    assert run("explain", unjudged).code == 1


def test_the_calculation_in_other_formats(run: Run, jinbao: str, tmp_path: Path) -> None:
    done = run("explain", jinbao, "-f", "json")
    document = json.loads(done.out)
    assert document["parts"][0]["steps"][0]["label"]
    assert run("explain", jinbao, "-o", "a.md").code == 0
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# 金保工程")


def test_the_calculation_from_standard_input(run: Run, jinbao: str) -> None:
    done = run("explain", "-", "劳务费", stdin=Path(jinbao).read_bytes())
    assert done.code == 0
    assert "劳务费" in done.out


@pytest.mark.parametrize("rules", [None, *RULES])
def test_a_new_file_scores_at_once(run: Run, tmp_path: Path, rules: str | None) -> None:
    choice = [] if rules is None else ["--rules", rules]
    done = run("new", "a.yaml", *choice)
    assert done.code == 0, done.err
    assert "score a.yaml" in done.err
    scored = run("a.yaml", "-f", "json")
    document = json.loads(scored.out)
    assert scored.code == 0, scored.err
    assert document["weight"] == 100
    assert 80 < document["total"] < 100
    assert document["findings"] == []
    assert document["rules"]["id"] == rules or rules is None
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8").count("#") > 20


def test_a_new_file_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("我的", encoding="utf-8")
    done = run("new", "a.yaml")
    assert done.code == 2
    assert "已存在，没有改动它" in done.err
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "我的"
    assert run("new", "a.yaml", "--force").code == 0
    assert "项目名称" in (tmp_path / "a.yaml").read_text(encoding="utf-8")


def test_a_new_file_is_the_same_each_time_and_plain_yaml(run: Run) -> None:
    first = run("new", "-")
    assert first.raw == run("new", "-").raw
    assert yaml.safe_load(first.out)["项目名称"]


def test_rules_are_listed_and_shown(run: Run) -> None:
    listed = run("rules", "list")
    assert listed.code == 0
    for rules in RULES:
        assert f"\n{rules} " in listed.out
        shown = run("rules", "show", rules)
        assert shown.code == 0
        assert shown.out.startswith(f"{rules}  ")
        for heading in ("分值", "预算执行率", "指标得分", "等级", "出处"):
            assert f"\n{heading}\n" in shown.out


def test_list_columns_line_up(run: Run) -> None:
    for command in (("rules", "list"), ("checks", "list")):
        lines = run(*command).out.split("\n")
        starts = [0]
        for at, character in enumerate(lines[1]):
            if character == "-" and lines[1][at - 1] == " ":
                starts.append(at)
        for line in lines[2:-1]:
            for start in starts[1:]:
                cut = next(
                    (at for at in range(len(line) + 1) if width(line[:at]) >= start), len(line)
                )
                assert line[cut - 1 : cut] in {" ", ""} or cut == len(line)


def test_rule_sets_are_compared(run: Run) -> None:
    done = run("rules", "diff", "mof-2020", "shanxi-2023")
    assert done.code == 0
    assert "form" in done.out
    assert "没有不同" in run("rules", "diff", "mof-2020", "mof-2020").out


def test_the_cases_of_the_shipped_rules_pass(run: Run) -> None:
    done = run("rules", "test")
    assert done.code == 0, done.out
    for rules in RULES:
        assert rules in done.out


def test_a_failing_case_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(
        "id: r\ntitle: 试\nversion: '1'\nextends: mof-2020\n"
        "cases:\n"
        "  - name: 总分写错\n"
        "    project: {项目名称: 例, 年度: 2023, 项目资金: {资金总额: {全年预算数: 10, 全年执行数: 10}},\n"
        "      绩效指标: {产出指标: {数量指标: {甲: {年初指标值: =1个, 实际完成值: 1个, 分值: 90}}}}}\n"
        "    total: 99.99\n",
        encoding="utf-8",
    )
    done = run("rules", "test", "r.yaml")
    assert done.code == 1
    assert "总分写错" in done.out
    assert "99.99" in done.out


def test_all_checks_are_listed(run: Run) -> None:
    done = run("checks", "list")
    assert done.code == 0
    lines = done.out.split("\n")
    for code, (name, _) in CODES.items():
        assert any(line.split()[:2] == [code, name] for line in lines)


@pytest.mark.parametrize("word", ["AC501", "ac501", "actual-repeats-bound"])
def test_one_check_is_shown(run: Run, word: str) -> None:
    done = run("checks", "show", word)
    assert done.code == 0
    assert done.out.startswith("AC501　actual-repeats-bound\n")
    assert "轻重：警告" in done.out


@pytest.mark.parametrize("kind", ["project", "ruleset", "scorecard"])
def test_schemas(run: Run, kind: str, tmp_path: Path) -> None:
    done = run("schema", kind)
    assert done.code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.out))
    assert run("schema", kind, "-o", "s.json").code == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == done.out


def test_scorecards_fit_their_schema(run: Run, jinbao: str, unjudged: str) -> None:
    schema = json.loads(run("schema", "scorecard").out)
    for file in (jinbao, unjudged):
        jsonschema.validate(json.loads(run(file, "-f", "json").out), schema)
