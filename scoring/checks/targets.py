"""Checks of the targets (TG): is what was aimed at stated so that it can be verified?

TG451 and TG459 are reported by scoring itself. What names and classes say (TG456 to TG458) is in
``filing``.
"""

from __future__ import annotations

from functools import lru_cache

from scoring import notation
from scoring.checks.case import Check
from scoring.checks.filing import FILING_CHECKS
from scoring.checks.judged_rows import judged_rows
from scoring.notation import vocabulary
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.checks.case import Case, Findings
    from scoring.checks.judged_rows import JudgedRow
    from scoring.notation import Quantity

_LONGEST_HOLLOW = 24
_LOWER = ("≥", ">")


def cost_with_lower_bound(case: Case) -> Findings:
    """TG452: a cost that is to be at least so much."""
    for row in judged_rows(case):
        target = row.target
        if not isinstance(target, notation.Measure) or target.operator not in _LOWER:
            continue
        if not _is_cost(row) or not _is_spent(row, target.quantity):
            continue
        bound = notation.show(target._replace(operator="≤"))
        yield case.found(
            "TG452",
            f"成本指标“{row.name}”的指标值 {row.score.target} 用了下限，花得越多反而越算完成",
            f"成本应控制在上限以内，如 {bound}；若考核的是节约或补助标准，请在名称里写明",
            row.target_path,
        )


def _is_cost(row: JudgedRow) -> bool:
    if row.level2 in vocabulary.words("costs", "classes"):
        return True
    return notation.class_key(row.row.level1 or "") == "成本" or row.name.endswith("成本")


def _is_spent(row: JudgedRow, quantity: Quantity) -> bool:
    """Whether the target is money spent, not money saved, a standard owed, or a rate of control."""
    name = notation.fold(row.name)
    unit = quantity.unit
    if unit is not None and unit.kind == "share":
        return name.endswith(vocabulary.words("costs", "rates"))
    if any(word in name for word in vocabulary.words("costs", "at_least")):
        return False
    if unit is None or unit.kind is None:
        return name.endswith(vocabulary.words("running_text", "tails")[:4])
    return unit.kind == "money"


def percent_over_100(case: Case) -> Findings:
    """TG453: a share that cannot exceed 100% is to exceed it."""
    for row in judged_rows(case):
        target = row.target
        if isinstance(target, notation.Measure):
            ends = (target.quantity,)
        elif isinstance(target, notation.Interval):
            ends = (target.high,)
        else:
            continue
        if not any(_is_over_all(end) for end in ends) or not _is_capped(row.name):
            continue
        yield case.found(
            "TG453",
            f"“{row.name}”的指标值 {row.score.target} 超过 100%，这样的比率最多是 100%",
            "核对是否多写了一位或错了单位；增长率一类的指标请在名称里写明",
            row.target_path,
        )


def _is_over_all(quantity: Quantity) -> bool:
    unit = quantity.unit
    return unit is not None and unit.kind == "share" and notation.in_base(quantity, None) > 1


def _is_capped(name: str) -> bool:
    bare = notation.fold(name)
    start = bare.find("(")
    if start > 0:
        bare = bare[:start]
    if not bare.endswith(vocabulary.words("shares", "capped")):
        return False
    return not any(word in bare for word in vocabulary.words("shares", "open"))


def hollow_target(case: Case) -> Findings:
    """TG454: praise that nobody can verify.

    A direction (提高, 改善) is not hollow: it can be held against the year before.
    """
    for row in judged_rows(case):
        if not isinstance(row.target, notation.Words) or not is_hollow(row.target.text):
            continue
        yield case.found(
            "TG454",
            f"“{row.name}”的指标值“{row.target.text}”只是评语，没有说明好到什么程度，无法核实",
            "改成能核实的说法：写数（≥95%）、写做到的事（制度已印发），或写方向（比上年提高）",
            row.target_path,
        )


@lru_cache(maxsize=1024)
def is_hollow(text: str) -> bool:
    """Whether a text is made of praise and nothing else.

    >>> is_hollow("效果明显"), is_hollow("良好"), is_hollow("提高"), is_hollow("有效提高")
    (True, True, False, False)
    """
    rest = notation.fold(text).removeprefix("定性").strip("。.,;!:")
    if not rest or len(rest) > _LONGEST_HOLLOW:
        return False
    has_praise = False
    entries = _hollow_words()
    while rest:
        for word, is_praise in entries:
            if rest.startswith(word):
                rest = rest[len(word) :]
                has_praise = has_praise or is_praise
                break
        else:
            return False
    return has_praise


@lru_cache(maxsize=1)
def _hollow_words() -> tuple[tuple[str, bool], ...]:
    """Every word an empty phrase is made of, the longest first, and whether it is praise."""
    entries = [
        (word, key == "praise")
        for key in ("praise", "nouns", "adverbs")
        for word in vocabulary.words("hollow", key)
    ]
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))


def date_outside_year(case: Case) -> Findings:
    """TG455: no day of the target lies in the project's year."""
    year = case.project.year
    if year is None:
        return
    for row in judged_rows(case):
        if not isinstance(row.target, notation.Dates):
            continue
        period = notation.resolve(row.target, year)
        if period is None or period[0][0] <= year <= period[1][0]:
            continue
        yield case.found(
            "TG455",
            f"“{row.name}”的指标值 {row.score.target} 不在项目年度 {year} 年内",
            f"年度指标应在 {year} 年内完成；跨年的任务写本年要做到的一步",
            row.target_path,
        )


CHECKS: tuple[Check, ...] = (
    Check("TG452", cost_with_lower_bound),
    Check("TG453", percent_over_100),
    Check("TG454", hollow_target),
    Check("TG455", date_outside_year),
    *FILING_CHECKS,
)
