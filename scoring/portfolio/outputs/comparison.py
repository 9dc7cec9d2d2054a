"""A run beside an earlier one: grades that moved, findings that came back, targets left as they were.

A project is the same when its code is (where both runs keep codes), else when its name and unit
are: without spaces and brackets' widths, and without the year in the name. What several projects
of a run share is nobody's: they are counted and not compared.
"""

from __future__ import annotations

from scoring.portfolio.outputs.marks import BEHIND
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl

    from scoring.portfolio.outputs.reading import Tables

_YEAR = r"(?:19|20)\d\d(?:年度|年)?"
_IDLE = r"[\s（）()“”\"·、，,]"


class Move(NamedTuple):
    """Projects that had one grade and have another, or the same; none is an open total."""

    before: str | None
    now: str | None
    projects: int
    behind: tuple[str, ...]


class Repeated(NamedTuple):
    """Findings of a code that stood at the same place of the same project before."""

    code: str
    findings: int
    projects: int
    behind: tuple[str, ...]


class Comparison(NamedTuple):
    """Two runs side by side; ``behind`` are ids of this run.

    ``ambiguous`` projects of this run share code or name with others of either run, ``unnamed``
    ones have neither. ``targets`` are indicators of the same class and name with a target in both.
    """

    matched: int
    new: int
    gone: int
    ambiguous: int
    unnamed: int
    moves: tuple[Move, ...]
    repeated: tuple[Repeated, ...]
    targets: int
    targets_unchanged: int
    target_projects: int
    projects_unchanged: int
    unchanged: tuple[str, ...]


def compare(now: Tables, before: Tables, grades: tuple[str, ...]) -> Comparison:
    """Set a run beside an earlier one.

    Args:
        now: its tables.
        before: those of the earlier run.
        grades: the grades in their order, for the order of the moves.
    """
    import polars as pl

    is_by_code = "code" in now.further and "code" in before.further
    ours, theirs = _known(now, by_code=is_by_code), _known(before, by_code=is_by_code)
    unnamed = ours.filter(pl.col("key").is_null()).height
    ours = ours.filter(pl.col("key").is_not_null())
    theirs = theirs.filter(pl.col("key").is_not_null())
    own, other = _alone(ours), _alone(theirs)
    shared = ours.height - own.height
    doubtful = own.join(theirs.join(other, on="key", how="anti"), on="key", how="semi").height
    pairs = own.join(other, on="key", suffix="_before", maintain_order="left")
    seen = ours.select("key").unique()
    gone = other.join(seen, on="key", how="anti").height
    ids = pairs.select("project_id", "project_id_before")
    targets = _targets(now, before, ids)
    return Comparison(
        matched=pairs.height,
        new=own.height - pairs.height - doubtful,
        gone=gone,
        ambiguous=shared + doubtful,
        unnamed=unnamed,
        moves=_moves(pairs, grades),
        repeated=_repeated(now, before, ids),
        targets=int(targets["compared"].sum()),
        targets_unchanged=int(targets["same"].sum()),
        target_projects=targets.height,
        projects_unchanged=targets.filter(pl.col("same") == pl.col("compared")).height,
        unchanged=tuple(
            targets.filter(pl.col("same") == pl.col("compared"))["project_id"].head(BEHIND)
        ),
    )


def comparison_document(found: Comparison) -> dict[str, object]:
    """The comparison as it stands in summary.json."""
    return {
        "matched": found.matched,
        "new": found.new,
        "gone": found.gone,
        "ambiguous": found.ambiguous,
        "unnamed": found.unnamed,
        "moves": [
            {
                "from": move.before,
                "to": move.now,
                "projects": move.projects,
                "first": list(move.behind),
            }
            for move in found.moves
        ],
        "repeated": [
            {
                "code": one.code,
                "findings": one.findings,
                "projects": one.projects,
                "first": list(one.behind),
            }
            for one in found.repeated
        ],
        "targets": {
            "compared": found.targets,
            "unchanged": found.targets_unchanged,
            "projects": found.target_projects,
            "projects_unchanged": found.projects_unchanged,
            "first": list(found.unchanged),
        },
    }


