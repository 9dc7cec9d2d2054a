"""The one grammar of targets and actuals: any text in, a value out, never an exception.

What cannot be read as a whole is ``Words``. Measures, ranges and dates are read by their own
modules; here one of them is chosen.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation import dates, intervals, vocabulary
from scoring.notation.folding import DIGITS, fold
from scoring.notation.measures import read_measure, read_named, read_quantity
from scoring.notation.numbers import NUMERALS, arabic
from scoring.notation.values import Blank, Words
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.notation.values import Dates, Interval, Measure, Quantity, Value

_LONGEST = 256
_LONGEST_PLACEHOLDER = 8
_ENDINGS = "。.,;、!\"'"
_QUOTES = "\"'"


@lru_cache(maxsize=8192)
def parse(text: str) -> Value:
    """What a target or an actual says.

    Never raises; what is neither a number nor a date as a whole is words, and what stands for
    nothing is blank.

    >>> parse("≥90%").quantity.number, parse("提高"), parse("/")
    (Decimal('90'), Words(text='提高'), Blank(text='/'))
    """
    stripped = text.strip()
    folded = fold(stripped)
    if is_placeholder(folded):
        return Blank(stripped)
    return _read(folded) or Words(stripped)


def number(text: str) -> Quantity | None:
    """A plain number with its unit, if any; nothing for everything else.

    >>> number("８３").number, number("83万元").unit.text, number("≥83")
    (Decimal('83'), '万元', None)
    """
    folded = fold(text).rstrip(_ENDINGS)
    if len(folded) > _LONGEST:
        return None
    if DIGITS.isdisjoint(folded):
        return read_quantity(arabic(folded), known_only=True)
    return read_quantity(folded)


def holds_number(text: str) -> bool:
    """Whether a text says a number somewhere: a digit, or 百分之 with a numeral.

    The number of a list item at the beginning is none.

    >>> holds_number("11月底完成100%"), holds_number("“四项制度”健全"), holds_number("1.提高效率")
    (True, False, False)
    """
    folded = fold(text)
    if "百分百" in folded or ("分之" in folded and arabic(folded) != folded):
        return True
    body = folded.lstrip("(").lstrip("0123456789")
    if body != folded and body[:1] in (".", "、", ")") and body[1:2] not in DIGITS:
        folded = body
    return not DIGITS.isdisjoint(folded)


def is_placeholder(folded: str) -> bool:
    """Whether a folded text is empty or stands for nothing."""
    words, signs = _placeholders()
    if signs.issuperset(folded):
        return True
    return len(folded) <= _LONGEST_PLACEHOLDER and folded.rstrip(_ENDINGS).lower() in words


@lru_cache(maxsize=1)
def _placeholders() -> tuple[frozenset[str], frozenset[str]]:
    signs = "".join(fold(sign) for sign in vocabulary.words("blank", "signs"))
    return frozenset(vocabulary.words("blank", "words")), frozenset(signs)


def _read(folded: str) -> Measure | Interval | Dates | None:
    """The number, range or date a folded text is, as a whole."""
    if len(folded) > _LONGEST:
        return None
    text, known_only = _with_digits(folded.lstrip(_QUOTES).rstrip(_ENDINGS))
    if dates.may_be_dates(text):
        found = dates.read(text)
        if found is not None:
            return found
    if DIGITS.isdisjoint(text):
        return None
    if text[0] in "[(":
        interval = intervals.read(text, known_only=known_only)
        if interval is not None or text[-1] not in "])":
            return interval
        text = text[1:-1]
    return (
        read_measure(text, known_only=known_only)
        or intervals.read(text, known_only=known_only)
        or (None if known_only else read_named(text))
    )


def _with_digits(text: str) -> tuple[str, bool]:
    """The text with its numerals in digits, and whether it had no digits but Chinese numerals."""
    if DIGITS.isdisjoint(text):
        if NUMERALS.isdisjoint(text) or text == "一":
            return text, False
        return arabic(text), True
    return (arabic(text) if "分之" in text else text), False
