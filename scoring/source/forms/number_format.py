"""What is seen of a number in a cell of a workbook: its number format applied, exactly.

A number is its decimal text from the file on; it is never a float here. The formats of dates are
in ``date_format``. No file is read here.

**Which digits count.** A format that rounds must not lose what was typed: 82.731 in the format
``0.00`` is seen as 82.73 and read as 82.731. But a formula's 0.996746987951807 in the format
``0.00%`` is read as it is seen, 99.67%: its further digits are where the calculation of the
program ends, nobody wrote them. Programs keep 15 digits of what is typed, so digits hidden by the
format are taken for a calculation's when the number needs more than 15, or more than 12 in the
cell of a formula (a quotient fills them all, a sum of typed amounts does not).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Kind: TypeAlias = Literal["general", "number", "text", "date", "literal"]

TYPED_DIGITS = 15
TERMINATING_DIGITS = 12
_EXACT = Context(prec=1000)
_LONGEST_CODE = 255
"""Characters a format may have; programs take no longer ones."""

_DASHES = frozenset("-—–－_ ")
_CURRENCIES = "¥￥$€£"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|_(?P<padding>.)|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式|GENERAL|general)"
    r"|(?P<half>AM/PM|am/pm|A/P|上午/下午)"
    r"|(?P<power>[eE][+-][0#?]*)"
    r"|(?P<digits>[0#?][0#?.,]*|\.[0#?]+)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|a{3,4}|e+|g+)"
    r"|(?P<percent>%)|(?P<at>@)|(?P<literal>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_ELAPSED = re.compile(r"(?:h+|m+|s+)$", re.IGNORECASE)


class Section(NamedTuple):
    """One part of a format: what stands around the number, and how its digits are shown."""

    kind: Kind
    before: str = ""
    after: str = ""
    whole: int = 0
    """Digits shown before the point at least."""
    decimals: int = 0
    least: int = 0
    """Decimals shown even when they are zero."""
    is_grouped: bool = False
    percents: int = 0
    is_plain: bool = False
    """Powers, fractions, scaling and other shapes whose number is better read as itself."""
    condition: tuple[str, Decimal] | None = None
    is_bare_digits: bool = False
    """No digit of the number is shown: the literals are all there is."""


class Seen(NamedTuple):
    """The text of a number, and whether the format showed another size of it."""

    text: str
    is_scaled: bool = False


def decimal_of(raw: str) -> Decimal | None:
    """The number a file writes, by its shortest text; whole numbers keep all their digits.

    >>> decimal_of("82.730999999999995"), decimal_of("140900230000000001")
    (Decimal('82.731'), Decimal('140900230000000001'))
    """
    digits = raw.strip()
    if digits.isascii() and digits.removeprefix("-").isdigit():
        return Decimal(digits) if len(digits) <= _LONGEST_CODE else None
    try:
        value = float(digits) if digits.isascii() and "_" not in digits else None
    except ValueError:
        return None
    if value is None or value - value != 0:
        return None
    return Decimal(repr(value))


def plain(value: Decimal) -> str:
    """A number with all its digits and no others.

    >>> plain(Decimal("1.50E+3")), plain(Decimal("0.0"))
    ('1500', '0')
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def seen(raw: Decimal, code: str, *, is_formula: bool = False) -> Seen:
    """What a number format shows of a number, without losing what was typed.

    Args:
        raw: the number as the file has it.
        code: the number format, not of a date.
        is_formula: whether a formula calculated the number.

    >>> seen(Decimal("0.9968"), "0.00%").text, seen(Decimal("82.731"), "0.00").text
    ('99.68%', '82.731')
    >>> seen(Decimal("0.9967469879518072"), "0.00%").text
    '99.67%'
    """
    value, is_calculated = _settled(raw, is_formula=is_formula)
    section, is_negative_part = _section(value, parse(code))
    if section.kind == "general":
        return Seen(f"{section.before}{plain(value)}{section.after}")
    if section.kind == "text" or section.is_plain:
        return Seen(plain(value), section.is_plain and section.percents == 0 and _scales(code))
    # A zero where no digit must be shown is not shown.
    if section.is_bare_digits or not (value or section.whole or section.least):
        return Seen(_bare(value, section))
    text = _digits(value, section, is_calculated=is_calculated)
    before = section.before
    if value < 0:
        # A second part may show a minus as brackets, or as red only.
        if is_negative_part:
            before = before.replace("-", "").replace("(", "").replace("（", "")
            section = section._replace(after=section.after.replace(")", "").replace("）", ""))
        return Seen(f"{before}-{text}{section.after}")
    return Seen(f"{before}{text}{section.after}")


def seen_text(text: str, code: str) -> str:
    """What a number format shows of a text: some write an operator or a unit around it.

    >>> seen_text("90", '"≥"@'), seen_text("甲", "General")
    ('≥90', '甲')
    """
    for section in parse(code):
        if section.kind == "text" and (section.before or section.after):
            return f"{section.before}{text}{section.after}"
    return text


