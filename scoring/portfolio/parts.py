"""Parts of a run: what belongs to one, where its tables lie, and whether they are still good.

A part is finished when its folder stands under its own name: it is written beside and renamed
whole, so that a run may be killed at any moment. Its manifest holds the digest of what went in.
"""

from __future__ import annotations

import os

from scoring.portfolio.tables import KEPT
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from scoring.portfolio.files import ProjectFile
    from scoring.portfolio.flat import Slice

FOLDER = ".parts"
"""Where the parts of a run lie, in its output folder."""

MANIFEST = "manifest.json"
COMPRESSION = "lz4"
"""Of parts, which are read once and thrown away."""


class Part(NamedTuple):
    """A piece of the work: some files, or some rows of the flat tables.

    ``digest`` is that of everything its results depend on; ``size`` is its share of the progress.
    """

    number: int
    digest: str
    files: tuple[ProjectFile, ...] = ()
    rows: Slice | None = None
    further: tuple[str, ...] = ()
    size: int = 0


class Manifest(NamedTuple):
    """What is kept about a finished part beside its tables.

    ``beside`` are the files that the projects name (rules and libraries of their own), with sizes
    and times.
    """

    digest: str
    projects: int
    passed_over: tuple[str, ...] = ()
    beside: tuple[tuple[str, int, int], ...] = ()


def part_folder(folder: str, number: int) -> str:
    """Where a part lies."""
    return os.path.join(folder, FOLDER, f"{number:08d}")


def table_path(folder: str, number: int, name: str) -> str:
    """Where a table of a part lies."""
    return os.path.join(part_folder(folder, number), f"{name}.parquet")


def write_part(
    folder: str, number: int, tables: Mapping[str, pa.Table], manifest: Manifest
) -> None:
    """Write the tables of a part and its manifest, whole or not at all."""
    import json
    import shutil

    from pyarrow import parquet

    final = part_folder(folder, number)
    temporary = os.path.join(folder, FOLDER, f"tmp-{number:08d}-{os.getpid()}")
    shutil.rmtree(temporary, ignore_errors=True)
    os.makedirs(temporary)
    for name in KEPT:
        path = os.path.join(temporary, f"{name}.parquet")
        parquet.write_table(
            tables[name],
            path,
            compression=COMPRESSION,
            write_statistics=False,
            use_dictionary=texts_of(tables[name].schema),
        )
    with open(os.path.join(temporary, MANIFEST), "w", encoding="utf-8") as stream:
        json.dump(manifest._asdict(), stream, ensure_ascii=False)
    if os.path.isdir(final):
        shutil.rmtree(final)
    os.rename(temporary, final)


def texts_of(columns: pa.Schema) -> list[str]:
    """The columns of texts: only they repeat so much that a dictionary pays."""
    return [field.name for field in columns if str(field.type) == "string"]


def read_manifest(folder: str, number: int) -> Manifest | None:
    """The manifest of a finished part; none when there is no such part."""
    import json

    try:
        with open(os.path.join(part_folder(folder, number), MANIFEST), encoding="utf-8") as stream:
            held = json.load(stream)
        return Manifest(
            held["digest"],
            held["projects"],
            tuple(held["passed_over"]),
            tuple((path, size, time) for path, size, time in held["beside"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_finished(folder: str, part: Part) -> bool:
    """Whether a part was finished with the same input, rules and engine."""
    manifest = read_manifest(folder, part.number)
    return (
        manifest is not None
        and manifest.digest == part.digest
        and all(stamp(path) == (size, time) for path, size, time in manifest.beside)
    )


def stamp(path: str) -> tuple[int, int]:
    """Size and time of a file, by which it is known to be the same; zeros where there is none."""
    try:
        known = os.stat(path)
    except OSError:
        return 0, 0
    return known.st_size, known.st_mtime_ns


def sweep(folder: str, parts: Iterable[Part], *, keep: bool) -> None:
    """Remove what earlier runs left behind; with ``keep`` the finished parts of this one stay."""
    import shutil

    home = os.path.join(folder, FOLDER)
    wanted = {
        os.path.basename(part_folder(folder, part.number))
        for part in parts
        if keep and is_finished(folder, part)
    }
    for name in os.listdir(home) if os.path.isdir(home) else ():
        if name[:8].isdigit() and len(name) == len("00000000"):
            if name not in wanted:
                shutil.rmtree(os.path.join(home, name), ignore_errors=True)
        elif name.startswith("tmp-"):
            shutil.rmtree(os.path.join(home, name), ignore_errors=True)


def engine_digest() -> str:
    """The digest of what every part depends on: the version and all shipped rules."""
    from scoring.loading import load_rules
    from scoring.model.digest import digest_of, ruleset_digest
    from scoring.source.library import shipped_rules
    from scoring.version import __version__

    rules = {name: ruleset_digest(load_rules(name)) for name in shipped_rules()}
    return digest_of({"version": __version__, "rules": rules})
