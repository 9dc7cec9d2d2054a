"""What the tests of the report share: a project that gives findings of every severity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.api import check_sources, score
from scoring.checks.case import Check

if TYPE_CHECKING:
    from scoring.checks.case import Case
    from scoring.model.report import FileReport, Report
    from scoring.model.scorecard import Scorecard

TEXT = """\
项目名称: 例
年度: 2023
项目资金:
  资金总额: {全年预算数: 100, 全年执行数: 90}
年度目标: 完成年度培训任务
实际完成情况: 已完成
绩效指标:
  产出指标:
    数量指标:
      培训人数: {年初指标值: ≥100人, 实际完成值: ≥100人, 分值: 50}
  效益指标:
    社会效益指标:
      参训人员就业率: {年初指标值: ≥90%, 实际完成值: 80%, 分值: 30}
  满意度指标:
    服务对象满意度指标:
      学员满意度: {年初指标值: ≥90%, 实际完成值: 95%, 分值: 10}
"""
MISSING = TEXT.replace("实际完成值: 80%, ", "")


class BoomError(Exception):
    """What the deliberately faulty check ends in."""


def explode(case: Case) -> list[object]:
    raise BoomError(case.project.name)


CRASHING = Check("CP206", explode)  # type: ignore[arg-type]
"""A real check with a fault: it raises."""


def card(text: str = TEXT) -> Scorecard:
    return score(text)


def report(text: str = TEXT, file: str = "甲.yaml", **options: object) -> Report:
    return check_sources([(file, text.encode())], **options)  # type: ignore[arg-type]


def codes(file: FileReport) -> set[str]:
    return {finding.code for finding in file.findings}


def outcomes(file: FileReport) -> dict[str, str]:
    return {check.code: check.outcome for check in file.checks}
