"""From the points of rows to projects: execution, totals, grades, bounds, and what is said of them."""

from __future__ import annotations

from scoring.engine import score_project
from scoring.engine.execution import score_execution
from scoring.model.project import Indicator, Project
from scoring.portfolio import kernel
from scoring.portfolio.flat import LINE, SOURCE
from scoring.portfolio.lanes import FOUND, NUMBER, no_findings, run_kernel
from scoring.portfolio.once import remembered
from scoring.record import TYPE_CHECKING, NamedTuple, cast
from scoring.source.project import project_from_mapping

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    import polars as pl

    from scoring.model.finding import Finding
    from scoring.model.ruleset import RuleSet


class Piece(NamedTuple):
    """The projects of one rule set in a slice, scored: their rows, themselves, their findings."""

    rows: pl.DataFrame
    projects: pl.DataFrame
    findings: pl.DataFrame
    rules: RuleSet


def summed(
    rows: pl.DataFrame, heads: pl.DataFrame, findings: pl.DataFrame, rules: RuleSet
) -> Piece:
    """The projects with all they come to."""
    import polars as pl

    sums = rows.group_by(NUMBER).agg(
        pl.len().cast(pl.Int64).alias("rows"),
        pl.col("points").sum(),
        pl.col("low").sum(),
        pl.col("high").sum(),
        pl.col("is_open").sum().cast(pl.Int64).alias("open"),
        pl.col("weight_cents").sum().alias("weights"),
        pl.col("weight_places").max().alias("places"),
        pl.col("weight_cents").is_null().any().alias("lacks"),
    )
    columns = ("rows", "points", "low", "high", "open", "weights")
    projects = heads.join(sums, on=NUMBER, how="left", maintain_order="left").with_columns(
        *(pl.col(column).fill_null(0) for column in columns),
        pl.col("lacks").fill_null(value=False),
    )
    numbers = projects.select(NUMBER, "budget", "executed", *columns[:-1])

    def make(table: Any) -> Any:  # noqa: ANN401 - tables of ibis
        return kernel.totals(table, rules).select(
            NUMBER, "execution_rate", "execution_score", "total", "grade", "low_total", "high_total"
        )

    done = run_kernel(numbers, make).drop(NUMBER)
    projects = pl.concat([projects.drop("low", "high", "points"), done], how="horizontal")
    said = _said(projects, rules)
    return Piece(rows, projects, pl.concat([findings, said], how="vertical_relaxed"), rules)


def _said(projects: pl.DataFrame, rules: RuleSet) -> pl.DataFrame:
    """FD403, CP202 and WT301: what is said of projects as such."""
    import polars as pl

    wanted = kernel.hundredths(rules.weights.total) - kernel.hundredths(rules.weights.execution)
    off = pl.col("weights") != wanted
    short = (pl.col("weights") < wanted) & pl.col("lacks")
    gap = pl.col("executed").is_null() | pl.col("budget").is_null() | (pl.col("budget") == 0)
    concerned = projects.filter((off & ~short) | gap)
    if concerned.is_empty():
        return no_findings()
    rows = []
    money = remembered(
        "money", rules, lambda budget, executed: _about_money(budget, executed, rules)
    )
    weighed = remembered(
        "weights",
        rules,
        lambda sum_, places, lacks: _about_weights(sum_, places, rules, lacks=lacks),
    )
    columns = (NUMBER, LINE, SOURCE, "weights", "places", "lacks", "annual_budget", "executed_text")
    for number, line, source, weights, places, lacks, budget, executed in concerned.select(
        columns
    ).iter_rows():
        findings = (
            *cast("tuple[Finding, ...]", money(budget, executed)),
            *cast("tuple[Finding, ...]", weighed(weights, places or 0, lacks)),
        )
        rows += [
            (number, 0, line, source, *(getattr(finding, column) for column in FOUND))
            for finding in findings
        ]
    return pl.DataFrame(rows, schema=no_findings().schema, orient="row")


def _about_money(budget: str | None, executed: str | None, rules: RuleSet) -> tuple[Finding, ...]:
    """What the engine says of the money of a project."""
    amounts = {"全年预算数": budget, "全年执行数": executed}
    money = {label: text for label, text in amounts.items() if text is not None}
    document: dict[str, object] = {"项目名称": "甲", "年度": "2023"}
    if money:
        document["项目资金"] = {"资金总额": money}
    project = project_from_mapping(document).project
    assert project is not None
    findings: list[Finding] = []
    score_execution(project, rules, findings)
    return tuple(findings)


def _about_weights(
    weights: int, places: int, rules: RuleSet, *, lacks: bool
) -> tuple[Finding, ...]:
    """What the engine says of weights that make so many hundredths."""
    rows = [Indicator("甲", "/绩效指标/0", weight=_points(weights, places))]
    if lacks:
        rows.append(Indicator("乙", "/绩效指标/1"))
    card = score_project(Project("甲", 2023, indicators=tuple(rows)), rules)
    return tuple(finding for finding in card.findings if finding.code == "WT301")


def _points(hundredths: int, places: int) -> Decimal:
    """So many hundredths, with so many digits after the point."""
    from decimal import Decimal

    return Decimal(hundredths).scaleb(-2).quantize(Decimal(1).scaleb(-places))
