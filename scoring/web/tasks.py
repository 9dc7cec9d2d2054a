"""What the processes carry out for the API: from the files of a request to an answer.

One function a path, all of the same shape. No web framework and no file of this machine is known
here; whatever goes wrong becomes problem details.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.web.answers import (
    BAD_REQUEST,
    JSON,
    NOT_FOUND,
    NOT_INSTALLED,
    OWN_FAULT,
    UNREADABLE,
    YAML,
    Answer,
    RefusedError,
    json_answer,
    problem,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.loading import Loaded
    from scoring.model.scorecard import Scorecard
    from scoring.web.intake import Upload

MEDIA: dict[str, tuple[str, str]] = {
    "table": ("text/plain; charset=utf-8", "txt"),
    "json": (JSON, "json"),
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "html": ("text/html; charset=utf-8", "html"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "pdf": ("application/pdf", "pdf"),
}
"""The media type and the ending of each format."""


class Job(NamedTuple):
    """One request as the processes get it: which task, the files, and the options."""

    task: str
    uploads: tuple[Upload, ...]
    options: dict[str, tuple[str, ...]]


def carry_out(job: Job) -> Answer:
    """The answer to a job; never raises."""
    try:
        return _task(job.task)(job)
    except RefusedError as error:
        refused = error
    except Exception as error:  # noqa: BLE001 - the last guard: a message instead of a traceback
        # The kind of the error only: its text may hold what the request held.
        message = f"程序自身出错（{type(error).__name__}），不是您的文件写错了；请报告给维护者。"
        refused = RefusedError(OWN_FAULT, message)
    if job.task.startswith("page-"):
        from scoring.web.page.pages import problem_page

        return problem_page(refused)
    return problem(refused)


def _task(name: str) -> Callable[[Job], Answer]:
    if name.startswith("page-"):
        from scoring.web.page import tasks as page

        return page.TASKS[name]
    return TASKS[name]


def scorecard(job: Job) -> tuple[Loaded, Scorecard]:
    """The scorecard of the one project of a job."""
    from scoring.api import score
    from scoring.web.opened import chosen_rules, one_project

    rules = chosen_rules(job.options)
    loaded, project = one_project(job.uploads, job.options)
    return loaded, score(project, rules)


def _score(job: Job) -> Answer:
    from scoring.render import render

    _, card = scorecard(job)
    return Answer(200, JSON, render(card, "json"))


def _check(job: Job) -> Answer:
    """The report of every project of every file; unreadable when not one can be read."""
    from scoring.api import check
    from scoring.checks.inspection import report_on_unread
    from scoring.model.report import Report
    from scoring.web.opened import chosen_rules, projects, readable

    rules = chosen_rules(job.options)
    files = []
    refusals = []
    for loaded in projects(job.uploads):
        try:
            project = readable(loaded, rules is not None)
        except RefusedError as refused:
            refusals.append(refused)
            files.append(report_on_unread(refused.findings, loaded.name))
            continue
        (report,) = check(project, rules).files
        files.append(report._replace(file=loaded.name))
    if len(refusals) == len(files):
        findings = tuple(finding for refused in refusals for finding in refused.findings)
        raise RefusedError(UNREADABLE, refusals[0].detail, findings)
    return json_answer(Report(tuple(files)).to_dict())


def _explain(job: Job) -> Answer:
    from scoring.analysis.explain import explain
    from scoring.analysis.naming import UnknownNameError
    from scoring.render.sheet import document
    from scoring.web.opened import option

    name = option(job.options, "name")
    _, card = scorecard(job)
    try:
        sheet = explain(card, name)
    except UnknownNameError as error:
        raise RefusedError(BAD_REQUEST, str(error)) from None
    return json_answer(document(sheet))


def _whatif(job: Job) -> Answer:
    from scoring.analysis.whatif import ChangeError, whatif
    from scoring.web.envelope import unwrapped

    uploads, changes = unwrapped(job.uploads, job.options)
    _, card = scorecard(job._replace(uploads=uploads))
    try:
        found = whatif(card, changes)
    except ChangeError as error:
        raise RefusedError(BAD_REQUEST, str(error)) from None
    return json_answer(found.to_dict())


def _sensitivity(job: Job) -> Answer:
    from scoring.analysis.sensitivity import sensitivity

    _, card = scorecard(job)
    return json_answer(sensitivity(card).to_dict())


def _import(job: Job) -> Answer:
    """The project file of a form: YAML, or JSON where that is asked for."""
    from scoring.web.opened import one_project, option
    from scoring.web.tree import document_of, json_tree, project_yaml

    loaded, _ = one_project(job.uploads, {**job.options, "rules": ("any",)})
    document = document_of(loaded, job.uploads)
    rules = None
    if option(job.options, "rules") is not None:
        from scoring.web.opened import chosen_rules

        rules = chosen_rules(job.options)
    if option(job.options, "accept") == "json":
        return json_answer(json_tree(document, rules))
    return Answer(200, YAML, project_yaml(document, rules))


def _render(job: Job) -> Answer:
    from scoring.render import FORMATS, FlatFormError, UnknownFormatError, render
    from scoring.render.layouts import UnknownFormError
    from scoring.render.missing import MissingPartError
    from scoring.web.opened import option

    wanted = option(job.options, "format") or ""
    form = option(job.options, "form")
    if wanted not in FORMATS:
        raise RefusedError(NOT_FOUND, str(UnknownFormatError(wanted[:40])))
    _, card = scorecard(job)
    try:
        content = render(card, wanted, form)
    except (FlatFormError, UnknownFormError) as error:
        raise RefusedError(BAD_REQUEST, str(error)) from None
    except MissingPartError as error:
        raise RefusedError(NOT_INSTALLED, str(error)) from None
    media, ending = MEDIA[wanted]
    return Answer(200, media, content, (disposition(card.project.name, ending),))


def disposition(name: str | None, ending: str) -> tuple[str, str]:
    """The header that names a file to be saved.

    >>> disposition("甲", "xlsx")
    ('Content-Disposition', "attachment; filename*=UTF-8''%E7%94%B2-%E8%87%AA%E8%AF%84%E8%A1%A8.xlsx")
    """
    from urllib.parse import quote

    stem = "".join("_" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign
                   for sign in (name or "项目")[:80])  # fmt: skip
    file = quote(f"{stem}-自评表.{ending}".encode("utf-8", "replace"), safe="")
    return "Content-Disposition", f"attachment; filename*=UTF-8''{file}"


TASKS: dict[str, Callable[[Job], Answer]] = {
    "score": _score,
    "check": _check,
    "explain": _explain,
    "whatif": _whatif,
    "sensitivity": _sensitivity,
    "import": _import,
    "render": _render,
}
"""The tasks of the API by the last part of their paths."""
