"""Parts worked off by processes, both cores at once; one process where there is little to do.

A worker gets the description of a part and leaves its folder behind; nothing but counts comes
back. Workers end with the process that started them, also when that was killed.
"""

from __future__ import annotations

import os

from scoring.portfolio.parts import Manifest, Part, stamp, write_part
from scoring.portfolio.records import Rows
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scoring.portfolio.files import ProjectFile

ALONE = 200
"""Starting processes takes as long as scoring so many files."""


PARTS_A_COLLECTION = 16
"""Looking for cyclic garbage takes as long as scoring a third of a part, and finds next to none."""


def work(folder: str, part: Part) -> int:
    """Work a part off and write it; how many projects it has."""
    if part.rows is not None:
        from scoring.portfolio.columnar import score_slice

        tables, projects = score_slice(part)
        write_part(folder, part.number, tables, Manifest(part.digest, projects))
        return projects
    import gc

    from scoring.portfolio.files import read_files

    # The collector of cyclic garbage walks the same trees again and again; hardly any are cyclic.
    gc.disable()
    rows = Rows(part.number, part.further)
    passed_over = read_files(part.files, rows)
    manifest = Manifest(part.digest, rows.count, passed_over, tuple(_beside(rows)))
    write_part(folder, part.number, rows.tables(), manifest)
    if part.number % PARTS_A_COLLECTION == 0:
        gc.collect()
    gc.enable()
    return rows.count


def _beside(rows: Rows) -> Iterator[tuple[str, int, int]]:
    for path in sorted(rows.beside):
        yield (path, *stamp(path))


def work_off(
    folder: str, parts: Sequence[Part], workers: int, done: Callable[[Part, int], None]
) -> None:
    """Work all parts off; ``done`` hears of each part that is finished, and of its projects."""
    is_little = len(parts) < 2 or sum(len(part.files) or ALONE for part in parts) <= ALONE  # noqa: PLR2004
    if workers < 2 or is_little:  # noqa: PLR2004 - one is no pool
        for part in parts:
            done(part, work(folder, part))
        return
    import multiprocessing
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

    context = multiprocessing.get_context("spawn")
    waiting = iter(parts)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_settle) as pool:
        running: dict[Future[int], Part] = {}
        while True:
            for part in waiting:
                running[pool.submit(work, folder, part)] = part
                if len(running) >= 2 * workers:
                    break
            if not running:
                return
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                done(running.pop(future), future.result())


def _settle() -> None:
    """Each worker is one thread of the columnar library, and dies with its parent."""
    import multiprocessing
    import signal
    import threading

    os.environ["POLARS_MAX_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def files_of(parts: Sequence[Part]) -> tuple[ProjectFile, ...]:
    """All files of the parts."""
    return tuple(file for part in parts for file in part.files)
