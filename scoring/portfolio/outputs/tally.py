"""One pass over each table of a run: what is counted, summed and kept for the pictures.

Memory grows with departments, classes and codes, not with projects, indicators or findings. The
rows of a project stand together in every table; only that keeps the count of projects by code flat.
"""

from __future__ import annotations

from decimal import Decimal

from scoring.engine.rounding import exact_sum
from scoring.portfolio.outputs.figures import Figures, sums, total_of
from scoring.portfolio.outputs.marks import BEHIND, Marks
from scoring.portfolio.outputs.summary import (
    BIN,
    CELL,
    LAST_BIN,
    LAST_RATE,
    LAST_TOTAL,
    Band,
    CodeCount,
    ExecutionLoss,
    Group,
    Loss,
    Summary,
)
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import polars as pl

    from scoring.model.ruleset import RuleSet
    from scoring.portfolio.outputs.reading import Tables

    Key = tuple[str | None, int | None, str | None]
    Step = Callable[[int], None]

MANY_ROWS = 200_000
"""Indicators and findings are wider apart in size: longer batches are still exact."""

_FEW_CLASSES = 40
"""So many classes are looked through one by one; where more are unfilled, all rows are sorted."""

_KINDS = 1 << 20
"""More than there are codes and severities."""

MOST_OPEN = 2000
"""So many projects without a total are kept to be listed; there may be many more."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "projects": (
        "project_id", "department", "year", "rules", "annual_budget", "executed", "execution_rate",
        "execution_score", "total", "grade", "low", "high", "error", "warning", "note",
    ),
    "indicators": (
        "project_id", "level1", "level2", "name", "effective_weight", "score", "status",
    ),
    "findings": ("project_id", "code", "name", "severity"),
}  # fmt: skip
"""What is read of each table."""


def tally(tables: Tables, list_limit: int, step: Step | None = None) -> Summary:
    """Go through the tables once.

    Args:
        tables: of a finished run.
        list_limit: so many projects are listed one by one.
        step: hears how many rows were read.
    """
    read = step or (lambda _: None)
    projects = _Projects()
    for frame in tables.frames("projects", COLUMNS["projects"]):
        projects.see(frame)
        read(frame.height)
    losses = losses_of(tables.frames("indicators", COLUMNS["indicators"], MANY_ROWS), read)
    codes = codes_of(tables.frames("findings", COLUMNS["findings"], MANY_ROWS), read)
    ids = {one for mark in projects.behind.values() for one in mark}
    ids.update(project for loss in losses for _, project, _ in loss.worst)
    ids.update(project for code in codes for project in code.behind)
    ids.update(projects.open)
    shown = tables.looked_up(ids)
    rule_sets = dict(_shipped(rule for rule in projects.rules if rule is not None))
    bands_of, bands, same = _bands(projects.rules, rule_sets)
    groups = [Group(*key, figures) for key, figures in projects.groups.items()]
    return Summary(
        groups=tuple(groups),
        grade_names=_grade_names(groups, rule_sets, bands),
        rules=tuple(
            sorted(
                ((rule, count) for rule, (count, _, _) in projects.rules.items()),
                key=lambda one: (one[0] is None, -one[1], one[0] or ""),
            )
        ),
        bands=bands,
        bands_of=bands_of,
        same_bands=same,
        bins=tuple(sorted(projects.bins.items())),
        cells=tuple((*cell, count) for cell, count in sorted(projects.cells.items())),
        losses=losses,
        execution=_execution(projects.rules, rule_sets),
        codes=codes,
        behind=projects.behind,
        shown=shown,
        open_projects=tuple(shown[one] for one in projects.open),
        list_limit=list_limit,
    )


class _Projects:
    """What is kept of the table of projects."""

    def __init__(self) -> None:
        self.groups: dict[Key, Figures] = {}
        self.rules: dict[str | None, tuple[int, int, int]] = {}
        self.bins: dict[int, int] = {}
        self.cells: dict[tuple[int, int], int] = {}
        self._unread: list[str] = []
        self._undetermined: list[str] = []
        self._marks = {"bin": Marks(), "cell": Marks(), "department": Marks(), "grade": Marks()}

    @property
    def behind(self) -> dict[tuple[object, ...], tuple[str, ...]]:
        """Kind and mark: the projects behind."""
        return {
            (kind, *mark): marks.behind(*mark)
            for kind, marks in self._marks.items()
            for mark in marks
        }

    @property
    def open(self) -> list[str]:
        """Projects without a total: first those that could not be read."""
        return [*self._unread, *self._undetermined][:MOST_OPEN]

    def see(self, frame: pl.DataFrame) -> None:
        """Take in a batch."""
        import polars as pl

        key = ("department", "year", "grade")
        for department, year, grade, *counted in frame.group_by(key).agg(sums()).iter_rows():
            place = (department, year, grade)
            known = self.groups.get(place)
            made = Figures._make(counted)
            self.groups[place] = made if known is None else total_of((known, made))
        scored = pl.col("execution_score")
        for rule, *counts in (
            frame.group_by("rules").agg(
                pl.len(), scored.count().alias("n"), scored.sum().alias("s")
            )
        ).iter_rows():
            held = self.rules.get(rule, (0, 0, 0))
            self.rules[rule] = (held[0] + counts[0], held[1] + counts[1], held[2] + counts[2])
        placed = frame.select(
            "project_id", "department", "grade",
            bin=(pl.col("total") // (BIN * 100)).clip(0, LAST_BIN).cast(pl.Int64),
            rate=(pl.col("execution_rate") // (CELL * 100)).clip(0, LAST_RATE).cast(pl.Int64),
            points=(pl.col("total") // (CELL * 100)).clip(0, LAST_TOTAL).cast(pl.Int64),
        )  # fmt: skip
        totals = placed.filter(pl.col("bin").is_not_null())
        cells = totals.filter(pl.col("rate").is_not_null())
        for column, count in totals.group_by("bin").len().iter_rows():
            self.bins[column] = self.bins.get(column, 0) + count
        for *cell, count in cells.group_by("rate", "points").len().iter_rows():
            self.cells[cell[0], cell[1]] = self.cells.get((cell[0], cell[1]), 0) + count
        self._marks["bin"].see(totals, "bin")
        self._marks["cell"].see(cells, "rate", "points")
        self._marks["department"].see(placed, "department", "grade")
        self._marks["grade"].see(placed, "grade")
        is_read = pl.col("rules").is_not_null()
        for kept, concerned in (
            (self._unread, ~is_read),
            (self._undetermined, is_read & pl.col("total").is_null()),
        ):
            if len(kept) < MOST_OPEN:
                found = frame.filter(concerned)["project_id"]
                kept.extend(found.head(MOST_OPEN - len(kept)).to_list())


def losses_of(frames: Iterator[pl.DataFrame], read: Step) -> tuple[Loss, ...]:
    """Points lost by class, in the order the classes first stand in."""
    import polars as pl

    kept: dict[tuple[str | None, str | None], Loss] = {}
    lost = pl.col("effective_weight") - pl.col("score") * 10_000
    judged = pl.col("status").is_in(["met", "partly", "missed"]) & lost.is_not_null()
    for frame in frames:
        rows = frame.with_columns(lost=pl.when(judged).then(lost))
        groups = rows.group_by("level1", "level2", maintain_order=True).agg(
            pl.len(),
            pl.col("lost").count().alias("judged"),
            (pl.col("status") == "unjudged").sum().alias("unjudged"),
            (pl.col("status") == "not_applicable").sum().alias("not_applicable"),
            (pl.col("lost") > 0).sum().alias("losing"),
            pl.col("effective_weight").filter(pl.col("lost").is_not_null()).sum(),
            pl.col("score").filter(pl.col("lost").is_not_null()).sum(),
        )
        for level1, level2, *counts in groups.iter_rows():
            known = kept.get((level1, level2), Loss(level1, level2))
            summed = [before + more for before, more in zip(known[2:9], counts, strict=True)]
            kept[level1, level2] = Loss._make((level1, level2, *summed, known.worst))
        _keep_worst(kept, rows)
        read(frame.height)
    return tuple(kept.values())


def _keep_worst(kept: dict[tuple[str | None, str | None], Loss], rows: pl.DataFrame) -> None:
    """The rows that lost most of each class, the first of equal ones."""
    import polars as pl

    # Most rows lose less than the least that is kept of any class: they need not be sorted.
    full = [loss.worst[-1][0] for loss in kept.values() if len(loss.worst) == BEHIND]
    unfilled = [loss for loss in kept.values() if loss.losing and len(loss.worst) < BEHIND]
    wanted = pl.col("lost") > (min(full) if full and len(unfilled) <= _FEW_CLASSES else 0)
    for loss in unfilled[: _FEW_CLASSES if full else 0]:
        is_class = pl.col("level1").eq_missing(loss.level1) & pl.col("level2").eq_missing(
            loss.level2
        )
        wanted |= is_class & (pl.col("lost") > 0)
    worst = (
        rows.lazy()
        .filter(wanted)
        .select("level1", "level2", "lost", "project_id", "name")
        .sort("lost", descending=True, maintain_order=True)
        .group_by("level1", "level2", maintain_order=True)
        .head(BEHIND)
        .collect()
    )
    for level1, level2, lost, project_id, name in worst.iter_rows():
        known = kept[level1, level2]
        if len(known.worst) == BEHIND and lost <= known.worst[-1][0]:
            continue
        merged = sorted((*known.worst, (lost, project_id, name)), key=lambda one: -one[0])
        kept[level1, level2] = known._replace(worst=tuple(merged[:BEHIND]))


def codes_of(frames: Iterator[pl.DataFrame], read: Step) -> tuple[CodeCount, ...]:
    """Findings and projects by code, most findings first."""
    import polars as pl

    kinds: dict[tuple[str, str], tuple[int, str]] = {}
    findings: dict[int, int] = {}
    projects: dict[int, int] = {}
    marks = Marks()
    last: str | None = None
    seen: list[int] = []
    # The rows of a project stand together: where the id changes, the next one begins.
    run = pl.col("project_id").ne_missing(pl.col("project_id").shift()).cum_sum().cast(pl.UInt64)
    for frame in frames:
        for code, severity, name in (
            frame.group_by("code", "severity")
            .agg(pl.col("name").first())
            .sort(pl.all())
            .iter_rows()
        ):
            kinds.setdefault((code, severity), (len(kinds), name))
        numbers = pl.DataFrame(
            [(*kind, number) for kind, (number, _) in kinds.items()],
            schema={"code": pl.String, "severity": pl.String, "kind": pl.UInt64},
            orient="row",
        )
        rows = frame.select("project_id", "code", "severity", run=run).join(
            numbers, on=["code", "severity"], how="left", maintain_order="left"
        )
        pairs = rows.filter((pl.col("run") * _KINDS + pl.col("kind")).is_first_distinct())
        if frame.height and frame.item(0, "project_id") == last:
            pairs = pairs.filter((pl.col("run") > 1) | ~pl.col("kind").is_in(seen))
        else:
            seen = []
        for counts, counted in ((findings, rows), (projects, pairs)):
            for kind, count in counted.group_by("kind").len().iter_rows():
                counts[kind] = counts.get(kind, 0) + count
        marks.see(pairs, "kind")
        if frame.height:
            final = pl.col("run") == pl.col("run").max()
            ended = rows.filter(final)["kind"].unique().to_list()
            is_one_project = rows.item(-1, "run") == 1
            seen = [*seen, *ended] if is_one_project else ended
            last = frame.item(-1, "project_id")
        read(frame.height)
    made = [
        CodeCount(code, name, severity, findings[kind], projects.get(kind, 0), marks.behind(kind))
        for (code, severity), (kind, name) in kinds.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.findings, one.code, one.severity)))


def _shipped(names: Iterable[str]) -> Iterator[tuple[str, RuleSet]]:
    """The rule sets among the names that ship with the package: no others are opened."""
    from scoring.loading import load_rules
    from scoring.source.library import shipped_rules

    known = set(shipped_rules())
    for name in sorted(names):
        if name in known:
            yield name, load_rules(name)


def _bands(
    rules: dict[str | None, tuple[int, int, int]], rule_sets: dict[str, RuleSet]
) -> tuple[str | None, tuple[Band, ...], bool]:
    """The rule set of most projects with its grades, and whether everybody's are the same."""
    if not rule_sets:
        return None, (), False
    most = min(rule_sets, key=lambda name: (-rules[name][0], name))
    bands = _bands_of(rule_sets[most])
    others = [name for name in rules if name is not None and name != most]
    same = all(name in rule_sets and _bands_of(rule_sets[name]) == bands for name in others)
    return most, bands, same


def _bands_of(rules: RuleSet) -> tuple[Band, ...]:
    return tuple(
        Band(grade.name, grade.start) for grade in sorted(rules.grades, key=lambda one: -one.start)
    )


def _grade_names(
    groups: Iterable[Group], rule_sets: dict[str, RuleSet], bands: tuple[Band, ...]
) -> tuple[str, ...]:
    """The grades, best first; those only a project's own rules know come last."""
    from scoring.loading import load_rules

    order = [band.name for band in bands or _bands_of(load_rules("mof-2020"))]
    for rules in rule_sets.values():
        order += [band.name for band in _bands_of(rules)]
    order += sorted({group.grade for group in groups if group.grade is not None})
    return tuple(dict.fromkeys(order))


def _execution(
    rules: dict[str | None, tuple[int, int, int]], rule_sets: dict[str, RuleSet]
) -> ExecutionLoss:
    judged = points = left_out = 0
    weights: list[Decimal] = []
    for name, (_, count, scored) in rules.items():
        if name in rule_sets:
            judged += count
            points += scored
            weights.append(rule_sets[name].weights.execution * count)
        else:
            left_out += count
    return ExecutionLoss(judged, exact_sum(weights), Decimal(points).scaleb(-2), left_out)
