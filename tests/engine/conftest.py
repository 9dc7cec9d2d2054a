"""Fixtures of the engine's tests: one row or several, scored under the default rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scoring.api import load_rules
from scoring.engine import score_project
from tests.building import project, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.project import Indicator
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import IndicatorScore, Scorecard


@pytest.fixture(scope="session")
def mof() -> RuleSet:
    """The default rule set."""
    return load_rules("mof-2020")


@pytest.fixture
def judge(mof: RuleSet) -> Callable[..., IndicatorScore]:
    """Score one row and return its result."""

    def scored(
        target: str | None,
        actual: str | None,
        weight: object = 10,
        rules: RuleSet = mof,
        **fields: object,
    ) -> IndicatorScore:
        return score_project(project(row(target, actual, weight, **fields)), rules).indicators[0]

    return scored


@pytest.fixture
def card(mof: RuleSet) -> Callable[..., Scorecard]:
    """Score several rows and return the scorecard."""

    def scored(*rows: Indicator, rules: RuleSet = mof, **money: object) -> Scorecard:
        return score_project(project(*rows, **money), rules)  # type: ignore[arg-type]

    return scored
