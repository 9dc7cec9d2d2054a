"""The text of a cell as offices' formats hold it: nothing hidden, nothing that steers a screen."""

from __future__ import annotations

from scoring.render.width import visible

WIDE_SPACE = "\u3000"


def shown(text: str) -> str:
    r"""The text with hidden characters made visible; line breaks and wide spaces stay.

    >>> shown("甲\u3000乙\x07\ud800")
    '甲\u3000乙␇<U+D800>'
    """
    if text.isprintable() and "\ufe0f" not in text and "\ufe0e" not in text:
        return text
    return WIDE_SPACE.join(visible(part) for part in text.split(WIDE_SPACE))
