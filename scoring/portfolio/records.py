"""Scored projects as rows of the tables: what the scalar road of a portfolio writes.

Project files, forms and the odd project of a flat table come through here, one scorecard at a
time. Places are found and findings ordered as ``score FILE`` does.
"""

from __future__ import annotations

from scoring.checks.portfolio import entry_of
from scoring.engine import score_project
from scoring.engine.rounding import EXACT
from scoring.loading import names_own_rules
from scoring.model.codes import found
from scoring.model.finding import file_order
from scoring.portfolio.tables import KEPT, MONEY, POINTS, RATE, WEIGHT, fitted, schema
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.places import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal
    from typing import TypeAlias

    import pyarrow as pa

    from scoring.model.finding import Finding
    from scoring.model.project import Project
    from scoring.model.ruleset import RuleSet
    from scoring.model.scorecard import Scorecard

    Order: TypeAlias = Callable[[Finding], tuple[object, ...]]

POWER_OF_WAN = {"元": -4, "千元": -1, "万元": 0, "亿元": 4}
DIGITS = 2
"""Digits the points of the tables have."""


class Standing(NamedTuple):
    """How a project stands in a flat table.

    ``number`` is its row in the part, ``faults`` are what is to be said of its rows as such, and
    ``order`` is the key by which its findings are sorted.
    """

    number: int
    faults: tuple[Finding, ...]
    order: Order


class Rows:
    """The rows of one part, table by table."""

    def __init__(self, part: int = 0, further: tuple[str, ...] = ()) -> None:
        """``part`` is its number; ``further`` are columns passed through to the indicators."""
        self.part = part
        self.further = further
        self.beside: set[str] = set()
        self.numbers: list[int] = []
        self.rows: dict[str, list[Sequence[object]]] = {name: [] for name in KEPT}

    @property
    def count(self) -> int:
        """So many projects."""
        return len(self.rows["projects"])

    def add(
        self,
        project_id: str,
        project: Project,
        rules: RuleSet,
        at: Callable[[Finding], Finding],
        passed: Sequence[Sequence[object]] = (),
        standing: Standing | None = None,
    ) -> None:
        """Score a project and keep its rows.

        Args:
            project_id: what it is known by.
            project: as read.
            rules: what it is scored under.
            at: gives a finding of it the place to be printed.
            passed: of every row, the values of the columns that are passed through.
            standing: how it stands in a flat table; none for a file of its own.
        """
        card = score_project(project, rules)
        findings = [at(locate(finding, project)) for finding in (*project.findings, *card.findings)]
        order: Order = file_order
        if standing is not None:
            findings += standing.faults
            order = standing.order
        held = _held(card)
        self.numbers.append(self.count if standing is None else standing.number)
        if held is None:
            findings.append(at(_not_held(rules)))
            self._refused(project_id, project, rules, findings, order)
            return
        self.findings(project_id, findings, order)
        self.rows["projects"].append((project_id, *held, *counts(findings)))
        self._indicators(project_id, card, passed)
        self._entry(project_id, card, at)

    def refuse(
        self,
        project_id: str,
        findings: Iterable[Finding],
        number: int | None = None,
        order: Order = file_order,
    ) -> None:
        """Keep what is said of a project that could not be read."""
        self.numbers.append(self.count if number is None else number)
        findings = list(findings)
        self.findings(project_id, findings, order)
        blank = [None] * (len(KEPT["projects"]) - 4)
        self.rows["projects"].append((project_id, *blank, *counts(findings)))

    def findings(
        self,
        project_id: str,
        findings: Iterable[Finding],
        order: Order = file_order,
    ) -> None:
        """Keep the findings of a project, in the order of its file."""
        self.rows["findings"] += [
            finding_row(project_id, finding) for finding in sorted(findings, key=order)
        ]

    def tables(self) -> dict[str, pa.Table]:
        """The tables of all rows."""
        import pyarrow as pa

        tables = {}
        for name, rows in self.rows.items():
            columns = list(zip(*rows, strict=True)) if rows else None
            wanted = schema(name, self.further)
            if columns is None:
                tables[name] = wanted.empty_table()
                continue
            arrays = [
                pa.array(column, field.type) for column, field in zip(columns, wanted, strict=True)
            ]
            tables[name] = pa.Table.from_arrays(arrays, schema=wanted)
        return tables

    def _refused(
        self,
        project_id: str,
        project: Project,
        rules: RuleSet,
        findings: list[Finding],
        order: Order,
    ) -> None:
        self.findings(project_id, findings, order)
        known = (project.name, project.department, project.unit, project.year, rules.id)
        blank = [None] * (len(KEPT["projects"]) - 4 - len(known))
        self.rows["projects"].append((project_id, *known, *blank, *counts(findings)))

    def _indicators(
        self, project_id: str, card: Scorecard, passed: Sequence[Sequence[object]]
    ) -> None:
        nothing = (None,) * len(self.further)
        for number, row in enumerate(card.indicators):
            further = passed[number] if passed else nothing
            self.rows["indicators"].append(
                (
                    project_id,
                    row.level1,
                    row.level2,
                    row.name,
                    row.target,
                    row.actual,
                    fitted(row.weight, WEIGHT),
                    fitted(row.effective_weight, WEIGHT),
                    row.method,
                    fitted(row.completion, RATE),
                    fitted(row.deviation, RATE),
                    fitted(row.score, POINTS),
                    row.status,
                    fitted(row.claimed, WEIGHT),
                    fitted(row.review, WEIGHT),
                    *further,
                )
            )

    def _entry(self, project_id: str, card: Scorecard, at: Callable[[Finding], Finding]) -> None:
        entry = entry_of(card, locate=lambda finding, project: at(locate(finding, project)))
        number = self.numbers[-1]
        place = at(entry.at)
        where = (place.path, place.file, place.line, place.column, place.sheet, place.cell)
        known = (entry.shown, entry.name, entry.year, entry.department, entry.unit, entry.code)
        total = fitted(entry.total, POINTS)
        # Rules that the author of the project brings along score it, but silence no check.
        is_shipped = not names_own_rules(card.project)
        rules = card.rules.id if is_shipped and (entry.off or entry.severities) else None
        self.rows["entries"].append((self.part, number, project_id, *known, total, *where, rules))
        for text in entry.texts:
            spot = at(text.at)
            where = (spot.path, spot.file, spot.line, spot.column, spot.sheet, spot.cell)
            self.rows["texts"].append(
                (self.part, number, entry.name, text.digest, text.label, *where)
            )


