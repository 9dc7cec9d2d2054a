"""Finding definitions in the libraries: by words, parts of words, synonyms, unit, class, pinyin.

Every word of a query must fit; how well it fits decides the order. The points below only rank,
they mean nothing else.
"""

from __future__ import annotations

from functools import lru_cache

from scoring import notation
from scoring.analysis.pinyin import is_letters, span
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.source.definitions import shipped_libraries
from scoring.source.library import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.model.library import Definition, Library

EXACT, START, WITHIN = 100, 80, 70
OTHER_NAME = 5
"""So much less for another name the definition goes by."""

SYNONYM, LIKE, TITLE, ABOUT, TEXT = 60, 50, 40, 30, 20
LIKE_ENOUGH = 0.6
_SHORTEST_LIKE = 3


class Match(NamedTuple):
    """A definition that fits a query, its library, and how well it fits."""

    library: Library
    definition: Definition
    points: int


def search(
    query: str,
    libraries: Iterable[Library] | None = None,
    *,
    unit: str | None = None,
    level: str | None = None,
) -> tuple[Match, ...]:
    """The definitions that fit every word of a query, the best first.

    Args:
        query: words with spaces between them; letters are read as pinyin. Empty fits everything.
        libraries: where to look; by default the libraries that ship with the package.
        unit: only definitions of this 计量单位.
        level: only those of this class, first or second level, with or without 指标.

    >>> [match.definition.row.name for match in search("pxrs")][:1]
    ['培训人次']
    """
    words = [notation.fold(word).lower() for word in query.split()]
    found = [
        Match(library, definition, sum(points))
        for library in (shipped_libraries() if libraries is None else libraries)
        for definition in library.definitions
        if _is_of(definition, unit, level)
        and all(points := [_points(word, definition, library) for word in words])
    ]
    # A stable sort: equal ones stay in the order of their libraries.
    return tuple(sorted(found, key=lambda match: -match.points))


def _is_of(definition: Definition, unit: str | None, level: str | None) -> bool:
    row = definition.row
    if unit is not None and notation.fold(unit) != notation.fold(row.measure_unit or ""):
        return False
    if level is None:
        return True
    keys = [notation.class_key(name) for name in (row.level1, row.level2) if name]
    return notation.class_key(level) in keys


def _points(word: str, definition: Definition, library: Library) -> int:
    """How well one word fits a definition; 0 when it does not."""
    row = definition.row
    best = 0
    for position, name in enumerate(definition.names):
        best = max(best, in_name(word, notation.fold(name).lower()) - OTHER_NAME * bool(position))
    if best > SYNONYM:
        return best
    if _fits_class(word, definition) or word == notation.fold(row.measure_unit or ""):
        return max(best, ABOUT)
    titles = f"{library.id} {library.title}".lower()
    if word in titles or (is_letters(word) and span(word, library.title or "") is not None):
        return max(best, TITLE)
    if best > 0:
        return best
    for name in definition.names:
        whole = notation.fold(f"{library.title}{name}").lower()
        if max(_likeness(one, whole) for one in (word, *meant_by(word))) >= LIKE_ENOUGH:
            return ABOUT
    texts = (definition.obtained, definition.explained, definition.mistakes, library.kind)
    said = notation.fold(" ".join([*filter(None, texts), *row.evidence])).lower()
    return TEXT if word in said else 0


def in_name(word: str, name: str) -> int:
    """How well a word fits a name, both folded; 0 when it does not.

    >>> in_name("培训人次", "培训人次"), in_name("培训", "培训人次"), in_name("轮训", "培训人次")
    (100, 85, 60)
    """
    if word == name:
        return EXACT
    if word in name:
        best = START if name.startswith(word) else WITHIN
        return best + 10 * len(word) // len(name)
    if is_letters(word):
        return _in_letters(word, name)
    if any(other in name for other in meant_by(word)):
        return SYNONYM
    return LIKE if _likeness(word, name) >= LIKE_ENOUGH else 0


def _in_letters(word: str, name: str) -> int:
    place = span(word, name) if len(word) > 1 else None
    if place is None:
        return 0
    start, length = place
    if length == len(name):
        return EXACT
    return (WITHIN if start else START) + 10 * length // len(name)


@lru_cache(maxsize=1024)
def meant_by(word: str) -> tuple[str, ...]:
    """The word with its parts exchanged for words of the same meaning.

    >>> "培训成本" in meant_by("轮训费用")
    True
    """
    variants = {word: None}
    for group in synonyms():
        for variant in tuple(variants):
            part = max((one for one in group if one in variant), key=len, default=None)
            if part is not None:
                variants.update((variant.replace(part, other), None) for other in group)
    return tuple(variants)[1:]


@lru_cache(maxsize=1)
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same in names of indicators."""
    from json import loads

    return tuple(tuple(group) for group in loads(read_file("indicators", "synonyms.json")))


def _likeness(word: str, name: str) -> float:
    """The share of the word's pairs of neighbouring characters that the name has too."""
    if len(word) < _SHORTEST_LIKE:
        return 0.0
    pairs = {word[at : at + 2] for at in range(len(word) - 1)}
    return sum(pair in name for pair in pairs) / len(pairs)


def _fits_class(word: str, definition: Definition) -> bool:
    key = notation.class_key(word)
    return any(
        notation.class_key(name) == key
        for name in (definition.row.level1, definition.row.level2)
        if name
    )


def named(name: str, libraries: Iterable[Library]) -> tuple[Match, ...]:
    """The definitions that go by exactly this name, those whose own name it is before the others.

    >>> [match.library.id for match in named("培训人次", shipped_libraries())]
    ['training']
    """
    wanted = notation.fold(name)
    found = [
        Match(library, definition, EXACT - OTHER_NAME * bool(position))
        for library in libraries
        for definition in library.definitions
        for position, known in enumerate(definition.names)
        if notation.fold(known) == wanted
    ]
    return tuple(sorted(found, key=lambda match: -match.points))
