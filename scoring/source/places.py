"""Where each value of a document stands: JSON pointers to lines and columns, found on demand."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from functools import lru_cache

from scoring.model.finding import Finding, Place
from scoring.model.project import Project
from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING
from scoring.source.events import Mapping, Scalar, Sequence, escape, is_null, place_of
from scoring.source.keys import folded

if TYPE_CHECKING:
    from scoring.model.finding import Related
    from scoring.source.events import Node

    Step = tuple[str, Node, Node | None, bool]


class Places(AbstractMapping[str, Place]):
    """A read-only map of JSON pointers to places; nothing is counted before it is asked for.

    A text or number stands where it is written; a mapping, a list or a blank where its key is.
    """

    __slots__ = ("_found", "_root")

    def __init__(self, root: Node | None) -> None:
        """A map of the values of one tree."""
        self._root = root
        # Findings of one row share the way to it: it is gone once.
        self._found: dict[str, Step] = {} if root is None else {"": ("", root, None, True)}

    def __getitem__(self, pointer: str) -> Place:
        """The place of a pointer; ``KeyError`` when the document has no such value."""
        found = self.find(pointer)
        if found is None:
            raise KeyError(pointer)
        return found[1]

    def find(self, pointer: str) -> tuple[str, Place] | None:
        """The pointer as the file spells it, and its place; none when there is no such value.

        A label finds its field under any accepted spelling: ``/绩效指标/0/实际完成值`` is also
        what the file calls ``/indicators/0/actual``.
        """
        written, place, is_there = self.nearest(pointer)
        return (written, place) if is_there else None

    def nearest(self, pointer: str) -> tuple[str, Place, bool]:
        """Like ``find``, with the place of the nearest value above where there is none.

        The last of the three says whether the value itself is there; the pointer stays as asked
        for where it is not.
        """
        if self._root is None:
            return pointer, Place(), False
        step = self._found[""]
        if pointer[:1] == "/":
            above, _, segment = pointer.rpartition("/")
            step = _below(self._way(above), segment)
        written, node, key, is_there = step
        return written if is_there else pointer, _place(node, key), is_there

    def _way(self, pointer: str) -> Step:
        """As far as a pointer leads: how it is spelled, the value, its key, whether to the end."""
        step = self._found.get(pointer)
        if step is None:
            above, _, segment = pointer.rpartition("/")
            step = self._found[pointer] = _below(self._way(above), segment)
        return step

    def __iter__(self) -> Iterator[str]:
        """Every pointer, in the order of the file."""
        return (pointer for pointer, _ in self._walk())

    def __len__(self) -> int:
        """The number of values in the file."""
        return sum(1 for _ in self._walk())

    def __reduce__(self) -> tuple[type[dict[str, Place]], tuple[list[tuple[str, Place]]]]:
        """Pickled as a plain dict: the marks of the parser cannot be."""
        return dict, (list(self._walk()),)

    def _walk(self) -> Iterator[tuple[str, Place]]:
        if self._root is None:
            return
        waiting: list[tuple[str, Node, Node | None]] = [("", self._root, None)]
        while waiting:
            pointer, node, key = waiting.pop()
            yield pointer, _place(node, key)
            if isinstance(node, Mapping):
                waiting += [
                    (f"{pointer}/{escape(name[0])}", value, name)
                    for name, value in reversed(node.entries)
                ]
            elif isinstance(node, Sequence):
                waiting += [
                    (f"{pointer}/{position}", item, item)
                    for position, item in reversed(list(enumerate(node.items)))
                ]


def _below(step: Step, segment: str) -> Step:
    """One step further; where there is nothing, the value above it."""
    written, node, key, is_there = step
    if not is_there:
        return step
    name = segment
    if "~" in name:
        name = name.replace("~1", "/").replace("~0", "~")
    if node.__class__ is Mapping:
        entry = _entry(node, name)
        if entry is not None:
            return f"{written}/{escape(entry[0].text)}", entry[1], entry[0], True
    elif isinstance(node, Sequence) and name.isdecimal() and int(name) < len(node.items):
        item = node.items[int(name)]
        return f"{written}/{name}", item, item, True
    return written, node, key, False


def _entry(node: Mapping, name: str) -> tuple[Scalar, Node] | None:
    """The entry of a key: as written, else under another spelling of the same field."""
    entries = node[0]
    for entry in entries:
        if entry[0][0] == name:
            return entry
    for english, field in _fields(name):
        for entry in entries:
            if english.get(folded(entry[0][0])) == field:
                return entry
    return None


@lru_cache(maxsize=1024)
def _fields(name: str) -> tuple[tuple[dict[str, str], str], ...]:
    """The fields that a label may mean, each with the spellings of its mapping."""
    spellings = [
        labels(mapping).english for mapping in ("indicator", "fund", "project", "claimed", "budget")
    ]
    key = folded(name)
    return tuple((english, english[key]) for english in spellings if key in english)


def _place(node: Node, key: Node | None) -> Place:
    if key is not None and (not isinstance(node, Scalar) or is_null(node)):
        return place_of(key)
    return place_of(node)


def locate(
    finding: Finding, places: Project | AbstractMapping[str, Place], file: str | None = None
) -> Finding:
    """The finding with the line and column of its path, or of the nearest value above it.

    Args:
        finding: without a place; one that has a line or a cell is returned with the file only.
        places: the places of a file, or the project read from it.
        file: the name of the file; without it that of the project.
    """
    if isinstance(places, Project):
        file = file or places.file
        places = places.places
    code, name, severity, message, remedy, path, own_file, line, column, sheet, cell, related = (
        finding
    )
    if own_file is None:
        own_file = file
    if related:
        related = tuple(
            one if one.line is not None else _related_at(one, nearest_place(places, one.path))
            for one in related
        )
    if line is None and cell is None:
        if isinstance(places, Places):
            path, (line, column, sheet, cell), _ = places.nearest(path)
        else:
            line, column, sheet, cell = nearest_place(places, path)
    return Finding(
        code, name, severity, message, remedy, path, own_file, line, column, sheet, cell, related
    )


def _related_at(related: Related, place: Place) -> Related:
    """The related value with its line, or with its cell told in words: it has no field for one."""
    if place.cell is not None:
        sheet = f"{place.sheet}!" if place.sheet else ""
        message = f"{related.message or related.path}（单元格 {sheet}{place.cell}）"
        return related._replace(message=message)
    return related._replace(line=place.line, column=place.column)


def nearest_place(places: AbstractMapping[str, Place], pointer: str) -> Place:
    """The place of a pointer, or of the nearest value above it that the file has."""
    if isinstance(places, Places):
        return places.nearest(pointer)[1]
    while True:
        place = places.get(pointer)
        if place is not None:
            return place
        if not pointer:
            return Place()
        pointer = pointer.rpartition("/")[0]
