"""An indicator library as plain frozen values: what a kind of project usually counts, and how.

A definition holds no target of its own unless the author of the library wrote one. Nothing here
reads files.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.model.project import Indicator

EVIDENCE = ("document", "implementation", "form", "recalled", "choice")
"""How sure a statement is: the words of the rule sets."""

HIGHER, LOWER, EARLIER = DIRECTIONS = ("越高越好", "越低越好", "越早越好")


class Definition(NamedTuple):
    """An indicator of a library: the row it offers, and how it is understood and obtained.

    ``row.evidence`` is what usually proves it. ``also`` are other names it goes by, ``source`` is
    the published form its name was seen on.
    """

    row: Indicator
    explained: str | None = None
    obtained: str | None = None
    direction: str | None = None
    mistakes: str | None = None
    kind: str | None = None
    also: tuple[str, ...] = ()
    source: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, its own first."""
        return (self.row.name, *self.also)

    def to_dict(self) -> dict[str, object]:
        """The definition as JSON prints it: the English names of the keys of a library."""
        row = self.row
        return {
            "level1": row.level1,
            "level2": row.level2,
            "name": row.name,
            "also": list(self.also),
            "operator": row.operator,
            "measure_unit": row.measure_unit,
            "direction": self.direction,
            "explained": self.explained,
            "obtained": self.obtained,
            "evidence": list(row.evidence),
            "mistakes": self.mistakes.split("\n") if self.mistakes else [],
            "source": self.source,
        }


class Library(NamedTuple):
    """A titled list of definitions for one kind of project."""

    id: str | None
    title: str | None
    definitions: tuple[Definition, ...]
    kind: str | None = None
    version: str | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None
    file: str | None = None
    evidence: str | None = None

    def to_dict(self) -> dict[str, object]:
        """The library as JSON prints it."""
        return {
            "id": self.id,
            "title": self.title,
            "kind": self.kind,
            "version": self.version,
            "evidence": self.evidence,
            "sources": list(self.sources),
            "note": self.note,
            "indicators": [definition.to_dict() for definition in self.definitions],
        }
