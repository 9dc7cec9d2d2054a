"""Amounts and rates in Chinese running text: each number with a unit, and the words before it.

A sentence is never understood, only its numbers are found, exactly: years, dates, ranks (第3次) and
numbers without a unit are left out. What a number belongs to is decided by whoever reads the words.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation import vocabulary
from scoring.notation.folding import DIGITS, fold
from scoring.notation.numbers import NUMERALS, arabic, scan
from scoring.notation.units import find_unit
from scoring.notation.values import Measure, Quantity
from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.notation.values import Operator, Unit

_LONGEST = 20_000
_LONGEST_UNIT = 8
_LONGEST_NUMERAL = 12
_SENTENCE_ENDS = "。;!?"
_CLAUSE_ENDS = _SENTENCE_ENDS + ",、:\"'()[]《》<>/\n"
_OPENINGS = ":(["
_DASHES = "-~—"
_RANGES = ("-", "~", "—", "至", "到")
_SHARES = ("百分之", "千分之", "万分之")
_YEAR_DIGITS = 4
_YEARS = range(1900, 2101)


class Mention(NamedTuple):
    """A number that a text mentions.

    ``words`` are those directly before it in its clause, without the operator (社保卡宣传费);
    ``measure`` is the number with its unit, and with an operator where one is written.
    ``years`` are the years named before it in its sentence, ``text`` is the number as written.
    """

    words: str
    measure: Measure
    years: tuple[int, ...]
    text: str


@lru_cache(maxsize=256)
def mentions(text: str) -> tuple[Mention, ...]:
    """The numbers with units that a running text mentions, in its order.

    Of a text longer than 20,000 characters the beginning is read.

    >>> [
    ...     (found.words, found.text)
    ...     for found in mentions("费用83万元,具体为电费8.4万元;满意度在90%以上")
    ... ]
    [('费用', '83万元'), ('具体为电费', '8.4万元'), ('满意度', '90%以上')]
    """
    folded = _with_shares(fold(text[:_LONGEST]))
    found: list[Mention] = []
    place = 0
    clause = 0
    years: list[int] = []
    while place < len(folded):
        character = folded[place]
        if character not in DIGITS:
            place += 1
            if character in _SENTENCE_ENDS:
                years = []
            if character in _CLAUSE_ENDS:
                clause = place
            continue
        end = _number_end(folded, place)
        year = _year(folded, place, end)
        if year is not None:
            years.append(year)
        mention = _mention(folded, place, end, clause, tuple(years))
        if mention is not None:
            found.append(mention)
            end = max(end, place + len(mention.text))
        place = clause = end
    return tuple(found)


def _with_shares(text: str) -> str:
    """百分之九十 as 90%; other Chinese numerals stay, they are words more often than numbers."""
    for word in _SHARES:
        if word not in text:
            continue
        first, *pieces = text.split(word)
        text = first
        for piece in pieces:
            length = 0
            while length < min(len(piece), _LONGEST_NUMERAL) and (
                piece[length] in NUMERALS or piece[length] in DIGITS or piece[length] in "点."
            ):
                length += 1
            text += arabic(word + piece[:length]) + piece[length:]
    return text


def _number_end(text: str, start: int) -> int:
    """Where the run of digits, points and separators ends; one at its end is punctuation."""
    end = start
    while end < len(text) and (text[end] in DIGITS or text[end] in ",."):
        end += 1
    while text[end - 1] in ",.":
        end -= 1
    return end


def _year(text: str, start: int, end: int) -> int | None:
    """The year that four digits with 年 behind them name."""
    if end - start != _YEAR_DIGITS or not text[start:end].isdigit():
        return None
    year = int(text[start:end])
    return year if year in _YEARS and text[end : end + 1] == "年" else None


def _mention(
    text: str, start: int, end: int, clause: int, years: tuple[int, ...]
) -> Mention | None:
    """The number that stands here, if it is one with a unit and no date, rank or end of a range."""
    before = text[start - 1 : start]
    if before and (before in "第年月" or before in _DASHES or _is_latin(before)):
        return None
    if before in ("至", "到") and text[start - 2 : start - 1] in (*DIGITS, "%"):
        return None
    scanned = scan(text[start:end])
    if scanned is None or scanned[1]:
        return None
    number = scanned[0]
    unit = _unit(text, end)
    if unit is None or _is_date(text, end, unit):
        return None
    stop = end + len(unit.text)
    if text[stop : stop + 1] in _RANGES and text[stop + 1 : stop + 2] in DIGITS:
        return None
    operator, stop = _operator_behind(text, stop)
    words, in_front = _words_before(text, clause, start)
    if operator is None:
        operator = in_front
    elif in_front is not None and in_front != operator:
        return None
    return Mention(words, Measure(operator, Quantity(number, unit)), years, text[start:stop])


def _is_latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".-/")


def _unit(text: str, start: int) -> Unit | None:
    """The longest known unit that begins here."""
    for length in range(_LONGEST_UNIT, 0, -1):
        if start + length <= len(text):
            unit = find_unit(text[start : start + length], known_only=True)
            if unit is not None and unit.kind is not None:
                return unit
    return None


def _is_date(text: str, end: int, unit: Unit) -> bool:
    """Whether the number is part of a date: 2023年, 12月31日."""
    return unit.text.startswith("年") and text[end - _YEAR_DIGITS : end].isdigit()


def _operator_behind(text: str, start: int) -> tuple[Operator | None, int]:
    """The operator word directly behind the unit and where it ends; single characters are no sign."""
    for word, operator in _behind():
        if text.startswith(word, start):
            return operator, start + len(word)
    return None, start


def _words_before(text: str, clause: int, start: int) -> tuple[str, Operator | None]:
    """The words of the clause before a number, without the operator that introduces it."""
    words = text[clause:start]
    if not words and text[start - 1 : start] in _OPENINGS:
        # 劳务费:19.5万元, 宣传费(5万元): the name stands before the sign
        head = text[: start - 1]
        cut = max((head.rfind(sign) for sign in _CLAUSE_ENDS), default=-1)
        words = head[cut + 1 :]
        digits = [place for place, sign in enumerate(words) if sign in DIGITS]
        if digits:
            words = words[digits[-1] + 1 :]
    operator: Operator | None = None
    stripped = True
    while words and stripped:
        stripped = False
        for word, sign in _in_front():
            if words.endswith(word):
                words = words[: -len(word)]
                operator = operator or sign
                stripped = True
                break
    return words, operator


@lru_cache(maxsize=1)
def _in_front() -> tuple[tuple[str, Operator | None], ...]:
    """Words that introduce a number, the longest first; the operator each one names, if any."""
    before, weak = vocabulary.table("operators.before"), vocabulary.table("operators.weak")
    entries: list[tuple[str, Operator | None]] = []
    signs: tuple[Operator, ...] = ("≥", "≤", ">", "<", "=")
    for sign in signs:
        entries += [(word, sign) for word in before.get(sign, "").split()]
        entries += [(word, None) for word in weak.get(sign, "").split()]
    entries += [(word, None) for word in vocabulary.words("running_text", "links")]
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))


@lru_cache(maxsize=1)
def _behind() -> tuple[tuple[str, Operator], ...]:
    """Words behind a number that name its operator, the longest first."""
    signs: tuple[Operator, ...] = ("≥", "≤")
    table = vocabulary.table("operators.after")
    entries = [(word, sign) for sign in signs for word in table[sign].split() if len(word) > 1]
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))
