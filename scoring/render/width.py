"""How wide text is on a terminal, what of it is safe to print, and where it may be broken.

East Asian wide and full-width characters take two columns. Ambiguous ones (≥, ×, “, …) take one,
as terminals draw them unless told otherwise. Combining marks take none. Characters that steer the
terminal or hide text are shown by a visible name.
"""

from __future__ import annotations

_CONTROL_PICTURES = 0x2400
_DELETE = "\x7f"
_FIRST_PRINTED = 0x20
# Ranges of wide characters that Chinese forms are made of: everything else asks the tables.
_COMMON_WIDE = (("\u3001", "\u3029"), ("\u4e00", "\u9fff"), ("\uff01", "\uff60"))
_JAMO_WITHOUT_WIDTH = ("\u1160", "\u11ff")
_EMOJI_OR_TEXT = "\ufe0e\ufe0f"
"""Selectors of a picture's style. Terminals disagree on their width, so they are left out."""

CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…％℃,.;:?!)]}%")
"""A line does not begin with these."""

OPENING = frozenset("（《〈「『【〔“‘([{")
"""A line does not end with these."""


_DIGITS = frozenset("0123456789%")
_MOST_CARRIED = 4
"""A longer row of pieces that belong together is broken all the same."""

_HEADING_LINES = 6
"""A text of so many lines is no heading: balancing it would change nothing for the better."""


class _Widths(dict[str, int]):
    """Columns each character takes, worked out once."""

    def __missing__(self, character: str) -> int:
        width = self[character] = _width_of(character)
        return width


def _width_of(character: str) -> int:
    for first, last in _COMMON_WIDE:
        if first <= character <= last:
            return 2
    import unicodedata

    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or (
        _JAMO_WITHOUT_WIDTH[0] <= character <= _JAMO_WITHOUT_WIDTH[1]
    ):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


_WIDTHS = _Widths()
_WIDTHS.update((chr(code), 1) for code in range(0x20, 0x7F))


def width(text: str) -> int:
    """Columns a text of one line takes.

    >>> width("得分 99.97"), width("≥90％")
    (10, 5)
    """
    if text.isascii():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def visible(text: str) -> str:
    r"""The text with everything a reader cannot see made visible; line breaks stay.

    >>> visible("a\x1b[31m\u202eb")
    'a␛[31m<U+202E>b'
    """
    if text.isprintable():
        return text.translate(_WITHOUT_STYLE) if "\ufe0f" in text or "\ufe0e" in text else text
    text = text.replace("\r\n", "\n").replace("\u3000", "  ")
    return "".join([_shown(character) for character in text])


_WITHOUT_STYLE = dict.fromkeys(map(ord, _EMOJI_OR_TEXT))


def _shown(character: str) -> str:
    if character.isprintable():
        return "" if character in _EMOJI_OR_TEXT else character
    if character == "\n":
        return character
    if character in "\t\xa0":
        return " "
    if character == _DELETE:
        return "␡"
    code = ord(character)
    if code < _FIRST_PRINTED:
        return chr(_CONTROL_PICTURES + code)
    return f"<U+{code:04X}>"


def pad(text: str, columns: int, align: str = "left") -> str:
    """The text filled with spaces to so many columns; it must not be wider.

    >>> pad("优", 6, "center")
    '  优  '
    """
    missing = columns - width(text)
    if align == "center":
        left = missing // 2
        return " " * left + text + " " * (missing - left)
    return text + " " * missing


def pieces(line: str) -> list[str]:
    """The line in pieces that are not broken: words, numbers, spaces, single wide characters.

    >>> pieces("≥19.5万元 by 2023")
    ['≥19.5', '万', '元', ' ', 'by', ' ', '2023']
    """
    found: list[str] = []
    start = 0
    for at, character in enumerate(line):
        if character == " " or _WIDTHS[character] > 1:
            if start < at:
                found.append(line[start:at])
            found.append(character)
            start = at + 1
    if start < len(line):
        found.append(line[start:])
    return found


