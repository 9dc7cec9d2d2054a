"""The rows of a rule set judged: the quick lane by the kernel, the others by their outcomes.

What comes out has the points of every row in hundredths, and the findings with the words of the
scalar engine.
"""

from __future__ import annotations

from scoring.model.project import Indicator, Project
from scoring.portfolio import kernel
from scoring.portfolio.flat import LINE, SOURCE
from scoring.portfolio.measured import WORDS_OF_ROW, measured
from scoring.portfolio.once import attached, remembered
from scoring.portfolio.outcomes import LESS, MORE, Outcome, outcome
from scoring.portfolio.typed import degree_of, method_of_text, points_of, reasoned
from scoring.record import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import polars as pl

    from scoring.model.finding import Finding
    from scoring.model.ruleset import RuleSet

NUMBER, PLACE, ROW = "__number", "__place", "__row"
CARRIED = (
    NUMBER, PLACE, LINE, SOURCE, "project_id", "level1", "level2", "indicator", "actual",
    "weight_cents", "weight_places", "claimed", "review",
)  # fmt: skip
JUDGED = ("text", "way", "completion", "deviation", "points", "low", "high", "status", "is_open")
FOUND = ("code", "name", "severity", "message", "help", "path")


def scored_rows(
    rows: pl.DataFrame, rules: RuleSet, further: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame, set[int]]:
    """The rows with their points, their findings, and the projects that neither lane can take."""
    import polars as pl

    if rows.is_empty():
        return _kept(_nothing(rows), further), no_findings(), set()
    rows = rows.with_row_index(ROW)
    rows = measured(rows, rules)
    quick = rows.filter(pl.col("__quick"))
    other = rows.filter(~pl.col("__quick"))
    done, noted = _quick(quick, rules, further)
    rest, said, beyond = _exact(other, rules, further)
    scored = pl.concat([done, rest], how="vertical_relaxed").sort(ROW)
    return scored, pl.concat([noted, said], how="vertical_relaxed"), beyond


