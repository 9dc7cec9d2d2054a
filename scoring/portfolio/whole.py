"""Projects of a flat table that the columnar road leaves alone: the scalar road.

A project whose cells cannot all be read, whose rows disagree about it, or whose weights have to be
worked out anew goes as a whole through the reader of project files and the scalar engine.
"""

from __future__ import annotations

import os
from functools import lru_cache

from scoring.loading import load_rules
from scoring.model.codes import found
from scoring.notation.vocabulary import labels
from scoring.portfolio.columns import FIELD, INDICATOR_COLUMNS, PROJECT_COLUMNS
from scoring.portfolio.files import without_rules
from scoring.portfolio.flat import LINE, SOURCE
from scoring.portfolio.records import Standing
from scoring.portfolio.staging import FAULT
from scoring.record import TYPE_CHECKING
from scoring.source.project import project_from_mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scoring.model.finding import Finding
    from scoring.model.ruleset import RuleSet
    from scoring.portfolio.records import Rows

    Cells = Mapping[str, str | None]

ROWS = "/绩效指标/"
_TOTAL = "资金总额"


def add_whole(project_id: str, cells: Sequence[Cells], rows: Rows, number: int) -> None:
    """Score one project, given as the cells of its rows, into rows."""
    head, said = _head(cells)
    indicators = [row for row in cells if any(row.get(column) for column in INDICATOR_COLUMNS)]
    at = _placer(cells, indicators)
    if not project_id:
        rows.refuse(project_id, [at(_without_id(len(cells)))], number)
        return
    reading = project_from_mapping(_mapping(head, indicators))
    project = reading.project
    faults = [_fault(row) for row in cells if row.get(FAULT)]
    if project is None:
        rows.refuse(project_id, [*faults, *map(at, (*said, *reading.findings))], number, row_order)
        return
    project = project._replace(findings=(*said, *reading.findings))
    try:
        rules = rules_of(project.rules, str(cells[0][SOURCE]))
    except ValueError as error:
        findings = [*faults, *map(at, project.findings), at(without_rules(project, error))]
        rows.refuse(project_id, findings, number, row_order)
        return
    passed = [[row.get(column) for column in rows.further] for row in indicators]
    rows.add(project_id, project, rules, at, passed, Standing(number, tuple(faults), row_order))


@lru_cache(maxsize=64)
def rules_of(name: str | None, source: str) -> RuleSet:
    """The rule set a table names; a path is relative to the table."""
    from scoring.source.ruleset import is_path

    if name is not None and is_path(name) and not os.path.isabs(name):
        name = os.path.join(os.path.dirname(source), name)
    return load_rules(name)


def _head(cells: Sequence[Cells]) -> tuple[dict[str, str], list[Finding]]:
    """The project's own cells: the first that is filled counts, others must agree."""
    head: dict[str, str] = {}
    findings = []
    for column in PROJECT_COLUMNS[1:]:
        given = list(dict.fromkeys(cell for row in cells if (cell := row.get(column))))
        if given:
            head[column] = given[0]
        if len(given) > 1:
            label = _label(column)
            findings.append(
                found(
                    "YM104",
                    f"同一个项目的“{label}”各行不一致：{'、'.join(given[:3])}，按“{given[0]}”计算",
                    "同一个项目的每一行写同样的值，或分成不同的项目编号",
                    f"/{label}",
                )
            )
    return head, findings


@lru_cache(maxsize=32)
def _label(column: str) -> str:
    mapping = "fund" if column in {"annual_budget", "executed"} else "project"
    return labels(mapping).printed[column]


def _mapping(head: Mapping[str, str], indicators: Sequence[Cells]) -> dict[str, object]:
    """The project as its file would hold it."""
    money = {
        _label(column): head[column] for column in ("annual_budget", "executed") if column in head
    }
    document: dict[str, object] = {
        _label(column): text
        for column, text in head.items()
        if column not in {"annual_budget", "executed"}
    }
    if money:
        document["项目资金"] = {_TOTAL: money}
    if indicators:
        document["绩效指标"] = [_row(cells) for cells in indicators]
    return document


def _row(cells: Cells) -> dict[str, object]:
    printed = labels("indicator").printed
    row: dict[str, object] = {}
    for column in INDICATOR_COLUMNS:
        text = cells.get(column)
        if text is None:
            continue
        value: object = text
        if column == "evidence":
            value = text.split("\n")
        elif column == "method" and text.lstrip()[:1] == "{":
            value = _parameters(text)
        row[printed[FIELD.get(column, column)]] = value
    return row


def _parameters(text: str) -> object:
    import json
    from decimal import Decimal

    try:
        value: object = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError):
        return text
    return value


def row_order(finding: Finding) -> tuple[object, ...]:
    """The key of a finding: its row in the project, whatever file that stands in; then its code."""
    return _place_of(finding.path) or 0, finding.code, finding.path


def _place_of(path: str) -> int | None:
    """The place of the row that a path lies in; none for what is said of the project."""
    number = path[len(ROWS) :].partition("/")[0] if path.startswith(ROWS) else ""
    return int(number) if number.isdecimal() else None


def _placer(cells: Sequence[Cells], indicators: Sequence[Cells]) -> Callable[[Finding], Finding]:
    """Findings stand in the line of their row, those of the project in its first."""

    def at(finding: Finding) -> Finding:
        place = _place_of(finding.path)
        row = cells[0] if place is None or place >= len(indicators) else indicators[place]
        return finding._replace(file=row[SOURCE], line=row[LINE])  # type: ignore[arg-type]

    return at


def _fault(row: Cells) -> Finding:
    finding = found("YM101", f"{row[FAULT]}。", "检查这一行的逗号和引号；多行文字要加引号。")
    return finding._replace(file=row[SOURCE], line=row[LINE])  # type: ignore[arg-type]


def _without_id(count: int) -> Finding:
    return found(
        "YM104",
        f"有 {count} 行没有 project_id（项目编号），不知道是哪个项目，没有评分。",
        "每一行都写上项目编号。",
    )
