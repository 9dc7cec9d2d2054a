"""The library's definition in the help of a hollow target, and nowhere else."""

from __future__ import annotations

import scoring
from scoring.analysis.indicator_suggestions import suggester
from scoring.checks.suggestions import Suggestion, helped, with_suggestions
from scoring.loading import load_project
from scoring.model.library import Definition
from scoring.model.project import Indicator

PROJECT = """\
项目名称: 某培训
年度: 2023
项目资金: {资金总额: {全年预算数: 10, 全年执行数: 10}}
绩效指标:
  效益指标:
    社会效益指标:
      参训人员能力提升: {年初指标值: 效果显著, 实际完成值: 达成预期指标, 分值: 45}
      没有定义的事情: {年初指标值: 意义重大, 实际完成值: 达成预期指标, 分值: 45}
"""


def test_a_hollow_target_is_told_what_the_library_says() -> None:
    project = load_project(PROJECT)
    (report,) = scoring.check(PROJECT).files
    helps = {
        finding.path.split("/")[-2]: finding
        for finding in with_suggestions(report, project, suggester(project)).findings
        if finding.code == "TG454"
    }
    known, unknown = helps["参训人员能力提升"], helps["没有定义的事情"]
    assert "指标库“培训”里有“参训人员能力提升”" in known.help
    assert "取值方法：比较训前训后测试成绩" in known.help
    assert "佐证材料：训前训后测试、单位反馈表" in known.help
    assert "score indicators show training/参训人员能力提升" in known.help
    assert "指标库" not in unknown.help
    assert known.line == 7


def test_nothing_else_changes_and_nobody_is_asked_for_nothing() -> None:
    project = load_project(PROJECT)
    (report,) = scoring.check(PROJECT).files
    changed = with_suggestions(report, project, suggester(project))
    assert [one._replace(help="") for one in changed.findings] == [
        one._replace(help="") for one in report.findings
    ]
    clean = report._replace(findings=())

    def never(row: Indicator) -> Suggestion | None:
        raise AssertionError(row)

    assert with_suggestions(clean, project, never) is clean


def test_a_name_that_a_shell_would_cut_is_quoted() -> None:
    definition = Definition(Indicator("甲（乙）数", ""), obtained="数一数。")
    text = helped("改。", Suggestion(definition, "a-b", "某库", is_same=False))
    assert text == (
        "改。指标库“某库”里有相近的“甲（乙）数”；取值方法：数一数"
        "（score indicators show 'a-b/甲（乙）数'）"
    )
