"""Targets and actuals as typed columns: what each row measures, in whole numbers of one scale.

Plain texts are read by columns, the others by the grammar, each once. Nothing is judged here.
"""

from __future__ import annotations

from scoring.engine.target import INITIAL
from scoring.model.project import Indicator
from scoring.portfolio import kernel
from scoring.portfolio.bound import LARGEST, NO_END
from scoring.portfolio.once import attached, filled, joined, remembered
from scoring.portfolio.outcomes import is_less_better
from scoring.portfolio.plain import plain_measures
from scoring.portfolio.typed import ASSUMED, actual_of, scales, target_of
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from scoring.model.ruleset import RuleSet

WORDS_OF_ROW = ("target", "adjusted_target", "operator", "measure_unit")
"""Columns that make a target."""


def measured(rows: pl.DataFrame, rules: RuleSet) -> pl.DataFrame:
    """The rows with their typed columns; ``__quick`` tells which of them the quick lane takes."""
    rows = _with_targets(rows, rules)
    rows = _with_signs(_with_actuals(rows, rules), rules)
    return _on_one_scale(rows)


def _with_targets(rows: pl.DataFrame, rules: RuleSet) -> pl.DataFrame:
    """The target that counts, as typed columns: plain ones at once, the others by the grammar."""
    import polars as pl

    columns = {
        "text": pl.String, "label": pl.String, "kind": pl.String, "sign": pl.Int8, "low": pl.Int64,
        "high": pl.Int64, "places": pl.Int8, "their_unit": pl.Int32,
    }  # fmt: skip
    keys = tuple(dict.fromkeys(("target", *filled(rows, WORDS_OF_ROW))))
    known = rows.select(keys).unique()
    measures = known.hstack(plain_measures(known["target"]))
    lone = pl.all_horizontal(
        pl.lit(value=True), *(pl.col(key).is_null() for key in keys if key != "target")
    )
    is_plain = lone & pl.col("digits").is_between(1, LARGEST).fill_null(value=False)
    plain = measures.filter(is_plain).select(
        *keys,
        pl.col("target").alias("text"),
        pl.lit(INITIAL).alias("label"),
        pl.lit("number").alias("kind"),
        "sign",
        pl.col("digits").alias("low"),
        pl.col("digits").alias("high"),
        "places",
        pl.col("unit").alias("their_unit"),
    )

    def make(*texts: str | None) -> tuple[object, ...]:
        given = dict(zip(keys, texts, strict=True))
        initial, adjusted, operator, unit = (given.get(key) for key in WORDS_OF_ROW)
        return tuple(target_of(initial, adjusted, operator, unit, rules))

    other = measures.filter(~is_plain).select(keys)
    read = remembered(f"target {keys}", rules, make)
    made = pl.DataFrame([read(*texts) for texts in other.iter_rows()], columns, orient="row")
    typed = pl.concat([plain, other.hstack(made)], how="vertical_relaxed")
    return attached(rows, keys, typed)


def _with_actuals(rows: pl.DataFrame, rules: RuleSet) -> pl.DataFrame:
    """The actual as typed columns, where it is one plain number."""
    import polars as pl

    columns = {"number": pl.Int64, "own_places": pl.Int8, "own_unit": pl.Int32}
    keys = ("actual", *filled(rows, ("measure_unit",)))
    known = rows.select(keys).unique()
    measures = known.hstack(plain_measures(known["actual"]))
    lone = pl.all_horizontal(
        pl.lit(value=True), *(pl.col(key).is_null() for key in keys if key != "actual")
    )
    is_small = pl.col("digits").is_between(0, LARGEST).fill_null(value=False)
    is_plain = lone & is_small & (pl.col("sign") == 0)
    plain = measures.filter(is_plain).select(
        *keys,
        pl.col("digits").alias("number"),
        pl.col("places").alias("own_places"),
        pl.col("unit").alias("own_unit"),
    )

    def make(*texts: str | None) -> tuple[object, ...]:
        given = dict(zip(keys, texts, strict=True))
        text = given.get("actual")
        found = None if text is None else actual_of(text, given.get("measure_unit"))
        return (None, None, None) if found is None else tuple(found)

    other = measures.filter(~is_plain).select(keys)
    read = remembered(f"actual {keys}", rules, make)
    made = pl.DataFrame([read(*texts) for texts in other.iter_rows()], columns, orient="row")
    return attached(rows, keys, pl.concat([plain, other.hstack(made)], how="vertical_relaxed"))


def _with_signs(rows: pl.DataFrame, rules: RuleSet) -> pl.DataFrame:
    """The sign of bare numbers, and whether ``ratio`` judges the row."""
    import polars as pl

    from scoring.engine.methods import method_of

    def make(name: str, level1: str | None, level2: str | None) -> tuple[object, ...]:
        row = Indicator(name, "", level1=level1, level2=level2)
        way = method_of(row, "number", rules)
        is_plain = way.name == "ratio" and way.passing is None and rules.ratio.floor is None
        return (is_less_better(name, level1, level2), is_plain)

    columns = {"less": pl.Boolean, "plain": pl.Boolean}
    keys = ("indicator", "level1", "level2")
    rows = joined(rows, keys, remembered("class", rules, make), columns)
    assumed = pl.when(pl.col("less")).then(kernel.SIGNS["≤"]).otherwise(kernel.SIGNS["≥"])
    return rows.with_columns(
        (pl.col("sign") == ASSUMED).alias("is_bare"),
        pl.when(pl.col("sign") == ASSUMED)
        .then(assumed.cast(pl.Int8))
        .otherwise(pl.col("sign"))
        .alias("sign"),
    )


def _on_one_scale(rows: pl.DataFrame) -> pl.DataFrame:
    """Target and actual as whole numbers in one scale, where the quick lane can take them."""
    import polars as pl

    candidates = (
        pl.col("sign").is_not_null()
        & pl.col("number").is_not_null()
        & pl.col("plain")
        & pl.col("method").is_null()
        & pl.col("weight_cents").is_not_null()
    )
    rows = rows.with_columns(candidates.alias("__quick"))

    def make(unit: int | None, own: int | None) -> tuple[object, ...]:
        found = None if unit is None or own is None else scales(unit, own)
        return (None, None) if found is None else found

    columns = {"times": pl.Int64, "own_times": pl.Int64}
    rows = joined(rows, ("their_unit", "own_unit"), make, columns)
    places = pl.max_horizontal("places", "own_places")
    ten = pl.lit(10.0)
    factor = ten.pow(places - pl.col("places")) * pl.col("times")
    own_factor = ten.pow(places - pl.col("own_places")) * pl.col("own_times")
    values = {
        "low": pl.col("low") * factor,
        "high": pl.col("high") * factor,
        "number": pl.col("number") * own_factor,
    }
    fits = pl.all_horizontal((value <= LARGEST).fill_null(value=False) for value in values.values())
    sign = pl.col("sign")
    is_upper = (sign == kernel.AT_MOST) | (sign == kernel.BELOW)
    has_no_end = (sign <= kernel.ABOVE) | (sign == kernel.EQUAL)
    rows = rows.with_columns(
        *(value.round().cast(pl.Int64, strict=False).alias(name) for name, value in values.items()),
        (pl.col("__quick") & fits).alias("__quick"),
    )
    return rows.with_columns(
        pl.when(is_upper).then(0).otherwise(pl.col("low")).alias("low"),
        pl.when(has_no_end).then(NO_END).otherwise(pl.col("high")).alias("high"),
    )
