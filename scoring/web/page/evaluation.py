"""One project as the page shows it: read from a file or from the page, scored, checked, weighed.

Values only; how they look is in ``view`` and the templates.
"""

from __future__ import annotations

from scoring.api import check, score
from scoring.loading import read_one
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.web.answers import RefusedError
from scoring.web.opened import readable
from scoring.web.page.edits import mended, rows_of
from scoring.web.page.state import State, findings_of, kept_findings, places_of
from scoring.web.tree import document_of, json_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scoring.loading import Loaded
    from scoring.model.finding import Finding
    from scoring.model.scorecard import Scorecard
    from scoring.web.intake import Upload


class Evaluation(NamedTuple):
    """A project with everything the page says about it; no scorecard when it cannot be scored."""

    state: State
    card: Scorecard | None
    findings: tuple[Finding, ...]


def first_state(loaded: Loaded, uploads: Sequence[Upload], rules: str, form: str) -> State:
    """The state of a project as it came in a file."""
    project = loaded.project
    if project is None:
        return State(loaded.name, None, rules, form, kept_findings(loaded.findings))
    tree = json_tree(document_of(loaded, uploads))
    state = State(loaded.name, tree, rules, form, (), places_of(project.places))
    again = {_same(finding) for finding in _read(state).findings}
    carried = tuple(finding for finding in project.findings if _same(finding) not in again)
    return state._replace(carried=kept_findings(carried))


def _same(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.path, finding.message


def _read(state: State) -> Loaded:
    import json

    return read_one(json.dumps(state.tree, ensure_ascii=True).encode(), None, paths=False)


def evaluate(state: State, fields: Mapping[str, tuple[str, ...]] | None = None) -> Evaluation:
    """The project of a state, with what was mended on the page, scored and checked."""
    if state.tree is None:
        return Evaluation(state, None, findings_of(state))
    loaded = _read(state)
    if fields and loaded.project is not None:
        tree = mended(state.tree, rows_of(loaded.project), fields)
        state = state._replace(tree=tree)
        loaded = _read(state)
    rules = state.rules or None
    try:
        project = readable(loaded, rules is not None)
    except RefusedError as refused:
        findings = (*findings_of(state), *(_placed(one, state) for one in refused.findings))
        return Evaluation(state, None, findings)
    card = score(project, rules)
    if state.first is None:
        state = state._replace(first=(_points(card), card.grade or ""))
    found = check(project, rules).files[0].findings
    located = tuple(_placed(finding, state) for finding in found)
    return Evaluation(state, card, (*findings_of(state), *located))


def _points(card: Scorecard) -> str:
    return "" if card.total is None else f"{card.total:f}"


def _placed(finding: Finding, state: State) -> Finding:
    """The finding with the place its value has in the file that was opened."""
    pointer = finding.path
    while pointer and pointer not in state.places:
        pointer = pointer.rpartition("/")[0]
    line, column, sheet, cell = state.places.get(pointer, (None, None, None, None))
    return finding._replace(
        file=state.file, line=line, column=column, sheet=sheet, cell=cell, related=()
    )
