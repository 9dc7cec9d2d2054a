"""Laws of what-if and sensitivity, each test named after the law it holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from scoring import notation
from scoring.analysis.actual_range import actual_range
from scoring.analysis.appraisal import appraise, executed_with, result_with, scored_with
from scoring.analysis.remedies import losses
from scoring.analysis.sensitivity import distances, sensitivity
from scoring.analysis.weight_range import weight_range
from scoring.analysis.whatif import whatif
from scoring.engine import score_project
from scoring.engine.rounding import EXACT, rounded
from scoring.engine.total import grade_of
from scoring.loading import load_rules
from tests.analysis.drawn_projects import projects, rule_sets
from tests.building import project as project_of
from tests.building import row as row_of

if TYPE_CHECKING:
    from random import Random

    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard


def ends_of(card: Scorecard) -> tuple[Decimal, Decimal]:
    if card.total is not None:
        return card.total, card.total
    assert card.bounds is not None
    return card.bounds.low, card.bounds.high


@given(projects(), rule_sets)
def test_no_change_gives_the_same_scorecard(project: Project, rules: RuleSet) -> None:
    card = score_project(project, rules)
    assert whatif(card, []).after.to_dict() == card.to_dict()
    same = {
        f"{row.name}.{label}": getattr(row, field) or ""
        for row in project.indicators
        for label, field in (("实际完成值", "actual"), ("年初指标值", "initial_target"))
    }
    for row in project.indicators:
        same[f"{row.name}.分值"] = row.weight
    found = whatif(card, same)
    assert found.after.to_dict() == card.to_dict()
    assert not [row for row in found.rows if row.is_changed]
    assert not found.appeared
    assert not found.vanished


@given(projects(1), rule_sets)
def test_the_needed_value_wins_the_points_and_a_hair_less_does_not(
    project: Project, rules: RuleSet
) -> None:
    card = score_project(project, rules)
    rows = {appraisal.score.path: appraisal for appraisal in appraise(card)}
    for loss in losses(card, appraise(card)):
        for remedy in loss.remedies:
            if remedy.label != "实际完成值" or remedy.needed is None or loss.path not in rows:
                continue
            appraisal = rows[loss.path]
            changes: dict[str, object] = {"actual": remedy.needed}
            if remedy.needed == "达成预期指标":
                changes |= {"degree": Decimal(100)}
                if remedy.basis == "evidence":
                    changes["degree"] = None
            full = scored_with(card, appraisal, **changes)
            if full.score is None:
                assert not remedy.gain
                continue
            assert full.score == loss.low + remedy.gain
            if remedy.least is None:
                continue
            assert scored_with(card, appraisal, actual=remedy.least).score == full.score
            least = notation.parse(remedy.least)
            now = notation.parse(appraisal.row.actual or "")
            needed = notation.parse(remedy.needed)
            assert isinstance(least, notation.Measure)
            assert isinstance(now, notation.Measure)
            assert isinstance(needed, notation.Measure)
            digits = max(
                -int(value.quantity.number.as_tuple().exponent) for value in (least, now, needed)
            )
            hair = Decimal(1).scaleb(-max(digits, 0))
            number = least.quantity.number
            back = number - hair if number > now.quantity.number else number + hair
            text = notation.show(notation.Measure(None, least.quantity._replace(number=back)))
            less = scored_with(card, appraisal, actual=text).score
            assert less is not None
            assert less < full.score


@given(projects(1), rule_sets)
def test_the_smallest_amount_wins_the_execution_points(project: Project, rules: RuleSet) -> None:
    card = score_project(project, rules)
    for loss in losses(card, appraise(card)):
        for remedy in loss.remedies:
            if loss.name != "预算执行率" or remedy.least is None:
                continue
            amount = Decimal(remedy.least.removesuffix("万元"))
            full = executed_with(card, amount)[0].score
            assert full == card.execution.weight
            assert executed_with(card, amount - Decimal("0.000001"))[0].score != full


@given(projects(1), rule_sets, st.integers(0, 100).map(Decimal), st.randoms(use_true_random=False))
def test_every_total_with_moved_weights_lies_in_the_range(
    project: Project, rules: RuleSet, percent: Decimal, random: Random
) -> None:
    # Moving a weight to another class is a matter of its own: there the factors are kept.
    assume(rules.not_applicable.mode != "move")
    card = score_project(project, rules)
    span = weight_range(card, appraise(card), percent)
    assert span is not None
    low, high = ends_of(card)
    assert span.low <= low <= high <= span.high
    held = {name for name, _ in span.held}
    for _ in range(3):
        rows = list(project.indicators)
        movable = [
            at
            for at, row in enumerate(rows)
            if row.name not in held and row.not_applicable is None and row.weight
        ]
        for _ in range(len(movable)):
            one, other = random.choice(movable), random.choice(movable)
            if one == other:
                continue
            grain = Decimal("0.01")
            room = []
            for at, sign in ((one, 1), (other, -1)):
                start, now = project.indicators[at].weight, rows[at].weight
                assert start is not None
                assert now is not None
                end = start * (100 + sign * percent) / 100
                room.append(abs(end - now) // grain)
            taken = grain * random.choice((0, int(min(room)), random.randint(0, int(min(room)))))
            rows[one] = rows[one]._replace(weight=(rows[one].weight or 0) + taken)
            rows[other] = rows[other]._replace(weight=(rows[other].weight or 0) - taken)
        moved = score_project(project._replace(indicators=tuple(rows)), rules)
        low, high = ends_of(moved)
        assert span.low <= low <= high <= span.high


@given(projects(1), rule_sets, st.integers(0, 100).map(Decimal), st.randoms(use_true_random=False))
def test_every_total_with_moved_actuals_lies_in_the_range(
    project: Project, rules: RuleSet, percent: Decimal, random: Random
) -> None:
    card = score_project(project, rules)
    span, moves = actual_range(card, appraise(card), percent)
    assert span is not None
    by_path = {move.path: move for move in moves}
    for _ in range(3):
        rows = []
        for row in project.indicators:
            actual = row.actual
            move = by_path.get(row.path)
            if move is not None:
                low, high = (notation.parse(text) for text in (move.lowest, move.highest))
                assert isinstance(low, notation.Measure)
                assert isinstance(high, notation.Measure)
                part = random.choice((Decimal(0), Decimal(1), Decimal(random.randint(0, 64)) / 64))
                apart = high.quantity.number - low.quantity.number
                number = EXACT.add(low.quantity.number, apart * part)
                quantity = low.quantity._replace(number=number)
                actual = notation.show(notation.Measure(None, quantity))
            rows.append(row._replace(actual=actual))
        moved = score_project(project._replace(indicators=tuple(rows)), rules)
        low_end, high_end = ends_of(moved)
        assert span.low <= low_end <= high_end <= span.high


@given(projects(1), rule_sets)
def test_the_distance_to_a_grade_is_exact(project: Project, rules: RuleSet) -> None:
    card = score_project(project, rules)
    unit = Decimal(1).scaleb(-rules.rounding.digits)
    for total, end in zip(ends_of(card), ("from_low", "from_high"), strict=True):
        for distance in distances(card, appraise(card)):
            apart: Decimal = getattr(distance, end)
            assert grade_of(total + apart, rules) == distance.grade
            if apart:
                nearer = apart - unit if apart > 0 else apart + unit
                assert grade_of(total + nearer, rules) != distance.grade


@given(projects(1), rule_sets)
def test_what_a_row_alone_can_do_lies_between_its_hinges(project: Project, rules: RuleSet) -> None:
    card = score_project(project, rules)
    low, high = ends_of(card)
    for hinge in sensitivity(card).hinges:
        assert hinge.low <= hinge.high
        ends = hinge.ends
        assert ends is not None
        assert ends[0] <= ends[1]
        if hinge.score is not None and card.total is not None:
            assert hinge.low <= hinge.score <= hinge.high
            assert ends[0] <= low <= high <= ends[1]


@given(projects(1), rule_sets)
def test_the_grade_changes_at_the_tip_and_not_before(project: Project, rules: RuleSet) -> None:
    card = score_project(project, rules)
    hinges = {hinge.path: hinge for hinge in sensitivity(card).hinges}
    for appraisal in appraise(card):
        hinge = hinges.get(appraisal.score.path)
        for tip in () if hinge is None else (hinge.falls_at, hinge.rises_at):
            if tip is None:
                continue
            now, there = (notation.parse(text) for text in (appraisal.row.actual or "", tip.value))
            assert isinstance(now, notation.Measure)
            assert isinstance(there, notation.Measure)
            total = result_with(card, appraisal.at, scored_with(card, appraisal, actual=tip.value))
            assert total.grade == tip.grade != card.grade
            digits = [-int(value.quantity.number.as_tuple().exponent) for value in (now, there)]
            hair = Decimal(1).scaleb(-max(0, *digits))
            number = there.quantity.number
            back = number - hair if number > now.quantity.number else number + hair
            nearer = notation.show(notation.Measure(None, there.quantity._replace(number=back)))
            before = scored_with(card, appraisal, actual=nearer)
            assert result_with(card, appraisal.at, before).grade == card.grade


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 12)), min_size=3, max_size=3))
def test_the_range_of_weights_is_hardly_wider_than_all_trials(pairs: list[tuple[int, int]]) -> None:
    rows = [
        row_of("≥12人", f"{done}人", weight, name=f"指标{at}", path=f"/绩效指标/{at}")
        for at, (weight, done) in enumerate(pairs)
    ]
    rules = load_rules()
    card = score_project(project_of(*rows), rules)
    span = weight_range(card, appraise(card), Decimal(4))
    assert span is not None
    moves = [range(-4 * weight, 4 * weight + 1) for weight, _ in pairs]
    totals = []
    for first in moves[0]:
        for second in moves[1]:
            if -first - second not in moves[2]:
                continue
            apart = (first, second, -first - second)
            points = [
                rounded((done * (weight * 100 + by), 1200), 2)
                for (weight, done), by in zip(pairs, apart, strict=True)
            ]
            totals.append(sum(points, Decimal(10)))
    partly = sum(0 < done < 12 for _, done in pairs)
    assert min(totals) - partly * Decimal("0.01") <= span.low <= min(totals)
    assert max(totals) <= span.high <= max(totals) + partly * Decimal("0.01")


@given(projects(1), rule_sets)
def test_unjudged_may_count_as_nothing(project: Project, rules: RuleSet) -> None:
    rules = rules._replace(unjudged="zero")
    card = score_project(project, rules)
    found = sensitivity(card)
    assert card.total is not None
    for span in (found.weights, found.actuals):
        assert span is not None
        assert span.low <= card.total <= span.high
    for hinge in found.hinges:
        ends = hinge.ends
        assert ends is not None
        assert ends[0] <= ends[1]
    for loss in found.losses:
        assert 0 <= loss.lost_low <= loss.lost_high
