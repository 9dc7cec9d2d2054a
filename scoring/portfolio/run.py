"""A whole run: inputs into parts, parts into tables, and what it came to.

The output folder holds finished parts while a run is under way, so that one that was killed can
go on; they are removed when everything is written.
"""

from __future__ import annotations

import os

from scoring.portfolio.assembly import Counted, assemble
from scoring.portfolio.intake import find_inputs
from scoring.portfolio.parts import FOLDER, Part, engine_digest, is_finished, stamp, sweep
from scoring.portfolio.workers import work_off
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scoring.model.control import Control
    from scoring.portfolio.files import ProjectFile
    from scoring.portfolio.intake import Inputs

    Progress = Callable[[int, int, int], None]

FILES_OF_A_PART = 128


class NothingToScoreError(LookupError):
    """The paths hold no project file, no form and no flat table."""


def run(
    paths: Sequence[str],
    out: str,
    *,
    workers: int | None = None,
    resume: bool = False,
    progress: Progress | None = None,
    finish: Callable[[str, Counted], None] | None = None,
    control: Control | None = None,
) -> Counted:
    """Score everything behind the paths into the tables of a folder.

    Args:
        paths: files, folders and patterns of project files, forms and flat tables.
        out: the folder; it is made where there is none.
        workers: so many processes; by default one a core.
        resume: go on with the finished parts of a run that was killed.
        progress: hears after each part what is done, what there is in all, and the projects.
        finish: is given the folder and what it came to when the tables are whole, before the parts
            are removed.
        control: figures of the accounts, to be held against what was handed in.

    Raises ``NothingToScoreError``, ``NoSuchPathError``, ``FlatTableError``, and ``OSError`` where
    the folder cannot be written.
    """
    import shutil

    inputs = find_inputs(paths, out)
    if not inputs.files and not inputs.tables:
        raise NothingToScoreError
    os.makedirs(os.path.join(out, FOLDER), exist_ok=True)
    parts, further = plan(inputs, out)
    sweep(out, parts, keep=resume)
    missing = [part for part in parts if not is_finished(out, part)]
    whole = sum(part.size for part in parts)
    count = whole - sum(part.size for part in missing)
    projects = 0

    def done(part: Part, found: int) -> None:
        nonlocal count, projects
        count += part.size
        projects += found
        if progress is not None:
            progress(count, whole, projects)

    work_off(out, missing, workers or os.cpu_count() or 1, done)
    counted = assemble(out, parts, further, control)
    if finish is not None:
        finish(out, counted)
    shutil.rmtree(os.path.join(out, FOLDER), ignore_errors=True)
    return counted


def plan(inputs: Inputs, out: str) -> tuple[list[Part], tuple[str, ...]]:
    """The parts of a run in their order, and the columns that are passed through."""
    from scoring.model.digest import digest_of

    engine = engine_digest()
    parts: list[Part] = []
    for batch in _batches(inputs.files):
        content = [[file.path, file.project_id, file.is_named, *stamp(file.path)] for file in batch]
        digest = digest_of({"engine": engine, "files": content})
        parts.append(Part(len(parts), digest, files=batch, size=len(batch)))
    further: tuple[str, ...] = ()
    if inputs.tables:
        from scoring.portfolio.flat import slices_of

        slices, further = slices_of(inputs.tables, out)
        for rows in slices:
            digest = digest_of({"engine": engine, "rows": rows, "further": further})
            size = max(rows.rows // 15, 1)
            parts.append(Part(len(parts), digest, rows=rows, further=further, size=size))
    return parts, further


def _batches(files: tuple[ProjectFile, ...]) -> Iterator[tuple[ProjectFile, ...]]:
    for start in range(0, len(files), FILES_OF_A_PART):
        yield files[start : start + FILES_OF_A_PART]
