"""What the tests of the checks share: a project of a few rows, and the codes that one family finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import scoring
from scoring.checks.runner import run_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scoring.checks.case import Check
    from scoring.model.finding import Finding

Row = tuple[str, str, str, "Mapping[str, object]"]


def row(
    name: str,
    target: str,
    actual: str = "",
    weight: object = 10,
    level2: str = "数量指标",
    level1: str = "产出指标",
    **fields: object,
) -> Row:
    """A row; fields by their Chinese labels."""
    cells: dict[str, object] = {
        "年初指标值": target,
        "实际完成值": actual,
        "分值": weight,
        **fields,
    }
    return level1, level2, name, cells


def findings(
    checks: Iterable[Check],
    *rows: Row,
    rules: str | None = None,
    money: Mapping[str, object] | None = None,
    **project: object,
) -> list[Finding]:
    """What the checks of one family find in a project of these rows."""
    given: dict[str, object] = {
        "项目名称": "某项目",
        "年度": 2023,
        "项目资金": {"资金总额": money or {"全年预算数": 100, "全年执行数": 100}},
        **project,
        "绩效指标": [
            {"一级指标": level1, "二级指标": level2, "三级指标": name, **cells}
            for level1, level2, name, cells in rows
        ],
    }
    known = tuple(checks)
    found, _ = run_checks(scoring.score(given, rules), known)
    codes = {check.code for check in known} | {"EN891"}
    return [finding for finding in found if finding.code in codes]


def codes(checks: Iterable[Check], *rows: Row, **project: object) -> list[str]:
    """The codes alone."""
    return [finding.code for finding in findings(checks, *rows, **project)]  # type: ignore[arg-type]