def _held(card: Scorecard) -> tuple[object, ...] | None:
    """A project's columns; none when its points do not fit into them."""
    project, execution, rules = card.project, card.execution, card.rules
    low, high = (card.bounds.low, card.bounds.high) if card.bounds else (card.total, card.total)
    points: list[Decimal | None] = [execution.score, card.total, low, high]
    fit = [fitted(value, POINTS) for value in points]
    scores = [row.score for row in card.indicators] + [row.high for row in card.indicators]
    if (
        rules.rounding.digits > DIGITS
        or any(value is not None and held is None for value, held in zip(points, fit, strict=True))
        or any(value is not None and fitted(value, POINTS) is None for value in scores)
    ):
        return None
    return (
        project.name,
        project.department,
        project.unit,
        project.year,
        rules.id,
        in_wan(execution.annual_budget, project.money_unit),
        in_wan(execution.executed, project.money_unit),
        fitted(execution.rate, RATE),
        fit[0],
        fit[1],
        card.grade,
        fit[2],
        fit[3],
    )


def in_wan(amount: Decimal | None, unit: str) -> Decimal | None:
    """An amount as the tables hold it: in 万元, whatever unit the project uses."""
    if amount is None:
        return None
    return fitted(EXACT.scaleb(amount, POWER_OF_WAN[unit]), MONEY)


def counts(findings: Iterable[Finding]) -> tuple[int, int, int]:
    """How many errors, warnings and notes."""
    numbers = {"error": 0, "warning": 0, "note": 0}
    for finding in findings:
        numbers[finding.severity] += 1
    return numbers["error"], numbers["warning"], numbers["note"]


def finding_row(project_id: str, finding: Finding) -> tuple[object, ...]:
    """A finding as a row of its table."""
    return (
        project_id,
        *finding[:-1],
        [related._asdict() for related in finding.related],
    )


def _not_held(rules: RuleSet) -> Finding:
    """YM106: points that the tables have no room for."""
    if rules.rounding.digits > DIGITS:
        message = (
            f"评分规则 {rules.id} 的得分保留 {rules.rounding.digits} 位小数，汇总表只有两位，"
            "这个项目没有列出得分"
        )
        return found("YM106", message, "用 score 文件 单独评分，或改用保留两位小数的规则")
    message = "得分超过汇总表能容纳的七位整数，这个项目没有列出得分"
    return found("YM106", message, "检查分值是否多写了几位", "/绩效指标")
