"""What names say: the class of an indicator, the role of a funds row, which way is better.

The words are in the vocabulary. What follows from a class or a role is not decided here.
"""

from __future__ import annotations

from functools import lru_cache

from scoring.notation import vocabulary
from scoring.notation.folding import DIGITS, fold
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal

    from scoring.notation.values import Operator

if TYPE_CHECKING:
    FundRole = Literal["total", "parent", "part"]


@lru_cache(maxsize=1024)
def strip_points(name: str) -> str:
    """A class name without the points printed behind it, folded.

    >>> strip_points("产出指标（50分）"), strip_points("满意度指标 (10%)"), strip_points("效益指标")
    ('产出指标', '满意度指标', '效益指标')
    """
    folded = fold(name)
    start = folded.rfind("(")
    if start > 0 and folded[-1] == ")":
        inside = folded[start + 1 : -1].removeprefix("权重").lstrip(":")
        if inside.rstrip("分%点").replace(".", "", 1).isdigit():
            return folded[:start]
    bare = folded.removesuffix("分")
    if bare != folded and bare[-1:] in DIGITS:
        return bare.rstrip("0123456789.")
    return folded


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {
        word: key for key, words in vocabulary.table("classes").items() for word in words.split()
    }


@lru_cache(maxsize=1024)
def class_key(name: str) -> str:
    """The class a level-1 or level-2 name stands for, or the name itself without its points.

    >>> class_key("产出指标（50分）"), class_key("项目完成指标"), class_key("进度指标")
    ('产出', '产出', '时效')
    >>> class_key("项目决策")
    '项目决策'
    """
    bare = strip_points(name)
    known = _classes()
    for candidate in (bare, bare.removesuffix("指标"), bare.replace("指标", "")):
        if candidate in known:
            return known[candidate]
    return bare


@lru_cache(maxsize=1)
def _roles() -> dict[str, FundRole]:
    roles: dict[str, FundRole] = {}
    keys: tuple[tuple[str, FundRole], ...] = (
        ("total", "total"),
        ("parents", "parent"),
        ("parts", "part"),
    )
    for key, role in keys:
        for word in vocabulary.words("funds", key):
            roles[word] = role
    return roles


@lru_cache(maxsize=256)
def fund_role(name: str) -> FundRole | None:
    """What the name of a funds row makes it.

    ``total``: the sum of the others. ``parent``: 财政拨款 and the like, which may be followed by
    rows that are part of it. ``part``: 一般公共预算 and the like; part of the row above only if
    that is a ``parent`` (or a part of it), else a source of its own.

    >>> fund_role("年度资金总额"), fund_role("其中：财政拨款"), fund_role("一般公共预算")
    ('total', 'parent', 'part')
    """
    bare = strip_points(name)
    for lead in ("其中", "—", "-"):
        bare = bare.removeprefix(lead).lstrip(":")
    bare = bare.lstrip("0123456789.、").removesuffix("(万元)").rstrip(":")
    return _roles().get(bare)


@lru_cache(maxsize=1024)
def is_less_better(name: str) -> bool:
    """Whether an indicator's name says that less is better (投诉率, but not 投诉处理率).

    >>> is_less_better("重大事故发生数"), is_less_better("事故处置率")
    (True, False)
    """
    bare = fold(name)
    start = bare.find("(")
    if start > 0:
        bare = bare[:start]
    if bare.endswith(vocabulary.words("direction", "less_endings")):
        return True
    if bare.endswith(vocabulary.words("direction", "more_endings")):
        return False
    if any(word in bare for word in vocabulary.words("direction", "more")):
        return False
    return any(word in bare for word in vocabulary.words("direction", "less"))


def assumed_operator(
    number: Decimal, name: str, level1: str | None, level2: str | None
) -> Operator:
    """The operator of a target that is a bare number.

    A bare 0 is = 0; costs and names that say less is better are at most the number; everything
    else is at least the number.

    >>> from decimal import Decimal
    >>> assumed_operator(Decimal(5), "劳务费", "产出指标", "成本指标")
    '≤'
    """
    if number == 0:
        return "="
    if "成本" in (level1 or "") or "成本" in (level2 or "") or is_less_better(name):
        return "≤"
    return "≥"
