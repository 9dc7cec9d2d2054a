"""The same decisions as a tax-benefit system of OpenFisca-core, one project at a time.

Rows are the persons and the project is their group. Inputs enter as arrays, not as a situation
document, and values do not change with time: the quick ways to use it. Its numbers are float32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

if TYPE_CHECKING:
    from collections.abc import Callable

    from openfisca_core.simulations import Simulation
    from ratio_projects import RatioProject

ROW = build_entity(key="row", plural="rows", label="Row", is_person=True)
PROJECT = build_entity(
    key="project",
    plural="projects",
    label="Project",
    roles=[{"key": "member", "plural": "members", "label": "Rows"}],
)
FORWARD = {"≥", ">", "="}
PERIOD = "2023"


class GradeName(Enum):
    """The grades, the highest first."""

    excellent = "优"
    good = "良"
    fair = "中"
    poor = "差"


def _input(key: str, owner: object, kind: type = float) -> type:
    body = {
        "value_type": kind,
        "entity": owner,
        "definition_period": DateUnit.ETERNITY,
        "label": key,
    }
    return type(key, (Variable,), body)


class row_score(Variable):  # noqa: N801 - the class name is the variable's name
    """The points of a row."""

    value_type = float
    entity = ROW
    definition_period = DateUnit.ETERNITY
    label = "points"

    def formula(row, period):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201, N805, D102
        forward = row("is_forward", period)
        target, actual, weight = row("target", period), row("actual", period), row("weight", period)
        reached = np.where(forward, actual, target)
        asked = np.where(forward, target, actual)
        points = np.floor(weight * reached / asked * 100 + 0.5) / 100
        return np.where(reached >= asked, weight, points)


class execution_score(Variable):  # noqa: N801
    """The points of the budget execution."""

    value_type = float
    entity = PROJECT
    definition_period = DateUnit.ETERNITY
    label = "points of execution"

    def formula(project, period):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201, N805, D102
        budget, executed = project("budget", period), project("executed", period)
        return np.floor(1000 * np.minimum(executed, budget) / budget + 0.5) / 100


class total(Variable):  # noqa: N801
    """The total of a project."""

    value_type = float
    entity = PROJECT
    definition_period = DateUnit.ETERNITY
    label = "total"

    def formula(project, period):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201, N805, D102
        points = project.members("row_score", period)
        return project("execution_score", period) + project.sum(points)


class grade(Variable):  # noqa: N801
    """The grade of a project."""

    value_type = Enum
    possible_values = GradeName
    default_value = GradeName.poor
    entity = PROJECT
    definition_period = DateUnit.ETERNITY
    label = "grade"

    def formula(project, period):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201, N805, D102
        points = project("total", period)
        return np.select(
            [points >= 90, points >= 80, points >= 60],  # noqa: PLR2004 - the bands
            [GradeName.excellent, GradeName.good, GradeName.fair],
            GradeName.poor,
        )


class OpenFiscaInput(NamedTuple):
    """The numbers of a project as arrays."""

    values: tuple[tuple[str, np.ndarray], ...]
    rows: int


def openfisca_input(project: RatioProject) -> OpenFiscaInput:
    """The project's numbers as OpenFisca stores them."""
    rows = project.rows

    def floats(numbers: list[float]) -> np.ndarray:
        array: np.ndarray = np.array(numbers, dtype=np.float32)
        return array

    return OpenFiscaInput(
        (
            ("is_forward", np.array([row.operator in FORWARD for row in rows])),
            ("target", floats([float(row.target) for row in rows])),
            ("actual", floats([float(row.actual) for row in rows])),
            ("weight", floats([float(row.weight) for row in rows])),
            ("budget", floats([float(project.annual_budget)])),
            ("executed", floats([float(project.executed)])),
        ),
        len(rows),
    )


def _system() -> TaxBenefitSystem:
    system = TaxBenefitSystem([ROW, PROJECT])
    for key in ("target", "actual", "weight"):
        system.add_variable(_input(key, ROW))
    system.add_variable(_input("is_forward", ROW, bool))
    for key in ("budget", "executed"):
        system.add_variable(_input(key, PROJECT))
    for variable in (row_score, execution_score, total, grade):
        system.add_variable(variable)
    return system


def _simulation(system: TaxBenefitSystem, rows: int) -> Simulation:
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("row", list(range(rows)))
    project = builder.declare_entity("project", [0])
    builder.join_with_persons(project, [0] * rows, roles=["member"] * rows)
    return builder.build(system)


def _calculate(simulation: Simulation, given: OpenFiscaInput) -> dict[str, object]:
    for key, values in given.values:
        simulation.set_input(key, PERIOD, values)
    grades = simulation.calculate("grade", PERIOD)
    return {
        "scores": simulation.calculate("row_score", PERIOD),
        "execution": simulation.calculate("execution_score", PERIOD)[0],
        "total": simulation.calculate("total", PERIOD)[0],
        "grade": grades.decode()[0].value,
    }


def openfisca_scorer() -> Callable[[OpenFiscaInput], dict[str, object]]:
    """A call that makes a simulation for a project and calculates it: the ordinary use."""
    system = _system()

    def score(given: OpenFiscaInput) -> dict[str, object]:
        return _calculate(_simulation(system, given.rows), given)

    return score


def openfisca_reusing_scorer(rows: int) -> Callable[[OpenFiscaInput], dict[str, object]]:
    """A call that uses one simulation again for project after project of equal size."""
    simulation = _simulation(_system(), rows)
    calculated = ("row_score", "execution_score", "total", "grade")

    def score(given: OpenFiscaInput) -> dict[str, object]:
        for key in calculated:
            simulation.delete_arrays(key)
        return _calculate(simulation, given)

    return score
