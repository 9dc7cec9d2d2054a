"""What goes into a run: paths and patterns into project files and flat tables, in a fixed order.

Only names and the first bytes are looked at here; files are read where they are scored.
"""

from __future__ import annotations

import os

from scoring.portfolio.columns import is_flat_header
from scoring.portfolio.files import ProjectFile
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.files import STANDARD, NoSuchPathError, candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLE_ENDINGS = (".parquet", ".jsonl", ".ndjson")
"""Endings of files that can only be flat tables."""

MAYBE_ENDINGS = (".csv", ".tsv", ".xlsx")
"""Endings of files that are flat tables when their first row says so, else forms."""

_HEAD = 65536
_PATTERN_SIGNS = frozenset("*?[")


class Inputs(NamedTuple):
    """Everything that goes in; ``tables`` are the paths of flat tables."""

    files: tuple[ProjectFile, ...]
    tables: tuple[str, ...]


def find_inputs(paths: Iterable[str], out: str) -> Inputs:
    """The files and flat tables behind paths, in the order of the paths, those of ``out`` left out.

    The id of a file is its path below the folder given; of a file named by itself its path as
    given. Raises ``NoSuchPathError``.
    """
    files: dict[str, ProjectFile] = {}
    tables: dict[str, str] = {}
    own = os.path.realpath(out) + os.sep
    taken: set[str] = set()
    for path in paths:
        root = path if os.path.isdir(path) else ""
        for file, is_named in _behind(path):
            real = os.path.realpath(file)
            if file == STANDARD or real in tables or (real.startswith(own) and not is_named):
                continue
            if real in files:
                if is_named:
                    files[real] = files[real]._replace(is_named=True)
                continue
            if is_flat(file):
                tables[real] = file
                continue
            project_id = _id_of(file, root)
            if project_id in taken:
                project_id = _id_of(file, "")
            taken.add(project_id)
            files[real] = ProjectFile(file, project_id, is_named)
    return Inputs(tuple(files.values()), tuple(tables.values()))


def _behind(path: str) -> Iterator[tuple[str, bool]]:
    """The files behind a path; flat tables that only portfolios read come after the others."""
    known: tuple[tuple[str, bool], ...]
    try:
        known = tuple((file, is_named) for file, is_named in candidates([path]))
    except NoSuchPathError:
        known = ()
    further = tuple(_tables_behind(path))
    if not known and not further and not os.path.isdir(path):
        raise NoSuchPathError(path)
    yield from known
    yield from ((file, False) for file in further)


def _tables_behind(path: str) -> Iterator[str]:
    from glob import glob

    if os.path.isdir(path):
        yield from _below(path)
    elif not os.path.lexists(path) and not _PATTERN_SIGNS.isdisjoint(path):
        for match in sorted(glob(path, recursive=True)):
            if os.path.isdir(match):
                yield from _below(match)
            elif match.lower().endswith(TABLE_ENDINGS):
                yield match


def _below(folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(TABLE_ENDINGS) and not name.startswith((".", "_", "~$")):
                yield os.path.join(here, name)


def _id_of(file: str, root: str) -> str:
    below = os.path.relpath(file, root) if root else file
    return below.replace("\\", "/").removeprefix("./")


def is_flat(path: str) -> bool:
    """Whether a file is a flat table rather than a form: by its ending, else by its first row."""
    name = path.lower()
    if name.endswith(TABLE_ENDINGS):
        return True
    if not name.endswith(MAYBE_ENDINGS):
        return False
    try:
        if name.endswith(".xlsx"):
            return _is_flat_workbook(path)
        with open(path, "rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return is_flat_header(_first_record(head, "\t" if name.endswith(".tsv") else ","))


def _first_record(head: bytes, separator: str) -> list[str]:
    import csv

    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = head.decode("utf-16", "ignore")
    else:
        try:
            text = head.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # The sample may end within a character.
            is_utf8 = error.start > len(head) - len("好".encode())
            text = head.decode("utf-8-sig" if is_utf8 else "gb18030", "ignore")
    try:
        return next(csv.reader([text.partition("\n")[0].rstrip("\r")], delimiter=separator), [])
    except csv.Error:
        return []


def _is_flat_workbook(path: str) -> bool:
    """A look into the archive tells nearly every form apart without opening it."""
    import zipfile

    from scoring.portfolio.columns import ID_SPELLINGS, INDICATOR_SPELLINGS

    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            parts = [name for name in ("xl/sharedStrings.xml",) if name in names]
            parts += sorted(name for name in names if name.startswith("xl/worksheets/sheet"))[:1]
            head = b"".join(archive.open(name).read(_HEAD) for name in parts)
    except (OSError, zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError):
        return False
    if not any(word.encode() in head for word in ID_SPELLINGS) or not any(
        word.encode() in head for word in INDICATOR_SPELLINGS
    ):
        return False
    from scoring.portfolio.workbook import first_row

    try:
        return is_flat_header(first_row(path))
    except Exception:  # noqa: BLE001 - what cannot be opened is reported by the reader of forms
        return False
