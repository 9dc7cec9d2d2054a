"""Units: what a word behind a number measures, and when two of them can be compared.

The words and their scales are in the vocabulary. Every scale is exact: areas count thirds of a
square metre, so that 亩 is 2000 of them. Reading numbers and operators is not done here.
"""

from __future__ import annotations

from decimal import Decimal, Inexact
from functools import lru_cache

from scoring.notation import vocabulary
from scoring.notation.numbers import EXACT
from scoring.notation.values import Quantity, Unit

_ONE = Decimal(1)
_LONGEST = 24
_LONGEST_UNKNOWN = 6
_LONGEST_COUNTED = 9
_DENOMINATORS = frozenset(("月", "季", "季度", "半年", "年度", "a"))
_YEARS = frozenset(("年", "a", "年度"))


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, str, str]]:
    """Every word of the vocabulary: its kind, group and scale."""
    known: dict[str, tuple[str, str, str]] = {}
    for group, text in vocabulary.table("units").items():
        kind, *entries = text.split()
        for entry in entries:
            word, _, scale = entry.rpartition("=") if "=" in entry else (entry, "", "1")
            known[word] = (kind, group, scale)
    return known


@lru_cache(maxsize=1)
def _multipliers() -> dict[str, Decimal]:
    entries = vocabulary.words("unit_words", "multipliers")
    return {entry[0]: Decimal(entry[2:]) for entry in entries}


@lru_cache(maxsize=4)
def _characters(key: str) -> frozenset[str]:
    return frozenset(vocabulary.words("unit_words", key))


@lru_cache(maxsize=2048)
def find_unit(text: str, *, known_only: bool = False) -> Unit | None:
    """The unit a folded text names, or nothing if it cannot be one.

    Chinese words that the vocabulary does not list are taken as counts (3 个全国文明村) unless
    ``known_only``; Latin ones as a measure of their own.

    >>> unit = find_unit("万亩")
    >>> unit.kind, unit.group, unit.scale, unit.multiplier
    ('area', 'area', Decimal('20000000'), Decimal('10000'))
    """
    if not text or len(text) > _LONGEST:
        return None
    if text in _known():
        return _simple(text, known_only=known_only)
    for mark in ("/每", "/", "每"):
        if mark in text:
            return _compound(text, mark, known_only=known_only)
    return _simple(text, known_only=known_only)


def _compound(text: str, mark: str, *, known_only: bool) -> Unit | None:
    """A unit with denominators (元/人·年); 年/万元 is 万元 written oddly."""
    upper, *lower = text.replace(mark, "/").replace("·", "/").replace("*", "/").split("/")
    unit = _simple(upper, known_only=True) or _simple(upper, known_only=known_only)
    below = [find_unit(word, known_only=known_only) or _denominator(word) for word in lower]
    if unit is None or None in below:
        return None
    if upper in _YEARS and len(lower) == 1 and lower[0] not in _YEARS:
        turned = below[0]
        return turned._replace(text=text) if turned else None
    per = "/".join(word for word in lower if word not in _YEARS)
    return unit._replace(text=text, per=per or None)


def _denominator(word: str) -> Unit | None:
    """A denominator that is no unit by itself (次/月)."""
    return Unit(word, "time", word, _ONE) if word in _DENOMINATORS else None


def _simple(text: str, *, known_only: bool) -> Unit | None:
    """A unit without a denominator, perhaps behind 百, 千, 万, 亿."""
    known = _known()
    multipliers = _multipliers()
    multiplier = _ONE
    word = text
    while word:
        entry = known.get(word) or (known.get(word.lower()) if len(word) > 1 else None)
        if entry:
            kind, group, scale = entry
            return Unit(
                text, kind, group, EXACT.multiply(Decimal(scale), multiplier), None, multiplier
            )
        if word[0] not in multipliers or len(text) - len(word) > 3:  # noqa: PLR2004 - 千万亿
            break
        multiplier = EXACT.multiply(multiplier, multipliers[word[0]])
        word = word[1:]
    if not word:
        return Unit(text, None, None, multiplier, None, multiplier) if multiplier > 1 else None
    return None if known_only else _unknown(text, word, multiplier)


def _unknown(text: str, word: str, multiplier: Decimal) -> Unit | None:
    """A unit the vocabulary does not list."""
    if word.isascii():
        if word.isalpha() and len(word) <= _LONGEST_UNKNOWN:
            return Unit(text, "other", word.lower(), multiplier, None, multiplier)
        return None
    if not all("一" <= sign <= "龥" or (sign.isascii() and sign.isalpha()) for sign in word):
        return None
    if not _characters("not_in_unit").isdisjoint(word):
        return None
    entry = _known().get(word[0])
    counted = entry is not None and entry[0] == "count"
    if not counted and not _characters("not_in_unknown").isdisjoint(word):
        return None
    if len(word) > (_LONGEST_COUNTED if counted else _LONGEST_UNKNOWN):
        return None
    return Unit(text, "count", "count", multiplier, None, multiplier)


def comparable(one: Unit | None, other: Unit | None) -> bool:
    """Whether quantities of the two units can be compared.

    A side without a unit takes the other's; a bare 万 takes the other's kind. All count words
    compare. A denominator may be left out on one side.

    >>> comparable(find_unit("万元"), find_unit("元")), comparable(find_unit("年"), find_unit("天"))
    (True, False)
    """
    if one is None or other is None:
        return True
    if one.kind is None or other.kind is None:
        return "share" not in (one.kind, other.kind)
    if one.group != other.group:
        return False
    return one.per is None or other.per is None or one.per == other.per


def in_base(quantity: Quantity, other: Unit | None) -> Decimal:
    """The number of a quantity in the base of the group, beside a quantity in the ``other`` unit.

    Without a unit of its own it takes the other's with its multiplier: 8 beside 万亩 is 8万亩.

    >>> eight, eighty_thousand = Quantity(Decimal(8)), Quantity(Decimal(80000), find_unit("亩"))
    >>> in_base(eight, find_unit("万亩")) == in_base(eighty_thousand, None)
    True
    """
    unit = quantity.unit or other
    if unit is None:
        return quantity.number
    scale = unit.scale
    if unit.kind is None and other is not None and other.kind is not None:
        scale = EXACT.multiply(scale, EXACT.divide(other.scale, other.multiplier))
    return EXACT.multiply(quantity.number, scale)


def convert(quantity: Quantity, unit: Unit | None) -> Quantity | None:
    """The same quantity in another unit; nothing if they are unlike or the digits never end.

    >>> convert(Quantity(Decimal(72900), find_unit("元")), find_unit("万元")).number
    Decimal('7.29')
    """
    if unit is None:
        return quantity
    if not comparable(quantity.unit, unit):
        return None
    if unit.kind is None:
        scale = unit.scale
        if quantity.unit is not None and quantity.unit.kind is not None:
            scale = EXACT.multiply(
                scale, EXACT.divide(quantity.unit.scale, quantity.unit.multiplier)
            )
    else:
        scale = unit.scale
    context = EXACT.copy()
    context.clear_flags()
    number = context.divide(in_base(quantity, unit), scale)
    if context.flags[Inexact]:
        return None
    return Quantity(Decimal(f"{number:f}"), unit)
