"""What the templates are given: an evaluated project as plain values and pieces of HTML.

Everything that came with a request is escaped by the templates, and what does not print is shown.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.outcome import SEVERITY_LABELS, counts, outcome, weights_line
from scoring.render.problems import place
from scoring.web.page.annotated import annotated
from scoring.web.page.edits import (
    MONEY_FIELDS,
    ROW_FIELDS,
    label_of,
    name_of,
    total_of,
    written,
)

if TYPE_CHECKING:
    from typing import Any

    from jinja2 import Environment

    from scoring.analysis.explain import Part
    from scoring.model.finding import Finding
    from scoring.model.project import Fund, Indicator
    from scoring.model.scorecard import IndicatorScore, Scorecard
    from scoring.render.grid import Cell, Placed
    from scoring.web.answers import Answer, RefusedError
    from scoring.web.page.annotated import Spot
    from scoring.web.page.evaluation import Evaluation
    from scoring.web.page.state import State

DOWNLOADS = (("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF"), ("yaml", "YAML"))
"""What can be downloaded, and what it is called."""

_SHORT = frozenset(("weight", "claimed_score", "degree", *MONEY_FIELDS))


class Input(NamedTuple):
    """A value that can be mended: the name of its input, its label, its text."""

    name: str
    label: str
    field: str
    value: str

    @property
    def is_short(self) -> bool:
        """Whether it is a number."""
        return self.field in _SHORT


class Step(NamedTuple):
    """A step of the calculation in one line, and what it rests on."""

    equation: str
    basis: str


class About(NamedTuple):
    """What is said about one row: how its points came about, what was found, what else to mend."""

    anchor: str
    title: str
    status: str
    label: str
    line: str
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    inputs: tuple[Input, ...]


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; every value is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from scoring.render.shown import shown
    from scoring.web.page.files import url_of

    def visible(value: object) -> object:
        return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    found = Environment(
        loader=PackageLoader("scoring.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
    found.globals |= {
        "static": url_of, "place": place, "severities": SEVERITY_LABELS, "downloads": DOWNLOADS,
        "rule_sets": _rule_sets(), "forms": _forms(),
    }  # fmt: skip
    return found


def page(template: str, **values: object) -> bytes:
    """A page made of a template."""
    from scoring.render import encoded

    return encoded(environment().get_template(template).render(**values))


def problem_page(refused: RefusedError) -> Answer:
    """A refusal as a page for people."""
    from scoring.web.answers import HTML, TITLES, Answer

    status, title = TITLES[refused.kind]
    content = page("problem.html", title=title, detail=refused.detail, findings=refused.findings)
    return Answer(status, HTML, content, refused.headers)


def _rule_sets() -> tuple[tuple[str, str], ...]:
    from scoring.loading import load_rules
    from scoring.source.library import shipped_rules

    return tuple((name, load_rules(name).title) for name in shipped_rules())


def _forms() -> dict[str, str]:
    from scoring.render.layouts import FORMS

    return FORMS


def evaluated(found: Evaluation) -> dict[str, Any]:
    """The values of the page of one project."""
    state, card, findings = found
    values: dict[str, Any] = {
        "state": state,
        "findings": findings,
        "counts": counts(findings),
        "card": card,
    }
    if card is None:
        return values
    rows = {row.path: f"row-{at}" for at, row in enumerate(card.indicators)}
    # The form refers to the row of the total; the sources of the money are shown there too.
    beside, general = _beside(card, findings)
    table, widths = _form(found, card, beside)
    return {
        **values,
        "title": card.project.name or "（未填项目名称）",
        "table": table,
        "widths": "-".join(map(str, widths)),
        "general": general,
        "lines": [_for_page(line) for line in (*outcome(card), weights_line(card))],
        "moved": _moved(state, card),
        "steps": _parts(card)[-1].steps,
        **_lift(card, rows),
        "equation": _equation,
    }


def _for_page(line: str) -> str:
    """A line as it is told to people without a command line."""
    return line.replace("；差在哪里，见 score check。", "。").replace(
        "，分值的去向见 score explain。", "。"
    )


def _equation(step: Any) -> Step:  # noqa: ANN401 - a step of the calculation
    from scoring.render.sheet import equation

    rule = f"规则 {step.rule}" if step.rule else ""
    return Step(equation(step), "，".join(part for part in (rule, step.source) if part))


def _parts(card: Scorecard) -> tuple[Part, ...]:
    from scoring.analysis.explain import explain

    return explain(card).parts


def _moved(state: State, card: Scorecard) -> dict[str, str] | None:
    """Total and grade as the file was, where they are others now."""
    if state.first is None:
        return None
    total = "" if card.total is None else f"{card.total:f}"
    if state.first == (total, card.grade or ""):
        return None
    before, grade = state.first
    moved = {"before": before or "未定", "grade": grade or "未定", "by": ""}
    if before and card.total is not None:
        from decimal import Decimal, InvalidOperation

        try:
            moved["by"] = f"{card.total - Decimal(before):+f}"
        except InvalidOperation:  # the state is the visitor's own
            return None
    return moved


def _lift(card: Scorecard, rows: dict[str, str]) -> dict[str, Any]:
    """How far the next grades are, and the points to win back in the order of their number."""
    from scoring.analysis.sensitivity import sensitivity
    from scoring.model.sensitivity import BASIS_LABELS

    found = sensitivity(card)
    nearer = [one for one in found.distances if one.from_low > 0]
    return {
        "distances": [
            (one.grade, plain(one.from_low), one.is_reachable) for one in reversed(nearer)
        ],
        "losses": [
            (
                loss,
                rows.get(loss.path, "money"),
                _span(plain(loss.lost_low), plain(loss.lost_high)),
            )
            for loss in found.losses
        ],
        "bases": BASIS_LABELS,
    }


def _span(low: str, high: str) -> str:
    if low == high:
        return "" if low == "0" else low
    return f"{low}～{high}"


def _beside(
    card: Scorecard, findings: tuple[Finding, ...]
) -> tuple[dict[str, list[Finding]], list[Finding]]:
    """The findings by the path of the row they are about, the money under an empty path; the rest."""
    paths = sorted((row.path for row in card.project.indicators), key=len, reverse=True)
    money = {fund.path.rpartition("/")[0] for fund in card.project.funds} | {"/项目资金", "/funds"}
    beside: dict[str, list[Finding]] = {}
    general = []
    for finding in findings:
        path = next((one for one in paths if _is_below(finding.path, one)), None)
        if path is None and any(_is_below(finding.path, one) for one in money):
            path = ""
        if path is None:
            general.append(finding)
        else:
            beside.setdefault(path, []).append(finding)
    return beside, general


def _is_below(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _form(
    found: Evaluation, card: Scorecard, beside: dict[str, list[Finding]]
) -> tuple[str, tuple[int, ...]]:
    """The form with its inputs and what is said about each row, as HTML, and its widths."""
    from scoring.render.grid import placed
    from scoring.render.html import table
    from scoring.render.layouts import lay_out

    state = found.state
    form = annotated(lay_out(card, state.form or None), len(card.indicators))
    parts = _parts(card)
    places: dict[int, list[Placed]] = {}
    for one in placed(form.grid):
        places.setdefault(one.row, []).append(one)
    macros: Any = environment().get_template("cells.html").module
    contents: dict[tuple[int, int], str] = {}
    rows = {row.path: row for row in card.project.indicators}
    for at, (spot, score) in enumerate(zip(form.spots, card.indicators, strict=True)):
        row = rows[score.path]
        shown = _row_cells(state, card, row, score, spot)
        for column, inputs in shown.items():
            cell = next(one.cell for one in places[spot.row] if one.column == column)
            contents[spot.row, column] = str(macros.cell(inputs, _further(cell, inputs)))
        inside = {one.field for one in shown.values() if one is not None}
        about = _about(parts[at + 1], f"row-{at}", beside.get(row.path, []))
        about = about._replace(inputs=_others(state, row, score, inside))
        contents[spot.row + 1, spot.first] = str(macros.about(about))
    if form.money is not None:
        spot = form.money
        for column, shown_one in _money_cells(state, card, spot).items():
            contents[spot.row, column] = str(macros.cell(shown_one, []))
        about = _about(parts[0], "money", beside.get("", []))
        contents[spot.row + 1, spot.first] = str(macros.about(about))
    return table(form.grid, contents), form.grid.widths


def _row_cells(
    state: State, card: Scorecard, row: Indicator, score: IndicatorScore, spot: Spot
) -> dict[int, Input | None]:
    """The inputs of a row by column; none for the points, which are worked out."""
    cells: dict[int, Input | None] = {}
    for column, heading in spot.columns.items():
        field = heading
        if field == "target":
            is_adjusted = row.initial_target is None or (
                card.rules.target == "adjusted" and row.adjusted_target is not None
            )
            field = "adjusted_target" if is_adjusted and row.adjusted_target else "initial_target"
        if field == "score":
            cells[column] = (
                _input(state, row, "claimed_score", row.name) if _is_decided(row, score) else None
            )
        else:
            cells[column] = _input(state, row, field, row.name)
    return {column: one for column, one in cells.items() if one is not None}


def _is_decided(row: Indicator, score: IndicatorScore) -> bool:
    """Whether the points written on the form matter: an assessor's decision, or a claim to check."""
    return row.claimed_score is not None or score.method == "tiers"


