"""How far the result of a survey may be off: Wilson's interval of a share, from the sample's size.

The size is read from the evidence and the note of a row. The quantile of the normal distribution
comes from ``statistics.NormalDist``; everything after it is decimal, and both ends are rounded
outwards before they become an actual.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import lru_cache

from scoring.notation import fold
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.project import Indicator

CONFIDENCE = Decimal("0.95")
DIGITS = 2
"""Digits after the point of a percentage at either end."""

_EXACT = Context(prec=60)
_SIZES = re.compile(
    r"(?:有效(?:问卷|样本|回收)|样本(?:量|数|容量)?|回收(?:有效)?(?:问卷)?"
    r"|(?:抽样)?调查(?:问卷)?|问卷|访谈|(?<![a-z])n(?=\s?[=:]))"
    r"[^0-9。;,]{0,6}?[:=]?\s?(?P<size>[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,9})"
    r"\s?(?:人次|份|人|户|名|个|家|张|条)?(?![0-9.%年月日次轮期]|,[0-9])"
)
"""A word for the sample, and its size behind it; no year, no percentage, no count of rounds."""

_PREFERRED = ("有效", "样本", "n", "回收")


def sample_size(row: Indicator) -> int | None:
    """The size of the sample that the evidence or the note of a row states; none if it does not.

    Where several are stated, the valid answers go before those handed out.

    >>> from scoring.model.project import Indicator
    >>> sample_size(Indicator("满意度", "", evidence=("发放问卷350份，有效问卷312份",)))
    312
    """
    texts = [*row.evidence, *([row.note] if row.note is not None else [])]
    found: list[tuple[int, int]] = []
    for text in texts:
        for match in _SIZES.finditer(fold(text).lower()):
            size = int(match["size"].replace(",", ""))
            word = match[0]
            ranks = [at for at, start in enumerate(_PREFERRED) if word.startswith(start)]
            if size > 0:
                found.append((ranks[0] if ranks else len(_PREFERRED), size))
    return min(found)[1] if found else None


def is_survey(row: Indicator) -> bool:
    """Whether a row tells the satisfaction of people: by its name or its classes."""
    return any("满意" in text for text in (row.name, row.level1, row.level2) if text)


def interval(share: Decimal, size: int) -> tuple[Decimal, Decimal]:
    """Wilson's interval of a share found in so many answers, at 95%, rounded outwards.

    Args:
        share: in percent, from 0 to 100.
        size: of the sample, at least 1.

    >>> interval(Decimal("90"), 100)
    (Decimal('82.56'), Decimal('94.48'))
    """
    context = _EXACT
    z = _quantile()
    p = context.divide(share, Decimal(100))
    n = Decimal(size)
    square = context.divide(context.multiply(z, z), n)
    spread = context.add(
        context.divide(context.multiply(p, context.subtract(Decimal(1), p)), n),
        context.divide(square, context.multiply(Decimal(4), n)),
    )
    half = context.multiply(z, context.sqrt(spread))
    middle = context.add(p, context.divide(square, Decimal(2)))
    below = context.add(Decimal(1), square)
    low = context.divide(context.subtract(middle, half), below)
    high = context.divide(context.add(middle, half), below)
    hundred = Decimal(100)
    step = Decimal(1).scaleb(-DIGITS)
    lowest = max(Decimal(0), context.multiply(low, hundred))
    highest = min(hundred, context.multiply(high, hundred))
    return (
        min(share, lowest.quantize(step, ROUND_FLOOR)),
        max(share, highest.quantize(step, ROUND_CEILING)),
    )


@lru_cache(maxsize=1)
def _quantile() -> Decimal:
    """The normal quantile of the confidence: 1.959964 at 95%."""
    from statistics import NormalDist

    return Decimal(repr(NormalDist().inv_cdf(float((1 + CONFIDENCE) / 2))))
