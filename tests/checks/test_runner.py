"""Every check comes to something: clean, found, skipped with a reason, or crashed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.checks import all_checks, run_checks
from scoring.checks.case import Case, Check, Skipped
from scoring.checks.inspection import report_on
from scoring.model.codes import CODES
from scoring.model.ruleset import CheckSetting
from tests.checks.reporting import CRASHING, card, codes, outcomes


def test_every_code_of_one_project_has_an_outcome() -> None:
    file = report_on(card())
    expected = {code for code in CODES if code[:2] not in {"PF", "RS", "EN", "RV"}}
    assert set(outcomes(file)) == expected
    assert list(outcomes(file)) == sorted(outcomes(file))
    for check in file.checks:
        assert (check.outcome == "found") == (check.code in codes(file))
        assert (check.reason is not None) == (check.outcome == "skipped")


def test_codes_of_all_checks_are_known_and_run_once() -> None:
    listed = [check.code for check in all_checks()]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(CODES)


def test_a_check_that_cannot_run_says_why() -> None:
    skipping = Check("CX805", lambda _: Skipped("没有给出决算数"))
    _, came_to = run_checks(card(), [skipping])
    (mine,) = [one for one in came_to if one.code == "CX805"]
    assert mine.outcome == "skipped"
    assert mine.reason == "没有给出决算数"


def test_a_crash_is_reported_and_costs_no_other_check() -> None:
    file = report_on(card(), checks=[CRASHING])
    assert outcomes(file)["CP206"] == "crashed"
    assert file.has_crashed
    (crash,) = [finding for finding in file.findings if finding.code == "EN891"]
    assert crash.severity == "error"
    assert "CP206" in crash.message
    assert "BoomError" in crash.message
    assert "AC501" in codes(file)


def test_a_generator_that_crashes_half_way_is_a_crash() -> None:
    def half(case: Case):  # type: ignore[no-untyped-def]  # noqa: ANN202
        yield case.found("CP206", "一", "二")
        raise ZeroDivisionError

    file = report_on(card(), checks=[Check("CP206", half)])
    assert outcomes(file)["CP206"] == "crashed"


@pytest.mark.parametrize("setting", [CheckSetting(off=True), CheckSetting("note")])
def test_no_rule_set_hides_a_crash(setting: CheckSetting) -> None:
    scored = card()
    rules = scored.rules._replace(checks=(("EN891", setting), ("YM104", setting)))
    file = report_on(scored._replace(rules=rules), checks=[CRASHING])
    (crash,) = [finding for finding in file.findings if finding.code == "EN891"]
    assert crash.severity == "error"
    assert file.has_crashed


def test_what_the_rule_set_turns_off_is_skipped() -> None:
    scored = card()
    off = (("AC501", CheckSetting(off=True)), ("CP206", CheckSetting(off=True)))
    file = report_on(scored._replace(rules=scored.rules._replace(checks=off)), checks=[CRASHING])
    assert "AC501" not in codes(file)
    assert outcomes(file)["AC501"] == "skipped"
    assert outcomes(file)["CP206"] == "skipped"
    assert not file.has_crashed


def test_a_check_that_is_off_runs_where_a_limit_is_set() -> None:
    seen: list[Decimal] = []

    def note_limit(case: Case) -> list[object]:
        seen.append(case.limit("WT305", "0.3"))
        return []

    check = Check("WT305", note_limit, is_off=True)  # type: ignore[arg-type]
    assert outcomes(report_on(card(), checks=[check]))["WT305"] == "skipped"
    scored = card()
    rules = scored.rules._replace(checks=(("WT305", CheckSetting(limit=Decimal("0.4"))),))
    assert outcomes(report_on(scored._replace(rules=rules), checks=[check]))["WT305"] == "clean"
    assert seen == [Decimal("0.4")]