def _known(tables: Tables, *, by_code: bool) -> pl.DataFrame:
    """The projects with the digest of what they are known by; none where that is nothing."""
    import polars as pl

    def folded(column: str) -> pl.Expr:
        return pl.col(column).fill_null("").str.to_lowercase().str.replace_all(_IDLE, "")

    name, unit = folded("name").str.replace_all(_YEAR, ""), folded("unit")
    named = pl.when(name != "").then(pl.concat_str(pl.lit("name"), name, unit, separator="\0"))
    key: pl.Expr = named
    if by_code:
        code = folded("code").str.replace_all(r"^[/\-—*无]*$", "")
        key = pl.when(code != "").then(pl.concat_str(pl.lit("code"), code, separator="\0"))
        key = key.otherwise(named)
    rows = tables.scan("projects").filter(pl.col("rules").is_not_null())
    return rows.select("project_id", "grade", key=key).collect(engine="streaming")


def _alone(projects: pl.DataFrame) -> pl.DataFrame:
    """Those that share their key with no other."""
    import polars as pl

    return projects.filter(pl.col("key").is_unique())


def _moves(pairs: pl.DataFrame, grades: tuple[str, ...]) -> tuple[Move, ...]:
    """Counts by grade before and now, those that fell furthest first."""
    import polars as pl

    place = {name: at for at, name in enumerate(grades)}
    made = pairs.group_by("grade_before", "grade", maintain_order=True).agg(
        pl.len().alias("count"), pl.col("project_id").head(BEHIND)
    )
    moves = [
        Move(before, now, count, tuple(behind)) for before, now, count, behind in made.iter_rows()
    ]

    def order(move: Move) -> tuple[int, int, int]:
        before = place.get(move.before or "", len(place))
        now = place.get(move.now or "", len(place))
        is_open = move.before is None or move.now is None
        return (is_open, before - now, before)

    return tuple(sorted(moves, key=order))


def _repeated(now: Tables, before: Tables, ids: pl.DataFrame) -> tuple[Repeated, ...]:
    """Findings of this run whose code and path stood in the same project before."""
    import polars as pl

    columns = ("project_id", "code", "path")
    theirs = (
        before.scan("findings")
        .select(pl.col("project_id").alias("project_id_before"), "code", "path")
        .unique()
        .join(ids.lazy(), on="project_id_before")
        .select(columns)
    )
    rows = (
        now.scan("findings")
        .select(columns)
        .with_row_index()
        .join(theirs, on=columns, how="semi", nulls_equal=True)
        .group_by("code", "project_id")
        .agg(pl.len(), pl.col("index").min())
        .sort("index")
        .group_by("code", maintain_order=True)
        .agg(pl.col("len").sum(), pl.len().alias("projects"), pl.col("project_id").head(BEHIND))
        .collect(engine="streaming")
    )
    made = [Repeated(code, count, held, tuple(behind)) for code, count, held, behind in rows.rows()]
    return tuple(sorted(made, key=lambda one: (-one.projects, one.code)))


def _targets(now: Tables, before: Tables, ids: pl.DataFrame) -> pl.DataFrame:
    """For each project: how many targets could be compared, and how many are the same."""
    import polars as pl

    key = ["level1", "level2", "name"]

    def rows(tables: Tables) -> pl.LazyFrame:
        bare = pl.col("target").str.replace_all(r"\s", "")
        return (
            tables.scan("indicators")
            .filter(pl.col("target").is_not_null())
            .select("project_id", *key, target=bare.str.replace_all(_YEAR, ""))
            .unique(subset=["project_id", *key], keep="none")
        )

    theirs = rows(before).rename({"project_id": "project_id_before", "target": "target_before"})
    return (
        rows(now)
        .join(ids.lazy(), on="project_id")
        .join(theirs, on=["project_id_before", *key], nulls_equal=True)
        .group_by("project_id")
        .agg(
            pl.len().alias("compared"),
            (pl.col("target") == pl.col("target_before")).sum().alias("same"),
        )
        .collect(engine="streaming")
        .join(ids.with_row_index(), on="project_id")
        .sort("index")
        .select("project_id", "compared", "same")
    )