def _settled(raw: Decimal, *, is_formula: bool) -> tuple[Decimal, bool]:
    """The number with 15 digits at most, and whether further digits are a calculation's."""
    count = _count(raw)
    if count > TYPED_DIGITS and raw.as_tuple().exponent == 0:
        return raw, False
    value = raw if count <= TYPED_DIGITS else _rounded(raw)
    left = _count(value)
    return value, left > TERMINATING_DIGITS and (is_formula or count > TYPED_DIGITS)


def _rounded(raw: Decimal) -> Decimal:
    return Context(prec=TYPED_DIGITS, rounding=ROUND_HALF_UP).plus(raw)


def _count(value: Decimal) -> int:
    """The digits that matter."""
    digits = value.as_tuple().digits
    return len("".join(map(str, digits)).strip("0"))


def _section(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The part of a format for a number, and whether it is the one for what is below zero."""
    numeric = [section for section in sections if section.kind != "text"] or [*sections]
    if any(section.condition is not None for section in numeric):
        for section in numeric:
            if section.condition is None or _meets(value, section.condition):
                return section, False
        return Section("general"), False
    if len(numeric) > 1 and value < 0:
        return numeric[1], True
    if len(numeric) > 2 and value == 0:  # noqa: PLR2004 - above zero, below zero, zero
        return numeric[2], False
    return numeric[0], False


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[sign]


def _bare(value: Decimal, section: Section) -> str:
    """A part without digits: its words; zero shown as a dash is zero, and nothing hides a number."""
    words = f"{section.before}{section.after}".strip()
    if not words:
        return "" if value == 0 else plain(value)
    return plain(value) if _DASHES.issuperset(words) else words


def _digits(value: Decimal, section: Section, *, is_calculated: bool) -> str:
    """The digits without a sign: as the format shows them, and more where it would lose some."""
    number = abs(value).scaleb(2 * section.percents, _EXACT)
    shown = number.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP, _EXACT)
    if shown != number and not is_calculated:
        shown = number.normalize(_EXACT)
    whole, _, decimals = f"{shown:f}".partition(".")
    if len(decimals) > section.least:
        decimals = decimals[: section.least] + decimals[section.least :].rstrip("0")
    whole = whole.zfill(max(section.whole, 1))
    if section.is_grouped:
        whole = f"{int(whole):,}" if section.whole <= 1 else whole
    percent = "%" * section.percents
    return (f"{whole}.{decimals}" if decimals else whole) + percent


def _scales(code: str) -> bool:
    return "," in code


@lru_cache(maxsize=512)
def parse(code: str) -> tuple[Section, ...]:
    """The parts of a number format."""
    if not code or len(code) > _LONGEST_CODE:
        return (Section("general"),)
    pieces: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "quoted", match.group(match.lastgroup or 0)
        if kind == "literal" and text == ";":
            pieces.append([])
        else:
            pieces[-1].append((kind, text))
    return tuple(_parsed(piece) for piece in pieces)


def _parsed(tokens: list[tuple[str, str]]) -> Section:  # noqa: C901, PLR0912 - a case a token
    """One part of a format."""
    condition = None
    words = ["", ""]
    side = 0
    patterns: list[str] = []
    kinds = {kind for kind, _ in tokens}
    percents = 0
    is_plain = "power" in kinds
    for kind, text in tokens:
        if kind in {"quoted", "escaped", "literal"}:
            if kind == "literal" and text == "/" and "digits" in kinds:
                is_plain = True
            words[side] += "" if text in _CURRENCIES else text
        elif kind == "bracket":
            if limit := _CONDITION.match(text):
                condition = limit[1], Decimal(limit[2])
            elif _ELAPSED.match(text):
                return Section("date", condition=condition)
        elif kind in {"digits", "general", "at"}:
            # Words inside the digits (000-0000, 0!.0,万) make another number of them.
            is_plain = is_plain or bool(patterns and words[1])
            patterns.append(text)
            side = 1
        elif kind == "percent":
            percents += 1
        elif kind in {"date", "half"}:
            if "digits" not in kinds:
                return Section("date", condition=condition)
            words[side] += text
    before, after = words[0].lstrip(), words[1].rstrip()
    if "at" in kinds:
        return Section("text", before, after)
    if "general" in kinds:
        return Section("general", before, after, condition=condition)
    if not patterns:
        return Section("literal", before, after, condition=condition, is_bare_digits=True)
    return _numeric("".join(patterns), before, after, percents, condition, is_plain=is_plain)


def _numeric(
    pattern: str,
    before: str,
    after: str,
    percents: int,
    condition: tuple[str, Decimal] | None,
    *,
    is_plain: bool,
) -> Section:
    """The part of a format from its digits."""
    whole, _, decimals = pattern.partition(".")
    is_scaled = pattern.endswith(",") or whole.endswith(",")
    decimals = decimals.replace(",", "").replace(".", "")
    return Section(
        "number",
        before,
        after,
        whole=whole.count("0"),
        decimals=len(decimals),
        least=len(decimals.rstrip("#?")),
        is_grouped="," in whole.rstrip(","),
        percents=percents,
        is_plain=is_plain or is_scaled,
        condition=condition,
    )
