"""Run the checks over a scored project: every check comes to something, a crash is never hidden."""

from __future__ import annotations

from scoring.checks.case import Case, Skipped
from scoring.model.codes import CODES, found
from scoring.model.report import CheckOutcome
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scoring.checks.case import Check
    from scoring.model.finding import Finding
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard

OTHER_REPORTS = ("PF", "RS", "RV", "EN")
"""Families that look at many projects, at rule sets, at a review, or at ourselves."""

ACCOUNTS = "CX805"
NO_CONTROL = "没有给部门账上的数；用 --control 文件 给出"

CLEAN = {code: CheckOutcome(code, "clean") for code in CODES if not code.startswith(OTHER_REPORTS)}
"""The outcome of every check of one project that found nothing: one value for all files."""

# The accounts are not known here: `control` says what this check comes to where they are.
CLEAN[ACCOUNTS] = CheckOutcome(ACCOUNTS, "skipped", NO_CONTROL)


def run_checks(
    card: Scorecard, checks: Iterable[Check], others: Callable[[], tuple[RuleSet, ...]] = tuple
) -> tuple[tuple[Finding, ...], tuple[CheckOutcome, ...]]:
    """All findings about a scorecard, those of reading and scoring included, and every outcome.

    ``others`` gives the rule sets that may be named as the better fit. The findings carry no
    places yet; they come in the order of the codes' families.
    """
    rules = card.rules
    case = Case(card, rules, others, {})
    known = [*card.project.findings, *card.findings]
    findings = list(dict.fromkeys(known))
    outcomes: dict[str, CheckOutcome] = {}
    settings = dict(rules.checks)
    for check in checks:
        setting = settings.get(check.code)
        is_off = check.is_off and (setting is None or setting.limit is None)
        if is_off or (setting is not None and setting.off):
            outcomes[check.code] = CheckOutcome(check.code, "skipped", "按规则或设置不检查")
            continue
        outcomes[check.code] = _run(check, case, findings)
    seen = {finding.code for finding in findings}
    for code, clean in CLEAN.items():
        if code not in outcomes:
            outcomes[code] = CheckOutcome(code, "found") if code in seen else clean
    switched_off = {code for code, setting in rules.checks if setting.off}
    kept = tuple(finding for finding in findings if finding.code not in switched_off)
    return kept, tuple(outcomes[code] for code in sorted(outcomes))


def _run(check: Check, case: Case, findings: list[Finding]) -> CheckOutcome:
    try:
        result = check.run(case)
        if isinstance(result, Skipped):
            return CheckOutcome(check.code, "skipped", result.reason)
        mine = list(result)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported and never hidden
        kind = type(error).__name__
        findings.append(
            found(
                "EN891",
                f"检查 {check.code} 运行出错（{kind}），这一项没有查",
                "这是软件的错误，请把文件和这条消息报给维护者",
            )
        )
        return CheckOutcome(check.code, "crashed", kind)
    findings.extend(mine)
    if not mine and check.code in CLEAN:
        return CLEAN[check.code]
    return CheckOutcome(check.code, "found" if mine else "clean")
