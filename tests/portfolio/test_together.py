"""PF851 to PF853 in columns: what is found equals what the checks find over the same projects."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from scoring.checks.portfolio import (
    Entry,
    Text,
    all_full_marks,
    copied_text,
    duplicate_project,
)
from scoring.model.finding import Finding
from scoring.portfolio.tables import schema
from scoring.portfolio.together import findings_together

PARTS = 3


def place(number: int, path: str) -> Finding:
    return Finding("", "", "note", "", "", path, f"{number}.yaml", number + 1, 1)


@st.composite
def projects(draw: st.DrawFn) -> list[Entry]:
    """Projects that have much in common."""
    made = []
    for number in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(("", "甲项目", "乙项目", "甲项目2", "丙")))
        digests = draw(st.lists(st.sampled_from((b"a" * 16, b"b" * 16)), max_size=3))
        made.append(
            Entry(
                shown=name,
                name=name,
                year=draw(st.sampled_from((None, 2022, 2023))),
                department=draw(st.sampled_from(("", "某局"))),
                unit=draw(st.sampled_from(("", "某站"))),
                code=draw(st.sampled_from(("", "001006"))),
                total=draw(st.sampled_from((None, Decimal(100), Decimal("99.99")))),
                at=place(number, "/项目名称"),
                texts=tuple(
                    Text(digest, "偏差原因", place(number, f"/绩效指标/{at}"))
                    for at, digest in enumerate(digests)
                ),
                off=frozenset(),
                severities=(),
            )
        )
    return made


def in_columns(entries: list[Entry], folder: Path, parts: int) -> dict[int, list[Finding]]:
    """The same over tables cut into so many parts; by the number of the project."""
    size = -(-len(entries) // parts) or 1
    paths: dict[str, list[str]] = {"entries": [], "texts": []}
    numbers = {}
    for part in range(parts):
        rows: dict[str, list[dict[str, object]]] = {"entries": [], "texts": []}
        for row, entry in enumerate(entries[part * size : (part + 1) * size]):
            numbers[part, row] = part * size + row
            key = {"part": part, "number": row}
            known = {field: getattr(entry, field) for field in ("shown", "name", "year", "unit")}
            known |= {"department": entry.department, "code": entry.code, "total": entry.total}
            rows["entries"].append({**key, **known, **where(entry.at), "project_id": str(row)})
            rows["texts"] += [
                {
                    **key,
                    "name": entry.name,
                    "digest": text.digest,
                    "label": text.label,
                    **where(text.at),
                }
                for text in entry.texts
            ]
        for name, made in rows.items():
            file = folder / f"{name}-{part}.parquet"
            parquet.write_table(pa.Table.from_pylist(made, schema=schema(name)), file)
            paths[name].append(str(file))
    found = findings_together(paths["entries"], paths["texts"])
    return {numbers[key]: findings for key, findings in found.items()}


def where(at: Finding) -> dict[str, object]:
    return {"path": at.path, "file": at.file, "line": at.line, "column": at.column}


@given(entries=projects(), parts=st.integers(1, PARTS))
@settings(max_examples=60, deadline=None)
def test_columns_find_what_the_checks_find(entries: list[Entry], parts: int) -> None:
    expected: dict[int, list[Finding]] = {}
    for check in (duplicate_project, all_full_marks, copied_text) if len(entries) > 1 else ():
        for number, finding in check(entries):
            expected.setdefault(number, []).append(finding)
    with TemporaryDirectory() as folder:
        found = in_columns(entries, Path(folder), parts)
    assert {number: sorted(held) for number, held in found.items()} == {
        number: sorted(held) for number, held in expected.items()
    }
