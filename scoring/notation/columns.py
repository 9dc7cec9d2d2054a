"""A target that the form prints in three cells, 指标性质 │ 指标值 │ 计量单位, put into one text."""

from __future__ import annotations

from functools import lru_cache

from scoring.notation.folding import fold
from scoring.notation.grammar import is_placeholder, parse
from scoring.notation.operators import operator_of
from scoring.notation.values import Blank, Interval, Measure, show

_QUALITATIVE = "定性"


@lru_cache(maxsize=4096)
def combine(operator: str | None, value: str | None, unit: str | None) -> str | None:
    """The target that the three cells make together; nothing without a value.

    What the value already carries is not doubled. 定性 makes the target words, whatever it says.

    >>> combine("≥", "90", "%"), combine("≥", "≥90%", "%"), combine("定性", "优良中低差", None)
    ('≥90%', '≥90%', '定性 优良中低差')
    """
    if value is None:
        return None
    written = parse(value)
    if isinstance(written, Blank):
        return value
    if operator is not None and fold(operator).strip("()").removesuffix("指标") == _QUALITATIVE:
        return value if fold(value).startswith(_QUALITATIVE) else f"{_QUALITATIVE} {value.strip()}"
    sign = operator_of(operator) if operator else None
    if isinstance(written, Measure):
        text = _with_unit(value, written, unit)
        return text if sign is None or written.operator is not None else sign + text
    return _with_unit(value, written, unit) if isinstance(written, Interval) else value


def _with_unit(value: str, written: Measure | Interval, unit: str | None) -> str:
    """The value with the unit of its own cell, unless it has one already."""
    folded = fold(unit or "")
    if folded[:1] == "(" and folded[-1:] == ")":
        folded = folded[1:-1]
    if is_placeholder(folded) or folded == _QUALITATIVE:
        return value
    own = (written.quantity if isinstance(written, Measure) else written.high).unit
    if own is not None and own.kind is not None:
        return value
    text = value.strip() + folded
    if isinstance(written, Measure) and not isinstance(parse(text), Measure):
        # 90以上 │ %: the unit belongs to the number, not to the end of the text
        text = show(written) + folded
    return text
