"""The Python twins of the commands that ask further: explain, review, whatif, sensitivity, report.

Each scores the project through ``api`` and hands the scorecard to ``analysis`` or ``render``.
"""

from __future__ import annotations

from scoring.api import score
from scoring.loading import load_project, load_rules, rules_for
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from scoring.analysis.explain import Sheet
    from scoring.model.project import Project
    from scoring.model.review import Review
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard
    from scoring.model.sensitivity import Sensitivity
    from scoring.model.whatif import WhatIf


def explain(
    project: Project | Mapping[str, object] | str | bytes | os.PathLike[str] | Scorecard,
    name: str | None = None,
    rules: RuleSet | str | os.PathLike[str] | None = None,
) -> Sheet:
    """The calculation sheet of a project: every part, or the one indicator of this name.

    The twin of ``score explain FILE [NAME]``. Raises ``LookupError`` when no part has the
    name, or several do.

    >>> sheet = explain(
    ...     {
    ...         "项目名称": "例",
    ...         "年度": 2023,
    ...         "项目资金": {"资金总额": {"全年预算数": 80, "全年执行数": 60}},
    ...     },
    ...     "预算执行率",
    ... )
    >>> [step.expression for step in sheet.parts[0].steps]
    ['60 ÷ 80', '10 × 60 ÷ 80']
    """
    from scoring.analysis.explain import explain as sheet_of
    from scoring.model.scorecard import Scorecard

    card = project if isinstance(project, Scorecard) else score(project, rules)
    return sheet_of(card, name)


def review(
    self_project: Project | Mapping[str, object] | str | bytes | os.PathLike[str],
    reviewed: Project | Mapping[str, object] | str | bytes | os.PathLike[str] | None = None,
    rules: RuleSet | str | os.PathLike[str] | None = None,
) -> Review:
    """Self-evaluation and review side by side: points, differences, reasons, both totals.

    The twin of ``score review SELF [REVIEWED]``. Without ``reviewed``, 复核得分 and 复核意见 are
    those of the first project. Both sides are scored by the same rules: those given, else the
    first project's own, else ``mof-2020``.

    >>> def project(**reviewed):
    ...     row = {
    ...         "年初指标值": "≥100人",
    ...         "实际完成值": "100人",
    ...         "分值": 90,
    ...         "得分": 90,
    ...         **reviewed,
    ...     }
    ...     return {
    ...         "项目名称": "例",
    ...         "年度": 2023,
    ...         "项目资金": {"资金总额": {"全年预算数": 10, "全年执行数": 10}},
    ...         "绩效指标": {"产出指标": {"数量指标": {"培训人数": row}}},
    ...     }
    >>> found = review(project(), project(实际完成值="80人", 复核意见="签到表只有80人"))
    >>> found.own.total, found.review.total, found.difference, found.rows[0].reason
    (Decimal('100.00'), Decimal('82.00'), Decimal('-18.00'), '签到表只有80人')
    """
    from scoring.analysis.pairing import completed
    from scoring.analysis.review import review as side_by_side

    own = load_project(self_project)
    same_rules = rules_for(own, rules)
    card = score(own, same_rules)
    if reviewed is None:
        return side_by_side(card)
    return side_by_side(card, score(completed(load_project(reviewed), own), same_rules))


def whatif(
    project: Project | Mapping[str, object] | str | bytes | os.PathLike[str] | Scorecard,
    changes: Mapping[str, object] | Iterable[str],
    rules: RuleSet | str | os.PathLike[str] | None = None,
) -> WhatIf:
    """A project scored as it is and with some values changed: rows, total, grade and findings.

    The twin of ``score whatif FILE --set NAME=VALUE``. ``changes`` are values by their names
    (``{"培训人数": "100人", "培训人数.分值": 20, "全年执行数": 80}``) or texts ``NAME=VALUE``.
    Raises ``ValueError`` for a name that fits no value or several, and for a bad value.

    >>> row = {"年初指标值": "≥100人", "实际完成值": "80人", "分值": 90}
    >>> found = whatif(
    ...     {
    ...         "项目名称": "例",
    ...         "年度": 2023,
    ...         "项目资金": {"资金总额": {"全年预算数": 10, "全年执行数": 10}},
    ...         "绩效指标": {"产出指标": {"数量指标": {"培训人数": row}}},
    ...     },
    ...     {"人数": "95人"},
    ... )
    >>> found.before.total, found.after.total, found.after.grade
    (Decimal('82.00'), Decimal('95.50'), '优')
    """
    from scoring.analysis.whatif import whatif as compared
    from scoring.model.scorecard import Scorecard

    card = project if isinstance(project, Scorecard) else score(project, rules)
    return compared(card, changes)


def sensitivity(
    project: Project | Mapping[str, object] | str | bytes | os.PathLike[str] | Scorecard,
    weights: Decimal | int | str = 10,
    actuals: Decimal | int | str = 5,
    against: RuleSet | str | os.PathLike[str] | None = None,
    rules: RuleSet | str | os.PathLike[str] | None = None,
) -> Sensitivity:
    """How firmly total and grade stand: distances, lost points, ranges, what the grade hangs on.

    The twin of ``score sensitivity FILE``.

    Args:
        project: what ``score`` takes, or a scorecard.
        weights: how far each weight may move, in percent; together they stay what they are.
        actuals: how far each measured actual may be off, in percent of itself.
        against: another rule set, put beside the project's.
        rules: as for ``score``.

    Raises ``ValueError`` for a percentage that is not from 0 to 100.

    >>> row = {"年初指标值": "≥100人", "实际完成值": "80人", "分值": 90}
    >>> stood = sensitivity(
    ...     {
    ...         "项目名称": "例",
    ...         "年度": 2023,
    ...         "项目资金": {"资金总额": {"全年预算数": 10, "全年执行数": 10}},
    ...         "绩效指标": {"产出指标": {"数量指标": {"培训人数": row}}},
    ...     }
    ... )
    >>> stood.distances[0].grade, stood.distances[0].from_low
    ('优', Decimal('8.00'))
    >>> stood.losses[0].remedies[0].needed
    '100人'
    """
    from decimal import Decimal

    from scoring.analysis.sensitivity import sensitivity as stood
    from scoring.model.scorecard import Scorecard

    card = project if isinstance(project, Scorecard) else score(project, rules)
    other = None if against is None else load_rules(against)
    return stood(card, Decimal(str(weights)), Decimal(str(actuals)), other)


def self_report(
    project: Project | Mapping[str, object] | str | bytes | os.PathLike[str] | Scorecard,
    format: str = "markdown",  # noqa: A002 - the word of the option
    rules: RuleSet | str | os.PathLike[str] | None = None,
) -> bytes:
    """The 自评报告 of a project, filled from its texts and its scorecard.

    The twin of ``score report FILE``. ``format`` is ``markdown`` or ``docx``; what the author still
    has to write is marked 【请补充：…】. Raises ``ValueError`` for another format.

    >>> text = self_report({"项目名称": "例", "年度": 2023}).decode()
    >>> text.splitlines()[0]
    '# 2023年度例项目支出绩效自评报告'
    """
    from scoring.model.scorecard import Scorecard
    from scoring.render.self_report import compose, write

    card = project if isinstance(project, Scorecard) else score(project, rules)
    return write(compose(card), format)
