"""What the template of a project is given: an evaluated project as plain values and HTML."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.outcome import counts, outcome, weights_line
from scoring.web.page.form import form_of, parts_of, step_line

if TYPE_CHECKING:
    from typing import Any

    from scoring.model.finding import Finding
    from scoring.model.scorecard import Scorecard
    from scoring.web.page.evaluation import Evaluation
    from scoring.web.page.state import State


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
    table, widths = form_of(found.state, card, beside)
    return {
        **values,
        "title": card.project.name or "（未填项目名称）",
        "table": table,
        "widths": "-".join(map(str, widths)),
        "general": general,
        "lines": [_for_page(line) for line in (*outcome(card), weights_line(card))],
        "moved": _moved(state, card),
        "steps": parts_of(card)[-1].steps,
        **_lift(card, rows),
        "equation": step_line,
    }


def _for_page(line: str) -> str:
    """A line as it is told to people without a command line."""
    return line.replace("；差在哪里，见 score check。", "。").replace(
        "，分值的去向见 score explain。", "。"
    )


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
