"""Finding definitions in the libraries: by words, parts of words, synonyms, unit, class, pinyin.

Every word of a query must fit; how well it fits decides the order. Only when nothing fits, what is
merely like the words is offered. The points below rank, they mean nothing else.
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
_VARIANTS = 40
"""So many ways of saying a word in others are enough: each known word in it multiplies them."""


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
    ['培训人数']
    """
    words = [notation.fold(word).lower() for word in query.split()]
    candidates = [
        (library, definition)
        for library in (shipped_libraries() if libraries is None else libraries)
        for definition in library.definitions
        if _is_of(definition, unit, level)
    ]
    found: list[Match] = []
    for points in (_points, _likeness_points):
        for library, definition in candidates:
            each = [points(word, definition, library) for word in words]
            if all(each):
                found.append(Match(library, definition, sum(each)))
        if found:
            break
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
    texts = (definition.obtained, definition.explained, definition.mistakes, library.kind)
    said = notation.fold(" ".join([*filter(None, texts), *row.evidence])).lower()
    return TEXT if word in said else 0


def _likeness_points(word: str, definition: Definition, library: Library) -> int:
    """How well a word fits a definition when parts of it are enough; 0 when they do not."""
    points = _points(word, definition, library)
    if points or is_letters(word):
        return points
    own = max(_likeness(word, notation.fold(name).lower()) for name in definition.names)
    if own >= LIKE_ENOUGH:
        return LIKE + int(own * 10)
    wholes = [notation.fold(f"{library.title}{name}").lower() for name in definition.names]
    best = max(_likeness(one, whole) for one in (word, *meant_by(word)) for whole in wholes)
    return ABOUT + int(best * 10) if best >= LIKE_ENOUGH else 0


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
    return SYNONYM if any(other in name for other in meant_by(word)) else 0


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
            if part is not None and len(variants) < _VARIANTS:
                variants.update((variant.replace(part, other), None) for other in group)
    return tuple(variants)[1:]


@lru_cache(maxsize=1)
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same in names of indicators."""
    from json import loads

    return tuple(tuple(group) for group in loads(read_file("indicators", "synonyms.json")))


def _likeness(word: str, name: str) -> float:
    """The share of the word's pairs of neighbouring characters that the name has too."""
    pairs = _pairs(word)
    return sum(pair in name for pair in pairs) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=1024)
def _pairs(word: str) -> tuple[str, ...]:
    if len(word) < _SHORTEST_LIKE:
        return ()
    return tuple({word[at : at + 2]: None for at in range(len(word) - 1)})


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
