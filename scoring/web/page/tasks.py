"""What the processes carry out for the page: HTML out of files, or out of the page's own state."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.web.answers import HTML, NOT_INSTALLED, UNREADABLE, YAML, Answer, RefusedError
from scoring.web.opened import chosen_rules, option, projects

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.web.opened import Options
    from scoring.web.page.evaluation import Evaluation
    from scoring.web.page.state import State
    from scoring.web.tasks import Job


class Listed(NamedTuple):
    """One project in the list of a reviewer."""

    name: str
    file: str
    state: State
    total: str
    sort: str
    grade: str
    counted: tuple[int, ...]
    said: str


def _index(job: Job) -> Answer:
    from scoring.web.page.pages import page

    return Answer(200, HTML, page("index.html", has_token=bool(job.options.get("token"))))


def _open(job: Job) -> Answer:
    """The page of one project: from a file, or from the page; a list when there are several."""
    from scoring.web.page.evaluation import evaluate
    from scoring.web.page.pages import page
    from scoring.web.page.view import evaluated

    if "state" in job.options:
        found = evaluate(_state(job.options), job.options)
    else:
        states = _first_states(job)
        if len(states) > 1:
            rows = [_listed(state) for state in states]
            return Answer(200, HTML, page("list.html", rows=rows))
        found = evaluate(states[0])
    status = 200 if found.card is not None else 422
    return Answer(status, HTML, page("project.html", **evaluated(found)))


def _rows(job: Job) -> Answer:
    """Rows of the list for the projects of the files, without the page around them."""
    from scoring.web.page.pages import page

    rows = [_listed(state) for state in _first_states(job)]
    return Answer(200, HTML, page("rows.html", rows=rows))


def _download(job: Job) -> Answer:
    """The form of the page's project in a format."""
    from scoring.render import render
    from scoring.render.missing import MissingPartError
    from scoring.web.page.evaluation import evaluate
    from scoring.web.tasks import MEDIA, disposition

    wanted = option(job.options, "format")
    found = evaluate(_state(job.options), job.options)
    if wanted == "yaml" and found.state.tree is not None:
        name = found.state.tree.get("项目名称") or found.state.tree.get("name")
        header = disposition(name if isinstance(name, str) else None, "yaml")
        return Answer(200, YAML, _yaml(found), (header,))
    card = found.card
    if card is None or wanted not in {"xlsx", "docx", "pdf", "html"}:
        raise RefusedError(UNREADABLE, "还不能评分，没有可以下载的表；先改正页面上列出的错误。")
    try:
        content = render(card, wanted, found.state.form or None)
    except MissingPartError as error:
        raise RefusedError(NOT_INSTALLED, str(error)) from None
    media, ending = MEDIA[wanted]
    return Answer(200, media, content, (disposition(card.project.name, ending),))


def _yaml(found: Evaluation) -> bytes:
    import json

    from scoring.source.events import read_document
    from scoring.web.tree import project_yaml

    text = json.dumps(found.state.tree, ensure_ascii=True)
    return project_yaml(read_document(text), found.state.rules or None)


def _login(job: Job) -> Answer:
    from scoring.web.page.pages import page

    is_wrong = bool(job.options.get("wrong"))
    return Answer(401 if is_wrong else 200, HTML, page("login.html", is_wrong=is_wrong))


def _state(options: Options) -> State:
    """The state the page sent, with what was chosen on it since."""
    from scoring.web.page.state import state_of

    state = state_of(options["state"][-1])
    if "rules" in options:
        state = state._replace(rules=chosen_rules(options) or "")
    elif state.rules:
        chosen_rules({"rules": (state.rules,)})
    if "form" in options:
        state = state._replace(form=_form(options))
    return state._replace(form=_form({"form": (state.form,)}))


def _form(options: Options) -> str:
    from scoring.render.layouts import FORMS

    form = option(options, "form") or ""
    return form if form in FORMS else ""


def _first_states(job: Job) -> list[State]:
    from scoring.web.page.evaluation import first_state

    rules = chosen_rules(job.options) or ""
    form = _form(job.options)
    return [first_state(loaded, job.uploads, rules, form) for loaded in projects(job.uploads)]


def _listed(state: State) -> Listed:
    from scoring.web.page.evaluation import evaluate

    found = evaluate(state)
    card = found.card
    severities = [finding.severity for finding in found.findings]
    counted = tuple(severities.count(severity) for severity in ("error", "warning", "note"))
    file = state.file or ""
    if card is None:
        errors = [one.message for one in found.findings if one.severity == "error"]
        return Listed(file, file, found.state, "读不出", "-1", "", counted, "；".join(errors[:1]))
    total, sort = "未定", "-1"
    grade = card.grade or ""
    if card.total is not None:
        total = sort = f"{card.total:f}"
    elif card.bounds is not None:
        total, sort = f"{card.bounds.low:f}～{card.bounds.high:f}", f"{card.bounds.low:f}"
        grade = "／".join(card.bounds.grades)
    name = card.project.name or file
    return Listed(name, file, found.state, total, sort, grade, counted, "")


TASKS: dict[str, Callable[[Job], Answer]] = {
    "page-index": _index,
    "page-open": _open,
    "page-rows": _rows,
    "page-download": _download,
    "page-login": _login,
}
"""The tasks of the page."""
