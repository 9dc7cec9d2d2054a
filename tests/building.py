"""Builders of projects for the tests that start from values."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from scoring.model.project import Fund, Indicator, Project

if TYPE_CHECKING:
    from typing import Any


def decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def row(target: str | None, actual: str | None, weight: object = 10, **fields: object) -> Indicator:
    """An indicator; numbers may be given as texts."""
    given: dict[str, Any] = {"level1": "产出指标", "level2": "数量指标", **fields}
    for key in ("claimed_score", "degree", "deduction"):
        if key in given:
            given[key] = decimal(given[key])
    name = str(given.pop("name", "某项指标"))
    plain = Indicator(
        name, "/绩效指标/0", initial_target=target, actual=actual, weight=decimal(weight)
    )
    return plain._replace(**given)


def project(
    *rows: Indicator, budget: object = 100, executed: object = 100, year: int = 2023
) -> Project:
    """A project with one total row of funds."""
    fund = Fund(
        "资金总额",
        "/项目资金/资金总额",
        annual_budget=decimal(budget),
        executed=decimal(executed),
        is_total=True,
    )
    return Project("某项目", year, funds=(fund,), indicators=rows)
