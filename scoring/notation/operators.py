"""Operators: the signs and words in front of a number and behind it.

The spellings are in the vocabulary; here they are stripped from a folded text. What two of them
together mean is settled here as well; numbers are not read.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation import vocabulary
from scoring.notation.folding import fold
from scoring.record import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scoring.notation.values import Operator

REVERSED: dict[Operator, Operator] = {"≥": "≤", ">": "<", "≤": "≥", "<": ">", "=": "="}
"""The operator seen from the other side: 80≤X is X≥80."""


class Stripped(NamedTuple):
    """A text without its operators.

    ``weak`` is a direction that a word only suggests (达到90%) and that gives way to a real one.
    """

    rest: str
    operator: Operator | None = None
    weak: Operator | None = None


class _Word(NamedTuple):
    text: str
    operator: Operator | None
    weak: bool


@lru_cache(maxsize=1)
def _before() -> Mapping[str, tuple[_Word, ...]]:
    """Words in front of a number by their first character, the longest first."""
    return _by_character(
        (
            *_entries("operators.before"),
            *(word._replace(weak=True) for word in _entries("operators.weak")),
            *(_Word(text, None, weak=False) for text in vocabulary.words("decorations", "before")),
        ),
        0,
    )


@lru_cache(maxsize=1)
def _after() -> Mapping[str, tuple[_Word, ...]]:
    """Words behind a number by their last character, the longest first."""
    return _by_character(
        (
            *_entries("operators.after"),
            *(_Word(text, None, weak=False) for text in vocabulary.words("decorations", "after")),
        ),
        -1,
    )


def _entries(table: str) -> tuple[_Word, ...]:
    return tuple(
        _Word(text, cast("Operator", sign), weak=False)
        for sign, spellings in vocabulary.table(table).items()
        for text in spellings.split()
    )


def _by_character(entries: Iterable[_Word], index: int) -> Mapping[str, tuple[_Word, ...]]:
    grouped: dict[str, list[_Word]] = {}
    for word in entries:
        grouped.setdefault(word.text[index], []).append(word)
    return {
        character: tuple(sorted(group, key=lambda word: -len(word.text)))
        for character, group in grouped.items()
    }


def strip_before(text: str) -> Stripped | None:
    """The text without the operators in front; nothing when two of them contradict each other.

    >>> strip_before("不低于90%")
    Stripped(rest='90%', operator='≥', weak=None)
    """
    table = _before()
    operator: Operator | None = None
    weak: Operator | None = None
    while text:
        for word in table.get(text[0], ()):
            if text.startswith(word.text):
                break
        else:
            break
        text = text[len(word.text) :].lstrip(":")
        if word.operator is None:
            continue
        if word.weak:
            weak = word.operator
        elif operator is None or operator == word.operator:
            operator = word.operator
        else:
            return None
    return Stripped(text, operator, weak)


def strip_after(text: str) -> Stripped:
    """The text (a unit and what follows it) without one operator at its end.

    >>> strip_after("%以上")
    Stripped(rest='%', operator='≥', weak=None)
    """
    for word in _after().get(text[-1:], ()):
        if text.endswith(word.text):
            return Stripped(text[: -len(word.text)], word.operator)
    return Stripped(text)


def operator_at(text: str, start: int) -> _Word | None:
    """The real operator that begins at this place of the text, if one does."""
    for word in _before().get(text[start : start + 1], ()):
        if word.operator is not None and not word.weak and text.startswith(word.text, start):
            return word
    return None


def settle(*operators: Operator | None, weak: Operator | None) -> tuple[bool, Operator | None]:
    """One operator out of several, and whether they agree; the weak one fills in for none."""
    real = {operator for operator in operators if operator is not None}
    if len(real) > 1:
        return False, None
    return True, real.pop() if real else weak


@lru_cache(maxsize=1)
def _signs() -> Mapping[str, Operator]:
    return {word.text: word.operator for word in _entries("operators.before") if word.operator}


@lru_cache(maxsize=256)
def operator_of(text: str) -> Operator | None:
    """The operator a cell of its own names (指标性质), or nothing.

    >>> operator_of("大于等于"), operator_of("＞＝"), operator_of("定性")
    ('≥', '≥', None)
    """
    return _signs().get(fold(text).strip("()").replace(" ", ""))
