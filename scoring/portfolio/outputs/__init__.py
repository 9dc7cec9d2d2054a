"""What a run of a portfolio leaves for people: 汇总表.xlsx, summary.html, summary.json, 披露.md.

``write_outputs`` is the door. Everything is made from the three tables of a finished run, in one
pass over each; the inputs are never opened again.
"""

from __future__ import annotations

import os

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scoring.model.finding import Finding
    from scoring.portfolio.outputs.summary import Summary

    Progress = Callable[[int, int], None]

NAMES = ("汇总表.xlsx", "summary.html", "summary.json", "披露.md")
LIST_LIMIT = 20_000


def write_outputs(
    folder: str,
    *,
    list_limit: int = LIST_LIMIT,
    control: Sequence[Finding] | None = None,
    compare: str | None = None,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Write the four outputs of a finished run into its folder, whole or not at all.

    Args:
        folder: holds projects.parquet, indicators.parquet and findings.parquet.
        list_limit: so many projects are listed one by one; beyond, departments only.
        control: findings about the file of control totals, to be printed with the rest.
        compare: the folder of an earlier run to compare with.
        progress: hears how many rows were read, of how many.

    The same tables give the same bytes. Returns the paths written. Raises ``UnfinishedRunError``
    where a folder holds no finished run, and ``OSError`` where nothing can be written.
    """
    from scoring.portfolio.outputs.comparison import compare as set_beside
    from scoring.portfolio.outputs.reading import open_tables
    from scoring.portfolio.outputs.tally import tally

    tables = open_tables(folder)
    earlier = None if compare is None else open_tables(compare)
    whole = tables.projects + tables.indicators + tables.findings
    read = 0

    def step(rows: int) -> None:
        nonlocal read
        read += rows
        if progress is not None:
            progress(read, whole)

    summary = tally(tables, list_limit, step)
    if earlier is not None:
        found = set_beside(tables, earlier, summary.grade_names)
        ids = {one for move in found.moves for one in move.behind} | set(found.unchanged)
        ids.update(one for again in found.repeated for one in again.behind)
        shown = {**summary.shown, **tables.looked_up(ids)}
        summary = summary._replace(comparison=found, shown=shown)
    writers = _writers(summary, folder, tuple(control or ()))
    temporary = {name: os.path.join(folder, f".{name}.{os.getpid()}.tmp") for name in writers}
    try:
        for name, write in writers.items():
            write(temporary[name])
        for name, path in temporary.items():
            os.replace(path, os.path.join(folder, name))
    finally:
        for path in temporary.values():
            if os.path.exists(path):
                os.remove(path)
    return tuple(os.path.join(folder, name) for name in writers)


def _writers(
    summary: Summary, folder: str, control: Sequence[Finding]
) -> dict[str, Callable[[str], None]]:
    """How each of the outputs is written to a path."""
    from scoring.portfolio.outputs.disclosure import disclosure
    from scoring.portfolio.outputs.document import summary_json
    from scoring.portfolio.outputs.page import MOST_LISTED, write_page
    from scoring.portfolio.outputs.reading import open_tables
    from scoring.portfolio.outputs.sheets import write_workbook

    tables = open_tables(folder)
    is_on_page = summary.is_listed and summary.figures.projects <= MOST_LISTED
    many = tables.projects if summary.is_listed else 0

    def workbook(path: str) -> None:
        write_workbook(path, summary, tables.listed(many), tables.further, control)

    def page(path: str) -> None:
        shown = list(tables.listed(MOST_LISTED)) if is_on_page else []
        _write(path, [write_page(summary, shown, control)])

    def document(path: str) -> None:
        _write(path, [summary_json(summary)])

    def sentences(path: str) -> None:
        _write(path, disclosure(summary, tables.listed(many)))

    return dict(zip(NAMES, (workbook, page, document, sentences), strict=True))


def _write(path: str, parts: object) -> None:
    from scoring.record import cast

    with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
        stream.writelines(cast("Sequence[str]", parts))
