"""Scoring 20 numeric rows: this engine beside zen-engine and OpenFisca-core on the same projects.

Before anything is timed all of them must agree: zen-engine on every score, OpenFisca-core within
half a hundredth, as its numbers are float32. The peers get numbers and give numbers. The engine
starts from the texts of the form (``≥95%``, ``93.1%``) and knows how it got there; it remembers
what a text means, so it stands there with texts it never saw and with texts it knows.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING, TypeVar

from interleaved import Goal, report, take_turns
from openfisca_peer import openfisca_input, openfisca_reusing_scorer, openfisca_scorer
from ratio_projects import ROWS, RatioProject, ratio_projects
from zen_peer import expression_graph, table_graph, zen_input, zen_scorer

from scoring.engine import score_project
from scoring.source.events import read_document
from scoring.source.project import read_project
from scoring.source.ruleset import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from scoring.model.scorecard import Scorecard

ROUNDS = 41
REPEATS = 20
PROJECTS = 1000
"""So many different projects that nothing remembered from one helps when its turn comes again."""
KNOWN = 20
"""So few that every text is remembered: the peers, too, get numbers that are read already."""

NEW, NEW_STEPS = "score, new texts", "score and steps, new texts"
SCORE, STEPS = "score", "score and steps"
ZEN_TABLE, ZEN_EXPRESSION = "zen-engine, decision table", "zen-engine, one expression"
FISCA, FISCA_REUSED = "OpenFisca-core", "OpenFisca-core, simulation reused"
CENT = Decimal("0.01")
HALF_CENT = Decimal("0.0051")

Given = TypeVar("Given")


def with_steps(card: Scorecard) -> None:
    """Make the steps of every score: they are only told when somebody asks."""
    _ = card.execution.steps
    for row in card.indicators:
        _ = row.steps


def differences(cards: Iterable[Scorecard], projects: Sequence[RatioProject]) -> list[str]:
    """What the peers score otherwise."""
    table, expression = zen_scorer(table_graph()), zen_scorer(expression_graph())
    fisca, reused = openfisca_scorer(), openfisca_reusing_scorer(ROWS)
    found = []
    for project, card in zip(projects, cards, strict=True):
        ours = [row.score for row in card.indicators] + [card.execution.score, card.total]
        answers = {
            ZEN_TABLE: (table(zen_input(project)), Decimal(0)),
            ZEN_EXPRESSION: (expression(zen_input(project)), Decimal(0)),
            FISCA: (fisca(openfisca_input(project)), HALF_CENT),
            FISCA_REUSED: (reused(openfisca_input(project)), HALF_CENT),
        }
        for name, (answer, tolerance) in answers.items():
            numbers = [*answer["scores"], answer["execution"], answer["total"]]  # type: ignore[misc]
            theirs = [Decimal(str(number)) for number in numbers]
            for place, (our, their) in enumerate(zip(ours, theirs, strict=True)):
                # A double prints with its own last digits: compare what is meant by them.
                their_points = their if tolerance else their.quantize(CENT)
                if our is None or abs(our - their_points) > tolerance:
                    found.append(f"{name}: {project.name}, place {place}: {our} and {their}")
            if not tolerance and answer["grade"] != card.grade:
                found.append(f"{name}: {project.name}: {card.grade} and {answer['grade']}")
    return found


def over(inputs: list[Given], call: Callable[[Given], object]) -> Callable[[], object]:
    """A call that takes the next input each time."""
    turn = cycle(inputs)
    return lambda: call(next(turn))


def main() -> int:
    """Compare, measure, print, and say by the exit code whether the goals were reached."""
    projects = ratio_projects(PROJECTS)
    rules = load_rules("mof-2020")
    readings = [read_project(read_document(project.yaml())) for project in projects]
    ours = [reading.project for reading in readings if reading.project is not None]
    found = differences((score_project(one, rules) for one in ours), projects)
    if found:
        # float32 cannot hold every tie: such scores are counted, all else is a fault.
        print("\n".join(found[:20]), file=sys.stderr)
    exact = [line for line in found if line.startswith("zen")]
    if exact:
        return 2
    scores = PROJECTS * (ROWS + 2)
    print(f"{PROJECTS} projects, {scores} numbers: zen-engine agrees on all,")
    print(f"OpenFisca-core differs on {len(found)} (both ways of running it together)")
    zen_inputs = [zen_input(project) for project in projects]
    fisca_inputs = [openfisca_input(project) for project in projects]
    timings = take_turns(
        {
            SCORE: over(ours[:KNOWN], lambda one: score_project(one, rules)),
            STEPS: over(ours[:KNOWN], lambda one: with_steps(score_project(one, rules))),
            NEW: over(ours[: PROJECTS // 2], lambda one: score_project(one, rules)),
            NEW_STEPS: over(
                ours[PROJECTS // 2 :], lambda one: with_steps(score_project(one, rules))
            ),
            ZEN_TABLE: over(zen_inputs, zen_scorer(table_graph())),
            ZEN_EXPRESSION: over(zen_inputs, zen_scorer(expression_graph())),
            FISCA: over(fisca_inputs, openfisca_scorer()),
            FISCA_REUSED: over(fisca_inputs, openfisca_reusing_scorer(ROWS)),
        },
        rounds=ROUNDS,
        repeats=REPEATS,
    )
    third = round(1 / 3, 3)
    wanted = [
        Goal(0.2),
        Goal(third, ZEN_TABLE),
        Goal(third, ZEN_EXPRESSION),
        Goal(1, FISCA),
        Goal(1, FISCA_REUSED),
    ]
    goals = {SCORE: wanted, STEPS: wanted, NEW: wanted, NEW_STEPS: wanted}
    title = f"scoring {ROWS} indicators, {ROUNDS} rounds of {REPEATS} projects"
    return 0 if report(title, timings, SCORE, goals) else 1


if __name__ == "__main__":
    sys.exit(main())
