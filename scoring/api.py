"""The Python twins of the commands: thin functions from documents to values.

Files are opened by ``loading`` and nowhere below; nothing is kept between two calls.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.engine import score_project
from scoring.loading import (
    Loaded,
    ProjectError,
    load_project,
    load_rules,
    names_own_rules,
    read_every,
    read_one,
    rules_for,
    under,
)
from scoring.model.finding import file_order
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from scoring.checks.portfolio import Entry
    from scoring.model.check_settings import CheckSettings
    from scoring.model.control import Control
    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.model.report import FileReport, Report
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard

__all__ = [
    "ProjectError",
    "check",
    "check_sources",
    "load_project",
    "load_rules",
    "render",
    "score",
    "score_source",
]


def score(
    project: Project | Mapping[str, object] | str | bytes | os.PathLike[str],
    rules: RuleSet | str | os.PathLike[str] | None = None,
) -> Scorecard:
    """Score a project: a path, a text, a mapping or a ``Project``; rules by id, path or value.

    The twin of ``score FILE``. Findings carry places where the project came from a text.

    >>> card = score(
    ...     {
    ...         "项目名称": "例",
    ...         "年度": 2023,
    ...         "项目资金": {"资金总额": {"全年预算数": 83, "全年执行数": "82.731"}},
    ...         "绩效指标": {
    ...             "产出指标": {
    ...                 "数量指标": {
    ...                     "运维数量": {"年初指标值": "=1个", "实际完成值": "1个", "分值": 90}
    ...                 }
    ...             }
    ...         },
    ...     }
    ... )
    >>> card.total, card.grade
    (Decimal('99.97'), '优')
    """
    loaded = under(load_project(project), rules)
    return with_places(score_project(loaded, rules_for(loaded, rules)))


def with_places(card: Scorecard) -> Scorecard:
    """The scorecard with all findings, each with its place, in the order of the file."""
    from scoring.source.places import locate

    project = card.project
    findings = [locate(finding, project) for finding in (*project.findings, *card.findings)]
    findings.sort(key=file_order)
    return card._replace(findings=tuple(findings))


def score_source(
    data: bytes, file: str | None, rules: str | None = None
) -> tuple[Scorecard | None, tuple[Finding, ...]]:
    """Score the bytes of a file; the scorecard is ``None`` when nothing in them can be read."""
    loaded = read_one(data, file)
    if loaded.project is None:
        return None, loaded.findings
    project = under(loaded.project, rules)
    card = with_places(score_project(project, rules_for(project, rules)))
    return card, card.findings


def check(
    project: Project | Mapping[str, object] | str | bytes | os.PathLike[str],
    rules: RuleSet | str | os.PathLike[str] | None = None,
) -> Report:
    """The report of all checks about one project: a path, a text, a mapping or a ``Project``.

    The twin of ``score check FILE``. What cannot be read at all is reported, not raised.

    >>> report = check({"项目名称": "例", "年度": 2023})
    >>> "FD403" in {finding.code for finding in report.files[0].findings}
    True
    """
    from scoring.checks.control import with_control
    from scoring.checks.inspection import report_on_unread
    from scoring.checks.portfolio import with_portfolio
    from scoring.model.report import Report

    try:
        loaded = load_project(project)
    except ProjectError as error:
        file = error.findings[0].file if error.findings else None
        return Report((report_on_unread(error.findings, file),))
    given = None if rules is None else load_rules(rules)
    entries: list[Entry | None] = []
    report = _report_on(loaded, given, entries=entries)
    return Report(with_control(with_portfolio((report,), entries), entries, None))


def check_sources(
    sources: Iterable[tuple[str, bytes]],
    rules: RuleSet | str | os.PathLike[str] | None = None,
    settings: CheckSettings | None = None,
    control: Control | None = None,
) -> Report:
    """The report of all checks about many files, in their order.

    Args:
        sources: the name and the bytes of each project file or form, one after the other; a file
            with several forms gives a report for each.
        rules: for all of them; by default each project's own, else ``mof-2020``.
        settings: the user's settings of the checks.
        control: what the department's accounts say, as ``source.control`` reads it; the report
            about its own file is the last.

    A file that cannot be read, or names rules that cannot, costs no other its report. Raises
    ``RuleSetError`` only for the rules given.
    """
    from scoring.checks.control import with_control
    from scoring.checks.inspection import report_on_failure
    from scoring.checks.portfolio import with_portfolio
    from scoring.checks.settings import NO_SETTINGS, in_force
    from scoring.model.report import Report

    given = None if rules is None else load_rules(rules)
    files: list[FileReport] = []
    entries: list[Entry | None] = []
    for file, data in sources:
        try:
            every = read_every(data, file)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, never hidden
            files.append(report_on_failure(error, file))
            entries.append(None)
            continue
        for loaded in every:
            try:
                files.append(
                    _check_loaded(loaded, given, settings, entries, with_money=control is not None)
                )
            except Exception as error:  # noqa: BLE001 - as above
                files.append(report_on_failure(error, loaded.name))
            if len(entries) < len(files):
                entries.append(None)
    many = with_portfolio(files, entries)
    said = in_force(load_rules() if given is None else given, settings or NO_SETTINGS).checks
    return Report(with_control(many, entries, control, said))


def _check_loaded(
    loaded: Loaded,
    rules: RuleSet | None,
    settings: CheckSettings | None,
    entries: list[Entry | None],
    *,
    with_money: bool,
) -> FileReport:
    from scoring.checks.inspection import report_on_unread
    from scoring.source.ruleset import RuleSetError

    if loaded.project is None:
        return report_on_unread(loaded.findings, loaded.name)
    project = loaded.project
    try:
        report = _report_on(project, rules, settings, entries, with_money=with_money)
    except RuleSetError as error:
        findings = (*project.findings, _without_rules(project, error))
        return report_on_unread(findings, loaded.name)
    return report if loaded.name == report.file else report._replace(file=loaded.name)


def _report_on(
    project: Project,
    rules: RuleSet | None,
    settings: CheckSettings | None = None,
    entries: list[Entry | None] | None = None,
    *,
    with_money: bool = False,
) -> FileReport:
    """The report about one project, its findings with their places; ``entries`` gets one more."""
    from scoring.checks.inspection import report_on
    from scoring.checks.portfolio import entry_of
    from scoring.checks.settings import NO_SETTINGS, in_force
    from scoring.source.places import locate

    project = under(project, rules)
    found = rules_for(project, rules)
    if rules is None and names_own_rules(project):
        # Rules that the author of the project brings along score it, but silence no check.
        found = found._replace(checks=())
    settings = NO_SETTINGS if settings is None else settings
    card = score_project(project, in_force(found, settings))
    report = report_on(
        card, project.file, settings=settings, locate=locate, others=_shipped_rule_sets
    )
    if any(finding.code == "TG454" for finding in report.findings):
        from scoring.analysis.indicator_suggestions import suggester
        from scoring.checks.suggestions import with_suggestions

        report = with_suggestions(report, card.project, suggester(card.project))
    if entries is not None:
        entries.append(entry_of(card, project.file, locate, with_money=with_money))
    return report


@lru_cache(maxsize=1)
def _shipped_rule_sets() -> tuple[RuleSet, ...]:
    """Every rule set that ships with the package."""
    from scoring.source.library import shipped_rules

    return tuple(load_rules(name) for name in shipped_rules())


def _without_rules(project: Project, error: ValueError) -> Finding:
    """YM104 where the project names rules that cannot be used."""
    from scoring.model.codes import found
    from scoring.source.places import locate

    help_ = "改成 score rules list 列出的编号，或改正规则文件；也可以用 --rules 指定规则。"
    written = next(
        (f"/{key}" for key in ("评分规则", "规则", "rules") if f"/{key}" in project.places), ""
    )
    return locate(found("YM104", str(error), help_, written), project)


def render(scorecard: Scorecard, format: str, form: str | None = None) -> bytes:  # noqa: A002
    """The scorecard laid out as a form, in a format.

    Args:
        scorecard: what ``score`` returns.
        format: ``table``, ``json``, ``markdown``, ``html``, ``csv``, ``xlsx``, ``docx`` or ``pdf``
            (the last needs the extra ``pdf`` and a Chinese font).
        form: ``mof``, ``shanxi``, ``sichuan`` or ``hubei``; by default the rule set's. ``flat`` is
            for csv only: a row for each indicator.

    The same scorecard gives the same bytes. Raises ``ValueError`` for a format or form that does
    not exist, and for a part of the machine's that is missing.
    """
    from scoring.render import render as write

    return write(scorecard, format, form)
