"""Numbers as people write them, exactly: separators, powers of ten, Chinese numerals.

A number is read from the start of a folded text; what follows it is someone else's. No float.
"""

from __future__ import annotations

from decimal import Context, Decimal

from scoring.notation.folding import DIGITS

LONGEST = 60
"""The most digits a number may have when it is written out."""

EXACT = Context(prec=999)
"""Enough room for every product and sum of numbers and unit scales without rounding."""

NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟")
"""Characters that may be part of a Chinese numeral."""

_SIMPLE = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟", "零二一二三四五六七八九十百千")
_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SHARES = (("百分之", "%"), ("千分之", "‰"), ("万分之", "‱"))
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWERS = ("×10", "x10", "X10", "*10")


def scan(text: str) -> tuple[Decimal, str] | None:
    """The number at the start of a folded text and what follows it, or nothing.

    >>> scan("12,000.5元")
    (Decimal('12000.5'), '元')
    >>> scan("1,2") is None
    True
    """
    sign = text[:1]
    body = text[1:] if sign in ("-", "+") else text
    rest = body.lstrip("0123456789,.")
    head = body[: len(body) - len(rest)]
    if not head.isdigit():
        plain = _without_separators(head)
        if plain is None:
            return None
        head = plain
    power = ""
    if rest and rest[0] in "eE×xX*":
        power, rest = _power(rest)
    number = Decimal(("-" if sign == "-" else "") + head + power)
    if power or len(head) > LONGEST:
        head = f"{number:f}"
        if len(head.strip("-").replace(".", "")) > LONGEST:
            return None
        number = Decimal(head)
    return number, rest


def _without_separators(head: str) -> str | None:
    """Digits and at most one point of a run of digits, commas and points; nothing if malformed."""
    whole, point, fraction = head.partition(".")
    if point and not fraction.isdigit():
        return None
    if "," in whole:
        first, *groups = whole.split(",")
        if not 1 <= len(first) <= 3 or first[0] == "0":  # noqa: PLR2004 - groups of three
            return None
        if any(len(group) != 3 for group in groups):  # noqa: PLR2004 - groups of three
            return None
        whole = first + "".join(groups)
    elif not whole and not fraction:
        return None
    return f"{whole or '0'}.{fraction}" if point else whole


def _power(rest: str) -> tuple[str, str]:
    """A power of ten at the start of the text, as ``E…``, and what follows it."""
    if rest[0] in "eE":
        tail = rest[1:]
    elif rest.startswith(_POWERS):
        tail = rest[3:]
        if tail[:1] == "^":
            tail = tail[1:]
        elif tail[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻":
            tail = tail.translate(_SUPERSCRIPTS)
        else:
            return "", rest
    else:
        return "", rest
    sign = tail[:1] if tail[:1] in ("-", "+") else ""
    after = tail[len(sign) :].lstrip("0123456789")
    digits = tail[len(sign) : len(tail) - len(after)]
    if not digits or len(digits) > 2:  # noqa: PLR2004 - 10^99 is beyond any number kept
        return "", rest
    return f"E{sign}{digits}", after


def arabic(text: str) -> str:
    """The text with its Chinese numerals in digits; what is no numeral stays as it is.

    >>> arabic("不低于百分之九十五"), arabic("第三季度"), arabic("十四五")
    ('不低于95%', '第3季度', '十四五')
    """
    text = _shares(text)
    result = ""
    run = ""
    for character in text + "\n":
        if character in NUMERALS or (character == "点" and run):
            run += character
            continue
        if run:
            result += _digits(run)
            run = ""
        result += character
    return result[:-1]


def _shares(text: str) -> str:
    """百分之九十 as 九十%: the sign behind the number, whichever numerals it has."""
    if "百分" in text:
        text = text.replace("百分之百", "100%").replace("百分百", "100%")
    if "分之" not in text:
        return text
    for word, sign in _SHARES:
        if word not in text:
            continue
        first, *pieces = text.split(word)
        text = first
        for piece in pieces:
            length = 0
            while length < len(piece) and (
                piece[length] in NUMERALS or piece[length] in DIGITS or piece[length] in "点."
            ):
                length += 1
            text += piece[:length] + sign + piece[length:] if length else word + piece
    return text


def _digits(run: str) -> str:
    """The digits of a run of numerals, or the run itself."""
    bare = run.rstrip("点")
    whole, point, fraction = bare.partition("点")
    value = from_chinese(whole)
    if value is None:
        return run
    if not point:
        return f"{value}{run[len(bare) :]}"
    fraction = fraction.translate(_SIMPLE)
    if any(character not in _VALUES for character in fraction):
        return run
    decimals = "".join(str(_VALUES[character]) for character in fraction)
    return f"{value}.{decimals}{run[len(bare) :]}"


def from_chinese(numeral: str) -> int | None:
    """The value of a Chinese numeral written in full, or digit by digit (二〇二三); else nothing.

    Shortened forms that can be read in two ways (两万五) are not numbers.

    >>> from_chinese("一百二十"), from_chinese("二〇二三"), from_chinese("十四五")
    (120, 2023, None)
    """
    simple = numeral.translate(_SIMPLE)
    if len(simple) > LONGEST:
        return None
    if all(character in _VALUES for character in simple):
        if len(simple) != 1 and len(simple) != 4 and "〇" not in numeral:  # noqa: PLR2004 - years
            return None
        return int("".join(str(_VALUES[character]) for character in simple)) if simple else None
    if simple.startswith("一十"):
        simple = simple[1:]
    total = section = digit = 0
    for character in simple:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _PLACES:
            section += (digit or 1) * _PLACES[character]
            digit = 0
        elif character == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        elif character == "亿":
            total = (total + section + digit) * 100_000_000
            section = digit = 0
        else:
            return None
    value = total + section + digit
    return value if value and to_chinese(value) == simple else None


def to_chinese(value: int) -> str:
    """A whole number from 0 up in Chinese numerals, the way it is read aloud.

    >>> to_chinese(120), to_chinese(20_305), to_chinese(10)
    ('一百二十', '二万零三百零五', '十')
    """
    spoken = _spoken(value)
    return spoken[1:] if spoken.startswith("一十") else spoken


def _spoken(value: int) -> str:
    digits = "零一二三四五六七八九"
    if value < 10:  # noqa: PLR2004 - one digit
        return digits[value]
    for place, name in ((100_000_000, "亿"), (10_000, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= place:
            upper, lower = divmod(value, place)
            text = _spoken(upper) + name
            if lower:
                gap = lower * 10 < place
                text += ("零" if gap else "") + _spoken(lower)
            return text
    return ""
