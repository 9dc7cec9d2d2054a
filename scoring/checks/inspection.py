"""The report about one file: its checks run, its findings each with severity and place, in order.

No file is opened here. Where a value stands is told by ``locate``, which the caller brings.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.checks.runner import OTHER_REPORTS, run_checks
from scoring.checks.settings import NO_SETTINGS, in_force, own_checks
from scoring.model.check_settings import UNTOUCHABLE
from scoring.model.codes import CODES, found
from scoring.model.finding import file_order
from scoring.model.report import CheckOutcome, FileReport
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scoring.checks.case import Check
    from scoring.model.check_settings import CheckSettings
    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard

    Locate = Callable[[Finding, Project], Finding]

UNREAD = "文件读不出来，没有可查的项目"
FAILED = "评分没有完成"
SWITCHED_OFF = "按规则或设置不检查"
_ELSEWHERE = frozenset(code for code in CODES if code.startswith(OTHER_REPORTS))


def report_on(
    card: Scorecard,
    file: str | None = None,
    *,
    checks: Iterable[Check] | None = None,
    settings: CheckSettings = NO_SETTINGS,
    locate: Locate | None = None,
    others: Callable[[], tuple[RuleSet, ...]] = tuple,
) -> FileReport:
    """The report about one scored project.

    Args:
        card: the scorecard, its findings with or without places.
        file: the name the report carries.
        checks: what is to be run; by default every check, and the user's own ones in any case.
        settings: the user's; they go over those of the rule set.
        locate: gives a finding its place in the project's file; without it there are none.
        others: gives the rule sets that a check may name as the better fit.
    """
    if checks is None:
        checks = _every_check()
    rules = in_force(card.rules, settings)
    card = card._replace(rules=rules)
    findings, outcomes = run_checks(card, (*checks, *own_checks(settings)), others)
    if locate is not None:
        project = card.project
        findings = tuple(locate(finding, project) for finding in findings)
    off = {code for code, setting in rules.checks if setting.off}
    kept = []
    for one in outcomes:
        if one.code in off:
            kept.append(_shared(CheckOutcome(one.code, "skipped", SWITCHED_OFF)))
        elif one.code not in _ELSEWHERE or one.outcome == "crashed":
            kept.append(one if one.outcome == "clean" else _shared(one))
    return FileReport(file, in_order(with_severities(findings, rules)), tuple(kept))


@lru_cache(maxsize=4096)
def _shared(outcome: CheckOutcome) -> CheckOutcome:
    """One value for all files: a thousand reports hold the same few hundred outcomes."""
    return outcome


@lru_cache(maxsize=1)
def _every_check() -> tuple[Check, ...]:
    from scoring.checks import all_checks

    return all_checks()


def report_on_unread(findings: tuple[Finding, ...], file: str | None = None) -> FileReport:
    """The report about a file that holds no project: what reading found, nothing else was run."""
    seen = {finding.code for finding in findings}
    outcomes = []
    for code in sorted(CODES):
        if code.startswith("YM"):
            outcomes.append(CheckOutcome(code, "found" if code in seen else "clean"))
        elif not code.startswith(OTHER_REPORTS):
            outcomes.append(CheckOutcome(code, "skipped", UNREAD))
    return FileReport(file, in_order(findings), tuple(outcomes))


def report_on_failure(error: Exception, file: str | None = None) -> FileReport:
    """The report about a file over which our own code failed: a crash, and nothing was checked."""
    kind = type(error).__name__
    finding = found(
        "EN891",
        f"读取或评分时程序出错（{kind}），这个文件没有查。",
        "这是软件的错误，请把文件和这条消息报给维护者。",
    )._replace(file=file)
    outcomes = [CheckOutcome("EN891", "crashed", kind)]
    outcomes += [
        CheckOutcome(code, "skipped", FAILED)
        for code in CODES
        if not code.startswith(OTHER_REPORTS)
    ]
    return FileReport(file, (finding,), tuple(sorted(outcomes)))


def with_severities(findings: Iterable[Finding], rules: RuleSet) -> tuple[Finding, ...]:
    """The findings with the severities in force; those of EN and YM never change."""
    said = {code: setting.severity for code, setting in rules.checks if setting.severity}
    if not said:
        return tuple(findings)
    return tuple(
        finding
        if finding.code not in said or finding.code.startswith(UNTOUCHABLE)
        else finding._replace(severity=said[finding.code])
        for finding in findings
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in the order of the file, each once; those without a place first."""
    return tuple(sorted(dict.fromkeys(findings), key=file_order))