def _nothing(rows: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    kinds = {"text": pl.String, "way": pl.String, "status": pl.String, "is_open": pl.Boolean}
    made = [pl.lit(None, kinds.get(name, pl.Int64)).alias(name) for name in JUDGED]
    return rows.with_row_index(ROW).with_columns(made)


def run_kernel(rows: pl.DataFrame, make: Callable[[Any], Any]) -> pl.DataFrame:
    """An expression of the kernel over the rows, by polars."""
    import ibis

    database = ibis.polars.connect()
    table = database.create_table("rows", rows)
    result: pl.DataFrame = database.to_polars(make(table))
    return result


def _quick(
    rows: pl.DataFrame, rules: RuleSet, further: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    import ibis
    import polars as pl

    columns = [ROW, "sign", "low", "high", "number", "weight_cents", "deduction_cents"]
    numbers = rows.select(columns).rename({"number": "actual", "weight_cents": "weight"})
    has_deductions = rows["deduction_cents"].null_count() < rows.height

    def make(table: Any) -> Any:  # noqa: ANN401 - tables of ibis
        judged = kernel.judged(kernel.shares(table, rules))
        off = None
        if has_deductions:
            off = judged.deduction_cents.fill_null(0).cast("float64") * judged.den
        earned = kernel.points(judged.weight, judged.num, judged.den, off)
        made = judged.mutate(points=earned)
        status = ibis.cases((made.points == 0, "missed"), (made.is_met, "met"), else_="partly")
        return made.mutate(status=status).select(ROW, "completion", "deviation", "points", "status")

    done = run_kernel(numbers, make)
    scored = rows.drop("low", "high").with_columns(
        done["completion"],
        done["deviation"],
        done["points"],
        done["points"].alias("low"),
        done["points"].alias("high"),
        done["status"].cast(pl.String),
        pl.lit("ratio").alias("way"),
        pl.lit(value=False).alias("is_open"),
    )
    bare = scored.filter(pl.col("is_bare"))
    return _kept(scored, further), _noted(bare, rules)


def _noted(rows: pl.DataFrame, rules: RuleSet) -> pl.DataFrame:
    """What is to be said of targets without a sign."""
    import polars as pl

    if rows.is_empty():
        return no_findings()
    keys = ("text", "sign", "label")
    known = rows.select(keys).unique()

    def make(text: str, sign: int, label: str) -> tuple[object, ...]:
        return (reasoned(text, sign, label, rules),)

    read = remembered("reason", rules, make)
    said = [cast("tuple[Finding, ...]", read(*texts)[0]) for texts in known.iter_rows()]
    numbers = known.with_columns(pl.int_range(pl.len()).alias("__said"))
    return _findings(rows, attached(rows, keys, numbers)["__said"], said)


def _exact(
    rows: pl.DataFrame, rules: RuleSet, further: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame, set[int]]:
    import polars as pl

    if rows.is_empty():
        return _kept(_nothing(rows.drop(ROW)).clear(), further), no_findings(), set()
    is_words = pl.col("kind") == "words"
    decided = is_words & pl.col("claimed_score").is_not_null()
    keys = (
        "level1", "level2", *WORDS_OF_ROW, "actual", "method", "degree", "less", "__weighed",
        "__claim", "__weight", "__year",
    )  # fmt: skip
    rows = rows.with_columns(
        pl.col("weight_cents").is_not_null().alias("__weighed"),
        pl.when(decided).then(pl.col("claimed_score")).alias("__claim"),
        pl.when(decided).then(pl.col("weight")).alias("__weight"),
        pl.when(pl.col("kind") == "date").then(pl.col("year")).alias("__year"),
    )
    known = rows.select(keys).unique()

    def make(*key: Any) -> tuple[object, ...]:  # noqa: ANN401 - cells of all kinds
        return outcome_of(key, rules)

    read = remembered("outcome", rules, make)
    outcomes = [cast("Outcome", read(*key)) for key in known.iter_rows()]
    made = pl.DataFrame(
        [
            (number, one.target, one.method, one.completion, one.deviation, one.is_open,
             one.status, *(_held(one)), one.is_small)
            for number, one in enumerate(outcomes)
        ],
        schema={
            "__outcome": pl.Int64, "text": pl.String, "way": pl.String, "completion": pl.Int64,
            "deviation": pl.Int64, "is_open": pl.Boolean, "earned": pl.String, "num": pl.Int64,
            "den": pl.Int64, "off": pl.Int64, "low_num": pl.Int64, "low_den": pl.Int64,
            "high_num": pl.Int64, "high_den": pl.Int64, "is_small": pl.Boolean,
        },
        orient="row",
    )  # fmt: skip
    known = pl.concat([known, made], how="horizontal")
    rows = rows.drop("text", "low", "high").join(
        known, on=list(keys), how="left", nulls_equal=True, maintain_order="left"
    )
    beyond = set(rows.filter(~pl.col("is_small"))[NUMBER])
    scored = _pointed(rows)
    said = [number for number, one in enumerate(outcomes) if one.findings]
    speaking = rows.filter(pl.col("__outcome").is_in(said))
    findings = _findings(speaking, speaking["__outcome"], [one.findings for one in outcomes])
    return _kept(scored, further), findings, beyond


def _held(one: Outcome) -> tuple[int, ...]:
    numbers = (one.num, one.den, one.off, one.low_num, one.low_den, one.high_num, one.high_den)
    return numbers if one.is_small else (0, 1, 0, 0, 1, 0, 1)


def outcome_of(key: tuple[Any, ...], rules: RuleSet) -> Outcome:
    """The outcome of the cells that tell one row of the exact lane from another."""
    (
        level1, level2, initial, adjusted, operator, measure_unit, actual, method, degree, is_less,
        is_weighed, claim, weight, year,
    ) = key  # fmt: skip
    from decimal import Decimal

    row = Indicator(
        LESS if is_less else MORE,
        "",
        level1=level1,
        level2=level2,
        initial_target=initial,
        adjusted_target=adjusted,
        operator=operator,
        measure_unit=measure_unit,
        actual=actual,
        weight=(points_of(weight) if weight is not None else Decimal(1)) if is_weighed else None,
        claimed_score=None if claim is None else points_of(claim),
        method=None if method is None else method_of_text(method),
        degree=None if degree is None else degree_of(degree),
    )
    return outcome(row, Project(None, year), rules)


def _pointed(rows: pl.DataFrame) -> pl.DataFrame:
    """Points, bounds and status of rows whose outcomes are known."""
    import polars as pl

    columns = ["num", "den", "off", "low_num", "low_den", "high_num", "high_den", "deduction_cents"]
    numbers = rows.select(ROW, *columns, pl.col("weight_cents").fill_null(0).alias("weight"))

    def make(table: Any) -> Any:  # noqa: ANN401 - tables of ibis
        taken = table.deduction_cents.fill_null(0).cast("float64") * table.den
        weight = table.weight
        return table.mutate(
            earned_points=kernel.points(weight, table.num, table.den, taken + table.off),
            low=kernel.points(weight, table.low_num, table.low_den),
            high=kernel.points(weight, table.high_num, table.high_den),
        ).select(ROW, "earned_points", "low", "high")

    done = run_kernel(numbers, make)
    is_open = pl.col("is_open")
    points = pl.col("points")
    return (
        rows.with_columns(done["earned_points"].alias("points"), done["low"], done["high"])
        .with_columns(
            pl.when(is_open).then(pl.col("low")).otherwise(points).alias("low"),
            pl.when(is_open).then(pl.col("high")).otherwise(points).alias("high"),
            pl.when(is_open)
            .then(pl.lit("unjudged"))
            .when(points == 0)
            .then(pl.lit("missed"))
            .otherwise(pl.col("earned"))
            .alias("status"),
        )
        .with_columns(pl.when(~is_open).then(points).alias("points"))
    )


def _kept(rows: pl.DataFrame, further: Sequence[str]) -> pl.DataFrame:
    return rows.select(ROW, *CARRIED, "explanation", *further, *JUDGED)


def no_findings() -> pl.DataFrame:
    """A table of findings without any."""
    import polars as pl

    return pl.DataFrame(
        schema={
            NUMBER: pl.Int32, PLACE: pl.Int32, LINE: pl.Int32, SOURCE: pl.String,
            **dict.fromkeys(FOUND, pl.String),
        }
    )  # fmt: skip


def _findings(
    rows: pl.DataFrame, numbers: pl.Series, known: Sequence[tuple[Finding, ...]]
) -> pl.DataFrame:
    """The findings of rows: of each the number of what is said of it."""
    import polars as pl

    if rows.is_empty():
        return no_findings()
    words = pl.DataFrame(
        [
            (number, *(getattr(finding, column) for column in FOUND))
            for number, said in enumerate(known)
            for finding in said
        ],
        schema={"__said": pl.Int64, **dict.fromkeys(FOUND, pl.String)},
        orient="row",
    )
    places = rows.select(
        NUMBER, LINE, SOURCE, PLACE, "indicator", numbers.cast(pl.Int64).alias("__said")
    )
    placed = places.join(words, on="__said", how="inner", maintain_order="left_right")
    named = pl.col("message")
    for stand_in in (LESS, MORE):
        named = named.str.replace_all(stand_in, pl.col("indicator"), literal=True)
    prefix = pl.concat_str(pl.lit("/绩效指标/"), pl.col(PLACE).cast(pl.String))
    return placed.select(
        NUMBER, PLACE, LINE, SOURCE, "code", "name", "severity", named.alias("message"), "help",
        (prefix + pl.col("path")).alias("path"),
    )  # fmt: skip
