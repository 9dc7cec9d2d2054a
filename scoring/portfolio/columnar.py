"""One slice of a flat table scored in columns: clean, split, type, judge, sum, write.

Three lanes. A plain number against a number goes through the kernel's expression alone (the quick
lane); every other row's texts are judged once for each distinct combination by the scalar engine
(``outcomes``) and joined; a project that neither can take goes as a whole through the scalar road
(``whole``). Which lane a row took changes no digit.
"""

from __future__ import annotations

from scoring.portfolio.columns import INDICATOR_COLUMNS, KNOWN, PROJECT_COLUMNS
from scoring.portfolio.flat import LINE, SOURCE, read_slice
from scoring.portfolio.heads import typed_heads
from scoring.portfolio.lanes import scored_rows
from scoring.portfolio.merging import merged
from scoring.portfolio.records import Rows
from scoring.portfolio.staging import FAULT
from scoring.portfolio.summing import summed
from scoring.portfolio.typed_rows import typed_rows
from scoring.portfolio.whole import add_whole, rules_of
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

    from scoring.model.ruleset import RuleSet
    from scoring.portfolio.parts import Part

PLACE, NUMBER = "__place", "__number"
"""The place of a row among the indicators of its project, and of its project in the part."""

MOST_ROWS = 5000
"""A project of more rows is read as a whole: the reader of project files has a limit."""

LONGEST = 100_000


def score_slice(part: Part) -> tuple[dict[str, pa.Table], int]:
    """The tables of a part, and how many projects it has."""
    import polars as pl

    assert part.rows is not None
    frame = cleaned(read_slice(part.rows))
    heads = typed_heads(frame)
    count = heads.height
    further = {name: f"__further_{place}" for place, name in enumerate(part.further)}
    own = [column for column in frame.columns if column not in PROJECT_COLUMNS[1:]]
    given = frame.filter(~pl.col("__blank")).select(own).rename(further, strict=False)
    rows = typed_rows(given, heads)
    lacking = [pl.lit(None, pl.String).alias(name) for name in further.values()]
    rows = rows.with_columns(one for one in lacking if one.meta.output_name() not in rows.columns)
    odd = set(heads.filter(pl.col("__odd"))[NUMBER]) | set(rows.filter(pl.col("__odd"))[NUMBER])
    pieces = []
    for name in heads["rules"].unique(maintain_order=True):
        rules = _usable(name, str(frame[SOURCE][0]))
        is_own = heads["rules"].eq_missing(name)
        if rules is None:
            odd.update(heads.filter(is_own)[NUMBER])
            continue
        numbers = pl.Series(NUMBER, sorted(set(heads.filter(is_own)[NUMBER]) - odd), pl.Int32)
        known = heads.join(numbers.to_frame(), on=NUMBER, how="semi", maintain_order="left")
        mine = rows.join(numbers.to_frame(), on=NUMBER, how="semi", maintain_order="left")
        scored, findings, beyond = scored_rows(mine, rules, tuple(further.values()))
        if beyond:
            odd |= beyond
            gone = pl.Series(NUMBER, sorted(beyond), pl.Int32).to_frame()
            known = known.join(gone, on=NUMBER, how="anti", maintain_order="left")
            scored = scored.join(gone, on=NUMBER, how="anti", maintain_order="left")
            findings = findings.join(gone, on=NUMBER, how="anti", maintain_order="left")
        pieces.append(summed(scored, known, findings, rules))
    whole = Rows(part.number, part.further)
    if odd:
        add_projects(frame, odd, whole)
    return merged(pieces, whole, part), count


def _usable(name: str | None, source: str) -> RuleSet | None:
    """The rule set, when the columnar road can take it: shipped, with points in hundredths."""
    from scoring.portfolio.kernel import hundredths
    from scoring.source.ruleset import is_path

    if name is not None and is_path(name):
        return None
    try:
        rules = rules_of(name, source)
        for value in (rules.weights.execution, *(cap.at_most for cap in rules.execution.caps)):
            hundredths(value)
    except ValueError:
        return None
    return rules if rules.rounding.digits == 2 else None  # noqa: PLR2004 - those of the tables


def cleaned(frame: pl.DataFrame) -> pl.DataFrame:
    """The cells without blanks around them, none where nothing is left; projects numbered."""
    import polars as pl

    there = set(frame.columns)
    texts = [column for column in frame.columns if column in KNOWN]
    frame = frame.with_columns(
        *(_bare(frame[column]) for column in texts if column != "project_id"),
        *(
            pl.lit(None, pl.String).alias(column)
            for column in (*KNOWN, FAULT)
            if column not in there
        ),
    )
    return frame.with_columns(
        (pl.col("project_id").rle_id()).cast(pl.Int32).alias(NUMBER),
        pl.all_horizontal(pl.col(INDICATOR_COLUMNS).is_null()).alias("__blank"),
    ).with_columns(
        ((~pl.col("__blank")).cast(pl.Int32).cum_sum().over(NUMBER) - 1).alias(PLACE),
    )


def _bare(cells: pl.Series) -> pl.Series:
    """The cells without blanks around them; looked at once for each distinct text."""
    import polars as pl

    known = cells.drop_nulls().unique()
    bare = known.str.strip_chars()
    if (bare == known).all() and not (bare == "").any():
        return cells
    cell = pl.col(cells.name).str.strip_chars()
    return cells.to_frame().select(pl.when(cell != "").then(cell)).to_series()


def add_projects(frame: pl.DataFrame, numbers: set[int], rows: Rows) -> None:
    """Score some projects of a slice whole, by the scalar road, into rows."""
    import polars as pl

    chosen = pl.Series(NUMBER, sorted(numbers), pl.Int32).to_frame()
    columns = [*PROJECT_COLUMNS, *INDICATOR_COLUMNS, FAULT, SOURCE, LINE, NUMBER, *rows.further]
    cells = frame.join(chosen, on=NUMBER, how="semi", maintain_order="left").select(
        column for column in columns if column in frame.columns
    )
    for piece in cells.partition_by(NUMBER, maintain_order=True):
        records = piece.to_dicts()
        add_whole(piece["project_id"][0], records, rows, piece[NUMBER][0])