def _input(state: State, row: Indicator | Fund, field: str, whose: str) -> Input:
    tree = state.tree or {}
    label = f"{whose} {label_of(field)}"
    return Input(name_of(row.path, field), label, field, written(tree, row, field))


def _others(
    state: State, row: Indicator, score: IndicatorScore, inside: set[str]
) -> tuple[Input, ...]:
    """What can be mended and has no cell on this form."""
    wanted = [field for field in ROW_FIELDS if field not in inside]
    if score.method != "tiers":
        wanted = [field for field in wanted if field != "degree"]
    if "initial_target" in inside and row.adjusted_target is None:
        wanted = [field for field in wanted if field != "adjusted_target"]
    return tuple(_input(state, row, field, row.name) for field in wanted)


def _money_cells(state: State, card: Scorecard, spot: Spot) -> dict[int, Input]:
    """The amounts of the total row, where the form prints the unit they are written in."""
    fund = total_of(card.project)
    if fund is None:
        return {}
    return {column: _input(state, fund, field, fund.name) for column, field in spot.columns.items()}


def _further(cell: Cell, shown: Input | None) -> list[str]:
    """What the cell says besides the value itself: the other target, points taken off, the points."""
    if shown is None or shown.field == "claimed_score":
        return cell.text.split("\n")
    return [
        line for line in cell.text.split("\n") if line.strip() and line.strip() not in shown.value
    ]


def _about(part: Part, anchor: str, findings: list[Finding]) -> About:
    steps = tuple(_equation(step) for step in part.steps)
    line = steps[-1].equation if steps else part.result
    status = {"达成": "met", "完成": "met"}.get(part.status, "")
    return About(anchor, part.name, status, part.status, line, steps, tuple(findings), ())
