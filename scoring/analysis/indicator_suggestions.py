"""Which definition of a library would help a row: of its own name, or much like it."""

from __future__ import annotations

from functools import lru_cache

from scoring import notation
from scoring.analysis.indicator_search import SYNONYM, in_name
from scoring.checks.suggestions import Suggestion
from scoring.record import TYPE_CHECKING
from scoring.source.defined_rows import finder
from scoring.source.definitions import find_library, shipped_libraries

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.library import Library
    from scoring.model.project import Indicator, Project


def suggester(project: Project, *, paths: bool = False) -> Callable[[Indicator], Suggestion | None]:
    """A function from a row of a project to the definition that would help it, or to none.

    The libraries the project names (引用指标) come first, then those that ship with the package:
    there a definition of the same name, else one whose name the row's name holds, or means.

    Args:
        project: its rows are asked about.
        paths: whether libraries named by a path are opened (not for projects strangers send).
    """

    def suggest(row: Indicator) -> Suggestion | None:
        for library in _named(project, paths=paths):
            definition = finder(library.definitions)(row)
            if definition is not None and definition.obtained:
                return Suggestion(definition, library.file or library.id or "", library.title)
        return _shipped(row.name, row.level1, row.level2)

    return suggest


def _named(project: Project, *, paths: bool) -> list[Library]:
    readings = [find_library(name, project.file, paths=paths) for name in project.indicator_library]
    return [reading.library for reading in readings if reading is not None and reading.library]


@lru_cache(maxsize=1024)
def _shipped(name: str, level1: str | None, level2: str | None) -> Suggestion | None:
    from scoring.model.project import Indicator

    row = Indicator(name, "", level1, level2)
    libraries = shipped_libraries()
    for library in libraries:
        definition = finder(library.definitions)(row)
        if definition is not None:
            return Suggestion(definition, library.id or "", library.title)
    wanted = notation.class_key(level2 or level1 or "")
    bare = notation.fold(name).lower()
    best, most = None, SYNONYM - 1
    for library in libraries:
        for definition in library.definitions:
            own = definition.row
            if wanted and wanted not in map(
                notation.class_key, (own.level1 or "", own.level2 or "")
            ):
                continue
            for known in definition.names:
                points = in_name(notation.fold(known).lower(), bare)
                if points > most:
                    best = Suggestion(definition, library.id or "", library.title, is_same=False)
                    most = points
    return best
