"""One spelling for characters that only look different: widths, dashes, spaces, comparators.

Folding changes how a text is written, never what it says. Words and numbers are read elsewhere.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGITS = frozenset("0123456789")
"""The ten digits, after folding."""

_ENDINGS = "。.,;、!?:…"


def _characters() -> Mapping[int, str | None]:
    """What each character folds to; ``None`` drops it."""
    table: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for target, look_alikes in (
        (">", "﹥❯˃›"),
        ("<", "﹤❮˂‹"),
        ("=", "﹦═꞊"),
        ("≥", "≧⩾≽⪰⋝≩"),
        ("≤", "≦⩽≼⪯⋜≨"),
        ("-", "‐‑‒–−﹣➖"),
        ("—", "―─━⸺"),
        ("~", "∼〜˜∽〰⁓"),
        ("%", "﹪٪"),
        ("+", "﹢"),
        (",", "﹐"),
        (".", "․﹒"),
        (":", "∶﹕"),
        ("/", "∕⁄"),
        ("(", "﹙"),
        (")", "﹚"),
        ("[", "【〔"),
        ("]", "】〕"),
        ("¥", "￥"),
        ("×", "✕✖"),
        ("√", "✓✔☑"),
        ('"', "“”„‟″"),
        ("'", "‘’‚‛′"),
    ):
        table.update(dict.fromkeys(map(ord, look_alikes), target))
    table.update(dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f")))
    return table


_TABLE = _characters()


def fold(text: str) -> str:
    """The text in half width, without spaces, with one form of each comparator and dash.

    A space between two digits stays, as one: ``12 30`` is not ``1230``.

    >>> fold("＞＝ ９０％"), fold("12 30 个")
    ('>=90%', '12 30个')
    """
    folded = text.translate(_TABLE)
    parts = folded.split()
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return ""
    joined = parts[0]
    for part in parts[1:]:
        joined += " " + part if joined[-1] in DIGITS and part[0] in DIGITS else part
    return joined


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, but for width, spaces and the punctuation at the end.

    >>> same_text("提高 办事效率。", "提高办事效率")
    True
    """
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return fold(text).replace(" ", "").rstrip(_ENDINGS)
