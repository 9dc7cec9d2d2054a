"""The pieces of a slice, and the projects that were scored whole, as the tables of a part."""

from __future__ import annotations

from scoring import notation
from scoring.checks.portfolio import EXPLANATION_LENGTH
from scoring.portfolio.flat import LINE, SOURCE
from scoring.portfolio.lanes import NUMBER, PLACE
from scoring.portfolio.tables import KEPT, POINTS, RATE, WEIGHT, schema
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import polars as pl
    import pyarrow as pa

    from scoring.portfolio.parts import Part
    from scoring.portfolio.records import Rows
    from scoring.portfolio.summing import Piece


def merged(pieces: Sequence[Piece], whole: Rows, part: Part) -> dict[str, pa.Table]:
    """The tables of a part, projects in their order, whatever road they came."""
    held: dict[str, list[tuple[pl.Series, pa.Table]]] = {name: [] for name in KEPT}
    for piece in pieces:
        for name, (numbers, table) in _tables(piece, part).items():
            held[name].append((numbers, table))
    if whole.count:
        for name, table in whole.tables().items():
            held[name].append((_numbers(name, table, whole), table))
    return {name: _in_order(name, tables, part.further) for name, tables in held.items()}


def _in_order(
    name: str, tables: Sequence[tuple[pl.Series, pa.Table]], further: tuple[str, ...]
) -> pa.Table:
    import polars as pl
    import pyarrow as pa

    if not tables:
        return schema(name, further).empty_table()
    whole = pa.concat_tables(table for _, table in tables)
    numbers = pl.concat([numbers.cast(pl.Int64) for numbers, _ in tables])
    if numbers.is_sorted():
        return whole
    # A stable sort: the rows of one project come from one table and stay in their order.
    order = numbers.to_frame("number").with_row_index("row").sort("number", maintain_order=True)
    return whole.take(order["row"].to_arrow())


def _numbers(name: str, table: pa.Table, whole: Rows) -> pl.Series:
    """The numbers of the projects that the rows of a table of the scalar road belong to."""
    import polars as pl

    if name in {"entries", "texts"}:
        return pl.Series(table.column("number").to_pylist(), dtype=pl.Int64)
    ids = [row[0] for row in whole.rows["projects"]]
    known = dict(zip(ids, whole.numbers, strict=True))
    wanted = table.column("project_id").to_pylist()
    return pl.Series([known[project_id] for project_id in wanted], dtype=pl.Int64)


def _tables(piece: Piece, part: Part) -> dict[str, tuple[pl.Series, pa.Table]]:
    findings = piece.findings.sort(NUMBER, PLACE, "code", "path", maintain_order=True)
    entries, texts = _entries(piece, part), _texts(piece, part)
    return {
        "projects": (piece.projects[NUMBER], _projects(piece, findings)),
        "indicators": (piece.rows[NUMBER], _indicators(piece, part)),
        "findings": (findings[NUMBER], _findings(piece, findings)),
        "entries": (piece.projects[NUMBER], entries),
        "texts": (texts["number"], _table("texts", texts)),
    }


def whole_numbers(cells: pl.Series, digits: int, kind: tuple[int, int]) -> pa.Array:
    """Whole numbers with so many digits meant after the point, as decimals; no value is cut."""
    import numpy as np
    import pyarrow as pa

    assert kind[1] >= digits
    known = cells.is_not_null()
    numbers = cells.fill_null(0).to_numpy().astype(np.int64) * 10 ** (kind[1] - digits)
    held: Any = np.empty((len(numbers), 2), np.int64)
    held[:, 0], held[:, 1] = numbers, numbers >> 63
    mask = None if known.all() else pa.array(known.to_numpy()).cast(pa.bool_()).buffers()[1]
    return pa.Array.from_buffers(
        pa.decimal128(*kind), len(numbers), [mask, pa.py_buffer(held.tobytes())]
    )


def _table(name: str, frame: pl.DataFrame, further: tuple[str, ...] = ()) -> pa.Table:
    """A frame with the columns of a table, in its types."""
    return frame.to_arrow().select(schema(name, further).names).cast(schema(name, further))


def _projects(piece: Piece, findings: pl.DataFrame) -> pa.Table:
    import polars as pl
    import pyarrow as pa

    projects = piece.projects
    counts = findings.group_by(NUMBER).agg(
        *((pl.col("severity") == kind).sum().alias(kind) for kind in ("error", "warning", "note"))
    )
    told = projects.select(NUMBER).join(counts, on=NUMBER, how="left", maintain_order="left")
    arrays = {
        "project_id": projects["project_id"].to_arrow(),
        "name": projects["name"].to_arrow(),
        "department": projects["department"].to_arrow(),
        "unit": projects["unit"].to_arrow(),
        "year": projects["year_number"].to_arrow(),
        "rules": pl.Series([piece.rules.id]).new_from_index(0, projects.height).to_arrow(),
        "annual_budget": projects["annual_budget_exact"].to_arrow(),
        "executed": projects["executed_exact"].to_arrow(),
        "execution_rate": whole_numbers(projects["execution_rate"], 2, RATE),
        "execution_score": whole_numbers(projects["execution_score"], 2, POINTS),
        "total": whole_numbers(projects["total"], 2, POINTS),
        "grade": projects["grade"].cast(pl.String).to_arrow(),
        "low": whole_numbers(projects["low_total"], 2, POINTS),
        "high": whole_numbers(projects["high_total"], 2, POINTS),
        **{kind: told[kind].fill_null(0).to_arrow() for kind in ("error", "warning", "note")},
    }
    return pa.table(arrays).cast(schema("projects"))


