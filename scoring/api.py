"""The Python twins of the commands: thin functions from documents to values.

Files are opened here and nowhere below; nothing is kept between two calls.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache

from scoring.engine import score_project
from scoring.model.project import Project
from scoring.model.ruleset import RuleSet
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.analysis.explain import Sheet
    from scoring.checks.portfolio import Entry
    from scoring.model.check_settings import CheckSettings
    from scoring.model.finding import Finding
    from scoring.model.report import FileReport, Report
    from scoring.model.review import Review
    from scoring.model.scorecard import Scorecard

DEFAULT_RULES = "mof-2020"


class ProjectError(ValueError):
    """A project that cannot be read at all; ``findings`` say where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("；".join(finding.message for finding in findings) or "无法读取")

    def __reduce__(self) -> tuple[type[ProjectError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)


def load_project(
    source: Project | Mapping[str, object] | str | bytes | os.PathLike[str],
) -> Project:
    r"""Read a project from a path, a YAML or JSON text, bytes, or a mapping.

    A ``str`` with a line break, a brace or a colon followed by a space is a text, any other ``str``
    a path. What reading found stands in ``Project.findings``.

    Raises ``ProjectError`` when there is no project to be read, ``OSError`` when a file cannot be
    opened.

    >>> load_project("项目名称: 例\n年度: 2023\n").year
    2023
    """
    if isinstance(source, Project):
        return source
    if isinstance(source, Mapping):
        from scoring.source.project import project_from_mapping

        reading = project_from_mapping(source)
    else:
        from scoring.source.events import read_document
        from scoring.source.project import read_project

        data, file = _bytes_of(source)
        reading = read_project(read_document(data, file))
    if reading.project is None:
        raise ProjectError(reading.findings)
    return _completed(reading.project)


def _completed(project: Project) -> Project:
    """The project with what its rows take from the libraries it names (引用指标)."""
    if not project.indicator_library:
        return project
    from scoring.source.definitions import find_library, with_definitions

    reading = with_definitions(project, lambda name: find_library(name, project.file))
    assert reading.project is not None
    return reading.project._replace(findings=(*project.findings, *reading.findings))


def _bytes_of(source: str | bytes | os.PathLike[str]) -> tuple[bytes | str, str | None]:
    if isinstance(source, bytes):
        return source, None
    if isinstance(source, str) and is_text(source):
        return source, None
    path = os.fspath(source)
    with open(path, "rb") as stream:
        return stream.read(), path


def is_text(source: str) -> bool:
    """Whether a ``str`` is a document rather than a path.

    >>> is_text("项目名称: 例"), is_text("a.yaml")
    (True, False)
    """
    return "\n" in source or "{" in source or ": " in source


def load_rules(rules: RuleSet | str | os.PathLike[str] | None = None) -> RuleSet:
    """A rule set by the id of a shipped one or the path of one's own; ``mof-2020`` by default.

    Raises ``RuleSetError`` (a ``ValueError`` with findings) when it is unknown or faulty.

    >>> load_rules("hubei-2020").weights.execution
    Decimal('20')
    """
    if isinstance(rules, RuleSet):
        return rules
    from scoring.source.ruleset import load_rules as load

    return load(os.fspath(rules) if rules is not None else DEFAULT_RULES)


def rules_for(project: Project, rules: RuleSet | str | os.PathLike[str] | None = None) -> RuleSet:
    """The rule set a project is scored under: the caller's, else the project's own, else the default.

    A path in the project file is relative to the file.
    """
    if rules is not None or project.rules is None:
        return load_rules(rules)
    name = project.rules
    if is_path(name) and project.file is not None and not os.path.isabs(name):
        name = os.path.join(os.path.dirname(project.file), name)
    return load_rules(name)


def is_path(name: str) -> bool:
    """Whether the name of a rule set is a path rather than an id."""
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml", ".json"))


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
    loaded = load_project(project)
    return with_places(score_project(loaded, rules_for(loaded, rules)))


def with_places(card: Scorecard) -> Scorecard:
    """The scorecard with all findings, each with its place, in the order of the file."""
    from scoring.source.places import locate

    project = card.project
    findings = [locate(finding, project) for finding in (*project.findings, *card.findings)]
    findings.sort(key=lambda finding: (finding.line or 0, finding.column or 0, finding.code))
    return card._replace(findings=tuple(findings))


def score_source(
    data: bytes, file: str | None, rules: str | None = None
) -> tuple[Scorecard | None, tuple[Finding, ...]]:
    """Score the bytes of a file; the scorecard is ``None`` when nothing in them can be read."""
    from scoring.source.events import read_document
    from scoring.source.project import read_project

    reading = read_project(read_document(data, file))
    if reading.project is None:
        return None, reading.findings
    project = _completed(reading.project)
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
    return Report(with_portfolio((report,), entries))


def check_sources(
    sources: Iterable[tuple[str, bytes]],
    rules: RuleSet | str | os.PathLike[str] | None = None,
    settings: CheckSettings | None = None,
) -> Report:
    """The report of all checks about many files, in their order.

    Args:
        sources: the name and the bytes of each project file, taken one after the other.
        rules: for all of them; by default each project's own, else ``mof-2020``.
        settings: the user's settings of the checks.

    A file that cannot be read, or names rules that cannot, costs no other its report. Raises
    ``RuleSetError`` only for the rules given.
    """
    from scoring.checks.inspection import report_on_failure
    from scoring.checks.portfolio import with_portfolio
    from scoring.model.report import Report

    given = None if rules is None else load_rules(rules)
    files: list[FileReport] = []
    entries: list[Entry | None] = []
    for file, data in sources:
        try:
            files.append(_check_source(file, data, given, settings, entries))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, never hidden
            files.append(report_on_failure(error, file))
        if len(entries) < len(files):
            entries.append(None)
    return Report(with_portfolio(files, entries))


def _check_source(
    file: str,
    data: bytes,
    rules: RuleSet | None,
    settings: CheckSettings | None,
    entries: list[Entry | None],
) -> FileReport:
    from scoring.checks.inspection import report_on_unread
    from scoring.source.events import read_document
    from scoring.source.project import read_project
    from scoring.source.ruleset import RuleSetError

    reading = read_project(read_document(data, file))
    if reading.project is None:
        return report_on_unread(reading.findings, file)
    project = _completed(reading.project)
    try:
        return _report_on(project, rules, settings, entries)
    except RuleSetError as error:
        return report_on_unread((*project.findings, _without_rules(project, error)), file)


def _report_on(
    project: Project,
    rules: RuleSet | None,
    settings: CheckSettings | None = None,
    entries: list[Entry | None] | None = None,
) -> FileReport:
    """The report about one project, its findings with their places; ``entries`` gets one more."""
    from scoring.checks.inspection import report_on
    from scoring.checks.portfolio import entry_of
    from scoring.checks.settings import NO_SETTINGS, in_force
    from scoring.source.places import locate

    found = rules_for(project, rules)
    if rules is None and project.rules is not None and is_path(project.rules):
        # Rules that the author of the project brings along score it, but silence no check.
        found = found._replace(checks=())
    settings = NO_SETTINGS if settings is None else settings
    card = score_project(project, in_force(found, settings))
    report = report_on(
        card, project.file, settings=settings, locate=locate, others=_shipped_rule_sets
    )
    if entries is not None:
        entries.append(entry_of(card, project.file, locate))
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


def render(scorecard: Scorecard, format: str, form: str | None = None) -> bytes:  # noqa: A002
    """The scorecard in a format (``table``, ``json``, ``markdown``), laid out as a form.

    ``form`` is the id of a form, by default the rule set's. The same scorecard gives the same
    bytes. Raises ``ValueError`` for a format or form that does not exist.
    """
    from scoring.render import render as write

    return write(scorecard, format, form)
