"""Names of the classes of indicators: 产出 and 产出指标 are one, and （50分） is not part of it."""

from __future__ import annotations

from functools import lru_cache

from scoring.notation.folding import fold
from scoring.notation.vocabulary import table

NOT_INDICATORS = frozenset(("预算执行率",))
"""Classes of the vocabulary whose printed name does not end in 指标."""


@lru_cache(maxsize=512)
def class_name(written: str) -> str:
    """The name of a class as the scorecard prints it.

    >>> class_name("产出（50分）"), class_name("产出指标"), class_name("能力建设")
    ('产出指标', '产出指标', '能力建设')
    """
    name = without_points(written)
    bare = fold(name).replace(" ", "").rstrip(":").removesuffix("指标")
    if bare in table("classes") and bare not in NOT_INDICATORS:
        return f"{bare}指标"
    return name


def without_points(written: str) -> str:
    """The name without the points some forms print behind it.

    >>> (
    ...     without_points("效益指标（30 分）"),
    ...     without_points("时效指标(10)"),
    ...     without_points("人数（人）"),
    ... )
    ('效益指标', '时效指标', '人数（人）')
    """
    name = written.strip()
    if name[-1:] in {"）", ")"}:
        start = max(name.rfind("（"), name.rfind("("))
        inside = fold(name[start + 1 : -1]).replace(" ", "") if start > 0 else ""
        number = inside.removesuffix("分").removesuffix("%")
        if number.replace(".", "", 1).isdigit():
            return name[:start].rstrip()
    return name
