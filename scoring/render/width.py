"""How wide text is on a terminal, what of it is safe to print, and where it may be broken.

East Asian wide and full-width characters take two columns. Ambiguous ones (≥, ×, “, …) take one,
as terminals draw them unless told otherwise. Combining marks take none. Characters that steer the
terminal or hide text are shown by a visible name.
"""

from __future__ import annotations

from itertools import accumulate

_WIDE = 2
_CONTROL_PICTURES = 0x2400
_DELETE = "\x7f"
_FIRST_PRINTED = 0x20
# What Chinese forms are made of: everything else asks the tables.
_COMMON_WIDE = (("\u4e00", "\u9fff"), ("\uff01", "\uff60"), ("\u3001", "\u3029"))
_COMMON_NARROW = "“”‘’…—–·×÷±≥≤≠≈√℃‰§°①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢ→│─"
_JAMO_WITHOUT_WIDTH = ("\u1160", "\u11ff")
_EMOJI_OR_TEXT = "\ufe0e\ufe0f"
"""Selectors of a picture's style. Terminals disagree on their width, so they are left out."""

CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…％℃,.;:?!)]}%")
"""A line does not begin with these."""

OPENING = frozenset("（《〈「『【〔“‘([{")
"""A line does not end with these."""


_DIGITS = frozenset("0123456789")
_HEADING_LINES = 5
"""A text of more lines is no heading: balancing it would change nothing for the better."""

_LAST_WORD = "指标"
"""What most headings of the forms end in: 社会效益指标 reads better with it on a line of its own."""


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
_WIDTHS.update(dict.fromkeys(map(chr, range(0x20, 0x7F)), 1))
_WIDTHS.update(dict.fromkeys(_COMMON_NARROW, 1))


def width(text: str) -> int:
    """Columns a text of one line takes.

    >>> width("得分 99.97"), width("≥90％")
    (10, 5)
    """
    if text.isascii():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


class Measured(dict[str, int]):
    """Widths of texts, each worked out once: for as long as one form is being drawn."""

    def __missing__(self, text: str) -> int:
        columns = self[text] = width(text)
        return columns


def visible(text: str) -> str:
    r"""The text with everything a reader cannot see made visible; line breaks stay.

    >>> visible("a\x1b[31m\u202eb")
    'a␛[31m<U+202E>b'
    """
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\u3000", "  ")
        if not text.replace("\n", "").isprintable():
            return "".join(map(_shown, text))
    return text.translate(_WITHOUT_STYLE) if "\ufe0f" in text or "\ufe0e" in text else text


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


def pad(text: str, columns: int, align: str = "left", widths: Measured | None = None) -> str:
    """The text filled with spaces to so many columns; it must not be wider.

    >>> pad("优", 6, "center")
    '  优  '
    """
    missing = columns - (width(text) if widths is None else widths[text])
    if align == "center":
        left = missing // 2
        return " " * left + text + " " * (missing - left)
    return text + " " * missing


def longest_piece(text: str, widths: Measured | None = None) -> int:
    """Columns of the widest word, number or wide character: so many a column needs at least.

    >>> longest_piece("≥19.5万元 abc"), longest_piece("万元")
    (5, 2)
    """
    longest = 0
    for word in text.split():
        columns = width(word) if widths is None else widths[word]
        if columns <= longest:
            continue
        if columns == len(word):
            longest = columns
        elif columns == 2 * len(word):
            longest = max(longest, 2)
        else:
            longest = max(longest, _longest_run(word))
    return longest


def _longest_run(word: str) -> int:
    longest = run = 0
    for character in word:
        columns = _WIDTHS[character]
        run = run + columns if columns < _WIDE else columns
        longest = max(longest, run)
        if columns == _WIDE:
            run = 0
    return longest


def wrap(
    text: str, columns: int, *, balanced: bool = False, widths: Measured | None = None
) -> list[str]:
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
            lines += wrap(line, columns, balanced=balanced, widths=widths)
        return lines
    length = len(text)
    # No character is wider than two columns: most texts need no more than their length.
    if length <= columns and (
        length * _WIDE <= columns or (width(text) if widths is None else widths[text]) <= columns
    ):
        return [text.rstrip()]
    # Columns up to each character: what a line holds is found without walking through it.
    sums = [0, *accumulate(map(_WIDTHS.__getitem__, text))]
    if sums[-1] <= columns:
        # Longer than the line, but with characters that take no room.
        return [text.rstrip()]
    lines = _broken(text, sums, columns)
    return _balanced(text, sums, lines, columns) if balanced else lines


def _balanced(text: str, sums: list[int], lines: list[str], columns: int) -> list[str]:
    """As many lines as given, about equally long, broken before the heading's last word if so."""
    count = len(lines)
    if count > _HEADING_LINES:
        return lines
    best = None
    least = -(-sums[-1] // count)
    for narrower in range(least + least % 2, columns + 1, 2):
        tried = _broken(text, sums, narrower)
        if len(tried) == count:
            if any(line.startswith(_LAST_WORD) for line in tried):
                return tried
            best = best or tried
    return best or lines


def _broken(text: str, sums: list[int], columns: int) -> list[str]:
    lines = []
    start, length = 0, len(text)
    while start < length:
        room = sums[start] + columns
        if sums[length] <= room:
            lines.append(text[start:].rstrip())
            break
        end = start + columns // _WIDE
        while sums[end + 1] <= room:
            end += 1
        cut = end
        while cut > start and not _may_break(text[cut - 1], text[cut]):
            cut -= 1
        if cut == start:
            # Nothing on this line may be broken: a long word, a row of commas.
            cut = end
        lines.append(text[start:cut].rstrip())
        start = cut
        while start < length and text[start] == " ":
            start += 1
    return lines


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between these two characters."""
    if before == " " or after == " ":
        return True
    is_before_wide, is_after_wide = _WIDTHS[before] == _WIDE, _WIDTHS[after] == _WIDE
    if not (is_before_wide or is_after_wide) or not _WIDTHS[after]:
        return False
    if after in CLOSING or before in OPENING:
        return False
    return not (is_after_wide and before in _DIGITS and after not in OPENING)


def hanging(line: str, columns: int, deeper: int = 4) -> list[str]:
    """A line broken to the width, made visible; what follows is set in below its beginning.

    >>> hanging("  1.1 得分：10 × 82.731 ÷ 83", 20)
    ['  1.1 得分：10 ×', '      82.731 ÷ 83']
    """
    shown = visible(line)
    if len(shown) * _WIDE <= columns or width(shown) <= columns:
        return [shown]
    body = shown.lstrip(" ")
    indent = " " * (len(shown) - len(body))
    first, *_ = wrap(body, columns - len(indent))
    rest = body[len(first) :].lstrip(" ")
    inner = indent + " " * deeper
    return [indent + first, *[inner + more for more in wrap(rest, columns - len(inner))]]
