"""The runner of the cases fails when it should: it is the judge of the rules, so it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scoring.analysis.ruleset_cases import run_cases
from scoring.source.ruleset import RuleSetError
from tests.rules.complete import COMPLETE

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = """\
cases:
- name: 部分达成未定
  project:
    项目名称: 例
    年度: 2023
    项目资金: {资金总额: {全年预算数: 100, 全年执行数: 100}}
    绩效指标:
      产出指标: {数量指标: {甲: {年初指标值: ≥100人, 实际完成值: 50人, 分值: 60}}}
      效益指标: {社会效益指标: {乙: {年初指标值: 提高, 实际完成值: 部分达成, 分值: 30}}}
  scores: {甲: 30, 乙: null}
  execution: 10
  total: null
  grade: null
  unjudged: [乙]
  bounds: {low: 58, high: 64, grades: [差]}
"""


def test_a_good_case_passes(write: Callable[..., str]) -> None:
    run = run_cases(write(COMPLETE + GOOD))
    assert run.all_findings == ()
    assert run.passed
    assert [one.name for one in run.outcomes] == ["部分达成未定"]


WRONG = [
    ("甲: 30", "甲: 29.99", "/scores/甲", "应为 29.99，算出来是 30.00"),
    ("甲: 30", "甲: null", "/scores/甲", "算出来是 30.00"),
    ("甲: 30", "甲: 三十", "/scores/甲", "不是一个数"),
    ("甲: 30", "甲: [30]", "/scores/甲", "不是一个数"),
    ("甲: 30", "丙: 30", "/scores/丙", "0个"),
    ("乙: null", "乙: 24", "/scores/乙", "算出来是 没有得分"),
    ("scores: {甲: 30, 乙: null}", "scores: [30]", "/scores", "指标名称"),
    ("  execution: 10", "  execution: 9", "/execution", "应为 9"),
    ("total: null", "total: 64", "/total", "算出来是 未定"),
    ("grade: null", "grade: 差", "/grade", "应为 差"),
    ("grade: null", "grade: [差]", "/grade", "等级"),
    ("unjudged: [乙]", "unjudged: [甲]", "/unjudged", "应为 甲"),
    ("unjudged: [乙]", "unjudged: []", "/unjudged", "应为 没有"),
    ("unjudged: [乙]", "unjudged: 乙", "/unjudged", "列表"),
    ("low: 58", "low: 57", "/bounds/low", "应为 57"),
    ("high: 64", "high: null", "/bounds/high", "算出来是 64.00"),
    ("grades: [差]", "grades: [差, 优]", "/bounds/grades", "应为 差、优"),
    ("grades: [差]", "grades: []", "/bounds/grades", "应为 没有"),
    ("grades: [差]", "grade: [差]", "/bounds", "只有 low"),
    ("bounds: {low: 58, high: 64, grades: [差]}", "bounds: null", "/bounds", "应为 没有"),
    ("  total: null", "  totals: null", "/totals", "没有“totals”"),
    ("- name: 部分达成未定\n  project:", "- project:", "", "没有 name"),
    ("分值: 60", "分值: 六十个", "/project", "分值"),
    ("年初指标值: ≥100人", "年初值: ≥100人", "/project", "年初值"),
    ("    年度: 2023\n", "", "/project", "年度"),
    ("    年度: 2023\n", "    年度: 2023\n    评分规则: mof-2020\n", "/project", "mof-2020"),
]


@pytest.mark.parametrize(("old", "new", "path", "words"), WRONG)
def test_a_wrong_case_fails(
    old: str, new: str, path: str, words: str, write: Callable[..., str]
) -> None:
    assert GOOD.count(old) == 1
    file = write(COMPLETE + GOOD.replace(old, new))
    run = run_cases(file)
    assert not run.passed
    findings = run.outcomes[0].findings
    fitting = [
        one
        for one in findings
        if one.path.startswith(f"/cases/0{path}") and words in one.message + one.help
    ]
    assert fitting, findings
    for finding in fitting:
        assert (finding.severity, finding.file) == ("error", file)
        assert finding.line is not None
        assert finding.line > len(COMPLETE.splitlines())


PROJECT = "  project: {项目名称: 例, 年度: 2023}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"cases:\n- name: 空\n{PROJECT}", "什么也没有检查"),
        (f"cases:\n- name: 空\n{PROJECT}  scores: {{}}\n  unjudged: []\n", "什么也没有检查"),
        ("cases:\n- name: 空\n  total: 1\n", "没有 project"),
        ("cases:\n- 空\n", "算例应是"),
    ],
)
def test_a_case_that_checks_nothing_is_refused(
    text: str, words: str, write: Callable[..., str]
) -> None:
    run = run_cases(write(COMPLETE + text))
    assert not run.passed
    assert any(words in one.message for one in run.outcomes[0].findings)
    assert {one.code for one in run.all_findings} == {"RS873"}


def test_one_wrong_case_does_not_hide_the_next(write: Callable[..., str]) -> None:
    second = GOOD.removeprefix("cases:\n").replace("部分达成未定", "第二个")
    run = run_cases(
        write(COMPLETE + GOOD.replace("甲: 30", "甲: 31") + second.replace("甲: 30", "甲: 32"))
    )
    assert [one.passed for one in run.outcomes] == [False, False]
    assert [one.path for one in run.all_findings] == ["/cases/0/scores/甲", "/cases/1/scores/甲"]


def test_rows_of_one_name_cannot_be_told_apart(write: Callable[..., str]) -> None:
    twin = "      效益指标: {社会效益指标: {甲:"
    run = run_cases(write(COMPLETE + GOOD.replace("      效益指标: {社会效益指标: {乙:", twin)))
    assert any("有2个叫“甲”" in one.message for one in run.all_findings)


@pytest.mark.parametrize("text", ["", "cases: []\n", "cases:\n"])
def test_no_cases_is_not_passed(text: str, write: Callable[..., str]) -> None:
    run = run_cases(write(COMPLETE + text))
    assert not run.passed
    assert [one.code for one in run.findings] == ["RS873"]


def test_a_faulty_set_gives_findings_and_no_outcomes(write: Callable[..., str]) -> None:
    run = run_cases(write(COMPLETE.replace("digits: 2", "digits: x") + GOOD))
    assert (run.rules, run.outcomes) == (None, ())
    assert run.findings[0].path == "/rounding/digits"


def test_unreadable_cases_are_found(write: Callable[..., str]) -> None:
    run = run_cases(write(f"{COMPLETE}cases:\n- name: [\n"))
    assert not run.passed
    assert run.findings[0].code == "YM101"


def test_a_warning_about_the_set_is_told(write: Callable[..., str]) -> None:
    run = run_cases(write(COMPLETE.replace("mode: half_up, source: k", "mode: half_up") + GOOD))
    assert [one.code for one in run.findings] == ["RS871"]
    assert all(one.passed for one in run.outcomes)
    assert not run.passed


def test_an_unknown_set() -> None:
    with pytest.raises(RuleSetError):
        run_cases("mof-1949")
