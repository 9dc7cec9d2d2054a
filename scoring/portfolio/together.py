"""The checks over all projects of a run (PF851 to PF853), over the entries that the parts kept.

Which projects can be concerned is asked of the tables in columns; the words are those of
``scoring.checks.portfolio``, run over the concerned projects alone.
"""

from __future__ import annotations

from scoring.checks.portfolio import (
    DEPARTMENT_PROJECTS,
    FULL_MARKS,
    Entry,
    Text,
    all_full_marks,
    copied_text,
    duplicate_project,
)
from scoring.model.finding import Finding
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    import polars as pl

    from scoring.model.finding import Severity

    Where = tuple[int, int]

MOST_COPIES = 1000
"""A text that more differently named projects share is nobody's copy: it is not even looked at."""

_PLACE = ("path", "file", "line", "column", "sheet", "cell")


def findings_together(entries: Sequence[str], texts: Sequence[str]) -> dict[Where, list[Finding]]:
    """The findings of each project, by its part and its row in there.

    Args:
        entries: paths of the tables of entries, in the order of the parts.
        texts: paths of the tables of texts.
    """
    import polars as pl

    found: dict[Where, list[Finding]] = {}
    if not entries:
        return found
    known = pl.scan_parquet(list(entries))
    _note(found, "PF851", _twice(known), duplicate_project)
    _note(found, "PF852", _all_full(known), all_full_marks)
    rows, copies = _copied(known, pl.scan_parquet(list(texts)))
    _note(found, "PF853", rows, copied_text, copies)
    return found


def _twice(known: pl.LazyFrame) -> pl.DataFrame:
    import polars as pl

    concerned = []
    for keys, filled in (
        (("code", "year"), ("code",)),
        (("name", "unit", "year"), ("name", "unit")),
    ):
        there = known.filter(
            pl.col("year").is_not_null(), *(pl.col(column) != "" for column in filled)
        )
        groups = there.group_by(keys).len().filter(pl.col("len") > 1).select(keys)
        concerned.append(there.join(groups, on=list(keys), how="semi"))
    return _gathered(pl.concat(concerned))


def _all_full(known: pl.LazyFrame) -> pl.DataFrame:
    import polars as pl

    keys = ["department", "year"]
    there = known.filter(pl.col("department") != "")
    groups = (
        there.group_by(keys)
        .agg(
            pl.len(),
            full=(pl.col("total").cast(pl.Float64) == float(FULL_MARKS))
            .fill_null(value=False)
            .all(),
        )
        .filter(pl.col("full") & (pl.col("len") >= DEPARTMENT_PROJECTS))
        .select(keys)
    )
    return _gathered(there.join(groups, on=keys, how="semi", nulls_equal=True))


def _copied(known: pl.LazyFrame, texts: pl.LazyFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    import polars as pl

    names = texts.group_by("digest").agg(pl.col("name").n_unique())
    shared = names.filter(pl.col("name").is_between(2, MOST_COPIES)).select("digest")
    copies = (
        texts.join(shared, on="digest", how="semi")
        .collect(engine="streaming")
        .sort("part", "number", maintain_order=True)
    )
    concerned = copies.select("part", "number").unique().lazy()
    return _gathered(known.join(concerned, on=["part", "number"], how="semi")), copies


def _gathered(rows: pl.LazyFrame) -> pl.DataFrame:
    order = ["part", "number"]
    return rows.unique(subset=order).collect(engine="streaming").sort(order)


def _note(
    found: dict[Where, list[Finding]],
    code: str,
    rows: pl.DataFrame,
    check: Callable[[Sequence[Entry]], Iterable[tuple[int, Finding]]],
    copies: pl.DataFrame | None = None,
) -> None:
    """Run a check over the entries of some projects and keep what it says."""
    if rows.is_empty():
        return
    texts: dict[Where, list[Text]] = {}
    for row in copies.iter_rows(named=True) if copies is not None else ():
        where = (row["part"], row["number"])
        texts.setdefault(where, []).append(Text(row["digest"], row["label"], _place(row)))
    places: list[Where] = []
    entries = []
    for row in rows.iter_rows(named=True):
        where = (row["part"], row["number"])
        places.append(where)
        entries.append(_entry(row, tuple(texts.get(where, ()))))
    for position, finding in check(entries):
        entry = entries[position]
        if code not in entry.off:
            severity = dict(entry.severities).get(code, finding.severity)
            found.setdefault(places[position], []).append(finding._replace(severity=severity))


def _place(row: dict[str, Any]) -> Finding:
    path, *where = (row[column] for column in _PLACE)
    return Finding("", "", "note", "", "", path, *where)


def _entry(row: dict[str, Any], texts: tuple[Text, ...]) -> Entry:
    off, severities = _settings(row["rules"])
    return Entry(
        shown=row["shown"],
        name=row["name"],
        year=row["year"],
        department=row["department"],
        unit=row["unit"],
        code=row["code"],
        total=row["total"],
        at=_place(row),
        texts=texts,
        off=off,
        severities=severities,
    )


def _settings(rules: str | None) -> tuple[frozenset[str], tuple[tuple[str, Severity], ...]]:
    """What the rule set of an entry says of these checks."""
    if rules is None:
        return frozenset(), ()
    from scoring.loading import load_rules

    said = [(code, known) for code, known in load_rules(rules).checks if code.startswith("PF")]
    return (
        frozenset(code for code, known in said if known.off),
        tuple((code, known.severity) for code, known in said if known.severity),
    )
