"""Flat tables of text (.csv .xlsx .jsonl) into Parquet beside the parts, every cell as its text.

A stage is written once and renamed whole; its name holds the digest of the table it was made of,
so that a run which goes on finds it again. Values are not looked at here.
"""

from __future__ import annotations

import os

from scoring.portfolio.trouble import FlatTableError
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FAULT = "__fault"
"""The column that says what is wrong with a row as such; blank in nearly all."""

_BATCH = 20_000
_SAMPLE = 1 << 20
_HEAD = 65536


def stage(path: str, target: str) -> None:
    """Write the table of a file as Parquet with its headings, all texts."""
    name = path.lower()
    try:
        if name.endswith((".jsonl", ".ndjson")):
            batches = _from_lines(path)
        elif name.endswith(".xlsx"):
            batches = _from_rows(path)
        else:
            batches = _from_text(path)
        write_whole(target, batches)
    except OSError as error:
        message = f"无法读取 {path}：{error.strerror or error}。"
        raise FlatTableError(message) from None


def write_whole(target: str, batches: Iterable[tuple[list[str], list[list[str | None]]]]) -> None:
    """Write batches of headings and columns as one file, renamed into place whole."""
    import pyarrow as pa
    from pyarrow import parquet

    temporary = f"{target}.{os.getpid()}.tmp"
    writer = None
    try:
        for headings, columns in batches:
            wanted = pa.schema([(heading, pa.string()) for heading in headings])
            if writer is None:
                writer = parquet.ParquetWriter(temporary, wanted, compression="lz4")
            arrays = [
                column if isinstance(column, pa.ChunkedArray) else pa.array(column, pa.string())
                for column in columns
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=wanted))
    finally:
        if writer is not None:
            writer.close()
    if writer is not None:
        os.replace(temporary, target)


def distinct(headings: Iterable[str]) -> list[str]:
    """The headings of a table, those that repeat told apart.

    >>> distinct(["甲", "", "甲"])
    ['甲', '', '甲#2']
    """
    made: list[str] = []
    for heading in headings:
        name, number = heading.strip(), 1
        while name in made:
            number += 1
            name = f"{heading.strip()}#{number}"
        made.append(name)
    return made


def _from_rows(path: str) -> Iterator[tuple[list[str], list[list[str | None]]]]:
    from scoring.portfolio.workbook import rows_of

    try:
        rows = rows_of(path)
        headings = distinct(next(rows, []))
        yield from _batched(headings, rows)
    except FlatTableError:
        raise
    except Exception as error:
        message = f"无法读取 {path}：这个工作簿打不开（{type(error).__name__}）。"
        raise FlatTableError(message) from error


def _batched(
    headings: list[str], rows: Iterable[list[str]]
) -> Iterator[tuple[list[str], list[list[str | None]]]]:
    width = len(headings)
    held: list[list[str | None]] = []

    def columns() -> list[list[str | None]]:
        return [list(column) for column in zip(*held, strict=True)]

    for row in rows:
        cells: list[str | None] = [*row[:width], *[None] * (width - len(row))]
        fault = None
        if any(row[width:]):
            fault = f"这一行有 {len(row)} 列，表头只有 {width} 列"
        held.append([*cells, fault])
        if len(held) == _BATCH:
            yield [*headings, FAULT], columns()
            held = []
    if held:
        yield [*headings, FAULT], columns()
    else:
        yield [*headings, FAULT], [[] for _ in (*headings, FAULT)]


def _from_lines(path: str) -> Iterator[tuple[list[str], list[list[str | None]]]]:
    """Lines of JSON; the headings are the keys of all of them, in order of appearance."""
    keys: dict[str, None] = {}
    for record in _records(path):
        keys.update(dict.fromkeys(record))
    keys.pop(FAULT, None)
    headings = list(keys)

    held: list[dict[str, str | None]] = []
    for record in _records(path):
        held.append(record)
        if len(held) == _BATCH:
            yield [*headings, FAULT], [[one.get(key) for one in held] for key in (*headings, FAULT)]
            held = []
    yield [*headings, FAULT], [[one.get(key) for one in held] for key in (*headings, FAULT)]


def _records(path: str) -> Iterator[dict[str, str | None]]:
    import json

    with open(path, "rb") as stream:
        for number, line in enumerate(stream):
            if not line.strip():
                continue
            try:
                text = line.decode("utf-8-sig" if not number else "utf-8")
                value = json.loads(text, parse_float=str, parse_int=str)
            except (ValueError, RecursionError):
                yield {FAULT: "这一行不是 JSON"}
                continue
            if not isinstance(value, dict):
                yield {FAULT: "这一行不是一组“名称: 值”"}
                continue
            yield {str(key): _json_text(item) for key, item in value.items()}


def _json_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    from scoring.model.document import json_text

    return json_text(value, indent=None)


def _from_text(path: str) -> Iterator[tuple[list[str], list[list[str | None]]]]:
    import csv

    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    encoding = _encoding(path)
    separator = "\t" if path.lower().endswith(".tsv") else ","
    with open(path, encoding=encoding, errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=separator)
        headings = distinct(next(reader, []))
        lines = reader.line_num
    width = len(headings)
    names = [f"c{number}" for number in range(width)]
    faults: list[list[str]] = []

    def odd(row: arrow_csv.InvalidRow) -> str:
        cells = next(csv.reader([row.text], delimiter=separator), [])
        if any(cell.strip() for cell in cells):
            faults.append(cells)
        return "skip"

    try:
        reading = arrow_csv.open_csv(
            path,
            arrow_csv.ReadOptions(
                column_names=names, skip_rows=lines, encoding=encoding, block_size=_SAMPLE * 8
            ),
            arrow_csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, invalid_row_handler=odd
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
        for batch in reading:
            blank = pa.chunked_array([pa.nulls(batch.num_rows, pa.string())])
            columns = [_bare(column) for column in batch.columns]
            yield [*headings, FAULT], [*columns, blank]  # type: ignore[list-item]
    except pa.ArrowInvalid as error:
        if "Empty CSV" not in str(error):
            message = f"无法读取 {path}：不是一张完整的 CSV 表（{str(error).splitlines()[0]}）。"
            raise FlatTableError(message) from None
    rows = [[*cells[:width], *[""] * (width - len(cells))] for cells in faults]
    told = [f"这一行有 {len(cells)} 列，表头有 {width} 列" for cells in faults]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in headings]
    yield [*headings, FAULT], [*columns, told]  # type: ignore[list-item]


def _bare(column: object) -> object:
    """The cells without the apostrophe that keeps a spreadsheet from taking them for a formula."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from scoring.render.csv_text import GUARD, unguarded

    is_guarded = pc.starts_with(column, GUARD)
    if not pc.any(is_guarded).as_py():
        return pa.chunked_array([column])
    texts = [
        unguarded(text) if text is not None and text[:1] == GUARD else text
        for text in column.to_pylist()  # type: ignore[attr-defined]
    ]
    return pa.chunked_array([pa.array(texts, pa.string())])


def _encoding(path: str) -> str:
    with open(path, "rb") as stream:
        sample = stream.read(_SAMPLE)
    if sample[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - len("好".encode()):
            return "gb18030"
    return "utf-8-sig" if sample[:3] == b"\xef\xbb\xbf" else "utf-8"
