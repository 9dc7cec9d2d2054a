"""What is seen of a date in a cell of a workbook: as precise as its format shows it.

A form knows days, no hours: a time beside a date is left out, a time alone stays. The text is one
that the notation reads, whatever order and signs the format has. Number formats in general are in
``number_format``.
"""

from __future__ import annotations

import re

from scoring.record import TYPE_CHECKING
from scoring.source.forms.number_format import parse

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

_QUIET = re.compile(r'"(?P<words>[^"]*)"|\\(?P<word>.)|_.|\*.|\[(?![hHmMsS]+\])[^\]]*\]')
_FIELDS = re.compile(r"[yYeE]+|[mM]+|[dD]+|[hH]+|[sS]+")
_OWN_WORDS = frozenset("年月日号时分秒上午下星期周一二三四五六日 /-.,:T")
_LAST_SERIAL = 2_958_465
"""The last day of the year 9999."""

_LEAP_OF_1900 = 60
"""The 29th of February 1900, which only workbooks know."""

_DAYS_TO_1904 = 1462
_SECONDS = 86_400


def is_date(code: str) -> bool:
    """Whether a number format shows dates or times.

    >>> is_date('yyyy"年"m"月"'), is_date('0.00"m"'), is_date("[Red]0")
    (True, False, False)
    """
    return parse(code)[0].kind == "date"


def seen_date(value: Decimal, code: str, *, from_1904: bool = False) -> str | None:
    """The date a format shows of a serial number; none when there is no such day.

    >>> from decimal import Decimal
    >>> seen_date(Decimal(45291), "m/d/yy"), seen_date(Decimal(45291), 'yyyy"年"m"月"')
    ('2023年12月31日', '2023年12月')
    >>> seen_date(Decimal(45291), 'yyyy"年"m"月底前"'), seen_date(Decimal("0.75"), "h:mm")
    ('2023年12月底前', '18:00')
    """
    if not 0 <= value <= _LAST_SERIAL:
        return None
    code = code.split(";", maxsplit=1)[0]
    bare = _QUIET.sub("|", code)
    fields = {field[0].lower() for field in _FIELDS.findall(bare)}
    # M beside hours or seconds alone is minutes.
    has_month = "m" in fields and (bool(fields & {"y", "d", "e"}) or not fields & {"h", "s"})
    if not (has_month or fields & {"y", "d", "e"}):
        return _time(value)
    day = _day(int(value), from_1904=from_1904)
    if day is None:
        return None
    words = _words(code)
    pieces = []
    if fields & {"y", "e"}:
        pieces.append(f"{day.year}年")
    if has_month:
        pieces.append(f"{day.month}月")
    if "d" in fields:
        pieces.append(f"{day.day}日" if has_month else f"{day.day}")
    return f"{words[0]}{''.join(pieces)}{words[1]}"


def seen_iso(text: str) -> str:
    """The day of a date a file spells out.

    >>> seen_iso("2023-12-31T00:00:00"), seen_iso("soon")
    ('2023年12月31日', 'soon')
    """
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T|$)", text)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else text


def _words(code: str) -> tuple[str, str]:
    """The words a format puts before and after a date, beyond the usual ones."""
    last = max((match.end() for match in _FIELDS.finditer(_masked(code))), default=0)
    sides = ["", ""]
    for match in _QUIET.finditer(code):
        words = match["words"] or match["word"] or ""
        if words and not _OWN_WORDS.issuperset(words):
            sides[match.start() >= last or bool(sides[1])] += words.lstrip("年月日号")
    return sides[0], sides[1]


def _masked(code: str) -> str:
    """The format with everything that is no field blanked out, of the same length."""
    return _QUIET.sub(lambda match: " " * len(match[0]), code)


def _day(serial: int, *, from_1904: bool) -> date | None:
    from datetime import date, timedelta

    if from_1904:
        serial += _DAYS_TO_1904
    if serial > _LAST_SERIAL or serial in {0, _LEAP_OF_1900}:
        return None
    first = date(1899, 12, 30) if serial > _LEAP_OF_1900 else date(1899, 12, 31)
    return first + timedelta(days=serial)


def _time(value: Decimal) -> str:
    """Hours and minutes, and seconds when there are any; more than a day counts on."""
    seconds = int((value * _SECONDS).to_integral_value())
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
