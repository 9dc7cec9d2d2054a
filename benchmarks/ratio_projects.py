"""Projects of 20 numeric rows, the same for every engine: texts for us, numbers for the peers."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal
from typing import NamedTuple

ROWS = 20
OPERATORS = ("≥", "≤", "=", ">", "<")
UNITS = ("人", "%", "万元", "公里")
HALF = Decimal("0.5")


class Row(NamedTuple):
    """One indicator: ``operator target unit`` was aimed at, ``actual unit`` reached."""

    operator: str
    target: Decimal
    actual: Decimal
    unit: str
    weight: Decimal


class RatioProject(NamedTuple):
    """A project of numeric rows worth 90 points, and its money."""

    name: str
    annual_budget: Decimal
    executed: Decimal
    rows: tuple[Row, ...]

    def document(self) -> dict[str, object]:
        """The project as the mapping a project file holds."""
        return {
            "项目名称": self.name,
            "年度": 2023,
            "项目资金": {
                "资金总额": {"全年预算数": self.annual_budget, "全年执行数": self.executed},
            },
            "绩效指标": [
                {
                    "一级指标": "产出指标" if number < ROWS // 2 else "效益指标",
                    "二级指标": "数量指标" if number < ROWS // 2 else "社会效益指标",
                    "三级指标": f"第{number + 1}项完成情况",
                    "年初指标值": f"{row.operator}{row.target}{row.unit}",
                    "实际完成值": f"{row.actual}{row.unit}",
                    "分值": row.weight,
                }
                for number, row in enumerate(self.rows)
            ],
        }

    def yaml(self) -> str:
        """The project as the text of a project file, in the form people write."""
        lines = [
            f"项目名称: {self.name}",
            "年度: 2023",
            "主管部门: 某市某局",
            "项目资金:",
            f"  资金总额: {{全年预算数: {self.annual_budget}, 全年执行数: {self.executed}}}",
            "年度目标: 按计划完成全年任务，服务对象满意。",
            "绩效指标:",
        ]
        for number, row in enumerate(self.rows):
            if number % 10 == 0:
                lines.append("  产出指标:" if number == 0 else "  效益指标:")
                lines.append("    数量指标:" if number == 0 else "    社会效益指标:")
            target = f"{row.operator}{row.target}{row.unit}"
            if row.operator == ">":
                target = f'"{target}"'  # a plain > opens a block scalar
            lines.append(
                f"      第{number + 1}项完成情况: {{年初指标值: {target}, "
                f"实际完成值: {row.actual}{row.unit}, 分值: {row.weight}}}"
            )
        return "\n".join(lines) + "\n"


def ratio_projects(count: int, seed: int = 2) -> list[RatioProject]:
    """So many different projects; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - test data
    return [_project(chance, number) for number in range(count)]


def _project(chance: random.Random, number: int) -> RatioProject:
    budget = Decimal(chance.randrange(1_000, 900_000)) / 100
    executed = (budget * chance.randrange(700, 1001) / 1000).quantize(Decimal("0.01"))
    rows = []
    for weight in _weights(chance):
        unit = chance.choice(UNITS)
        digits = 2 if unit == "%" else chance.choice((0, 1, 2))
        target = Decimal(chance.randrange(200, 9_500 if unit == "%" else 50_000)).scaleb(-digits)
        share = chance.choice((Decimal(1), Decimal(chance.randrange(500, 1500)) / 1000))
        actual = (target * share).quantize(Decimal(1).scaleb(-digits))
        rows.append(
            Row(chance.choice(OPERATORS), target, actual, unit, weight),
        )
    return RatioProject(f"第{number + 1}个项目", budget, executed, tuple(rows))


def _weights(chance: random.Random) -> list[Decimal]:
    """Twenty weights in half points that add to 90."""
    cuts = sorted(chance.sample(range(1, 180), ROWS - 1))
    edges = [0, *cuts, 180]
    return [(high - low) * HALF for low, high in itertools.pairwise(edges)]
