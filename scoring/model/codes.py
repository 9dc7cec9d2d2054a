"""The codes of all findings: their names and the severity each has unless a rule set says otherwise.

A code is never used again for something else. 900 to 999 of each family are the user's.
"""

from __future__ import annotations

from scoring.model.finding import Finding, Related
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.finding import Severity
    from scoring.model.ruleset import RuleSet

CODES: dict[str, tuple[str, Severity]] = {
    "YM101": ("syntax", "error"),
    "YM102": ("duplicate-key", "error"),
    "YM103": ("unknown-key", "error"),
    "YM104": ("wrong-type", "error"),
    "YM105": ("forbidden-yaml", "error"),
    "YM106": ("too-large", "error"),
    "YM107": ("no-form", "error"),
    "YM108": ("form-content-left", "warning"),
    "YM109": ("form-read-as", "note"),
    "CP201": ("missing-target", "error"),
    "CP202": ("missing-actual", "error"),
    "CP203": ("missing-weight", "error"),
    "CP204": ("template-left-in", "warning"),
    "CP205": ("missing-class", "warning"),
    "CP206": ("missing-goal", "note"),
    "WT301": ("weight-total", "error"),
    "WT302": ("section-weight", "warning"),
    "WT303": ("weight-not-positive", "error"),
    "WT304": ("execution-counted-twice", "warning"),
    "WT305": ("weight-concentrated", "note"),
    "FD401": ("funds-sum", "error"),
    "FD402": ("executed-above-budget", "warning"),
    "FD403": ("budget-zero", "error"),
    "FD404": ("balance", "warning"),
    "FD405": ("low-execution-unexplained", "warning"),
    "FD406": ("unspent", "warning"),
    "FD407": ("annual-budget-source", "warning"),
    "FD408": ("money-unit", "warning"),
    "FD409": ("claimed-rate", "error"),
    "TG451": ("no-operator", "note"),
    "TG452": ("cost-with-lower-bound", "warning"),
    "TG453": ("percent-over-100", "warning"),
    "TG454": ("hollow-target", "warning"),
    "TG455": ("date-outside-year", "warning"),
    "TG456": ("operator-in-name", "warning"),
    "TG457": ("misfiled", "warning"),
    "TG458": ("duplicate-indicator", "warning"),
    "TG459": ("target-unreadable", "warning"),
    "AC501": ("actual-repeats-bound", "warning"),
    "AC502": ("statement-for-number", "warning"),
    "AC503": ("unit-mismatch", "error"),
    "AC504": ("percent-scale", "warning"),
    "AC505": ("over-completion", "warning"),
    "AC506": ("all-actuals-equal-targets", "note"),
    "AC507": ("late", "warning"),
    "AC508": ("unjudged", "error"),
    "AC509": ("text-for-number", "error"),
    "AC510": ("actual-repeats-text", "warning"),
    "SC601": ("claimed-score", "error"),
    "SC602": ("score-over-weight", "error"),
    "SC603": ("score-outside-tier", "error"),
    "SC604": ("claimed-total", "error"),
    "SC605": ("claimed-execution-score", "error"),
    "SC606": ("met-but-cut", "warning"),
    "SC607": ("missed-but-full", "error"),
    "GR651": ("claimed-grade", "error"),
    "GR652": ("unknown-grade", "error"),
    "EX701": ("lost-points-unexplained", "warning"),
    "EX702": ("explanation-contradicts", "warning"),
    "EX703": ("deduction-without-reason", "error"),
    "EX704": ("no-evidence", "note"),
    "CX801": ("cost-actuals-vs-executed", "warning"),
    "CX802": ("cost-targets-vs-budget", "warning"),
    "CX803": ("results-outrun-money", "warning"),
    "CX804": ("goal-contradicts-target", "warning"),
    "CX805": ("accounts-disagree", "warning"),
    "PF851": ("duplicate-project", "error"),
    "PF852": ("all-full-marks", "warning"),
    "PF853": ("copied-text", "warning"),
    "PF854": ("control-total", "error"),
    "RS871": ("unsourced-number", "warning"),
    "RS872": ("bad-bands", "error"),
    "RS873": ("failing-case", "error"),
    "RV681": ("acceptance-unused", "warning"),
    "RV682": ("acceptance-expired", "warning"),
    "RV683": ("review-difference-unexplained", "warning"),
    "EN891": ("check-crashed", "error"),
}
"""Code: (name, severity)."""


NOT_FOR_USERS = ("EN", "YM", "RV")
"""Families in which no one may add checks: their findings could be taken for ours."""


def is_users_code(code: str) -> bool:
    """Whether a code is one of those left to the user: two letters and 900 to 999.

    >>> is_users_code("CP901"), is_users_code("CP206"), is_users_code("EN900")
    (True, False, False)
    """
    letters, digits = code[:2], code[2:]
    is_family = letters.isascii() and letters.isalpha() and letters.isupper()
    is_number = digits.isascii() and digits.isdigit()
    is_left = len(digits) == len("900") and digits[:1] == "9"
    return is_family and is_number and is_left and letters not in NOT_FOR_USERS


def found(
    code: str,
    message: str,
    help: str,  # noqa: A002 - the word the JSON uses
    path: str = "",
    *,
    related: tuple[Related, ...] = (),
    rules: RuleSet | None = None,
) -> Finding:
    """A finding of a code, with its name and severity (the rule set's, where it sets one).

    >>> found("WT301", "权重合计90", "改为100").name
    'weight-total'
    """
    name, severity = CODES[code]
    if rules is not None:
        setting = rules.setting(code)
        if setting is not None and setting.severity is not None:
            severity = setting.severity
    return Finding(code, name, severity, message, help, path, related=related)