def longest_piece(text: str) -> int:
    """Columns of the widest piece of a text, so many does a column need at least."""
    if text.isascii() and " " not in text and "\n" not in text:
        return len(text)
    return max((width(piece) for line in text.split("\n") for piece in pieces(line)), default=0)


def wrap(text: str, columns: int, *, balanced: bool = False) -> list[str]:
    """The lines of a text, none wider than so many columns (at least 2).

    Words and numbers stay whole unless they are wider than a line, and a number keeps the unit
    that follows it; closing punctuation does not begin a line and opening punctuation does not
    end one. ``balanced`` makes the lines about equally long, as headings are set.

    >>> wrap("达到90%以上，优", 8)
    ['达到90%', '以上，优']
    >>> wrap("调整后指标值", 10), wrap("调整后指标值", 10, balanced=True)
    (['调整后指标', '值'], ['调整后', '指标值'])
    """
    if "\n" in text:
        lines = []
        for line in text.split("\n"):
            lines += wrap(line, columns, balanced=balanced)
        return lines
    needed = width(text)
    if needed <= columns:
        return [text.rstrip()]
    parts = pieces(text)
    lines = _wrap_line(parts, columns)
    if balanced and len(lines) < _HEADING_LINES:
        least = -(-needed // len(lines))
        for narrower in range(least + least % 2, columns, 2):
            tried = _wrap_line(parts, narrower)
            if len(tried) == len(lines):
                return tried
    return lines


def _wrap_line(parts: list[str], columns: int) -> list[str]:
    lines: list[str] = []
    held: list[str] = []
    used = 0
    for part in parts:
        needed = _WIDTHS[part] if len(part) == 1 else width(part)
        if used + needed <= columns:
            if held or part != " ":
                held.append(part)
                used += needed
            continue
        carried = _carried(held, part, columns - needed) if held else []
        if held:
            lines.append("".join(held).rstrip())
        held = carried
        used = sum(map(width, held))
        if part == " ":
            continue
        if needed > columns:
            *full, rest = _chopped("".join(held) + part, columns)
            lines += full
            held = [rest]
            used = width(rest)
        else:
            held.append(part)
            used += needed
    if held:
        lines.append("".join(held).rstrip())
    return lines


def _carried(held: list[str], part: str, room: int) -> list[str]:
    """The end of a line that must stand with the piece that follows; taken off the line."""
    count = 0
    following = part
    while count < min(len(held) - 1, _MOST_CARRIED) and _belongs(held[-1 - count], following):
        count += 1
        following = held[-count]
        room -= width(following)
    # Where even what is carried along may not begin a line (a row of commas), nothing is gained.
    if not count or room < 0 or following == " " or following[0] in CLOSING:
        return []
    carried = held[-count:]
    del held[-count:]
    return carried


def _belongs(before: str, after: str) -> bool:
    """Whether a line should not be broken between these two pieces."""
    if after[0] in CLOSING or before in OPENING:
        return True
    return before[-1] in _DIGITS and _WIDTHS[after[0]] > 1 and after not in OPENING


def _chopped(text: str, columns: int) -> list[str]:
    """A word wider than a line, cut wherever the line is full."""
    lines: list[str] = []
    start = 0
    used = 0
    for at, character in enumerate(text):
        needed = _WIDTHS[character]
        if used + needed > columns and at > start:
            lines.append(text[start:at])
            start = at
            used = 0
        used += needed
    lines.append(text[start:])
    return lines


def hanging(line: str, columns: int, deeper: int = 4) -> list[str]:
    """A line broken to the width, made visible; what follows is set in below its beginning.

    >>> hanging("  1.1 得分：10 × 82.731 ÷ 83", 20)
    ['  1.1 得分：10 ×', '      82.731 ÷ 83']
    """
    shown = visible(line)
    if width(shown) <= columns:
        return [shown]
    body = shown.lstrip(" ")
    indent = " " * (len(shown) - len(body))
    first, *_ = wrap(body, columns - len(indent))
    rest = body[len(first) :].lstrip(" ")
    inner = indent + " " * deeper
    return [indent + first, *[inner + more for more in wrap(rest, columns - len(inner))]]
