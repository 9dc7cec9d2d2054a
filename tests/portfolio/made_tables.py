"""Tables of portfolios for the tests: real scorecards, repeated with other names, money, departments.

The first rows are the published forms and the examples themselves; the rest varies them, so that
every picture has something to show. The same arguments give the same tables.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

from scoring.loading import load_project, rules_for
from scoring.portfolio.records import Rows
from scoring.portfolio.tables import RESULTS, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from scoring.model.finding import Finding

    Row = dict[str, Any]

ROOT = Path(__file__).parents[2]
DEPARTMENTS = (
    "教育局",
    "卫生健康局",
    "农业农村局",
    "人力资源和社会保障局",
    "水利局",
    "文化和旅游局",
)


def sources() -> list[Path]:
    forms = [path for path in (ROOT / "tests/forms").glob("*.yaml") if path.name[0].isdigit()]
    examples = [ROOT / "examples" / name for name in ("jinbao-2023.yaml", "lost-points.yaml")]
    return [*sorted(examples), ROOT / "examples/unjudged.yaml", *sorted(forms)]


def same(finding: Finding) -> Finding:
    return finding


def scored() -> dict[str, list[Row]]:
    """The rows of the published forms and examples, table by table."""
    rows = Rows()
    for path in sources():
        project = load_project(path)
        rows.add(path.name, project, rules_for(project), same)
    return {name: rows.tables()[name].to_pylist() for name in RESULTS}


def repeated(count: int, base: Mapping[str, list[Row]] | None = None) -> dict[str, list[Row]]:
    """So many projects: the scored ones first, then variations of them."""
    known = base or scored()
    by_project = {
        name: {
            row["project_id"]: [
                one for one in known[name] if one["project_id"] == row["project_id"]
            ]
            for row in known["projects"]
        }
        for name in ("indicators", "findings")
    }
    made: dict[str, list[Row]] = {name: [] for name in RESULTS}
    for number in range(count):
        turn, at = divmod(number, len(known["projects"]))
        project = dict(known["projects"][at])
        old, new = project["project_id"], project["project_id"]
        if turn:
            new = f"{turn:05d}/{old}"
            project = varied(project, new, number, turn)
        made["projects"].append(project)
        for name, rows in by_project.items():
            made[name] += [{**row, "project_id": new} for row in rows[old]]
    return made


def varied(project: Row, project_id: str, number: int, turn: int) -> Row:
    made = {**project, "project_id": project_id, "name": f"{project['name'] or '某项目'}（{turn}）"}
    made["department"] = DEPARTMENTS[(number * 7 + turn) % len(DEPARTMENTS)]
    if project["total"] is not None:
        total = project["total"] - Decimal(number * 37 % 4500) / 100
        made["total"] = made["low"] = made["high"] = max(total, Decimal(0))
        made["grade"] = next(
            name for name, start in (("优", 90), ("良", 80), ("中", 60), ("差", 0))
            if made["total"] >= start
        )  # fmt: skip
    if project["annual_budget"] is not None:
        made["annual_budget"] = project["annual_budget"] + Decimal(number * 13 % 997) / 8
        if project["executed"] is not None:
            made["executed"] = made["annual_budget"] * (100 - number * 11 % 60) / 100
            if made["annual_budget"]:
                rate = made["executed"] / made["annual_budget"] * 100
                made["execution_rate"] = rate.quantize(Decimal("0.01"))
    return made


def unread(project_id: str) -> Row:
    """The row of a project that could not be read."""
    counts = {"error": 1, "warning": 0, "note": 0}
    return {**dict.fromkeys(RESULTS["projects"]), "project_id": project_id, **counts}


def write(folder: Path, rows: Mapping[str, Iterable[Row]], further: Iterable[str] = ()) -> Path:
    """The tables as a finished run leaves them; ``further`` are columns the projects have besides."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in RESULTS:
        wanted = schema(name)
        for column in further if name == "projects" else ():
            kind = pa.decimal128(24, 6) if column == "initial_budget" else pa.string()
            wanted = wanted.append(pa.field(column, kind))
        table = pa.Table.from_pylist(list(rows.get(name, ())), schema=wanted)
        parquet.write_table(table, folder / f"{name}.parquet", compression="zstd")
    return folder
