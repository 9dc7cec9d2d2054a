"""Where each value of a document stands: JSON pointers to lines and columns, found on demand."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping

from scoring.model.finding import Place
from scoring.notation.vocabulary import labels
from scoring.record import TYPE_CHECKING
from scoring.source.events import Mapping, Scalar, Sequence, escape, is_null, place_of
from scoring.source.keys import folded

if TYPE_CHECKING:
    from scoring.model.finding import Finding, Related
    from scoring.model.project import Project
    from scoring.source.events import Node


class Places(AbstractMapping[str, Place]):
    """A read-only map of JSON pointers to places; nothing is counted before it is asked for.

    A text or number stands where it is written; a mapping, a list or a blank where its key is.
    """

    __slots__ = ("_root",)

    def __init__(self, root: Node | None) -> None:
        """A map of the values of one tree."""
        self._root = root

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
        node = self._root
        key: Node | None = None
        written = ""
        if node is None:
            return pointer, Place(), False
        for segment in pointer.split("/")[1:]:
            name = segment
            if "~" in name:
                name = name.replace("~1", "/").replace("~0", "~")
            if node.__class__ is Mapping:
                entry = _entry(node, name)
                if entry is None:
                    return pointer, _place(node, key), False
                key, node = entry
                written = f"{written}/{escape(key.text)}"
            elif isinstance(node, Sequence) and name.isdecimal() and int(name) < len(node.items):
                key = node = node.items[int(name)]
                written = f"{written}/{name}"
            else:
                return pointer, _place(node, key), False
        return written, _place(node, key), True

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


def _entry(node: Mapping, name: str) -> tuple[Scalar, Node] | None:
    """The entry of a key: as written, else under another spelling of the same field."""
    for entry in node.entries:
        if entry[0][0] == name:
            return entry
    for mapping in ("indicator", "fund", "project", "claimed", "budget"):
        english = labels(mapping).english
        field = english.get(folded(name))
        if field is None:
            continue
        for entry in node.entries:
            if english.get(folded(entry[0][0])) == field:
                return entry
    return None


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
    if not isinstance(places, AbstractMapping):
        file = file or places.file
        places = places.places
    if finding.file is None and file is not None:
        finding = finding._replace(file=file)
    if finding.related:
        finding = finding._replace(
            related=tuple(
                related
                if related.line is not None
                else _related_at(related, nearest_place(places, related.path))
                for related in finding.related
            )
        )
    if finding.line is not None or finding.cell is not None:
        return finding
    path = finding.path
    if isinstance(places, Places):
        path, place, _ = places.nearest(path)
    else:
        place = nearest_place(places, path)
    return finding._replace(
        path=path, line=place.line, column=place.column, sheet=place.sheet, cell=place.cell
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
    while True:
        place = places.get(pointer)
        if place is not None:
            return place
        if not pointer:
            return Place()
        pointer = pointer.rpartition("/")[0]
