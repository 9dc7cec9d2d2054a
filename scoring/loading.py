"""From what a caller holds to projects: paths, texts, bytes, mappings; project files and forms.

The one place where files of projects are opened for the Python twins. A form of an office (a
workbook, a document, a page, a table of text) becomes a project here by the same strict reader.
Rule sets are loaded here too. Nothing is scored.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from scoring.model.codes import found
from scoring.model.project import Project
from scoring.model.ruleset import RuleSet
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.model.finding import Finding
    from scoring.source.definitions import LibraryReading
    from scoring.source.events import Document
    from scoring.source.project import Reading

    Source = Project | Mapping[str, object] | str | bytes | os.PathLike[str]

DEFAULT_RULES = "mof-2020"

_PROJECT_ENDINGS = (".yaml", ".yml", ".json")
_SIGNS = b"P\xd0<%\t"
"""Bytes that files of offices and pages begin with; a project file may begin with some of them."""

_NAMED = 5
"""So many forms of a file are named where only one is wanted."""


class ProjectError(ValueError):
    """A project that cannot be read at all; ``findings`` say where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("；".join(finding.message for finding in findings) or "无法读取")

    def __reduce__(self) -> tuple[type[ProjectError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)


class Loaded(NamedTuple):
    """One project of a file, or why there is none.

    ``name`` is the name of the file, with the sheet where the file holds several forms.
    ``document`` is the tree a form was turned into; project files have none here.
    """

    name: str | None
    project: Project | None
    findings: tuple[Finding, ...]
    document: Document | None = None
    sheet: str | None = None


def load_project(source: Source) -> Project:
    r"""Read a project from a path, a YAML or JSON text, bytes, or a mapping.

    A path may also be that of a filled form (.xlsx, .xls, .docx, .html, .csv) that holds one
    自评表. A ``str`` with a line break, a brace or a colon followed by a space is a text, any other
    ``str`` a path. What reading found stands in ``Project.findings``.

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
        if reading.project is None:
            raise ProjectError(reading.findings)
        return _completed(reading.project)
    data, file = _bytes_of(source)
    loaded = read_one(data, file)
    if loaded.project is None:
        raise ProjectError(loaded.findings)
    return loaded.project


def load_projects(source: Source) -> tuple[Project, ...]:
    r"""Every project of a file: a workbook or document may hold several forms.

    Takes what :func:`load_project` takes. Forms that cannot be read are left out when there are
    others; raises ``ProjectError`` when there is none.

    >>> [project.name for project in load_projects("项目名称: 例\n年度: 2023\n")]
    ['例']
    """
    if isinstance(source, (Project, Mapping)):
        return (load_project(source),)
    data, file = _bytes_of(source)
    every = read_every(data, file)
    projects = tuple(one.project for one in every if one.project is not None)
    if not projects:
        raise ProjectError(every[0].findings)
    return projects


def read_one(data: bytes | str, file: str | None, *, paths: bool = True) -> Loaded:
    """The one project of a file; several forms in it are a finding that names them.

    Without ``paths`` no file that the project names (引用指标) is opened: for what strangers send.
    """
    if not is_form(data, file):
        return _read_file(data, file, paths=paths)
    assert isinstance(data, bytes)
    every = _read_forms(data, file, paths=paths)
    if len(every) == 1:
        return every[0]
    named = "、".join(
        f"“{one.sheet or one.name}”（{one.project.name}）"
        if one.project is not None
        else f"“{one.sheet or one.name}”"
        for one in every[:_NAMED]
    )
    more = "等" if len(every) > _NAMED else ""
    finding = found(
        "YM107",
        f"文件里有 {len(every)} 张自评表：{named}{more}；这里一次只能处理一张。",
        "先用 score import 文件 -o 文件夹 把每张表存成一个项目文件；score check 可以直接检查。",
    )
    return Loaded(file, None, (finding._replace(file=file),))


def read_every(data: bytes | str, file: str | None, *, paths: bool = True) -> tuple[Loaded, ...]:
    """Every project of a file, in its order; at least one entry, also where nothing was found.

    ``paths`` is that of :func:`read_one`.
    """
    if not is_form(data, file):
        return (_read_file(data, file, paths=paths),)
    assert isinstance(data, bytes)
    return _read_forms(data, file, paths=paths)


def is_form(data: bytes | str, file: str | None) -> bool:
    """Whether a file is a form of an office rather than a project file.

    >>> is_form(b"a: 1", "a.yaml"), is_form("项目名称,甲".encode(), "a.csv")
    (False, True)
    """
    if isinstance(data, str):
        return False
    name = file or ""
    if (not name or name.lower().endswith(_PROJECT_ENDINGS)) and (
        not data or data.lstrip(b"\xef\xbb\xbf \r\n")[:1] not in _SIGNS
    ):
        return False
    from scoring.source.forms.opening import is_form as looks_like_form

    return looks_like_form(name, data)


def _read_file(data: bytes | str, file: str | None, *, paths: bool) -> Loaded:
    from scoring.source.events import read_document
    from scoring.source.project import read_project

    return _loaded(read_project(read_document(data, file)), file, paths=paths)


def _read_forms(data: bytes, file: str | None, *, paths: bool) -> tuple[Loaded, ...]:
    from scoring.source.forms.opening import open_sheets
    from scoring.source.forms.reading import read_sheets
    from scoring.source.project import read_project

    opened = open_sheets(data, file)
    reading = read_sheets(opened, file)
    about_file = (*opened.findings, *reading.findings)
    if file is not None:
        about_file = tuple(finding._replace(file=finding.file or file) for finding in about_file)
    if not reading.forms:
        return (Loaded(file, None, about_file),)
    several = len(reading.forms) > 1
    every = []
    for number, form in enumerate(reading.forms, 1):
        name = file
        if several:
            name = f"{file or ''}#{form.sheet or number}"
        loaded = _loaded(read_project(form.document), name, paths=paths)
        if number == 1 and about_file:
            # What is said of the file is said once.
            findings = (*about_file, *loaded.findings)
            project = loaded.project
            if project is not None:
                project = project._replace(findings=(*about_file, *project.findings))
            loaded = loaded._replace(project=project, findings=findings)
        every.append(loaded._replace(document=form.document, sheet=form.sheet))
    return tuple(every)


def _loaded(reading: Reading, name: str | None, *, paths: bool) -> Loaded:
    if reading.project is None:
        return Loaded(name, None, reading.findings)
    project = _completed(reading.project, paths=paths)
    return Loaded(name, project, project.findings)


def _completed(project: Project, *, paths: bool = True) -> Project:
    """The project with what its rows take from the libraries it names (引用指标)."""
    if not project.indicator_library:
        return project
    from scoring.source.definitions import find_library, with_definitions

    def find(name: str) -> LibraryReading | None:
        return find_library(name, project.file, paths=paths)

    reading = with_definitions(project, find)
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
    """The rule set a project is scored under: the caller's, else its own, else the default.

    A path in the project file is relative to the file.
    """
    if rules is not None or project.rules is None:
        return load_rules(rules)
    name = project.rules
    if names_own_rules(project) and project.file is not None and not os.path.isabs(name):
        name = os.path.join(os.path.dirname(project.file), name)
    return load_rules(name)


def under(project: Project, rules: RuleSet | str | os.PathLike[str] | None) -> Project:
    """The project as it is told under rules the caller chose: what its form suggests is no matter."""
    if rules is None or not project.findings:
        return project
    kept = tuple(
        finding
        for finding in project.findings
        if finding.code != "YM109" or finding.path != "/评分规则"
    )
    return project._replace(findings=kept)


def names_own_rules(project: Project) -> bool:
    """Whether the author of a project brings the rules along: a path rather than an id."""
    from scoring.source.ruleset import is_path

    return project.rules is not None and is_path(project.rules)
