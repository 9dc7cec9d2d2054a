"""One number with its operators and unit, read from a folded text as a whole.

Ranges are read in ``intervals`` and dates in ``dates``; the choice between them is ``grammar``'s.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation import units, vocabulary
from scoring.notation.folding import DIGITS
from scoring.notation.numbers import scan
from scoring.notation.operators import settle, strip_after, strip_before
from scoring.notation.values import Measure, Quantity
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.notation.values import Operator, Unit

_MORE = ("余", "多")
_BEFORE_YUAN = DIGITS | frozenset("百千万亿")
_SHARES = ("%", "‰")
_STRICT: dict[Operator | None, Operator | None] = {"≥": ">", "≤": "<"}
_SHORTEST_NAME, _LONGEST_NAME = 2, 14


def read_quantity(text: str, *, known_only: bool = False) -> Quantity | None:
    """A number with its unit, if any, and nothing else.

    ``known_only``: the number was written in Chinese numerals, and what follows it must be a unit
    of the vocabulary and no rank (三级, 一期).
    """
    scanned = scan(_plain_money(text))
    if scanned is None:
        return None
    number, rest = scanned
    if not rest:
        return Quantity(number)
    unit = _unit(rest, known_only=known_only)
    return Quantity(number, unit) if unit else None


def read_measure(text: str, *, known_only: bool = False) -> Measure | None:
    """A number with its operators and unit; ``known_only`` as for a quantity.

    >>> from scoring.notation.values import show
    >>> show(read_measure("不超过19.5年/万元")), show(read_measure("90%(不含)以上"))
    ('≤19.5年/万元', '>90%')
    """
    strict = False
    if "(" in text:
        text, strict = _without_remarks(text)
    before = strip_before(text)
    if before is None:
        return None
    scanned = scan(_plain_money(before.rest))
    if scanned is None:
        return None
    number, rest = scanned
    unit: Unit | None = None
    more: Operator | None = None
    after: Operator | None = None
    if rest:
        unit = _unit(rest, known_only=True)
        if unit is None:
            while len(rest) > 1 and rest[0] in _MORE:
                more, rest = ">", rest[1:]
            ending = strip_after(rest)
            rest, after = ending.rest, ending.operator
            unit = _unit(rest, known_only=known_only) or _share(rest)
            if rest and unit is None:
                return None
    agree, operator = settle(before.operator, more, after, weak=before.weak)
    if not agree:
        return None
    return Measure(_STRICT.get(operator, operator) if strict else operator, Quantity(number, unit))


def read_named(text: str) -> Measure | None:
    """A measure behind the name of what it measures: 满意度≥95%, 合格率100%.

    Not 完成率100%: that is a statement on the target, not a value.
    """
    for length in range(_SHORTEST_NAME, min(_LONGEST_NAME, len(text))):
        name = text[:length]
        if not "一" <= name[-1] <= "龥" and name[-1] != ":":
            return None
        if not name.rstrip(":").endswith(_named()):
            continue
        measure = read_measure(text[length:])
        if measure is None:
            continue
        if "完成" in name or "较" in name:
            return None
        unit = measure.quantity.unit
        if measure.operator is not None or (unit is not None and unit.kind == "share"):
            return measure
    return None


def _unit(text: str, *, known_only: bool) -> Unit | None:
    """The unit a text names as a whole."""
    if text[-1:] == ")" and text.count("(") == 1:
        text = text[:-1].replace("(", "")  # 90(%), 5万(元)
    if known_only and text in _ordinals():
        return None
    known = units.find_unit(text, known_only=True)
    if known is not None or known_only:
        return known
    # a word that the vocabulary does not list must not hide 以上 or 整 at its end
    return units.find_unit(text) if strip_after(text).rest == text else None


def _plain_money(text: str) -> str:
    """￥5000 as 5000元: the sign of the currency behind the number, like any other unit."""
    for sign in vocabulary.words("decorations", "currency"):
        if text.startswith(sign):
            text = text[len(sign) :]
            return text + "元" if text[-1:] in _BEFORE_YUAN else text
    return text


def _share(text: str) -> Unit | None:
    """The percent sign of 100%覆盖."""
    if text[:1] in _SHARES and text[1:] in _results():
        return units.find_unit(text[0])
    return None


def _without_remarks(text: str) -> tuple[str, bool]:
    """The text without (含…) and (不含…), and whether the number itself is left out."""
    strict = False
    for key in ("inclusive", "exclusive"):
        for remark in vocabulary.words("decorations", key):
            start = text.find(remark)
            end = text.find(")", start)
            if start < 0 or end < 0:
                continue
            inside = text[start + len(remark) : end]
            if key == "exclusive":  # 90%(不含)以上, but not 30万元(不含税)
                strict = not inside or inside in _itself() or scan(inside) is not None
            text = text[:start] + text[end + 1 :]
    return text, strict


@lru_cache(maxsize=1)
def _itself() -> frozenset[str]:
    return frozenset(vocabulary.words("decorations", "itself"))


@lru_cache(maxsize=1)
def _ordinals() -> frozenset[str]:
    return frozenset(vocabulary.words("unit_words", "ordinals"))


@lru_cache(maxsize=1)
def _results() -> frozenset[str]:
    return frozenset(vocabulary.words("decorations", "share"))


@lru_cache(maxsize=1)
def _named() -> tuple[str, ...]:
    return vocabulary.words("decorations", "named")
