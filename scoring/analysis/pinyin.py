"""Letters typed for Chinese names: whether 培训人次 is meant by pxrc, peixunrenci or pxrenci.

The readings come from pypinyin, loaded when letters are first asked about: it takes a tenth of a
second or more and has no part in anything else.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    Readings: TypeAlias = tuple[tuple[str, ...], ...]
    """The syllables each character may be read as."""


def is_letters(text: str) -> bool:
    """Whether a text can be pinyin at all.

    >>> is_letters("pxrs"), is_letters("培训"), is_letters("≥")
    (True, False, False)
    """
    return text.isascii() and text.isalpha()


@lru_cache(maxsize=4096)
def readings(name: str) -> Readings:
    """The syllables of each character of a name, every reading of those that have several."""
    from pypinyin import Style, pinyin

    read = pinyin(name, style=Style.NORMAL, heteronym=True)
    return tuple(tuple(dict.fromkeys(item.lower() for item in one)) for one in read)


def span(letters: str, name: str) -> tuple[int, int] | None:
    """The first stretch of a name's characters that letters stand for, as start and length.

    >>> span("pxrs", "参加培训人数"), span("peixunr", "培训人数"), span("xyz", "培训人数")
    ((2, 4), (0, 3), None)
    """
    syllables = readings(name)
    for start in range(len(syllables)):
        length = _length(letters.lower(), syllables, start)
        if length is not None:
            return start, length
    return None


def _length(letters: str, syllables: Readings, start: int) -> int | None:
    """How many characters from ``start`` the letters use up: initials, or whole syllables."""
    if not letters:
        return 0
    if start == len(syllables):
        return None
    for syllable in syllables[start]:
        for taken in dict.fromkeys((syllable, syllable[:1])):
            rest = None
            if taken and letters.startswith(taken):
                rest = _length(letters[len(taken) :], syllables, start + 1)
            elif syllable.startswith(letters):
                rest = 0
            if rest is not None:
                return rest + 1
    return None