def _indicators(piece: Piece, part: Part) -> pa.Table:
    import pyarrow as pa

    rows = piece.rows
    weight = whole_numbers(rows["weight_cents"], 2, WEIGHT)
    arrays = {
        "project_id": rows["project_id"].to_arrow(),
        "level1": rows["level1"].to_arrow(),
        "level2": rows["level2"].to_arrow(),
        "name": rows["indicator"].to_arrow(),
        "target": rows["text"].to_arrow(),
        "actual": rows["actual"].to_arrow(),
        "weight": weight,
        "effective_weight": weight,
        "method": rows["way"].to_arrow(),
        "completion": whole_numbers(rows["completion"], 2, RATE),
        "deviation": whole_numbers(rows["deviation"], 2, RATE),
        "score": whole_numbers(rows["points"], 2, POINTS),
        "status": rows["status"].to_arrow(),
        "claimed": whole_numbers(rows["claimed"], WEIGHT[1], WEIGHT),
        "review": whole_numbers(rows["review"], WEIGHT[1], WEIGHT),
        **{name: rows[f"__further_{place}"].to_arrow() for place, name in enumerate(part.further)},
    }
    return pa.table(arrays).cast(schema("indicators", part.further))


def _findings(piece: Piece, findings: pl.DataFrame) -> pa.Table:
    import pyarrow as pa

    wanted = schema("findings")
    ids = dict(zip(piece.projects[NUMBER], piece.projects["project_id"], strict=True))
    made = {
        "project_id": findings[NUMBER].replace_strict(ids, return_dtype=_text()).to_arrow(),
        "file": findings[SOURCE].to_arrow(),
        "line": findings[LINE].to_arrow(),
    }
    count = findings.height
    arrays = []
    for field in wanted:
        if field.name in made:
            array = made[field.name]
        elif field.name == "related":
            array = pa.array([[]] * count, field.type)
        elif field.name in findings.columns:
            array = findings[field.name].to_arrow()
        else:
            array = pa.nulls(count, field.type)
        arrays.append(array.cast(field.type))
    return pa.Table.from_arrays(arrays, schema=wanted)


def _text() -> type[pl.DataType]:
    import polars as pl

    return pl.String


def _folded(cells: pl.Series) -> pl.Series:
    """The texts as the checks over many projects compare them."""
    # Characters and plain letters without spaces are never folded.
    odd = cells.drop_nulls()
    odd = odd.filter(~odd.str.contains(r"^[\x{4e00}-\x{9fff}0-9A-Za-z]*$")).unique()
    folded = dict(zip(odd, map(notation.fold, odd), strict=True))
    return cells.replace(folded).fill_null("") if folded else cells.fill_null("")


def _entries(piece: Piece, part: Part) -> pa.Table:
    import polars as pl

    from scoring.checks.portfolio import _known as known_code

    projects = piece.projects
    says = any(code.startswith("PF") for code, _ in piece.rules.checks)
    codes = projects["code"].fill_null("").to_list()
    if any(codes):
        codes = [known_code(code) for code in projects["code"]]
    frame = pl.DataFrame(
        {
            "part": pl.Series([part.number]).new_from_index(0, projects.height),
            "number": projects[NUMBER].cast(pl.Int64),
            "project_id": projects["project_id"],
            "shown": projects["name"],
            "name": _folded(projects["name"]),
            "year": projects["year_number"],
            "department": _folded(projects["department"]),
            "unit": _folded(projects["unit"]),
            "code": pl.Series(codes, dtype=pl.String),
            "path": pl.Series(
                ["/项目编码" if code else "/项目名称" for code in codes], dtype=pl.String
            ),
            "file": projects[SOURCE],
            "line": projects[LINE],
            "column": pl.Series([None], dtype=pl.Int32).new_from_index(0, projects.height),
        }
    ).with_columns(
        pl.lit(None, pl.String).alias("sheet"),
        pl.lit(None, pl.String).alias("cell"),
        pl.lit(piece.rules.id if says else None, pl.String).alias("rules"),
    )
    table = frame.to_arrow()
    total = whole_numbers(projects["total"], 2, POINTS)
    return (
        table.append_column("total", total).select(schema("entries").names).cast(schema("entries"))
    )


def _texts(piece: Piece, part: Part) -> pl.DataFrame:
    """Digests of the explanations that are long enough to be compared."""
    import polars as pl

    from scoring.checks.portfolio import _digests as digests_of

    long = piece.rows.filter(pl.col("explanation").str.len_chars() >= EXPLANATION_LENGTH)
    names = dict(zip(piece.projects[NUMBER], piece.projects["name"], strict=True))
    rows = []
    columns = (NUMBER, PLACE, LINE, SOURCE, "explanation")
    for number, place, line, source, text in long.select(columns).iter_rows():
        name = notation.fold(names[number])
        path = f"/绩效指标/{place}/偏差原因"
        rows += [
            (part.number, number, name, digest, "偏差原因", path, source, line, None, None, None)
            for digest in digests_of(text, name, EXPLANATION_LENGTH)
        ]
    kinds = {
        "part": pl.Int64, "number": pl.Int64, "name": pl.String, "digest": pl.Binary,
        "label": pl.String, "path": pl.String, "file": pl.String, "line": pl.Int32,
        "column": pl.Int32, "sheet": pl.String, "cell": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=kinds, orient="row")
