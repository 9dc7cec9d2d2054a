"""Project files and forms of a part: read by ``scoring.loading``, scored one by one.

Whatever is wrong with a file costs that file only. A finding names the file as the project is
known, so that the tables do not depend on where the folder lies.
"""

from __future__ import annotations

import os

from scoring.loading import is_form, read_every, rules_for
from scoring.model.codes import found
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.files import is_like_project
from scoring.source.places import locate
from scoring.source.text import READ_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scoring.loading import Loaded
    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.portfolio.records import Rows

STRANGERS = frozenset(("YM107", "YM109"))
"""What is said of a table that a folder happened to hold and that is no 自评表."""


class ProjectFile(NamedTuple):
    """A file to be read; ``is_named`` says somebody asked for this very file."""

    path: str
    project_id: str
    is_named: bool


def read_files(files: tuple[ProjectFile, ...], rows: Rows) -> tuple[str, ...]:
    """Score the projects of the files into rows; the files that were passed over."""
    passed_over = []
    for file in files:
        try:
            is_taken = _read_file(file, rows)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, never hidden
            rows.refuse(file.project_id, [_failure(error, file.project_id)])
            continue
        if not is_taken:
            passed_over.append(file.project_id)
    return tuple(passed_over)


def _read_file(file: ProjectFile, rows: Rows) -> bool:
    try:
        with open(file.path, "rb") as stream:
            data = stream.read(READ_LIMIT + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        finding = found("YM101", f"无法读取文件：{reason}。", "检查文件是否还在、有没有权限。")
        rows.refuse(file.project_id, [finding._replace(file=file.project_id)])
        return True
    if not file.is_named and not is_form(data, file.path) and not is_like_project(data):
        return False
    every = read_every(data, file.path)
    if not file.is_named and all(_is_stranger(loaded) for loaded in every):
        return False
    for loaded in every:
        project_id = file.project_id + (loaded.name or "").removeprefix(file.path)
        before = rows.count
        try:
            _add(loaded, project_id, file.project_id, rows)
        except Exception as error:  # noqa: BLE001 - as above
            if rows.count == before:
                rows.refuse(project_id, [_failure(error, file.project_id)])
    return True


def _is_stranger(loaded: Loaded) -> bool:
    codes = {finding.code for finding in loaded.findings}
    return loaded.project is None and "YM107" in codes and codes <= STRANGERS


def _add(loaded: Loaded, project_id: str, shown: str, rows: Rows) -> None:
    from scoring.source.ruleset import RuleSetError

    at = _placer(shown)
    project = loaded.project
    if project is None:
        rows.refuse(project_id, [at(finding) for finding in loaded.findings])
        return
    rows.beside.update(_beside(project))
    try:
        rules = rules_for(project)
    except RuleSetError as error:
        said = [at(locate(finding, project)) for finding in project.findings]
        rows.refuse(project_id, [*said, at(without_rules(project, error))])
        return
    rows.add(project_id, project, rules, at)


def _beside(project: Project) -> Iterator[str]:
    """The files that a project names: its own rules and libraries."""
    from scoring.source.ruleset import is_path

    for name in (project.rules, *project.indicator_library):
        if name is not None and is_path(name):
            yield os.path.join(os.path.dirname(project.file or ""), name)


def _placer(shown: str) -> Callable[[Finding], Finding]:
    def at(finding: Finding) -> Finding:
        return finding._replace(file=shown)

    return at


def without_rules(project: Project, error: ValueError) -> Finding:
    """YM104 where a project names rules that cannot be used."""
    help_ = "改成 score rules list 列出的编号，或改正规则文件。"
    spellings = ("/评分规则", "/规则", "/rules")
    written = next((key for key in spellings if key in project.places), "")
    return locate(found("YM104", str(error), help_, written), project)


def _failure(error: Exception, shown: str) -> Finding:
    """EN891: our own fault, told with the file it happened to."""
    return found(
        "EN891",
        f"读取或评分时程序出错（{type(error).__name__}），这个项目没有评分。",
        "这是软件的错误，请把文件和这条消息报给维护者。",
    )._replace(file=shown)
