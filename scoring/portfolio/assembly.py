"""Finished parts into the three tables: in the order of the parts, the same bytes every time.

What shows only when the projects are seen together is added here, and counted.
"""

from __future__ import annotations

import os

from scoring.model.finding import SEVERITIES
from scoring.portfolio.accounts import findings_about_accounts
from scoring.portfolio.parts import Part, read_manifest, table_path, texts_of
from scoring.portfolio.records import finding_row
from scoring.portfolio.tables import RESULTS, schema
from scoring.portfolio.together import findings_together
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from scoring.model.control import Control
    from scoring.model.finding import Finding

    Added = dict[int, list[Finding]]


COMPRESSION = "zstd"


class Counted(NamedTuple):
    """What a run came to: projects, those without a total, findings by severity."""

    projects: int = 0
    without_total: int = 0
    error: int = 0
    warning: int = 0
    note: int = 0
    passed_over: tuple[str, ...] = ()
    about_accounts: tuple[Finding, ...] = ()


def assemble(
    folder: str,
    parts: Sequence[Part],
    further: tuple[str, ...],
    control: Control | None = None,
) -> Counted:
    """Write the three tables of a run from its parts; what it came to.

    Each table is written beside and renamed when all three are whole.
    """
    from concurrent.futures import ThreadPoolExecutor

    paths = {
        kept: [table_path(folder, part.number, kept) for part in parts]
        for kept in ("entries", "texts")
    }
    together: dict[int, Added] = {}
    for (part, number), findings in findings_together(paths["entries"], paths["texts"]).items():
        together.setdefault(part, {})[number] = findings

    about_accounts: tuple[Finding, ...] = ()
    if control is not None:
        apart, about_accounts = findings_about_accounts(folder, parts, control)
        for (part, number), findings in apart.items():
            together.setdefault(part, {}).setdefault(number, []).extend(findings)

    def whole(name: str) -> Counted:
        return _write(name, folder, parts, schema(name, further), together)

    # The libraries let go of the interpreter while they read and write: one thread for each core.
    with ThreadPoolExecutor(2) as threads:
        results = dict(zip(ORDER, threads.map(whole, ORDER), strict=True))
    for name in RESULTS:
        os.replace(_temporary(folder, name), os.path.join(folder, f"{name}.parquet"))
    manifests = [read_manifest(folder, part.number) for part in parts]
    passed = tuple(path for known in manifests if known is not None for path in known.passed_over)
    return results["projects"]._replace(passed_over=passed, about_accounts=about_accounts)


ORDER = ("indicators", "findings", "projects")
"""The largest first."""


def _temporary(folder: str, name: str) -> str:
    return os.path.join(folder, f".{name}.parquet.tmp")


def _write(
    name: str, folder: str, parts: Sequence[Part], wanted: pa.Schema, together: dict[int, Added]
) -> Counted:
    """One table of the run, beside its place; of the projects, what they came to."""
    from pyarrow import parquet

    counted = Counted()
    texts = texts_of(wanted)
    # The largest table is never taken apart: its dictionaries go from file to file as they are,
    # and the schema in the file says texts all the same.
    is_kept = name == "indicators"
    shape = _as_dictionaries(wanted) if is_kept else wanted
    with parquet.ParquetWriter(
        _temporary(folder, name),
        shape,
        compression=COMPRESSION,
        use_dictionary=texts,
        store_schema=not is_kept,
    ) as writer:
        for part in parts:
            added = together.get(part.number, {})
            table = parquet.read_table(
                table_path(folder, part.number, name),
                use_threads=False,
                partitioning=None,
                read_dictionary=texts if is_kept else None,
            )
            if name == "projects":
                table = _with_counts(table, added)
                counted = _counted(counted, table)
            elif name == "findings" and added:
                table = _with_findings(table, added, folder, part.number)
            elif is_kept:
                table = _widened(table, shape)
            if table.num_rows:
                writer.write_table(table)
    return counted


def _as_dictionaries(wanted: pa.Schema) -> pa.Schema:
    import pyarrow as pa

    coded = pa.dictionary(pa.int32(), pa.string())
    texts = set(texts_of(wanted))
    return pa.schema(
        [(field.name, coded if field.name in texts else field.type) for field in wanted]
    )


def _widened(table: pa.Table, wanted: pa.Schema) -> pa.Table:
    """The rows with all columns of the run: a part has those of its own table only."""
    import pyarrow as pa

    names = set(table.column_names)
    count = table.num_rows
    return pa.table(
        [
            _like(table.column(field.name), field.type)
            if field.name in names
            else pa.chunked_array([pa.nulls(count, pa.string()).dictionary_encode()])
            for field in wanted
        ],
        schema=wanted,
    )


def _like(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    return column if column.type.equals(kind) else column.cast(kind)


def _with_counts(table: pa.Table, added: Added) -> pa.Table:
    """The projects with the findings counted that came last."""
    import pyarrow as pa

    for severity in SEVERITIES if added else ():
        place = table.schema.get_field_index(severity)
        numbers = table.column(place).to_pylist()
        for number, findings in added.items():
            numbers[number] += sum(finding.severity == severity for finding in findings)
        table = table.set_column(place, table.schema.field(place), pa.array(numbers, pa.int32()))
    return table


def _with_findings(table: pa.Table, added: Added, folder: str, part: int) -> pa.Table:
    """The findings of a part with those that came last, each behind the others of its project."""
    import pyarrow as pa
    from pyarrow import parquet

    ids = parquet.read_table(table_path(folder, part, "projects"), columns=["project_id"])
    order = ids.column(0).to_pylist()
    further = {order[number]: findings for number, findings in added.items()}
    rows: list[dict[str, object]] = []
    known: dict[str, list[dict[str, object]]] = {}
    for row in table.to_pylist():
        known.setdefault(row["project_id"], []).append(row)
    names = table.column_names
    for project_id in order:
        rows += known.pop(project_id, [])
        rows += [
            dict(zip(names, finding_row(project_id, finding), strict=True))
            for finding in further.pop(project_id, [])
        ]
    return pa.Table.from_pylist(rows, schema=table.schema)


def _counted(so_far: Counted, projects: pa.Table) -> Counted:
    import pyarrow.compute as pc

    sums = {name: pc.sum(projects.column(name)).as_py() or 0 for name in SEVERITIES}
    return Counted(
        so_far.projects + projects.num_rows,
        so_far.without_total + projects.column("total").null_count,
        so_far.error + sums["error"],
        so_far.warning + sums["warning"],
        so_far.note + sums["note"],
        so_far.passed_over,
    )
